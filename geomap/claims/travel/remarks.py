"""Words spoken abroad: 'Remarks / Firstname X / Secretary of State / Lima, Peru / 9 June' tell where X is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.claims.clauses import Aspect
from geomap.claims.days.when import resolve
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.people.speakers import speakers_of
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import homes

_HEAD = 400
"""Characters at the head of a text in which it tells where its words were spoken."""
_SPOKEN = re.compile(
    r"\b(?:remarks|press availability|press conference|speech|address|interview|doorstop)\b", re.I
)
_KINDS = frozenset("joint media press conference doorstop interview transcript of with stand up".split())  # noqa: SIM905
"""Words of what a transcript is called, before its place: 'Doorstop interview, Suva, Fiji'."""
_LABELS = re.compile(r"^(?:QUESTION|Q|MODERATOR)[:.]", re.M)


def moves_of_remarks(scene: Scene, who: Who) -> Iterator[Move]:
    """The stay of whoever speaks in an article that gives his own words, by the line of its place."""
    text = scene.article.view.text
    title = f"{scene.article.title or ''}\n{text[:_HEAD]}"
    if not (_SPOKEN.search(title) or _LABELS.search(text)):
        return
    spot = _place_line(scene)
    speakers = speakers_of(scene, who.cast, who.topic) if spot else []
    lines = (line.strip().lower() for line in text[:_HEAD].splitlines())
    home = next((homes()[line] for line in lines if line in homes()), None)
    told = (person if person.country else replace(person, country=home) for person in speakers)
    abroad = tuple(person for person in told if spot and comes_from_afar(person, spot))
    if spot is None or not abroad:
        return
    dates = [d for d in scene.dates_between(0, len(scene.doc)) if scene.doc[d.first].idx < _HEAD]
    seen = Aspect(status="done", sure=True)
    when = resolve(scene, dates[:1], seen, scene.doc[spot.first])
    yield Move(who=abroad, spot=spot, when=when, aspect=seen, at=spot.first, rule="remarks")


def _place_line(scene: Scene) -> Spot | None:
    """The town that a line at the head consists of, but for its country and a date."""
    doc = scene.doc
    for spot in scene.spots:
        if doc[spot.first].idx > _HEAD:
            return None
        first, last = scene.line_start(spot.first), spot.last
        while last + 1 < len(doc) and "\n" not in doc[last].text_with_ws and "\n" not in doc[last + 1].text:
            last += 1
        told = [t for t in doc[first : last + 1] if not (t.is_punct or t.is_space or t.like_num)]
        known = (scene.spot_at, scene.date_at)
        plain = all(any(t.i in at for at in known) or t.lower_ in _KINDS for t in told)
        if plain and spot.use == "name" and spot.place and spot.place.precision == "city":
            return spot
    return None
