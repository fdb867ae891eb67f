"""Who published an article, as its text tells: agency codes and the names of papers behind headlines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from geomap.records import record

_SIGNED = re.compile(r"\s+(?:[-–—/(\[] ?)?(?P<code>[^\s()\[\]/–—][^()\[\]/–—]{0,24}?)[)\]]?\.?$")
_BEHIND = re.compile(r"\s+[-–—|·•»]+\s+")
_PAPER = re.compile(
    r"\b(?:times|post|news|herald|tribune|gazette|daily|journal|agency|online|today|observer|guardian"
    r"|telegraph|press|review|chronicle|star|sun|mail|express|tv|television|radio|broadcasting"
    r"|network|weekly|standard|monitor|bulletin|examiner|inquirer|independent|mirror|nation|globe"
    r"|record|register|reporter|courier|dispatch|sentinel|citizen|advocate|leader|argus|echo|voice"
    r"|magazine|media|newspaper|diplomat|economist|reuters|bbc|cnn|nbc|cbs|abc|npr|pbs|sky|fox|cnbc"
    r"|msnbc|euronews|al ?jazeera|al ?arabiya|dawn|hindu|eurasianet|politico|axios|bloomberg|forbes"
    r"|newsweek|afp|xinhua|tass|rt|sputnik|interfax|yonhap|kyodo|anadolu|azernews|akipress"
    r"|kazinform|rfe/rl|voa|dw|rfi|france 24|cgtn|cna|scmp|rappler|haaretz|the hill|the week"
    r"|the atlantic|le monde|el país|el pais|der spiegel|la repubblica|pravda|izvestia|kommersant"
    r"|kyiv post|ukrinform|united nations|state department|department of state|ministry|government"
    r"|embassy|gov\.uk|\w+\.(?:com|org|net|gov|info|news|[a-z]{2}))\b",
    re.IGNORECASE,
)

_HOST = re.compile(r"(?:\w+://)?(?:(?:www|en|eng|english|news|m)\.)*(?P<name>[\w-]+)\.", re.IGNORECASE)
_TELLING_CODE = 4
"""Letters of an agency's code, at least, by which its host is known."""


@record
class Agency:
    """A news agency as it signs."""

    code: str
    name: str
    homes: tuple[str, ...]
    """Cities where its desks are, to tell agencies of one code apart."""


def find_agency(code: str, place: str | None = None) -> str | None:
    """The name of the agency that signs with a code.

    None where no agency does; the code itself where several do and the place of the dateline is home to
    none of them.
    """
    agencies = _agencies().get(code.strip(" .-–—"), ())
    if len(agencies) == 1:
        return agencies[0].name
    near = [
        one for one in agencies if place and any(home.casefold() in place.casefold() for home in one.homes)
    ]
    if len(near) == 1:
        return near[0].name
    return code.strip() if agencies else None


def agency_homes(name: str) -> tuple[str, ...]:
    """Cities where an agency of this name has its desks; empty for every other publisher."""
    known = (agency for agencies in _agencies().values() for agency in agencies if agency.name == name)
    return tuple(dict.fromkeys(city for agency in known for city in agency.homes))


def agency_of_host(address: str) -> str | None:
    """The agency whose code begins its web address: 'http://www.xinhuanet.com/…' is Xinhua's."""
    host = _HOST.match(address)
    if host is None:
        return None
    codes = (code for code in _agencies() if len(code) >= _TELLING_CODE)
    return next(
        (_agencies()[code][0].name for code in codes if host["name"].lower().startswith(code.lower())), None
    )


def sounds_like_publisher(name: str) -> bool:
    """Whether a name has a word that papers, agencies and offices have in theirs: 'News', 'Times', '.com'."""
    return _PAPER.search(name) is not None


def signature(paragraph: str) -> tuple[str, int] | None:
    """The agency that signs at the end of a paragraph, '… territories. EFE', and where that begins."""
    found = _SIGNED.search(paragraph, max(0, len(paragraph) - 40))
    while found:
        sentence = paragraph[: found.start()]
        if sentence.endswith((".", "”", '"', "!", "?", "’", ")", "…")) and (
            name := find_agency(found["code"])
        ):
            return name, found.start()
        found = _SIGNED.search(paragraph, found.start() + 1)
    return None


def split_headline(line: str) -> tuple[str, str | None]:
    """The headline and the name of the site behind it: 'Aid promised – The Moscow Times'.

    Behind ' | ' any short name is a site's; behind a dash only one that sounds like a paper's, an agency's
    or an office's.
    """
    marks = list(_BEHIND.finditer(line[:600]))
    if not marks or len(line) > 600:
        return line, None
    last = line[marks[-1].end() :].strip()
    words = last.split()
    if not 1 <= len(words) <= 6 or not (last[:1].isupper() or "." in last) or last.endswith(("?", "!", ".")):
        return line, None
    if "|" not in marks[-1][0] and not sounds_like_publisher(last):
        return line, None
    head = line[: marks[-1].start()]
    while (
        (more := list(_BEHIND.finditer(head)))
        and "|" in more[-1][0]
        and len(head[more[-1].end() :].split()) <= 4
    ):
        head = head[: more[-1].start()]
    return (head, last) if len(head.split()) >= 2 else (line, None)


@cache
def _agencies() -> dict[str, tuple[Agency, ...]]:
    rows = Path(__file__).with_name("agencies.tsv").read_text(encoding="utf-8").splitlines()[1:]
    table: dict[str, tuple[Agency, ...]] = {}
    for row in rows:
        code, name, homes = row.split("\t")
        one = Agency(code=code, name=name, homes=tuple(filter(None, homes.split("; "))))
        table[code] = (*table.get(code, ()), one)
    return table
