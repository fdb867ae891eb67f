"""When a clause says that something happens: the date phrase that belongs to a verb or a noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect
from geomap.claims.days.calendar import plus
from geomap.claims.days.clauses import (
    belongs,
    beside,
    clause_above,
    covers_goal,
    dates_in,
    day_of_schedule,
    ends_there,
    is_caption,
    is_of_what_follows,
    listed_with,
    told_of,
)
from geomap.claims.days.phrases import Tense, combine, resolve_when
from geomap.claims.days.stages import Part, edge_of, lasts_from, stage_of, stage_of_day
from geomap.claims.days.story import (
    context_of,
    counts_from_story,
    day_of_hour,
    day_of_story,
    day_opened_with,
    day_told_next,
    is_plain_weekday,
    is_told_before,
    of_chronicle,
    tense_of,
)
from geomap.claims.days.wording import is_former
from geomap.claims.scene import Dated, Scene, Spot
from geomap.claims.steps import verb_of, word_after
from geomap.claims.vocabulary import base, words
from geomap.language.dates import parse_date
from geomap.language.dates.forms import DateExpression, Duration, Open, Range, Relative, Weekday
from geomap.records import UNDATED, Status, When

_IN_A_DAY = 2
"""Countries visited on one day, at most."""
_HOURS = frozenset(("morning", "afternoon", "evening", "noon", "lunch", "later"))


def when_of(scene: Scene, trigger: Token, seen: Aspect) -> When:
    """The days of what a verb or a noun tells, as far as its own clause or the schedule around it says."""
    dates = dates_in(scene, trigger)
    own = [dated for dated in dates if belongs(scene, dated, trigger)]
    own = [dated for dated in own if not is_former(scene, dated)] or own
    if trigger.pos_ == "NOUN":
        edges = [(dated, part) for dated in dates if (part := edge_of(scene, dated, trigger))]
        if edges:
            return _from_edge_to_edge(scene, trigger, seen, own, edges)
    if own and all(isinstance(dated.phrase.expression, Duration) for dated in own):
        own = [*own, *_days_at_edge(scene, trigger)]
    own = own or list(day_of_schedule(scene, trigger))
    return resolve(scene, own, seen, trigger) if own else _shared_day(scene, trigger, seen)


def _days_at_edge(scene: Scene, noun: Token) -> list[Dated]:
    """'Arrived on Monday on the first leg of a six-day tour', 'left on Tuesday, ending a ten-day tour'.

    The day of the main clause is that on which a journey told with its length alone begins or ends.
    """
    if noun.pos_ != "NOUN" or stage_of(noun) == "presence":
        return []
    verb = verb_of(noun)
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":
        verb = verb.head
    return [
        dated
        for dated in dates_in(scene, verb)
        if belongs(scene, dated, verb) and not isinstance(dated.phrase.expression, Duration)
    ]


def _from_edge_to_edge(
    scene: Scene, noun: Token, seen: Aspect, own: Sequence[Dated], edges: Sequence[tuple[Dated, Part]]
) -> When:
    """A visit whose beginning or end a clause of its own tells: 'ends today a visit that began on Sunday'."""
    told = {
        part: when
        for dated, part in reversed(edges)
        if is_one_day(when := resolve(scene, [dated], aspect(verb_of(scene.head(dated))) or seen, noun))
    }
    rest = [dated for dated in own if all(dated != edge for edge, _ in edges)]
    lengths = [dated for dated in rest if isinstance(dated.phrase.expression, Duration)]
    days = [dated for dated in rest if dated not in lengths]
    base = resolve(scene, days or lengths, seen, noun) if rest else UNDATED
    if is_one_day(base):
        told.setdefault("departure" if stage_of(noun) == "departure" else "arrival", base)
    begin, end = told.get("arrival"), told.get("departure")
    if begin and end and begin.first and end.last and begin.first <= end.last:
        return replace(
            begin, last=end.last, text=f"{begin.text}; {end.text}", reason=f"{begin.reason}; {end.reason}"
        )
    if edge := begin or end:
        if lengths:
            return lasting(edge, resolve(scene, lengths, seen, noun), ends=edge is end)
        return edge if edge is begin else replace(edge, first=None)
    return base


def when_at(scene: Scene, verb: Token, seen: Aspect, spot: Spot, goals: Sequence[Spot]) -> When:
    """When a verb puts somebody at one of its places: 'in A on Monday and B on Friday' has two days.

    'In A and B from 3 to 8 May' gives each of them a window.
    """
    own = [dated for dated in dates_in(scene, verb) if belongs(scene, dated, verb) or beside(dated, goals)]
    days = [dated for dated in own if not isinstance(dated.phrase.expression, Duration)]
    together = len(goals)
    if len(days) == 1:
        if not covers_goal(scene, days[0], spot, goals):
            return UNDATED
        together = sum(covers_goal(scene, days[0], goal, goals) for goal in goals)
    if len(goals) > 1 and len(days) > 1:
        told = {dated.first: told_of(scene, dated, goals) for dated in days}
        of = [goal if goal in told.values() else listed_with(scene, goal, goals) for goal in goals]
        mine = of[goals.index(spot)]
        own = [dated for dated in days if told[dated.first] == mine]
        together = of.count(mine)
    own = own or list(day_of_schedule(scene, verb))
    when = resolve(scene, own, seen, verb) if own else _shared_day(scene, verb, seen)
    if together < 2 or when.first != when.last:
        return when if together < 2 else replace(when, exact=False)
    # 'to A and B on Tuesday and C on Wednesday' leaves no day for a tour
    return when if len(days) > 1 else begun_with(when, verb, goals)


def begun_with(when: When, trigger: Token, goals: Sequence[Spot]) -> When:
    """The one day of a journey to several countries: its first, 'flies to A and B on Monday'.

    In 'home on Monday after visits to A and B' it is behind the last.
    """
    countries = {goal.country for goal in goals if goal.country}
    goes = words("travel", "toward", "leaving", "departing", "covering")
    verb = trigger.head.head if trigger.dep_ == "pobj" else trigger.head  # 'leaves on a tour of A and B'
    begins = stage_of(trigger) == "arrival" or base(verb.lower_) in words("travel", "leaving", "departing")
    sets_out = begins if trigger.pos_ == "NOUN" else base(trigger.lower_) in goes
    if trigger.pos_ == "NOUN" and trigger.head.lower_ in ("after", "following") and len(countries) > 1:
        return replace(when, first=None, exact=False) if is_one_day(when) else when
    if is_one_day(when) and len(countries) > 1 and (sets_out or len(countries) > _IN_A_DAY):
        return replace(when, last=None, exact=False, reason=f"begins then: {when.reason}")
    return when


def _shared_day(scene: Scene, trigger: Token, seen: Aspect) -> When:
    """The day of the clause that a clause without one hangs on.

    'On Monday she met the king and flew to X': one day for both. 'She will meet the king tomorrow before
    leaving for X': then or on the next day. 'The minister, who is in X, met the king on Monday': that day.
    """
    verb = verb_of(trigger)
    if verb.pos_ in ("VERB", "AUX") and (day := day_of_hour(scene, verb, seen)).text:
        return day
    above, how = clause_above(verb)
    if above is None:
        return day_of_story(scene, verb) if verb.pos_ in ("VERB", "AUX") else UNDATED
    if how == "where":
        place = scene.spot_at.get(above.i)
        beside_it = [dated for dated in scene.dates if place and 0 < dated.first - place.last <= 2]
        return resolve(scene, beside_it[:1], seen, verb) if beside_it else UNDATED
    told = aspect(above)
    days = [dated for dated in dates_in(scene, above) if belongs(scene, dated, above)]
    if ends_there(above, verb):
        days = [dated for dated in days if not isinstance(dated.phrase.expression, Duration)]
    alike = how == "there" or ends_there(above, verb) or (told is not None and told.status == seen.status)
    if told is None or not days or not alike:
        return UNDATED
    when = resolve(scene, days, told, above)
    if not is_one_day(when) or when.first is None:
        return UNDATED
    if how == "opening":
        subject = next((child.i for child in above.children if child.dep_.startswith("nsubj")), above.i)
        early = all(dated.last < subject for dated in days)
        return when if early or ends_there(above, verb) else UNDATED
    if how == "before" and not any(token.lower_ in _HOURS for token in verb.subtree):
        reason = f"then or on the next day: {when.reason}"
        return replace(when, last=plus(when.first, 1), exact=False, reason=reason)
    return when


def status_of(scene: Scene, status: Status, when: When) -> Status:
    """What lies after publication is planned, whatever the tense: 'visited' on a day to come."""
    published = scene.article.published
    ahead = published is not None and when.first is not None and when.first > published
    return "planned" if ahead and status == "done" else status


def new_date(scene: Scene, trip: Token) -> Dated | None:
    """The day that a visit is moved to: 'postponed until May 4', 'brought forward from June to May'."""
    verb = verb_of(trip)
    particles = {child.lower_ for child in verb.children}
    moved = base(verb.lower_) in words("status", "moving") or (
        base(verb.lower_) in words("status", "putting") and particles & {"back", "off", "forward"}
    )
    if not moved or trip.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return None
    for dated in dates_in(scene, trip):
        if dated.first < verb.i or verb_of(scene.head(dated)) != verb or verb.i < dated.first < trip.i:
            continue  # 'postponed her June 28-30 visit'
        expression = dated.phrase.expression
        before = scene.word_before(dated)
        if any(token.lower_ in words("status", "doubt") for token in scene.doc[verb.i : dated.first]):
            return None
        if isinstance(expression, Range):
            days = before in ("to", "for", "until", "till")  # 'moved to 15-16 January'
            if (
                "from" in (before, scene.doc[dated.first].lower_)
                and word_after(scene.doc[dated.last]) == "to"
            ):
                continue  # 'from 12-13 January to 15-16 January'
            return dated if days else _with(dated, expression.last)
        if isinstance(expression, Open) and expression.edge == "until":
            return _with(dated, expression.inner)
        if before in ("to", "for", "until", "till"):
            return dated
    return None


def _with(dated: Dated, expression: DateExpression) -> Dated:
    return replace(dated, phrase=replace(dated.phrase, expression=expression))


def resolve(
    scene: Scene,
    dates: Sequence[Dated],
    seen: Aspect,
    trigger: Token,
    *,
    week: int | None = None,
    after: date | None = None,
) -> When:
    """One When from the date phrases of a clause, the nearest first: a day and a duration make a window.

    A weekday lies in the week (0 for this one) or after the day that is given, else after the weekday that
    the sentence tells of before it: 'on Monday, on Tuesday and until Friday'.
    """
    main: Tense = "past" if is_caption(scene, trigger) else tense_of(seen)
    found, length = UNDATED, UNDATED
    for dated in sorted(dates, key=lambda dated: abs(dated.first - trigger.i)):
        phrase = dated.phrase
        verb = verb_of(trigger)
        lasts = trigger.pos_ == "NOUN" and verb.tag_ in ("VBZ", "VBP")  # 'the visit lasts until Friday'
        longer = isinstance(phrase.expression, Open) and (
            base(verb.lower_) in ("extend", "prolong") or (lasts and phrase.expression.edge == "until")
        )
        tense = "future" if longer else _tense_at(scene, dated, trigger) or main
        if _contradicts(phrase.expression, tense):
            continue
        if tense == "future" and is_told_before(scene, dated, verb):
            tense = "past"
        expression, anchor = of_chronicle(scene, dated), scene.article.published
        if is_of_what_follows(scene, dated) and isinstance(expression, Relative):
            expression = replace(expression, shift=-expression.shift)
        if isinstance(expression, Duration) and base(trigger.lower_) in words("travel", "homeward"):
            continue
        if anchor and tense == "future" and (day := _plain_weekday(expression)):
            told = _week_told(scene, dated) if week is None else week
            if told is not None and expression is day:
                expression = replace(day, week_shift=told)
            elif earlier := after or _weekday_before(scene, dated, seen):
                anchor = max(anchor, earlier)
        context = context_of(scene, dated)
        chronicle = day_told_next(scene, dated) if tense == "past" else None
        since = chronicle or anchor or day_opened_with(scene, expression)
        when = resolve_when(expression, since, tense=tense, context=context, text=phrase.text)
        if isinstance(expression, Duration):
            length = length if length.text or not lasts_from(scene, dated, trigger) else when
        elif not found.text or (when.dated and not found.dated) or _is_finer(when, found):
            found = when
    if not found.text or not length.text:
        return found if found.text else length
    first = next(dated for dated in dates if dated.phrase.text == found.text)
    stage = stage_of_day(scene, first, trigger)
    return found if stage == "presence" else lasting(found, length, ends=stage == "departure")


_WEEK = 6
"""Days from the first to the last of a week."""


def _is_finer(day: When, week: When) -> bool:
    """'Next week, June 16-17': the days themselves, beside the week that they lie in."""
    if not (day.exact and day.first and day.last and week.first and week.last) or week.exact:
        return False
    if (week.last - week.first).days > _WEEK:
        return False
    return week.first <= day.first and day.last <= week.last


def _tense_at(scene: Scene, dated: Dated, trigger: Token) -> Tense | None:
    """Of 'a visit that began on Monday', 'the summit, which ends on Friday': that of the last clause."""
    verb = verb_of(scene.head(dated))
    behind = verb.dep_ == "relcl" and verb.i > trigger.i and trigger.is_ancestor(verb)
    if not behind or base(verb.lower_) in words("status", "intent"):
        return None
    told = aspect(verb)
    return None if told is None else "past" if told.sure and told.status == "done" else "future"


def is_one_day(when: When) -> bool:
    """Whether it is one stated day."""
    return when.exact and when.first is not None and when.first == when.last


def lasting(day: When, length: When, *, ends: bool = False) -> When:
    """The window of a stay that begins, or `ends`, on a day and lasts as long as `length` says."""
    expression = parse_date(length.text)
    days = expression.days if isinstance(expression, Duration) else None
    if not days or not day.first or not is_one_day(day):
        return day  # 'a five-day visit in May' lies in May
    if not ends:
        return combine(day, days)
    begin = combine(replace(day, first=plus(day.first, 1 - days), last=day.first), days)
    return replace(begin, last=day.last, reason=f"{days} days up to {day.reason}")


def _contradicts(expression: DateExpression, tense: Tense) -> bool:
    """Whether a phrase looks the other way than its clause: 'will meet … last year'."""
    if counts_from_story(expression):
        return False
    turn = getattr(expression, "turn", None)
    shift = getattr(expression, "shift", 0) or getattr(expression, "direction", 0)
    back, ahead = turn == "last" or shift < 0, turn == "next" or shift > 0
    return (back and tense == "future") or (ahead and tense == "past")


# ── Weekdays in a row ───────────────────────────────────────────────────────────────────────────


def _plain_weekday(expression: DateExpression) -> Weekday | None:
    """The weekday of 'on Friday' and 'until Friday', where nothing says of which week."""
    inner = expression.inner if isinstance(expression, Open) else expression
    return inner if is_plain_weekday(inner) else None


def _before_in_sentence(scene: Scene, dated: Dated) -> Iterator[Dated]:
    """The dates that a sentence tells of before one of its dates, the nearest first."""
    start = scene.doc[dated.first].sent.start
    for other in reversed(scene.dates):
        if start <= other.first < dated.first:
            yield other


def _week_told(scene: Scene, dated: Dated) -> int | None:
    """'Next week he is in Bonn on Monday': the week that the sentence opens with."""
    for other in _before_in_sentence(scene, dated):
        expression = other.phrase.expression
        weekly = isinstance(expression, Relative) and expression.unit == "week" and not expression.about
        if weekly and isinstance(expression, Relative) and not _is_of_saying(scene, other):
            return expression.shift
    return None


def _weekday_before(scene: Scene, dated: Dated, seen: Aspect) -> date | None:
    """The day of the weekday before, where the same clause or one of the same tense tells it."""
    for other in _before_in_sentence(scene, dated):
        if _plain_weekday(other.phrase.expression) is None or _is_of_saying(scene, other):
            continue
        verb = verb_of(scene.head(other))
        if _is_before(verb):
            continue
        told = aspect(verb) if verb.pos_ in ("VERB", "AUX") else seen
        if told is not None and told.status == seen.status:
            return resolve(scene, [other], seen, scene.doc[other.first]).first
    return None


def _is_before(verb: Token) -> bool:
    """'Before going to X on Friday, …': what the sentence tells later comes first."""
    return (verb.dep_ == "pcomp" and verb.head.lower_ == "before") or any(
        child.lower_ == "before" and child.dep_ == "mark" for child in verb.children
    )


def _is_of_saying(scene: Scene, dated: Dated) -> bool:
    return base(verb_of(scene.head(dated)).lower_) in words("status", "saying")
