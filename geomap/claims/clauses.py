"""What the dependency parse tells of a clause: its subject, its status, what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.contexts import fate_of, kept_from, kind_of, owner_of_plan
from geomap.claims.setbacks import comes_to_nothing, is_negated
from geomap.claims.steps import SUBJECTS, child_of, subject_beside, verb_of
from geomap.claims.vocabulary import base, role_class, words
from geomap.records import Status, record

_RULING = frozenset(("head_of_state", "head_of_government"))
_BELOW = frozenset(("minister", "diplomat", "official"))
_RANKS = frozenset(("first", "second", "third", "last", "latest", "only", "previous"))
_QUOTES = " \n”\"’'"
_PICTURED = frozenset(("seen", "pictured", "shown", "photographed"))
_COMING = frozenset(("reach", "arrive", "land"))


@record
class Aspect:
    """How a clause stands to the facts."""

    status: Status
    sure: bool
    """False for a bare present ('is visiting'), which reports use of things to come as well."""
    past: bool = False
    """Whether the clause looks back, so that its dates do too, even where the status is not sure."""
    negated: bool = False


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one that it shares with the verb it depends on."""
    for _ in range(6):
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.lower_ not in ("who", "which", "that", "there", "it", "what"):
                return child
        infinite = any(child.tag_ == "TO" for child in verb.children)
        if infinite and (verb.dep_ == "acl" or (verb.dep_ == "relcl" and kind_of(verb.head))):
            if (owner := owner_of_plan(verb.head)) is not None:
                return owner
            verb = verb_of(verb.head)
            continue
        if verb.dep_ == "relcl" and _is_one_of(verb.head):
            verb = verb_of(verb.head)  # 'was one of the first ministers to be received'
            continue
        if verb.dep_ in ("relcl", "acl"):
            return verb.head
        finite = verb.tag_ in ("VBD", "VBZ", "VBP") or any(
            child.dep_ == "aux" and child.tag_ != "TO" for child in verb.children
        )
        if verb.dep_ == "ccomp" and finite:
            return None
        if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep") and verb.head.pos_ in (
            "VERB",
            "AUX",
            "ADJ",
        ):
            blank = {c.lower_ for c in verb.children if c.dep_ in SUBJECTS} & {"it", "there"}
            if blank and not ("it" in blank and verb.dep_ == "conj" and _is_delegation(verb.head)):
                return None
            if verb.dep_ == "xcomp" and (steered := _steered(verb.head)):
                return steered
            verb = verb.head
        elif verb.dep_ == "pcomp" and verb.head.head != verb.head:
            if (kept := kept_from(verb)) is not None:
                return kept
            verb = verb_of(verb.head.head)
        elif verb.dep_ in ("acomp", "attr"):
            verb = verb.head
        elif verb.lower_ == "due" and verb.head.lower_ in ("home", "back") and verb.head.dep_ == "advmod":
            verb = verb.head.head
        else:
            return None
    return None


def _is_delegation(verb: Token) -> bool:
    """'The delegation was received by X, and it also met Y'."""
    return any(
        child.dep_ in SUBJECTS and child.lower_ in words("people", "delegation") for child in verb.children
    )


def _is_one_of(noun: Token) -> bool:
    """'is one of the ministers': what a subject is said to be."""
    one = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return one is not None and one.lower_ == "one" and one.dep_ == "attr"


def _steered(verb: Token) -> Token | None:
    """'forced her to cancel': the object is who cancels."""
    return child_of(verb, "dobj") if base(verb.lower_) in words("status", "steering") else None


def is_passive(verb: Token) -> bool:
    """Whether a verb's subject is the one that something is done to."""
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"
    return reduced or child_of(verb, "auxpass", "nsubjpass") is not None


def agent_of(verb: Token) -> Token | None:
    """The noun after 'by' of a passive verb."""
    by = (c for c in verb.children if c.dep_ == "agent" or (c.lower_ == "by" and c.dep_ == "prep"))
    first = next(by, None)
    return child_of(first, "pobj") if first else None


def has_guest(verb: Token) -> bool:
    """'had her to lunch', 'had them over for dinner', 'had him in Doha': who has somebody so receives him."""
    guest = next((child for child in verb.children if child.dep_ == "dobj" and child.pos_ != "NOUN"), None)
    if base(verb.lower_) != "have" or guest is None:
        return False
    for child in verb.children:
        meal = any(noun.lower_ in words("meeting", "meals") for noun in child.children)
        if child.i > guest.i and (
            child.lower_ == "over" or (meal and child.lower_ in ("to", "for", "round"))
        ):
            return True
        town = child.lower_ in ("in", "at") and any(noun.pos_ == "PROPN" for noun in child.children)
        if town and child.i == guest.i + 1 and guest.pos_ == "PRON":
            return True
    return False


def aspect(verb: Token) -> Aspect | None:
    """Whether what a verb tells was, is planned or was given up; None where it is left open."""
    if (fate := fate_of(verb)) is not None:
        if fate == "open" or (fate == "planned" and _asks(verb)):
            return None
        return Aspect(status=fate, sure=True, past=fate == "cancelled")
    if _had_been_due(verb):
        return Aspect(status="cancelled", sure=True, past=True)
    negated = is_negated(verb) or (
        # 'did not stop or meet', 'was not allowed to see'
        ((verb.dep_ == "conj" and verb.tag_ == "VB") or (verb.dep_ == "xcomp" and verb.head.pos_ == "VERB"))
        and is_negated(verb.head)
    )
    found = None if _asks(verb) else _tense(verb, 0)
    if found is None:
        return Aspect(status="cancelled", sure=True, negated=True) if negated and _could(verb) else None
    if found.status == "planned" and _depends(verb):
        return None
    if not negated:
        undone = comes_to_nothing(verb) if found.status == "planned" else None
        if undone is None:
            return found
        return Aspect(status="cancelled", sure=True, past=True, negated=is_negated(undone))
    if any(child.lower_ in ("since", "ever") for child in verb.children):
        return None  # 'has not been there since'
    failed = verb.tag_ == "VBD" and base(verb.lower_) in _COMING  # 'never reached X'
    if any(
        child.lower_ in (("before", "yet") if failed else ("never", "before", "yet"))
        for child in verb.children
    ):
        return None
    status: Status = "cancelled" if found.status != "cancelled" else "done"
    return Aspect(status=status, sure=found.sure, past=found.status != "planned", negated=True)


def _could(verb: Token) -> bool:
    """'Could not go because of fog', 'regrets that she cannot come': of one day, not of what is possible."""
    causes = {child.lower_ for child in verb.children if child.dep_ in ("prep", "mark")}
    could = any(child.lower_ in ("could", "can", "ca") for child in verb.children if child.dep_ == "aux")
    sorry = verb.dep_ == "ccomp" and base(verb.head.lower_) in words("contexts", "regretting")
    return could and (sorry or bool(causes & {"because", "owing", "due", "as", "since"}))


def _had_been_due(verb: Token) -> bool:
    """'had been due to leave', 'had planned to go', 'was originally scheduled to': it came otherwise."""
    for _ in range(3):
        if base(verb.lower_) in words("status", "intent"):
            before = {token.lower_ for token in verb.doc[max(verb.sent.start, verb.i - 3) : verb.i]}
            if before & {"originally", "initially"} and before & {"was", "were", "had"}:
                return True
            return {"had", "been"} <= before or ("had" in before and base(verb.lower_) in ("plan", "intend"))
        if verb.dep_ not in ("xcomp", "acomp", "conj"):
            return False
        verb = verb.head
    return False


def _asks(verb: Token) -> bool:
    """'Will he go to X?', 'asked whether she would go', 'if he goes': nothing is told."""
    clause = verb
    while True:
        marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
        if marks & {"whether", "if", "unless"}:
            return True
        if clause.dep_ not in ("xcomp", "acomp", "conj"):
            break
        clause = clause.head
    ends = (token.text.rstrip(_QUOTES) for token in reversed(verb.sent))
    return next((text for text in ends if text), "").endswith("?")


def _depends(verb: Token) -> bool:
    """'Would go only if sanctions were lifted': whether it comes about hangs on something else."""
    wished = any(child.lower_ in ("would", "'d", "’d") for child in verb.children)
    marks = (mark for clause in verb.children if clause.dep_ == "advcl" for mark in clause.children)
    return any(
        mark.lower_ in ("if", "unless") and (wished or mark.nbor(-1).lower_ == "only")
        for mark in marks
        if mark.i
    )


def _tense(verb: Token, depth: int) -> Aspect | None:
    if depth > 6:
        return None
    if verb.lower_ in ("due", "bound"):
        return Aspect(status="planned", sure=True)
    if verb.lower_ in ("expected", "awaited") and verb.tag_ == "VBN":
        return Aspect(status="planned", sure=True)
    if _was_to_have(verb):
        return Aspect(status="cancelled", sure=True, past=True)
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if auxiliaries & words("status", "modal_open"):
        timed = "should" in auxiliaries and base(verb.lower_) in words("status", "timed")
        return Aspect(status="planned", sure=True) if timed and not is_negated(verb) else None
    now = auxiliaries <= {"is", "are", "to", "be"}
    if now and verb.tag_ != "VBD" and any(child.lower_ == "since" for child in verb.children):
        return Aspect(status="done", sure=False)  # 'is in Quito since Monday'
    if "did" in auxiliaries:
        return Aspect(status="done", sure=True)
    if auxiliaries & words("status", "modal_future"):
        return Aspect(status="planned", sure=True)
    if verb.lower_ == "being" and verb.dep_ == "advcl" and not auxiliaries:
        above = _tense(verb.head, depth + 1)  # 'could not come, being in X'
        ahead = above is not None and above.status == "planned"
        return Aspect(status="planned" if ahead else "done", sure=True)
    if (
        "to" in auxiliaries
        or verb.dep_ in ("xcomp", "pcomp")
        or (verb.dep_ == "advcl" and verb.tag_ in ("VB", "VBG"))
    ):
        return _governed(verb, depth)
    if base(verb.lower_) in words("status", "intent") and child_of(verb, "xcomp"):
        return Aspect(status="planned", sure=True)
    if verb.tag_ == "VBG":
        if auxiliaries & {"was", "were", "been"}:
            return Aspect(status="done", sure=True)
        if auxiliaries & {"is", "are", "'s", "’s", "am", "'re", "’re"}:
            return _present(verb)
        return _governed(verb, depth)
    if verb.tag_ in ("VBD", "VBN"):
        if (
            verb.tag_ == "VBN"
            and auxiliaries & {"is", "are", "'s", "’s"}
            and not auxiliaries & {"has", "have", "been"}
        ):
            return _present(verb)
        bare = auxiliaries <= {"be"}  # 'will meet X and be received by Y'
        if verb.tag_ == "VBN" and bare and (verb.dep_ == "conj" or verb.lower_ == "followed"):
            return _tense(verb.head, depth + 1)
        return Aspect(status="done", sure=True)
    listed = verb.tag_ == "VB" or (verb.dep_ == "dep" and verb.tag_ == "VBP" and verb.head.tag_ == "VB")
    if verb.dep_ in ("conj", "dep") and listed and verb.head.pos_ in ("VERB", "AUX"):
        return _tense(verb.head, depth + 1)
    return _present(verb)


def _was_to_have(verb: Token) -> bool:
    """'was to have reached X', 'would then have gone to Y': it came to nothing."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.tag_ != "VBN" or "have" not in auxiliaries:
        return False
    return "would" in auxiliaries or ("to" in auxiliaries and verb.head.lower_ in ("was", "were"))


def _present(verb: Token) -> Aspect:
    """The bare present: of things to come for going ('heads to Lima'), else of things that are."""
    going = words("travel", "toward", "leaving", "at", "taking", "ending", "continuing")
    ahead = (base(verb.lower_) in going and not _ends_visit(verb)) or any(
        child.lower_ in words("status", "later") for child in verb.children
    )
    return Aspect(status="planned" if ahead else "done", sure=False)


def _ends_visit(verb: Token) -> bool:
    """'Concludes a visit to X', with no day to come: who does so is there."""
    ended = child_of(verb, "dobj") if base(verb.lower_) in words("travel", "ending") else None
    dated = any(child.lower_ in ("on", "tomorrow") for child in verb.children)
    return ended is not None and ended.lower_ in ("visit", "stay") and not dated


def _governed(verb: Token, depth: int) -> Aspect | None:
    """The status of a verb that hangs on another word: 'plans to visit', 'failed to come'."""
    head = verb.head
    if head == verb:  # 'X arriving in Y on Monday': below a picture
        return Aspect(status="planned" if verb.tag_ == "VB" else "done", sure=False, past=verb.tag_ == "VBG")
    if verb.tag_ == "VBG" and head.lower_ in _PICTURED:
        return Aspect(status="done", sure=True, past=True)
    if head.pos_ == "ADP":
        if head.lower_ == "of" and head.i > 0 and head.nbor(-1).lower_ == "instead":
            return Aspect(status="cancelled", sure=True)
        head = verb_of(head.head)
        if head.pos_ not in ("VERB", "AUX"):
            return Aspect(status="done", sure=False)
        wished = {base(head.lower_), base(head.head.lower_)} & words("status", "open")
        if verb.head.lower_ == "before" and wished:
            return Aspect(status="planned", sure=True)  # 'hoped to see her before flying back'
        return _tense(head, depth + 1)
    lemma = base(head.lower_)
    if head.lower_ == "going" and "to" in {child.lower_ for child in verb.children}:
        return None if is_negated(head) else Aspect(status="planned", sure=True)
    if verb.tag_ == "VB" and lemma in words("status", "bidding") and _is_bidden(verb, head):
        return None if is_negated(head) else Aspect(status="planned", sure=True)
    if verb.tag_ != "VBG" and lemma in words("status", "open"):
        return None
    if any(token.lower_ == "yet" for token in verb.doc[head.i : verb.i]):
        return None  # 'has yet to visit'
    if lemma in words("status", "declining", "dropping"):
        return Aspect(status="cancelled", sure=True) if not is_negated(head) else None
    if is_among(verb) or any(child.dep_ == "attr" and _is_ranked(child) for child in head.children):
        return _tense(head, depth + 1)  # 'was the last president to pay a visit'
    if verb.tag_ != "VBG" and (
        lemma in words("status", "intent") or head.lower_ in ("is", "was", "are", "were")
    ):
        if is_negated(head) or any(child.lower_ == "no" for child in head.children):
            return None
        there = (child for child in head.children if head.i < child.i < verb.i)
        if head.lower_ in ("was", "were") and any(c.dep_ == "prep" or c.lower_ == "there" for c in there):
            return Aspect(status="done", sure=False)  # 'was at the airport to receive X'
        return Aspect(status="planned", sure=True)
    if head.pos_ in ("VERB", "AUX"):
        told = _tense(head, depth + 1)
        departs = verb.tag_ == "VB" and lemma in words("travel", "departing")
        # 'left to visit X' tells of what is to be done there
        return replace(told, sure=False, past=told.status == "done") if told and departs else told
    if verb.dep_ in ("acl", "relcl") and _is_ranked(head):
        if head.dep_ == "attr" and ((told := _tense(head.head, depth + 1)) is None or told.status != "done"):
            return told  # 'will be the first to visit'
        return Aspect(status="done", sure=True)  # 'the last president to visit'
    above = verb_of(head)
    return _tense(above, depth + 1) if above.pos_ in ("VERB", "AUX") and above != verb else None


def _is_bidden(verb: Token, by: Token) -> bool:
    """'The president has asked the foreign minister to go', 'she ordered the envoy to fly': by one above him.

    Whoever asks another country's ruler to come invites him.
    """
    ruler = subject_beside(by)
    titles = [word.lower_ for word in ruler.subtree] if ruler is not None else []
    rules = any(word == "prime" or role_class(word) in _RULING for word in titles)
    told = verb.doc[by.i + 1 : verb.i]
    below = any(word.lower_ == "vice" or role_class(word.lower_) in _BELOW for word in told)
    perfect = any(child.lower_ in ("has", "have") for child in by.children)
    return below and rules and (by.lower_ != "asked" or perfect)


def _is_ranked(noun: Token) -> bool:
    """'the first president', 'the last of them'."""
    return any(child.lower_ in _RANKS for child in noun.children)


def is_among(verb: Token) -> bool:
    """'was among the few leaders to show up': one of those who did."""
    beside = {child.lower_ for child in verb.head.children}
    return verb.dep_ == "advcl" and verb.tag_ == "VB" and bool(beside & {"among", "amongst"})


def is_last_to(verb: Token) -> bool:
    """'the last president to come': told of the past, by its own date."""
    return verb.dep_ in ("acl", "relcl") and verb.tag_ == "VB" and _is_ranked(verb.head)


def climb(token: Token) -> Iterator[tuple[Token, str]]:
    """From a noun up the parse: each word it hangs on, with the preposition passed last (or '')."""
    preposition = ""
    for _ in range(12):
        if token.head == token:
            return
        if token.dep_ in ("pobj", "pcomp"):
            preposition = token.head.lower_
        token = token.head
        if token.pos_ in ("ADP", "ADV") or token.dep_ in ("prep", "agent", "dative"):
            continue
        yield token, preposition
