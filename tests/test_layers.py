"""Claims and merged trips become layers with the contract's properties."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from travels import (
    CLAIMS,
    COUNTRIES,
    DROPPED,
    HONOLULU,
    LAYERS,
    MERGED,
    ONE,
    ROUND_THE_PACIFIC,
    TWO,
    files_of,
    leg,
    said,
)

from geomap.layers import NAMES, build_layers, extract_line
from geomap.layers.fields import FIELDS, GEOMETRY
from geomap.layers.quote import quote_around
from geomap.records import Claims, Merged, When


def by_id(name):
    return {f["id"]: f["properties"] for f in LAYERS.features(name)}


@pytest.mark.parametrize("name", NAMES)
def test_every_feature_has_just_the_fields_of_its_layer_in_their_order(name):
    assert LAYERS.features(name)
    for feature in LAYERS.features(name):
        assert list(feature["properties"]) == list(FIELDS[name])
        assert feature["geometry"] is None or feature["geometry"]["type"] == GEOMETRY[name]


def test_order_of_articles_trips_and_meetings_does_not_change_a_byte():
    turned = build_layers(
        CLAIMS[::-1], Merged(trips=MERGED.trips[::-1], meetings=MERGED.meetings[::-1]), COUNTRIES[::-1]
    )
    assert files_of(turned) == files_of(LAYERS)


def test_trips_come_by_date_and_their_stops_by_order_then_date():
    assert list(by_id("trips")) == ["trip-no-leg", "trip-pacific", "trip-poles"]
    assert list(by_id("stops")) == [
        "stop-ocean",
        "stop-honolulu",
        "stop-santiago",
        "stop-suva",
        "stop-mcmurdo",
        "stop-utqiagvik",
    ]


def test_a_stop_tells_all_that_is_known_of_it():
    stop = by_id("stops")["stop-honolulu"]
    assert stop | {"evidence": None, "evidence_text": None, "history": None} == {
        "id": "stop-honolulu",
        "trip": "trip-pacific",
        "traveller": "Ana Kōtare",
        "seq": 1,
        "place": "Honolulu",
        "city": "Honolulu",
        "country": "US",
        "precision": "city",
        "date_start": "2024-05-03",
        "date_end": "2024-05-03",
        "date_exact": True,
        "date_text": "3 May 2024",
        "date_reason": "stated in full",
        "status": "done",
        "sources": ["pacific.txt"],
        "sources_text": "pacific.txt",
        "n_sources": 1,
        "evidence": None,
        "evidence_text": None,
        "history": None,
        "history_text": "planned (polar/two.txt); done (2024-05-04, pacific.txt)",
        "confidence": 0.877,
    }
    (quote,) = stop["evidence"]
    assert ONE.text[quote["start"] : quote["end"]] == quote["quote"]
    assert [h["status"] for h in stop["history"]] == ["planned", "done"]


def test_what_was_cancelled_is_shown_but_neither_counted_nor_measured():
    trip = by_id("trips")["trip-pacific"]
    legs = by_id("legs")
    assert trip["n_stops"] == 3
    assert trip["distance_km"] == pytest.approx(legs["leg-1"]["distance_km"] + legs["leg-2"]["distance_km"])
    assert legs["leg-dropped"]["status"] == "cancelled"
    assert by_id("stops")["stop-suva"]["status"] == "cancelled"
    fiji = next(c for c in by_id("countries").values() if c["iso_a2"] == "FJ")
    assert (fiji["n_mentions"], fiji["n_stops"], fiji["travellers"]) == (1, 0, [])


def test_a_cancelled_trip_still_has_its_line():
    cancelled = replace(
        ROUND_THE_PACIFIC,
        status="cancelled",
        legs=tuple(replace(leg, status="cancelled") for leg in ROUND_THE_PACIFIC.legs),
    )
    (trip,) = build_layers(CLAIMS, Merged(trips=(cancelled,), meetings=()), []).trips
    assert trip["geometry"] is not None
    assert trip["properties"]["distance_km"] > 0


def test_a_trip_without_legs_has_no_line():
    assert next(t for t in LAYERS.trips if t["id"] == "trip-no-leg")["geometry"] is None


def test_a_leg_to_where_it_began_has_no_line_and_no_length():
    still = replace(
        ROUND_THE_PACIFIC, legs=(leg("leg-still", 1, HONOLULU, HONOLULU, When(), "done", DROPPED),)
    )
    (feature,) = build_layers([], Merged(trips=(still,), meetings=()), []).legs
    assert feature["geometry"] is None
    assert (feature["properties"]["distance_km"], feature["properties"]["bearing"]) == (0.0, 0.0)


def test_places_and_countries_count_what_the_other_layers_hold():
    places = {p["name"]: p for p in by_id("places").values()}
    assert (places["McMurdo Station"]["n_mentions"], places["McMurdo Station"]["n_stops"]) == (2, 1)
    assert places["McMurdo Station"]["articles"] == ["pacific.txt", "polar/two.txt"]
    assert places["Santiago"]["n_meetings"] == 1
    chile = next(c for c in by_id("countries").values() if c["iso_a2"] == "CL")
    assert (chile["n_mentions"], chile["n_stops"], chile["n_meetings"], chile["n_trips"]) == (1, 1, 1, 1)
    assert chile["travellers"] == ["Ana Kōtare"]
    assert len(LAYERS.countries) == len(COUNTRIES)


def test_a_shape_without_a_code_is_not_given_what_has_no_country():
    nobodys = next(c for c in by_id("countries").values() if c["iso_a2"] is None)
    assert (nobodys["n_stops"], nobodys["n_mentions"]) == (0, 0)


def test_a_meeting_names_its_trips_and_parties():
    (meeting,) = by_id("meetings").values()
    assert meeting["trip"] == "trip-pacific"
    assert meeting["trips"] == ["trip-pacific", "trip-no-leg"]
    assert meeting["participants"] == [
        {"name": "Ana Kōtare", "role": "Foreign Minister", "country": "NZ"},
        {"name": None, "role": "President", "country": "CL"},
    ]
    assert meeting["participant_names"] == "Ana Kōtare; President (CL)"
    assert by_id("trips")["trip-pacific"]["n_meetings"] == 2
    assert by_id("trips")["trip-no-leg"]["n_meetings"] == 1


def test_conflicts_keep_every_reading():
    trip = by_id("trips")["trip-pacific"]
    assert trip["conflicts"][0]["kept"] == "2024-05-05"
    assert [v["value"] for v in trip["conflicts"][0]["values"]] == ["2024-05-05", "2024-05-06"]
    assert trip["conflicts_text"] == "date_start: kept 2024-05-05; polar/two.txt says 2024-05-06"


def test_what_has_no_point_is_listed_with_the_reason():
    assert [(u.kind, u.toponym, u.reason) for u in LAYERS.unlocated] == [
        ("mention", "Samoan", "adjective of a country that two gazetteers differ on"),
        ("mention", "Lotofagā Hall", "no gazetteer knows “Lotofagā Hall”"),
        ("visit", "Lotofagā Hall", "no gazetteer knows “Lotofagā Hall”"),
        ("meeting", "Lotofagā Hall", "no gazetteer knows “Lotofagā Hall”"),
        ("meeting", "", "the reports do not say where"),
        ("meeting", "", "held by video or telephone"),
    ]


def test_nothing_is_lost_between_the_records_and_the_layers():
    counts = LAYERS.counts()
    toponyms = sum(m.kind == "toponym" for c in CLAIMS for m in c.mentions)
    stops = sum(len(t.stops) for t in MERGED.trips)
    assert counts["mentions"] + counts["stops"] + counts["meetings"] + counts[
        "unlocated"
    ] == toponyms + stops + len(MERGED.meetings)
    assert counts["legs"] == sum(len(t.legs) for t in MERGED.trips)


def test_nothing_in_gives_empty_layers_and_whole_files():
    empty = build_layers([], Merged(trips=(), meetings=()), [])
    assert set(empty.counts().values()) == {0}
    assert files_of(empty)["stops.geojson"] == b'{"type":"FeatureCollection","features":[\n]}\n'


def test_an_unknown_layer_is_named():
    with pytest.raises(KeyError, match="no layer 'stop'"):
        LAYERS.features("stop")


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_has_typed_columns_even_without_rows(name):
    empty = build_layers([], Merged(trips=(), meetings=()), [])
    full, none = LAYERS.frame(name), empty.frame(name)
    assert len(full) == len(LAYERS.features(name))
    assert list(full.columns) == [*FIELDS[name], "geometry"]
    assert full.dtypes.to_dict() == none.dtypes.to_dict()
    assert full.crs == none.crs == "EPSG:4326"
    for field, kind in FIELDS[name].items():
        if kind == "date":
            assert full[field].dtype.kind == "M"


def test_a_line_of_extract_holds_what_one_article_says():
    line = extract_line(CLAIMS[0])
    assert [m["kind"] for m in line["mentions"]] == ["toponym"] * 7 + ["person"]
    assert line["mentions"][-1]["person"] == "Ana Kōtare"
    assert line["mentions"][5]["place"] is None
    assert line["visits"][0]["who"] == "Ana Kōtare"
    assert (line["visits"][0]["place"], line["visits"][0]["city"], line["visits"][0]["date_start"]) == (
        "Honolulu",
        "Honolulu",
        "2024-05-03",
    )
    assert (line["visits"][1]["place"], line["visits"][1]["country"]) == ("Lotofagā Hall", None)
    assert (line["legs"][0]["from"], line["legs"][0]["to_country"]) == ("Auckland", "US")
    assert line["meetings"][0]["participants"][1] == {"name": None, "role": "President", "country": "CL"}
    for item in (*line["visits"], *line["legs"], *line["meetings"]):
        for quote in item["evidence"]:
            assert ONE.text[quote["start"] : quote["end"]] == quote["quote"]


def test_a_line_of_an_article_that_says_nothing():
    assert extract_line(Claims(article=TWO)) == {
        "article": "polar/two.txt",
        "published": None,
        "published_from": None,
        "mentions": [],
        "visits": [],
        "legs": [],
        "meetings": [],
    }


def test_a_quote_is_the_sentence_around():
    span = said(ONE, "Suva").span
    assert quote_around(ONE.text, span.start, span.end) == "A side trip to Suva was dropped."


@given(st.text(alphabet="ab .\n!é”", max_size=200), st.data())
def test_a_quote_is_verbatim_holds_the_mention_and_is_short(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = quote_around(text, start, end, longest=50)
    assert quote in text
    assert text[start:end].strip() in quote
    assert len(quote) <= max(50, end - start)
