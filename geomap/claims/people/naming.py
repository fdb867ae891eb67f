"""Names of people in a text: where one begins and ends, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc, Token

from geomap.claims.people.anchors import anchored_runs
from geomap.claims.people.nameparts import (
    Name,
    apart,
    behind_region,
    is_capitalised,
    is_initial,
    is_name_word,
    is_particle,
    is_place,
    is_title,
)
from geomap.claims.people.roles import Role, role_after, role_before
from geomap.claims.people.shared import find_holders
from geomap.claims.scene import Scene
from geomap.claims.territory import find_territory
from geomap.claims.vocabulary import base, singular, words

_MAJESTIES = frozenset(("Majesty", "Majesties", "Highness", "Highnesses", "Excellency", "Excellencies"))
_MAJESTIES |= {
    "HE",
    "HH",
    "HM",
    "HRH",
    "Holiness",
    "Eminence",
    "Royal",
    "Imperial",
    "Serene",
    "His",
    "Her",
    "Their",
    "The",
}
_FORMS = frozenset(("mr", "mrs", "ms", "miss", "dr"))
_NUMERALS = re.compile(r"[IVX]+")
_OPENING = 30
"""Among its first words an article tells in brackets which agency it is from."""
_WHERE = frozenset(("at", "in", "from", "with", "near"))
"""'King Charles at Balmoral': what the model takes for one name ends before these."""
_PORTS = frozenset(("airport", "airfield", "aerodrome", "airbase", "hospital", "stadium", "university"))
"""What is called after people."""
_NO_PERSON = frozenset(("couple", "un", "u.n.", "eu", "nato", "women", "nations", "holy"))
_REGION = 3
"""Words of a region's name that the model may leave out of what it takes for a person's, at most."""
_PARTY_AND_STATE = re.compile(r"(?:\(|, )[RDI]-[A-Z][A-Za-z]+")
"""'Senator X (D-MN)', 'X, R-Ohio'."""
_UNNAMED = re.compile(r"[\d@/|]")


def find_names(scene: Scene) -> Iterator[Name]:
    """Every mention of a person by a name of an article, each once.

    First come those that the language model takes for people, grown over what it left out ('Han Duck-soo'
    of which it saw 'Han Duck'); then the capitalised words that stand where only a person can.
    """
    seen: set[int] = set()
    for first, last in find_holders(scene):
        yield from _trimmed(scene, first, last, seen, counted=True)
    ends = {entity.start: entity.end - 1 for entity in scene.doc.ents if entity.label_ == "PERSON"}
    for entity in scene.doc.ents:
        if entity.label_ == "PERSON" and entity.start not in seen:
            yield from _trimmed(scene, *_grown(scene, entity.start, entity.end - 1, seen, ends), seen)
    for first, last in anchored_runs(scene, seen):
        yield from _trimmed(scene, first, last, seen)


def _grown(scene: Scene, first: int, last: int, seen: set[int], ends: Mapping[int, int]) -> tuple[int, int]:
    """A model's name with those of its words that the model left out; `ends` are all its names."""
    doc = scene.doc
    titled = is_title(doc[first]) or (first > 0 and is_title(doc[first - 1]))
    while first and _lacks_before(scene, first, seen):
        first -= 1
    if _lacks_behind(scene, last, seen) or (doc[last].text == "-" and not doc[last].whitespace_):
        last += 1
    while last + 1 in ends and _goes_on(doc, last):
        last = ends[last + 1]
    while last + 1 < len(doc) and last + 1 not in seen and last + 1 not in scene.spot_at:
        if (led := _leads_on(doc, last if is_particle(doc[last]) else last + 1)) is not None:
            last = led
        elif _has_second_half(doc, last):
            last += 2
        elif _may_follow(doc[last + 1], titled=titled):
            last += 1
        else:
            break
    return first, last


def _lacks_before(scene: Scene, first: int, seen: set[int]) -> bool:
    """Whether the word before a name is its first part: 'Fiame Naomi', of which the model took 'Naomi'."""
    token, start = scene.doc[first - 1], scene.doc[first]
    if not token.whitespace_ and token.i not in seen | scene.spot_at.keys() and is_initial(token):
        return True
    return (
        token.i not in seen
        and token.i not in scene.spot_at
        and token.ent_type_ == ""
        and (
            (token.dep_ == "compound" and token.head.i >= first and token.head.ent_type_ == "PERSON")
            or _ends_complement(scene.doc, first - 2)
        )
        and start.sent == token.sent
        and token.whitespace_ != ""
        and is_name_word(token)
        and token.pos_ == "PROPN"
        and not _is_of_office(token)
        and token.lower_ not in words("people", "things")
        and scene.gazetteer.demonym(token.text) is None
    )


def _is_of_office(token: Token) -> bool:
    """Whether a word is part of what an office is called: 'Affairs', 'Assembly', 'Bank'."""
    return token.lower_ in words("people", "portfolios", "organs", "bodies")


def _ends_complement(doc: Doc, at: int) -> bool:
    """Whether a name may begin behind a token, as an office ends there: 'Minister of Justice', 'Speaker'."""
    return at >= 0 and doc[at].text[:1].isupper() and (_is_of_office(doc[at]) or is_title(doc[at]))


def _goes_on(doc: Doc, last: int) -> bool:
    """Whether the model cut one name in two: 'José Luis' and 'Rodríguez Zapatero'."""
    if last + 1 >= len(doc) or not doc[last].whitespace_:
        return False
    joined = doc[last].dep_ in ("conj", "appos", "nmod") and doc[last].head.pos_ not in ("VERB", "AUX")
    return is_name_word(doc[last + 1]) and (doc[last].head.i > last or joined)


def _lacks_behind(scene: Scene, last: int, seen: set[int]) -> bool:
    """Whether a surname that is a place's name as well was left out: 'Carlos Trujillo García'."""
    doc = scene.doc
    if last + 1 >= len(doc) or last + 1 in seen or doc[last].dep_ != "compound" or not doc[last].whitespace_:
        return False
    surname = doc[last + 1]
    spot = scene.spot_at.get(last + 1)
    return (
        doc[last].head == surname
        and is_name_word(surname)
        and surname.pos_ == "PROPN"
        and surname.dep_ != "compound"
        and spot is not None
        and spot.first == spot.last
        and spot.use == "name"
    )


def _leads_on(doc: Doc, at: int) -> int | None:
    """The word that a hyphen or particles behind a model's name join to it: 'el-Sissi', 'de la O Levy'."""
    first = at
    while at + 1 < len(doc) and (
        is_particle(doc[at])
        or (doc[at].text == "-" and not doc[at].whitespace_ and (at > first or not doc[at - 1].whitespace_))
    ):
        at += 1
    if at == first or not (doc[at].is_alpha and doc[at].text[:1].isupper()):
        return None
    short = is_initial(doc[at]) and at + 1 < len(doc) and is_name_word(doc[at + 1])
    return at + 1 if short and doc[at].whitespace_ else at


def _has_second_half(doc: Doc, last: int) -> bool:
    """'Han Seung-soo' of which the model took 'Han Seung'; not 'an Obama-led mission'."""
    if (
        last + 2 >= len(doc)
        or doc[last + 1].text != "-"
        or doc[last].whitespace_
        or doc[last + 1].whitespace_
    ):
        return False
    return doc[last + 2].is_alpha and doc[last + 2].pos_ == "PROPN" and doc[last].is_alpha


def _may_follow(token: Token, *, titled: bool) -> bool:
    """Whether a word behind a model's name is one more of its parts: "Mata'afa", which it does not know."""
    if not is_name_word(token) or not token.nbor(-1).whitespace_ or token.ent_type_ not in ("", "PERSON"):
        return False
    if not token.is_alpha:
        return token.tag_ == "NNP" and token.ent_type_ == ""
    return titled and token.pos_ == "PROPN" and token.text.istitle()


def _trimmed(scene: Scene, first: int, last: int, seen: set[int], *, counted: bool = False) -> Iterator[Name]:
    """The name in a stretch of words, without titles and what else is no part of it.

    `counted`: it is known to be a name, though its first word may be a place's.
    """
    doc = scene.doc
    titled = [i for i in range(first, last) if doc[i].lower_.rstrip(".") in _FORMS]
    first = titled[-1] if titled else first
    first = max(first, *(behind_region(scene, i) for i in range(max(first - _REGION, 0), first + 1)), first)
    organs = [i for i in range(first + 1, last) if doc[i].lower_ in words("people", "organs")]
    first = organs[-1] + 1 if organs else first  # 'the State Great Hural G. Zandanshatar'
    if last - first > 2 and is_title(doc[first + 1]) and find_territory(doc[first].text, scene.gazetteer):
        first += 1  # 'Tonga King Firstname Lastname'
    while first <= last and _before_name(scene, first) and not _is_surname(scene, first, last):
        if (counted and is_place(scene, first)) or _is_given_name(doc, first, last):
            break
        first += 1
    where = next(
        (
            i
            for i in range(first + 1, last)
            if doc[i].lower_ in _WHERE
            or _parts(doc, i)
            or _leads_to_verb(doc, i)
            or _acts(doc[i])
            or _is_of_land(scene, i)
        ),
        last + 1,
    )
    last = min(last, where - 1)
    if last - first > 1 and first and doc[first - 1].lower_ in ("in", "to", "from", "at"):
        first += bool(scene.gazetteer.candidates(doc[first].text))  # 'To Harare President X has flown'
    owner = next((i for i in range(first, last) if doc[i].lower_ in ("'s", "’s")), last + 1)
    last = min(last, owner - 1)
    while last >= first and (_behind_name(doc[last]) or _is_degree(doc, first, last)):
        last -= 1
    if first > last or any(i in seen for i in range(first, last + 1)) or not _is_persons(scene, first, last):
        return
    if last > first + 1 and doc[last].lower_ in _PORTS:
        return  # 'landed at Norman B. Sheffield Regional Airport'
    parts = _joined(doc, first, last)
    if not parts or (len(parts) == 1 and len(parts[0]) < 2):
        return
    seen.update(range(first, last + 1))
    role = role_before(scene, first)
    rank = role is not None and role.country is None and role.label.lower() in words("people", "ranks")
    if role is None or rank or _is_of_name_before(doc, role, first):
        role = role_after(scene, last) or role
    honorific = doc[first - 1].lower_.rstrip(".") if first else ""
    if honorific == "," and first > 1 and doc[first - 2].lower_ in ("wife", "spouse"):
        honorific = "wife"  # 'his wife, X'
    last = _with_suffix(doc, last)
    country = _country_beside(scene, first, last)
    yield Name(first=first, last=last, parts=parts, role=role, honorific=honorific, country=country)


def _is_of_name_before(doc: Doc, role: Role, first: int) -> bool:
    """'X, member of the council, Y, minister of …': the office between two names may be the first one's."""
    if role.first < 2 or doc[role.first - 1].text != "," or doc[role.first - 2].ent_type_ != "PERSON":
        return False
    return doc[first - 1].text == "," or doc[min(role.last + 1, first)].text == ","


def _parts(doc: Doc, i: int) -> bool:
    """Whether a dash with a blank before it parts what the model takes for one name: 'X Y -and Z'."""
    return doc[i].text in ("-", "–", "—") and bool(doc[i - 1].whitespace_)


def _leads_to_verb(doc: Doc, i: int) -> bool:
    """'Talbott To Visit Riga': the model takes what a headline says of somebody for a part of the name."""
    return doc[i].text == "To" and base(doc[i + 1].lower_) in words("travel", "toward", "at", "object") | (
        words("meeting", "verbs", "hosting")
    )


def _is_of_land(scene: Scene, i: int) -> bool:
    """'Prime Minister Sanader of Croatia': the model takes the country for a part of the name."""
    land = find_territory(scene.doc[i + 1].text, scene.gazetteer) if scene.doc[i].lower_ == "of" else None
    return land is not None


def _is_surname(scene: Scene, first: int, last: int) -> bool:
    """Whether one word right behind a title is a name that a town bears as well: 'Prime Minister Clark'."""
    spot = scene.spot_at.get(first)
    country = spot is not None and spot.precision in ("country", "region")
    alone = first == last and first > 0 and not is_title(scene.doc[first])
    return alone and not country and is_title(scene.doc[first - 1])


def _before_name(scene: Scene, i: int) -> bool:
    token = scene.doc[i]
    return (
        is_title(token)
        or not (is_capitalised(token) or is_particle(token))
        or is_place(scene, i)
        or i in scene.date_at
        or token.text in _MAJESTIES
        or (token.text.replace(".", "") in _MAJESTIES and is_title(scene.doc[i + 1]))  # 'H.H. Sheikh X'
        or base(token.lower_) in words("travel", "timetable")
        or token.lower_ in words("people", "portfolios", "organs")
    )


def _is_given_name(doc: Doc, first: int, last: int) -> bool:
    """'President Duma Boko': what is a body elsewhere, between a title and a surname."""
    organ = doc[first].lower_ in words("people", "organs") and doc[first].text.istitle()
    return organ and first + 1 == last and first > 0 and is_title(doc[first - 1])


def _behind_name(token: Token) -> bool:
    joined = token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_
    if joined and token.is_alpha and not token.nbor(-2).whitespace_:
        return False  # 'Ban Ki-moon'
    return (
        not token.text[:1].isalpha()
        or token.lower_ in ("'s", "’s")
        or _acts(token)
        or (
            token.text[:1].islower()
            and not is_name_word(token)
            and token.lower_ not in words("people", "suffixes")
        )
    )


def _acts(token: Token) -> bool:
    """Whether a word is what a headline says of somebody, and no surname: 'Secretary X Travels to Y'."""
    return token.lower_.endswith(("s", "ed", "met")) and base(token.lower_) in _deeds()


@cache
def _deeds() -> frozenset[str]:
    goes = words("travel", "toward", "at", "object", "leaving")
    return goes | words("meeting", "verbs", "hosting") | {"hold", "begin", "conclude", "announce", "return"}


def _is_degree(doc: Doc, first: int, last: int) -> bool:
    """'TD', 'SC' behind a name that is not all in capitals."""
    text = doc[last].text
    return (
        last > first + 1
        and text.isupper()
        and len(text) < 4
        and not doc[last - 1].text.isupper()
        and ("." not in text and not _NUMERALS.fullmatch(text))
    )


def _is_persons(scene: Scene, first: int, last: int) -> bool:
    """Whether a stretch of capitalised words names a person, as far as its words tell."""
    doc = scene.doc
    places = sum(is_place(scene, i) for i in range(first, last + 1))
    text = doc[first : last + 1].text
    return not (
        (places * 2 > last - first + 1 and not _is_surname(scene, first, last))
        or "," in text
        or _UNNAMED.search(text)
        or any(i in scene.date_at for i in range(first, last + 1))
        or any(token.lower_ in _NO_PERSON and token.text != "Un" for token in doc[first : last + 1])
        or all(token.lower_ in words("people", "organs", "beneath") for token in doc[first : last + 1])
        or (singular(doc[last].lower_) in words("travel", "nouns") and not is_title(doc[first - 1]))
        or (first == last and first and doc[first - 1].lower_ == "the")
        or (
            first == last and last + 1 < len(doc) and is_title(doc[last + 1]) and doc[last].dep_ == "compound"
        )
        or (first and doc[first - 1].text == "(" and doc[last + 1 : last + 2].text == ")" and last < _OPENING)
        or (first and doc[first - 1].lower_ in words("people", "things"))
        or (first == last and scene.gazetteer.demonym(text))
    )


def _country_beside(scene: Scene, first: int, last: int) -> str | None:
    """The country in 'from Chad, X', in 'Chad's X' and in 'X of Chad'."""
    doc = scene.doc
    before = scene.spot_at.get(first - 2) if first > 1 else None
    if before and doc[first - 1].text == "," and before.first and doc[before.first - 1].text == "from":
        return before.country
    if before and before.precision == "country" and doc[first - 1].lower_ in ("'s", "’s", "'", "’"):
        return before.country
    if _PARTY_AND_STATE.match(doc[last + 1 : last + 8].text):
        return "US"
    behind = [token.lower_ for token in doc[last + 1 : last + 3]]
    of = last + 1 + behind.index("the") if behind[:1] == ["of"] and "the" in behind else last + 1
    after = scene.spot_at.get(of + 1) if behind[:1] == ["of"] else None
    if after is None and behind[:1] == ["of"] and of + 1 < len(doc):
        land = find_territory(doc[of + 1].text, scene.gazetteer)  # taken for a part of the name
        return land.place.country if land and not land.gone else None
    return after.country if after and after.precision == "country" else None


def _with_suffix(doc: Doc, last: int) -> int:
    """The last token of a name with its 'Jr.'."""
    for step in (1, 2):
        if last + step < len(doc) and doc[last + step].lower_ in words("people", "suffixes"):
            return last + step
        if last + step < len(doc) and doc[last + step].text != ",":
            break
    return last


def _joined(doc: Doc, first: int, last: int) -> tuple[str, ...]:
    """The words of a name as written: hyphenated parts in one, suffixes left out."""
    text = apart(doc[first : last + 1].text.replace(",", " "))
    return tuple(word for word in text.split() if word.lower() not in words("people", "suffixes"))
