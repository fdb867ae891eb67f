"""Which words of a text are date phrases, and what they say."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.language.dates import find_dates, parse_date
from geomap.language.dates.forms import (
    Day,
    Duration,
    Either,
    Listing,
    Month,
    Open,
    Range,
    Relative,
    Same,
    Season,
    Stay,
    Stretch,
    Weekday,
    WeekOf,
    Year,
)

FOUND = """
    The minister starts his trip on [24 May 2022] and flies home.
    He arrived on [May 24, 2022], and left at once.
    He arrived on [May 24,2022] and left.
    Astana, [28 Feb.] The envoy landed here.
    KABUL, [Feb 28] (BNA) The envoy landed here.
    WASHINGTON, [May 24] -- The envoy leaves.
    The talks of [28th of February, 2023] were long.
    The talks on [February the 28th] were long.
    The talks on [the 28th of February] were long.
    At the [March 4] meeting nobody spoke.
    Published [2023-02-28] in Oslo.
    Published [2023-02-28]T10:00:00Z.
    Published [28.02.2023] by the press office.
    Published [28/02/2023], updated [01/03/2023].
    Published [28-Feb-2023] by the press office.
    On [Tuesday] he will meet the president.
    On [Tuesday morning] he met the president.
    On [Tuesday in the evening] he met the president.
    He arrives [late on Monday] and leaves [early Wednesday].
    He arrives [Tuesday, 28 February], for talks.
    He arrives [Tuesday, the 28th], for talks.
    He arrives [Tuesday (Feb. 28)] for talks.
    He arrived on [28 February (Tuesday)] for talks.
    [Monday 12 February]: talks in Oslo. [Tuesday 13 February]: talks in Riga.
    The envoy heads to Asia [Sunday].
    He spoke on [Tuesday] at 10 a.m. and at 10.30 on [Wednesday].
    The library is open [Friday] 10-6, and they won [Monday] 1-0.
    The two spoke [on or about May 24] in Rome.
    They met [around 24 May] in Rome.
    He leaves [today] for Riga and returns [tomorrow night].
    He left [yesterday] and dined [last night] with the king.
    He lands [this evening] in Male.
    He leaves [today (28 Feb.)] for Riga.
    He left [yesterday, Tuesday], for Riga.
    She left [the day before yesterday] and is back [the day after tomorrow].
    She travels [this week] and rests [next week]; she was ill [last week].
    She left [earlier this week] and returns [later in the week].
    She left [early this month], or leaves [early next month].
    She goes in [mid-May], in [late June] or at [the end of May].
    She goes in [mid- to late May], or in [early to mid March 2024].
    The [28 February] meeting and the [24-27 May] tour; the [May 24] statement.
    He left at 6 a.m. [the next morning]; [that evening] he was home.
    He met her [that same evening] and left [tomorrow Tuesday], as in [April of the past year].
    He had come [the night before]; she arrived [the eve] in Bonn, on the eve of the summit.
    He left the evening before she came.
    He stays [between Monday and Wednesday next week].
    She goes at [the start of next week] or [the end of the year].
    She went in [early 2020], in [mid-2021] and at [the end of 2022].
    She went [last September] and in [September] of some other year.
    She went in [September 2022] and in [May of last year].
    He went there [last year], not in [2020].
    He went there in [2019 and 2021], and the trip ([2018]) was short.
    His [2019] visit came before her [2022] state visit.
    The [June] visit followed his [October] trip and the [March] C5+1 summit.
    He stays [24-27 May 2022] in Tashkent.
    He stays [May 24 to 27] in Tashkent.
    He stays [from 24 to 27 May] in Tashkent.
    He stays [from the 24th to the 27th of May] in Tashkent.
    He stays [from the 24th to the 27th], in Tashkent.
    He stays [May 30-June 2] in Tashkent.
    He stays [between 24 and 28 May] in Tashkent.
    He stays [23 May – 27 May 2022] in Tashkent.
    He stays [from Monday to Wednesday] in Tashkent.
    He stays [from Friday, June 11 to Sunday, June 13], in Cornwall.
    He stays [from 30 December 2022 to 2 January 2023] in Cornwall.
    He stays [from Friday, June 11, through Sunday, June 13], in Cornwall.
    He stays [from the evening of June 11 to the morning of June 13] in Cornwall.
    He stays [11th-13th of June] in Cornwall, and rests on [the evening of the 14th].
    He meets them on [Thursday and Friday, June 11 and 12], and met them on [Friday last].
    He came [last Monday, June 1], and leaves [next Monday (June 15)].
    [The Friday before], he had flown in; on [Friday] before dawn he flew out.
    He stays in [the last days of June]; the first days of the war were bad.
    The summit, [June 11-13], is in Cornwall.
    He landed on [Tuesday] — [Monday]’s talks had failed.
    He meets them on [Monday and Tuesday].
    He meets them on [24, 25 and 27 May].
    He meets them on [May 24, 25 and 27, 2022].
    He meets them on [Monday, Tuesday and Friday].
    He meets them on [May 24 and June 2].
    He meets them in [June and July].
    He meets them in [January or February 2024].
    He went to Oslo on [Tuesday], Riga on [Wednesday] and Rome on [Friday].
    On [May 24], 25 people met; on [May 24] and 27 others on [May 26].
    During his [five-day] visit he spoke little.
    A [three-day] trip, a [two-week] tour and a [10-day] journey.
    The [three day] visit and the [weeklong] tour, then a [month-long] rest.
    He will be in Rome [for three days], lodging [for two weeks] before the talks.
    He is there [from 24 May for five days].
    He flies on [the weekend] or rather [this weekend].
    He flew [over the weekend].
    He lands on [the 24th].
    He lands on [the 24th of this month].
    On [the following day] he rested.
    [The next day] he flew on, and [three days later] home.
    [A day earlier] he was in Rome; [that day] it rained.
    He was there [two weeks ago] and [a few days ago]; he woke over [a week ago].
    He will be there [in three days] and again [in two weeks' time].
    They met [in the past two weeks] and will meet [in the coming days].
    It was [spring 2021], then [the summer of 2022], then [last autumn].
    It was in [the first quarter of 2023] and [the second half of May].
    It was in [Q3 2022] and in [the first quarter].
    He has been there [since Sunday].
    He remains [until Friday], or [through Thursday].
    He is there [starting Monday] or [from 3 March].
    He wants it [by 2030], or [before the end of May].
    The truce held [from New Year’s Eve to May Day].
    He comes in [the week of 24 May].
    He comes in [the last week of May or the first week of June].
    He visited on [3 June last year].
    He comes on [Tuesday of next week]. He comes [next week on Friday].
    He comes [next Tuesday], went [last Friday], and rests [this coming Sunday].
    On [the following Tuesday] he left.
    In [May], he said, he may come, and in [March] they march.
    The visit is planned for [October] and postponed to [May].
    The visit to Seoul was postponed on [Friday] to [June], the ministry said.
    They postponed their trip to Suva until it could be shown to May and her team. She spoke to April.
    On [24\u00a0May\u00a02022] he came; on [28\u202fFeb] he went; on [24\u200b May] he slept.
    On [Tuesday,\n28 February] he came.
    ON [TUESDAY, 28 FEBRUARY 2023], HE CAME.
    He comes on [tuesday] and on [sunday].
    [Tuesday]’s paper has [May 24]’s news, and [today]'s.
"""

NOT_DATES = """
    The loan of $2020 and resolution 2254 are part of Agenda 2030.
    Covid-19, the G20, the G7, the C5+1 format, F-16 and MH17.
    Prime Minister May said that he may. May agreed.
    Thousands march. March on Washington. The Long March 5 rocket rose. They March.
    The Sunday Times and the Mail on Sunday. The Friday Times. Sat down, he sat.
    He will second it; the second visit; a split second.
    On Black Friday. Since Bloody Sunday. Good Friday.
    In the early hours of the morning.
    Within days. Days after the talks. Weeks of talks. Every day, day by day.
    In the 1990s and the 2020s; the '90s.
    He is 24 and has 28 horses; 12 may come.
    On 31 June nobody came. On 30.02.2022 and 2022-13-01 neither.
    At 10:24 and at 24/7; 3.24 May; $24 May.
    Some 2000 troops came in 2000 vehicles.
    His first visit in three days; the second such call in two weeks; the only one in five years.
    On the 24th floor, the 19th century, on the 5th meeting; from the 17th through 19th centuries.
    Mondays and Tuesdays. April Ryan, June Carter, Jan Kubis, August Bebel.
    The 26-year-old minister, a two year old boy, a five-month-old plan.
    The Arab Spring, the fall of Kabul, the Winter Palace.
    See https://example.org/2022/05/24/news and www.example.org/may-24-2022/.
    A quarter-final, one-quarter of all, a half.
    The last day of the visit; the first day; to this day; one day he will.
    Article 2022-05; version 2.10.2019.4; phone 555-1990.
    Call May24 or 24May or @Tuesday or Tuesday_5.
    The by-election, the week, the month of mourning, a week.
    Season 4, Mar del Plata, Dec Mullins, the sun and the wed.
    On 24\n\nMay nobody came.
"""


def lines(table: str) -> list[str]:
    return [line.strip() for line in re.split(r"\n {4}", table.strip("\n")) if line.strip()]


@pytest.mark.parametrize("marked", lines(FOUND))
def test_finds_the_phrases_in_brackets_and_nothing_else(marked):
    wanted = re.findall(r"\[(.*?)\]", marked, flags=re.S)
    text = re.sub(r"\[(.*?)\]", r"\1", marked, flags=re.S)
    assert [phrase.text for phrase in find_dates(text)] == wanted


@pytest.mark.parametrize("text", lines(NOT_DATES))
def test_finds_no_date_where_there_is_none(text):
    assert [phrase.text for phrase in find_dates(text)] == []


MEANING = {
    "24 May 2022": Day(day=24, month=5, year=2022),
    "Tuesday, 28 February": Day(day=28, month=2, weekday=1),
    "Tuesday (Feb. 28)": Day(day=28, month=2, weekday=1),
    "28 Feb., a Tuesday": Day(day=28, month=2, weekday=1),
    "the 24th": Day(day=24),
    "Friday the 13th": Day(day=13, weekday=4),
    "the 24th of last month": Day(day=24, month_shift=-1),
    "3 June last year": Day(day=3, month=6, year_shift=-1),
    "New Year's Eve": Day(day=31, month=12),
    "24/05/2022": Day(day=24, month=5, year=2022),
    "05/24/2022": Day(day=24, month=5, year=2022),
    "05/05/2022": Day(day=5, month=5, year=2022),
    "05.04.2022": Day(day=5, month=4, year=2022),
    "05/04/2022": Either(days=(Day(day=5, month=4, year=2022), Day(day=4, month=5, year=2022))),
    "Tuesday": Weekday(weekday=1),
    "on Tuesday": Weekday(weekday=1),
    "last Tuesday night": Weekday(weekday=1, turn="last"),
    "Tuesday of next week": Weekday(weekday=1, week_shift=1),
    "the following Tuesday": Weekday(weekday=1, turn="next", base="event"),
    "today": Relative(unit="day"),
    "yesterday": Relative(unit="day", shift=-1),
    "early next month": Relative(unit="month", shift=1, part="early"),
    "later in the week": Relative(unit="week", part="later"),
    "two weeks ago": Relative(unit="week", shift=-2, about=True),
    "a fortnight ago": Relative(unit="week", shift=-2, about=True),
    "three days ago": Relative(unit="day", shift=-3),
    "a day earlier": Relative(unit="day", shift=-1, base="event"),
    "that same day": Relative(unit="day", base="event"),
    "the past two weeks": Stretch(unit="week", count=2, direction=-1),
    "in the coming days": Stretch(unit="day", count=None, direction=1),
    "a few days ago": Stretch(unit="day", count=None, direction=-1),
    "within a week": Stretch(unit="week", count=1, direction=1),
    "the week of 24 May": WeekOf(day=Day(day=24, month=5)),
    "mid-May": Month(month=5, part="mid"),
    "last September": Month(month=9, turn="last"),
    "last year in May": Month(month=5, year_shift=-1),
    "spring 2021": Season(season="spring", year=2021),
    "the fall of 2021": Season(season="autumn", year=2021),
    "the first quarter of 2023": Year(year=2023, part="quarter 1"),
    "five-day": Duration(count=5, unit="day"),
    "for a couple of weeks": Duration(count=2, unit="week"),
    "May 30-June 2": Range(first=Day(day=30, month=5), last=Day(day=2, month=6)),
    "30 Dec. - 2 Jan. 2023": Range(
        first=Day(day=30, month=12, year=2022), last=Day(day=2, month=1, year=2023)
    ),
    "between Monday and Friday": Range(first=Weekday(weekday=0), last=Weekday(weekday=4), between=True),
    "Monday or Tuesday": Listing(items=(Weekday(weekday=0), Weekday(weekday=1)), either=True),
    "2019 and 2021": Listing(items=(Year(year=2019), Year(year=2021))),
    "today (28 Feb.)": Same(items=(Relative(unit="day"), Day(day=28, month=2))),
    "since Sunday": Open(edge="since", inner=Weekday(weekday=6)),
    "starting Monday": Open(edge="from", inner=Weekday(weekday=0)),
    "24 May for five days": Stay(start=Day(day=24, month=5), days=5),
    "from Tuesday for a week": Stay(start=Weekday(weekday=1), days=7),
}


@pytest.mark.parametrize("text", MEANING)
def test_reads_what_a_phrase_says(text):
    assert parse_date(text) == MEANING[text]


@pytest.mark.parametrize(
    "text", ["", "in", "Kabul", "Tuesday in Kabul", "24", "31 June", "on or about", "a day"]
)
def test_what_is_not_one_phrase_from_end_to_end_is_none(text):
    assert parse_date(text) is None


def test_a_day_that_no_calendar_has_cannot_be_made():
    with pytest.raises(ValueError, match="no day 30 in month 2"):
        Day(day=30, month=2)


PIECES = (
    "24 May 2022 Tuesday Feb . , - – ( ) the of and to from between last next this week weeks year in on "
    "days three ago a 28th first quarter summer today until since 5 31 June later ’s for \n \n\n \u00a0 "
    "2023-02-28"
)
WORDS = st.lists(st.sampled_from(PIECES.split(" ")), max_size=40)
TEXTS = st.one_of(st.text(), WORDS.map(" ".join), WORDS.map("".join))


@settings(deadline=None)
@given(TEXTS)
def test_offsets_quote_the_text_in_order_and_without_overlaps(text):
    last = 0
    for phrase in find_dates(text):
        assert last <= phrase.start < phrase.end <= len(text)
        assert text[phrase.start : phrase.end] == phrase.text
        last = phrase.end


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_a_phrase_that_was_found_reads_the_same_alone(text):
    for phrase in find_dates(text):
        assert parse_date(phrase.text) == phrase.expression


HOSTILE = [
    "24, ", "24 and ", "May ", "Monday, ", "Monday and ", "from ", "between ", "the ", "1", "-", "\n", "\n ",
    "May 24 to ", "the first ", "in the ", "2022-", "24/05/2022", "last ", "http://", "a few ", "early ",
    "today, ", "since ", "'", "١", "for 5 days ", "\u2029", "24-", "2020 ", "(", "\u200b", "\u00a0",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_hostile_texts_come_to_an_end(piece):
    text = piece * (100_000 // len(piece))
    assert all(text[phrase.start : phrase.end] == phrase.text for phrase in find_dates(text))
