"""One article laid out for reading: its parse, and the places, dates and people at their tokens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from geomap.claims.formats import format_spans
from geomap.claims.steps import is_finite
from geomap.claims.vocabulary import singular
from geomap.claims.vocabulary import words as words_of
from geomap.language import cues
from geomap.language.dates import DatePhrase, find_dates
from geomap.language.parsed import Parsed, Toponym
from geomap.places.gazetteer import Gazetteer
from geomap.records import PRECISIONS, Article, Evidence, Mention, Place, Precision, Use, record

_SURE = 0.4
_PARTS = ("pobj", "dobj", "nsubj", "nsubjpass")
_NUMBERED = re.compile(r"[A-Z]{1,2}-?\d{1,3}")
"""A road by its number: 'I-75', 'M4'."""
_QUARTERS = frozenset(("old town", "old city", "new town", "city centre", "city center", "downtown"))
"""With 'the' in front, these are parts of the town that is told of."""
_HOMES = frozenset(("homeland", "motherland", "fatherland"))
"""Towns are called so as well, but hardly ever meant."""


@record
class Spot:
    """A toponym at its tokens, with the place it stands for. 'Tashkent, Uzbekistan' is one spot."""

    first: int
    last: int
    """Index of its first and of its last token."""
    text: str
    use: Use
    place: Place | None

    @property
    def sure(self) -> bool:
        """Whether the place is sure enough to put somebody there who is not said to travel."""
        return self.place is not None and self.place.confidence >= _SURE

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2 of the place's country, where both are known."""
        return self.place.country if self.place else None

    @property
    def precision(self) -> Precision | None:
        """How fine the place is, where it is known."""
        return self.place.precision if self.place else None


@record
class Dated:
    """A date phrase at its tokens."""

    first: int
    last: int
    phrase: DatePhrase


_JOINERS = frozenset(
    (",", "and", "&", "the", "or", "then", ";", "as", "well", "also", "both", "neighbouring", "neighboring")
)
_LONGEST_JOINT = 5
_LABELS = frozenset((":", "-", "–", "—", "|", "("))
_RELATIVE = frozenset(("where", "which", "who"))


@record
class Scene:
    """Everything that the rules look at."""

    article: Article
    doc: Doc
    gazetteer: Gazetteer
    spots: tuple[Spot, ...]
    dates: tuple[Dated, ...]
    spot_at: Mapping[int, Spot]
    date_at: Mapping[int, Dated]
    line_starts: tuple[int, ...]
    """Index of the first token of every line."""
    headings: tuple[Dated, ...]
    """The dates that have a line for themselves, or with a place behind them."""

    def spots_between(self, first: int, end: int) -> Iterator[Spot]:
        """The spots that begin at these tokens, in order."""
        return _between(self.spots, first, end)

    def named_between(self, first: int, end: int) -> list[Spot]:
        """The spots that begin at these tokens and are places by their own names."""
        return [spot for spot in self.spots_between(first, end) if spot.use == "name"]

    def country_at(self, i: int) -> Spot | None:
        """The country named at a token, as a name or as an adjective."""
        spot = self.spot_at.get(i)
        return spot if spot and spot.precision == "country" else None

    def word_before(self, item: Spot | Dated) -> str:
        """The word in front of an item, in lower case; '' at the beginning of the text."""
        return self.doc[item.first - 1].lower_ if item.first else ""

    def dates_between(self, first: int, end: int) -> Iterator[Dated]:
        """The date phrases that begin at these tokens, in order."""
        return _between(self.dates, first, end)

    def line_start(self, i: int) -> int:
        """Index of the first token of the line that a token stands in."""
        return self.line_starts[bisect_right(self.line_starts, i) - 1]

    def is_verbless(self, i: int) -> bool:
        """Whether the line that a token stands in has no finite verb, as a heading: 'X's Travel to Y'."""
        n = bisect_right(self.line_starts, i)
        end = self.line_starts[n] if n < len(self.line_starts) else len(self.doc)
        return not any(is_finite(token) for token in self.doc[self.line_starts[n - 1] : end])

    def before_in_list(self, spot: Spot) -> Spot | None:
        """The spot before this one in a plain list: 'A, B and C', 'A, where …; B, where …; and C'."""
        n = bisect_left(self.spots, spot.first, key=lambda other: other.first)
        if n == 0:
            return None
        before = self.spots[n - 1]
        head = self.head(spot)
        dated_behind = head.head.i in self.date_at  # 'A, B and C January 28'
        if (
            head.dep_ in ("compound", "nmod", "amod", "poss")
            and head.head.i not in self.spot_at
            and not dated_behind
        ):
            return None  # 'In Chad, the French minister …'
        if (
            head.dep_ in ("nsubj", "nsubjpass")
            and head.head.i > head.i
            and self.head(before).dep_ != head.dep_
        ):
            return None  # 'goes to Tonga, and Fiji is to be the last stop'
        gap = self.doc[before.last + 1 : spot.first]
        repeated = self.doc[before.first - 1].lower_ if before.first else ""
        dated = any(token.i in self.date_at for token in gap)
        between = [
            token.lower_
            for token in gap
            if token.i not in self.date_at
            and token.lower_ != repeated
            and not (dated and token.lower_ in ("on", "(", ")"))
        ]
        if ";" in between[-2:]:
            items = [
                s
                for s in self.spots[:n]
                if s.last + 2 < len(self.doc) and self.doc[s.last + 2].lower_ in _RELATIVE
            ]
            if items and items[-1].first >= self.doc[spot.first].sent.start:
                return items[-1]
        if (
            len(gap)
            and len(between) <= _LONGEST_JOINT
            and all(word in _JOINERS for word in between)
            and before.use == "name"
        ):
            return before
        return None

    def listed_with(self, spot: Spot) -> list[Spot]:
        """All places of the plain list that a spot stands in."""
        found = [spot]
        while before := self.before_in_list(found[0]):
            found.insert(0, before)
        for other in self.spots_between(spot.last + 1, len(self.doc)):
            if self.before_in_list(other) == found[-1]:
                found.append(other)
        return found

    def opening(self, i: int) -> Dated | None:
        """The date that the line of a token opens with, behind a bullet."""
        start = self.line_start(i)
        while start < i and not self.doc[start].is_alpha and start not in self.date_at:
            start += 1
        dated = self.date_at.get(start)
        return dated if dated and dated.first == start else None

    def labels(self, dated: Dated) -> bool:
        """Whether a day that opens a line is that of all of it: '8 June: …', '8 June Visits …'."""
        following = self.doc[dated.last + 1 : dated.last + 2]
        if dated in self.headings or following.text in _LABELS or "/" in following.text:
            return True
        return any(token.tag_ in ("VBZ", "VB", "NNS") and token.is_title for token in following)

    def evidence(self, token: Token) -> Evidence:
        """The sentence of a token, verbatim."""
        start, end = token.sent.start_char, token.sent.end_char
        text = self.article.view.text[start:end]  # doc.text, which is made anew at every call
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        return Evidence(article=self.article.id, span=self.article.span(start, max(end, start + 1)))

    def head(self, item: Spot | Dated) -> Token:
        """The token of an item that the rest of the sentence hangs on."""
        return outer_head(self.doc[item.first : item.last + 1])


def _between[Item: (Spot, Dated)](items: Sequence[Item], first: int, end: int) -> Iterator[Item]:
    for n in range(bisect_left(items, first, key=lambda item: item.first), len(items)):
        if items[n].first >= end:
            return
        yield items[n]


def by_token[Item: (Spot, Dated)](items: Iterable[Item]) -> dict[int, Item]:
    """Each item at the index of each of its tokens."""
    return {i: item for item in items for i in range(item.first, item.last + 1)}


def outer_head(words: Words) -> Token:
    """The token of a stretch whose head lies outside it; of several the one that plays a part."""
    inside = range(words.start, words.end)
    outside = [token for token in words if token.head.i not in inside or token.head.i == token.i]
    nouns = [token for token in outside if token.pos_ != "ADP"]  # 'to Townname in Chad'
    if nouns and nouns[0].dep_ in _PARTS:
        return nouns[0]  # 'to Quito, Ecuador June 2nd': the country may hang on anything
    return next(iter([*nouns[-1:], *outside[-1:]]), words[-1])


def lay_out(parsed: Parsed, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Scene:
    """Put what is known about an article at its tokens.

    `mentions` are the toponyms of `parsed`, one for one and in order, as resolved.
    """
    doc = parsed.doc
    formats = format_spans(doc.text)
    told = zip(parsed.toponyms, mentions, strict=True)
    spots = [
        spot
        for toponym, mention in told
        if not any(start <= toponym.start < end for start, end in formats)
        if (spot := _spot(doc, toponym, mention.place))
    ]
    dates = []
    for phrase in find_dates(doc.text):
        words = doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
        if words is not None:
            dates.append(Dated(first=words.start, last=words.end - 1, phrase=phrase))
    merged = tuple(_with_containers(doc, spots))
    return Scene(
        article=parsed.article,
        doc=doc,
        gazetteer=gazetteer,
        spots=merged,
        dates=tuple(dates),
        spot_at=by_token(merged),
        date_at=by_token(dates),
        headings=tuple(date for date in dates if _is_alone(doc, date, by_token(merged))),
        line_starts=(0, *(token.i + 1 for token in doc if "\n" in token.text)),
    )


def _spot(doc: Doc, toponym: Toponym, place: Place | None) -> Spot | None:
    """A toponym at its tokens; None for roads, quarters of a town, and 'the motherland'."""
    words, text = doc.char_span(toponym.start, toponym.end, alignment_mode="expand"), toponym.text
    if words is None or text.lower() in _HOMES or (place is None and _is_road(text)):
        return None
    if text.lower() in _QUARTERS and words.start and doc[words.start - 1].lower_ == "the":
        return None
    use: Use = "organisation" if _names_event(doc, words.end) else toponym.use
    return Spot(first=words.start, last=words.end - 1, text=text, use=use, place=place)


def _is_alone(doc: Doc, date: Dated, spot_at: Mapping[int, Spot]) -> bool:
    """Whether a line holds nothing but a date, or a date and a place."""
    if date.first and "\n" not in doc[date.first - 1].text:
        return False
    rest = takewhile(lambda token: "\n" not in token.text, doc[date.last + 1 :])
    return all(token.i in spot_at or token.is_punct or token.is_space for token in rest)


def with_spots(scene: Scene, added: Sequence[Spot]) -> Scene:
    """The scene with further spots, in order; they stand in for what they hold."""
    kept = (s for s in scene.spots if not any(new.first <= s.first <= new.last for new in added))
    spots = tuple(sorted([*kept, *added], key=lambda spot: spot.first))
    return replace(scene, spots=spots, spot_at=by_token(spots))


def _names_event(doc: Doc, end: int) -> bool:
    """Whether a name goes on behind a dash to that of an event: 'the U.S. – African Union Dialogue'."""
    if end + 1 >= len(doc) or doc[end].text not in ("-", "–", "—") or not doc[end + 1].text[:1].isupper():
        return False
    run = takewhile(lambda token: token.text[:1].isupper() or token.text == "-", doc[end + 1 : end + 8])
    events = words_of("travel", "event_nouns") | words_of("meeting", "nouns")
    return any(singular(token.lower_) in events for token in run)


def _is_road(name: str) -> bool:
    """'Edwards Street', 'I-75', 'Highway 61': a way, where nobody is on a visit."""
    *rest, last = name.lower().split()
    return bool(rest and (last in cues.STREET or rest[-1] in cues.ROAD_BEFORE)) or bool(
        _NUMBERED.fullmatch(name)
    )


def _with_containers(doc: Doc, spots: Sequence[Spot]) -> list[Spot]:
    """Join 'Honiara, Solomon Islands' into one spot: the finer known place, over the tokens of both."""
    joined: list[Spot] = []
    for spot in spots:
        before = joined[-1] if joined else None
        if before and _contains(doc, before, spot):
            place = before.place or spot.place
            joined[-1] = Spot(
                first=before.first, last=spot.last, text=before.text, use=before.use, place=place
            )
        else:
            joined.append(spot)
    return joined


def is_finer(spot: Spot, other: Spot) -> bool:
    """Whether a spot's place is given more closely than another's: a city against a country."""
    if spot.place is None or other.place is None:
        return False
    return PRECISIONS.index(spot.place.precision) < PRECISIONS.index(other.place.precision)


def _contains(doc: Doc, fine: Spot, coarse: Spot) -> bool:
    if fine.use != "name" or coarse.use != "name" or not coarse.place:
        return False
    between = doc[fine.last + 1 : coarse.first].text.strip()
    if between not in (",", ", the", "in", "in the", "("):
        return False
    if fine.place is None:  # an unknown base or village lies where the next name tells
        return between != "," or coarse.place.precision == "country"
    return fine.country == coarse.country and fine.country is not None and is_finer(fine, coarse)
