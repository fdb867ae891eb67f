"""What users name becomes articles in a stable order; everything else is reported with its reason."""

# ruff: noqa: E501  the texts stay on one line

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.articles import read_articles
from geomap.errors import NoInputError
from geomap.records import Article, Unread

TEXT = "The minister of Chile flew to Suva on Monday and met the prime minister of Fiji for talks."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "sub/c.txt", "sub/deeper/d.htm"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<p>{TEXT}</p>" if name.endswith(".htm") else TEXT)
    return tmp_path / "news"


def ids(*inputs: str | Path, stdin: bytes = b"") -> list[str]:
    return [article.id for article in read(*inputs, stdin=stdin) if isinstance(article, Article)]


def read(*inputs: str | Path, stdin: bytes = b"") -> list[Article | Unread]:
    return list(read_articles(inputs, stdin=io.BytesIO(stdin)))


def test_a_folder_is_read_to_the_bottom_sorted_by_name(folder):
    assert ids(folder) == ["a.md", "b.txt", "sub/c.txt", "sub/deeper/d.htm"]


def test_a_file_is_known_by_its_name(folder):
    assert ids(folder / "sub" / "c.txt") == ["c.txt"]


def test_a_pattern_gives_paths_relative_to_what_stands_before_it(folder):
    assert ids(f"{folder}/**/*.txt") == ["b.txt", "sub/c.txt"]
    assert ids(f"{folder}/s*") == ["sub/c.txt", "sub/deeper/d.htm"]


def test_the_order_of_inputs_is_kept_and_a_file_named_twice_is_read_once(folder):
    assert ids(folder / "b.txt", folder / "a.md", folder) == [
        "b.txt",
        "a.md",
        "sub/c.txt",
        "sub/deeper/d.htm",
    ]


def test_where_ids_collide_the_inputs_name_goes_before(tmp_path):
    for name in ("may", "june"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(f"{TEXT} In {name}.")
        (tmp_path / name / f"{name}.txt").write_text(TEXT)
    assert ids(tmp_path / "may", tmp_path / "june") == ["may/1.txt", "may.txt", "june/1.txt", "june.txt"]
    assert ids(tmp_path / "may/1.txt", tmp_path / "june/1.txt") == ["may/1.txt", "june/1.txt"]


def test_where_input_names_collide_too_the_path_as_given_goes_before(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("x/news", "y/news"):
        Path(name).mkdir(parents=True)
        Path(name, "1.txt").write_text(TEXT)
    assert ids("x/news", "y/news") == ["x/news/1.txt", "y/news/1.txt"]


def records(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_json_lines(tmp_path):
    path = records(
        tmp_path / "a.jsonl",
        {
            "id": "one",
            "text": TEXT,
            "title": "Talks in Suva",
            "source": "https://example.org/1",
            "publisher": "Harbour Herald",
            "published": "2024-05-06T07:00:00Z",
        },
        {"id": 2, "text": TEXT},
        {"text": TEXT},
    )
    first, second, third = read(path)
    assert (first.id, second.id, third.id) == ("one", "2", "a.jsonl:3")
    assert (first.title, first.source, first.publisher) == (
        "Talks in Suva",
        "https://example.org/1",
        "Harbour Herald",
    )
    assert (str(first.published), first.published_from) == ("2024-05-06", "given")
    assert first.text == TEXT


def test_a_line_may_name_its_publisher_by_the_host(tmp_path):
    rows = [{"text": TEXT, "domain": "herald.fj"}, {"text": TEXT, "domain": "a.fj", "publisher": "Herald"}]
    assert [article.publisher for article in read(records(tmp_path / "a.jsonl", *rows))] == [
        "herald.fj",
        "Herald",
    ]


def test_a_broken_line_is_reported_by_file_and_line_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "a.jsonl"
    good = f'{{"id": "1", "text": "{TEXT}"}}'
    rows = [good, "{broken", "", "[1]", '{"id": "5"}', '{"text": 7}', '{"text": " "}', good.replace("1", "8")]
    path.write_text("\n".join(rows))
    found = read(path)
    assert [one.id for one in found if isinstance(one, Article)] == ["1", "8"]
    failed = [one for one in found if isinstance(one, Unread)]
    assert [one.input for one in failed] == [f"{path}:{line}" for line in (2, 4, 5, 6, 7)]
    assert {one.status for one in failed} == {"failed"}
    assert "not JSON" in failed[0].reason
    assert "object" in failed[1].reason
    assert "'text'" in failed[2].reason


def test_deep_json_a_lone_surrogate_and_a_huge_number(tmp_path):
    path = tmp_path / "a.jsonl"
    huge = f'{{"id": "n", "n": {"9" * 5000}, "text": "Suva"}}'
    rows = ["[" * 100_000, '{"id": "s", "text": "Suva \\ud800 talks"}', huge]
    path.write_text("\n".join(rows))
    deep, surrogate, number = read(path)
    assert isinstance(deep, Unread)
    assert surrogate.text == "Suva \ufffd talks"
    assert number.id == "n"


def test_ids_of_records_that_collide_stay_unique(tmp_path):
    one = records(tmp_path / "a.jsonl", {"id": "1", "text": TEXT}, {"id": "1", "text": TEXT})
    two = records(tmp_path / "b.jsonl", {"id": "1", "text": TEXT}, {"id": "c.txt", "text": TEXT})
    (tmp_path / "c.txt").write_text(TEXT)
    assert ids(one) == ["1", "a.jsonl/1"]
    found = ids(one, two, tmp_path / "c.txt")
    assert found == ["1", "a.jsonl/1", "b.jsonl/1", "b.jsonl/c.txt", "c.txt"]
    many = records(tmp_path / "d.jsonl", *[{"id": "1", "text": TEXT}] * 6)
    assert len(set(ids(many))) == 6


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), ["stdin"]),
        (
            b'\n{"id": "r1", "text": "%b"}\n{"id": "r2", "text": "%b"}\n' % (TEXT.encode(), TEXT.encode()),
            ["r1", "r2"],
        ),
        (b"{braces} " + TEXT.encode(), ["stdin"]),
    ],
)
def test_standard_input_is_json_lines_or_one_text(data, expected):
    assert ids("-", stdin=data) == expected


def test_a_named_file_of_unknown_kind_is_read_by_what_is_in_it(tmp_path):
    text = tmp_path / "article"
    text.write_text(TEXT)
    assert ids(text) == ["article"]
    assert ids(records(tmp_path / "dump.json", {"id": "r", "text": TEXT})) == ["r"]
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 ...")
    [unread] = read(tmp_path / "scan.pdf")
    assert (unread.status, "PDF" in unread.reason) == ("failed", True)


def test_what_is_not_read_in_a_folder_is_reported_unless_hidden(folder):
    (folder / "map.png").write_bytes(b"\x89PNG")
    (folder / "notes").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text(TEXT)
    (folder / ".hidden.txt").write_text(TEXT)
    (folder / "empty.txt").write_text("")
    (folder / "blank.txt").write_text(" \n\xa0\u3000\n")
    unread = {Path(one.input).name: one for one in read(folder) if isinstance(one, Unread)}
    assert {name: one.status for name, one in unread.items()} == {
        "map.png": "skipped",
        "notes": "skipped",
        "empty.txt": "failed",
        "blank.txt": "failed",
    }
    assert ".png" in unread["map.png"].reason
    assert "empty" in unread["blank.txt"].reason


def test_links_to_folders_and_pipes_in_a_folder_are_reported_and_do_not_block(folder):
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    reasons = {Path(one.input).name: one.reason for one in read(folder) if isinstance(one, Unread)}
    assert "link" in reasons["loop"]
    assert "regular" in reasons["pipe.txt"]


@pytest.mark.parametrize("missing", ["nothing.txt", "no/such/folder", "*.nothing", ""])
def test_a_missing_input_is_an_error_that_names_it(folder, monkeypatch, missing):
    monkeypatch.chdir(folder)
    with pytest.raises(NoInputError, match=missing.replace("*", r"\*") or "empty path"):
        read_articles([folder, missing])


def test_no_input_and_an_empty_folder_are_errors(tmp_path):
    with pytest.raises(NoInputError):
        read_articles([])
    with pytest.raises(NoInputError, match=str(tmp_path)):
        read_articles([tmp_path])
    (tmp_path / ".hidden").write_text(TEXT)
    with pytest.raises(NoInputError):
        read_articles([tmp_path])


def test_what_is_too_large_for_an_article_is_reported(tmp_path):
    (tmp_path / "long.txt").write_text("word " * 250_000)
    (tmp_path / "ok.txt").write_text(TEXT)
    long, ok = read(tmp_path)
    assert isinstance(long, Unread)
    assert "1,000,000" in long.reason
    assert isinstance(ok, Article)


def test_a_line_too_long_for_memory_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr("geomap.articles.jsonlines.LONGEST_LINE", 1000)
    path = records(tmp_path / "a.jsonl", {"id": "big", "text": "x" * 5000}, {"id": "ok", "text": TEXT})
    big, ok = read(path)
    assert (big.input, big.status) == (f"{path}:1", "failed")
    assert ok.id == "ok"


def test_front_matter(tmp_path):
    path = tmp_path / "a.txt"
    text = (
        '---\r\ntitle: "Talks in \\"Suva\\""\r\nsource: https://example.org/a\r\npublisher: \'Harbour Herald\'\r\n'
        f"published: 2024-05-06\r\nother: x\r\n---\r\n{TEXT}\r\n"
    )
    path.write_bytes(text.encode())
    [article] = read(path)
    assert article.text == text
    assert (article.title, article.source) == ('Talks in "Suva"', "https://example.org/a")
    assert (article.publisher, str(article.published)) == ("Harbour Herald", "2024-05-06")
    assert article.view.text == TEXT
    assert article.span(0, len(TEXT)).start == text.index(TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "---\nNo field here.\n---\nText.",
        "---\ntitle: never closed\nText.",
        "---\n---\nText.",
        "--- a line\nText.",
    ],
)
def test_what_only_looks_like_front_matter_stays(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text)
    [article] = read(path)
    assert "Text." in article.view.text
    assert article.title != "never closed" or "never closed" in article.view.text


def test_a_malformed_date_is_none(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"---\npublished: 2024-99-99\n---\n{TEXT}")
    [article] = read(path)
    assert (article.published, article.published_from) == (None, None)


@pytest.mark.parametrize(
    ("first", "title", "publisher", "kept"),
    [
        (
            "Chile and Fiji sign pact – The Suva Times",
            "Chile and Fiji sign pact",
            "The Suva Times",
            "Chile and Fiji sign pact",
        ),
        (
            "Chile and Fiji sign pact | World | Harbour",
            "Chile and Fiji sign pact",
            "Harbour",
            "Chile and Fiji sign pact",
        ),
        ("Chile and Fiji sign pact", "Chile and Fiji sign pact", None, "Chile and Fiji sign pact"),
        (
            "Chile and Fiji – a friendship",
            "Chile and Fiji – a friendship",
            None,
            "Chile and Fiji – a friendship",
        ),
        ("The minister left on Friday.", None, None, "The minister left on Friday."),
    ],
)
def test_headlines(tmp_path, first, title, publisher, kept):
    path = tmp_path / "a.txt"
    path.write_text(f"{first}\n\n{TEXT}")
    [article] = read(path)
    assert (article.title, article.publisher) == (title, publisher)
    assert article.view.text == f"{kept}\n\n{TEXT}"


def test_a_record_that_begins_with_its_title_has_it_set_off(tmp_path):
    path = records(
        tmp_path / "a.jsonl", {"id": "1", "title": "Talks in Suva", "text": f"Talks in Suva. {TEXT}"}
    )
    [article] = read(path)
    assert article.view.text == f"Talks in Suva.\n\n{TEXT}"


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400), st.sampled_from(["txt", "md", "html", "jsonl", "bin"]))
def test_any_bytes_in_any_kind_of_file_are_read_or_reported(tmp_path_factory, data, suffix):
    path = tmp_path_factory.mktemp("x") / f"a.{suffix}"
    path.write_bytes(data)
    found = read(path)
    assert found or suffix in {"jsonl", "bin"}
    for one in found:
        assert isinstance(one, Article | Unread)
        if isinstance(one, Article):
            assert one.view.text
            one.text.encode()
        else:
            assert one.reason


def test_the_five_seeds():
    seeds = {article.id[:3]: article for article in read(Path(__file__).parent.parent / "seeds")}
    assert [one.dateline for one in seeds.values()] == ["KABUL", "WASHINGTON", None, "Astana", None]
    assert [one.publisher for one in seeds.values()] == [
        "Bakhtar News Agency",
        None,
        None,
        "EFE",
        "The Moscow Times",
    ]
    assert seeds["003"].dated == "28 Feb."
    assert seeds["000"].title == "US Diplomat Visit to Central Asia was Fruitless: Experts"
    for article in seeds.values():
        for phrase in (
            "Source link",
            "Leave a Reply",
            "Related Articles",
            "Back to top",
            "dawn.com",
            "Google News",
        ):
            assert phrase not in article.view.text
        assert "(Photo)" not in article.view.text
        assert article.published is None
    assert "Tokáyev" in seeds["003"].view.text
    assert "Longstanding ties with Russia\n\nThe Russian government" in seeds["004"].view.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_json_lines_in_other_encodings(tmp_path, encoding):
    path = tmp_path / "a.jsonl"
    rows = [json.dumps({"id": name, "text": f"{TEXT} São Tomé"}, ensure_ascii=False) for name in ("1", "2")]
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path.write_bytes(mark + "\n".join(rows).encode(encoding))
    assert [(one.id, one.text[-8:]) for one in read(path)] == [("1", "São Tomé"), ("2", "São Tomé")]
