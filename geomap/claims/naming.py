"""Names of people in a text: as the model finds them, behind a title, behind a country, set off by commas."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from geomap.claims.roles import Role, role_after, role_before
from geomap.claims.scene import Scene
from geomap.claims.vocabulary import role_class, singular, words
from geomap.records import record


@record
class Name:
    """One mention of a name, with what stands beside it."""

    first: int
    last: int
    parts: tuple[str, ...]
    role: Role | None
    honorific: str
    country: str | None
    """Named right before it: 'from Chad, X'."""
    model: bool
    """Whether the language model took it for a person."""


def find_names(scene: Scene) -> Iterator[Name]:
    """Every mention of a person by a name of an article, each once."""
    doc = scene.doc
    seen: set[int] = set()
    for entity in doc.ents:
        if entity.label_ != "PERSON":
            continue
        yield from _trimmed(scene, entity.start, entity.end - 1, seen, model=True)
    for token in doc:
        if token.i in seen or not _is_title(token):
            continue
        end = _name_start(scene, token.i)
        stop = end
        while (
            stop < len(doc)
            and stop not in seen
            and _is_name_part(doc, stop, stop > end)
            and stop not in scene.spot_at
        ):
            stop += 1
        if end > token.i + 1 and stop - end > 2 and end not in scene.spot_at:
            end = stop - 2
        if _is_name(doc, token, end, stop):
            yield from _trimmed(scene, end, stop - 1, seen, model=False)
    yield from _of_countries(scene, seen)
    yield from _appositions(scene, seen)


def _of_countries(scene: Scene, seen: set[int]) -> Iterator[Name]:
    """'Tonga's Fekita Utoikamanu': two or more capitalised words that a country owns."""
    doc = scene.doc
    for spot in scene.spots:
        at = spot.last + 2
        if (
            at >= len(doc)
            or doc[at - 1].lower_ not in ("'s", "’s")
            or not spot.place
            or spot.place.precision != "country"
        ):
            continue
        stop = at
        while (
            stop < len(doc)
            and stop not in seen
            and stop not in scene.spot_at
            and _is_name_part(doc, stop, stop > at)
        ):
            stop += 1
        ends = stop < len(doc) and (doc[stop].pos_ in ("VERB", "AUX", "CCONJ") or doc[stop].text in ",.;")
        if (
            ends
            and 2 <= stop - at <= 4
            and not any(doc[i].ent_type_ in ("ORG", "FAC", "EVENT") for i in range(at, stop))
        ):
            yield from _trimmed(scene, at, stop - 1, seen, model=False)


def _appositions(scene: Scene, seen: set[int]) -> Iterator[Name]:
    """'the president of that country, Firstname Lastname': capitalised words set off behind an office."""
    doc = scene.doc
    for token in doc:
        if not role_class(token.lower_) or token.lower_ != singular(token.lower_):
            continue
        at = token.i + 1
        while at < min(token.i + 6, len(doc)) and (
            doc[at].lower_ in ("of", "for", "to", "that", "this", "the")
            or at in scene.spot_at
            or doc[at].pos_ == "NOUN"
        ):
            at += 1
        if at + 2 >= len(doc) or doc[at].text != "," or at + 1 in seen:
            continue
        stop = at + 1
        while (
            stop < len(doc)
            and stop not in seen
            and stop not in scene.spot_at
            and (_is_name_part(doc, stop, stop > at + 1) or doc[stop].text == "-")
        ):
            stop += 1
        if stop - at > 2 and doc[stop : stop + 1].text[:1] in ",.;)\n ":
            yield from _trimmed(scene, at + 1, stop - 1, seen, model=False)


def _name_start(scene: Scene, title: int) -> int:
    """Where a name behind a title may begin: after 'of State', 'for Asia', 'for International …'."""
    doc = scene.doc
    at = title + 1
    if at + 1 >= len(doc) or doc[at].lower_ not in ("of", "for", "to"):
        return at
    at += 1
    spot = scene.spot_at.get(at)
    if spot:
        return spot.last + 1
    return at + 1 if doc[at].lower_ in words("people", "portfolios") else at


def _is_name(doc: Doc, title: Token, start: int, stop: int) -> bool:
    """Whether the capitalised words behind a title are a name: one word only behind a high office."""
    if stop <= start or (stop < len(doc) and role_class(doc[stop].lower_) and doc[stop].text[:1].isupper()):
        return False
    if any(doc[i].lower_ in words("people", "portfolios") for i in range(start, stop)):
        return False
    if stop - start > 1:
        return start == title.i + 1 or all(doc[i].pos_ == "PROPN" for i in range(start, stop))
    high = role_class(title.lower_) in ("head_of_state", "head_of_government", "minister")
    return (
        start == title.i + 1
        and doc[start].pos_ == "PROPN"
        and (high or title.lower_.rstrip(".") in words("people", "honorifics"))
    )


def _is_title(token: Token) -> bool:
    return token.text[:1].isupper() and (
        token.lower_.rstrip(".") in words("people", "honorifics")
        or (role_class(token.lower_) is not None and not token.lower_.endswith("s"))
    )


def _is_name_part(doc: Doc, i: int, inside: bool) -> bool:
    token = doc[i]
    if (
        token.text[:1].isupper() and token.is_alpha and token.pos_ in ("PROPN", "NOUN", "ADJ")
    ) or token.text in ("Jr.", "Sr."):
        return token.lower_ not in words("people", "honorifics") and role_class(token.lower_) is None
    if not inside or i + 1 >= len(doc):
        return False
    following = doc[i + 1]
    return (
        token.lower_ in words("people", "particles") or (len(token.text) == 2 and token.text[1] == ".")
    ) and following.text[:1].isupper()


def _trimmed(scene: Scene, first: int, last: int, seen: set[int], *, model: bool) -> Iterator[Name]:
    doc = scene.doc
    if first and model and _is_title(doc[first - 1]):
        while (
            last + 1 < len(doc)
            and last + 1 not in seen
            and last + 1 not in scene.spot_at
            and _is_plain_name(doc[last + 1])
        ):
            last += 1  # 'President Firstname Second Third', of which the model took two
    start = first
    while first <= last and (
        _is_title(doc[first])
        or not (doc[first].text[:1].isupper() or doc[first].lower_ in words("people", "particles"))
        or first in scene.spot_at
        or doc[first].text in ("Majesty", "Highness", "Excellency", "Holiness", "His", "Her", "Their", "The")
    ):
        first += 1
    while last >= first and (
        not (doc[last].text[:1].isalpha())
        or doc[last].lower_ in ("'s", "’s")
        or (doc[last].text[:1].islower() and doc[last].lower_ not in words("people", "suffixes"))
    ):
        last -= 1
    if any(doc[i].lower_ in ("of", "for") for i in range(start, first)):
        first = max(first, last - 1)  # 'Chairman of the Something Firstname Lastname'
    if first > last or first in seen:
        return
    if any(i in seen for i in range(first, last + 1)):
        return
    if (
        sum(i in scene.spot_at for i in range(first, last + 1)) * 2 > last - first + 1
        or "," in doc[first : last + 1].text
    ):
        return
    if first and doc[first - 1].lower_ in words("people", "things"):
        return
    if first == last and scene.gazetteer.demonym(doc[first].text):
        return
    if any(doc[i].is_digit or doc[i].text in ("@", "/", "|") for i in range(first, last + 1)):
        return
    parts = _joined(doc, first, last)
    if not parts or (len(parts) == 1 and len(parts[0]) < 2):
        return
    seen.update(range(first, last + 1))
    role = role_before(scene, first) or role_after(scene, last)
    honorific = doc[first - 1].lower_.rstrip(".") if first else ""
    last = _with_suffix(doc, last)
    country = _country_beside(scene, first, last)
    yield Name(
        first=first, last=last, parts=parts, role=role, honorific=honorific, country=country, model=model
    )


def _country_beside(scene: Scene, first: int, last: int) -> str | None:
    """The country in 'from Chad, X' and in 'X of Chad'."""
    doc = scene.doc
    before = scene.spot_at.get(first - 2) if first > 2 and doc[first - 1].text == "," else None
    if before and doc[before.first - 1].lower_ == "from":
        return before.country
    owner = (
        scene.spot_at.get(first - 2)
        if first > 1 and doc[first - 1].lower_ in ("'s", "’s", "'", "’")
        else None
    )
    if owner and owner.place and owner.place.precision == "country":
        return owner.country
    after = scene.spot_at.get(last + 2) if last + 2 < len(doc) and doc[last + 1].lower_ == "of" else None
    return after.country if after and after.place and after.place.precision == "country" else None


def _is_plain_name(token: Token) -> bool:
    return (
        token.pos_ == "PROPN"
        and token.text.istitle()
        and token.ent_type_ in ("", "PERSON")
        and not _is_title(token)
    )


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
    text = doc[first : last + 1].text.replace(",", " ")
    return tuple(word for word in text.split() if word.lower() not in words("people", "suffixes"))
