"""How claims are held against the cases: what counts as the same, and which differences are told."""

from __future__ import annotations

import pytest
from claims_cases import read_item
from claims_match import problems

ACCRA = "visit: Ine Eriksen Søreide | Accra | GH | done | 2019-06-03"
LEG = "leg: Ine Eriksen Søreide | Accra -> Dakar | planned"
TALKS = "meeting: Sitiveni Rabuka + Justin Tkatchenko | Suva | FJ | done"


def differences(expected: str, *claimed: str) -> list[str]:
    """The first words of each difference."""
    found = problems([read_item(expected)], [read_item(line) for line in claimed])
    return sorted(line.split()[0] for line in found)


@pytest.mark.parametrize(
    ("expected", "claimed"),
    [
        (ACCRA, ACCRA),
        (ACCRA, "visit: Soreide | Accra | GH | done | 2019-06-04"),
        (ACCRA, "visit: Ine Soreide | Accra | GH | done | 2019-06-02 - 2019-06-05"),
        ("visit: A. Camara | Ghana | GH | done", "visit: A. Camara | Accra | GH | done"),
        ("visit: A. Camara | Accra or Tema | GH | done or planned", "visit: A. Camara | Tema | GH | planned"),
        (
            "visit: A. Camara | Lima | PE | done | 2019-06-01..2019-06-30",
            "visit: A. Camara | Lima | PE | done | 2019-06-28..2019-07-03",
        ),
        ("visit: A. Camara | Lima | PE | done | no date", "visit: A. Camara | Lima | PE | done"),
        (LEG, LEG),
        (LEG, "leg: Søreide | Accra -> Dakar | planned | 2019-06-05"),
        (TALKS, "meeting: Justin Tkatchenko + Rabuka | Suva | FJ | done"),
        (TALKS, TALKS.replace("Tkatchenko", "Tkatchenko + officials (FJ)")),
        (
            "meeting: A. Camara + Foreign Minister (FJ) | Suva | FJ | done",
            "meeting: A. Camara + minister of external affairs (FJ) | Suva | FJ | done",
        ),
    ],
)
def test_the_same(expected: str, claimed: str) -> None:
    assert differences(expected, claimed) == []


@pytest.mark.parametrize(
    ("expected", "claimed", "told"),
    [
        (ACCRA, ACCRA.replace("done", "planned"), ["wrong"]),
        (ACCRA, ACCRA.replace("Accra", "Kumasi"), ["wrong"]),
        (ACCRA, ACCRA.replace("-03", "-05"), ["wrong"]),
        (ACCRA, ACCRA.removesuffix(" | 2019-06-03"), ["wrong"]),
        (ACCRA, ACCRA.replace("2019-06-03", "2019-06-01..2019-06-30"), ["wrong"]),
        (ACCRA, ACCRA.replace("done", "cancelled"), ["invented", "missed"]),
        (ACCRA, ACCRA.replace("Søreide", "Solberg"), ["invented", "missed"]),
        (ACCRA, "visit: Ine Eriksen Søreide | Lomé | TG | done", ["invented", "missed"]),
        (
            "visit: A. Camara | Lima | PE | done | no date",
            ACCRA.replace("Ine Eriksen Søreide | Accra | GH", "A. Camara | Lima | PE"),
            ["wrong"],
        ),
        (LEG, LEG.replace("Accra -> Dakar", "Dakar -> Accra"), ["invented", "missed"]),
        (TALKS, TALKS.replace("FJ", "PG"), ["invented", "missed"]),
        (TALKS, TALKS.replace("Justin Tkatchenko", "Winston Peters"), ["invented", "missed"]),
        (
            "meeting: A. Camara + Foreign Minister (FJ) | Suva | FJ | done",
            "meeting: B. Mensah + President (FJ) | Suva | FJ | done",
            ["invented", "missed"],
        ),
    ],
)
def test_not_the_same(expected: str, claimed: str, told: list[str]) -> None:
    assert differences(expected, claimed) == told


def test_nothing_claimed_is_missed_and_optional_is_free() -> None:
    assert differences(ACCRA) == ["missed"]
    assert differences(f"?{ACCRA}") == []
    assert differences(f"?{ACCRA}", ACCRA.replace("done", "planned")) == []


def test_a_country_beside_its_city_is_one_stay() -> None:
    assert differences(ACCRA, ACCRA, "visit: Ine Eriksen Søreide | Ghana | GH | done") == []
    assert differences(ACCRA, ACCRA, "visit: Ine Eriksen Søreide | Tema | GH | done") == ["invented"]
