"""Every rule, cause and note of the knowledge is reached by a case of the table."""

from functools import cache

from altalk.interpretation import Assessment, assess, case_from
from altalk.interpretation.notes import note_texts
from altalk.knowledge.catalogue import causes, rules
from tests.interpretation.case_table import table


@cache
def assessments() -> tuple[Assessment, ...]:
    return tuple(assess(case_from(entry.given)) for entry in table().values() if entry.expect.error is None)


def test_every_rule_is_fired_by_a_case() -> None:
    fired = {rule for assessment in assessments() for rule in assessment.rules}
    assert not (silent := sorted(rules().keys() - fired)), f"no case fires {silent}"


def test_every_rule_is_expected_by_a_case() -> None:
    """Fired by chance is not enough: a case must say that the rule should fire."""
    expected = {rule for entry in table().values() for rule in entry.expect.rules}
    assert not (unchecked := sorted(rules().keys() - expected)), f"no case expects {unchecked}"


def test_every_rule_a_case_names_exists() -> None:
    named = {rule for entry in table().values() for rule in (*entry.expect.rules, *entry.expect.not_rules)}
    assert not (unknown := sorted(named - rules().keys())), f"unknown rules {unknown}"


def test_every_cause_is_pointed_to_by_a_case() -> None:
    shown = {cause.id for assessment in assessments() for cause in assessment.causes if cause.points_for}
    assert not (silent := sorted(causes().keys() - shown)), f"no case points to {silent}"


def test_every_note_is_given_by_a_case() -> None:
    given = {note.id for assessment in assessments() for note in assessment.notes}
    assert not (silent := sorted(note_texts().keys() - given)), f"no case gives {silent}"


def test_the_table_is_large_enough() -> None:
    assert len(table()) >= 220
