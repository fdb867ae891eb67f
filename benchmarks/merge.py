"""Time the reduce step on synthetic claims: `python benchmarks/merge.py [CLAIMS]`.

Two thousand travellers go on trips of one to five stops, each told by one to four articles under several
spellings, with days, with countries only or with no date at all; every third stop has a meeting.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta

from geomap.records import (
    UNDATED,
    Article,
    Claims,
    Evidence,
    LegClaim,
    MeetingClaim,
    Person,
    Place,
    Span,
    View,
    Visit,
    When,
)
from geomap.trips import merge

SYLLABLES = [
    "ba",
    "do",
    "ka",
    "li",
    "mo",
    "na",
    "ri",
    "sha",
    "to",
    "vel",
    "yan",
    "zu",
    "ker",
    "min",
    "dal",
    "pov",
]
CODES = [a + b for a in "ABCDEFGHIJ" for b in "KLMNOPQRST"]


def word(rng: random.Random, size: int) -> str:
    """A made-up name of some syllables."""
    return "".join(rng.choice(SYLLABLES) for _ in range(size)).capitalize()


def places(rng: random.Random) -> list[tuple[Place, Place]]:
    """A hundred countries with a city each."""
    found = []
    for code in CODES:
        lon, lat = rng.uniform(-179, 179), rng.uniform(-60, 70)
        city = word(rng, 3)
        found.append(
            (
                Place(
                    name=code + "land", lon=lon, lat=lat, precision="country", country=code, gazetteer="test"
                ),
                Place(
                    name=city, lon=lon, lat=lat, precision="city", country=code, city=city, gazetteer="test"
                ),
            )
        )
    return found


def synthetic(wanted: int, seed: int = 1) -> tuple[list[Claims], int]:
    """Claims of visits, legs and meetings, at least as many as wanted, and how many."""
    rng = random.Random(seed)
    atlas = places(rng)
    people = [
        Person(name=f"{word(rng, 2)} {word(rng, 3)}", role="Foreign Minister", country=rng.choice(CODES))
        for _ in range(2000)
    ]
    articles: list[Claims] = []
    made = 0
    while made < wanted:
        who = rng.choice(people)
        start = date(2015, 1, 1) + timedelta(days=rng.randrange(3000))
        route = rng.sample(atlas, rng.randint(1, 5))
        for told in range(rng.randint(1, 4)):
            claims = report(rng, f"a{len(articles):06d}", who, start, route, people, done=told > 1)
            articles.append(claims)
            made += len(claims.visits) + len(claims.legs) + len(claims.meetings)
    rng.shuffle(articles)
    return articles, made


def report(
    rng: random.Random,
    article: str,
    who: Person,
    start: date,
    route: list[tuple[Place, Place]],
    people: list[Person],
    *,
    done: bool,
) -> Claims:
    """One article about a trip."""
    text = "Somebody goes somewhere. " * (len(route) + 1)
    named = Person(
        name=who.name if rng.random() < 0.7 else str(who.name).split()[-1], role=who.role, country=who.country
    )
    status = "done" if done else "planned"
    visits, legs, meetings = [], [], []
    before: Place | None = None
    for i, (country, city) in enumerate(route):
        place = city if rng.random() < 0.7 else country
        day = start + timedelta(days=i)
        when = When(first=day, last=day, exact=True, text=day.isoformat()) if rng.random() < 0.8 else UNDATED
        span = Span(start=25 * i, end=25 * i + 24, text=text[25 * i : 25 * i + 24])
        evidence = (Evidence(article=article, span=span),)
        visits.append(
            Visit(who=named, toponym=place.name, place=place, when=when, status=status, evidence=evidence)
        )
        if before is not None and rng.random() < 0.5:
            legs.append(
                LegClaim(who=named, origin=before, destination=place, status=status, evidence=evidence)
            )
        if i % 3 == 0:
            host = rng.choice(people[:200])
            meetings.append(
                MeetingClaim(
                    participants=(named, host),
                    toponym=place.name,
                    place=place,
                    when=when,
                    status=status,
                    evidence=evidence,
                )
            )
        before = place
    published = start + timedelta(days=len(route) + 1 if done else -3)
    view = View(text=text, pieces=((0, 0, len(text)),))
    return Claims(
        article=Article(
            id=article,
            text=text,
            view=view,
            published=published if rng.random() < 0.9 else None,
            published_from="given",
        ),
        visits=tuple(visits),
        legs=tuple(legs),
        meetings=tuple(meetings),
    )


def main() -> None:
    """Print how long merging takes."""
    claims, made = synthetic(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    begin = time.process_time()
    merged = merge(claims)
    seconds = time.process_time() - begin
    print(
        f"{made} claims of {len(claims)} articles: {seconds:.2f} s of CPU, "
        f"{len(merged.trips)} trips, {len(merged.meetings)} meetings"
    )


if __name__ == "__main__":
    main()
