"""Subjects that the parse hides: before 'who', behind 'with', joined by 'and', named right before a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.clauses import subject_of
from geomap.claims.people.cast import Cast, Named
from geomap.claims.steps import SUBJECTS, is_finite, subject_beside
from geomap.claims.vocabulary import base, role_class, singular, words
from geomap.records import Person

_COMPLEMENT = 9
_OF_COUNTRY = 7
"""Words of 'of the Republic of Gabon will' behind a name, at most."""
_TITLES = 5
"""Words of titles between an office and the name behind its comma, at most."""
_TOGETHER = 6
"""A name stands at most this many tokens behind 'together with'."""


def relative_subject(cast: Cast, verb: Token) -> Person | None:
    """'X, who will …': the name in front of 'who', whatever the parse hangs the clause on."""
    for child in verb.children:
        if child.lower_ == "who" and child.dep_ in SUBJECTS and child.i:
            before = child.nbor(-1)
            if before.lower_ in ("and", "but") and verb.dep_ == "conj":
                return relative_subject(cast, verb.head)  # 'X, who landed in Y, and who later …'
            before = before.nbor(-1) if before.text == "," and before.i else before
            if before.lower_ == "those" and before.i and before.nbor(-1).lower_ == "among":
                before = subject_of(before.nbor(-1).head) or before
            return cast.person_at(before.i) or name_with_origin(cast, before)
    return None


def relative_subjects(cast: Cast, verb: Token) -> tuple[Person, ...]:
    """'Deputies X and Y, who came with …': all who are named together in front of 'who', or the last."""
    person = relative_subject(cast, verb)
    who = next((child for child in verb.children if child.lower_ == "who"), None)
    if person is None or who is None:
        return (person,) if person else ()
    named = cast.between(verb.sent.start, who.i)
    if named and (holders := cast.groups.get(named[-1].first)):
        return tuple(cast.people[key] for key in holders)
    together = any(child.lower_ in ("are", "were", "have") for child in (verb, *verb.children))
    return _list_up_to(cast, named, who) if named and together else (person,)


def subject_before(verb: Token) -> Token | None:
    """'She was sworn in on Monday, was in Tokyo': a pronoun that a clause without a subject shares.

    In 'The mission arrived on Monday. It met …' it is the delegation that the sentence before tells of.
    """
    if (team := _team_before(verb)) is not None:
        return team
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.head.i < verb.i:
        verb = verb.head
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].lower_ in words("status", "later"):
        at -= 1
    later = at < verb.i - 1  # 'had gone to A, where he met B, then visited C'
    if verb.tag_ not in ("VBD", "VBZ") or at < verb.sent.start or verb.doc[at].text != ",":
        return None
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.tag_ in ("VBD", "VBZ", "MD"):
            shared = subject_beside(token)
            shared = shared or subject_beside(token.head)
            known = shared is not None and (later or shared.lower_ in ("he", "she", "they"))
            return shared if known else None
    return None


def subject_past_apposition(cast: Cast, verb: Token) -> Token | None:
    """'X called on the minister, Y, met the speaker, Z, and left': who did it is told at the first verb."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.head.i < verb.i:
        verb = verb.head
    at = verb.i - 1
    named = cast.at.get(at - 1) if at > verb.sent.start and verb.doc[at].text == "," else None
    apposed = named is not None and named.last == at - 1 and verb.doc[named.first - 1].text == ","
    if named is None or not apposed or verb.tag_ not in ("VBD", "VBZ"):
        return None
    before = (token for token in reversed(verb.doc[verb.sent.start : named.first]) if is_finite(token))
    first = next(before, None)
    return subject_beside(first) if first is not None else None


def _team_before(verb: Token) -> Token | None:
    start = verb.sent.start
    if not start or verb.dep_ != "ROOT" or all(child.lower_ != "it" for child in verb.children):
        return None
    before = verb.doc[start - 1].sent.root
    subject = subject_beside(before)
    team = subject is not None and subject.lower_ in words("people", "delegation")
    return subject if team else None


def name_with_origin(cast: Cast, token: Token) -> Person | None:
    """'X of Barbados, who …': the name in front of its 'of' phrase, given by the last token of that."""
    for preposition in token.ancestors:
        if preposition.lower_ in ("of", "from") and 0 < preposition.i < token.i:
            return cast.person_at(preposition.i - 1)
    return None


def invited(cast: Cast, verb: Token) -> tuple[Person, ...]:
    """'At the invitation of X, minister Y and his wife Z visited …': who are named last before the verb."""
    opening = [token.lower_ for token in verb.sent if not token.is_space][:3]
    if opening[1:] != ["the", "invitation"] and opening[:2] != ["invited", "by"]:
        return ()
    named = cast.between(verb.sent.start, verb.i)
    if len(dict.fromkeys(n.key for n in named)) < 2:
        return ()
    behind = verb.doc[named[-1].last + 1 : verb.i]  # 'of the Republic of Gabon will'
    of_country = len(behind) > 0 and behind[0].lower_ == "of" and "," not in behind.text
    if len(behind) > (_OF_COUNTRY if of_country else 2):
        return ()
    return _list_up_to(cast, named, verb, ("and",))


def absolute_subject(cast: Cast, verb: Token) -> Person | None:
    """'…, with President X choosing Kenya …': a subject behind 'with' for this verb alone."""
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.pos_ in ("VERB", "AUX") or token.text in ",;" or token.lower_ in ("before", "after"):
            return None
        if token.lower_ == "with":
            return next((p for t in verb.doc[token.i : verb.i] if (p := cast.person_at(t.i))), None)
    return None


def joined_subjects(cast: Cast, token: Token, verb: Token) -> Iterator[Person]:
    """'A, head of X, and B, envoy to Y, met …': those joined by 'and' between a subject and its verb."""
    doc = verb.doc
    for named in cast.between(token.i + 1, verb.i):
        i = named.first - 1
        while i > token.i and (
            cast.at.get(i) == named or doc[i].lower_ in ("visiting", "his", "her", "then")
        ):
            i -= 1
        if doc[i].lower_ in ("and", "&") and not any(is_finite(t) for t in doc[token.i + 1 : i]):
            yield cast.people[named.key]


def named_list(cast: Cast, token: Token, verb: Token) -> list[Person]:
    """'Minister A, President B and C met …': a subject with its list, whatever the parse says."""
    named = cast.between(token.sent.start, verb.i)
    own = next((n for n in named if n.first <= token.i <= n.last), None) or cast.at.get(token.i)
    if own not in named:
        return []
    links = [_link(cast, left, right, token) for left, right in pairwise(named)]
    first = last = named.index(own)
    while first and links[first - 1]:
        first -= 1
    while last < len(links) and links[last]:
        last += 1
    listed = named[first : last + 1]
    tail = [t.lower_ for t in token.doc[listed[-1].last + 1 : verb.i] if t.i not in cast.at]
    others = tail[:3] == [",", "and", "other"] or tail[:4] == [",", ",", "and", "other"]
    free = all(
        token.doc[n.last].dep_ not in ("dobj", "pobj")
        or n == own
        or (
            _is_behind_country(token.doc[n.first])
            and not any(map(is_finite, token.doc[token.sent.start : n.first]))
        )
        for n in listed
    )
    closed = "and" in links[first:last] or tail[:2] == ["and", "other"] or others
    return [cast.people[n.key] for n in listed] if free and closed else []


def _list_up_to(
    cast: Cast, named: Sequence[Named], token: Token, joints: tuple[str, ...] = ("and", ",")
) -> tuple[Person, ...]:
    """The last of some names, with those that are listed in front of it."""
    first = len(named) - 1
    while first and _link(cast, named[first - 1], named[first], token) in joints:
        first -= 1
    return tuple(cast.people[each.key] for each in named[first:])


def _is_behind_country(name: Token) -> bool:
    """'Minister of Belarus X and …': the parse takes the country and the name for one."""
    return name.i > 1 and name.nbor(-1).ent_type_ == "GPE" and name.nbor(-2).lower_ in ("of", "the")


def _is_office(phrase: Words) -> bool:
    """Whether all that stands between 'and' and a name is an office: 'Secretary of the Ministry of X'."""
    parts = ("PROPN", "NOUN", "ADP", "DET", "ADJ", "PART", "CCONJ")
    return any(role_class(t.lower_) for t in phrase) and all(t.pos_ in parts for t in phrase)


def _link(cast: Cast, left: Named, right: Named, token: Token) -> str:
    """What joins two names of a list: 'and', ',' or nothing."""
    apart = token.doc[left.last + 1 : right.first]
    if len(apart) > 1 and apart[0].lower_ in ("and", "&") and _is_office(apart[1:]):
        return "and"
    between = [
        t
        for t in apart
        if t.i not in cast.at
        and t.lower_ != "visiting"
        and t.pos_ not in ("ADJ", "DET", "PART")
        and t.dep_ not in ("amod", "compound", "poss", "case", "nmod")
    ]
    words_between = [t.lower_ for t in between]
    if words_between in (["and"], ["&"], [",", "and"]):
        return "and"
    return "," if words_between in ([","], [",", ","]) else ""


def name_right_before(cast: Cast, verb: Token) -> Person | None:
    """'…, and X visited Y': the name that stands right before a verb, which the parse may have given away."""
    i = verb.i - 1
    while i > verb.sent.start and (verb.doc[i].pos_ in ("AUX", "ADV") and i not in cast.at):
        i -= 1
    named = cast.at.get(i)
    if named is None or named.last != i:
        return None
    start = named.first
    while start > verb.sent.start and cast.at.get(start - 1) == named:
        start -= 1
    return (
        cast.people[named.key]
        if start > verb.sent.start and verb.doc[start - 1].lower_ in ("and", "while", "but")
        else None
    )


def companions_named(cast: Cast, verb: Token) -> Iterator[Person]:
    """'together with X', 'along with X', 'alongside X': those who do the same."""
    for token in verb.sent:
        if token.lower_ == "alongside" or (
            token.lower_ == "with"
            and token.i > 1
            and token.nbor(-1).lower_ in ("together", "along")
            and base(token.nbor(-2).lower_) not in ("come", "get")  # 'will come together with X': they meet
        ):
            end = min(token.i + _TOGETHER + 1, token.sent.end)
            yield from (cast.people[named.key] for named in cast.between(token.i + 1, end)[:1])


def names_before(cast: Cast, verb: Token) -> tuple[Person, ...]:
    """The one named last before a verb, and those joined to him, where no subject is parsed."""
    last = name_before(cast, verb)
    named = list(cast.between(verb.sent.start, verb.i))
    while named and cast.people[named[-1].key] != last:
        named.pop()
    if not named or verb.pos_ not in ("VERB", "AUX"):
        return (last,) if named and last else ()
    return _list_up_to(cast, named, verb)


def name_before(cast: Cast, verb: Token) -> Person | None:
    """The person named last before a verb in its sentence, where the parse gives no subject."""
    doc = verb.doc
    i = verb.i - 1
    while i >= verb.sent.start:
        token = doc[i]
        if token.pos_ == "VERB" and token.i != verb.i and token.tag_ in ("VBD", "VBZ", "VBP"):
            return None
        named = cast.at.get(i)
        if named:
            first = min(named.first, i)
            while first > verb.sent.start and cast.at.get(first - 1) == named:
                first -= 1
            ahead = doc[first - 1] if first else None
            if ahead is None or ahead.pos_ != "ADP" or (ahead.lower_ == "with" and verb.tag_ == "VBG"):
                return cast.people[named.key]
            i = min(i, named.first)
        i -= 1
    return None


def name_behind(cast: Cast, token: Token) -> Person | None:
    """'the minister for trade, Senator X, …': the name set off by commas behind an office."""
    office = role_class(token.lower_) and token.lower_ == singular(token.lower_)
    if token.pos_ not in ("NOUN", "PROPN") or not office:
        return None
    doc = token.doc
    for at in sorted({token.right_edge.i + 1, _comma_after(cast, token)}):
        if at + 1 >= len(doc) or doc[at].text != ",":
            continue
        behind = (cast.at.get(i) for i in range(at + 1, at + 2 + _TITLES))
        named = next((found for found in behind if found), None)
        if named is None or named.last + 1 >= len(doc) or doc[named.last + 1].text != ",":
            continue
        if not any(t.pos_ in ("VERB", "AUX") or t.tag_ in ("WP", "WDT") for t in doc[at : named.first]):
            return cast.people[named.key]
    return None


def _comma_after(cast: Cast, token: Token) -> int:
    """Index of the first comma behind a noun with nothing but a complement between, else of the noun."""
    for word in token.doc[token.i + 1 : min(token.i + _COMPLEMENT, token.sent.end)]:
        if word.text == ",":
            return word.i
        if word.pos_ in ("VERB", "AUX", "PRON") or word.i in cast.at:
            break
    return token.i


def names_another(token: Token, name: Token) -> bool:
    """'the guest and his host Firstname Lastname': a name behind two nouns is the second's."""
    if token.dep_ in SUBJECTS and token.i < token.head.i < name.i:
        return True  # 'The minister is received by his colleague, Firstname Lastname', misread
    between = token.doc[token.i + 1 : name.left_edge.i]
    if any(part.pos_ == "VERB" for part in between) and any(part.lower_ == "and" for part in between):
        return True  # 'The leader, who came with A and with the minister, B, …'
    two = any(child.dep_ == "conj" and token.i < child.i < name.i for child in token.children)
    return two and name.left_edge.nbor(-1).text != ","


def conjuncts(token: Token) -> Iterator[Token]:
    """A noun and those joined to it, also where the parse makes the first of them a part of the last."""
    for child in token.children:
        if child.dep_ == "nmod" and any(joint.dep_ == "cc" for joint in child.children):
            yield child
    yield token
    for child in token.children:
        if child.dep_ == "conj":
            yield from conjuncts(child)
