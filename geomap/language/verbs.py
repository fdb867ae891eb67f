"""Verbs of the bare present that the model takes for nouns: 'on Friday Karimov leaves for Seoul'.

Of sentences in which somebody 'lands', 'crosses' or 'heads' somewhere, one in six is read as a heap of
nouns without a verb. Where nothing else in such a sentence can be its verb, that word is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_GOING = re.compile(
    r"arrives|boards|comes|continues|crosses|departs|drives|embarks|flies|goes|heads|hops|jets|journeys|lands"
    r"|leaves|moves|passes|proceeds|returns|rides|sails|stops|tours|transfers|travels|visits",
    re.IGNORECASE,
)
_TAKES = re.compile(r"visits|tours|leaves|departs|reaches", re.IGNORECASE)
"""These take a place as their object."""
_LEADS = re.compile(
    r"to|for|in|at|on|from|back|off|home|onwards?|straight|directly|by|aboard|via|there", re.IGNORECASE
)
_ADVERBS = re.compile(r"then|also|now|later|next|first|finally|thereafter", re.IGNORECASE)
_DAYS = re.compile(
    r"(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|the|same|next|following|day|week|month|morning|noon|afternoon|evening|night"
    r"|early|late|\d+",
    re.IGNORECASE,
)
_SAME = re.compile(r"lay|put|set|cut|let|hit|read|quit|shed|spread|come|run", re.IGNORECASE)
"""Infinitives that look like a past: 'will open a school and lay a wreath'."""
_OPENERS = frozenset((":", ";", "-", "–", "—", "•", "·", "*", "|"))
_PURPOSES = frozenset(("for", "with", "to", "on", "at", "in"))
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def mend_verbs(doc: Doc) -> None:
    """Make a verb of each noun that must be one, with its subject, the day before it and what follows."""
    for token in doc:
        if token.tag_ in ("VBD", "VBN", "VBP") and _is_infinitive(token):
            token.tag_ = "VB"
        if token.tag_ in ("NNS", "NNPS", "NNP") and _opens_note(token):
            _open_with(token)
            continue
        if not _GOING.fullmatch(token.text) or token.tag_ not in ("NNS", "NNPS"):
            continue
        if token.dep_ == "conj" and token.head.tag_ == "VBZ":  # 'leaves Rome and lands in Quito'
            token.tag_, token.pos_ = "VBZ", "VERB"
        elif before := _clause_of(token):
            _make_verb(token, before)


def _opens_note(token: Token) -> bool:
    """'8 June: Visits Gdansk', 'Returns to Lima': a noun that opens a line and leads somewhere."""
    doc, following = token.doc, token.doc[token.i + 1 : token.i + 2]
    takes = _TAKES.fullmatch(token.text) or token.text == "Depart"
    leads = not takes and _GOING.fullmatch(token.text) and following and _LEADS.fullmatch(following[0].text)
    if not (leads or (takes and following and following[0].pos_ == "PROPN")) or not token.is_title:
        return False
    before = doc[max(0, token.i - 1)]
    return token.i == 0 or "\n" in before.text or before.text in _OPENERS or before.like_num


def _open_with(verb: Token) -> None:
    """Make the noun that opens a note its verb: what it stood before is where it leads."""
    verb.tag_, verb.pos_ = "VBZ", "VERB"
    place = verb.head
    if verb.dep_ not in ("compound", "nmod", "amod") or place.i < verb.i:
        return
    above, part = place.head, place.dep_
    verb.head, verb.dep_ = (above, part) if above != place else (verb, "ROOT")
    place.head, place.dep_ = verb, "dobj"
    for child in [child for child in place.children if child.dep_ == "prep" and child.lower_ in _PURPOSES]:
        child.head = verb


def _is_infinitive(token: Token) -> bool:
    """'Will open a school and lay a wreath': a verb joined to an infinitive, without a subject of its own."""
    same = token.tag_ == "VBP" or _SAME.fullmatch(token.text)
    joined = token.dep_ == "conj" and token.head.tag_ == "VB" and token.head.i < token.i
    return bool(same) and joined and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in token.children)


def _clause_of(token: Token) -> Span | None:
    """The words before a noun in its sentence, where it must be the verb; None where it need not."""
    sentence, before = token.sent, token.doc[token.sent.start : token.i]
    root = sentence.root
    alone = root == token or (root == token.head and root.pos_ == "ADP" and token.dep_ == "pobj")
    ends = sentence.text.rstrip(" \n”\"’'").endswith((".", ";", ":"))
    if not alone or not ends or token.i + 1 >= sentence.end:
        return None
    named = _TAKES.fullmatch(token.text) and token.nbor(1).pos_ == "PROPN"
    if not (named or _LEADS.fullmatch(token.nbor(1).text)) or any(word.tag_ in _FINITE for word in before):
        return None
    topic = _subject(token)
    return before if topic is not None and topic.pos_ in ("NOUN", "PROPN", "PRON") else None


def _subject(verb: Token) -> Token | None:
    told = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if told is not None:
        return told
    i = verb.i - 1
    while i >= verb.sent.start and _ADVERBS.fullmatch(verb.doc[i].text):
        i -= 1
    for preposition in verb.doc[max(i, 0)].ancestors:
        if preposition.lower_ == "of" and verb.sent.start < preposition.i < i:
            i = preposition.i - 1  # 'Minister X of New Zealand leaves'
    return verb.doc[i] if i >= verb.sent.start and not _DAYS.fullmatch(verb.doc[i].text) else None


def _make_verb(verb: Token, before: Span) -> None:
    """Hang the subject, the day and the rest of what stands before a verb on it."""
    topic, opening = _subject(verb), before[0]
    verb.tag_, verb.pos_ = "VBZ", "VERB"
    if topic is None or topic.dep_ == "nsubj":
        return
    verb.head, verb.dep_ = verb, "ROOT"
    topic.head, topic.dep_ = verb, "nsubj"
    day = opening.i
    if opening.pos_ == "ADP" and opening != topic:
        day = _last_of_day(opening, topic)
        opening.head, opening.dep_ = verb, "prep"
    for token in before:
        if token in (opening, topic):
            continue
        if opening.i < token.i <= day:
            token.head, token.dep_ = (opening, "pobj") if token.i == day else (verb.doc[day], "compound")
        elif token.head in (verb, opening) and token.i < topic.i:
            token.head, token.dep_ = topic, "det" if token.tag_ == "DT" else "compound"


def _last_of_day(opening: Token, topic: Token) -> int:
    """Where the day ends that a sentence opens with: 'On Friday morning the …'."""
    day = opening.i
    for token in opening.doc[opening.i + 1 : topic.i]:
        if not _DAYS.fullmatch(token.text):
            break
        day = token.i
    return day - 1 if opening.doc[day].lower_ == "the" else day
