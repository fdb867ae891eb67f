"""A small world made by hand: two articles, three trips, across the antimeridian and to the poles."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from geomap.layers import DEFAULT_FORMATS, FORMATS, build_layers
from geomap.records import (
    Article,
    Claims,
    Conflict,
    Evidence,
    Leg,
    LegClaim,
    Meeting,
    MeetingClaim,
    Mention,
    Merged,
    Person,
    Place,
    Reading,
    Report,
    Stop,
    Trip,
    Unread,
    View,
    Visit,
    When,
)

PACIFIC = (
    "Foreign Minister Ana Kōtare flew from Auckland to Honolulu on 3 May 2024. “=Nobody” joined her.\n"
    "She went on to Santiago on 5 May, where she met Chile's President. A side trip to Suva was dropped. "
    "Staff at McMurdo and in Utqiaġvik listened in by video; the Samoan delegation sat in Lotofagā Hall."
)
POLAR = (
    "Envoy Lars Holm visited McMurdo and then Utqiaġvik. <b>He</b> met nobody & left ]]> early; "
    "Ms. Kōtare arrives on 6 May."
)


def article(name, text, published=None):
    return Article(
        id=name,
        text=text,
        view=View(text=text, pieces=((0, 0, len(text)),)),
        published=published,
        published_from="given" if published else None,
    )


ONE = article("pacific.txt", PACIFIC, date(2024, 5, 4))
TWO = article("polar/two.txt", POLAR)


def said(source, words):
    start = source.text.index(words)
    return Evidence(article=source.id, span=source.span(start, start + len(words)))


def place(name, lon, lat, country, precision="city", **more):
    city = name if precision == "city" else more.pop("city", None)
    return Place(
        name=name,
        lon=lon,
        lat=lat,
        country=country,
        precision=precision,
        city=city,
        gazetteer="geonames",
        **more,
    )


AUCKLAND = place("Auckland", 174.76349, -36.84853, "NZ", admin1="Auckland", geonameid=2193733)
HONOLULU = place("Honolulu", -157.858333, 21.306944, "US", admin1="Hawaii", geonameid=5856195)
SANTIAGO = place("Santiago", -70.64827, -33.45694, "CL", geonameid=3871336, confidence=0.91234567)
SUVA = place("Suva", 178.44149, -18.14161, "FJ", geonameid=2198148)
MCMURDO = place("McMurdo Station", 166.66667, -77.85, "AQ", "venue", geonameid=6696480)
UTQIAGVIK = place("Utqiaġvik", -156.78872, 71.29058, "US", geonameid=5880054)
PACIFIC_OCEAN = place("Pacific", -150.0, 0.0, None, "region")

MINISTER = Person(name="Ana Kōtare", role="Foreign Minister", country="NZ", aliases=("Kōtare",))
PRESIDENT = Person(name=None, role="President", country="CL")
ENVOY = Person(name="Lars Holm", role="Envoy")


def days(first, last=None, *, exact=True, text="", reason=""):
    return When(first=first, last=last or first, exact=exact, text=text, reason=reason)


def mention(source, words, found, use="name", reason=None):
    return Mention(span=said(source, words).span, kind="toponym", use=use, place=found, reason=reason)


FLEW = said(ONE, "Foreign Minister Ana Kōtare flew from Auckland to Honolulu on 3 May 2024.")
WENT_ON = said(ONE, "She went on to Santiago on 5 May, where she met Chile's President.")
DROPPED = said(ONE, "A side trip to Suva was dropped.")
VIDEO = said(ONE, "Staff at McMurdo and in Utqiaġvik listened in by video")
HALL = said(ONE, "the Samoan delegation sat in Lotofagā Hall")
VISITED = said(TWO, "Envoy Lars Holm visited McMurdo and then Utqiaġvik.")
ARRIVES = said(TWO, "Ms. Kōtare arrives on 6 May.")

THIRD_MAY = days(date(2024, 5, 3), text="3 May 2024", reason="stated in full")
FIFTH_MAY = days(date(2024, 5, 5), text="5 May", reason="the year is that of publication, 4 May 2024")

CLAIMS = (
    Claims(
        article=ONE,
        mentions=(
            mention(ONE, "Auckland", AUCKLAND),
            mention(ONE, "Honolulu", HONOLULU),
            mention(ONE, "Santiago", SANTIAGO),
            mention(ONE, "Suva", SUVA),
            mention(ONE, "McMurdo", MCMURDO),
            mention(
                ONE,
                "Samoan",
                None,
                use="adjective",
                reason="adjective of a country that two gazetteers differ on",
            ),
            mention(ONE, "Lotofagā Hall", None),
            Mention(span=said(ONE, "Ana Kōtare").span, kind="person", person=MINISTER),
            Mention(span=said(ONE, "President").span, kind="role"),
        ),
        visits=(
            Visit(
                who=MINISTER,
                toponym="Honolulu",
                place=HONOLULU,
                when=THIRD_MAY,
                status="done",
                evidence=(FLEW,),
            ),
            Visit(who=MINISTER, toponym="Lotofagā Hall", place=None, status="planned", evidence=(HALL,)),
        ),
        legs=(
            LegClaim(
                who=MINISTER,
                origin=AUCKLAND,
                destination=HONOLULU,
                when=THIRD_MAY,
                status="done",
                evidence=(FLEW,),
            ),
        ),
        meetings=(
            MeetingClaim(
                participants=(MINISTER, PRESIDENT),
                toponym="Santiago",
                place=SANTIAGO,
                when=FIFTH_MAY,
                format="bilateral",
                status="done",
                evidence=(WENT_ON,),
            ),
        ),
    ),
    Claims(article=TWO, mentions=(mention(TWO, "McMurdo", MCMURDO), mention(TWO, "Utqiaġvik", UTQIAGVIK))),
)


def stop(name, seq, found, toponym, when, status, *evidence, history=()):
    return Stop(
        id=name,
        seq=seq,
        toponym=toponym,
        place=found,
        when=when,
        status=status,
        sources=tuple(sorted({e.article for e in evidence})),
        evidence=evidence,
        history=history,
        confidence=0.87654321,
    )


def leg(name, seq, origin, destination, when, status, *evidence):
    return Leg(
        id=name,
        seq=seq,
        origin=origin,
        destination=destination,
        when=when,
        status=status,
        sources=tuple(sorted({e.article for e in evidence})),
        evidence=evidence,
    )


ROUND_THE_PACIFIC = Trip(
    id="trip-pacific",
    traveller=MINISTER,
    title="Ana Kōtare: Honolulu, Santiago",
    when=days(date(2024, 5, 3), date(2024, 5, 6)),
    status="done",
    stops=(
        stop("stop-santiago", 2, SANTIAGO, "Santiago", FIFTH_MAY, "done", WENT_ON, ARRIVES),
        stop(
            "stop-honolulu",
            1,
            HONOLULU,
            "Honolulu",
            THIRD_MAY,
            "done",
            FLEW,
            history=(
                Report(status="planned", article=TWO.id, published=None, quote=ARRIVES.span.text),
                Report(status="done", article=ONE.id, published=date(2024, 5, 4), quote=FLEW.span.text),
            ),
        ),
        stop("stop-suva", None, SUVA, "Suva", When(), "cancelled", DROPPED),
        stop("stop-hall", None, None, "Lotofagā Hall", days(date(2024, 5, 6), exact=False), "planned", HALL),
    ),
    legs=(
        leg("leg-2", 2, HONOLULU, SANTIAGO, FIFTH_MAY, "done", WENT_ON),
        leg("leg-1", 1, AUCKLAND, HONOLULU, THIRD_MAY, "done", FLEW),
        leg("leg-dropped", None, SANTIAGO, SUVA, When(), "cancelled", DROPPED),
    ),
    companions=(ENVOY, PRESIDENT),
    sources=(ONE.id, TWO.id),
    conflicts=(
        Conflict(
            field="date_start",
            kept="2024-05-05",
            values=(
                Reading(value="2024-05-05", article=ONE.id, quote=WENT_ON.span.text),
                Reading(value="2024-05-06", article=TWO.id, quote=ARRIVES.span.text),
            ),
        ),
    ),
)
POLE_TO_POLE = Trip(
    id="trip-poles",
    traveller=ENVOY,
    title="Lars Holm: McMurdo Station, Utqiaġvik",
    when=When(),
    status="under way",
    stops=(
        stop("stop-mcmurdo", 1, MCMURDO, "McMurdo", When(), "done", VISITED),
        stop("stop-utqiagvik", 2, UTQIAGVIK, "Utqiaġvik", When(), "planned", VISITED),
    ),
    legs=(leg("leg-poles", 2, MCMURDO, UTQIAGVIK, When(), "planned", VISITED),),
    companions=(),
    sources=(TWO.id,),
    conflicts=(),
)
NO_LEG = Trip(
    id="trip-no-leg",
    traveller=PRESIDENT,
    title="President (CL): Pacific",
    when=days(date(2024, 5, 1), date(2024, 5, 31), exact=False),
    status="planned",
    stops=(
        stop(
            "stop-ocean",
            None,
            PACIFIC_OCEAN,
            "the Pacific",
            days(date(2024, 5, 1), date(2024, 5, 31), exact=False),
            "planned",
            WENT_ON,
        ),
    ),
    legs=(),
    companions=(),
    sources=(ONE.id,),
    conflicts=(),
)


def meeting(
    name,
    found,
    when,
    status,
    *evidence,
    trips=(),
    parties=(MINISTER, PRESIDENT),
    how="bilateral",
    toponym=None,
):
    return Meeting(
        id=name,
        trips=trips,
        participants=parties,
        format=how,
        toponym=toponym or (found.name if found else None),
        place=found,
        when=when,
        status=status,
        sources=tuple(sorted({e.article for e in evidence})),
        evidence=evidence,
        history=(
            Report(status=status, article=evidence[0].article, published=None, quote=evidence[0].span.text),
        ),
    )


MEETINGS = (
    meeting("meeting-santiago", SANTIAGO, FIFTH_MAY, "done", WENT_ON, trips=("trip-pacific", "trip-no-leg")),
    meeting("meeting-video", None, When(), "done", VIDEO, how="virtual", trips=("trip-pacific",)),
    meeting("meeting-hall", None, THIRD_MAY, "planned", HALL, toponym="Lotofagā Hall", how=None),
    meeting("meeting-nowhere", None, When(), "cancelled", HALL, how=None),
)
MERGED = Merged(trips=(POLE_TO_POLE, NO_LEG, ROUND_THE_PACIFIC), meetings=MEETINGS)

COUNTRIES = [
    {
        "type": "Feature",
        "properties": {"iso_a2": code, "iso_a3": iso3, "name": name},
        "geometry": geometry,
    }
    for code, iso3, name, geometry in (
        (
            "NZ",
            "NZL",
            "New Zealand",
            {
                "type": "Polygon",
                "coordinates": [[[172, -40], [172, -35], [178, -35], [178, -40], [172, -40]]],
            },
        ),
        (
            "FJ",
            "FJI",
            "Fiji",
            {
                "type": "MultiPolygon",
                "coordinates": [
                    [[[177, -18], [177, -19], [180, -19], [180, -18], [177, -18]]],
                    [[[-180, -18], [-180, -19], [-179.1234567, -19], [-179, -18], [-180, -18]]],
                ],
            },
        ),
        (
            "CL",
            "CHL",
            "Chile",
            {
                "type": "Polygon",
                "coordinates": [
                    [[-75, -50], [-75, -20], [-68, -20], [-68, -50], [-75, -50]],
                    [[-72, -40], [-71, -40], [-71, -39], [-72, -39], [-72, -40]],
                ],
            },
        ),
        (
            None,
            None,
            "No Man's Land",
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]},
        ),
    )
]

UNREAD = (
    Unread(input="broken.txt", status="failed", reason="not text: it holds NUL bytes"),
    Unread(input="amharic.txt", status="skipped", reason="written in Amharic"),
)

LAYERS = build_layers(CLAIMS, MERGED, COUNTRIES)


def files_of(layers, formats=DEFAULT_FORMATS):
    """Name and bytes of every file that these formats write."""
    with TemporaryDirectory() as name:
        for title in formats:
            FORMATS[title](layers, Path(name))
        return {path.name: path.read_bytes() for path in Path(name).iterdir()}
