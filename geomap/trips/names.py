"""Names of people: how they are written, and when two spellings can be one name.

Spellings are compared by their sound in a coarse common romanisation, so that 'Kasim-Yomart Tokáyev'
and 'Kassym-Jomart Tokayev' meet; vowels are kept (as three classes), so that 'Hassan' and 'Hussein' do
not. Nothing here knows a particular person.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache

from geomap.records import record
from geomap.trips.forenames import forename

_HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "president",
        "presidents",
        "prime",
        "minister",
        "premier",
        "chancellor",
        "taoiseach",
        "foreign",
        "defence",
        "defense",
        "secretary",
        "of",
        "state",
        "king",
        "queen",
        "emperor",
        "empress",
        "sultan",
        "emir",
        "amir",
        "sheikh",
        "sheikha",
        "sheik",
        "shaikh",
        "shaykh",
        "shaikha",
        "crown",
        "prince",
        "princess",
        "pope",
        "patriarch",
        "archbishop",
        "cardinal",
        "bishop",
        "sir",
        "dame",
        "lord",
        "lady",
        "baroness",
        "baron",
        "ambassador",
        "envoy",
        "general",
        "gen",
        "colonel",
        "col",
        "admiral",
        "adm",
        "lieutenant",
        "lt",
        "major",
        "maj",
        "captain",
        "capt",
        "marshal",
        "senator",
        "sen",
        "representative",
        "rep",
        "congressman",
        "congresswoman",
        "governor",
        "gov",
        "deputy",
        "vice",
        "acting",
        "interim",
        "former",
        "ex",
        "hon",
        "honourable",
        "honorable",
        "excellency",
        "his",
        "her",
        "majesty",
        "highness",
        "royal",
        "holiness",
        "grand",
        "ayatollah",
        "hojatoleslam",
        "mullah",
        "imam",
        "dato",
        "datuk",
        "tun",
        "tan",
        "sri",
        "seri",
        "haji",
        "hajji",
        "herr",
        "frau",
        "monsieur",
        "madame",
        "señor",
        "senor",
        "señora",
        "senora",
        "signor",
        "comrade",
        "first",
        "the",
    ]
)
_ROYAL = frozenset(
    [
        "king",
        "queen",
        "emperor",
        "empress",
        "sultan",
        "emir",
        "amir",
        "sheikh",
        "sheikha",
        "sheik",
        "shaikh",
        "shaykh",
        "shaikha",
        "prince",
        "princess",
        "pope",
        "patriarch",
    ]
)
_SONS = frozenset(("bin", "ibn", "bint", "ben", "b"))
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "ur",
        "ad",
        "ed",
        "as",
        "es",
        "ash",
        "an",
        "at",
        "az",
        "ar",
        "de",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "du",
        "des",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "zu",
        "zur",
        "af",
        "av",
        "y",
        "e",
        "i",
        "abu",
        "bin",
        "ibn",
        "bint",
        "ben",
        "san",
        "santa",
        "st",
    ]
)
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr"}
_NUMERAL = re.compile(r"^(?:ii|iii|iv|vi{0,3}|ix|xi{0,3}|xiv|xvi{0,3}|i{1,3})$")
_FAMILY_FIRST = frozenset(("CN", "TW", "HK", "MO", "KR", "KP", "JP", "VN", "KH", "SG", "HU", "MN"))
_FAMILY_FIRST_NAMES = frozenset(
    [
        "wang",
        "li",
        "zhang",
        "liu",
        "chen",
        "yang",
        "huang",
        "zhao",
        "wu",
        "zhou",
        "xu",
        "sun",
        "ma",
        "zhu",
        "hu",
        "guo",
        "he",
        "lin",
        "gao",
        "luo",
        "zheng",
        "liang",
        "xie",
        "tang",
        "deng",
        "feng",
        "song",
        "han",
        "cao",
        "zeng",
        "peng",
        "xiao",
        "cai",
        "pan",
        "tian",
        "dong",
        "yuan",
        "ye",
        "jiang",
        "wei",
        "lu",
        "du",
        "ding",
        "shen",
        "ren",
        "yao",
        "fan",
        "qin",
        "xi",
        "hua",
        "wen",
        "kim",
        "lee",
        "park",
        "choi",
        "jung",
        "jeong",
        "kang",
        "cho",
        "jo",
        "yoon",
        "yun",
        "jang",
        "lim",
        "im",
        "oh",
        "seo",
        "shin",
        "kwon",
        "hwang",
        "ahn",
        "an",
        "moon",
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "phan",
        "vu",
        "vo",
        "dang",
        "bui",
        "ngo",
        "duong",
        "ly",
        "tsai",
        "hou",
        "hun",
    ]
)
_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэіїєґ", "abvgdeziiklmnoprstufyeiieg", strict=True)),
        "ё": "yo",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
        "қ": "q",
        "ғ": "gh",
        "ң": "n",
        "ө": "o",
        "ү": "u",
        "ұ": "u",
        "ә": "a",
        "һ": "h",
        "ў": "u",
        "ҳ": "h",
        "ҷ": "j",
        "ӣ": "i",
        "ӯ": "u",
        "ј": "j",
        "љ": "lj",
        "њ": "nj",
        "ћ": "c",
        "ђ": "dj",
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
    }
)
_FOREIGN = {chr(code): str(letters) for code, letters in _LETTERS.items() if 0x400 <= code < 0x530}
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"chr", "kr"),
        (r"shch|tsch|tch|sch|dzh|zh|sh|ch|cz|dj", "j"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck", "k"),
        (r"c(?=[eiy])|ts|tz|z", "s"),
        (r"c|q", "k"),
        (r"^x", "s"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"(?<=.)h", ""),
        (r"ou|oo", "u"),
        (r"y", "i"),
        (r"i?ie(?=v)", "e"),
        (r"i[ij]$", "i"),
        (r"e", "i"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
    )
)
_CLASSES = str.maketrans({"g": "k", "d": "t", "b": "p", "v": "f", **dict.fromkeys("aiu", "")})


class Likeness(IntEnum):
    """How surely two spellings are one name; less is surer."""

    SAME = 0
    SOUND = 1
    """The same but for spelling, initials, familiar forms, left-out middle names."""
    NEAR = 2
    """One letter or so apart."""
    FAMILY = 3
    """One of the two is a family name alone (or a monarch's first name)."""


@record
class Name:
    """A person's name, taken apart."""

    text: str
    """Without honorifics."""
    tokens: tuple[str, ...]
    """Folded words in order, without honorifics, particles, numerals."""
    sounds: tuple[str, ...]
    ordinal: str | None = None
    """'ii' of 'Abdullah II', 'jr'."""
    royal: bool = False
    son: bool = False
    """Whether a father's name follows the first ('Salman bin Abdulaziz')."""

    @property
    def full(self) -> bool:
        return len(self.tokens) > 1


def fold(text: str) -> str:
    """Lower-case Latin letters without accents; Cyrillic letters are romanised, even single ones."""
    low = text.casefold().translate(_LETTERS)
    low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return low.translate(_LETTERS)


def latin(text: str) -> str:
    """A name in Latin letters, where only some of its letters are others."""
    letters = [c for c in text if c.isalpha()]
    foreign = sum(c.casefold() in _FOREIGN for c in letters)
    if not foreign or foreign == len(letters):
        return text
    return "".join(
        _FOREIGN[c]
        if c in _FOREIGN
        else _FOREIGN[c.casefold()].capitalize()
        if c.casefold() in _FOREIGN
        else c
        for c in text
    )


@lru_cache(maxsize=200_000)
def sound(token: str) -> str:
    """The coarse sound of a folded word: 'kassym' and 'kasim' are 'kasim'."""
    for pattern, replacement in _SOUNDS:
        token = pattern.sub(replacement, token)
    return token


def skeleton(sounded: str) -> str:
    """Consonant classes of a sound, for blocking; an initial if there are none."""
    return sounded.translate(_CLASSES) or sounded[:1]


@lru_cache(maxsize=100_000)
def read_name(text: str) -> Name:
    """Take a name apart. Never fails; a name of nothing but honorifics keeps them."""
    words = re.sub(r"\s+of\s+.*$", "", " ".join(text.split())).split(" ")
    start = 0
    while start < len(words) - 1 and fold(words[start]).strip(".,") in _HONORIFICS:
        start += 1
    if start and len(words) - start == 1 and _NUMERAL.match(fold(words[start])):
        start -= 1
    titles = {fold(word).strip(".,") for word in words[:start]}
    kept = words[start:]
    parts = [p for p in re.split(r"[\s\-‐‑–.·,]+", re.sub(r"['’‘ʻʼ`´]", "", fold(" ".join(kept)))) if p]
    ordinal = None
    if len(parts) > 1 and (parts[-1] in _SUFFIXES or (_NUMERAL.match(parts[-1]) and len(parts[-1]) > 1)):
        ordinal = _SUFFIXES.get(parts[-1], parts[-1])
        parts = parts[:-1]
    son = len(parts) > 2 and parts[1] in _SONS
    tokens: list[str] = []
    for part in _joined(parts):
        if part in _PARTICLES and len(parts) > 1 and (len(part) > 1 or not tokens):
            continue
        tokens.append(re.sub(r"^(?:al|el)(?=abd)", "", part))
    tokens = tokens or parts or [fold(text)]
    return Name(
        text=" ".join(kept).strip(" .,;:"),
        tokens=tuple(tokens),
        sounds=tuple(sound(forename(t)) if i == 0 else sound(t) for i, t in enumerate(tokens)),
        ordinal=ordinal,
        royal=bool(titles & _ROYAL),
        son=son,
    )


def _joined(parts: list[str]) -> list[str]:
    """'abdel', 'fattah' and 'abd', 'al', 'fattah' written together: 'abdulfattah'."""
    out: list[str] = []
    i = 0
    while i < len(parts):
        part = parts[i]
        if part == "abd" and i + 2 < len(parts) and parts[i + 1] in _PARTICLES:
            out.append("abdul" + parts[i + 2])
            i += 3
        elif part in ("abdul", "abdel", "abdal", "abdol") and i + 1 < len(parts):
            out.append("abdul" + parts[i + 1])
            i += 2
        else:
            out.append(re.sub(r"^abd[eao]l(?=.{3})", "abdul", part))
            i += 1
    return out


def family_first(name: Name, country: str | None) -> bool:
    """Whether the family name may stand first."""
    if country is not None:
        return country in _FAMILY_FIRST
    return name.tokens[0] in _FAMILY_FIRST_NAMES


def likeness(a: Name, b: Name, *, country: str | None = None) -> Likeness | None:
    """How alike two names are, or None if they are two people's. Symmetric.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 of either, where known: decides whether a family name may stand first.
    """
    if not _ordinals_fit(a, b):
        return None
    if a.tokens == b.tokens:
        return Likeness.SAME
    if not (a.full and b.full):
        return _family_alone(a, b, country)
    if "".join(a.sounds) == "".join(b.sounds):
        return Likeness.SOUND
    if family_first(a, country) or family_first(b, country):
        turned = (*b.tokens[1:], b.tokens[0]), (b.tokens[-1], *b.tokens[:-1])
        if any("".join(map(sound, a.tokens)) == "".join(map(sound, t)) for t in turned):
            return Likeness.SOUND
    short, long = (a, b) if len(a.tokens) <= len(b.tokens) else (b, a)
    found = _aligned(short, long)
    if found is None and _dropped_first(short, long, country):
        found = _aligned(short, read_name(" ".join(long.tokens[1:])))
    return found


def _ordinals_fit(a: Name, b: Name) -> bool:
    return a.ordinal == b.ordinal or a.ordinal is None or b.ordinal is None


def _dropped_first(short: Name, long: Name, country: str | None) -> bool:
    """Whether the first name may have been left out: 'Tayyip Erdoğan', 'Haneef Atmar'.

    Not where a father's name follows it, nor, but for initials and 'Mohammad', where no country is known.
    """
    if long.son or short.son or len(long.tokens) <= len(short.tokens):
        return False
    if len(long.tokens[0]) == 1 or long.sounds[0] == sound(forename("mohammad")):
        return True
    return country is not None and long.tokens[1:] == short.tokens


def _family_alone(a: Name, b: Name, country: str | None) -> Likeness | None:
    """A single word against a name: its family name, or a monarch's first name."""
    if a.full == b.full:
        return Likeness.SOUND if sound(a.tokens[0]) == sound(b.tokens[0]) else None
    one, other = (b, a) if a.full else (a, b)
    word, spoken = one.tokens[0], sound(one.tokens[0])
    ends = [other.tokens[-1]]
    if family_first(other, country):
        ends.append(other.tokens[0])
    if one.royal or other.royal or other.son:
        ends.append(other.tokens[0])
    if word in ends:
        return Likeness.FAMILY
    return Likeness.FAMILY if any(_word(spoken, sound(end), family=True) for end in ends) else None


def _aligned(short: Name, long: Name) -> Likeness | None:
    """The shorter name's words in order within the longer's, first to first."""
    near = 0
    at = 0
    last = len(short.tokens) - 1
    for i, token in enumerate(short.tokens):
        while at < len(long.tokens):
            like = _token(token, short.sounds[i], long.tokens[at], long.sounds[at], family=i == last)
            if like is not None:
                break
            if i == 0 or (len(token) == 1 and i != last):
                return None
            at += 1
        else:
            return None
        near += like is Likeness.NEAR
        at += 1
    if short.son and long.son and len(short.tokens) > 1 and not _words_fit(short.tokens[1], long.tokens[1]):
        return None
    if near > len(short.tokens) // 2:
        return None
    return Likeness.NEAR if near else Likeness.SOUND


def _words_fit(a: str, b: str) -> bool:
    return _word(sound(a), sound(b), family=True) is not None


def _token(a: str, spoken_a: str, b: str, spoken_b: str, *, family: bool) -> Likeness | None:
    if len(a) == 1 or len(b) == 1:
        return Likeness.SOUND if a[0] == b[0] and not family else None
    return _word(spoken_a, spoken_b, family=family)


def _word(a: str, b: str, *, family: bool) -> Likeness | None:
    if a == b:
        return Likeness.SOUND
    short, long = sorted((a, b), key=len)
    if long == short + "a" or (
        not family and len(a) == len(b) and a[:-1] == b[:-1] and {a[-1], b[-1]} & {"a"}
    ):
        return None  # a woman's and a man's form
    if len(short) < 5 or len(long) - len(short) > 2:
        return None
    return Likeness.NEAR if _ratio(*sorted((a, b))) > 0.8 else None


@lru_cache(maxsize=100_000)
def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
