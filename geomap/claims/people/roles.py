"""Offices as texts put them beside a name: 'Uzbek Foreign Minister …', '…, the envoy to Chad'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from geomap.claims.people.offices import seats_of
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import SUBJECTS, word_after
from geomap.claims.territory import find_territory
from geomap.claims.vocabulary import called, homes, role_class, shorts, singular, words
from geomap.records import record

_REACH = 16
_WITHIN = ("of", "for", "and", "the", "to", "on")
_LONGEST_NAME = 7
_COMPLEMENTS = ("of", "for", "to", "on", "at", "in")


@record
class Role:
    """An office beside a name: its words without the country, its country, its tokens."""

    label: str
    country: str | None
    first: int
    last: int


def role_before(scene: Scene, name: int) -> Role | None:
    """The office in front of a name that begins at token `name`."""
    doc = scene.doc
    sentence = doc[name].sent.start
    head = _head_before(scene, name, sentence)
    if head is None:
        return None
    head, first = _outermost(scene, head, sentence)
    owner = scene.country_at(first - 1) if doc[first].text in ("'s", "’s") and first > sentence else None
    first = owner.first if owner else first
    last = name - 1
    if doc[head].lower_ in words("people", "ranks") and doc[first - 1].text == ",":
        office = _head_before(scene, first, sentence)
        if office is not None:  # 'the leader of Chad, General X'
            last = first - 2
            head, first = _outermost(scene, office, sentence)
            label = [doc[i] for i in range(first, last + 1) if not scene.country_at(i)]
            return replace(_role(scene, label, head, first, last), last=name - 1)
    label = [doc[i] for i in range(first, name) if i >= head or not scene.country_at(i)]
    return _role(scene, label, head, first, last)


def _is_address(token: Token) -> bool:
    """'Mr', 'Hon.', of which the point may be a token of its own."""
    return token.lower_.rstrip(".") in words("people", "honorifics", "addresses")


def _head_before(scene: Scene, name: int, sentence: int) -> int | None:
    """The role noun whose complement, if any, runs up to the name."""
    doc = scene.doc
    i = name - 1
    while i > sentence and _is_address(doc[i] if doc[i].text != "." else doc[i - 1]):
        i -= 1
    if (
        i > sentence + 2
        and doc[i].text == ")"
        and doc[i - 1].lower_.rstrip(".") in ("retired", "retd", "ret")
    ):
        i -= 3
    addressed = i < name - 1 and _is_of_country(scene, i - 1)
    if i > sentence and doc[i].text == "," and (i == name - 1 or addressed or _has_first_name(doc, name)):
        i -= 1
    name = i + 1
    while i >= max(sentence, name - _REACH):
        token = doc[i]
        if token.text == ")" and doc[i - 2].text == "(" and doc[i - 1].text.isupper():
            i -= 3  # 'of the Organisation of Islamic Cooperation (OIC) X'
            continue
        if role_class(token.lower_) and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            if i in scene.spot_at and scene.spot_at[i].use == "name":
                return None  # 'in Sharm el-Sheikh, X …'
            following = doc[i + 1].lower_ if i + 1 < name else ""
            return i if not following or following in _COMPLEMENTS else None
        if (
            token.pos_ in ("VERB", "AUX", "PRON")
            or (token.text in ',;:()[]—–“”"' and not parts_portfolios(token))
            or (
                token.lower_ in ("with", "by", "from", "and", "that")
                and token.pos_ != "DET"
                and not _in_complement(doc[i])
            )
        ):
            return None
        i -= 1
    return None


def _is_of_country(scene: Scene, i: int) -> bool:
    """'the President of Namibia, Dr X': where the office in front of a comma ends with its country."""
    spot = scene.spot_at.get(i)
    behind = spot is not None and spot.first > 0 and scene.doc[spot.first - 1].lower_ in ("of", "the")
    return spot is not None and behind and spot.precision == "country"


def _has_first_name(doc: Doc, name: int) -> bool:
    """Whether a name has several words, as where it is told first: 'the minister, Mr Firstname Lastname'."""
    return name + 1 < len(doc) and doc[name + 1].text[:1].isupper() and doc[name].whitespace_ != ""


def _outermost(scene: Scene, head: int, sentence: int) -> tuple[int, int]:
    """The role noun that all others of a phrase complete, and where its modifiers begin.

    'Assistant to the President for …' is an assistant, 'Representative for … Ambassador' a representative.
    """
    doc = scene.doc
    first = head
    while True:
        while first > sentence and (_modifies(doc[first - 1]) or _is_demonym(scene, first - 1)):
            if _is_where(scene, first - 1):
                break
            first -= 1
        i = first - 1
        if (joined := _joined_office(doc, head, first, sentence)) is not None:
            first = joined
            continue
        if i > sentence and doc[i].lower_ == "the":
            i -= 1
        if i <= sentence or doc[i].lower_ not in ("to", "for", "of"):
            return head, first
        outer = next(
            (
                j
                for j in range(i - 1, max(sentence, i - _REACH) - 1, -1)
                if role_class(doc[j].lower_) or not (_modifies(doc[j]) or doc[j].lower_ in _WITHIN)
            ),
            None,
        )
        if outer is None or not role_class(doc[outer].lower_) or doc[outer].pos_ == "ADJ":
            return head, first  # not 'the official visit of President X'
        head = first = outer


def _joined_office(doc: Doc, head: int, first: int, sentence: int) -> int | None:
    """'Deputy Prime Minister and Foreign Minister X' is one person with two offices."""
    at = first - 2
    if at <= sentence or doc[at + 1].lower_ not in ("and", "&") or not doc[head].text[:1].isupper():
        return None
    office = doc[at]
    one = role_class(office.lower_) is not None and singular(office.lower_) == office.lower_
    titled = office.text[:1].isupper() and office.ent_type_ != "PERSON"
    while at > sentence and _modifies(doc[at - 1]):
        at -= 1
    definite = at > sentence and doc[at - 1].lower_ in ("the", "a", "an", "his", "her", "its", "their")
    return at if one and titled and not definite else None


def parts_portfolios(token: Token) -> bool:
    """The comma in 'for Women, Peace and Security', in 'for Population, Refugees, and Migration'."""
    if token.text != "," or not 0 < token.i < len(token.doc) - 2:
        return False
    beside = (token.nbor(-1), token.nbor(2 if word_after(token) == "and" else 1))
    told = words("people", "portfolios", "organs", "bodies", "complements")
    return all(word.lower_ in told and word.text[:1].isupper() for word in beside)


def _in_complement(token: Token) -> bool:
    """'and' inside 'for South and Central Asian Affairs' or 'of Justice and the Interior'."""
    before, after = (token.nbor(-1) if token.i else None), token.nbor(1)
    if before is None:
        return False
    if token.lower_ == "with":  # 'for Relations with States'
        return before.text == "Relations" and after.text[:1].isupper()
    if token.lower_ != "and" or before.ent_type_ == "PERSON":
        return False
    if after.lower_ == "the" and word_after(after) in words("people", "portfolios", "organs", "bodies"):
        after = after.nbor(1)
    return before.text[:1].isupper() and after.text[:1].isupper()


def _modifies(token: Token) -> bool:
    return (
        (
            token.pos_ in ("ADJ", "NOUN", "PROPN", "PART", "NUM")
            and token.text not in ",;:()"
            and not token.text.isdigit()
            and token.ent_type_ not in ("DATE", "PERSON", "CARDINAL")
            and not token.is_space
        )
        or (token.text == "-" and not token.whitespace_)
        or (token.lower_ == "in" and token.i > 0 and token.nbor(-1).text == "-")  # 'Commander-in-Chief'
    )


def _is_where(scene: Scene, i: int) -> bool:
    """'In Lima Foreign Minister X met': a town behind 'in' is no part of an office."""
    spot = scene.spot_at.get(i)
    if spot is None or spot.last != i or not spot.first or spot.use != "name":
        return False
    return spot.precision == "city" and scene.doc[spot.first - 1].lower_ in ("in", "at", "to")


def _is_demonym(scene: Scene, i: int) -> bool:
    """'Moldovan President X': of a country, even where the model takes it for part of a name."""
    country = scene.country_at(i)
    return country is not None and country.use == "adjective"


def role_after(scene: Scene, name: int) -> Role | None:
    """The office behind a name that ends at token `name`: ', the deputy minister of Chad,'."""
    doc = scene.doc
    if name + 3 < len(doc) and _is_degree(doc[name + 1]) and doc[name + 1].text.isupper():
        name += 1  # 'X MP, Minister of …'
    below = _line_below(scene, name)
    if name + 2 >= len(doc) or not (doc[name + 1].text == "," or below):
        return None
    end = below or doc[name].sent.end
    while name + 3 < end and _is_degree(doc[name + 2]) and doc[name + 3].text == ",":
        name += 2  # 'X, MP, minister of …'
    stop = name + 2
    while (
        stop < end
        and not doc[stop].is_space
        and doc[stop].text not in ",;:.()—–“”"
        and doc[stop].pos_ not in ("VERB", "AUX")
        and doc[stop].lower_ not in ("who", "which", "whose")
    ):
        stop += 1
    head = next(
        (
            i
            for i in range(name + 2, min(stop, name + 9))
            if role_class(doc[i].lower_) and doc[i].pos_ in ("NOUN", "PROPN")
        ),
        None,
    )
    if head is None or singular(doc[head].lower_) != doc[head].lower_ or doc[name + 2].lower_ == "and":
        return None
    if any(token.ent_type_ == "PERSON" and not _is_of_role(token) for token in doc[name + 2 : head + 1]):
        return None
    if stop < end and doc[head].dep_ in SUBJECTS and doc[head].head.i >= stop and doc[stop].text != ",":
        return None  # 'his host X, the minister said on Monday'
    first = name + 2
    label = [doc[i] for i in range(first, stop) if doc[i].pos_ != "DET" or i > head]
    label = [token for token in label if token.i >= head or not scene.country_at(token.i)]
    return _role(scene, label, head, first, stop - 1)


def _line_below(scene: Scene, name: int) -> int | None:
    """Where the line below a name that fills its own ends, if an office may fill it: 'X / Minister of …'."""
    doc, first = scene.doc, scene.line_start(name)
    if name + 2 >= len(doc) or "\n" not in doc[name + 1].text or name - first > _LONGEST_NAME:
        return None
    if any(not (t.text[:1].isupper() or t.is_punct or t.lower_ == "the") for t in doc[first : name + 1]):
        return None
    lines = (t.i for t in doc[name + 2 : name + 2 + _REACH] if t.is_space and "\n" in t.text)
    end = next(lines, len(doc) if name + 2 + _REACH >= len(doc) else None)
    small = end and any(
        (t.text[:1].islower() and t.lower_ not in _WITHIN) or t.text in ":;." for t in doc[name + 2 : end]
    )
    return None if small or doc[name + 2].text.isupper() else end


def _is_of_role(token: Token) -> bool:
    """'the Queen' in 'X, the Queen Consort': part of an office though the model takes it for a name."""
    return token.pos_ == "DET" or role_class(token.lower_) is not None


def _is_degree(token: Token) -> bool:
    """'MP', 'QC', 'PhD' behind a name."""
    return token.text.isalpha() and sum(letter.isupper() for letter in token.text) > 1 and len(token) < 5


def _role(scene: Scene, label: list[Token], head: int, first: int, last: int) -> Role:
    while label and label[0].text in ("-", "’s", "'s", "’", "'", "the", "The", "a", "an", "former", "then"):
        label = label[1:]
    while label and (
        label[-1].lower_.rstrip(".") in words("people", "honorifics")
        or (label[-1].text == "." and label[-2:-1] and _is_address(label[-2]))
    ):
        label = label[:-1]
    text = "".join(token.text_with_ws for token in label).strip(" ,\n")
    if scene.doc[head].lower_ in ("counterpart", "colleague", "counterparts", "colleagues"):
        text = "counterpart"
    return Role(
        label=text, country=country_of_role(scene, range(first, last + 1), head, text), first=first, last=last
    )


def country_of_role(scene: Scene, tokens: Iterable[int], head: int, label: str) -> str | None:
    """The country that an office belongs to: named before its noun, or behind it after 'of'.

    Of a governor or a mayor it is the country that the state or the town lies in.
    """
    local = singular(scene.doc[head].lower_) in words("people", "local")
    for i in tokens:
        spot = scene.spot_at.get(i)
        if spot is None or not (spot.precision == "country" or (local and spot.use == "name")):
            continue
        before = scene.word_before(spot)
        if before == "the" and spot.first > 1:
            before = scene.doc[spot.first - 2].lower_
        if spot.first < head and _is_sent_to(scene, spot, head, label):
            continue
        if spot.first < head or before == "of":
            return spot.country
    label = label.lower()
    owner = scene.doc[max(head - 1, 0)]
    if owner.ent_type_ in ("LANGUAGE", "PERSON") and owner.i not in scene.spot_at:
        land = find_territory(owner.text, scene.gazetteer)  # 'Kyrgyz PM', 'Tonga King', in names' company
        if code := scene.gazetteer.demonym(owner.text) or (land.place.country if land else None):
            return code
    return next(
        (home for office, home in homes().items() if office in label and _is_whole(office, label)), None
    )


def _is_sent_to(scene: Scene, spot: Spot, head: int, label: str) -> bool:
    """'UN Libya envoy', 'EU special envoy to Mali': the country that an organisation's envoy works on."""
    owned = scene.doc[spot.last + 1].tag_ == "POS" or spot.use == "adjective"
    sent = role_class(scene.doc[head].lower_) in ("diplomat", "official")
    return sent and not owned and seats_of(label) is not None


def _is_whole(office: str, label: str) -> bool:
    """Not the British 'Secretary of State for Health', but 'Assistant Secretary of State for Africa'."""
    own = office.startswith(("assistant ", "deputy ", "under")) and "parliamentary" not in label
    return f"{office} for " not in label or own


@lru_cache(maxsize=4096)
def same_office(label: str, other: str) -> bool:
    """Whether two role labels tell of one office: 'secretary of state' and 'US Secretary of State'.

    Of somebody with two offices, either: 'Deputy Prime Minister and Minister of Foreign Affairs'.
    """
    if len(held := _joined_offices(other)) > 1:
        return any(same_office(label, office) for office in held)
    a, b = _office(label), _office(other)
    if (a ^ b) & words("people", "beneath") - {"prime"}:
        return False
    alike = bool(a and b) and (a <= b or b <= a) and "prime" not in a ^ b
    return alike or _is_called(a, other) or _is_called(b, label)


def _joined_offices(label: str) -> list[str]:
    """The offices that 'and' joins in a label: two with a rank each, not 'Foreign Affairs and Trade'."""
    parts = label.replace(" & ", " and ").split(" and ")
    ranked = [any(role_class(word.lower()) for word in part.split()) for part in parts]
    return parts if len(parts) > 1 and all(ranked) else [label]


def is_part_of(label: str, office: str) -> bool:
    """Whether an office says all that a label does: 'minister' of 'Minister of Finance', not the reverse."""
    return _office(label) <= _office(office)


def _is_called(general: frozenset[str], office: str) -> bool:
    """Whether an office may be called so in general: a president 'head of state', an emir 'monarch'."""
    told = " ".join(office.lower().split())
    return any(words_of <= general and any(one in told for one in offices) for words_of, offices in called())


@cache
def _office(label: str) -> frozenset[str]:
    drop = {
        "the",
        "of",
        "for",
        "and",
        "top",
        "highest",
        "senior",
        "a",
        "his",
        "her",
        "current",
        "new",
        "chief",
    }
    told = " ".join(shorts().get(word, word) for word in label.split())
    return frozenset(singular(word) for word in told.lower().replace("-", " ").split()) - drop
