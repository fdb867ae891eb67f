"""The English words that dates are made of, and how a text is cut into them."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, cast

from geomap.language.dates.forms import Edge, Part, SeasonName, Turn, Unit

type TokenKind = Literal["word", "number", "date", "mark", "break", "address"]


class Token(NamedTuple):
    """One word, number or mark; `glued` to the one before if nothing stands between."""

    start: int
    end: int
    text: str
    low: str
    kind: TokenKind
    glued: bool


_TOKEN = re.compile(
    r"(?:(?P<word>(?!https?://|www\.)[^\W\d_]+)"
    r"|(?P<date>(?<![\w$€£.,/:+-])"
    r"(?:[0-9]{4}([-/.])[0-9]{1,2}\3[0-9]{1,2}|[0-9]{1,2}([-/.])[0-9]{1,2}\4[0-9]{4})"
    r"(?=T[0-9]|(?!\w|[-/.:%][0-9])))"
    r"|(?P<number>[0-9]+)"
    r"|(?P<address>(?:https?://|www\.)\S+)"
    r"|(?P<break>\n[^\S\n]*\n\s*|\u2029)"
    r"|(?P<mark>[^\s\u00ad\u200b-\u200d\u2060\ufeff]))"
    r"[ \u00a0]*"
)


def tokenize(text: str) -> list[Token]:
    """Cut a text into tokens in one pass. An empty line is a token of kind 'break'."""
    tokens: list[Token] = []
    before = -1
    for match in _TOKEN.finditer(text):
        kind = cast("TokenKind", match.lastgroup)
        word = match[kind]
        start = match.start()
        end = start + len(word)
        tokens.append(Token(start, end, word, word.lower(), kind, start == before))
        before = end if kind != "break" else -1
    return tokens


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


WEEKDAYS = {
    name: i
    for i, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed weds",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
FRENCH_WEEKDAYS = {
    "lundi": 0,
    "mardi": 1,
    "mercredi": 2,
    "jeudi": 3,
    "vendredi": 4,
    "samedi": 5,
    "dimanche": 6,
}
"""Days of European calendars, whose entries are English: 'Lundi 18 février 2019'."""
FRENCH_MONTHS = {
    "janvier": 1,
    "février": 2,
    "mars": 3,
    "avril": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "août": 8,
    "septembre": 9,
    "octobre": 10,
    "novembre": 11,
    "décembre": 12,
}
MONTHS = {
    name: i
    for i, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
SHORT = frozenset(name for name in (*WEEKDAYS, *MONTHS) if len(name) < 6) - {
    *("march", "april", "may", "june", "july")
}
"""Abbreviations, which are dates only next to a number or a full stop."""

PLAIN_MONTHS = word_set("january february april june july september october november december")
"""Months that are nothing else in small letters."""

SEASONS: dict[str, SeasonName] = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "autumn",
    "winter": "winter",
}

UNITS: dict[str, tuple[Unit, int]] = {
    "day": ("day", 1),
    "weekend": ("weekend", 1),
    "week": ("week", 1),
    "fortnight": ("week", 2),
    "month": ("month", 1),
    "quarter": ("quarter", 1),
    "year": ("year", 1),
}
PLURALS = {unit + "s": meaning for unit, meaning in UNITS.items()}

COUNTS = {
    name: i
    for i, name in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

_DAYS_IN_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINAL_DAYS = {name: i + 1 for i, name in enumerate(_DAYS_IN_WORDS.split())} | {"thirtieth": 30}
"""Days of the month in words, but for 'twenty-first' and the like."""

TURNS: dict[str, tuple[int, Turn]] = {
    "last": (-1, "last"),
    "past": (-1, "last"),
    "this": (0, "this"),
    "current": (0, "this"),
    "present": (0, "this"),
    "ongoing": (0, "this"),
    "next": (1, "next"),
    "coming": (1, "next"),
    "upcoming": (1, "next"),
}
EVENT_TURNS: dict[str, tuple[int, Turn]] = {
    "next": (1, "next"),
    "following": (1, "next"),
    "subsequent": (1, "next"),
    "previous": (-1, "last"),
    "preceding": (-1, "last"),
    "same": (0, "this"),
}
NEAR_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
DAY_PARTS = word_set("morning afternoon evening night noon midday midnight lunchtime dawn")

PARTS: dict[str, Part] = {
    "early": "early",
    "earlier": "earlier",
    "late": "late",
    "later": "later",
    "mid": "mid",
    "middle": "mid",
    "beginning": "start",
    "start": "start",
    "end": "end",
}
EDGES: dict[tuple[str, ...], Edge] = {
    ("since",): "since",
    ("from",): "from",
    ("starting",): "from",
    ("beginning",): "from",
    ("commencing",): "from",
    ("effective",): "from",
    ("until",): "until",
    ("till",): "until",
    ("through",): "until",
    ("thru",): "until",
    ("ending",): "until",
    ("up", "to"): "until",
    ("by",): "by",
    ("no", "later", "than"): "by",
    ("on", "or", "before"): "by",
    ("before",): "before",
    ("prior", "to"): "before",
    ("after",): "after",
    ("around",): "about",
    ("about",): "about",
    ("circa",): "about",
    ("approximately",): "about",
    ("on", "or", "about"): "about",
    ("on", "or", "around"): "about",
}
HOLIDAYS: dict[tuple[str, ...], tuple[int, int]] = {
    ("new", "year", "'", "s", "day"): (1, 1),
    ("new", "year", "'", "s", "eve"): (12, 31),
    ("valentine", "'", "s", "day"): (2, 14),
    ("international", "women", "'", "s", "day"): (3, 8),
    ("may", "day"): (5, 1),
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("boxing", "day"): (12, 26),
}

DASHES = frozenset("-‐‑–—−")
APOSTROPHES = frozenset("'’‘ʼ`´")
UNTIL = frozenset(("to", "through", "thru", "until", "till"))

FUNCTION_WORDS = word_set(
    "about after against ahead along alongside also although among an and are around as at be because "
    "been before between but by could despite during following for from had has have he her his how i "
    "if in into is it its may might must not of on onto or our respectively she should since so than "
    "that the their them then there they this those through to together under until upon was we were "
    "what when where whereas which while who whom whose will with within without would you inclusive "
    "local"
)
"""Words after which a number before them was no count of things."""

OCCASIONS = word_set(
    "visit visits trip trips tour tours summit summits meeting meetings talks conference forum "
    "assembly inauguration journey congress session election elections delegation stop encounter "
    "consultations negotiations ceremony dialogue"
)
COUNTED = word_set(
    "people persons troops soldiers men women children refugees migrants civilians students citizens "
    "workers delegates officials guests participants journalists deaths cases votes km kilometers "
    "kilometres miles meters metres feet tons tonnes barrels dollars euros rubles roubles tenge "
    "pounds mw megawatts gw hectares acres vehicles tanks missiles drones homes houses jobs companies "
    "firms schools villages cities countries prisoners police officers protesters demonstrators "
    "victims casualties times percent hours gmt utc"
)
