"""Tables of trips: headings, days, rows and what they claim."""

from __future__ import annotations

import io
import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from typer.testing import CliRunner

from geomap.articles import read_articles, read_columns
from geomap.articles.days import find_order, read_when
from geomap.articles.headings import find_columns, read_status
from geomap.articles.inputs import Source
from geomap.articles.tables import read_delimited
from geomap.claims import read_row
from geomap.claims.locales import split_locales
from geomap.claims.territory import find_territories, find_territory
from geomap.cli import app
from geomap.errors import ConfigError
from geomap.places import Gazetteer
from geomap.records import Article, Unread
from geomap.trips import merge

PLAIN = """\
name,start,end,country,locale,remarks
Ada Brook,1990-01-03,1990-01-05,Kenya,Nairobi,Opened a library.
Ada Brook,1990-01-06,1990-01-06,Uganda,"Kampala, Entebbe",
"""


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer()


@pytest.fixture
def table(tmp_path):
    def write(content, name="trips.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def workbook(tmp_path):
    def write(*sheets, name="trips.xlsx"):
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets:
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write


def read(path, **columns):
    return list(read_articles([path], columns=columns or None))


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────


def test_each_row_is_an_article_with_its_line_as_text(table):
    first, second = read(table(PLAIN))
    assert first.id == "trips.csv#2"
    assert first.text == "Ada Brook; 1990-01-03 – 1990-01-05; Kenya; Nairobi; Opened a library."
    assert second.text == "Ada Brook; 1990-01-06; Uganda; Kampala, Entebbe"
    assert (first.row.when.first, first.row.when.last) == (date(1990, 1, 3), date(1990, 1, 5))
    assert second.row.remarks is None


def test_the_spans_of_a_row_lie_in_its_text(table):
    for article in read(table(PLAIN)):
        row = article.row
        for span in (row.who, row.country, row.locale, row.remarks):
            assert span is None or article.text[span.start : span.end] == span.text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_any_usual_delimiter_is_found(table, delimiter, suffix):
    lines = ["Traveller|From|To|Country|City", "Ada Brook|1990-01-03|1990-01-05|Kenya|Nairobi"]
    (article,) = read(table("\n".join(lines).replace("|", delimiter), name=f"trips.{suffix}"))
    assert article.text == "Ada Brook; 1990-01-03 – 1990-01-05; Kenya; Nairobi"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_marks_and_code_pages_are_read(table, encoding):
    text = "name;date;country;locale\nZoë Müller;1990-01-03;Côte d'Ivoire;Abidjan\n"
    (article,) = read(table(text, encoding=encoding))
    assert article.text == "Zoë Müller; 1990-01-03; Côte d'Ivoire; Abidjan"


def test_rows_are_numbered_as_a_spreadsheet_shows_them(table):
    text = 'My trips\n\nname,country,remarks\nAda Brook,Kenya,"two\nlines"\n\nAda Brook,Ghana,\n'
    articles = read(table(text))
    assert [article.id for article in articles] == ["trips.csv#4", "trips.csv#6"]
    assert articles[0].text == "Ada Brook; Kenya; two lines"


def test_bad_rows_are_reported_with_their_number(table):
    rows = [",1990-01-03,Kenya,Nairobi", "Ada Brook,1990-01-03,,", "Ada Brook,1990-01-03,Kenya,"]
    text = "\n".join(["name,date,country,locale", *rows])
    path = table(text)
    *unread, article = read(path)
    assert [item.input for item in unread] == [f"{path}:2", f"{path}:3"]
    assert "who travels" in unread[0].reason
    assert "neither a country nor a place" in unread[1].reason
    assert article.id == "trips.csv#4"


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "", "name,date\nAda Brook,1990-01-03\n"])
def test_what_is_no_table_of_trips_says_what_it_needs(table, content):
    (unread,) = read(table(content))
    assert isinstance(unread, Unread)
    assert "--columns" in unread.reason


def test_other_tables_in_a_folder_are_passed_over(table):
    path = table("label,amount\nx,3\n", name="other.csv")
    table(PLAIN)
    unread, *articles = read(path.parent)
    assert (unread.status, unread.input) == ("skipped", str(path))
    assert len(articles) == 2


def test_an_open_quotation_mark_does_not_swallow_rows_in_silence(table):
    path = table(PLAIN + 'Ada Brook,1990-02-01,,"Ghana,Accra,\nAda Brook,1990-02-02,,Togo,Lomé,\n')
    unread, *articles = read(path)
    assert unread.input == f"{path}:4"
    assert "never closed" in unread.reason
    assert [article.id for article in articles] == ["trips.csv#2", "trips.csv#3"]


@given(st.text(alphabet='ab",;\t|\n\r ()/1990-é', max_size=120))
def test_no_text_breaks_the_reading_of_tables(gazetteer, rest):
    content = f"name,date,country,locale\nAda Brook,1990-01-03,Kenya,{rest}".encode()
    source = Source(path=None, id="trips.csv", prefixes=(), named=True)
    for item in read_delimited(io.BytesIO(content), source):
        assert isinstance(item, Unread) or read_row(item, gazetteer).visits


def test_columns_can_be_named(table):
    text = "Chef de mission,Abflug,Land\nAda Brook,1990-01-03,Kenya\n"
    (article,) = read(table(text), who="Chef de mission", start="Abflug")
    assert article.text == "Ada Brook; 1990-01-03; Kenya"


def test_a_named_column_that_is_not_there_is_an_error(table):
    (unread,) = read(table(PLAIN), start="Abflug")
    assert isinstance(unread, Unread)
    assert "Abflug" in unread.reason


# ── Workbooks ───────────────────────────────────────────────────────────────────────────────────


def test_days_of_a_workbook_are_days(workbook):
    rows = [
        ["Name", "Start", "End", "Country"],
        ["Ada Brook", date(1990, 1, 3), datetime(1990, 1, 5), "Kenya"],
    ]
    (article,) = read(workbook(("Trips", rows)))
    assert article.id == "trips.xlsx#2"
    assert article.text == "Ada Brook; 1990-01-03 – 1990-01-05; Kenya"


def test_every_sheet_of_trips_is_read_and_others_are_passed_over(workbook):
    trips = [["Name", "Country"], ["Ada Brook", "Kenya"]]
    articles = read(workbook(("1990", trips), ("Notes", [["nothing", "here"]]), ("1991", trips)))
    assert [article.id for article in articles] == ["trips.xlsx#2", "trips.xlsx#1991!2"]


def test_a_formula_without_a_value_is_reported_not_dropped(workbook):
    rows = [["Name", "Country", "City"], ["Ada Brook", "Kenya", '="Nai"&"robi"'], ["Ada Brook", "Ghana", ""]]
    unread, article = read(workbook(("Trips", rows)))
    assert isinstance(unread, Unread)
    assert "formula" in unread.reason
    assert article.row.country.text == "Ghana"


def test_a_damaged_workbook_is_reported(table):
    (unread,) = read(table(b"PK\x03\x04 but no more", name="trips.xlsx"))
    assert isinstance(unread, Unread)
    assert "damaged" in unread.reason


# ── Headings ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (
            ["Minister", "Arrival", "Departure", "Country", "City"],
            ["who", "start", "end", "country", "locale"],
        ),
        (["START_DATE", "END_DATE", "Traveler", "Place"], ["start", "end", "who", "locale"]),
        (["Name", "Title", "Dates", "Destination", "Purpose"], ["who", "role", "start", "locale", "remarks"]),
        (["ФИО", "Дата начала", "Страна", "Город"], ["who", "start", "country", "locale"]),
        (["Nom", "Début", "Fin", "Pays", "Ville"], ["who", "start", "end", "country", "locale"]),
    ],
)
def test_usual_headings_are_recognised(headings, fields):
    found = find_columns(headings, {})
    assert [field for field, _ in sorted(found.items(), key=lambda item: item[1])] == fields


def test_of_two_headings_the_usual_one_is_taken():
    assert find_columns(["name", "country", "who", "country_id"], {}) == {"who": 0, "country": 1}


def test_columns_are_given_as_field_and_heading():
    assert read_columns("who=Name, start=From date") == {"who": "Name", "start": "From date"}
    assert read_columns(None) == {}
    for wrong in ("who", "who=", "driver=Name"):
        with pytest.raises(ConfigError, match="field=heading"):
            read_columns(wrong)


def test_words_of_a_status():
    assert [read_status(word) for word in ("", "Planned", "CANCELED", "perhaps")] == [
        "done",
        "planned",
        "cancelled",
        None,
    ]


# ── Days ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "exact"),
    [
        ("1990-01-03", "1990-01-05", (1990, 1, 3), (1990, 1, 5), True),
        ("1990-01-03", "", (1990, 1, 3), (1990, 1, 3), True),
        ("1990-01-03 – 1990-01-05", "", (1990, 1, 3), (1990, 1, 5), True),
        ("3 January 1990", "Jan. 5, 1990", (1990, 1, 3), (1990, 1, 5), True),
        ("3–5 January 1990", "", (1990, 1, 3), (1990, 1, 5), True),
        ("January 3-5, 1990", "", (1990, 1, 3), (1990, 1, 5), True),
        ("30 January – 2 February 1990", "", (1990, 1, 30), (1990, 2, 2), True),
        ("03-Jan-1990", "", (1990, 1, 3), (1990, 1, 3), True),
        ("31/01/1990", "", (1990, 1, 31), (1990, 1, 31), True),
        ("03.01.1990", "", (1990, 1, 3), (1990, 1, 3), True),
        ("1990-01-03T09:30", "", (1990, 1, 3), (1990, 1, 3), True),
        ("January 1990", "", (1990, 1, 1), (1990, 1, 31), False),
        ("1990", "", (1990, 1, 1), (1990, 12, 31), False),
        ("03/01/1990", "", (1990, 1, 3), (1990, 3, 1), False),
    ],
)
def test_days_as_tables_write_them(start, end, first, last, exact):
    when = read_when(start, end, None)
    assert (when.first, when.last, when.exact) == (date(*first), date(*last), exact)


def test_an_order_that_one_row_tells_holds_for_all():
    order = find_order(["03/01/1990", "31/01/1990"])
    assert read_when("03/01/1990", "", order).first == date(1990, 1, 3)
    assert read_when("03/01/1990", "", find_order(["01/31/1990"])).first == date(1990, 3, 1)
    assert find_order(["31/01/1990", "01/31/1990"]) is None


@pytest.mark.parametrize(("start", "end"), [("soon", ""), ("1990-02-30", ""), ("1990-01-05", "1990-01-03")])
def test_a_date_that_is_none_leaves_the_row_undated_and_says_so(start, end):
    when = read_when(start, end, None)
    assert not when.dated
    assert start in when.reason


def test_an_end_alone_stays_open_at_the_start():
    when = read_when("", "1990-01-05", None)
    assert (when.first, when.last) == (None, date(1990, 1, 5))


@given(st.dates(min_value=date(1600, 1, 1)), st.dates(min_value=date(1600, 1, 1)))
def test_iso_days_are_read_as_they_are(a, b):
    first, last = sorted((a, b))
    when = read_when(first.isoformat(), last.isoformat(), None)
    assert (when.first, when.last, when.exact) == (first, last, True)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_the_reading_of_days(start, end):
    when = read_when(start, end, None)
    assert not when.exact or when.dated


# ── Countries ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Kenya", "KE"),
        ("KE", "KE"),
        ("Korea, Republic of", "KR"),
        ("Korea, North", "KP"),
        ("Congo, Democratic Republic of", "CD"),
        ("Bahamas, The", "BS"),
        ("Burma (Myanmar)", "MM"),
        ("Denmark (Greenland)", "GL"),
        ("Southern Rhodesia (Zimbabwe)", "ZW"),
        ("Ceylon", "LK"),
        ("German Democratic Republic", "DE"),
        ("Kirghizia", "KG"),
        ("Soviet Union", "RU"),
    ],
)
def test_countries_as_tables_write_them(gazetteer, cell, code):
    assert find_territory(cell, gazetteer).codes[0] == code


def test_several_countries_in_one_cell(gazetteer):
    found = find_territories("Kenya / Uganda and Rwanda", gazetteer)
    assert [(words, territory.codes) for words, territory in found] == [
        ("Kenya", ("KE",)),
        ("Uganda", ("UG",)),
        ("Rwanda", ("RW",)),
    ]
    assert find_territories("Kenya and Nowhereland", gazetteer) == ()


# ── Claims ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def claim(table, gazetteer):
    def one(country, locale="", days="1990-01-03 – 1990-01-05", who="Ada Brook"):
        (article,) = read(table(f"name\tdate\tcountry\tlocale\n{who}\t{days}\t{country}\t{locale}\n"))
        assert isinstance(article, Article)
        return read_row(article, gazetteer)

    return one


def found(claims):
    return [(visit.place.name, visit.place.country) if visit.place else None for visit in claims.visits]


@pytest.mark.parametrize(
    ("country", "locale", "place", "today"),
    [
        ("U.S.S.R.", "Alma-Ata", "Almaty", "KZ"),
        ("U.S.S.R.", "Moscow", "Moscow", "RU"),
        ("U.S.S.R.", "Kiev", "Kyiv", "UA"),
        ("Yugoslavia", "Belgrade", "Belgrade", "RS"),
        ("Yugoslavia", "Zagreb", "Zagreb", "HR"),
        ("Czechoslovakia", "Bratislava", "Bratislava", "SK"),
        ("German Democratic Republic", "Leipzig", "Leipzig", "DE"),
        ("Burma", "Rangoon", "Yangon", "MM"),
        ("United Kingdom", "Hong Kong", "Hong Kong", "HK"),
        ("France", "Dakar (Senegal)", "Dakar", "SN"),
        ("Spain", "Havana (Cuba)", "Havana", "CU"),
        ("Canada", "Halifax (Nova Scotia)", "Halifax", "CA"),
        ("Canada", "London", "London", "CA"),
        ("Peru", "Lima", "Lima", "PE"),
        ("Indonesia", "Denpasar, Bali", "Denpasar", "ID"),
        ("India", "Mumbai (Bombay)", "Mumbai", "IN"),
        ("India", "New Delhi", "New Delhi", "IN"),
    ],
)
def test_a_locale_is_found_in_the_country_of_today(claim, country, locale, place, today):
    assert found(claim(country, locale)) == [(place, today)]


def test_a_state_that_is_gone_says_why_it_is_where_it_is(claim):
    claims = claim("U.S.S.R.", "Alma-Ata")
    country = next(mention for mention in claims.mentions if mention.span.text == "U.S.S.R.")
    assert country.place.country == "KZ"
    assert "no more" in country.reason
    (visit,) = claim("Yugoslavia").visits
    assert (visit.place.country, visit.place.precision) == ("RS", "country")


def test_several_places_are_several_visits_within_the_days_of_the_row(claim):
    visits = claim("Uganda", "Kampala, Entebbe and Jinja").visits
    assert [visit.place.name for visit in visits] == ["Kampala", "Entebbe", "Jinja"]
    assert {(v.when.first, v.when.last, v.when.exact) for v in visits} == {
        (date(1990, 1, 3), date(1990, 1, 5), False)
    }


def test_one_place_has_the_days_of_the_row_as_its_own(claim):
    (visit,) = claim("Kenya", "Nairobi").visits
    assert visit.when.exact
    assert visit.evidence[0].span.text == "Ada Brook; 1990-01-03 – 1990-01-05; Kenya; Nairobi"


def test_an_empty_locale_is_a_visit_to_the_country(claim):
    (visit,) = claim("Kenya").visits
    assert (visit.place.name, visit.place.precision, visit.toponym) == ("Kenya", "country", "Kenya")


def test_a_locale_that_nobody_knows_has_no_point_and_says_so(claim):
    claims = claim("Kenya", "Qwxyzburgh")
    assert found(claims) == [None]
    mention = next(m for m in claims.mentions if m.span.text == "Qwxyzburgh")
    assert mention.reason


def test_a_small_namesake_far_away_is_not_taken(claim):
    assert found(claim("Kenya", "Waterville")) == [None]


def test_a_country_that_nobody_knows_leaves_the_locale(claim):
    claims = claim("Qwxyzland", "Nairobi")
    assert found(claims) == [("Nairobi", "KE")]
    assert [m.place for m in claims.mentions if m.span.text == "Qwxyzland"] == [None]


def test_mentions_stand_where_the_row_names_them(claim):
    claims = claim("Uganda", "Kampala, Entebbe")
    named = [(m.kind, m.span.text) for m in claims.mentions]
    assert named == [
        ("person", "Ada Brook"),
        ("toponym", "Uganda"),
        ("toponym", "Kampala"),
        ("toponym", "Entebbe"),
    ]
    text = claims.article.text
    assert all(text[m.span.start : m.span.end] == m.span.text for m in claims.mentions)


@pytest.mark.parametrize(
    ("written", "name"),
    [("Brook, Ada", "Ada Brook"), ("Ada Brook, Jr.", "Ada Brook, Jr."), ("Ada Brook", "Ada Brook")],
)
def test_a_surname_written_first_goes_last(claim, written, name):
    (visit,) = claim("Kenya", who=written).visits
    assert visit.who.name == name


@given(st.text(alphabet="AB ,;()/&and", max_size=40))
def test_places_of_a_list_stand_in_their_cell(cell):
    for item in split_locales(cell):
        assert cell[item.start : item.end] == item.text
        assert item.text.strip()


# ── Through the house ───────────────────────────────────────────────────────────────────────────


def test_rows_close_together_are_one_trip(table, gazetteer):
    merged = merge([read_row(article, gazetteer) for article in read(table(PLAIN))])
    (trip,) = merged.trips
    assert {stop.place.name for stop in trip.stops} == {"Nairobi", "Kampala", "Entebbe"}
    assert trip.sources == ("trips.csv#2", "trips.csv#3")


def test_tables_need_no_language_model(table, monkeypatch):
    from geomap import language

    monkeypatch.setattr(language, "load_model", lambda _: pytest.fail("the model was loaded"))
    result = CliRunner().invoke(app, ["extract", str(table(PLAIN))])
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [line["article"] for line in lines] == ["trips.csv#2", "trips.csv#3"]
    assert [visit["city"] for visit in lines[1]["visits"]] == ["Kampala", "Entebbe"]


def test_texts_and_tables_keep_the_order_of_the_inputs(table):
    text = "Foreign Minister Ada Brook arrived in Nairobi on Tuesday."
    paths = [table(text, name="a.txt"), table(PLAIN), table(text, name="b.txt")]
    result = CliRunner().invoke(app, ["extract", *map(str, paths)])
    ids = [json.loads(line)["article"] for line in result.stdout.splitlines()]
    assert ids == ["a.txt", "trips.csv#2", "trips.csv#3", "b.txt"]


def test_a_wrong_option_of_columns_is_a_matter_of_usage(table):
    result = CliRunner().invoke(app, ["extract", "--columns", "driver=Name", str(table(PLAIN))])
    assert result.exit_code == 2
    assert "field=heading" in result.stderr


def test_a_table_builds_into_layers_and_a_map(table, tmp_path):
    result = CliRunner().invoke(app, ["build", str(table(PLAIN)), "-o", str(tmp_path / "out"), "--json"])
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["counts"]["stops"] == 3
    stops = json.loads((tmp_path / "out" / "stops.geojson").read_text(encoding="utf-8"))["features"]
    assert {stop["properties"]["evidence"][0]["article"] for stop in stops} == {"trips.csv#2", "trips.csv#3"}
    assert (tmp_path / "out" / "index.html").exists()


def test_a_return_to_a_place_is_a_stop_of_its_own(table, gazetteer):
    text = """\
name,start,end,country,locale
Ada Brook,1990-01-03,1990-01-04,Kenya,Nairobi
Ada Brook,1990-01-04,1990-01-05,Uganda,Kampala
Ada Brook,1990-01-05,1990-01-06,Kenya,Nairobi
"""
    (trip,) = merge([read_row(article, gazetteer) for article in read(table(text))]).trips
    assert [(stop.seq, stop.place.name) for stop in trip.stops] == [
        (1, "Nairobi"),
        (2, "Kampala"),
        (3, "Nairobi"),
    ]
    assert trip.conflicts == ()
    assert len({stop.id for stop in trip.stops}) == 3


def test_no_row_is_lost_beside_the_cities_of_its_country(table, gazetteer):
    text = """\
name,start,country,locale
Ada Brook,1990-01-03,Kenya,Nairobi
Ada Brook,1990-01-04,Kenya,Mombasa
Ada Brook,1990-01-05,Kenya,
"""
    (trip,) = merge([read_row(article, gazetteer) for article in read(table(text))]).trips
    assert sorted(stop.toponym for stop in trip.stops) == ["Kenya", "Mombasa", "Nairobi"]
