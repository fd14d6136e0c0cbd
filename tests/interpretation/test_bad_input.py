"""What cannot be meant is refused with its path and what is allowed; what is merely unknown is kept and said."""

from typing import Any

import pytest

from altalk.interpretation import CaseError, assess, case_from, case_from_json

ALT = {"analyte": "ALT", "value": 60, "upper_limit": 40}


def refusal(document: Any) -> CaseError:
    with pytest.raises(CaseError) as caught:
        assess(case_from(document))
    return caught.value


def lab(**fields: Any) -> dict[str, Any]:
    return {"labs": [{**ALT, **fields}]}


def use(**fields: Any) -> dict[str, Any]:
    return {"medicines": [{"name": "paracetamol", **fields}]}


OUT_OF_RANGE = [
    ({"age": -1}, "$.age", "0"),
    ({"age": 121}, "$.age", "120"),
    ({"gestation_weeks": -1}, "$.gestation_weeks", "0"),
    ({"gestation_weeks": 46}, "$.gestation_weeks", "45"),
    ({"weeks_since_birth": -1}, "$.weeks_since_birth", "0"),
    ({"weeks_since_birth": 521}, "$.weeks_since_birth", "520"),
    ({"weight_kg": 0}, "$.weight_kg", "0"),
    ({"weight_kg": 501}, "$.weight_kg", "500"),
    ({"height_cm": 29}, "$.height_cm", "30"),
    ({"height_cm": 261}, "$.height_cm", "260"),
    ({"systolic_bp": 19}, "$.systolic_bp", "20"),
    ({"systolic_bp": 351}, "$.systolic_bp", "350"),
    ({"diastolic_bp": 9}, "$.diastolic_bp", "10"),
    ({"diastolic_bp": 251}, "$.diastolic_bp", "250"),
    ({"exercise_days_before": -1}, "$.exercise_days_before", "0"),
    ({"exercise_days_before": 40_000}, "$.exercise_days_before", "36500"),
    ({"alcohol_g_week": -1}, "$.alcohol_g_week", "0"),
    ({"alcohol_g_week": 10_001}, "$.alcohol_g_week", "10000"),
    ({"sleep_hours": -0.5}, "$.sleep_hours", "0"),
    ({"sleep_hours": 25}, "$.sleep_hours", "24"),
    ({"raised_months": -1}, "$.raised_months", "0"),
    ({"raised_months": 1201}, "$.raised_months", "1200"),
    (lab(value=-1), "$.labs[0].value", "0"),
    (lab(value=100_001), "$.labs[0].value", "100000 U/L"),
    (lab(value=1_700_000, unit="nkat/L"), "$.labs[0].value", "100000 U/L"),
    (lab(upper_limit=0), "$.labs[0].upper_limit", "above 0"),
    (lab(upper_limit=-40), "$.labs[0].upper_limit", "0"),
    (lab(lower_limit=-5), "$.labs[0].lower_limit", "0"),
    (lab(lower_limit=50, upper_limit=9), "$.labs[0].upper_limit", "50"),
    (lab(lower_limit=40, upper_limit=40), "$.labs[0].upper_limit", "40"),
    (lab(multiple=0), "$.labs[0].multiple", "0"),
    (lab(multiple=-2), "$.labs[0].multiple", "0"),
    (lab(multiple=10_001), "$.labs[0].multiple", "10000"),
    (use(dose_mg_24h=-500), "$.medicines[0].dose_mg_24h", "0"),
    (use(single_dose_mg=-1), "$.medicines[0].single_dose_mg", "0"),
    (use(since_days=-1), "$.medicines[0].since_days", "0"),
    (use(until_days=-1), "$.medicines[0].until_days", "0"),
    (use(days=-1), "$.medicines[0].days", "0"),
    (use(name=""), "$.medicines[0].name", "1"),
    (use(name="x" * 201), "$.medicines[0].name", "200"),
]

WRONG_TYPE = [
    ({"age": "forty"}, "$.age", "float"),
    ({"age": True}, "$.age", "float"),
    ({"sex": 1}, "$.sex", "str"),
    ({"labs": {}}, "$.labs", "array"),
    ({"labs": ["ALT"]}, "$.labs[0]", "object"),
    ({"labs": [{}]}, "$.labs[0]", "analyte"),
    ({"medicines": "paracetamol"}, "$.medicines", "array"),
    ({"medicines": [{}]}, "$.medicines[0]", "name"),
    ({"symptoms": ["jaundice"]}, "$.symptoms", "object"),
    ({"symptoms": {"jaundice": True}}, "$.symptoms[...]", "str"),
    ({"symptoms": {"": "yes"}}, "$.symptoms", "1"),
    ({"declined": {"x" * 201: "refused"}}, "$.declined", "200"),
    ({"weight_kg": None, "height_cm": "170"}, "$.height_cm", "float"),
    (lab(value="60"), "$.labs[0].value", "float"),
    (lab(approximate="yes"), "$.labs[0].approximate", "bool"),
    (use(staggered="yes"), "$.medicines[0].staggered", "bool"),
]

WRONG_WORD = [
    ({"sex": "m"}, "$.sex", "m"),
    ({"region": "Mars"}, "$.region", "Mars"),
    ({"pregnant": "maybe"}, "$.pregnant", "maybe"),
    ({"exercise": "hard"}, "$.exercise", "hard"),
    ({"conditions": {"hepatitis_b": "perhaps"}}, "$.conditions[...]", "perhaps"),
    ({"declined": {"alcohol": "no"}}, "$.declined[...]", "no"),
    (lab(comparator="~"), "$.labs[0].comparator", "~"),
    (lab(flag="very high"), "$.labs[0].flag", "very high"),
    (use(prescribed="maybe"), "$.medicines[0].prescribed", "maybe"),
]

UNKNOWN = [
    ({"shoe_size": 42}, "$", "shoe_size"),
    (lab(colour="red"), "$.labs[0]", "colour"),
    (use(colour="red"), "$.medicines[0]", "colour"),
    (lab(analyte="glucose"), "$.labs[0].analyte", "glucose"),
    (lab(analyte="no such test"), "$.labs[0].analyte", "no such test"),
    (lab(unit="bananas"), "$.labs[0].unit", "U/L, ukat/L, nkat/L"),
    (lab(unit="mg/dL"), "$.labs[0].unit", "U/L, ukat/L, nkat/L"),
    ({"labs": [ALT, {"analyte": "bilirubin", "value": 20, "unit": "U/L"}]}, "$.labs[1].unit", "umol/L, mg/dL, mg/L"),
    (lab(date="10.02.2024"), "$.labs[0].date", "YYYY-MM-DD"),
    (lab(date="2024-02-30"), "$.labs[0].date", "YYYY-MM-DD"),
    (lab(date="2024-13-01"), "$.labs[0].date", "YYYY-MM-DD"),
]


@pytest.mark.parametrize(("document", "path", "told"), [*OUT_OF_RANGE, *WRONG_TYPE, *WRONG_WORD, *UNKNOWN])
def test_what_cannot_be_meant_is_refused_with_its_path(document: dict[str, Any], path: str, told: str) -> None:
    error = refusal(document)
    assert error.path == path
    assert told in error.reason
    assert str(error) == f"{error.path}: {error.reason}"


@pytest.mark.parametrize(
    ("document", "allowed"),
    [
        ({"sex": "m"}, ["male", "female"]),
        ({"region": "Mars"}, ["CN", "UK", "US", "other"]),
        ({"pregnant": "maybe"}, ["yes", "no", "unknown", "refused"]),
        (lab(comparator="~"), ["<", "<=", ">", ">="]),
        (lab(flag="very high"), ["high", "low", "normal"]),
        ({"declined": {"alcohol": "no"}}, ["unknown", "refused"]),
        (lab(analyte="glucose"), ["alt", "bilirubin", "platelets"]),
    ],
)
def test_a_wrong_word_is_told_which_words_are_allowed(document: dict[str, Any], allowed: list[str]) -> None:
    assert all(word in refusal(document).reason for word in allowed)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", "null", '"ALT 60"', b"\xff\xfe", '{"age": NaN}', '{"age": 1e999}']
)
def test_text_that_is_no_case_is_refused(text: str | bytes) -> None:
    with pytest.raises(CaseError) as caught:
        assess(case_from_json(text))
    assert caught.value.path.startswith("$")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("name", ["value", "upper_limit", "lower_limit"])
def test_a_result_that_is_no_number_is_refused(name: str, number: float) -> None:
    assert refusal(lab(**{name: number})).path == f"$.labs[0].{name}"


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["age", "weight_kg", "alcohol_g_week", "gestation_weeks", "raised_months"])
def test_a_measure_that_is_no_number_is_refused(name: str, number: float) -> None:
    assert refusal({name: number}).path == f"$.{name}"


def test_a_dose_that_is_no_number_is_refused() -> None:
    assert refusal(use(dose_mg_24h=float("nan"))).path == "$.medicines[0].dose_mg_24h"


def test_an_unknown_medicine_is_kept_and_never_calms() -> None:
    assessment = assess(case_from({"labs": [ALT], "medicines": [{"name": "祖传护肝丸"}]}))
    assert any(note.id == "unknown_medicine" and "祖传护肝丸" in note.text.zh for note in assessment.notes)
    assert assessment.urgency == "doctor_soon"


def test_an_unknown_symptom_and_condition_are_kept_and_said() -> None:
    assessment = assess(case_from({"labs": [ALT], "symptoms": {"耳鸣": "yes"}, "conditions": {"porphyria": "yes"}}))
    said = {note.id: note.text.en for note in assessment.notes}
    assert "耳鸣" in said["unknown_symptom"]
    assert "porphyria" in said["unknown_condition"]


def test_a_refusal_names_the_first_bad_result_of_several() -> None:
    assert refusal({"labs": [ALT, {**ALT, "value": -3}, {**ALT, "value": -4}]}).path == "$.labs[1].value"


@pytest.mark.parametrize("value", [0, 0.0, 100_000])
def test_the_ends_of_the_range_are_accepted(value: float) -> None:
    assert assess(case_from(lab(value=value, unit="U/L"))).alt == value
