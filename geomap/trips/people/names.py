"""Names of people, taken apart into the words that tell one person from another."""

from __future__ import annotations

import re
from functools import lru_cache

from geomap.records import record
from geomap.trips.people.forenames import forename
from geomap.trips.people.sounds import fold, sound


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HONORIFICS = _words(
    """
    mr mrs ms miss dr prof professor president presidents prime minister premier chancellor taoiseach
    foreign defence defense secretary of state king queen emperor empress sultan emir amir sheikh
    sheikha sheik shaikh shaykh shaikha crown prince princess pope patriarch archbishop cardinal bishop
    sir dame lord lady baroness baron ambassador envoy general gen colonel col admiral adm lieutenant lt
    major maj captain capt marshal senator sen representative rep congressman congresswoman governor gov
    deputy vice acting interim former ex hon honourable honorable excellency his her majesty highness
    royal holiness grand ayatollah hojatoleslam mullah imam dato datuk tun tan sri seri haji hajji herr
    frau monsieur madame señor senor señora senora signor comrade first the
    """
)
_ROYAL = _words(
    """
    king queen emperor empress sultan emir amir sheikh sheikha sheik shaikh shaykh shaikha prince
    princess pope patriarch
    """
)
_SONS = _words("bin ibn bint ben b")
_PARTICLES = _words(
    """
    al el ul ur ad ed as es ash an at az ar de da do dos das di del della du des la le van von der den
    ter ten zu zur af av y e i abu bin ibn bint ben san santa st
    """
)
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr"}
_NUMERAL = re.compile(r"^(?:ii|iii|iv|vi{0,3}|ix|xi{0,3}|xiv|xvi{0,3}|i{1,3})$")
_FAMILY_FIRST = _words("CN TW HK MO KR KP JP VN KH SG HU MN")
FAMILY_FIRST_NAMES = _words(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie
    tang deng feng song han cao zeng peng xiao cai pan tian dong yuan ye jiang wei lu du ding shen ren
    yao fan qin xi hua wen kim lee park choi jung jeong kang cho jo yoon yun jang lim im oh seo shin
    kwon hwang ahn an moon nguyen tran le pham hoang phan vu vo dang bui ngo duong ly tsai hou hun
    """
)


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
    joined: str
    """All sounds in one word, however the name was parted."""
    son: bool = False
    """Whether a father's name follows the first ('Salman bin Abdulaziz')."""

    @property
    def full(self) -> bool:
        """Whether there is more than one word."""
        return len(self.tokens) > 1


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
        joined="".join(sound(t) for t in tokens),
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
    return name.tokens[0] in FAMILY_FIRST_NAMES
