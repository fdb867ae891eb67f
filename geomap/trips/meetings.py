"""One meeting out of many reports of it.

Claims that can be of one meeting share a named party and the country of another; only within such blocks
are they compared, in order of publication, so that the result depends on no input order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from geomap.records import Claims, Meeting, MeetingClaim, Place, Trip, When, record
from geomap.trips.attendance import Visits, within
from geomap.trips.chronology import Chronology
from geomap.trips.days import Dated, merge_days
from geomap.trips.ids import Ids
from geomap.trips.parties import Holders, Party, match_parties, parties_of, same_party, unite_parties
from geomap.trips.people import Key, People
from geomap.trips.spots import Spot, finer, same_spot, spot_of
from geomap.trips.stops import build_history, unite_evidence
from geomap.trips.tellings import Rank, near_of, rank_of, span_of

_GAP = timedelta(days=1)
_ALIKE = 0.5
_ALIKE_IN_ONE_ARTICLE = 0.75


@record
class _Told:
    """A meeting claim, resolved."""

    claim: MeetingClaim
    article: str
    parties: tuple[Party, ...]
    spot: Spot | None
    when: When
    near: tuple[date, date] | None
    rank: Rank
    number: int


class _Meeting:
    """Claims of one meeting."""

    __slots__ = ("format", "parties", "spot", "told")

    def __init__(self, told: _Told) -> None:
        self.told = [told]
        self.parties = told.parties
        self.spot = told.spot
        self.format = told.claim.format

    @property
    def articles(self) -> list[str]:
        return sorted({told.article for told in self.told})

    def add(self, told: _Told) -> None:
        self.told.append(told)
        known = sum(not p.vague for p in self.parties) > 2 or any(p.vague for p in self.parties)
        parties = [p for p in told.parties if not (p.vague and known)]
        self.parties = unite_parties(self.parties, parties)
        if self.spot is None or (told.spot is not None and self.spot.level in ("country", "region")):
            self.spot = told.spot or self.spot
        self.format = self.format or told.claim.format


def build_meetings(
    all_claims: Iterable[Claims],
    trips: Iterable[tuple[Key, Trip]],
    people: People,
    chronology: Chronology,
    ids: Ids,
) -> tuple[Meeting, ...]:
    """All meetings, each once, in a stable order."""
    told = _tell(all_claims, people, chronology)
    visits = Visits(trips)
    groups = _group(told)
    holders = Holders()
    for group in groups:
        holders.learn(group.parties, group.articles)
    for group in groups:
        group.parties = holders.name(group.parties, group.articles)
    meetings = [_build(group, visits, chronology, ids) for group in groups]
    return tuple(sorted(meetings, key=lambda m: (str(m.when.first or m.when.last or "9999"), m.id)))


def _tell(all_claims: Iterable[Claims], people: People, chronology: Chronology) -> list[_Told]:
    found: list[_Told] = []
    for claims in all_claims:
        article = claims.article.id
        anchor = chronology.anchor(article)
        for claim in claims.meetings:
            spot = spot_of(claim.place, claim.toponym or "") if claim.place or claim.toponym else None
            told = _Told(
                claim=claim,
                article=article,
                parties=parties_of(claim.participants, people),
                spot=spot,
                when=chronology.when(
                    article,
                    claim.when,
                    claim.status,
                    [people.key(p) for p in claim.participants if p.name],
                    spot,
                ),
                near=near_of(claim.status, anchor),
                rank=rank_of(article, claim.status, anchor),
                number=len(found),
            )
            found.append(told)
    return found


def _order(told: _Told) -> tuple[Rank, int]:
    return told.rank, told.number


def _group(all_told: Sequence[_Told]) -> list[_Meeting]:
    """Fuller claims first, so that roles and collectives find the names they stand for."""
    index: dict[tuple[str, ...], dict[int, _Meeting]] = defaultdict(dict)
    meetings: list[_Meeting] = []
    for told in sorted(all_told, key=lambda t: (t.spot is None, -len(t.parties), _order(t))):
        blocks = _blocks(told)
        seen = {n: m for block in blocks for n, m in index[block].items()}
        ranked = [(score, -n) for n, m in seen.items() if (score := _alike(told, m)) is not None]
        if ranked:
            home = -max(ranked)[1]
            meetings[home].add(told)
        else:
            home = len(meetings)
            meetings.append(_Meeting(told))
        for block in blocks:
            index[block][home] = meetings[home]
    return meetings


def _blocks(told: _Told) -> list[tuple[str, ...]]:
    """Where claims of one meeting find each other.

    By a named party and the country, name or office of another; for gatherings told as a whole by a named
    party, the country of the place, and the month or the article.
    """
    named = [p.key for p in told.parties if p.key]
    found: dict[tuple[str, ...], None] = {}
    for party in told.parties:
        tokens = [t for t in (party.country, party.key) if t] or [party.kind or ""]
        if party.kind and not party.country:
            tokens.append(party.kind)
        for key in named if named else [""]:
            if key != party.key or len(told.parties) == 1:
                found.update(dict.fromkeys((key, token) for token in tokens))
    if told.spot is not None:
        when = told.when.first or told.when.last
        for key in named:
            found[key, told.spot.country, told.article] = None
            if when is not None:
                found[key, told.spot.country, f"{when:%Y-%m}"] = None
    return list(found)


def _alike(told: _Told, meeting: _Meeting) -> tuple[float, float] | None:
    """How well a claim fits a meeting; None if it tells of another."""
    if told.spot and meeting.spot and not same_spot(told.spot, meeting.spot):
        return None
    if not _formats_fit(told.claim.format, meeting.format):
        return None
    if not all(_days_fit(told, other) for other in meeting.told):
        return None
    cancelled = {t.claim.status == "cancelled" for t in meeting.told}
    own = told.article in {t.article for t in meeting.told}
    if own and cancelled != {told.claim.status == "cancelled"}:
        return None
    shared = match_parties(told.parties, meeting.parties)
    union = len(told.parties) + len(meeting.parties) - len(shared)
    if not any(
        told.parties[i].key and told.parties[i].key == meeting.parties[j].key for i, j in shared
    ) and any(p.key for p in told.parties):
        return None
    score = len(shared) / union if union else 0.0
    if _one_gathering(told, meeting, [i for i, _ in shared]):
        return (max(score, _ALIKE), 0.0)
    if score < (_ALIKE_IN_ONE_ARTICLE if own else _ALIKE):
        return None
    if 2 in (len(told.parties), len(meeting.parties)) and len(shared) < 2:
        return None
    return (score, float(told.when.dated and any(t.when.dated for t in meeting.told)))


def _one_gathering(told: _Told, meeting: _Meeting, shared: Sequence[int]) -> bool:
    """Whether a claim tells of a gathering as a whole: the same summit, or 'his counterparts' there."""
    if not (told.spot and meeting.spot) or not all(
        i in shared for i, p in enumerate(told.parties) if not p.vague
    ):
        return False
    if (
        told.claim.format
        and told.claim.format == meeting.format
        and told.claim.format not in ("bilateral", "virtual")
    ):
        return True
    return any(p.vague for p in told.parties) and sum(not p.vague for p in meeting.parties) > 2


def _formats_fit(a: str | None, b: str | None) -> bool:
    if a is None or b is None or a.casefold() == b.casefold():
        return "virtual" not in (a, b) or a == b
    return False


def _days_fit(a: _Told, b: _Told) -> bool:
    days, others = span_of(a.when) or a.near, span_of(b.when) or b.near
    if days is None or others is None:
        return True
    return days[0] <= others[1] + _GAP and others[0] <= days[1] + _GAP


def _build(group: _Meeting, visits: Visits, chronology: Chronology, ids: Ids) -> Meeting:
    told = sorted(group.told, key=_order)
    history = build_history([(t.article, t.claim.status, t.claim.evidence) for t in told], chronology)
    status = history[-1].status
    live = [t for t in told if (t.claim.status == "cancelled") == (status == "cancelled")]
    when, _ = merge_days(
        Dated(when=t.when, article=t.article, rank=t.rank, quote=t.claim.evidence[0].span.text) for t in live
    )
    sources = tuple(sorted({t.article for t in told}))
    place: Place | None = None
    for t in told:
        if t.claim.place is not None:
            place = t.claim.place if place is None else finer(place, t.claim.place)
    toponym = next((t.claim.toponym for t in told if t.claim.place == place and t.claim.toponym), None)
    keys = [p.key for p in group.parties if p.key]
    attended = visits.attended(keys, group.spot, when, sources) if place else []
    if attended and group.spot and group.spot.level == "country":
        stop = attended[0].stop
        place, toponym = stop.place, stop.toponym
    if not when.dated and attended and status != "cancelled":
        when = within(attended[0].stop.when)
    travellers = {visit.who: n for n, visit in reversed(list(enumerate(attended)))}
    parties = sorted(group.parties, key=lambda p: _seat(p, travellers, told))
    spot = spot_of(place, toponym or "") if place or toponym else None
    start = when.first or when.last
    return Meeting(
        id=ids.give(
            "meeting",
            *sorted(p.key or p.person.label for p in parties),
            spot.key if spot else "",
            start.isoformat() if start else "undated",
            group.format or "",
        ),
        trips=tuple(dict.fromkeys(visit.trip for visit in attended)),
        participants=tuple(p.person for p in parties),
        format=group.format,
        toponym=toponym,
        place=place,
        when=when,
        status=status,
        sources=sources,
        evidence=unite_evidence(t.claim.evidence for t in told),
        history=history,
    )


def _seat(party: Party, travellers: Mapping[Key, int], told: Sequence[_Told]) -> tuple[object, ...]:
    """Travellers first, then in the order of the earliest report that tells of them."""
    seats = (
        (k, i)
        for k, t in enumerate(told)
        for i, p in enumerate(t.parties)
        if (p.key == party.key if p.key else same_party(p, party))
    )
    travels = travellers.get(party.key, len(travellers)) if party.key else len(travellers)
    return (travels, next(seats, (len(told), 0)), party.person.label)
