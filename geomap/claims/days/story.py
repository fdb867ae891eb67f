"""The day that a text has come to: what 'the same day', 'that evening', 'the following Monday' count from."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import TypeGuard

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect, climb, subject_of
from geomap.claims.days.phrases import Anchor, Tense, resolve_when
from geomap.claims.kinds import is_meeting, is_trip
from geomap.claims.scene import Dated, Scene
from geomap.claims.steps import child_of, is_finite, main_of, sentences_back
from geomap.claims.vocabulary import base, words
from geomap.language.dates.forms import DateExpression, Day, Month, Range, Relative, Weekday
from geomap.language.dates.words import DAY_PARTS
from geomap.records import UNDATED, When

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FAR = 6
"""Sentences back in which the day may have been told, at most."""
_LINES = 3
"""Lines that open with a date make a chronology."""
_LEAD = 60
"""Words of a text's opening."""
_TOP = 40
"""Words from the beginning of a text in which its heading stands."""
_IN_DAY = 20
"""The same for 'earlier in the day', which speaks of the day of the report."""
_WEEK = 7
_ASIDE = frozenset(("since", "before", "after", "until", "till", "ahead", "by", "following"))


def tense_of(seen: Aspect) -> Tense:
    """Where the days of a clause lie, as seen from the day of publication."""
    if seen.status == "cancelled" and not seen.negated:
        return "either" if seen.past else "present"  # the day it was planned for lies ahead
    if (seen.status == "planned" or seen.negated) and not seen.past:
        return "future"  # 'will go', 'will not go', but not 'left last night for X, where she is to speak'
    return "past" if seen.sure or seen.past else "present"


def context_of(scene: Scene, dated: Dated) -> date | None:
    """What a date phrase counts from besides the day of publication.

    For 'the next day' that is the day that the text has come to; where no publication date is known, a day
    without a year is of the year of the heading's date, or of the one year that the text states.
    """
    if counts_from_story(dated.phrase.expression):
        told = dated.phrase.text.lower()
        return day_before(scene, dated) or (scene.article.published if told.endswith("the eve") else None)
    if scene.article.published is None:
        stated = [(other, day) for other in scene.dates if (day := _stated(other.phrase.expression))]
        years = {year for dated in scene.dates for year in _YEAR.findall(dated.phrase.text)}
        if stated and (len(years) == 1 or _heads(scene, stated[0][0])):
            return stated[0][1]
    return None


def of_chronicle(scene: Scene, dated: Dated) -> DateExpression:
    """A date phrase; one that a chronology's line opens with has the year of its heading.

    'Milestones of 2014', with 'March 10-12: President X visits Y' and the like below.
    """
    expression = dated.phrase.expression
    year = _chronicle_year(scene) if scene.line_start(dated.first) == dated.first else None
    return _of_year(expression, year) if year else expression


def _chronicle_year(scene: Scene) -> int | None:
    """The one year of a heading above lines that open with days or months without a year."""
    openings = [dated for dated in scene.dates if scene.line_start(dated.first) == dated.first]
    bare = [dated for dated in openings if _of_year(dated.phrase.expression, 1) != dated.phrase.expression]
    if len(bare) < _LINES:
        return None
    heading = f"{scene.article.title or ''}\n{scene.doc[: bare[0].first].text}"
    years = {int(year) for year in _YEAR.findall(heading)}
    published = scene.article.published
    year = years.pop() if len(years) == 1 else None
    return year if year and (published is None or year <= published.year) else None


def _of_year(expression: DateExpression, year: int) -> DateExpression:
    if isinstance(expression, Day) and expression.month and not expression.year:
        return replace(expression, year=year)
    if isinstance(expression, Month) and expression == Month(month=expression.month):
        return replace(expression, year=year)
    if isinstance(expression, Range):
        last = _of_year(expression.last, year)
        first = _of_year(expression.first, year) if last != expression.last else expression.first
        return replace(expression, first=first, last=last)
    return expression


def day_opened_with(scene: Scene, expression: DateExpression) -> Anchor | None:
    """What a weekday or a month counts from where no publication date is known: the full date told first.

    'Was due in X on Monday, March 11, 2019 … flew there on Sunday'.
    """
    month = isinstance(expression, Month) and replace(expression, part=None) == Month(month=expression.month)
    for dated in scene.dates_between(0, _LEAD) if month or is_plain_weekday(expression) else ():
        if day := _stated(dated.phrase.expression):
            return Anchor(day=day, reason="the day that the text opens with")
    return None


def day_told_next(scene: Scene, dated: Dated) -> Anchor | None:
    """What a weekday of the past counts back from in a story told day by day: the full date told next.

    'Arrived on Monday, 9 February … left on Wednesday … On Thursday, 12 February, he flew': the 11th, however
    late the report.
    """
    if not is_plain_weekday(dated.phrase.expression):
        return None
    before, after = (
        next((day for other in others if (day := _day_past(scene, other))), None)
        for others in (
            (other for other in reversed(scene.dates) if other.last < dated.first),
            scene.dates_between(dated.last + 1, len(scene.doc)),
        )
    )
    ahead = scene.article.published is not None and after is not None and after > scene.article.published
    if before is None or after is None or ahead or not 0 <= (after - before).days < _WEEK:
        return None
    return Anchor(day=after, reason="the day told next")


def _day_past(scene: Scene, dated: Dated) -> date | None:
    """The day of a date with its month, as something that is over."""
    day = dated.phrase.expression
    if not isinstance(day, Day) or day.month is None:
        return None
    return resolve_when(day, scene.article.published, tense="past").first


def _heads(scene: Scene, dated: Dated) -> bool:
    """Whether a date stands in a heading: near the top, in a line that tells of nothing."""
    start = scene.line_start(dated.first)
    line = takewhile(lambda token: "\n" not in token.text, scene.doc[start:])
    return start < _TOP and not any(is_finite(token) for token in line)


def _stated(expression: DateExpression) -> date | None:
    """The day of a full date."""
    if isinstance(expression, Range):
        return _stated(expression.last)
    if isinstance(expression, Day) and expression.year and expression.month:
        return date(expression.year, expression.month, expression.day)
    return None


def counts_from_story(expression: DateExpression) -> bool:
    """Whether a phrase counts from what was told before: 'the next day', 'the following Monday'."""
    return isinstance(expression, Relative | Weekday) and expression.base == "event"


def day_before(scene: Scene, dated: Dated) -> date | None:
    """The day that the text has come to before a date phrase; None where none was told of late.

    It is the last day on which something happened, not one that a noun carries along ('since their arrival
    on Monday').
    """
    far = _IN_DAY if "the day" in dated.phrase.text.lower() else _FAR
    return _day_up_to(scene, dated.first, far).last


def day_of_hour(scene: Scene, verb: Token, seen: Aspect) -> When:
    """The day that the text has come to, where only an hour is told: 'In the evening he flew to X'.

    What is to come at an hour, where no day was told, is to come on the day of the report.
    """
    hour = next((t for t in verb.subtree if t.lower_ in DAY_PARTS and _is_bare_hour(t, verb)), None)
    if hour is None:
        return UNDATED
    told, today = _day_up_to(scene, verb.i, _FAR), scene.article.published
    if told.text or today is None or seen.status != "planned" or not seen.sure:
        return told
    return When(
        first=today, last=today, exact=True, text=hour.text, reason="an hour of the day of publication"
    )


def day_of_story(scene: Scene, verb: Token) -> When:
    """The day that the text has come to: 'she also opened a school', after a sentence that tells of her."""
    subject = subject_of(verb)
    doings = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    again = any(child.lower_ == "also" for doing in doings for child in doing.children)
    stays = verb.tag_ == "VBD" and base(verb.lower_) not in words("travel", "object", "toward", "leaving")
    if again and stays and subject is not None and subject.pos_ == "PRON":
        return _day_up_to(scene, verb.sent.start, 1)
    return UNDATED


def _is_bare_hour(token: Token, verb: Token) -> bool:
    """'in the morning', 'at noon', told of a verb itself."""
    preposition = token.head
    bare = token.dep_ == "pobj" and preposition.lower_ in ("in", "at") and preposition.head == verb
    return bare and all(child.dep_ == "det" and child.lower_ == "the" for child in token.children)


def _day_up_to(scene: Scene, i: int, far: int) -> When:
    """The last day told before a word, in its sentence or so many sentences before."""
    reach = {sentence.start for sentence in sentences_back(scene.doc[i], far + 1)}
    for before in reversed(scene.dates):
        if before.first >= i:
            continue
        token = scene.head(before)
        if token.sent.start not in reach:
            return UNDATED
        verb = _told_by(token)
        if (verb is None and not _opens_line(scene, before)) or (verb is not None and _announces(verb)):
            continue
        when = _day_of(scene, before, verb)
        if when.exact and when.last:
            return replace(when, first=when.last)
        if verb is None and scene.line_start(i) == scene.line_start(before.first):
            break
    return UNDATED


def _announces(verb: Token) -> bool:
    """'The spokesman said on Monday that she will go': the day of the telling, not of the story."""
    told = child_of(verb, "ccomp") if base(verb.lower_) in words("status", "saying") else None
    seen = aspect(told) if told is not None else None
    return seen is not None and seen.status == "planned"


def _opens_line(scene: Scene, dated: Dated) -> bool:
    """'10 April: Suva. …': the day of all that its line tells."""
    behind = scene.doc[dated.last + 1 : dated.last + 2].text
    return scene.opening(dated.first) == dated and behind in (":", "-", "–", "—")


def _day_of(scene: Scene, dated: Dated, verb: Token | None) -> When:
    seen = aspect(verb) if verb is not None else None
    tense: Tense = tense_of(seen) if seen else "present"
    context = context_of(scene, dated)
    phrase, since = dated.phrase, scene.article.published
    if since and tense != "past" and is_plain_weekday(phrase.expression):
        before = scene.dates_between(0, dated.first)
        told = [each for each in before if is_plain_weekday(each.phrase.expression)]
        if told and scene.head(told[-1]).sent == scene.head(dated).sent:
            own = _told_by(scene.head(told[-1])) or verb
            since = max(since, _day_of(scene, told[-1], own).first or since)  # 'on Tuesday … on Friday'
    return resolve_when(phrase.expression, since, tense=tense, context=context, text=phrase.text)


def is_plain_weekday(expression: DateExpression) -> TypeGuard[Weekday]:
    """'On Friday', where nothing says of which week."""
    return isinstance(expression, Weekday) and expression == Weekday(weekday=expression.weekday)


def is_told_before(scene: Scene, dated: Dated, verb: Token) -> bool:
    """'Arrived on Sunday … planned talks later on Sunday': the weekday of something done already."""
    weekday = dated.phrase.expression
    if not is_plain_weekday(weekday):
        return False
    late = any(token.lower_ == "later" for token in scene.doc[max(dated.first - 2, 0) : dated.first])
    looks_back = verb.tag_ == "VBD" or main_of(verb).tag_ == "VBD" or late
    before = (other for other in scene.dates_between(0, dated.first) if other.phrase.expression == weekday)
    tellers = (_told_by(scene.head(other)) for other in before) if looks_back else ()
    seen = (aspect(teller) for teller in tellers if teller is not None)
    return any(told is not None and told.status == "done" and told.sure for told in seen)


def _told_by(token: Token) -> Token | None:
    """The verb whose clause a date tells the day of; None for a date inside a noun's own story."""
    for ancestor, preposition in climb(token):
        if preposition in _ASIDE:
            return None
        if ancestor.pos_ in ("VERB", "AUX"):
            return ancestor
        if not (is_trip(ancestor) or is_meeting(ancestor)):
            return None
        if ancestor.dep_ not in ("dobj", "nsubj", "nsubjpass", "attr"):
            return None
    return None
