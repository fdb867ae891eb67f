"""What date phrases mean: phrase, day of publication, tense of the clause, and the days they resolve to.

``=`` the event's own days, ``~`` a window that it lies in, ``-`` not resolved; an open end is empty.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.claims.days.phrases import Anchor, resolve_when
from geomap.language.dates import parse_date

# 2 March 2023 is a Thursday, 24 May 2022 a Tuesday.
RESOLVED = """
24 May 2022                         | -          | past    | = 2022-05-24
24 May 2022                         | 2023-03-02 | future  | = 2022-05-24
Tuesday, 24 May 2022                | -          | past    | = 2022-05-24
Monday, 24 May 2022                 | -          | past    | ~ 2022-05-23 .. 2022-05-24
2022-05-24                          | -          | past    | = 2022-05-24
24/05/2022                          | -          | past    | = 2022-05-24
05/04/2022                          | -          | past    | ~ 2022-04-05 .. 2022-05-04
05/04/2022                          | 2022-04-07 | past    | = 2022-04-05
05/04/2022                          | 2022-04-20 | future  | = 2022-05-04
24 May                              | -          | past    | -
24 May                              | 2022-05-30 | past    | = 2022-05-24
24 May                              | 2022-05-24 | past    | = 2022-05-24
24 May                              | 2022-05-22 | past    | = 2022-05-24
24 May                              | 2022-04-30 | past    | = 2022-05-24
24 May                              | 2022-02-28 | past    | = 2021-05-24
24 May                              | 2022-04-30 | future  | = 2022-05-24
24 May                              | 2022-05-26 | future  | = 2022-05-24
24 May                              | 2022-06-26 | future  | = 2022-05-24
24 May                              | 2022-09-26 | future  | = 2023-05-24
24 May                              | 2022-06-26 | present | = 2022-05-24
29 February                         | 2023-03-02 | past    | = 2020-02-29
29 February                         | 2023-03-02 | future  | = 2024-02-29
28 Feb.                             | 2023-03-02 | past    | = 2023-02-28
Dec. 28                             | 2023-01-03 | past    | = 2022-12-28
Jan. 4                              | 2022-12-28 | future  | = 2023-01-04
Tuesday, 28 February                | -          | past    | -
Tuesday, 28 February                | 2023-03-02 | past    | = 2023-02-28
Tuesday (Feb. 28)                   | 2023-02-26 | future  | = 2023-02-28
Monday 12 February                  | 2024-02-08 | future  | = 2024-02-12
Monday 12 February                  | 2023-02-08 | future  | ~ 2023-02-12 .. 2023-02-13
Monday 12 February                  | 2022-03-08 | past    | ~ 2022-02-12 .. 2022-02-14
3 June last year                    | 2023-03-02 | past    | = 2022-06-03
3 June last year                    | -          | past    | -
the 24th                            | 2023-03-02 | past    | = 2023-02-24
the 24th                            | 2023-03-02 | future  | = 2023-03-24
the 31st                            | 2023-03-02 | past    | = 2023-01-31
the 24th                            | -          | past    | -
the 24th of last month              | 2023-03-02 | past    | = 2023-02-24
the 5th of this month               | 2023-03-02 | future  | = 2023-03-05
Tuesday the 28th                    | 2023-03-02 | past    | = 2023-02-28
Friday the 13th                     | 2023-03-02 | past    | = 2023-01-13
New Year’s Day                      | 2023-03-02 | past    | = 2023-01-01
Christmas Eve                       | 2023-03-02 | future  | = 2023-12-24
Tuesday                             | -          | past    | -
Tuesday                             | 2023-03-02 | past    | = 2023-02-28
Tuesday                             | 2023-02-28 | past    | = 2023-02-28
Tuesday                             | 2023-02-27 | past    | = 2023-02-21
Tuesday                             | 2023-03-02 | future  | = 2023-03-07
Tuesday                             | 2023-02-28 | future  | = 2023-02-28
Tuesday                             | 2023-02-27 | present | = 2023-02-28
Tuesday morning                     | 2023-03-02 | past    | = 2023-02-28
late on Monday                      | 2023-03-02 | past    | = 2023-02-27
this Tuesday                        | 2023-02-27 | future  | = 2023-02-28
last Tuesday                        | 2023-03-02 | past    | = 2023-02-28
last Tuesday                        | 2023-02-28 | past    | = 2023-02-21
next Tuesday                        | 2023-03-02 | future  | = 2023-03-07
next Tuesday                        | 2023-02-27 | future  | = 2023-03-07
next Friday                         | 2023-03-02 | future  | = 2023-03-10
this coming Friday                  | 2023-03-02 | future  | = 2023-03-03
this past Friday                    | 2023-03-02 | past    | = 2023-02-24
Tuesday of next week                | 2023-03-02 | future  | = 2023-03-07
Friday this week                    | 2023-03-02 | past    | = 2023-03-03
Monday last week                    | 2023-03-02 | past    | = 2023-02-20
next week on Friday                 | 2023-03-02 | future  | = 2023-03-10
today                               | 2023-03-02 | past    | = 2023-03-02
today                               | -          | past    | -
tonight                             | 2023-03-02 | future  | = 2023-03-02
this morning                        | 2023-03-02 | past    | = 2023-03-02
earlier today                       | 2023-03-02 | past    | = 2023-03-02
yesterday                           | 2023-03-02 | past    | = 2023-03-01
last night                          | 2023-03-02 | past    | = 2023-03-01
tomorrow                            | 2023-12-31 | future  | = 2024-01-01
the day before yesterday            | 2023-03-01 | past    | = 2023-02-27
the day after tomorrow              | 2023-03-02 | future  | = 2023-03-04
today (28 Feb.)                     | -          | past    | -
today (28 Feb.)                     | 2023-03-01 | past    | = 2023-02-28
today (28 Feb. 2023)                | -          | past    | = 2023-02-28
yesterday, Tuesday                  | 2023-03-01 | past    | = 2023-02-28
three days ago                      | 2023-03-02 | past    | = 2023-02-27
in three days                       | 2023-03-02 | future  | = 2023-03-05
two weeks ago                       | 2023-03-02 | past    | ~ 2023-02-13 .. 2023-02-19
in two weeks                        | 2023-03-02 | future  | ~ 2023-03-13 .. 2023-03-19
a month ago                         | 2023-03-31 | past    | ~ 2023-02-13 .. 2023-03-15
two years ago                       | 2023-03-02 | past    | ~ 2020-09-01 .. 2021-08-31
a few days ago                      | 2023-03-02 | past    | ~ .. 2023-03-02
in the past two weeks               | 2023-03-02 | past    | ~ 2023-02-16 .. 2023-03-02
the next three days                 | 2023-03-02 | future  | ~ 2023-03-02 .. 2023-03-05
within a week                       | 2023-03-02 | future  | ~ 2023-03-02 .. 2023-03-09
in the coming weeks                 | 2023-03-02 | future  | ~ 2023-03-02 ..
this week                           | 2021-07-17 | past    | ~ 2021-07-12 .. 2021-07-18
this week                           | 2023-02-27 | future  | ~ 2023-02-27 .. 2023-03-05
this week                           | -          | past    | -
next week                           | 2021-10-16 | future  | ~ 2021-10-18 .. 2021-10-24
next week                           | 2022-12-26 | future  | ~ 2023-01-02 .. 2023-01-08
last week                           | 2023-03-05 | past    | ~ 2023-02-20 .. 2023-02-26
earlier this week                   | 2021-10-21 | past    | ~ 2021-10-18 .. 2021-10-21
later this week                     | 2023-02-28 | future  | ~ 2023-02-28 .. 2023-03-05
later in the week                   | 2023-02-28 | future  | ~ 2023-02-28 .. 2023-03-05
early next week                     | 2023-03-02 | future  | ~ 2023-03-06 .. 2023-03-08
late last week                      | 2023-03-02 | past    | ~ 2023-02-23 .. 2023-02-26
the weekend                         | 2023-03-06 | past    | ~ 2023-03-04 .. 2023-03-05
the weekend                         | 2023-03-05 | past    | ~ 2023-03-04 .. 2023-03-05
the weekend                         | 2023-03-02 | future  | ~ 2023-03-04 .. 2023-03-05
over the weekend                    | 2023-03-02 | past    | ~ 2023-02-25 .. 2023-02-26
this weekend                        | 2023-03-02 | present | ~ 2023-03-04 .. 2023-03-05
last weekend                        | 2023-03-05 | past    | ~ 2023-02-25 .. 2023-02-26
next weekend                        | 2023-03-02 | future  | ~ 2023-03-11 .. 2023-03-12
this month                          | 2023-03-02 | future  | ~ 2023-03-01 .. 2023-03-31
earlier this month                  | 2023-03-20 | past    | ~ 2023-03-01 .. 2023-03-20
later this month                    | 2023-03-02 | future  | ~ 2023-03-02 .. 2023-03-31
early next month                    | 2022-12-02 | future  | ~ 2023-01-01 .. 2023-01-10
last month                          | 2023-03-02 | past    | ~ 2023-02-01 .. 2023-02-28
the end of the month                | 2023-02-02 | future  | ~ 2023-02-21 .. 2023-02-28
this year                           | 2023-03-02 | future  | ~ 2023-01-01 .. 2023-12-31
last year                           | 2023-03-02 | past    | ~ 2022-01-01 .. 2022-12-31
late last year                      | 2023-03-02 | past    | ~ 2022-09-01 .. 2022-12-31
earlier this year                   | 2023-03-02 | past    | ~ 2023-01-01 .. 2023-03-02
later this year                     | 2023-03-02 | future  | ~ 2023-03-02 .. 2023-12-31
next quarter                        | 2023-03-02 | future  | ~ 2023-04-01 .. 2023-06-30
last quarter                        | 2023-03-02 | past    | ~ 2022-10-01 .. 2022-12-31
the first quarter                   | 2023-03-02 | future  | ~ 2023-01-01 .. 2023-03-31
September 2022                      | -          | past    | ~ 2022-09-01 .. 2022-09-30
September                           | -          | past    | -
in September                        | 2023-02-28 | past    | ~ 2022-09-01 .. 2022-09-30
in February                         | 2022-04-18 | past    | ~ 2022-02-01 .. 2022-02-28
in October                          | 2023-09-19 | future  | ~ 2023-10-01 .. 2023-10-31
in March                            | 2023-03-02 | past    | ~ 2023-03-01 .. 2023-03-31
in March                            | 2023-03-02 | future  | ~ 2023-03-01 .. 2023-03-31
last September                      | 2023-02-28 | past    | ~ 2022-09-01 .. 2022-09-30
last September                      | 2023-09-28 | past    | ~ 2022-09-01 .. 2022-09-30
next March                          | 2023-03-02 | future  | ~ 2024-03-01 .. 2024-03-31
this June                           | 2023-03-02 | future  | ~ 2023-06-01 .. 2023-06-30
May last year                       | 2023-03-02 | past    | ~ 2022-05-01 .. 2022-05-31
last year in May                    | 2023-03-02 | past    | ~ 2022-05-01 .. 2022-05-31
mid-May                             | 2023-03-02 | future  | ~ 2023-05-10 .. 2023-05-20
early May 2022                      | -          | past    | ~ 2022-05-01 .. 2022-05-10
late June                           | 2023-03-02 | future  | ~ 2023-06-21 .. 2023-06-30
the end of February                 | 2023-03-02 | past    | ~ 2023-02-21 .. 2023-02-28
later in March                      | 2023-03-12 | future  | ~ 2023-03-12 .. 2023-03-31
the first week of June              | 2023-03-02 | future  | ~ 2023-06-01 .. 2023-06-07
the last week of May 2022           | -          | past    | ~ 2022-05-25 .. 2022-05-31
the second half of May 2022         | -          | past    | ~ 2022-05-16 .. 2022-05-31
2020                                | -          | past    | ~ 2020-01-01 .. 2020-12-31
early 2020                          | -          | past    | ~ 2020-01-01 .. 2020-04-30
mid-2021                            | -          | past    | ~ 2021-05-01 .. 2021-08-31
the end of 2021                     | -          | past    | ~ 2021-10-01 .. 2021-12-31
the first quarter of 2023           | -          | past    | ~ 2023-01-01 .. 2023-03-31
Q3 2022                             | -          | past    | ~ 2022-07-01 .. 2022-09-30
the first half of 2022              | -          | past    | ~ 2022-01-01 .. 2022-06-30
spring 2021                         | -          | past    | ~ 2021-03-01 .. 2021-06-20
last summer                         | 2023-03-02 | past    | ~ 2022-06-01 .. 2022-09-22
this winter                         | 2023-01-02 | past    | ~ 2022-12-01 .. 2023-03-20
winter 2022                         | -          | past    | ~ 2021-12-01 .. 2023-03-20
24-27 May 2022                      | -          | past    | = 2022-05-24 .. 2022-05-27
24-27 May                           | -          | past    | -
May 24 to 27                        | 2022-05-30 | past    | = 2022-05-24 .. 2022-05-27
from 24 to 27 May                   | 2022-05-20 | future  | = 2022-05-24 .. 2022-05-27
June 11-13                          | 2021-04-23 | future  | = 2021-06-11 .. 2021-06-13
June 11-13                          | 2021-06-12 | present | = 2021-06-11 .. 2021-06-13
between 24 and 28 May 2022          | -          | past    | ~ 2022-05-24 .. 2022-05-28
May 30-June 2                       | 2022-05-20 | future  | = 2022-05-30 .. 2022-06-02
May 30-June 2, 2022                 | -          | past    | = 2022-05-30 .. 2022-06-02
23 May – 27 May 2022                | -          | past    | = 2022-05-23 .. 2022-05-27
30 December to 2 January            | 2023-03-02 | past    | = 2022-12-30 .. 2023-01-02
30 December to 2 January            | 2022-12-24 | future  | = 2022-12-30 .. 2023-01-02
30 Dec. - 2 Jan. 2023               | -          | past    | = 2022-12-30 .. 2023-01-02
from Monday to Wednesday            | 2023-03-02 | past    | = 2023-02-27 .. 2023-03-01
from Monday to Wednesday            | 2023-03-02 | future  | = 2023-03-06 .. 2023-03-08
from Tuesday to Thursday            | 2023-03-01 | present | = 2023-02-28 .. 2023-03-02
from Tuesday to Thursday            | 2023-02-27 | present | = 2023-02-28 .. 2023-03-02
from Friday to Monday               | 2023-03-08 | past    | = 2023-03-03 .. 2023-03-06
from Friday to Monday               | -          | past    | -
from today until Sunday             | 2023-03-02 | future  | = 2023-03-02 .. 2023-03-05
June to August 2022                 | -          | past    | ~ 2022-06-01 .. 2022-08-31
from November to February           | 2023-03-02 | past    | ~ 2022-11-01 .. 2023-02-28
2019-2021                           | -          | past    | ~ 2019-01-01 .. 2021-12-31
Monday and Tuesday                  | 2023-03-02 | past    | = 2023-02-27 .. 2023-02-28
Monday and Tuesday                  | 2023-03-02 | future  | = 2023-03-06 .. 2023-03-07
last Thursday and Friday            | 2023-03-10 | past    | = 2023-03-09 .. 2023-03-10
last Thursday and Friday            | 2023-03-12 | past    | = 2023-03-09 .. 2023-03-10
Monday and Tuesday next week        | 2023-03-02 | future  | = 2023-03-06 .. 2023-03-07
between Monday and Friday next week | 2023-02-27 | future  | ~ 2023-03-06 .. 2023-03-10
from Monday to yesterday            | 2023-03-02 | past    | = 2023-02-27 .. 2023-03-01
from tomorrow to Sunday             | 2023-03-02 | past    | = 2023-03-03 .. 2023-03-05
mid- to late May                    | 2022-04-02 | future  | ~ 2022-05-10 .. 2022-05-31
early to mid-2021                   | -          | past    | ~ 2021-01-01 .. 2021-08-31
Saturday and Monday                 | 2023-03-02 | future  | ~ 2023-03-04 .. 2023-03-06
Tuesday or Wednesday                | 2023-03-02 | future  | ~ 2023-03-07 .. 2023-03-08
24 and 25 May 2022                  | -          | past    | = 2022-05-24 .. 2022-05-25
24, 25 and 27 May 2022              | -          | past    | ~ 2022-05-24 .. 2022-05-27
today and tomorrow                  | 2023-03-02 | future  | = 2023-03-02 .. 2023-03-03
2019 and 2021                       | -          | past    | ~ 2019-01-01 .. 2021-12-31
since Sunday                        | 2023-03-02 | present | = 2023-02-26 ..
since May                           | 2023-03-02 | past    | ~ 2022-05-01 ..
until Friday                        | 2023-03-02 | present | = .. 2023-03-03
until Friday                        | 2023-03-06 | past    | = .. 2023-03-03
through Thursday                    | 2023-03-01 | future  | = .. 2023-03-02
starting Monday                     | 2023-03-02 | future  | = 2023-03-06 ..
from 3 March                        | 2023-03-02 | future  | = 2023-03-03 ..
by Friday                           | 2023-03-02 | present | ~ .. 2023-03-03
by 2030                             | -          | future  | ~ .. 2030-12-31
before 24 May 2022                  | -          | past    | ~ .. 2022-05-23
after September 2022                | -          | past    | ~ 2022-10-01 ..
around 24 May 2022                  | -          | past    | ~ 2022-05-21 .. 2022-05-27
the week of 24 May 2022             | -          | past    | ~ 2022-05-23 .. 2022-05-29
24 May 2022 for five days           | -          | past    | ~ 2022-05-24 .. 2022-05-28
from Monday for a week              | 2023-03-02 | future  | ~ 2023-03-06 .. 2023-03-12
five-day                            | 2023-03-02 | future  | -
for two weeks                       | 2023-03-02 | future  | -
the next day                        | 2023-03-02 | past    | -
three days later                    | 2023-03-02 | past    | -
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in RESOLVED.strip().splitlines()]


def a_day(text):
    return date.fromisoformat(text) if text not in ("", "-") else None


def shown(when):
    if not when.dated:
        return "-"
    sign = "=" if when.exact else "~"
    if when.first == when.last:
        return f"{sign} {when.first}"
    return f"{sign} {when.first or ''} .. {when.last or ''}".replace("  ", " ").strip()


@pytest.mark.parametrize(("phrase", "published", "tense", "days"), ROWS)
def test_resolves(phrase, published, tense, days):
    assert shown(resolve_when(parse_date(phrase), a_day(published), tense=tense)) == days


@pytest.mark.parametrize(
    ("phrase", "context", "days"),
    [
        ("the next day", "2022-05-24", "= 2022-05-25"),
        ("the next morning", "2022-05-24", "= 2022-05-25"),
        ("the same day", "2022-05-24", "= 2022-05-24"),
        ("a day earlier", "2022-05-24", "= 2022-05-23"),
        ("three days later", "2022-05-30", "= 2022-06-02"),
        ("two weeks later", "2022-05-24", "~ 2022-06-04 .. 2022-06-10"),
        ("the following week", "2022-05-24", "~ 2022-05-30 .. 2022-06-05"),
        ("the following Tuesday", "2022-05-24", "= 2022-05-31"),
        ("the previous Friday", "2022-05-24", "= 2022-05-20"),
        ("the 27th", "2022-05-24", "= 2022-05-27"),
        ("27 May", "2022-05-24", "= 2022-05-27"),
        ("2 January", "2022-12-30", "= 2023-01-02"),
    ],
)
def test_what_was_told_before_gives_the_day_or_the_year_without_any_publication_date(phrase, context, days):
    assert shown(resolve_when(parse_date(phrase), None, tense="past", context=a_day(context))) == days


@pytest.mark.parametrize(
    ("phrase", "anchor", "reason"),
    [
        ("Tuesday", Anchor(day=date(2023, 3, 2), reason="published"),
         "Tuesday on or before publication on 2 March 2023"),
        ("28 February", Anchor(day=date(2023, 3, 2), reason="dateline"),
         "the latest 28 February up to the dateline of 2 March 2023"),
        ("yesterday", Anchor(day=date(2023, 3, 2), reason="inferred from report 003"),
         "1 day before 2 March 2023 (inferred from report 003)"),
        ("September", date(2023, 3, 2), "the latest September up to publication on 2 March 2023"),
        ("next week", date(2023, 3, 2), "the week after that of publication on 2 March 2023"),
        ("Monday, 24 May 2022", None, "as stated; the text says Monday, 24 May 2022 was a Tuesday"),
        ("Tuesday", None, "not resolved: Tuesday, and the day of publication is not known"),
        ("five-day", None, "not resolved: a length of time, which tells no day"),
    ],
)  # fmt: skip
def test_says_how_it_was_resolved(phrase, anchor, reason):
    assert resolve_when(parse_date(phrase), anchor, tense="past").reason == reason


def test_a_phrase_can_be_resolved_again_when_the_day_of_publication_is_found():
    open_ = resolve_when(parse_date("Tuesday"), None, tense="past", text="Tuesday")
    assert not open_.dated
    found = Anchor(day=date(2023, 3, 2), reason="inferred from report 003")
    again = resolve_when(parse_date(open_.text), found, tense="past", text=open_.text)
    assert (again.first, again.text) == (date(2023, 2, 28), "Tuesday")


PHRASES = st.sampled_from([phrase for phrase, *_ in ROWS])
TENSES = st.sampled_from(["past", "present", "future"])


@settings(deadline=None)
@given(PHRASES, st.none() | st.dates(), TENSES, st.none() | st.dates())
def test_the_first_day_never_comes_after_the_last_whenever_published(phrase, day, tense, context):
    when = resolve_when(parse_date(phrase), day, tense=tense, context=context, text=phrase)
    assert when.text == phrase
    assert when.reason
    assert not (when.first and when.last) or when.first <= when.last
    assert when.dated or not when.exact
