"""When two names can be one person's.

Names meet word by word in order: words may be left out in the middle, be initials, familiar forms or one
letter off; the order may be turned where family names can stand first. Nothing here knows a particular
person.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache

from geomap.trips.people.forenames import forename
from geomap.trips.people.names import Name, family_first, read_name
from geomap.trips.people.sounds import fold, sound

_INITIALS = 3
"""So many letters make an abbreviation of a name."""


class Likeness(IntEnum):
    """How surely two spellings are one name; less is surer."""

    SAME = 0
    SOUND = 1
    """The same but for spelling, initials, familiar forms, left-out middle names."""
    NEAR = 2
    """One letter or so apart."""
    FAMILY = 3
    """One of the two is a family name alone (or a monarch's first name)."""


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
    if a.joined == b.joined:
        return Likeness.SOUND
    turnable = family_first(a, country) or family_first(b, country)
    if turnable and len(a.joined) == len(b.joined) and a.joined in _turned(b):
        return Likeness.SOUND
    short, long = (a, b) if len(a.tokens) <= len(b.tokens) else (b, a)
    found = _aligned(short, long)
    if found is None and _dropped_first(short, long, country):
        found = _aligned(short, read_name(" ".join(long.tokens[1:])))
    if found is Likeness.NEAR and turnable:
        return None  # in Pinyin one letter is another name: Li Qiang, Li Keqiang
    return found


def _turned(name: Name) -> tuple[str, str]:
    """A name with its first word last, and with its last word first, in one word."""
    words = [sound(token) for token in name.tokens]
    return "".join([*words[1:], words[0]]), "".join([words[-1], *words[:-1]])


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


def is_familiar(word: str, name: Name) -> bool:
    """Whether the press may call someone by one word that is not the family name.

    By initials ('AMLO', 'MBS'), by the beginnings of two names ('Jokowi'), by a given name ('Lula', 'Evo').

    Parameters
    ----------
    word
        Folded.
    name
        In full.
    """
    words = re.split(r"[\s\-]+", fold(name.text))
    if len(word) >= _INITIALS and "".join(w[:1] for w in words).startswith(word):
        return True
    if word in name.tokens[:-1]:
        return True
    first = name.tokens[0]
    return any(
        word.startswith(first[:size]) and later.startswith(word[size:])
        for later in name.tokens[1:]
        for size in range(3, min(len(first), len(word) - 2) + 1)
    )


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
