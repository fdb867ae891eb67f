"""Datelines and stamps: where, when and by whom a report was written."""

# ruff: noqa: E501  the texts stay on one line

from __future__ import annotations

from datetime import date

import pytest

from geomap.articles.dateline import find_dateline
from geomap.articles.dates import read_date
from geomap.articles.drafts import Draft, build_article
from geomap.articles.facts import Facts
from geomap.articles.stamps import find_stamp

REST = "President Ali Ndovu arrived in Samarkand on Thursday for a summit of the region, officials said."


@pytest.mark.parametrize(
    ("opening", "place", "dated", "publisher"),
    [
        ("KABUL (BNA) ", "KABUL", None, "Bakhtar News Agency"),
        ("MANAMA (BNA) ", "MANAMA", None, "Bahrain News Agency"),
        ("WASHINGTON — ", "WASHINGTON", None, None),
        ("Astana, 28 Feb. ", "Astana", "28 Feb.", None),
        ("PARIS, May 3 (Reuters) - ", "PARIS", "May 3", "Reuters"),
        ("NEW DELHI: ", "NEW DELHI", None, None),
        ("MOSCOW, May 3. /TASS/. ", "MOSCOW", "May 3", "TASS"),
        ("BEIJING, Feb. 28 (Xinhua) -- ", "BEIJING", "Feb. 28", "Xinhua"),
        ("Baku, February 28, AZERTAC ", "Baku", "February 28", "Azertac"),
        ("ASTANA. KAZINFORM – ", "ASTANA", None, "Kazinform"),
        ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine", None, "Associated Press"),
        ("ASTANA/WASHINGTON, Feb 28 (Reuters) - ", "ASTANA/WASHINGTON", "Feb 28", "Reuters"),
        ("ST. PETERSBURG, Fla. — ", "ST. PETERSBURG, Fla.", None, None),
        ("Washington, D.C. – ", "Washington, D.C.", None, None),
        ("Port-au-Prince, Haiti – ", "Port-au-Prince, Haiti", None, None),
        ("SÃO PAULO (AP) — ", "SÃO PAULO", None, "Associated Press"),
        (
            "Riyadh, Shaban 08, 1444, February 28, 2023, SPA -- ",
            "Riyadh",
            "February 28, 2023",
            "Saudi Press Agency",
        ),
        ("(Reuters) - ", None, None, "Reuters"),
        ("VICTORIA (Seychelles) — ", "VICTORIA (Seychelles)", None, None),
        ("AUSTIN, Texas ", "AUSTIN, Texas", None, None),
        ("NAIROBI ", "NAIROBI", None, None),
        ("Ankara (AA) - ", "Ankara", None, "Anadolu Agency"),
        ("DUSHANBE, 28.02.2023 /NIAT Khovar/. ", "DUSHANBE", "28.02.2023", "NIAT Khovar"),
    ],
)
def test_datelines_of_the_world(opening, place, dated, publisher):
    found = find_dateline(opening + REST)
    assert found
    assert (found.place, found.dated, found.publisher) == (place, dated, publisher)
    assert (opening + REST)[found.end :] == REST


@pytest.mark.parametrize(
    "sentence",
    [
        "NATO Secretary General Jens Stoltenberg arrived in Ankara on Monday, where he met the president.",
        "The US, 28 February or not, will stay in the talks, a senior official said in Geneva on Monday.",
        "On Tuesday, February 28, the minister flew from Oslo to Helsinki for talks with his counterpart.",
        "BREAKING: The president left Tbilisi early on Sunday, according to three officials who asked not to be named.",
        "U.S. Secretary of State Antony Blinken said on Monday that he would travel to Egypt next week.",
        "EU: Ministers meet in Prague to talk about visas for students from countries of the Western Balkans.",
        "Blinken, who is in Cairo, will leave on Tuesday for Jerusalem and Ramallah, the department said.",
        "THE PRESIDENT: Well, thank you all for coming. It is a great honour to be here in Vilnius with you today.",
        "A well-known face returned to the capital - Paris - when the envoy came back after three months.",
    ],
)
def test_sentences_that_only_begin_alike(sentence):
    assert find_dateline(sentence) is None


def test_a_dateline_stands_behind_a_headline_or_within_the_first_paragraph():
    assert find_dateline(f"Summit opens\n\nSUVA, Fiji (AP) — {REST}").place == "SUVA, Fiji"
    assert find_dateline(f"Summit opens in Suva. SUVA, Fiji (AP) — {REST}").place == "SUVA, Fiji"


def test_an_agency_may_stand_before_its_dateline():
    assert find_dateline(f"(RFE/RL) PRAGUE, March 20, 2007 (RFE/RL) -- {REST}").day == date(2007, 3, 20)


def test_the_view_sets_the_dateline_off():
    text = f"SUVA, Fiji (AP) — {REST}"
    article = build_article(Draft(where="x", id="x", text=text))
    assert article.view.text == f"SUVA, Fiji (AP) —\n\n{REST}"
    assert (article.dateline, article.publisher, article.published) == (
        "SUVA, Fiji",
        "Associated Press",
        None,
    )
    start = article.view.text.index(REST)
    assert article.span(start, start + len(REST)).text == REST


@pytest.mark.parametrize(
    ("published", "opening", "day", "how"),
    [
        ("2023-02-27", "Astana, 28 Feb. ", date(2023, 2, 27), "given"),
        (None, "Astana, 28 Feb. ", None, None),
        (None, "Astana, 28 Feb. 2023. ", date(2023, 2, 28), "dateline"),
        ("31/31/2023", "ASTANA — ", None, None),
    ],
)
def test_publication_is_given_or_stated_in_the_dateline_or_unknown(published, opening, day, how):
    article = build_article(Draft(where="x", id="x", text=opening + REST, facts=Facts(published=published)))
    assert (article.published, article.published_from) == (day, how)


def test_the_words_of_a_date_without_year_are_kept():
    assert build_article(Draft(where="x", id="x", text=f"Astana, 28 Feb. {REST}")).dated == "28 Feb."


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 28 Feb 2023, 09:15", date(2023, 2, 28)),
        ("Tuesday, February 28, 2023 - 10:00", date(2023, 2, 28)),
        ("2023-02-28 11:02", date(2023, 2, 28)),
        ("Posted on March 2, 2023 by admin", date(2023, 3, 2)),
        ("Last updated: March 1, 2023", date(2023, 3, 1)),
        ("AFRICA | 28-02-2023 17:31", date(2023, 2, 28)),
        ("Newsline Vol. 5, No. 103, Part II, 30 May 2001", date(2001, 5, 30)),
        ("Wellington, 10 March 2014", date(2014, 3, 10)),
        ("www.news.example 2009-07-14 08:21:36 Print", date(2009, 7, 14)),
        ("2011-03-18 10:14:22 Adjust font size: + -", date(2011, 3, 18)),
        ("calendar>>May 19. 2008 Juche 97", date(2008, 5, 19)),
        ("date 2016-05-16 SUVA — The minister is to leave on Tuesday.", date(2016, 5, 16)),
        ("Updated 3 May 2016 is the list of ministers.", None),
        ("2014-05-03 10:00 The minister arrives in Apia and meets the president.", None),
        ("Visit to Apia, 3 May 2014", None),
        ("28 February", None),
        ("On 28 February 2023 he left.", None),
    ],
)
def test_stamps(line, day):
    assert find_stamp(f"Headline\n\n{line}\n\n{REST}") == day


def test_a_day_may_stand_below_a_report():
    report = "\n\n".join(["Headline", *[REST] * 9])
    assert find_stamp(f"{report}\n\nWednesday, July 17th 2019\n\nAFP") == date(2019, 7, 17)
    assert find_stamp(f"{report}\n\n3 May 2019\n\nMore\n\n4 May 2019") is None


def test_several_hours_are_a_programme():
    lines = "2014-05-03 10:00 Talks at the ministry\n\n2014-05-03 12:00 Lunch at the port"
    assert find_stamp(f"Programme\n\n{lines}\n\n{REST}") is None


def test_a_stamp_of_publication_goes_before_one_of_an_update():
    assert find_stamp("Updated March 3, 2023\n\nPublished March 1, 2023\n\nText") == date(2023, 3, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-02-28", date(2023, 2, 28)),
        ("2023-02-28T23:30:00-05:00", date(2023, 2, 28)),
        ("20230228", date(2023, 2, 28)),
        ("2023/2/8", date(2023, 2, 8)),
        ("28.02.2023", date(2023, 2, 28)),
        ("28/02/2023", date(2023, 2, 28)),
        ("02/28/2023", date(2023, 2, 28)),
        ("03/04/2023", None),
        ("Tue, 28 Feb 2023 09:15:00 GMT", date(2023, 2, 28)),
        ("February 28th, 2023", date(2023, 2, 28)),
        ("28 of February 2023", date(2023, 2, 28)),
        ("2023-02-30", None),
        ("0000-00-00", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("2023", None),
    ],
)
def test_dates_of_publication(text, day):
    assert read_date(text) == day
