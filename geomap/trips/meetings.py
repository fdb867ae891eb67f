"""Meetings, each once: what all that is told of one says of place, days, parties, format and status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from geomap.records import Claims, Evidence, Meeting, Place, Report, Trip
from geomap.trips.attendance import Visited, Visits, within
from geomap.trips.chronology.calendar import Chronology
from geomap.trips.days import Dated, merge_days
from geomap.trips.encounters import Encounter, Talk, group_talks
from geomap.trips.ids import Ids
from geomap.trips.parties import Holders, Party, parties_of, same_party
from geomap.trips.people.register import Key, People
from geomap.trips.spots import finer, spot_of
from geomap.trips.stops import build_history, unite_evidence
from geomap.trips.tellings import near_of, rank_of


def build_meetings(
    all_claims: Iterable[Claims],
    trips: Iterable[tuple[Key, Trip]],
    people: People,
    chronology: Chronology,
    ids: Ids,
) -> tuple[Meeting, ...]:
    """All meetings, each once, in a stable order."""
    visits = Visits(trips)
    groups = group_talks(_tell(all_claims, people, chronology))
    holders = Holders()
    for group in groups:
        holders.learn(group.parties, group.articles)
    for group in groups:
        group.parties = holders.name(group.parties, group.articles)
    meetings = [_build(group, visits, chronology, ids) for group in groups]
    return tuple(sorted(meetings, key=lambda m: (str(m.when.first or m.when.last or "9999"), m.id)))


def _tell(all_claims: Iterable[Claims], people: People, chronology: Chronology) -> list[Talk]:
    found: list[Talk] = []
    for claims in all_claims:
        article = claims.article.id
        anchor = chronology.anchor(article)
        for claim in claims.meetings:
            spot = spot_of(claim.place, claim.toponym or "") if claim.place or claim.toponym else None
            named = [people.key(p, article) for p in claim.participants if p.name]
            found.append(
                Talk(
                    claim=claim,
                    article=article,
                    parties=parties_of(claim.participants, article, people),
                    spot=spot,
                    when=chronology.when(article, claim.when, claim.status, named, spot),
                    near=near_of(claim.status, anchor),
                    rank=rank_of(article, claim.status, anchor),
                    number=len(found),
                )
            )
    return found


def _build(group: Encounter, visits: Visits, chronology: Chronology, ids: Ids) -> Meeting:
    told = sorted(group.talks, key=lambda t: t.order)
    history = build_history([(t.article, t.claim.status, t.claim.evidence) for t in told], chronology)
    status = history[-1].status
    live = [t for t in told if (t.claim.status == "cancelled") == (status == "cancelled")]
    when, conflict = merge_days(_dated(live)) if len(live) > 1 else (live[0].when, None)
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
    if not when.dated and attended and status != "cancelled" and not any(t.when.text for t in live):
        when = within(attended[0].stop.when)
    off = _called_off(history, attended)
    if off is not None:
        history, status = (*history, off), off.status
        sources = tuple(sorted({*sources, off.article}))
    evidence = unite_evidence([*(t.claim.evidence for t in told), _quotes(off, attended)])
    form = group.format or _form(group.parties)
    travellers = {visit.who: n for n, visit in reversed(list(enumerate(attended)))}
    named = [p for t in told for p in t.parties]
    parties = sorted(group.parties, key=lambda p: _seat(p, travellers, named))
    spot = spot_of(place, toponym or "") if place or toponym else None
    start = when.first or when.last
    return Meeting(
        id=ids.give(
            "meeting",
            *sorted(p.key or p.person.label for p in parties),
            spot.key if spot else "",
            start.isoformat() if start else "undated",
            form or "",
        ),
        trips=tuple(dict.fromkeys(visit.trip for visit in attended)),
        participants=tuple(p.person for p in parties),
        format=form,
        toponym=toponym,
        place=place,
        when=when,
        status=status,
        sources=sources,
        evidence=evidence,
        history=history,
        conflicts=(conflict,) if conflict else (),
    )


def _dated(talks: Sequence[Talk]) -> Iterator[Dated]:
    """The days that reports give a meeting; where one names its day, longer ones and plans were to be."""
    named = [t for t in talks if t.when.exact and t.when.first == t.when.last]
    held = any(t.claim.status == "done" for t in named)
    for t in talks:
        open_ = named and (t.when.first != t.when.last or (held and t.claim.status == "planned"))
        yield Dated(
            when=replace(t.when, exact=False) if open_ else t.when,
            article=t.article,
            rank=t.rank,
            quote=t.claim.evidence[0].span.text,
        )


def _called_off(history: Sequence[Report], attended: Sequence[Visited]) -> Report | None:
    """The report that calls off the visits for which a meeting was planned, after it was told of."""
    if history[-1].status != "planned" or not attended:
        return None
    if any(visit.stop.status != "cancelled" for visit in attended):
        return None
    off = attended[0].stop.history[-1]
    later = all(not (r.published and off.published) or r.published <= off.published for r in history)
    return off if later and all(r.article != off.article for r in history) else None


def _quotes(report: Report | None, attended: Sequence[Visited]) -> list[Evidence]:
    """The evidence of a report of a stop."""
    if report is None:
        return []
    quotes = (e for visit in attended for e in visit.stop.evidence)
    return [e for e in quotes if (e.article, e.span.text) == (report.article, report.quote)]


def _form(parties: Sequence[Party]) -> str | None:
    """Whether office holders of exactly two countries meet."""
    two = len({p.country for p in parties}) == 2
    return "bilateral" if two and all(p.country and p.kind != "staff" for p in parties) else None


def _seat(party: Party, travellers: Mapping[Key, int], named: Sequence[Party]) -> tuple[int, int, str]:
    """Travellers first, then in the order in which the reports name them."""
    same = (n for n, p in enumerate(named) if (p.key == party.key if p.key else same_party(p, party)))
    travels = travellers.get(party.key, len(travellers)) if party.key else len(travellers)
    return travels, next(same, len(named)), party.person.label
