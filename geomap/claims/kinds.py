"""What kind of thing a noun names: a journey, an event, a group that travels."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.vocabulary import singular, words


def is_trip(noun: Token | None) -> bool:
    """Whether a noun tells of travel: 'visit', 'tour' and the like."""
    return noun is not None and singular(noun.lower_) in words("travel", "nouns")


def is_event(noun: Token) -> bool:
    """Whether people gather for what a noun names: a summit, a funeral, talks, a lunch."""
    return singular(noun.lower_) in words("travel", "event_nouns") | words("meeting", "nouns")


def is_occasion(noun: Token) -> bool:
    """Whether a noun names something with guests, be it no talks: a summit, a funeral."""
    return noun.pos_ in ("NOUN", "PROPN") and singular(noun.lower_) in words("travel", "event_nouns")


def is_meeting(noun: Token) -> bool:
    """Whether a noun names a meeting: talks, a lunch, a session."""
    return singular(noun.lower_) in words("meeting", "nouns")


def is_group(noun: Token) -> bool:
    """Whether a noun is a word for people who are together: 'delegation', 'team', 'party'."""
    return singular(noun.lower_) in words("people", "delegation")
