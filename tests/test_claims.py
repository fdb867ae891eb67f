"""What one article says, held against the golden cases of `tests/cases/`.

Cases that are not met yet stand in `known_gaps.txt` and must fail: who closes one takes it off the list
(`python benchmarks/claims.py --gaps > tests/cases/known_gaps.txt`).
"""

from __future__ import annotations

import pytest
from claims_cases import Case, known_gaps, read_all, read_cases
from claims_match import items_of, problems

from geomap.pipeline import Options, load_readers
from geomap.records import Claims

CASES = read_cases()
GAPS = known_gaps()


def _param(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True, reason="known gap")] if case.id in GAPS else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.fixture(scope="module")
def read() -> dict[str, Claims | None]:
    return {case.id: claims for case, claims in read_all(CASES, load_readers(Options()))}


@pytest.mark.parametrize("case", [_param(case) for case in CASES])
def test_claims(case: Case, read: dict[str, Claims | None]) -> None:
    claims = read[case.id]
    assert claims is not None, f"the text was not taken as an article: {case.text}"
    found = problems(case.items, items_of(claims))
    assert not found, "\n" + case.text.strip() + "\n  " + "\n  ".join(found)


def test_every_case_has_its_own_id() -> None:
    ids = [case.id for case in CASES]
    assert len(ids) == len(set(ids))


def test_known_gaps_are_cases() -> None:
    assert {case.id for case in CASES} >= GAPS
