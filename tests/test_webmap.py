"""The page as text: what stands in it, in which order, and what never does."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import accumulate, islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.datafiles import data_path
from geomap.errors import ConfigError
from geomap.webmap import assets, render_map
from geomap.webmap.columns import day_number, pack, pack_rows
from geomap.webmap.linked import STOPS_AT_MOST
from geomap.webmap.payload import build_payload, encode_payload
from geomap.webmap.policy import build_policy, tile_source
from geomap.webmap.sphere import detour
from geomap.webmap.tokens import FIRST, code_texts

STATIC = Path(assets.__file__).parent / "static"
TOPOLOGY = data_path("boundaries/countries.topojson").read_bytes()
SQUARE = {
    "type": "Topology",
    "objects": {"countries": {"type": "GeometryCollection", "geometries": [
        {"type": "MultiPolygon", "arcs": [[[0]]], "properties": {"iso_a2": "FJ", "name": "Fiji", "name_ru": "Фиджи"}},  # noqa: E501
    ]}},
    "arcs": [[[178, -18], [179, -18], [179, -17], [178, -18]]],
}  # fmt: skip
HOSTILE = [
    json.loads(line)["text"] for line in (Path(__file__).parent / "hostile.jsonl").open(encoding="utf-8")
]


def stop(key: str, **given_: object) -> dict[str, object]:
    properties = {
        "id": key,
        "trip": "t",
        "place": "Suva",
        "country": "FJ",
        "status": "done",
        "evidence": [],
        **given_,
    }
    return {"type": "Feature", "id": key, "geometry": {"type": "Point", "coordinates": [178.4, -18.1]},
            "properties": properties}  # fmt: skip


def layers(**features: list[dict[str, object]]) -> dict[str, dict[str, object]]:
    return {name: {"type": "FeatureCollection", "features": found} for name, found in features.items()}


def trip(**given_: object) -> dict[str, object]:
    properties = {"id": "t", "traveller": "Ana", "title": "Ana: Suva", "status": "done", **given_}
    return {"type": "Feature", "id": "t", "geometry": None, "properties": properties}


SMALL = layers(trips=[trip()], stops=[stop("s")])


@pytest.fixture(scope="module")
def page() -> str:
    return render_map(SMALL, {}, topology=SQUARE)


# ── The page ────────────────────────────────────────────────────────────────────────────────────


def test_charset_stands_first_and_the_policy_directly_after_it(page):
    head = page[page.index("<head>") + len("<head>") :].lstrip()
    assert head.startswith('<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"')
    assert page.index('<meta charset="utf-8">') < 1024
    assert page.lower().count("content-security-policy") == 1


def test_the_policy_allows_our_scripts_and_styles_alone(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert (
        rules["default-src"] == rules["connect-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    )
    assert "unsafe" not in policy
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        wanted = {
            "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
            for text in found
        }
        assert wanted == set(rules[rule].split())
        data_blocks = 2 if tag == "script" else 0  # the map's own, and the one for search engines
        assert len(re.findall(rf"<{tag}[\s>]", page)) - data_blocks == len(found)


def test_nothing_is_fetched_from_anywhere(page):
    tags = re.sub(
        r"<script.*?</script>|<style.*?</style>|<noscript>\n<div.*?</noscript>", "", page, flags=re.DOTALL
    )
    assert not re.search(r"(?:src|href|action|data)\s*=", tags)
    assert "@import" not in page
    for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
        assert all(address.startswith(("data:", "#")) for address in re.findall(r"url\(([^)]*)\)", style))
    assert "sourceMappingURL" not in page
    for name in ("jquery", "bootstrap", "awesome", "cdn.", "jsdelivr"):
        assert name not in page.lower()


def test_readers_may_enlarge_the_page(page):
    assert "user-scalable" not in page
    assert "maximum-scale" not in page
    assert page.count('name="viewport"') == 1


def test_language_and_title(page):
    assert '<html lang="en" dir="ltr"' in page
    assert "<title>geomap: official visits</title>" in page
    russian = render_map(SMALL, {}, topology=SQUARE, language="ru")
    assert '<html lang="ru" dir="ltr"' in russian
    assert "<title>geomap: официальные визиты</title>" in russian


def test_folium_builds_the_map(page):
    assert 'id="map_geomap"' in page
    assert re.search(r"var map_geomap = L\.map\(", page)


def test_same_bytes_for_the_same_input(page):
    assert render_map(SMALL, {}, topology=SQUARE) == page
    assert render_map(SMALL, {}, topology=json.dumps(SQUARE).encode()) == page
    assert render_map(SMALL, {}, topology=TOPOLOGY) == render_map(SMALL, {}, topology=TOPOLOGY)


def test_leaflet_keeps_its_licence(page):
    assert "BSD 2-Clause License" in page
    assert "Leaflet 1.9.4" in page


def test_unknown_language_is_refused_with_those_that_are_known():
    with pytest.raises(ConfigError, match=r"'eo'.*en, ru"):
        render_map(SMALL, {}, topology=SQUARE, language="eo")


def test_no_layers_give_an_empty_map():
    assert "geomap-data" in render_map({}, {}, topology=SQUARE)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_reaches_neither_template_nor_markup(text):
    """Outside the data block and the escaped itinerary the page is the same, whatever articles say."""
    page = render_map(
        layers(trips=[trip(traveller=text, title=text)], stops=[stop("s", place=text)]), {}, topology=SQUARE
    )
    frame = re.compile(
        r"<noscript>\n<div.*?</noscript>\n"
        r"<script type=\"text/plain\" id=\"geomap-data\">[A-Za-z0-9+/=]*</script>\n"
        r"<script type=\"application/ld\+json\">[^<>&]*</script>",
        re.DOTALL,
    )
    assert len(frame.findall(page)) == 1
    assert frame.sub("", page) == frame.sub("", render_map(SMALL, {}, topology=SQUARE))
    page.encode()


# ── For search engines ──────────────────────────────────────────────────────────────────────────


class LinkedData(HTMLParser):
    """Reads JSON-LD from a page as a parser of structured data does."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside, self.found = False, []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.inside = tag == "script" and dict(attributes).get("type") == "application/ld+json"

    def handle_data(self, data):
        if self.inside:
            self.found.append(json.loads(data))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "script"


TOLD = layers(
    trips=[trip(role="Envoy", date_start="2024-05-02", date_end="2024-05-03", sources=["a"])],
    stops=[stop("s", seq=1, city="Suva"), stop("c", place="Nadi", status="cancelled")],
    meetings=[stop("m", format="talks", date_start="2024-05-02", participants=[
        {"name": None, "role": "Prime Minister", "country": "FJ"}])],
)  # fmt: skip
REPORTS = {"a": {"title": "On <b> & on", "source": "https://news.example/1", "publisher": "Gazette"},
           "b": {"source": "javascript:alert(1)"}}  # fmt: skip


def test_trips_and_meetings_can_be_read_as_structured_data():
    [data] = LinkedData(render_map(TOLD, REPORTS, topology=SQUARE)).found
    assert data["@context"] == "https://schema.org"
    journey, event, *nodes = data["@graph"]
    by_id = {node["@id"]: node for node in nodes}
    assert (journey["@type"], event["@type"]) == ("TravelAction", "Event")
    assert journey["agent"] == {"@type": "Person", "name": "Ana", "jobTitle": "Envoy"}
    assert (journey["startTime"], journey["endTime"]) == ("2024-05-02", "2024-05-03")
    assert journey["actionStatus"] == "https://schema.org/CompletedActionStatus"
    [at] = journey["toLocation"]  # a cancelled stop was not travelled to
    place = by_id[at["@id"]]
    assert place["name"] == "Suva"
    assert place["address"]["addressCountry"] == "FJ"
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": -18.1, "longitude": 178.4}
    [told] = journey["subjectOf"]
    report = by_id[told["@id"]]
    assert (report["headline"], report["url"]) == ("On <b> & on", "https://news.example/1")
    assert event["attendee"][0]["jobTitle"] == "Prime Minister"
    assert event["startDate"] == "2024-05-02"


@pytest.mark.parametrize("text", HOSTILE)
def test_structured_data_holds_any_text_and_nothing_but_data(text):
    found = layers(trips=[trip(traveller=text, title=text, date_start=text, sources=[text], role=text)])
    page = render_map(found, {text: {"title": text, "source": text}}, topology=SQUARE)
    [data] = LinkedData(page).found
    journey, report = data["@graph"]
    assert journey.get("name", "") == text
    assert "startTime" not in journey
    assert journey["subjectOf"] == [{"@id": report["@id"]}]
    assert report.get("url", "https://").lower().startswith(("http://", "https://"))


def test_a_large_map_leaves_it_out():
    many = [stop(f"s{i}") for i in range(STOPS_AT_MOST + 1)]
    assert LinkedData(render_map(layers(trips=[trip()], stops=many), {}, topology=SQUARE)).found == []


# ── Tiles ───────────────────────────────────────────────────────────────────────────────────────


def test_tiles_widen_images_alone(page):
    tiled = render_map(SMALL, {}, topology=SQUARE, tiles="https://{s}.tiles.example/{z}/{x}/{y}.png")
    mark = re.compile(r'Content-Security-Policy" content="([^"]*)"')
    plain, wide = mark.search(page)[1], mark.search(tiled)[1]
    assert wide == plain.replace("img-src data: blob:", "img-src data: blob: https://*.tiles.example")


@pytest.mark.parametrize(
    "template",
    ["http://tiles.example/{z}/{x}/{y}.png", "https://tiles.example/", "javascript:alert(1)//{z}{x}{y}",
     "https://a b/{z}/{x}/{y}", "https://evil.example; script-src */{z}/{x}/{y}", "https:///{z}/{x}/{y}",
     "https://user@tiles.example/{z}/{x}/{y}", "{z}{x}{y}"],
)  # fmt: skip
def test_what_is_no_tile_address_is_refused(template):
    with pytest.raises(ConfigError, match="tile"):
        tile_source(template)


def test_each_script_is_hashed_once():
    policy = build_policy("<script>a</script><script>a</script><style>b</style>")
    assert policy.count("sha256-") == 2


# ── Our modules ─────────────────────────────────────────────────────────────────────────────────

MODULE_FILES = sorted((STATIC / "app").glob("*.js"))


def test_every_module_is_in_the_page_and_the_other_way_round():
    assert sorted(assets.MODULES) == [path.stem for path in MODULE_FILES]
    styles = {path.stem for path in (STATIC / "style").glob("*.css")}
    assert styles == {*assets.STYLES, "noscript"}


def test_a_module_imports_what_the_other_exports():
    exports = {
        path.stem: set(
            re.findall(
                r"^export (?:async )?(?:function\*?|const|let|class) (\w+)", path.read_text("utf-8"), re.M
            )
        )
        for path in MODULE_FILES
    }
    names = [name for found in exports.values() for name in found]
    assert len(names) == len(set(names)), "two modules export one name"
    for path in MODULE_FILES:
        text = path.read_text("utf-8")
        for wanted, source in re.findall(r'^import \{ ([^}]*) \} from "\./(\w+)\.js";$', text, re.MULTILINE):
            assert set(wanted.split(", ")) <= exports[source], f"{path.stem} imports from {source}"
        assert len(re.findall(r"^import ", text, re.M)) == len(
            re.findall(r'^import \{ [^}]* \} from "\./\w+\.js";$', text, re.M)
        )


@pytest.mark.parametrize("path", MODULE_FILES, ids=lambda path: path.stem)
def test_text_is_only_ever_text(path):
    text = path.read_text("utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser",  # noqa: E501
                "createContextualFragment", "setHTML", "srcdoc", "fetch(", "XMLHttpRequest", "WebSocket", "import("):  # fmt: skip  # noqa: E501
        assert way not in text, way


def test_javascript_and_css_do_not_grow_unseen():
    """What our script and style weigh before compression, in files that can be read in one sitting."""
    files = [*MODULE_FILES, *(STATIC / "style").glob("*.css")]
    assert sum(path.stat().st_size for path in files) < 120_000
    assert max(len(path.read_text("utf-8").splitlines()) for path in files) <= 400


# ── Words ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", assets.languages())
def test_every_language_has_every_word_with_the_same_slots(language):
    def slots(entry: object) -> set[str]:
        forms = entry.values() if isinstance(entry, dict) else [entry]
        return set().union(*(re.findall(r"\{\w+\}", str(form)) for form in forms))

    english, other = assets.words("en"), assets.words(language)
    assert english.keys() == other.keys()
    for key, entry in english.items():
        assert isinstance(entry, dict) == isinstance(other[key], dict), key
        assert slots(entry) == slots(other[key]), key
        assert all(
            str(form).strip()
            for form in (other[key].values() if isinstance(other[key], dict) else [other[key]])
        )


def test_plural_forms_are_those_of_the_language():
    for language, forms in (("en", {"one", "other"}), ("ru", {"one", "few", "many", "other"})):
        for key, entry in assets.words(language).items():
            if isinstance(entry, dict):
                assert entry.keys() == forms, key


def test_every_word_that_is_used_is_in_the_table_and_the_other_way_round():
    source = "\n".join(path.read_text("utf-8") for path in MODULE_FILES) + (STATIC / "page.html").read_text(
        "utf-8"
    )
    keys = assets.words("en").keys()
    used = set(re.findall(r'word\("(\w+)"', source)) | set(re.findall(r'data-word(?:-\w+)?="(\w+)"', source))
    assert used <= keys
    python = {"title", "direction", "noscript", "noscript_more"}
    prefixes = (*tuple(re.findall(r"word\(`(\w+)\$\{", source)), "field_")
    spare = {key for key in keys - used - python if not key.startswith(prefixes) and f'"{key}"' not in source}
    assert spare == set()


# ── The data ────────────────────────────────────────────────────────────────────────────────────


def unpack(column: object) -> list[object]:
    if isinstance(column, list):
        return column
    if "all" in column:
        return [column["all"]] * column["n"]
    if "steps" in column:
        return list(accumulate(column["steps"]))
    if "flat" in column:
        flat = iter(unpack(column["flat"]))
        return [list(islice(flat, size)) for size in unpack(column["sizes"])]
    if "rest" in column:
        width, rest = column["width"], column["rest"]
        return [column["prefix"] + rest[at : at + width] for at in range(0, len(rest), width)]
    return [column["of"][at] for at in column["at"]]


values = (
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(["", "a", "b", "all", "of"])
    | st.lists(st.integers(0, 3), max_size=2)
)


columns = st.one_of(
    st.lists(values),
    st.lists(st.integers(-5, 99)).map(sorted),
    st.lists(st.lists(st.integers(0, 9), max_size=3)),
    st.lists(st.integers(0, 0xFFFFFF).map("stop-{:06x}".format), unique=True),
    st.lists(st.text(max_size=4)),
)


@given(columns)
def test_a_packed_column_unpacks_to_itself(column):
    found = unpack(json.loads(json.dumps(pack(column))))
    assert found == column
    assert [type(value) for value in found] == [type(value) for value in column]


def test_rows_become_columns():
    assert pack_rows(("a", "b"), [(2, "x"), (1, "x")]) == {"n": 2, "a": [2, 1], "b": {"all": "x", "n": 2}}
    assert pack_rows(("a", "b"), []) == {"n": 0, "a": [], "b": []}


def spell(coded: dict[str, object]) -> list[str]:
    def rank(letter: str) -> int:
        code = ord(letter)
        return code - FIRST - (0x800 if code >= 0xE000 else 0)

    return ["".join(coded["tokens"][rank(letter)] for letter in text) for text in coded["coded"]]


@given(st.lists(st.text()))
def test_coded_texts_spell_themselves(texts):
    assert spell(code_texts(texts)) == texts


def test_more_words_than_there_are_letters_below_the_surrogates():
    texts = [f"word{i}" for i in range(0xD800 + 50)]
    assert spell(code_texts(texts)) == texts


@pytest.mark.parametrize(
    ("day", "number"),
    [("1970-01-01", 0), ("1969-12-31", -1), ("2024-02-29", 19782), ("0001-01-01", -719162), (None, None),
     ("2023-02-29", None), ("soon", None), ("", None)],
)  # fmt: skip
def test_days_are_numbers(day, number):
    assert day_number(day) == number


def test_the_data_block_is_gzip_of_json_in_base64():
    payload = {"text": "Tokáyev </script> \ud800", "n": [1, None]}
    text = encode_payload(payload)
    assert re.fullmatch(r"[A-Za-z0-9+/=]*", text)
    assert json.loads(gzip.decompress(base64.b64decode(text))) == payload


def test_a_quote_told_twice_is_kept_once():
    said = {"article": "a", "start": 3, "end": 9, "quote": "Suva on"}
    built = build_payload(layers(stops=[stop("s", evidence=[said]), stop("r", evidence=[said, said])]), {})
    assert unpack(built["quotes"]["start"]) == [3]
    assert unpack(built["stops"]["evidence"]) == [[0], [0, 0]]


def test_only_articles_that_are_quoted_come_along():
    said = {"article": "a", "start": 3, "end": 9, "quote": "Suva on"}
    articles = {"a": {"title": "Seen", "published": "2024-01-02"}, "b": {"title": "Unseen"}}
    built = build_payload(layers(stops=[stop("s", evidence=[said])]), articles)
    assert unpack(built["articles"]["title"]) == ["Seen"]
    assert unpack(built["articles"]["published"]) == [19724]


def test_a_leg_without_a_line_is_left_out():
    leg = {"type": "Feature", "id": "l", "geometry": None, "properties": {"id": "l", "trip": "t"}}
    assert unpack(build_payload(layers(legs=[leg]), {})["legs"]["id"]) == []


def test_a_numbers_nan_is_null():
    built = build_payload(layers(trips=[trip(distance_km=float("nan"))]), {})
    assert unpack(built["trips"]["km"]) == [None]


def test_the_short_way_round_needs_no_detour():
    assert detour([(0, 0), (45, 0), (90, 0)]) is None
    assert detour([(174.8, -36.8), (180, -30), (-180, -30), (-157.9, 21.3)]) is not None  # no great circle
    assert detour([(10, 50), (20, 55)]) is None


def test_between_antipodes_the_way_is_told():
    assert detour([(0, 0), (0, 90), (180, 0)]) == [0, 90]
    assert detour([(0, 0), (90, 0), (180, 0)]) == [90, 0]
