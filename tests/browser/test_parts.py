"""The pure parts of the page's script, each by itself."""

from __future__ import annotations

import itertools
import math

import pytest


@pytest.fixture(scope="module")
def parts(browser, sample_map):
    page = browser.new_context(offline=True).new_page()
    page.goto(sample_map.as_uri())
    page.evaluate("window.geomap.ready")
    yield lambda expression, given=None: page.evaluate(
        f"(given) => {{ const p = geomap.parts; return {expression}; }}", given
    )
    page.context.close()


# Days since 1970-01-01
FEB_28_2023, MARCH_1_2023, MARCH_31_2023 = 19416, 19417, 19447
MAY_24_2022, MAY_28_2022 = 19136, 19140
NEW_YEAR_2023, LAST_OF_2023 = 19358, 19722


@pytest.mark.parametrize(
    ("start", "end", "exact", "words"),
    [
        (FEB_28_2023, FEB_28_2023, True, "Tuesday 28 February 2023"),
        (FEB_28_2023, FEB_28_2023, False, "Tuesday 28 February 2023"),
        (FEB_28_2023, MARCH_1_2023, True, "28 February – 1 March 2023"),
        (MAY_24_2022, MAY_28_2022, False, "between 24 and 28 May 2022"),
        (LAST_OF_2023, LAST_OF_2023 + 2, False, "between 31 December 2023 and 2 January 2024"),
        (MARCH_1_2023, MARCH_31_2023, False, "in March 2023"),
        (MARCH_1_2023, MARCH_31_2023, True, "1 – 31 March 2023"),
        (NEW_YEAR_2023, LAST_OF_2023, False, "in 2023"),
        (FEB_28_2023, None, False, "on or after 28 February 2023"),
        (None, FEB_28_2023, False, "by 28 February 2023"),
        (FEB_28_2023, None, True, "from 28 February 2023"),
        (None, FEB_28_2023, True, "until 28 February 2023"),
        (None, None, False, "no date stated"),
        (-37977, -37977, True, "Tuesday 9 January 1866"),
        (0, 0, True, "Thursday 1 January 1970"),
    ],
)
def test_days_in_words(parts, start, end, exact, words):
    assert parts("p.whenWords(given)", {"start": start, "end": end, "exact": exact}) == words


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("HTTP://a.example", "http://a.example/"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example/x", None),
        ("https://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_only_http_becomes_a_link(parts, text, address):
    assert parts("p.safeAddress(given)", text) == address


def place(lon, lat):
    return {"lon": lon, "lat": lat}


ROUTES = [
    (place(174.763, -36.848), place(178.442, -18.142), 2127),
    (place(178.442, -18.142), place(-157.858, 21.307), 5090),
    (place(-157.858, 21.307), place(-70.648, -33.457), 11040),
    (place(15.635, 78.223), place(-156.789, 71.291), 3390),  # past the pole
    (place(10, 0), place(10, 0), 0),
    (place(-179.9, 10), place(179.9, 10), 22),
]


@pytest.mark.parametrize(("origin", "destination", "km"), ROUTES)
def test_a_leg_is_the_short_great_circle(parts, origin, destination, km):
    points = parts("p.legPoints(given, 1)", {"origin": origin, "destination": destination, "via": None})
    length = sum(angle(a, b) for a, b in itertools.pairwise(points)) * 6371.0088
    assert length == pytest.approx(km, rel=0.02, abs=1)
    assert angle(points[0], (origin["lon"], origin["lat"])) == pytest.approx(0, abs=1e-6)
    assert angle(points[-1], (destination["lon"], destination["lat"])) == pytest.approx(0, abs=1e-6)
    assert all(abs(b[0] - a[0]) <= 180 for a, b in itertools.pairwise(points))


def angle(a, b):
    u, v = (
        (
            math.cos(math.radians(lat)) * math.cos(math.radians(lon)),
            math.cos(math.radians(lat)) * math.sin(math.radians(lon)),
            math.sin(math.radians(lat)),
        )
        for lon, lat in (a, b)
    )
    return math.acos(max(-1, min(1, sum(x * y for x, y in zip(u, v, strict=True)))))


def test_between_antipodes_it_goes_where_it_is_told(parts):
    points = parts(
        "p.legPoints(given, 10)", {"origin": place(0, 0), "destination": place(180, 0), "via": [0, 90]}
    )
    assert max(lat for _, lat in points) == 90
    points = parts(
        "p.legPoints(given, 10)", {"origin": place(0, 0), "destination": place(180, 0), "via": [90, 0]}
    )
    assert all(abs(lat) < 1e-9 for _, lat in points)


def test_a_line_is_cut_at_the_antimeridian(parts):
    assert parts("p.cutLine(given)", [[170, 0], [190, 10]]) == [[[170, 0], [180, 5]], [[-180, 5], [-170, 10]]]
    assert parts("p.cutLine(given)", [[-170, 0], [-190, 10]]) == [
        [[-170, 0], [-180, 5]],
        [[180, 5], [170, 10]],
    ]
    assert parts("p.cutLine(given)", [[10, 0], [20, 10]]) == [[[10, 0], [20, 10]]]


@pytest.mark.parametrize(
    ("xs", "west", "east"),
    [([0.2, 0.3], 0.2, 0.3), ([0.05, 0.95], 0.95, 1.05), ([0.5], 0.5, 0.5), ([0.98, 0.01, 0.9], 0.9, 1.01)],
)
def test_the_narrowest_box_may_cross_the_antimeridian(parts, xs, west, east):
    box = parts("p.narrowBox(given)", [[x, 0.5] for x in xs])
    assert (box["west"], box["east"]) == (pytest.approx(west), pytest.approx(east))


@pytest.mark.parametrize(("most", "bounds"), [(1, [1]), (3, [1, 2, 3]), (5, [1, 2, 3, 4, 5])])
def test_few_visits_have_a_class_each(parts, most, bounds):
    assert parts("p.visitClasses(given)", most) == bounds


@pytest.mark.parametrize("most", [6, 7, 15, 100, 12345])
def test_many_visits_have_five_rising_classes_up_to_the_most(parts, most):
    bounds = parts("p.visitClasses(given)", most)
    assert len(bounds) == 5
    assert bounds[0] == 1
    assert bounds[-1] == most
    assert bounds == sorted(set(bounds))


STATE = {
    "trip": "t 1&2=#", "stop": None, "meeting": None, "leg": None, "day": -37977, "span": 7, "undated": False,
    "from": -40000, "to": 19000, "traveller": "Ō'Neill & Söhne", "country": "NZ", "hidden": ["planned", "under way"],  # noqa: E501
    "source": "a,b", "format": "C5+1", "query": "suva+%", "layers": ["trips", "mentions"], "view": [3.25, -41.5, 174.25],  # noqa: E501
}  # fmt: skip


def test_what_is_written_into_the_address_is_read_from_it(parts):
    assert parts("p.readAddress('#' + p.writeAddress(given))", STATE) == STATE


def test_nothing_chosen_leaves_the_address_empty(parts):
    assert parts("p.writeAddress(p.readAddress(''))") == ""


def test_columns_unpack(parts):
    for column, values in (
        ({"all": [1], "n": 2}, [[1], [1]]),
        ({"of": ["a", None], "at": [0, 1, 0]}, ["a", None, "a"]),
        ({"steps": [5, 0, 2]}, [5, 5, 7]),
        ({"sizes": [2, 0, 1], "flat": [4, 5, 6]}, [[4, 5], [], [6]]),
        ({"prefix": "stop-", "width": 2, "rest": "0a1b"}, ["stop-0a", "stop-1b"]),
        ([3, None], [3, None]),
    ):
        assert parts("p.unpackColumn(given)", column) == values
