"""The pure parts of the page's script, each by itself: its modules without the one that starts the page."""

from __future__ import annotations

import itertools
import json
import math

import pytest

from geomap.webmap import assets

MODULES = [name for name in assets.MODULES if name != "main"]


@pytest.fixture(scope="module")
def parts(browser, sample_map):
    page = browser.new_context(offline=True).new_page()
    page.goto(sample_map.as_uri())
    page.evaluate("window.geomap.ready")
    sources = [assets.module_source(name) for name in MODULES]
    names = ", ".join(itertools.chain.from_iterable(map(assets.exported, sources)))
    script = "".join(map(assets.plain_module, sources))
    words = json.dumps(assets.words("en"))
    page.evaluate(f"() => {{ window.parts = (() => {{ {script} return {{ {names} }}; }})(); }}")
    page.evaluate(f"() => window.parts.useWords('en', {words}, new Map([['FJ', 'Fiji']]))")
    yield lambda expression, given=None: page.evaluate(
        f"(given) => {{ const p = window.parts; return {expression}; }}", given
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
    "traveller": "Ō'Neill & Söhne", "country": "NZ", "hidden": ["planned", "under way"],
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-02-28", "Tuesday 28 February 2023"),
        ("2023-02-28..2023-03-01", "28 February – 1 March 2023"),
        ("2023-03-01..", "from 1 March 2023"),
        ("..2023-03-01", "until 1 March 2023"),
        ("Suva 2023-03-01, Oslo 2023-02-28", "Suva Wednesday 1 March 2023, Oslo Tuesday 28 February 2023"),
        ("done", "done"),
        ("2023-13-45", "2023-13-45"),
        ("..", ".."),
        ("", ""),
    ],
)  # fmt: skip
def test_days_within_a_text_are_spelled_out(parts, text, words):
    assert parts("p.spellDays(given)", text) == words


def test_a_cell_is_never_a_formula(parts):
    cells = ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\uff1d1", "a,b", 'a"b', -3, None]
    assert parts("given.map(p.csvCell)", cells) == [
        "'=1+1", "'+1", "'-1", "'@A1", "'\t=1", '"\'\r=1"', "'\uff1d1", '"a,b"', '"a""b"', "-3", "",
    ]  # fmt: skip


# ── Time ────────────────────────────────────────────────────────────────────────────────────────


def test_a_short_period_goes_by_day_and_a_long_one_by_month(parts):
    days = parts("p.buildSteps(...given)", [FEB_28_2023, MARCH_31_2023])
    assert days == list(range(FEB_28_2023, MARCH_31_2023 + 1))
    months = parts("p.buildSteps(...given).map(p.isoDay)", [FEB_28_2023, FEB_28_2023 + 800])
    assert months[:3] == ["2023-02-28", "2023-03-31", "2023-04-30"]
    assert months[-1] == "2025-05-08"
    assert len(months) == 28


# ── What the filters leave ──────────────────────────────────────────────────────────────────────

SELECT = """(() => {
    const model = window.geomap.store.model;
    const shown = p.select(model, { ...p.initial(), ...given });
    return ['trips', 'stops', 'legs', 'meetings'].map((name) => shown[name].map(({ id }) => id).sort());
})()"""


@pytest.mark.parametrize(
    ("choice", "trips", "stops"),
    [
        ({}, 5, 16),
        ({"traveller": "Ana Silveira"}, 2, 7),
        ({"country": "US"}, 2, 7),
        ({"hidden": ["planned", "cancelled"]}, 3, 9),
        ({"source": "north.example"}, 1, 3),
        ({"format": "C5+1"}, 1, 3),
        ({"query": "uzbekistan muscat"}, 1, 3),
        ({"undated": False}, 4, 12),
        ({"day": 19844, "undated": False}, 0, 0),  # 1 May 2024
        ({"day": 19845, "undated": False}, 1, 1),
        ({"day": 19878, "span": 7, "undated": False}, 1, 1),  # the week up to 4 June 2024
        ({"traveller": "nobody"}, 0, 0),
    ],
)
def test_a_choice_leaves(parts, choice, trips, stops):
    found = parts(SELECT, choice)
    assert (len(found[0]), len(found[1])) == (trips, stops)


def test_legs_and_meetings_go_with_their_trips(parts):
    _, stops, legs, meetings = parts(SELECT, {"traveller": "Ana Silveira"})
    assert legs == ["l-1", "l-2", "l-3", "l-7", "l-8"]
    assert meetings == ["m-samarkand", "m-suva"]
    assert "s-oslo" not in stops


def test_a_filter_counts_what_each_of_its_choices_would_leave(parts):
    state = "{ ...p.initial(), ...given.state }"
    count = f"Object.fromEntries(p.countChoices(window.geomap.store.model, {state})[given.of])"
    assert parts(count, {"state": {}, "of": "traveller"}) == {
        "Ana Silveira": 2, "Jonas Lindqvist": 1, "Mira Okafor": 1, "Tama Whaanga": 1,
    }  # fmt: skip
    assert parts(count, {"state": {"traveller": "Tama Whaanga"}, "of": "country"}) == {"NZ": 1, "AQ": 1}
    assert parts(count, {"state": {"country": "NZ"}, "of": "country"})["NO"] == 1
    assert parts(count, {"state": {"hidden": ["planned"]}, "of": "status"})["planned"] == 4


# ── Search ──────────────────────────────────────────────────────────────────────────────────────


def test_letters_are_searched_without_case_and_accents(parts):
    assert parts("given.map(p.fold)", ["Utqiaġvik", "ŞANLIURFA", " São Tomé "]) == [
        "utqiagvik", "sanliurfa", "sao tome",
    ]  # fmt: skip


def test_what_begins_so_is_found_first(parts):
    entries = [
        {"kind": kind, "label": label, "key": label.lower(), "weight": weight}
        for kind, label, weight in [
            ("trip", "Ana Silveira: Suva", 1), ("place", "Suva", 3), ("person", "Usuva", 9),
            ("place", "New Suva", 1),
        ]
    ]  # fmt: skip
    found = parts("p.search(given, 'suva').map(({ label }) => label)", entries)
    assert found == ["Suva", "New Suva", "Ana Silveira: Suva", "Usuva"]
    assert parts("p.search(given, '  ')", entries) == []


# ── Lines, shapes, crowds ───────────────────────────────────────────────────────────────────────


def line_of(*legs):
    places = {name: {"index": i} for i, name in enumerate("ab")}
    return [
        {"id": i, "status": status, "trip": {"traveller_at": who},
         "route": {"index": index, "way": 0, "origin": places[a], "destination": places[b]}}
        for i, (who, status, index, a, b) in enumerate(legs)
    ]  # fmt: skip


def test_legs_that_go_the_same_way_lie_side_by_side(parts):
    legs = line_of((0, "done", 0, "a", "b"), (1, "done", 0, "a", "b"), (0, "done", 0, "a", "b"))
    bundled = parts("p.bundle(given).map(({ legs, shift }) => [legs.length, shift])", legs)
    assert bundled == [[2, -2.5], [1, 2.5]]


def test_the_way_back_lies_on_the_other_side(parts):
    legs = line_of((0, "done", 0, "a", "b"), (0, "done", 1, "b", "a"))
    assert parts("p.bundle(given).map(({ shift }) => shift)", legs) == [-2.5, -2.5]  # each to its own left


def test_travellers_beyond_the_fifth_share_a_line(parts):
    legs = line_of((7, "done", 0, "a", "b"), (9, "done", 0, "a", "b"))
    assert parts("p.bundle(given).length", legs) == 1


def test_arcs_are_decoded_and_thinned_with_their_ends_kept(parts):
    arcs = {"grid": 100, "sizes": [3, 2], "steps": [10, 20, 1, 0, 9, 30, 50, 50, -10, 0]}
    decoded = parts("p.decodeArcs(given).map((arc) => [...arc])", arcs)
    assert decoded == [[0.1, 0.2, 0.11, 0.2, 0.2, 0.5], [0.5, 0.5, 0.4, 0.5]]
    assert parts("p.simplify(given, 0.05)", decoded[0]) == [0.1, 0.2, 0.2, 0.5]
    assert parts("p.simplify(given, 0)", decoded[0]) == decoded[0]


def test_what_is_crowded_is_gathered_at_its_weighted_middle(parts):
    points = [{"x": 41, "y": 1, "n": 1, "thing": "a"}, {"x": 44, "y": 1, "n": 2, "thing": "b"},
              {"x": 200, "y": 1, "n": 5, "thing": "c"}]  # fmt: skip
    assert parts("p.cluster(given)", points) == [
        {"x": 43, "y": 1, "n": 3, "things": ["a", "b"]}, {"x": 200, "y": 1, "n": 5, "things": ["c"]},
    ]  # fmt: skip


def test_cancelled_stops_are_counted_by_themselves(parts):
    items = [{"status": status} for status in ("done", "cancelled", "planned")]
    assert parts("p.tally(given, [])", items) == ["2 stops", "1 cancelled"]
