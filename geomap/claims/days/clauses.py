"""Which date phrases belong to a verb or a noun: those of its own clause, or of the schedule around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.clauses import climb, is_among
from geomap.claims.days.stages import is_within, stage_of
from geomap.claims.days.wording import (
    is_of_forerunner,
    is_of_last_time,
    is_of_office,
    is_of_telling,
    is_planned_for,
    is_put_first,
    trails,
)
from geomap.claims.kinds import is_trip
from geomap.claims.scene import Dated, Scene, Spot
from geomap.claims.steps import SUBJECTS, is_finite, verb_of
from geomap.claims.vocabulary import base, singular, words
from geomap.language.dates.forms import Day, Weekday

_BEFORE = frozenset(("before", "ahead", "prior", "eve", "until", "since", "after", "following"))
_ABOUT = frozenset(("of", "since", "about", "over", "for", "against", "by", "from", "into", "regarding"))
_TO_PLACE = frozenset(("to", "in", "at", "for", ",", "the"))
_RELATIVE = frozenset(("which", "that"))
_TIMES = frozenset(
    ("morning", "afternoon", "evening", "night", "day", "date", "programme", "program", "schedule")
)
_BULLETS = frozenset("•·▪●◦*-–—")
_CAPTIONS = frozenset(("photo", "[photo", "photograph", "picture", "caption", "image"))
_CALENDAR = 3
"""Days in lines of their own that make a text a calendar."""
_TITLE = 12
"""Words of a title before its day, at most."""
_HOUR_ALONE = 5
"""Words of a line that is nothing but an hour, its end counted, are fewer than these."""
_SCHEDULE_LINES = 40
"""Lines from an hour of a schedule up to the day that it belongs to, at most."""


def beside(dated: Dated, goals: Sequence[Spot]) -> bool:
    """'Almaty on Monday': a date right behind a place belongs to it."""
    return len(goals) > 1 and any(0 < dated.first - spot.last <= 2 for spot in goals)


def listed_with(scene: Scene, spot: Spot, goals: Sequence[Spot]) -> Spot:
    """The place whose date a place without one has: 'in A and B from 6 to 9 May'."""
    for other in goals:
        if other.first > spot.last and scene.before_in_list(other) == spot:
            between = scene.doc[spot.last + 1 : other.first]
            if not any(token.i in scene.date_at for token in between):
                return other
    return spot


def covers_goal(scene: Scene, dated: Dated, spot: Spot, goals: Sequence[Spot]) -> bool:
    """Whether the one date of a list of places holds for a place.

    Not in 'A (15-16 May), B and C' for B, nor in 'A from Monday to Wednesday and then B'. In 'A and B
    (15-16 May)' it holds for both.
    """
    behind = [goal for goal in goals if goal.first > dated.last]
    if spot not in behind or len(behind) == len(goals):
        own = [goal for goal in goals if goal.last < dated.first][-1:]
        return spot in own or not own or not behind or not _in_brackets(scene, dated, own[0])
    between = {token.lower_ for token in scene.doc[dated.last + 1 : spot.first]}
    before = [goal for goal in goals if goal not in behind]
    return not (between & words("status", "later") or _in_brackets(scene, dated, before[-1]))


def _in_brackets(scene: Scene, dated: Dated, spot: Spot) -> bool:
    return dated.first - spot.last == 2 and scene.doc[dated.first - 1].text == "("


def told_of(scene: Scene, dated: Dated, goals: Sequence[Spot]) -> Spot:
    """The place that a date is told of: right behind it ('on Monday to A'), else before it."""
    i = dated.last + 1
    while i < len(scene.doc) and scene.doc[i].lower_ in _TO_PLACE:
        i += 1
    ahead = [spot for spot in goals if spot.first == i]
    before = [spot for spot in goals if spot.last < dated.first]
    led = [token.lower_ for token in scene.doc[max(0, dated.first - 3) : dated.first] if token.lower_ != "on"]
    aside = led[-2:] == ["and", ","]  # 'and, two days later, to B'
    if ahead and (not before or aside or scene.doc[dated.last + 1].text != ","):
        return ahead[0]
    return before[-1] if before else goals[0]


def dates_in(scene: Scene, trigger: Token) -> list[Dated]:
    """The date phrases of a word's sentence."""
    sentence = trigger.sent
    return list(scene.dates_between(sentence.start, sentence.end))


def belongs(scene: Scene, dated: Dated, trigger: Token) -> bool:
    """Whether a date phrase hangs on a word, or on nothing nearer in its clause."""
    if is_of_what_follows(scene, dated):
        joint = scene.doc[dated.last]
        return joint.is_ancestor(trigger) or (joint.dep_ == "mark" and joint.head == verb_of(trigger))
    if dated.last == trigger.i - 1 or (
        _opens_sentence(scene, dated) and verb_of(trigger) == trigger.sent.root
    ):
        return True
    if is_of_forerunner(scene, dated):
        return False
    if is_of_telling(scene, dated, trigger) or is_of_office(scene, dated):
        return False
    if is_of_last_time(scene, dated, trigger):
        return True
    if is_put_first(scene, dated, trigger) or is_planned_for(scene, dated, trigger):
        return True
    trip = trigger.pos_ == "NOUN" and is_trip(trigger)
    if trip and stage_of(trigger) == "presence" and _is_set_apart(scene, dated, trigger):
        return False
    inside = range(dated.first, dated.last + 1)
    heads = [scene.doc[i] for i in inside if scene.doc[i].head.i not in inside]
    hangs = any(_hangs(head, trigger) for head in heads)
    return hangs or _opens_clause(scene, dated, trigger) or trails(scene, dated, trigger)


def _is_set_apart(scene: Scene, dated: Dated, noun: Token) -> bool:
    """'Said on Monday ahead of her visit to X': the day is not that of the visit."""
    if is_within(scene, dated, noun):
        return False
    verb, token = verb_of(noun), noun
    while token not in (verb, token.head):
        if token.lower_ in _BEFORE:
            return True
        token = token.head
    return False


def is_of_what_follows(scene: Scene, dated: Dated) -> bool:
    """'On Tuesday, a day after opening a clinic': tells the day of what follows, counted backwards."""
    if scene.doc[dated.last].lower_ not in ("after", "before") or dated.last + 1 >= len(scene.doc):
        return False
    after = scene.doc[dated.last + 1]
    back = after.lower_ in ("that", "this", "which") and after.dep_ in ("pobj", "pcomp")
    return not (back or after.is_punct or after.is_space or after.pos_ in ("ADP", "CCONJ"))


def _hangs(token: Token, trigger: Token) -> bool:
    if names_event(token) or _is_of_source(token, trigger):
        return False
    of_event: Token | None = None
    for ancestor, _ in climb(token):
        if ancestor.i == trigger.i:
            return True
        if ancestor.pos_ in ("VERB", "AUX"):
            if clause := _tells_when(ancestor):
                of_event = clause
            if ancestor == of_event or clause:
                continue
            if of_event and trigger.pos_ == "NOUN":
                return False  # 'The visit was decided on at the summit held in May'
            return ancestor.i == verb_of(trigger).i or _carries(ancestor, trigger)
        if is_trip(ancestor) and trigger.pos_ == "NOUN":
            return False
    return False


def _opens_sentence(scene: Scene, dated: Dated) -> bool:
    """'On April 30, beginning at 4 p.m., …': the day of the main clause, wherever the parse hangs it."""
    start = scene.doc[dated.first].sent.start
    opening = scene.doc[start : dated.first]
    comma = dated.last + 1 < len(scene.doc) and scene.doc[dated.last + 1].text == ","
    return comma and len(opening) == 1 and opening[0].lower_ == "on"


def _is_of_source(token: Token, trigger: Token) -> bool:
    """'According to a statement on Monday, X will fly to Y on Friday': the day of who tells it."""
    source = next((word for word in token.ancestors if word.lower_ == "according"), None)
    return source is not None and source.is_ancestor(token) and not source.is_ancestor(trigger)


def names_event(token: Token) -> bool:
    """'Victims of the October 7th attacks', 'Monday's attack': a date of what is only spoken about."""
    noun = token.head
    own = words("travel", "nouns", "event_nouns") | words("meeting", "nouns")
    if token.dep_ == "poss" and noun.pos_ == "NOUN" and singular(noun.lower_) not in own:
        return noun.lower_ not in _TIMES
    if (
        token.dep_ not in ("compound", "nmod", "amod")
        or noun.pos_ not in ("NOUN", "PROPN")
        or noun.dep_ != "pobj"
    ):
        return False
    return singular(noun.lower_) not in own and noun.head.lower_ in _ABOUT


def _opens_clause(scene: Scene, dated: Dated, trigger: Token) -> bool:
    """'In May 2009, when she paid a visit to X', 'in X on Monday, where she met …'."""
    verb, gap = verb_of(trigger), dated.last + 1
    while gap < len(scene.doc) and (scene.doc[gap].is_punct or scene.doc[gap].is_space):
        gap += 1
    opening = scene.doc[min(gap, len(scene.doc) - 1)]
    return opening.lower_ in ("when", "where") and opening.i < verb.i and verb_of(opening) == verb


def ends_there(above: Token, verb: Token) -> bool:
    """'Ended her visit on Thursday and left for X': both on one day."""
    ends = base(above.lower_) in words("travel", "ending")
    goes = base(verb.lower_) in words("travel", "leaving", "toward", "departing", "homeward")
    takes_off = base(verb.lower_) == "take" and any(child.lower_ == "off" for child in verb.children)
    return ends and (goes or takes_off)


def clause_above(verb: Token) -> tuple[Token | None, str]:
    """The clause whose day a clause may share, and how they are joined.

    'opening': joined by 'and' to one that may open with its day. 'before': 'before leaving for X'. 'there':
    'who is in X', said of the subject, or 'left on Monday to visit X'. 'where': 'in X on Monday, where she
    met …'.
    """
    head = verb.head
    if (
        verb.tag_ == "VB"
        and verb.dep_ in ("advcl", "xcomp")
        and base(head.lower_) in words("travel", "leaving")
    ):
        return head, "there"
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return head, "opening"
    before = verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "before" for c in verb.children)
    if before or (verb.dep_ == "pcomp" and head.lower_ == "before" and head.head.pos_ in ("VERB", "AUX")):
        moving = words("travel", "toward", "leaving", "at", "transit")
        main = head if before else head.head
        return (None, "") if base(main.lower_) in moving else (main, "before")
    if verb.dep_ == "relcl" and any(child.lower_ == "where" for child in verb.children):
        return head, "where"
    present = verb.tag_ == "VBZ" or any(child.tag_ == "VBZ" for child in verb.children)
    if verb.dep_ == "relcl" and present and head.dep_ in ("nsubj", "nsubjpass", "appos"):
        subject = head.head if head.dep_ == "appos" else head
        return (subject.head, "there") if subject.dep_.startswith("nsubj") else (None, "")
    return None, ""


def _tells_when(verb: Token) -> Token | None:
    """'the summit, which is held on 3 May': the head of a clause that only dates its noun."""
    events = words("travel", "nouns", "event_nouns") | words("meeting", "nouns")
    lemma = base(verb.lower_)
    while verb.dep_ in ("xcomp", "acomp") and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
        verb = verb.head  # 'which was to take place on Friday'
    dates = (
        verb.dep_ in ("relcl", "acl")
        and lemma in words("status", "dating")
        and (singular(verb.head.lower_) in events or verb.head.pos_ == "PROPN")
        and not any(child.dep_ == "dobj" and child.lower_ != "place" for child in verb.children)
        and not any(child.dep_ in SUBJECTS and child.lower_ not in _RELATIVE for child in verb.children)
    )
    return verb if dates else None


def _carries(verb: Token, trigger: Token) -> bool:
    """'is expected on Monday to visit', 'for Monday it is planned that she visits'."""
    token = verb_of(trigger)
    if is_among(token) and token.head == verb:
        return True
    while token.dep_ in ("xcomp", "acomp", "ccomp", "conj"):
        if token.dep_ == "ccomp" and base(token.head.lower_) not in words("status", "intent"):
            return False
        if token.dep_ == "conj" and token.head.dep_ not in ("xcomp", "ccomp"):
            return False
        token = token.head
        if token.i == verb.i:
            return True
    return False


def day_of_schedule(scene: Scene, trigger: Token) -> Iterator[Dated]:
    """The day over a schedule's line that opens with an hour or a bullet: '9:30 The minister meets …'.

    The hour may also be the line above. A line may open with its own day: '8 June: Talks in X; meets Y'.
    """
    doc = scene.doc
    start = scene.line_start(trigger.i)
    own = scene.opening(trigger.i)
    if own and own.last < trigger.i and scene.labels(own):
        subjects = [token for token in trigger.sent if token.dep_ in SUBJECTS]
        if trigger.sent.start <= own.last + 2 or all(token.pos_ == "PRON" for token in subjects):
            yield own
        return
    bullet = doc[start].text in _BULLETS
    calendar = not (bullet or is_timed(scene, start))
    if calendar and (not _is_calendar(scene) or doc[start + 1 : start + 2].text == ":"):
        return  # 'July: …' is of no day above
    for _ in range(_SCHEDULE_LINES):
        if start < 2:
            return
        end, start = start, scene.line_start(start - 2)
        found = list(scene.dates_between(start, end))
        told = any(is_finite(token) for token in doc[start:end])
        alone = found and scene.opening(end - 1) == found[0] and scene.labels(found[0])
        if alone or (found and not bullet and not told and not calendar):
            yield (_titled_day(scene) if alone and _is_of_issue(scene, found[0]) else None) or found[0]
        if calendar and not alone:
            continue
        if (
            alone
            or (found and not told)
            or (told and doc[start].text not in _BULLETS and not is_timed(scene, start))
        ):
            return


def _is_of_issue(scene: Scene, dated: Dated) -> bool:
    """Whether a day is that of publication, with its year: 'June 19, 2019' above a programme."""
    day, published = dated.phrase.expression, scene.article.published
    if published is None or not isinstance(day, Day):
        return False
    return (day.year, day.month, day.day) == (published.year, published.month, published.day)


def _titled_day(scene: Scene) -> Dated | None:
    """'Itinerary for Thursday, June 20, 2019': the day that a programme's title says it is for."""
    first = next((dated for dated in scene.dates if isinstance(dated.phrase.expression, Day)), None)
    before = scene.doc[: first.first] if first else None
    told = before is not None and len(before) < _TITLE and before[-1:].text.lower() == "for"
    return first if told and any(t.lower_ in words("travel", "programmes") for t in before or ()) else None


def is_caption(scene: Scene, token: Token) -> bool:
    """'[Photo: The president inspects a guard on Monday.]': what a picture shows has happened."""
    start = scene.line_start(token.i)
    return any(word.lower_ in _CAPTIONS for word in scene.doc[start : start + 2])


def _is_calendar(scene: Scene) -> bool:
    """Whether several days stand over the lines of a text."""
    days: set[str] = set()
    for dated in scene.dates:
        if scene.opening(dated.first) != dated or not scene.labels(dated):
            continue
        if isinstance(dated.phrase.expression, Day | Weekday):
            days.add(dated.phrase.text)
        if len(days) >= _CALENDAR:
            return True
    return False


def is_timed(scene: Scene, start: int) -> bool:
    """Whether a line opens with an hour, or stands below one that is nothing else."""
    above = scene.line_start(start - 2) if start > 1 else start
    return _is_hour(scene, start) or (start - above < _HOUR_ALONE and _is_hour(scene, above))


def _is_hour(scene: Scene, i: int) -> bool:
    """Whether an hour of the day stands at a token: '9:30', '10.00', '9 a.m.', '1400'."""
    text, after = scene.doc[i].text, scene.doc[i + 1].lower_ if i + 1 < len(scene.doc) else ""
    hour, _, minute = text.replace(".", ":").replace("h", ":").partition(":")
    if not hour.isdigit() or i in scene.date_at:
        return False
    return (minute.isdigit() and len(minute) == 2) or after in ("am", "a.m.", "pm", "p.m.", "hrs", "hours")
