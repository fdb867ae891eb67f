"""From toponyms to places: which of the places that bear a name a text means.

A linear model weighs prominence, kind and match of every candidate against what the rest of the text
says: countries and units spoken of, distance to the other places, 'City, State' beside each other. All
mentions of a name in a text have one sense, unless the place named next to one tells otherwise. The
weights (``resolver.json``) and the calibration of the confidence were learnt from annotated news by
``scripts/train_resolver.py``. A name that no candidate bears stays without a place and says why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np

from geomap.language.parsed import Parsed, Toponym
from geomap.places.evidence import CONTEXT, EVIDENCE, Name, Scene
from geomap.places.folding import fold
from geomap.places.gazetteer import Gazetteer
from geomap.places.judgement import SAME, Weights, confidence, judge, read_weights
from geomap.places.publishers import find_country, find_home
from geomap.places.register import Candidate
from geomap.places.slate import Floats, Slate, find_slate, read_slate
from geomap.records import Mention, Place, record

ALTERNATIVES = 4
"""Runners-up that a place carries at most."""

UNKNOWN = "no gazetteer knows the name"
UNSURE = "several places bear the name and nothing tells which"

_LEAST = 0.2
"""A choice less trustworthy than this is no choice."""
_UNIT = re.compile(
    r"\s(?:province|state|county|region|district|oblast|governorate|prefecture)\b", re.IGNORECASE
)
_TOWN = re.compile(r"\s(?:city|town|village|suburb|neighbou?rhood|airport)\b", re.IGNORECASE)
_UNIT_OF = re.compile(r"\b(?:province|state|county|region|district|oblast) of $", re.IGNORECASE)
_TOWN_OF = re.compile(r"\b(?:city|town|village|suburb|cities|towns|villages) of $", re.IGNORECASE)
_INSIDE = re.compile(r"\s?,\s|\s\(|\s?,\s(?:in\s)?|\sin\s(?:the\s)?")
_DATELINE = 2.0
_HOME = 1.0
"""How much the town that a publisher is named after says about the places of a text."""
_COUNTRY_TOLD = [
    EVIDENCE.index("in a country that the text speaks of"),
    EVIDENCE.index("country of the publisher"),
]
_UNIT_TOLD = EVIDENCE.index("in a first-order unit that the text speaks of")
_GREATER_PART = 0.2
"""Of the people of a unit, who live in the town that it is named after."""
_LARGE_TOWN = 50_000
"""People of a town that may be meant where a region of the world bears its name."""
_CITY = 100_000
_OF_THE_WORLD = 0.75
"""Share of countries and capitals among a text's names, from which a great city beats a small town.

Three in four: a text that hardly names a town. On the corpora of docs/geoparsing.md no value from a half up
moves the figures by more than three thousandths."""
_UNTOLD = 0.1
"""Share of a text's names that may lie in the state or province of a small town, without telling of it."""
_WORLDLY = 0.3
"""Share of countries and capitals among a text's names, from which it is news of the world."""


@record
class Sense:
    """The mentions of one name that mean one place."""

    key: tuple[str, str]
    """The folded name and, where it has one of its own, the name of the place around it."""
    text: str
    mentions: tuple[int, ...]
    adjective: bool


def resolve(
    parsed: Parsed,
    gazetteer: Gazetteer,
    *,
    publisher_country: str | None = None,
    weights: Weights | None = None,
) -> tuple[Mention, ...]:
    """A mention for every toponym of an article, in order, with its place or the reason why it has none.

    `publisher_country` is the ISO 3166-1 alpha-2 of the country that the publisher writes for; where it is
    not given, the article's address may tell it.
    """
    if publisher_country is None:
        publisher_country = find_country(parsed.article, gazetteer.countries())
    senses, pairs = find_senses(parsed.toponyms, parsed.article.view.text)
    places: dict[int, Place | str] = {}
    known, scene = build_scene(senses, pairs, parsed, gazetteer, publisher_country)
    if scene is not None:
        chosen = _choose(scene, len(known), weights or read_weights())
        for sense, place in zip(known, chosen, strict=True):
            places |= dict.fromkeys(sense.mentions, place)
    return tuple(_mention(parsed, t, places.get(i, UNKNOWN)) for i, t in enumerate(parsed.toponyms))


def rank(
    name: str, gazetteer: Gazetteer, *, country: str | None = None, context: str | None = None
) -> list[tuple[Candidate, float, tuple[str, ...]]]:
    """The places that a name may mean, likeliest first, each with its probability and the reasons.

    A town and the unit around it that is named after it count as one place, the town; so do a country and
    its capital of the same name, the country. `country` is the
    ISO 3166-1 alpha-2 of the only country that is looked in; `context` any text: the places that it names
    count as the rest of an article would.
    """
    slate = find_slate(name, gazetteer)
    if country is not None:
        inside = [c for c in slate.candidates if c.country == country]
        slate = read_slate(inside, gazetteer, exact=slate.exact)
    if not slate.candidates:
        return []
    names, pairs = [Name(slate=slate, text=fold(name), mentions=1)], []
    for other, beside in _names_in(context or "", name, gazetteer):
        if beside:
            pairs.append((0, len(names)))
        names.append(Name(slate=other, text=f"{len(names)}", mentions=1))
    weights = read_weights()
    scene = Scene(names, pairs)
    evidence, chance = judge(scene, weights)
    chances = chance[: len(slate.candidates)].tolist()
    for i in range(len(chances)):
        usual = _usual(scene, evidence, chance, 0, i)
        if usual != i:
            chances[usual] += chances[i]
            chances[i] = 0.0
    order = sorted((i for i, c in enumerate(chances) if c), key=lambda i: (-chances[i], i))
    return [(slate.candidates[i], chances[i], _reasons(evidence[i], weights)) for i in order]


def find_senses(toponyms: Sequence[Toponym], text: str) -> tuple[list[Sense], list[tuple[int, int]]]:
    """Group mentions by name and sense; pairs of senses of which the first stands inside the second."""
    around: dict[int, int] = {}
    for i in range(len(toponyms) - 1):
        a, b = toponyms[i], toponyms[i + 1]
        if a.use != "adjective" and b.use != "adjective" and _INSIDE.fullmatch(text, a.end, b.start):
            around[i] = i + 1
    keys = [(fold(t.text), t.use == "adjective") for t in toponyms]
    parents: dict[tuple[str, bool], Counter[str]] = {}
    for i, j in around.items():
        if text[toponyms[i].end] in ", (":
            parents.setdefault(keys[i], Counter())[keys[j][0]] += 1
    usually = {key: named.most_common(1)[0][0] for key, named in parents.items()}
    groups: dict[tuple[str, bool, str], list[int]] = {}
    for i, key in enumerate(keys):
        named = parents.get(key, Counter())
        usual = usually[key] if named else ""
        own = keys[around[i]][0] if i in around and keys[around[i]][0] in named else usual
        if i - 1 in around and keys[i - 1] == key:
            own = ""  # the second of 'New York, New York' is around the first
        groups.setdefault((*key, own), []).append(i)
    senses = [
        Sense(
            key=(name, parent),
            text=_plainest([toponyms[i].text for i in at]),
            mentions=tuple(at),
            adjective=adjective,
        )
        for (name, adjective, parent), at in groups.items()
    ]
    sense_of = {i: n for n, sense in enumerate(senses) for i in sense.mentions}
    pairs = {(sense_of[i], sense_of[j]) for i, j in around.items() if sense_of[i] != sense_of[j]}
    return senses, sorted(pairs)


def _plainest(texts: Sequence[str]) -> str:
    """The first text that is not all capitals, else the first."""
    return next((text for text in texts if not text.isupper()), texts[0])


def build_scene(
    senses: Sequence[Sense],
    pairs: Sequence[tuple[int, int]],
    parsed: Parsed,
    gazetteer: Gazetteer,
    publisher_country: str | None = None,
) -> tuple[list[Sense], Scene | None]:
    """The senses that have candidates, and the scene of their candidates."""
    text, toponyms = parsed.article.view.text, parsed.toponyms
    dateline = (parsed.article.dateline or "").casefold()
    known: list[Sense] = []
    names: list[Name] = []
    index: dict[int, int] = {}
    for n, sense in enumerate(senses):
        slate = _slate(sense.text, gazetteer, sense.adjective)
        if not slate.candidates:
            continue
        spans = [(toponyms[i].start, toponyms[i].end) for i in sense.mentions]
        index[n] = len(known)
        known.append(sense)
        names.append(
            Name(
                slate=slate,
                text=sense.key[0],
                mentions=len(spans),
                weight=_DATELINE if dateline and sense.text.casefold() in dateline else 1.0,
                unit=any(_UNIT.match(text, b) or _UNIT_OF.search(text, max(a - 12, 0), a) for a, b in spans),
                town=any(_TOWN.match(text, b) or _TOWN_OF.search(text, max(a - 12, 0), a) for a, b in spans),
            )
        )
    if not names:
        return known, None
    home = find_home(parsed.article.source or parsed.article.publisher, gazetteer)
    if home is not None and any(name.text == fold(home) for name in names):
        names = [replace(name, home=name.text == fold(home)) for name in names]
    elif home is not None and (there := _slate(home, gazetteer, adjective=False)).candidates:
        names.append(Name(slate=there, text=fold(home), mentions=1, weight=_HOME, home=True))
    kept = [(index[a], index[b]) for a, b in pairs if a in index and b in index]
    publisher = 0
    if publisher_country is not None:
        publisher = int(read_slate([gazetteer.country(publisher_country)], gazetteer).country[0])
    return known, Scene(names, kept, publisher)


_slates: WeakKeyDictionary[Gazetteer, dict[tuple[str, bool], Slate]] = WeakKeyDictionary()


def _slate(name: str, gazetteer: Gazetteer, adjective: bool) -> Slate:
    memory = _slates.setdefault(gazetteer, {})
    key = (name, adjective)
    if key not in memory:
        if len(memory) > 20_000:
            memory.clear()
        memory[key] = find_slate(name, gazetteer, adjective=adjective)
    return memory[key]


def _choose(scene: Scene, known: int, weights: Weights) -> list[Place | str]:
    """The place of each of the first names of a scene, or the reason why it has none."""
    evidence, chance = judge(scene, weights)
    chosen: list[Place | str] = []
    for n, likeliest in enumerate(scene.best(chance)[:known]):
        trust = confidence(scene, evidence, chance, int(likeliest), weights)
        best = _usual(scene, evidence, chance, n, int(likeliest))
        start, stop = int(scene.starts[n]), int(scene.stops[n])
        candidates = scene.names[n].slate.candidates
        slate, found = scene.names[n].slate, candidates[best - start]
        named_after = not slate.exact and found.match != "fuzzy" and len(scene.names) > 1
        anywhere = named_after or (slate.general and found.precision == "venue")
        if trust < _LEAST or (anywhere and not evidence[best, _COUNTRY_TOLD].any()):
            chosen.append(UNSURE)
            continue
        order = sorted(range(start, stop), key=lambda i: (-chance[i], i))
        others = tuple(
            candidates[i - start].judged(float(chance[i]) * trust)
            for i in [i for i in order if i != best][:ALTERNATIVES]
        )
        chosen.append(candidates[best - start].judged(trust, others))
    return chosen


def _usual(scene: Scene, evidence: Floats, chance: Floats, name: int, at: int) -> int:
    """Of a place and its namesake around it or within, the one that is meant unless a word beside it tells.

    The town, not the unit around it ('Astana') nor, in news of the world, the unit of which it is the greater
    part ('New York'); the region, not a unit within it ('Sahel') or a hamlet ('the Middle East');
    the country, not its capital ('Djibouti').
    """
    start, candidates = int(scene.starts[name]), scene.names[name].slate.candidates
    chosen = candidates[at - start]
    outer = any(around == name for _, around in scene.pairs)
    town = scene.names[name].town
    told, worldly = float(evidence[at, _UNIT_TOLD]), _worldliness(scene, chance, name)
    unit = scene.level[at] in (1, 2) and not scene.names[name].unit and not outer
    unnamed = chosen.match != "main" and not evidence[at, _COUNTRY_TOLD].any()
    for i, other in enumerate(candidates, start):
        if other.match != "main":
            continue
        if unnamed and other.seat == 1 and evidence[i, _COUNTRY_TOLD].any():
            return i  # 'Victoria', of the Seychelles in the text, is not Hong Kong
        alias = chosen.match != "main" and chosen.place.name.startswith(other.place.name)  # 'the Vatican'
        capital = chosen.seat == 1 and not town and not alias
        if capital and other.feature.startswith("PCL") and other.country == chosen.country:
            return i
        if chosen.match != "main":
            if unit and other.feature.startswith("PPL") and scene.points[i] @ scene.points[at] > SAME:
                return i  # 'Jerusalem' is not the governorate of Al Quds
            continue
        abroad = worldly > _OF_THE_WORLD and told < _UNTOLD
        if abroad and not outer and not town and _is_far_better_known(other, chosen):
            return i  # 'Geneva' is not the one in New York
        hamlet = chosen.feature.startswith("PPL") and chosen.population < _LARGE_TOWN and not town
        if (unit or (hamlet and other.curated)) and other.precision == "region" and not other.country:
            return i
        if unit and other.feature.startswith("PPL") and other.admin1_code == chosen.admin1_code:
            if scene.points[i] @ scene.points[at] > SAME:
                return i
            most = other.population >= _GREATER_PART * chosen.population
            if most and worldly >= max(told, _WORLDLY):
                return i
    return at


def _is_far_better_known(other: Candidate, chosen: Candidate) -> bool:
    """Whether one of two towns of a name is a capital or a city, and the other a small town."""
    towns = other.feature.startswith("PPL") and chosen.feature.startswith("PPL")
    large = other.population >= _CITY or other.seat == 1
    return towns and large and chosen.seat != 1 and other.population > 6 * chosen.population


def _worldliness(scene: Scene, chance: Floats, name: int) -> float:
    """The share of countries and capitals among the other names of a text; 1 where there is no other."""
    family, best = scene.family[name], scene.best(chance)
    others = [n for n in range(len(scene.names)) if scene.family[n] != family]
    means = [scene.names[n].slate.candidates[int(best[n] - scene.starts[n])] for n in others]
    worldly = [c.seat == 1 or c.feature.startswith("PCL") for c in means]
    weights = scene.weight[others]
    return float(np.average(worldly, weights=weights)) if others else 1.0


def _mention(parsed: Parsed, toponym: Toponym, found: Place | str) -> Mention:
    span = parsed.article.span(toponym.start, toponym.end)
    if isinstance(found, str):
        return Mention(span=span, kind="toponym", use=toponym.use, reason=found)
    return Mention(span=span, kind="toponym", use=toponym.use, place=found)


_CAPITALISED = re.compile(r"[^\W\d_](?:[\w.’'-]*\w\.?)?")


def _names_in(context: str, name: str, gazetteer: Gazetteer) -> list[tuple[Slate, bool]]:
    """The places that a text names besides `name`, and whether each stands right behind it."""
    words = list(_CAPITALISED.finditer(context))
    found: list[tuple[Slate, bool]] = []
    at, behind = 0, -1
    while at < len(words):
        if not words[at].group()[0].isupper():
            at += 1
            continue
        size = max(gazetteer.longest([w.group() for w in words[at : at + 6]]), 1)
        start, end = words[at].start(), words[at + size - 1].end()
        text = context[start:end]
        at += size
        if fold(text) == fold(name):
            behind = end
            continue
        candidates = gazetteer.candidates(text) or gazetteer.demonym_places(text)
        if candidates:
            beside = behind >= 0 and bool(_INSIDE.fullmatch(context, behind, start))
            found.append((read_slate(candidates, gazetteer), beside))
    return found


def _reasons(row: Sequence[float], weights: Weights) -> tuple[str, ...]:
    """What speaks for a candidate, strongest first."""
    parts = [
        (float(value * weight), reason)
        for value, weight, reason in zip(row, weights.full, EVIDENCE, strict=True)
        if value and (weight > 0 or reason in CONTEXT)
    ]
    parts.sort(key=lambda part: -part[0])
    return tuple(f"{reason} ({part:+.1f})" for part, reason in parts if abs(part) >= 0.05)
