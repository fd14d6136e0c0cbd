"""Safety apart from accuracy: over the whole table nothing is called calmer than its source does."""

from collections.abc import Callable, Iterator

import pytest

from altalk.interpretation import assess, case_from
from altalk.interpretation.assessment import URGENCIES
from tests.interpretation.case_table import TableCase, table

OVER_TRIAGE_AT_MOST = 0.05


def judged() -> Iterator[tuple[str, TableCase, int]]:
    """Each case with an exact urgency, and how many steps too urgent (above 0) or too calm (below 0) it came out."""
    for name, entry in table().items():
        if entry.expect.urgency is not None:
            got = assess(case_from(entry.given)).urgency
            yield name, entry, URGENCIES.index(got) - URGENCIES.index(entry.expect.urgency)


def test_no_case_is_under_triaged() -> None:
    assert not (calmer := [name for name, _, steps in judged() if steps < 0]), calmer


def test_no_case_falls_below_its_lowest_acceptable_urgency() -> None:
    bounded = {name: entry for name, entry in table().items() if entry.expect.urgency_at_least}
    calmer = [
        name
        for name, entry in bounded.items()
        if URGENCIES.index(assess(case_from(entry.given)).urgency)
        < URGENCIES.index(entry.expect.urgency_at_least or "normal")
    ]
    assert bounded
    assert not calmer, calmer


def test_over_triage_stays_rare(record_property: Callable[[str, object], None]) -> None:
    steps = [steps for _, _, steps in judged()]
    ratio = sum(one > 0 for one in steps) / len(steps)
    record_property("over_triage_ratio", round(ratio, 4))
    record_property("judged_cases", len(steps))
    assert ratio <= OVER_TRIAGE_AT_MOST, (
        f"{ratio:.1%} of {len(steps)} cases are called more urgent than their source does"
    )


@pytest.mark.parametrize("urgency", URGENCIES)
def test_every_urgency_is_judged_often_enough(urgency: str) -> None:
    assert sum(entry.expect.urgency == urgency for entry in table().values()) >= 15
