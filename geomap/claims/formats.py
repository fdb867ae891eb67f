"""Kinds of meetings: named formats and summits, and who takes part in them."""

from __future__ import annotations

import re

from geomap.records import Person, record


@record
class Format:
    """A named format: how it is called, and the region or body whose members take part."""

    name: str
    body: str
    """Whose leaders or ministers meet."""
    region: str | None = None
    """Its members are told apart one by one (the C5 of the C5+1)."""


_PLUS = r"\s*\+\s*"
_FORMATS: tuple[tuple[str, str, str | None], ...] = (
    (rf"C\s?-?5(?:{_PLUS}1)?|Central Asia(?:n)? 5{_PLUS}1|Central Asia plus", "C5+1", "Central Asia"),
    (r"G\s?-?7|Group of (?:7|Seven)", "G7", None),
    (r"G\s?-?8|Group of (?:8|Eight)", "G8", None),
    (r"G\s?-?20|Group of (?:20|Twenty)", "G20", None),
    (r"G\s?-?77|Group of 77", "G77", None),
    (r"SCO|Shanghai Cooperation Organi[sz]ation", "SCO", None),
    (r"NATO|North Atlantic Council", "NATO", None),
    (r"BRICS", "BRICS", None),
    (r"ASEAN(?:{_PLUS}3)?|Association of Southeast Asian Nations", "ASEAN", None),
    (r"East Asia Summit", "East Asia Summit", None),
    (r"APEC|Asia-Pacific Economic Cooperation", "APEC", None),
    (r"the Quad|Quad (?:leaders|summit|ministers)", "Quad", None),
    (r"AUKUS", "AUKUS", None),
    (r"African Union|AU summit", "African Union", None),
    (r"ECOWAS", "ECOWAS", None),
    (r"SADC", "SADC", None),
    (r"IGAD", "IGAD", None),
    (r"EAC|East African Community", "EAC", None),
    (r"G5 Sahel", "G5 Sahel", None),
    (r"Arab League|League of Arab States", "Arab League", None),
    (r"GCC|Gulf Cooperation Council", "GCC", None),
    (r"OIC|Organi[sz]ation of Islamic Cooperation", "OIC", None),
    (r"CSTO|Collective Security Treaty Organi[sz]ation", "CSTO", None),
    (r"CIS|Commonwealth of Independent States", "CIS", None),
    (r"EAEU|Eurasian Economic (?:Union|Forum)", "EAEU", None),
    (r"Organi[sz]ation of Turkic States|Turkic Council", "OTS", None),
    (r"OSCE", "OSCE", None),
    (r"European Council|EU(?= summit| leaders)|European Political Community", "EU", None),
    (r"Visegr[aá]d", "Visegrád Group", None),
    (r"Weimar Triangle", "Weimar Triangle", None),
    (r"Normandy(?: Format| Four)", "Normandy Format", None),
    (r"Commonwealth(?: heads of government)?(?= summit| heads)|CHOGM", "CHOGM", None),
    (r"CARICOM", "CARICOM", None),
    (r"CELAC", "CELAC", None),
    (r"Mercosur|Mercosul", "Mercosur", None),
    (r"OAS|Organi[sz]ation of American States|Summit of the Americas", "OAS", None),
    (r"Pacific Islands Forum", "Pacific Islands Forum", None),
    (r"SAARC", "SAARC", None),
    (r"BIMSTEC", "BIMSTEC", None),
    (r"OPEC\+?", "OPEC", None),
    (r"UNGA|U\.?N\.? General Assembly|United Nations General Assembly", "UNGA", None),
    (r"COP\s?-?\d+", "COP", None),
)
_PATTERNS = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), Format(name=name, body=name, region=region))
    for pattern, name, region in _FORMATS
)
_PAIR = re.compile(r"\b([A-Z][\w.]*)[-–—]([A-Z][\w.]*) [Ss]ummit")


def format_in(text: str) -> Format | None:
    """The first named format or summit in a text."""
    found = [(match.start(), form) for pattern, form in _PATTERNS if (match := pattern.search(text))]
    if pair := _PAIR.search(text):
        found.append(
            (pair.start(), Format(name=pair.group(0).replace("summit", "Summit"), body=pair.group(2)))
        )
    return min(found, key=lambda item: item[0])[1] if found else None


def kind_of(people: tuple[Person, ...]) -> str | None:
    """'bilateral' where office holders of exactly two countries meet."""
    countries = {person.country for person in people}
    return "bilateral" if len(countries) == 2 and None not in countries else None


def format_spans(text: str) -> list[tuple[int, int]]:
    """Where a text names a format: no place name inside is a place ('NATO', 'G5 Sahel')."""
    return [match.span() for pattern, _ in _PATTERNS for match in pattern.finditer(text)]
