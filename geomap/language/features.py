"""What can be seen of a candidate: the evidence that the weights in ``toponyms.json`` are for.

Classes of words, labels of the model, answers of the lexicon, what the rest of the document says about the
same name and about where its places lie. Of the text's own words only general ones (see `cues`) and the
endings of names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from geomap.language import cues
from geomap.language.candidates import LONGEST, Candidate, Page
from geomap.language.surroundings import Surroundings
from geomap.records import record

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_LAST_CLASSES = (
    ("street", cues.STREET),
    ("natural", cues.NATURAL),
    ("area", cues.AREA),
    ("body", cues.BODY),
    ("site", cues.SITE),
    ("direction", cues.DIRECTION),
)
_FIRST_CLASSES = (
    ("road", cues.ROAD_BEFORE),
    ("direction", cues.DIRECTION),
    ("natural", cues.NATURAL),
    ("site", cues.SITE),
    ("area", cues.AREA),
    ("title", cues.TITLE),
)
_NEXT_CLASSES = (
    ("body", cues.BODY),
    ("site", cues.SITE),
    ("natural", cues.NATURAL),
    ("area", cues.AREA),
    ("street", cues.STREET),
    ("title", cues.TITLE),
    ("speech", cues.SPEECH),
)
HEADS = cues.STREET | cues.NATURAL | cues.AREA | cues.SITE | cues.BODY | cues.TITLE | cues.DIRECTION
"""General words that each have a weight of their own as the last word of a name or behind it."""
BESIDE = HEADS | cues.LOCATIVE | cues.OTHER_PREPOSITION | cues.SPEECH
"""And before it."""
_SHORT = 4
"""Letters of a word whose ending tells nothing."""


@record
class Votes:
    """What a document says about each name, by its lower-case text."""

    labels: dict[str, dict[str, int]]
    """How often the model gave each label to the name alone."""
    person_words: frozenset[str]
    """Words of names that the model takes for persons, where those have two words or more."""
    located: frozenset[str]
    """Names that stand after 'in', 'from', 'to' … somewhere."""


def take_votes(page: Page) -> Votes:
    """Collect what the whole document says."""
    labels: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    people: set[str] = set()
    located: set[str] = set()
    for entity in page.entities:
        name = _surface(page, entity.first, entity.last)
        labels[name][entity.label] += 1
        if entity.label == "PERSON" and entity.last > entity.first:
            people.update(page.lower[entity.first : entity.last + 1])
    for i in range(len(page.words) - 1):
        if page.capital[i + 1] and page.tags[i] in ("IN", "TO") and page.lower[i] in cues.LOCATIVE:
            last = i + 1
            while last + 1 < min(len(page.words), i + LONGEST) and page.capital[last + 1]:
                last += 1
            located.add(_surface(page, i + 1, last))
    return Votes(labels=labels, person_words=frozenset(people), located=frozenset(located))


def describe(candidate: Candidate, page: Page, votes: Votes, known_at: Sequence[bool]) -> list[str]:
    """The features of a candidate; `known_at` tells which words are part of a name that the lexicon knows."""
    first, last = candidate.first, candidate.last
    surface = _surface(page, first, last)
    lexical = f"k{candidate.known:d}d{candidate.demonym:d}"
    label, relation = _entity(candidate, page)
    entity = f"{label}/{relation}"
    before, earlier = _before(first, page, known_at), _earlier(first, page)
    after = _after(last, page, known_at)
    tag = page.tags[last]
    width = min(last - first + 1, 3)
    head = _class(page.lower[last], _LAST_CLASSES) if width > 1 else "-"
    opening = _class(page.lower[first], _FIRST_CLASSES) if width > 1 else "-"
    shape = _shape(candidate.text, page, first)
    vote = _vote(surface, label if relation == "eq" else "", votes)
    person = (
        "p"
        if relation != "eq" and surface in votes.person_words
        else "q"
        if surface in votes.person_words
        else "-"
    )
    located = "l" if surface in votes.located else "-"
    dep = page.deps[last]
    caps_around = (first > 0 and page.words[first - 1].isupper() and len(page.words[first - 1]) > 2) or (
        last + 1 < len(page.words) and page.words[last + 1].isupper() and len(page.words[last + 1]) > 2
    )
    return [
        "bias",
        f"e={entity}",
        f"k={lexical}",
        f"e={entity} k={lexical}",
        f"e={entity} k={lexical} w={width}",
        f"e={label} b={before}",
        f"e={label} a={after}",
        f"e={entity} v={vote}",
        f"k={lexical} v={vote}",
        f"k={lexical} b={before}",
        f"k={lexical} a={after}",
        f"b={before} a={after}",
        f"b={before}",
        f"a={after}",
        f"b2={earlier} b={before}",
        f"h={head} e={entity}",
        f"h={head} k={lexical}",
        f"h={head} o={opening}",
        f"h={head} a={after}",
        f"t={tag} k={lexical}",
        f"t={tag} e={label}",
        f"w={width} k={lexical}",
        f"s={shape} k={lexical}",
        f"s={shape} e={label} u={caps_around:d}",
        f"v={vote}",
        f"p={person} e={entity}",
        f"p={person} k={lexical} b={before}",
        f"l={located} e={label}",
        f"l={located} k={lexical} p={person}",
        f"d={dep} e={label}",
        f"d={dep} k={lexical}",
        f"d={dep} a={after}",
        f"f={candidate.fame}",
        f"f={candidate.fame} e={entity}",
        f"f={candidate.fame} b={before}",
        f"f={candidate.fame} v={vote}",
    ]


def describe_place(candidate: Candidate, page: Page, around: Surroundings | None) -> list[str]:
    """The features of how a name is made, of the words beside it and of where its places lie."""
    first, last = candidate.first, candidate.last
    word, known = page.lower[last], f"{candidate.known:d}"
    found = []
    if len(word) > _SHORT:
        found.append(f"x3={word[-3:]}")
    if len(word) > _SHORT + 1:
        found.append(f"x4={word[-4:]}")
    if last > first and word in HEADS:
        found.append(f"hw={word}")
    if last + 1 < len(page.words) and page.lower[last + 1] in HEADS:
        found.append(f"aw={page.lower[last + 1]} k={known}")
    if first and page.lower[first - 1] in BESIDE:
        found.append(f"bw={page.lower[first - 1]} k={known}")
    if around is not None:
        label, relation = _entity(candidate, page)
        entity = f"{label}/{relation}"
        found += [
            f"n={around.near} p={around.plain}",
            f"n={around.near} e={entity}",
            f"n={around.near} f={candidate.fame}",
            f"i={around.fits}",
            f"i={around.fits} e={entity}",
            f"i={around.fits} f={candidate.fame}",
        ]
    return found


def _surface(page: Page, first: int, last: int) -> str:
    return " ".join(page.lower[first : last + 1])


def _class(word: str, classes: tuple[tuple[str, frozenset[str]], ...]) -> str:
    for name, words in classes:
        if word in words:
            return name
    return "-"


def _entity(candidate: Candidate, page: Page) -> tuple[str, str]:
    """The label over a candidate, and how the two lie to each other."""
    here = page.entity_at[candidate.first]
    there = page.entity_at[candidate.last]
    if here is None and there is None:
        return "O", "-"
    if here is None or there is None or here is not there:
        return (here or there).label, "over" if here is not there and here and there else "cross"  # type: ignore[union-attr]
    if here.first == candidate.first:
        return here.label, "eq" if here.last == candidate.last else "start"
    return here.label, "end" if here.last == candidate.last else "mid"


def _before(first: int, page: Page, known_at: Sequence[bool]) -> str:
    """The class of the word before."""
    if first == 0:
        return "bos"
    i = first - 1
    word, tag = page.lower[i], page.tags[i]
    if page.opens[first]:
        return "bos"
    if word in cues.LOCATIVE:
        return "loc"
    if word in ("the", "a", "an", ",", "of", "and", "(", "-", "–", "—", "/", "'s", "’s"):
        return word if word != "," else ",known" if i and known_at[i - 1] else ","
    if word in cues.TITLE and (page.capital[i] or word.endswith(".")):
        return "title"
    if word in cues.DIRECTION:
        return "direction"
    if word in cues.OTHER_PREPOSITION:
        return "prep"
    if page.capital[i]:
        return "known" if known_at[i] else "Cap"
    if word.isdigit():
        return "digit"
    return tag[:2]


def _earlier(first: int, page: Page) -> str:
    """The class of the word before the one before."""
    i = first - 2
    if i < 0 or page.opens[first - 1]:
        return "bos"
    if page.capital[i]:
        return "Cap"
    if page.lower[i] in cues.LOCATIVE:
        return "loc"
    return page.tags[i][:2]


def _after(last: int, page: Page, known_at: Sequence[bool]) -> str:
    """The class of the word after."""
    i = last + 1
    if i >= len(page.words) or page.opens[i]:
        return "eos"
    word = page.lower[i]
    if word == "," and i + 1 < len(page.words):
        return ",known" if page.capital[i + 1] and known_at[i + 1] else ","
    if word in ("'s", "’s", "(", ")", "-", "–", "—", ".", "/", "and", "of", ":", "-based"):
        return word
    kind = _class(word, _NEXT_CLASSES)
    if kind != "-":
        return kind.title() if page.capital[i] else kind
    if page.capital[i]:
        return "Known" if known_at[i] else "Cap"
    return page.tags[i][:2]


def _shape(text: str, page: Page, first: int) -> str:
    if text.isupper():
        return f"U{min(len(text), 4)}" if "." not in text else "U."
    if text.endswith("."):
        return "x."
    if len(text) <= 3:
        return "short"
    return "open" if page.opens[first] else "x"


def _vote(surface: str, own: str, votes: Votes) -> str:
    """How the model labels the same name elsewhere."""
    labels = votes.labels.get(surface)
    if not labels:
        return "none"
    total = sum(labels.values()) - bool(own)
    if not total:
        return "none"
    place = sum(n for label, n in labels.items() if label in _PLACE_LABELS) - (own in _PLACE_LABELS)
    if place == total:
        return "place" if total > 1 else "place1"
    if place:
        return "mixed"
    others = {label: n - (label == own) for label, n in labels.items()}
    return max(sorted(others), key=lambda label: others[label])
