"""Bytes become text in a fixed order; what is no text is refused with its reason."""

# ruff: noqa: E501  the texts stay on one line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.articles.decoding import decode
from geomap.errors import InputError

ENGLISH = "The minister’s visit to São Tomé – his “first” – cost €5m, officials said on Monday.\r\n"
RUSSIAN = (
    "Министр иностранных дел прибыл в Астану с официальным визитом и проведёт переговоры с президентом. "
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_english_in_usual_encodings(encoding):
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


def test_mac_roman_apostrophes():
    text = "The minister’s visit to Lyon. It wasn’t long, he said, “but good”.\n"
    assert decode(text.encode("mac_roman")) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "utf-16"])
def test_russian(encoding):
    text = RUSSIAN * 5
    assert decode(text.encode(encoding)) == text


def test_declared_charset_of_a_page():
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1254"></head>Erdoğan</html>'
    assert decode(page.encode("cp1254"), markup=True) == page


def test_a_declared_charset_that_does_not_exist_does_not_count():
    page = "<meta charset=nonsense><p>" + ENGLISH
    assert decode(page.encode("cp1252"), markup=True) == page


def test_utf8_with_a_foreign_byte_and_cut_off_at_the_end():
    data = "“Peace” – ‘talks’ – “Peace” é".encode() + b" \x92 " + "“Peace”".encode()
    assert decode(data) == "“Peace” – ‘talks’ – “Peace” é ’ “Peace”"
    assert decode("“Peace”, “talks”, “peace”".encode()[:-2]) == "“Peace”, “talks”, “peace"


def test_line_ends_stay():
    assert decode(b"a\r\nb\rc\n") == "a\r\nb\rc\n"


def test_a_lone_surrogate_is_replaced():
    assert decode(b"\xff\xfea\x00\x00\xd8b\x00") == "a\ufffdb"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 x", "PDF"),
        (b"PK\x03\x04 x", "ZIP"),
        (b"\x89PNG\r\n", "image"),
        (bytes(range(256)) * 10, "binary"),
        (b"\x00" * 100, "binary"),
    ],
)
def test_what_is_no_text_is_refused(data, reason):
    with pytest.raises(InputError, match=reason):
        decode(data)


def test_a_single_nul_does_not_make_an_article_binary():
    assert decode(b"The visit\x00 ended.") == "The visit\x00 ended."


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_become_text_that_can_be_written_or_are_refused(data, markup):
    try:
        text = decode(data, markup=markup)
    except InputError:
        return
    text.encode("utf-8")


@given(st.text(max_size=200))
def test_utf8_is_taken_as_it_is(text):
    text = text.encode("utf-8", "replace").decode()
    plain = not text.startswith(("\ufeff", "%PDF-", "GIF8", "PK\x03", "{\\rtf"))
    if plain and all(character >= " " and character != "\x7f" for character in text):
        assert decode(text.encode()) == text


@pytest.mark.parametrize("mark", [b"\xfe\xff", b"\xff\xfe"])
def test_a_byte_too_many_behind_a_mark_is_replaced(mark: bytes) -> None:
    assert decode(mark + b"\x00") == "\ufffd"
