"""What a message mentions is added to the case: filled in, corrected, kept beside, never lost."""

from typing import Any

import pytest

from altalk.dialogue.readback import changes, replaced
from altalk.dialogue.returning import returned
from altalk.dialogue.update import affirmed, denied, update
from altalk.interpretation import Case, LabResult, assess, case_from
from altalk.reading.mention import Mention


def mention(entity: str, value: Any = None, negated: bool = False, **details: Any) -> Mention:
    return Mention(entity, value, 0, 0, negated, details)


def case_of(**facts: Any) -> Case:
    return case_from(facts)


def alt(**facts: Any) -> Case:
    return case_of(labs=[{"analyte": "alt", **facts}])


def test_a_limit_told_later_belongs_to_the_value() -> None:
    case = update(alt(value=78), [mention("upper_limit", 40, unit=None)]).case
    assert case.labs == (LabResult("alt", 78, upper_limit=40),)


def test_a_limit_told_first_waits_for_the_value() -> None:
    case = update(Case(), [mention("upper_limit", 40)]).case
    case = update(case, [mention("alt", 78)]).case
    assert case.labs == (LabResult("alt", 78, upper_limit=40),)


def test_a_new_value_replaces_the_old_one_and_keeps_its_limit() -> None:
    before = alt(value=780, upper_limit=40)
    after = update(before, [mention("alt", 78)]).case
    assert after.labs == (LabResult("alt", 78, upper_limit=40),)
    assert replaced(before, after)


def test_the_denied_number_tells_what_the_bare_one_corrects() -> None:
    after = update(alt(value=780), [mention("number", 78), mention("number", 780, negated=True)]).case
    assert [lab.value for lab in after.labs] == [78]


def test_a_bare_number_in_a_correction_replaces_the_only_value() -> None:
    assert update(alt(value=780), [mention("number", 78)], correcting=True).case.labs[0].value == 78


def test_a_bare_number_without_a_correction_changes_nothing() -> None:
    assert update(alt(value=780), [mention("number", 78)]).case == alt(value=780)


def test_an_earlier_value_stands_beside_the_current_one() -> None:
    case = update(Case(), [mention("alt", 120, role="previous"), mention("alt", 80, role="current")]).case
    trend = assess(case).trend
    assert trend is not None and (trend.earlier, trend.latest, trend.direction) == (120, 80, "falling")


def test_two_values_in_one_message_contradict_and_the_higher_counts() -> None:
    case = update(Case(), [mention("alt", 78), mention("alt", 145)]).case
    assessment = assess(case)
    assert assessment.alt == 145
    assert "contradicting_results" in [note.id for note in assessment.notes]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (mention("alt", -5), "impossible_value"),
        (mention("alt", 1e9), "impossible_value"),
        (mention("alt", 78, lower_limit=50, upper_limit=9), "limits_swapped"),
        (mention("alt", 78, unknown_unit="mmol/L"), "unknown_unit"),
        (mention("ambiguous", "高一倍", readings=[2.0]), "ambiguous"),
    ],
)
def test_what_cannot_be_meant_is_a_problem_and_is_not_stored(told: Mention, kind: str) -> None:
    read = update(alt(value=60), [told])
    assert [problem.kind for problem in read.problems] == [kind]
    assert read.case == alt(value=60)


def test_a_warning_sign_is_not_untold_by_a_later_no() -> None:
    told = update(Case(), [mention("symptom", "jaundice")]).case
    assert update(told, [mention("symptom", "jaundice", negated=True)]).case.symptoms["jaundice"] == "yes"
    assert denied(told, "warning_signs").symptoms["jaundice"] == "yes"


def test_another_symptom_can_be_corrected() -> None:
    told = update(Case(), [mention("symptom", "fatigue")]).case
    assert update(told, [mention("symptom", "fatigue", negated=True)]).case.symptoms["fatigue"] == "no"


@pytest.mark.parametrize("details", [{"hypothetical": True}, {"tense": "past"}])
def test_a_supposed_or_past_symptom_is_no_fact(details: dict[str, Any]) -> None:
    assert update(Case(), [mention("symptom", "jaundice", **details)]).case == Case()


def test_a_supposed_medicine_is_no_fact() -> None:
    assert update(Case(), [mention("medicine", "ibuprofen", hypothetical=True)]).case == Case()


def test_a_bare_yes_and_no_mean_what_the_question_asks() -> None:
    assert affirmed(Case(), "pregnant").pregnant == "yes"
    assert denied(Case(), "herbs").takes_herbs == "no"
    assert affirmed(Case(), "warning_signs") == Case()


def test_a_stopped_medicine_counts_as_stopped() -> None:
    case = update(Case(), [mention("medicine", "entecavir", stopped=True)]).case
    assert case.medicines[0].until_days == 1


@pytest.mark.parametrize(
    ("language", "phrases"), [("en", ("ALT 78, limit 40", "male")), ("zh", ("ALT 78，上限40", "男"))]
)
def test_what_is_new_is_read_back(language: str, phrases: tuple[str, ...]) -> None:
    after = case_of(labs=[{"analyte": "alt", "value": 78, "upper_limit": 40}], sex="male")
    assert changes(Case(), after, language) == phrases


def test_who_comes_back_is_known_and_the_trend_is_told() -> None:
    before = case_of(
        sex="male",
        labs=[{"analyte": "alt", "value": 120, "upper_limit": 40}],
        symptoms={"jaundice": "yes"},
        conditions={"fatty_liver": "yes", "hepatitis_b": "no"},
        declined={"age": "refused"},
    )
    after = update(returned(before), [mention("alt", 80)]).case
    trend = assess(after).trend
    assert trend is not None and (trend.earlier, trend.latest) == (120, 80)
    assert (after.sex, after.symptoms, after.conditions, after.declined) == ("male", {}, {"fatty_liver": "yes"}, {})


def test_the_sex_is_that_of_the_person_the_message_is_about() -> None:
    told = [mention("sex", "female"), mention("subject", "child", sex="male")]
    assert update(Case(), told).case.sex == "male"
