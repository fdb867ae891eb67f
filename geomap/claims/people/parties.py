"""Those who are met, as listed behind 'with': names and offices, each with its own place and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.clauses import Aspect
from geomap.claims.days.clauses import names_event
from geomap.claims.days.when import resolve
from geomap.claims.kinds import is_group, is_meeting
from geomap.claims.people.offices import is_vague, label_of, phrase_of, plain_office
from geomap.claims.people.who import Who
from geomap.claims.scene import Dated, Scene, Spot, outer_head
from geomap.claims.steps import SUBJECTS, is_finite, owner_of, word_after
from geomap.claims.vocabulary import base, role_class, singular, words
from geomap.records import Person, When, record

_WITHIN_OFFICE = frozenset((",", "of", "from", "the", "-", "for", ":", "that", "this", "country", "(", ")"))
_ASIDE = 8
_OPENINGS = frozenset(("after", "following", "before", "during", "at", "in", "on", "ahead"))
_FURTHEST = 14
_SPENT = ("visit", "trip", "tour", "stay", "minutes", "hours", "person")
_BETWEEN = frozenset(
    ("in", "at", "on", "for", "during", "the", "a", "an", "his", "her", "their", "of", "over", *_SPENT)
) | frozenset(("by", "via", "through", "video", "link", "conference", "videoconference"))
"""Words that may stand between a meeting and 'with', beside places, days and adverbs."""


@record
class Listed:
    """One of those who are met."""

    people: tuple[Person, ...]
    at: int
    spot: Spot | None = None
    """The place stated for this party alone: 'with X in Lima and with Y in Quito'."""
    dates: tuple[Dated, ...] = ()
    member: bool = False
    """Whether it stands for its country in a format that is named as a whole."""

    def when(self, scene: Scene, seen: Aspect, trigger: Token) -> When:
        """The day stated for this party alone."""
        return resolve(scene, list(self.dates), seen, trigger)


def listed(scene: Scene, who: Who, start: int, *, pair: bool = False) -> Iterator[Listed]:
    """Everybody named from token `start` on, until the list ends; one party at two places is two.

    Behind 'between' there is a `pair`: before its second party no clause of another subject begins.
    """
    doc = scene.doc
    end = _last_of_list(who, start)
    current: Listed | None = None
    country: str | None = None
    i = start
    while i < end:
        if _ends(doc[i], start):
            resumed = _resumes(scene, who, i, end)
            if resumed is None:
                break
            i = resumed
        if current and (_is_speaker(who, i) or (not pair and _opens_clause(scene, who, i))):
            break
        token, step = doc[i], i + 1
        named, spot, dated = who.cast.at.get(i), scene.spot_at.get(i), scene.date_at.get(i)
        people: tuple[Person, ...] = ()
        if named:
            if not _completes(scene, who, i):
                person = who.cast.people[named.key]
                people = (person if person.country or not country else replace(person, country=country),)
                while step < end and who.cast.at.get(step) is named:
                    step += 1
        elif dated:
            if current and not names_event(doc[dated.last]):
                current = replace(current, dates=(*current.dates, dated))
            step = dated.last + 1
        elif spot and spot.first == i:
            before = doc[i - 1].lower_
            placed = before in ("in", "at") and spot.use == "name"
            if current and placed and current.spot is None and not _tells_topic(doc[current.at + 1 : i]):
                current = replace(current, spot=spot)
            elif current and current.spot and scene.before_in_list(spot) == current.spot:
                yield current
                current = replace(current, at=i, spot=spot, dates=())
            elif before in ("from", "of") and spot.country:
                own = current is not None and any(
                    p.name and p.country == spot.country for p in current.people
                )
                country = None if own else spot.country  # 'X of Chad, Y': of X alone
            step = spot.last + 1
        elif token.pos_ in ("NOUN", "PRON", "PROPN") and _heads(token, start):
            people = _party_of(scene, who, token)
        if people:
            if current:
                yield current
                pair = False
            current, country = Listed(people=people, at=i), None
        i = step
    if current:
        yield current


def _last_of_list(who: Who, start: int) -> int:
    """Where a list that begins at a token ends at the latest: with its sentence, or before its subject."""
    doc = who.scene.doc
    end = doc[start].sent.end if start < len(doc) else start
    if end < len(doc) and doc[end - 1].text == ":":
        end = doc[end].sent.end
    opened = behind_opening(who, start)
    return min(end, opened[1]) if opened else end


def behind_opening(who: Who, at: int) -> tuple[Person, int] | None:
    """'After talks with X, President Y said': the subject behind what a sentence opens with, and the comma.

    The parse may give the name to the list in front of it.
    """
    doc = who.scene.doc
    sentence = doc[at].sent if at < len(doc) else doc[:0]
    opening = doc[sentence.start] if len(sentence) else None
    if opening is None or not (opening.tag_ == "VBG" or opening.lower_ in _OPENINGS):
        return None
    finite = (t for t in sentence if is_finite(t) and t.dep_ != "relcl")
    i = next((token.i for token in finite), 0) - 1
    while i > at and doc[i].pos_ == "ADV":
        i -= 1
    spot = next((s for s in who.scene.spots_between(at, i + 1) if s.last == i), None)
    if spot:
        i = spot.first - 1 - (doc[spot.first - 1].lower_ == "the")
        i -= doc[i].lower_ in ("of", "from")
    named = who.cast.at.get(i) if i > at else None
    if named is None or named.last != i:
        return None
    comma = next((j for j in range(named.first, max(at, named.first - _ASIDE), -1) if doc[j].text == ","), at)
    alone = comma > at and word_after(doc[comma]) not in ("and", "or")
    return (who.cast.people[named.key], comma) if alone else None


def _tells_topic(between: Words) -> bool:
    """'discussed with her the situation in Chad': what stands behind a topic is not where they met."""
    nouns = (token for token in between if token.pos_ == "NOUN" and token.ent_type_ not in ("DATE", "TIME"))
    return any(token.dep_ != "compound" and not tells_party_or_place(token) for token in nouns)


def tells_party_or_place(noun: Token) -> bool:
    """Whether a noun may stand between a word of meeting and its place: a party, an event, a venue."""
    one = singular(noun.lower_)
    return (
        role_class(one) is not None
        or noun.lower_ in words("people", "group", "delegation", "colleague", "portfolios")
        or one in words("people", "delegation", "colleague")
        or one in words("travel", "place_nouns", "event_nouns") | words("meeting", "nouns")
        or one in ("home", "time")
    )


def _resumes(scene: Scene, who: Who, i: int, end: int) -> int | None:
    """'met A for the government, and B for the opposition': where the list goes on behind 'for'."""
    doc = scene.doc
    if doc[i].lower_ not in ("for", "about", "on", "over"):
        return None
    for at in range(i + 1, min(i + _ASIDE, end)):
        if doc[at].pos_ in ("VERB", "AUX", "PRON"):
            return None
        named = who.cast.at.get(at)
        if named and doc[at - 1].lower_ == "and" and doc[at - 2].text in ",;":
            return at
    return None


def _is_own(token: Token) -> bool:
    """'his commanders', 'members of her family', or 'a delegation' not the article's: no other side."""
    theirs = ("his", "her", "their")
    team = is_group(token)
    if team and any(child.lower_ in ("a", "an", "another") for child in token.children):
        return True
    group = token.lower_ in words("people", "group") and token.lower_ not in ("counterparts", "colleagues")
    kin = any(
        part.lower_ == "family" and any(child.lower_ in theirs for child in part.children)
        for part in phrase_of(token)
    )
    return kin or (group and any(child.lower_ in theirs for child in token.children))


def _party_of(scene: Scene, who: Who, token: Token) -> tuple[Person, ...]:
    """Those whom a noun stands for, unless it is the office of the name that follows."""
    if _is_own(token):
        return _delegation(who, token)
    people = who.single(token).people or _officials(scene, token) or _fellows_there(who, token)
    return () if people and _title_of_next(scene, who, token) else people


def _delegation(who: Who, token: Token) -> tuple[Person, ...]:
    """'met with a delegation of the Swiss parliament': of another country."""
    sent = is_group(token) and token.lower_ != "party"
    introduced = any(child.lower_ in ("a", "an", "another") for child in token.children)
    codes = who.countries(token) if sent and introduced and not who.led_by(token) else ()
    return tuple(Person(name=None, role="delegation", country=code) for code in codes[:1])


def _officials(scene: Scene, token: Token) -> tuple[Person, ...]:
    """'and other officials': of the country that they are met in, which the place of the meeting tells."""
    plural = token.lower_ in words("people", "group")
    if not plural or singular(token.lower_) not in words("people", "governing"):
        return ()
    label = label_of(scene, token, phrase_of(token))
    return (Person(name=None, role=label),) if is_vague(label) else ()


def _fellows_there(who: Who, token: Token) -> tuple[Person, ...]:
    """'to meet his counterparts there', in each of the countries that he goes to."""
    owner = owner_of(token)
    fellows = token.lower_ in ("counterparts", "colleagues") and word_after(token) == "there"
    roles = [person.role for person in who.party(owner).people] if fellows and owner is not None else []
    return (Person(name=None, role=plain_office(roles[0])),) if roles and roles[0] else ()


def before_whom(who: Who, trigger: Token) -> list[Listed]:
    """'X, with whom she is to hold talks': the one in front of 'with whom'."""
    doc = trigger.doc
    for i in range(trigger.i - 1, max(trigger.sent.start, trigger.i - _FURTHEST), -1):
        if doc[i].lower_ == "whom" and i > 1:
            before = i - 2 if doc[i - 1].lower_ in ("with", "by") else i - 1
            before -= doc[before].text == ","
            person = who.cast.person_at(before) if before >= 0 else None
            return [Listed(people=(person,), at=before)] if person else []
    return []


def place_of_with(scene: Scene, token: Token, prepositions: Sequence[str]) -> int | None:
    """Where 'with' stands behind a word of meeting, past places, days and 'for two hours' between them."""
    for i in range(token.i + 1, min(token.i + _FURTHEST, token.sent.end)):
        between = token.doc[i]
        if between.lower_ in prepositions:
            return i
        passed = i in scene.spot_at or i in scene.date_at or between.ent_type_ in ("DATE", "TIME")
        passed = passed or singular(between.lower_) in words("travel", "place_nouns")
        if not (passed or between.pos_ == "ADV" or between.lower_ in _BETWEEN):
            return None
    return None


def past_place(scene: Scene, who: Who, verb: Token) -> int | None:
    """'received at the airport of Managua the minister X': where the object begins behind the place."""
    doc, i = scene.doc, verb.i + 1
    if i >= verb.sent.end or doc[i].lower_ not in ("in", "at", "here", "yesterday", "today", ","):
        return None
    i += doc[i].text == ","  # 'met, on Friday, the minister X'
    while i < verb.sent.end:
        spot, dated = scene.spot_at.get(i), scene.date_at.get(i)
        if spot and spot.use == "name":
            i = spot.last
        elif dated:
            i = dated.last
        elif (
            i in who.cast.at
            or (spot and spot.use != "name")
            or (doc[i].lower_ in ("the", "his", "her", "its", "a") and role_class(doc[i].head.lower_))
        ):
            return i
        elif not (
            doc[i].pos_ in ("ADP", "DET", "ADV")
            or doc[i].lower_ in ("his", "her", "its", "their")
            or doc[i].ent_type_ == "FAC"
            or tells_party_or_place(doc[i])
            or (doc[i].text == "," and i - 1 in scene.date_at)
        ):
            return None
        i += 1
    return None


def has_name(item: Listed) -> bool:
    """Whether somebody of a party is named, or known by an office and a country."""
    return any(person.name for person in item.people)


def single_parties(items: Sequence[Listed]) -> list[list[Listed]]:
    """Each party on its own."""
    return [
        [Listed(people=(person,), at=item.at, spot=item.spot, dates=item.dates)]
        for item in items
        for person in item.people
    ]


def _ends(token: Token, start: int) -> bool:
    """Whether the list of parties ends before a token."""
    if token.i == start:
        return False
    if token.lower_ == "as" and "well" in (word_after(token), token.nbor(-1).lower_):
        return False  # 'as well as'
    if token.lower_ in words("meeting", "ends"):
        return token.lower_ != "that" or token.pos_ != "DET"
    if singular(token.lower_) in ("meeting", "talk") and token.dep_ in ("conj", "nsubj", "nsubjpass", "pobj"):
        return True  # 'talks with A and a meeting with B'
    if is_meeting(token) and word_after(token) == "with":
        return True  # 'a meeting with A and an audience with B'
    if token.dep_ in ("nsubj", "compound", "amod") and _speaker(token):
        return token.nbor(-1).text == "," or token.nbor(-1).pos_ == "DET"  # '…, Minister X said'
    if singular(token.lower_) in words("travel", "event_nouns") and token.nbor(-1).lower_ in ("the", "a"):
        return token.i - 1 > start and token.nbor(-2).lower_ in (",", "and")  # 'and, on Friday, the opening'
    if token.text == ";" and _is_clause(token):
        return True
    if token.text == ")" and all(before.text != "(" for before in token.doc[start : token.i]):
        return True  # 'Lima (meeting with A); …'
    if token.tag_ == "VBG" and token.nbor(-1).text == "," and token.lower_ != "including":
        return True  # 'with A, visiting a farm in B'
    if token.tag_ == "TO" and token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "VB":
        return True
    return token.pos_ in ("VERB", "AUX") and (is_finite(token) or token.tag_ == "VB")


def _is_speaker(who: Who, i: int) -> bool:
    """'Talks with A, Spokeswoman B said': whether who is named at a token says so, and is no party."""
    doc, named = who.scene.doc, who.cast.at.get(i)
    if named is None or doc[i].nbor(-1).text != ",":
        return False
    return any(
        is_finite(t) and base(t.lower_) in words("status", "saying") for t in doc[named.last + 1 :][:1]
    )


def _speaker(token: Token) -> bool:
    """Whether a word is, or is part of, the subject of a verb of saying."""
    while token.dep_ in ("compound", "amod"):
        token = token.head
    return token.dep_ == "nsubj" and base(token.head.lower_) in words("status", "saying")


def _opens_clause(scene: Scene, who: Who, i: int) -> bool:
    """'After lunch with A, President B flew …', '… with A and B signed …': the subject of what follows."""
    named = who.cast.at.get(i)
    noun = outer_head(scene.doc[named.first : named.last + 1]) if named else scene.doc[i]
    party = named is not None or (noun.pos_ in ("NOUN", "PRON", "PROPN") and i not in scene.spot_at)
    return party and noun.dep_ in SUBJECTS and noun.head.i > noun.i and noun.head.dep_ != "relcl"


def _is_clause(semicolon: Token) -> bool:
    """Whether what follows a semicolon tells something of its own: '; Benin's minister joined by video'."""
    for token in semicolon.doc[semicolon.i + 1 : semicolon.sent.end]:
        if token.text == ";" or token.lower_ in ("who", "which", "where", "that"):
            return False
        if is_finite(token):
            return True
    return False


def _completes(scene: Scene, who: Who, i: int) -> bool:
    """'chief of staff to President X': the name only completes an office."""
    before = scene.doc[i - 1]
    return (
        before.lower_ in ("to", "of")
        and before.head.pos_ in ("NOUN", "PROPN")
        and before.head.i not in who.cast.at
    )


def _heads(token: Token, start: int) -> bool:
    """Whether a noun heads its phrase, so that it is not counted beside the noun that it modifies."""
    if token.ent_type_ == "TIME":
        return False  # '5 pm'
    return token.dep_ not in ("compound", "amod", "nmod", "poss", "npadvmod") and not (
        token.dep_ == "pobj"
        and token.head.i >= start
        and token.head.lower_ == "of"
        and token.head.head.pos_ in ("NOUN", "PROPN")
    )


def _title_of_next(scene: Scene, who: Who, token: Token) -> bool:
    """'his counterpart of Kazakhstan, Mukhtar Tleuberdi': the office of the name that follows."""
    doc = scene.doc
    for i in range(token.i + 1, min(token.i + 12, token.sent.end)):
        named = who.cast.at.get(i)
        if named:
            # 'the president, Foreign Minister X': two people, for X has an office of his own
            return named.first <= i or all(part.text != "," for part in doc[token.i : i])
        word = doc[i].lower_
        inside = word == "in" and i + 1 not in scene.spot_at and doc[i + 1 : i + 2].text[:1].isupper()
        if not (
            inside
            or word in _WITHIN_OFFICE
            or i in scene.spot_at
            or doc[i].pos_ in ("PROPN", "ADJ", "DET")
            or word in words("people", "organs", "bodies", "portfolios")
        ):
            return False
    return False
