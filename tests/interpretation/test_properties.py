"""What holds of every case: nothing told may be turned into calm that it does not bear."""

import json
import random
from copy import deepcopy

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from altalk.interpretation import (
    Assessment,
    CaseError,
    assess,
    assessment_to_dict,
    case_from,
    case_from_json,
    case_to_dict,
)
from altalk.interpretation.assessment import URGENCIES, assessment_schema
from altalk.interpretation.case import case_to_json
from altalk.interpretation.conditions import Facts, any_holds
from altalk.interpretation.verdict import verdict_of
from altalk.knowledge.catalogue import definitions, rules
from altalk.knowledge.questions import questions
from tests.interpretation.case_table import table
from tests.interpretation.strategies import RED_FLAGS, Document, anything, documents

many = settings(max_examples=150, deadline=None)


def read(document: Document) -> Assessment:
    return assess(case_from(document))


def answer_to(document: Document) -> Assessment | CaseError:
    try:
        return read(document)
    except CaseError as error:
        return error


def level(document: Document) -> int:
    """The urgency as a number; without the questions, which take most of the time of an assessment."""
    return URGENCIES.index(verdict_of(case_from(document)).urgency)


def changed(document: Document, **changes: object) -> Document:
    return {**deepcopy(document), **changes}


def with_alt(document: Document, value: float) -> Document:
    other = deepcopy(document)
    other["labs"][0]["value"] = value
    return other


@many
@given(documents(), st.one_of(st.just(1.0), st.floats(1.0, 30.0)), st.integers(0, 3))
def test_a_higher_alt_never_gives_a_calmer_urgency(document: Document, factor: float, extra: int) -> None:
    higher = min(document["labs"][0]["value"] * factor + extra, 20_000)
    assume(higher >= document["labs"][0]["value"])
    assert level(with_alt(document, higher)) >= level(document)


@many
@given(documents(), st.sampled_from(RED_FLAGS))
def test_an_added_red_flag_never_gives_a_calmer_urgency(document: Document, flag: str) -> None:
    told = changed(document, symptoms={**document["symptoms"], flag: "yes"})
    assert level(told) >= level(document)


@many
@given(documents(), st.sampled_from(["unknown", "refused"]), st.data())
def test_a_denied_fact_that_becomes_unknown_never_gives_a_calmer_urgency(
    document: Document, answer: str, data: st.DataObject
) -> None:
    where = data.draw(st.sampled_from(["symptoms", "conditions"]))
    denied = [name for name, known in document[where].items() if known == "no"]
    fields = [
        name
        for name in ("pregnant", "takes_medicines", "takes_herbs", "alcohol", "exercise")
        if document.get(name) == "no"
    ]
    assume(denied or fields)
    other = deepcopy(document)
    other[where].update(dict.fromkeys(denied, answer))
    other.update(dict.fromkeys(fields, answer))
    assert level(other) >= level(document)


@many
@given(documents(), st.sampled_from(["unknown", "refused"]))
def test_exercise_that_becomes_unknown_never_gives_a_calmer_urgency(document: Document, answer: str) -> None:
    # With dark urine exercise is itself a danger, so not knowing of it takes a fact away.
    assume(document["symptoms"].get("dark_urine") != "yes")
    told = changed(document, exercise="yes", exercise_days_before=2)
    untold = changed(document, exercise=answer)
    untold.pop("exercise_days_before", None)
    assert level(untold) >= level(told)


@many
@given(documents())
def test_a_sex_that_becomes_unknown_never_gives_a_calmer_urgency(document: Document) -> None:
    assert level({name: value for name, value in document.items() if name != "sex"}) >= level(document)


@many
@given(documents())
def test_a_region_that_becomes_unknown_never_gives_a_calmer_urgency(document: Document) -> None:
    assert level({name: value for name, value in document.items() if name != "region"}) >= level(document)


@many
@given(documents())
def test_weeks_of_pregnancy_that_become_unknown_never_give_a_calmer_urgency(document: Document) -> None:
    pregnant = changed(document, pregnant="yes", gestation_weeks=document.get("gestation_weeks", 12))
    assert level({name: value for name, value in pregnant.items() if name != "gestation_weeks"}) >= level(pregnant)


@many
@given(documents(), st.sampled_from(sorted(questions())), st.sampled_from(["unknown", "refused"]))
def test_a_declined_question_changes_no_urgency_and_is_not_asked_again(
    document: Document, question: str, answer: str
) -> None:
    declined = read(changed(document, declined={**document["declined"], question: answer}))
    assert declined.urgency == read(document).urgency
    assert question not in declined.missing


@many
@given(documents(), st.sampled_from(["nobody knows this", "耳鸣"]))
def test_an_unknown_symptom_never_gives_a_calmer_urgency(document: Document, symptom: str) -> None:
    told = read(changed(document, symptoms={**document["symptoms"], symptom: "yes"}))
    assert URGENCIES.index(told.urgency) >= level(document)
    assert any(note.id == "unknown_symptom" and symptom in note.text.en for note in told.notes)


# Factor from the customary unit to another one of the same quantity.
OTHER_UNITS = {
    "U/L": {"ukat/L": 1 / 60, "nkat/L": 1 / 0.06, "IU/L": 1},
    "umol/L": {"mg/dL": 1 / 17.1, "mg/L": 1 / 1.71},
    "g/L": {"g/dL": 1 / 10},
}


@many
@given(documents(), st.randoms(use_true_random=False))
def test_a_change_of_unit_changes_nothing(document: Document, choice: random.Random) -> None:
    other = deepcopy(document)
    for lab in other["labs"]:
        if "unit" in lab:
            unit, factor = choice.choice(sorted(OTHER_UNITS[lab["unit"]].items()))
            lab.update({name: lab[name] * factor for name in ("value", "upper_limit") if name in lab}, unit=unit)
    before, after = read(document), read(other)
    assert (after.urgency, after.grade, after.rules) == (before.urgency, before.grade, before.rules)


@many
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(document: Document, choice: random.Random) -> None:
    other = {name: deepcopy(document[name]) for name in choice.sample(sorted(document), len(document))}
    for name in ("labs", "medicines"):
        choice.shuffle(other[name])
    for name in ("symptoms", "conditions", "declined"):
        keys = choice.sample(sorted(other[name]), len(other[name]))
        other[name] = {key: other[name][key] for key in keys}
    before, after = read(document), read(other)
    for name in ("urgency", "grade", "rules", "causes", "actions", "retest", "scores", "missing", "within_days"):
        assert getattr(after, name) == getattr(before, name), name


@many
@given(
    documents(), st.lists(st.integers(10, 900), min_size=2, max_size=3, unique=True), st.randoms(use_true_random=False)
)
def test_the_order_of_contradicting_results_changes_nothing(
    document: Document, values: list[int], choice: random.Random
) -> None:
    results = [{"analyte": "ALT", "value": value, "unit": "U/L", "upper_limit": 40} for value in values]
    results += [{"analyte": "ALT", "flag": "high"}, {"analyte": "ALT", "multiple": 3}]
    first = read(changed(document, labs=results))
    shuffled = read(changed(document, labs=choice.sample(results, len(results))))
    assert (first.urgency, first.alt, first.rules) == (shuffled.urgency, shuffled.alt, shuffled.rules)
    assert first.alt_multiple == max(3, max(values) / 40)


@many
@given(documents())
def test_the_rules_that_fire_are_those_whose_conditions_hold_one_by_one(document: Document) -> None:
    verdict = verdict_of(case_from(document))
    facts = Facts(set(verdict.facts.present), dict(verdict.facts.measures))
    for definition in definitions().values():
        if any_holds(definition.when, facts):
            facts.present.add(definition.id)
    assert [rule.id for rule in verdict.fired] == [rule.id for rule in rules().values() if any_holds(rule.when, facts)]


@settings(max_examples=300, deadline=None)
@given(anything)
def test_any_document_gets_an_assessment_or_a_refusal_with_a_path(document: Document) -> None:
    answer = answer_to(document)
    if isinstance(answer, CaseError):
        assert answer.path.startswith("$")
        assert answer.reason
    else:
        assert answer.urgency in URGENCIES


@many
@given(documents())
def test_the_same_case_always_gets_the_same_assessment(document: Document) -> None:
    assert read(document) == read(deepcopy(document))


@many
@given(documents())
def test_a_case_survives_the_way_through_json(document: Document) -> None:
    case = case_from(document)
    assert case_from(case_to_dict(case)) == case
    assert case_from_json(case_to_json(case)) == case


@many
@given(documents())
def test_an_assessment_survives_the_way_through_json(document: Document) -> None:
    built = assessment_to_dict(read(document))
    assert json.loads(json.dumps(built, ensure_ascii=False)) == json.loads(json.dumps(built))
    assert built.keys() <= assessment_schema()["$defs"]["Assessment"]["properties"].keys()


@many
@given(documents())
def test_what_is_said_agrees_with_what_was_found(document: Document) -> None:
    """The time to be seen fits the urgency, a window stands only beside a retest, and every step has a source."""
    assessment = read(document)
    assert (assessment.retest is not None) == (assessment.urgency == "retest")
    assert assessment.urgency != "emergency" or (assessment.within_days == 0 and not assessment.missing)
    assert assessment.urgency != "urgent" or (assessment.within_days or 0) <= 2
    assert assessment.urgency != "doctor_soon" or (assessment.within_days or 0) <= 14
    assert all(step.source and step.status for step in assessment.working if step.urgency is not None)


def test_the_order_of_keys_in_the_table_changes_nothing() -> None:
    for entry in table().values():
        if entry.expect.error is None:
            turned = dict(reversed(entry.given.items()))
            assert assess(case_from(turned)) == assess(case_from(entry.given)), entry.name
