"""Mojibake is put right run by run; genuine text in any script stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.articles.mojibake import repaired
from geomap.articles.scripts import in_one_script
from geomap.articles.views import whole

PAGES = ["cp1252", "latin-1", "cp1250", "cp1254", "cp1257", "mac_roman", "cp850", "cp437", "cp874", "cp1251"]
WORDS = [
    "Tokáyev",
    "it’s",
    "Málaga",
    "“peace”",
    "Škoda",
    "Gül",
    "naïve",
    "São",
    "Łódź",
    "talks – and",
    "Piñera",
]


def broken(text: str, page: str) -> str:
    return "".join(broken_byte(byte, page) for byte in text.encode())


def broken_byte(byte: int, page: str) -> str:
    try:
        return bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("word", WORDS)
def test_utf8_read_in_another_code_page_is_repaired(page, word):
    assert repaired(whole(f"said {broken(word, page)} today")).text == f"said {word} today"


def test_a_name_of_three_encodings():
    text = "Kasim-Yomart Tokรกyev met Jenbeek Kulubรกев"
    view = in_one_script(repaired(whole(text)))
    assert view.text == "Kasim-Yomart Tokáyev met Jenbeek Kulubáev"
    start = view.text.index("Tokáyev")
    first, last = view.original(start, start + len("Tokáyev"))
    assert text[first:last] == "Tokรกyev"


def test_twice_broken_text_is_repaired():
    assert repaired(whole("TokÃƒÂ¡yev")).text == "Tokáyev"


def test_windows_punctuation_read_as_control_characters():
    assert repaired(whole("Lu\x92s \x93visit\x94 \x96 yes")).text == "Lu’s “visit” – yes"


@pytest.mark.parametrize(
    "text",
    [
        "สวัสดีชาวโลก กรุงเทพมหานคร รกรุงรัง",
        "Рівне, Київ, Він і Європа",
        "Серби су у Београду",
        "CAFÉ—the CITÉ’s “ÉLYSÉE”",
        "CĂŞTIGĂTOR în Bucureşti",
        "NÃO, SÃO PAULO, IRMÃ”",
        "Äänekoski, Åland, „Ä“",
        "dążą do Łodzi",
        "5 °C, £8, €5m, 20 ½",
        "İstanbul’da Çarşı",
        "Αθήνα και Θεσσαλονίκη",
        "القدس وتل أبيب",
        "東京で会談した。",
    ],
)
def test_genuine_text_stays(text):
    assert repaired(whole(text)).text == text


@given(st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A), max_size=40))
def test_thai_letters_alone_are_never_touched(text):
    assert repaired(whole(text)).text == text


@given(st.text(max_size=80))
def test_repairing_again_changes_nothing_in_ascii_and_never_fails(text):
    view = repaired(whole(text))
    assert [character for character in view.text if character.isascii()] >= []
    if text.isascii():
        assert view.text == text


def test_a_latin_word_with_letters_that_look_latin():
    assert in_one_script(whole("Pаris and Москва, Мoscow")).text == "Paris and Москва, Moscow"
