"""Days counted within a visit: 'on the second day of her visit', 'on the last day of the tour'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from geomap.claims.days.calendar import plus, spoken
from geomap.claims.days.when import is_one_day
from geomap.claims.journeys.presence import Stay, Told
from geomap.claims.journeys.wholes import Whole, has_begin
from geomap.claims.kinds import is_trip
from geomap.claims.scene import Scene
from geomap.claims.steps import verb_of
from geomap.records import When, record

_ORDINALS = {
    name: n + 1
    for n, names in enumerate(
        (
            "first opening 1st",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
        )
    )
    for name in names.split()
} | dict.fromkeys(("last", "final", "closing", "concluding"), 0)
_REACH = 5
"""Words from 'day of' to the noun of travel, at most."""


@record
class Counted:
    """A day of a visit that a clause tells of."""

    number: int
    """1 for the first, 0 for the last."""
    at: int
    text: str


def _counted_days(scene: Scene) -> Iterator[Counted]:
    """Every day that is counted within a visit; not 'the second day of the festival'."""
    doc = scene.doc
    for token in doc:
        if token.lower_ != "day" or token.i == 0 or token.nbor(-1).lower_ not in _ORDINALS:
            continue
        end = min(token.sent.end, token.i + 2 + _REACH)
        ahead = doc[token.i + 1 : end]
        of = len(ahead) > 0 and ahead[0].lower_ in ("of", "in", "on")
        if of and not (ahead[0].lower_ == "of" and any(is_trip(word) for word in ahead)):
            continue
        if of or token.nbor(-2 if token.i > 1 else -1).lower_ in ("the", "his", "her", "their"):
            text = doc[token.i - 1 : token.i + 1].text
            yield Counted(number=_ORDINALS[token.nbor(-1).lower_], at=token.i, text=text)


def days_counted(scene: Scene, stays: Sequence[Stay], wholes: Sequence[Whole]) -> Iterator[tuple[int, Told]]:
    """What counted days tell of stays, by their position: the day itself, or from a dated day the first."""
    for day in _counted_days(scene):
        for n, stay in enumerate(stays):
            if not any(_is_told_with(scene, day, at) for at in stay.at):
                continue
            if when := _own_day(scene, day, stay):
                yield n, _first_or_last(day, when)
            elif found := _counted(day, stay, stays, wholes):
                reason = f"the {day.text} of the visit"
                when = When(first=found, last=found, exact=True, text=f"the {day.text}", reason=reason)
                yield n, Told(part="presence", when=when)


def _own_day(scene: Scene, day: Counted, stay: Stay) -> When | None:
    """The date that the counted day has: 'on Tuesday, the second day of her visit'."""
    sentence = scene.doc[day.at].sent
    texts = {d.phrase.text for d in scene.dates if sentence.start <= d.first < sentence.end}
    days = (told.when for told in stay.told if is_one_day(told.when) and told.when.text in texts)
    return next(days, None)


def _first_or_last(day: Counted, when: When) -> Told:
    if when.first is None or day.number == 0:
        return Told(part="departure", when=when)
    begin = plus(when.first, 1 - day.number)
    reason = f"{spoken(when.first)} is the {day.text} of the visit: {when.reason}"
    return Told(part="arrival", when=replace(when, first=begin, last=begin, reason=reason))


def _is_told_with(scene: Scene, day: Counted, at: int) -> bool:
    """Whether a word tells something of a clause in which a counted day stands."""
    verb, own = verb_of(scene.doc[day.at]), verb_of(scene.doc[at])
    return verb == own or (own.dep_ == "conj" and own.head == verb)


def _counted(day: Counted, stay: Stay, stays: Sequence[Stay], wholes: Sequence[Whole]) -> date | None:
    """The day, counted from the beginning of what is told of the visit before, or its last one."""
    near = [other.when for other in stays if other.country == stay.country and other.at[0] < day.at]
    journey = [whole.when for whole in wholes if whole.part != "departure"]
    known = [when for when in (*near, *journey) if when.first and (when.exact or has_begin(when))]
    begin = known[0].first if known else None
    if day.number:
        return plus(begin, day.number - 1) if begin else None
    ends = [whole.when.last for whole in wholes if whole.part == "departure" and is_one_day(whole.when)]
    ends += [when.last for when in known if not when.exact or when.last != when.first]
    return ends[0] if ends else None
