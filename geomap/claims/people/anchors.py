"""Where names stand that the language model overlooks: behind a title or a country, in a person's part."""

from __future__ import annotations

from collections.abc import Iterator, Set

from spacy.tokens import Doc, Span, Token

from geomap.claims.kinds import is_meeting
from geomap.claims.people.nameparts import (
    behind_region,
    is_headline,
    is_initial,
    is_name_word,
    is_title,
    name_run,
)
from geomap.claims.people.roles import parts_portfolios, role_after
from geomap.claims.scene import Scene, outer_head
from geomap.claims.vocabulary import base, role_class, singular, words

_BECOMING = frozenset(("became", "becomes", "is", "was", "appointed", "named", "elected"))
_BODIES = ("ORG", "FAC", "EVENT")
_JOINTS = frozenset(("of", "for", "to", "the", "and", "on", "&"))
_LONGEST_COMPLEMENT = 12
_SHORTLY = 10
_NEVER = ("DATE", "TIME", "EVENT", "LAW", "LANGUAGE", "MONEY", "QUANTITY", "PERCENT")


def anchored_runs(scene: Scene, seen: Set[int]) -> Iterator[tuple[int, int]]:
    """First and last token of every run of capitalised words that stands where a person's name does.

    `seen` holds the tokens that are taken; the caller adds to it what it accepts.
    """
    for runs in (
        _behind_initials,
        _behind_titles,
        _owned_by_countries,
        _set_off_behind_offices,
        _before_offices,
        _in_parts_of_people,
        _beside_royals,
    ):
        yield from runs(scene, seen)


def _behind_initials(scene: Scene, seen: Set[int]) -> Iterator[tuple[int, int]]:
    """'B.Tsogt', 'Kh.Ganzorig': an initial and a name with no blank between."""
    doc = scene.doc
    for token in doc[:-1]:
        if token.whitespace_ or token.text[-1:] != "." or not is_initial(token):
            continue
        stop = name_run(scene, token.i, seen)
        if stop > token.i + 1 and doc[token.i + 1].pos_ == "PROPN" and not _names_body(scene, token.i, stop):
            yield token.i, stop - 1


def _behind_titles(scene: Scene, seen: Set[int]) -> Iterator[tuple[int, int]]:
    """'President X', 'Minister for Y Firstname Lastname', 'Mr X'."""
    doc = scene.doc
    for title in doc:
        if title.i in seen or not is_title(title):
            continue
        start = _behind_complement(scene, title.i)
        stop = _behind_participle(scene, start, seen) or name_run(scene, start, seen)
        stop += stop == start + 1 and _is_town_as_surname(scene, stop)
        firm = doc[start - 1].lower_ in words("people", "portfolios", "bodies", "organs", "complements")
        if start > title.i + 1 and stop - start > 2 and start not in scene.spot_at and not firm:
            start = _last_two(scene.doc, start, stop)
        if _is_titled_name(scene, title, start, stop):
            yield start, stop - 1


def _is_town_as_surname(scene: Scene, at: int) -> bool:
    """'Valdivia' in 'Foreign Minister of Cuba Firstname Valdivia'."""
    spot = scene.spot_at.get(at)
    return (
        spot is not None
        and spot.first == spot.last
        and spot.precision == "city"
        and scene.doc[at - 1].dep_ == "compound"
        and scene.doc[at - 1].head.i == at
        and scene.doc[at - 1].tag_ == "NNP"
    )


def _last_two(doc: Doc, start: int, stop: int) -> int:
    """Where the last two words of a run begin, hyphenated ones counted as one: 'Eui-yong'."""
    begins = [i for i in range(start, stop) if i == start or doc[i - 1].whitespace_]
    return begins[-2] if len(begins) > 1 else start


def _behind_complement(scene: Scene, title: int) -> int:
    """Where a name behind a title may begin: after 'of State', 'for Asia', 'for International …'."""
    doc = scene.doc
    at = title + 1
    if at < len(doc) and doc[at].text == "." and not doc[title].whitespace_:
        return at + 1  # 'the Hon. X'
    at += 2 * (doc[at : at + 2].text.lower() == "at large")
    if at + 1 >= len(doc) or doc[at].lower_ not in ("of", "for", "to"):
        return at
    bodies = words("people", "bodies", "organs")
    complements = bodies | words("people", "portfolios", "complements")
    while at + 1 < len(doc) and at - title < _LONGEST_COMPLEMENT:
        spot = scene.spot_at.get(at)
        if spot:
            at = spot.last + 1
        elif (behind := behind_region(scene, at)) > at:
            at = behind
        elif (
            doc[at].lower_ in complements
            or (doc[at].text[:1].isupper() and doc[at + 1].text.istitle() and doc[at + 1].lower_ in bodies)
            or doc[at].lower_ in _JOINTS
            or doc[at - 1 : at + 1].text == "Relations with"
            or _is_demonym(scene, at)
            or parts_portfolios(doc[at])
        ):
            at += 1
        else:
            break
    unknown = doc[at - 1].lower_ in _JOINTS and doc[at - 1].lower_ != "for"
    return title if unknown else at  # 'Secretary-General of Firstparty' names no person


def _is_demonym(scene: Scene, at: int) -> bool:
    return scene.gazetteer.demonym(scene.doc[at].text) is not None


def _behind_participle(scene: Scene, start: int, seen: Set[int]) -> int | None:
    """'Foreign Minister Given Lubinda': a first name that looks like a verb, amid words in lower case."""
    doc = scene.doc
    if start + 1 >= len(doc) or doc[start].pos_ not in ("VERB", "AUX", "ADV") or is_headline(doc[start]):
        return None
    if not (is_name_word(doc[start]) and doc[start + 1].tag_ == "NNP" and doc[start - 1].text[:1].isupper()):
        return None
    return name_run(scene, start + 1, seen)


def _is_titled_name(scene: Scene, title: Token, start: int, stop: int) -> bool:
    """Whether the capitalised words behind a title are a name: one word only behind a high office."""
    doc = scene.doc
    if stop <= start or (stop < len(doc) and role_class(doc[stop].lower_) and doc[stop].text[:1].isupper()):
        return False
    if any(doc[i].lower_ in words("people", "portfolios", "bodies") for i in range(start, stop)):
        return False
    if start > title.i + 1 and stop + 2 < len(doc) and doc[stop].text == "," and is_name_word(doc[stop + 1]):
        behind = name_run(scene, stop + 1, frozenset())
        if behind - stop > 2 and doc[start - 1].text != ".":
            return False  # 'Speaker of the Chad Grand Assembly, Firstname Lastname'
    abbreviated = start == title.i + 2 and doc[start - 1].text == "."
    close = start == title.i + 1 or abbreviated
    owns = stop < len(doc) and doc[stop].text in ("'s", "’s") and start == title.i + 1
    called = title.lower_ in ("hon", "hon.", "honourable", "honorable") and stop - start > 1
    if is_headline(title) and doc[start].ent_type_ != "PERSON" and not (owns or called):
        return False
    if stop - start > 1:
        return close or all(
            doc[i].pos_ == "PROPN" or "-" in (doc[i].text, doc[i - 1].text) for i in range(start, stop)
        )
    high = role_class(title.lower_) in ("head_of_state", "head_of_government", "minister")
    honorific = title.lower_.rstrip(".") in words("people", "honorifics", "royal")
    # 'Minister of Roads and Highways Wiranto visited …'
    acts = high and stop < len(doc) and doc[stop].pos_ in ("VERB", "AUX") and doc[stop].text.islower()
    behind = acts and doc[start - 1].lower_ in words("people", "portfolios") and not doc[start].text.isupper()
    return (close or behind) and doc[start].pos_ == "PROPN" and (high or honorific)


def _owned_by_countries(scene: Scene, seen: Set[int]) -> Iterator[tuple[int, int]]:
    """'Tonga's Fekita Utoikamanu': two or more capitalised words that a country owns."""
    doc = scene.doc
    for spot in scene.spots:
        at = spot.last + 2
        if at >= len(doc) or doc[at - 1].lower_ not in ("'s", "’s", "'", "’"):
            continue
        if spot.precision != "country":
            continue
        stop = name_run(scene, at, seen)
        ends = (
            stop >= len(doc) or doc[stop].pos_ in ("VERB", "AUX", "CCONJ", "ADP") or doc[stop].text in ",.;)"
        )
        who = (
            stop + 1 < len(doc) and doc[stop].text == "," and doc[stop + 1].lower_ in ("who", "whose", "whom")
        )
        bodies = any(doc[i].ent_type_ in _BODIES for i in range(at, stop)) and not (
            stop > at and (who or _plays_persons_part(doc[at:stop]))
        )
        if ends and stop - at > 1 and not bodies and not _names_body(scene, at, stop):
            yield at, stop - 1


def _set_off_behind_offices(scene: Scene, seen: Set[int]) -> Iterator[tuple[int, int]]:
    """'the president of that country, Firstname Lastname': capitalised words set off behind an office."""
    doc = scene.doc
    for token in doc:
        if not role_class(token.lower_) or token.lower_ != singular(token.lower_):
            continue
        at = token.i + 1
        while at < min(token.i + _LONGEST_COMPLEMENT, len(doc)) and (
            doc[at].lower_ in _JOINTS
            or doc[at].lower_ in ("that", "this")
            or doc[at - 1 : at + 1].text == "Relations with"
            or at in scene.spot_at
            or doc[at].pos_ in ("NOUN", "PROPN", "ADJ")
        ):
            at += 1
        if at + 3 >= len(doc) or doc[at].text != "," or at + 1 in seen:
            continue
        at += is_title(doc[at + 1])
        stop = name_run(scene, at + 1, seen)
        if stop - at > 2 and doc[stop : stop + 1].text[:1] in ",.;)\n ":
            yield at + 1, stop - 1


def _before_offices(scene: Scene, seen: Set[int]) -> Iterator[tuple[int, int]]:
    """'Firstname Lastname, speaker of the Assembly': capitalised words with an office set off behind them."""
    doc, at = scene.doc, 0
    while at < len(doc):
        stop = name_run(scene, at, seen) if is_name_word(doc[at]) else at
        if stop - at > 1 and not _names_body(scene, at, stop) and not is_headline(doc[at]):
            role = role_after(scene, stop - 1)
            if role is not None and role.label[:1].islower() and "," not in role.label:
                yield at, stop - 1
        at = max(stop, at + 1)


def _in_parts_of_people(scene: Scene, seen: Set[int]) -> Iterator[tuple[int, int]]:
    """'Firstname Lastname told …', 'met Firstname Lastname': two or more words in a part that people play."""
    doc, at = scene.doc, 0
    while at < len(doc):
        if not is_name_word(doc[at]) and not is_initial(doc[at]):
            at += 1
            continue
        stop = name_run(scene, at, seen)
        plays = stop - at > 1 and (_plays_persons_part(doc[at:stop]) or _is_of_country(scene, at, stop))
        if plays and not _names_body(scene, at, stop):
            yield at, stop - 1
        at = max(stop, at + 1)


def _beside_royals(scene: Scene, seen: Set[int]) -> Iterator[tuple[int, int]]:
    """'Prince William and Kate': the first name of a spouse."""
    doc = scene.doc
    for i in range(2, len(doc) - 2):
        royal = doc[i].lower_ == "and" and doc[i - 2].lower_ in words("people", "royal") | {"king", "queen"}
        if royal and doc[i - 2].text.istitle() and is_name_word(doc[i - 1]) and i - 1 not in scene.date_at:
            stop = name_run(scene, i + 1, seen)
            if stop == i + 2 and doc[i + 1].pos_ == "PROPN" and not _names_body(scene, i + 1, stop):
                yield i + 1, i + 1


def _plays_persons_part(run: Span) -> bool:
    """Whether the words of a run do, or are done to, what only people do or undergo."""
    head = outer_head(run)
    if is_headline(head):
        return False
    labels = {token.ent_type_ for token in run}
    if head.dep_ == "conj" and (head.head.ent_type_ == "PERSON" or _is_office(head.head)):
        return True
    verb = head.head
    if head.dep_ == "appos" and _is_office(verb):
        return True
    before = run[0].nbor(-1) if run[0].i else None
    if before is not None and before.dep_ == "compound" and before.head == head and _is_office(before):
        return True  # 'the minister Firstname Lastname'
    if head.dep_ in ("nsubj", "nsubjpass"):
        if verb.lower_ in _BECOMING and any(_is_office(child) for child in verb.children if child.i > verb.i):
            return True  # 'When Firstname Lastname became foreign minister'
        acts = words("travel", "toward", "at", "leaving") | words("status", "saying")
        return (
            (not labels & {"ORG", "FAC", "GPE", "NORP", "LOC"} or _meets_somebody(verb))
            and verb.text.islower()
            and base(verb.lower_) in acts | words("meeting", "verbs", "conferring", "hosting")
        )
    if head.dep_ == "dobj":
        return base(verb.lower_) in words("meeting", "verbs") or verb.lower_ in ("welcomed", "greeted")
    if head.dep_ == "pobj" and verb.lower_ in ("with", "between", "by"):
        above = verb.head
        if verb.lower_ == "with" and _follows_meeting(verb):
            return True
        acts = words("meeting", "verbs", "conferring", "hosting") | words("travel", "leading", "accompanying")
        return base(above.lower_) in acts or (verb.lower_ != "by" and is_meeting(above))
    return False


def _follows_meeting(preposition: Token) -> bool:
    """'held talks here on Wednesday with': a word of meeting stands shortly before."""
    start = max(preposition.sent.start, preposition.i - _SHORTLY)
    return any(
        is_meeting(token) or base(token.lower_) in words("meeting", "verbs", "conferring")
        for token in preposition.doc[start : preposition.i]
    )


def _meets_somebody(verb: Token) -> bool:
    """'met President X', 'receives the minister': who does so is a person, whatever the model thinks."""
    meets = base(verb.lower_) in words("meeting", "verbs", "conferring", "hosting")
    return meets and any(
        token.ent_type_ == "PERSON" or role_class(token.lower_) is not None
        for child in verb.children
        if child.dep_ in ("dobj", "prep")
        for token in child.subtree
    )


def _is_of_country(scene: Scene, start: int, stop: int) -> bool:
    """'…, Firstname Lastname of Serbia' in a list of people."""
    doc = scene.doc
    if not start or stop + 1 >= len(doc) or doc[stop].lower_ != "of":
        return False
    spot = scene.spot_at.get(stop + 1) or scene.spot_at.get(stop + 2)
    country = spot is not None and spot.precision == "country"
    listed = doc[start - 1].lower_ in ("and", ",", ";", ":", "with")
    people = any(token.ent_type_ == "PERSON" or role_class(token.lower_) for token in doc[start - 1].sent)
    return listed and people and country and not is_headline(doc[start])


def _is_office(token: Token) -> bool:
    """One office or colleague: 'minister', 'counterpart'."""
    one = token.lower_ == singular(token.lower_)
    return one and (role_class(token.lower_) is not None or token.lower_ in words("people", "colleague"))


def _names_body(scene: Scene, start: int, stop: int) -> bool:
    """Whether a run holds a word that no person is called by: 'Ministry', 'Bank', a weekday, a people."""
    return any(
        token.ent_type_ in _NEVER
        or token.lower_ in words("people", "bodies", "things", "portfolios", "group")
        or singular(token.lower_) in words("travel", "event_nouns", "place_nouns")
        or scene.gazetteer.demonym(token.text) is not None
        for token in scene.doc[start:stop]
    )
