"""What is written is valid R4, is read back to the same case, and rests on what it names."""

from typing import Any, get_args

import msgspec
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from altalk.interpretation import Case, LabResult, MedicineUse, assess, case_from
from altalk.interpretation.case import Answer, Comparator, Region
from altalk.interpretation.check import lab_problem
from altalk.interpretation.fhir import assessment_to_fhir, case_from_fhir, case_to_fhir
from altalk.knowledge.analytes import analytes
from altalk.knowledge.exchange import exchange_fields
from altalk.knowledge.vocabulary import findings, medicines
from tests.interpretation.fhir.schema import schema_errors

FOUND = (Phase.explicit, Phase.reuse, Phase.generate)  # a case is small enough to read without shrinking it
LIVER = [one for one in analytes().values() if one.kind in ("liver", "enzyme")]
ANSWERS = st.sampled_from(get_args(Answer))
SYMPTOMS = [one.id for one in findings().values() if one.kind == "symptom"]
CONDITIONS = [one.id for one in findings().values() if one.kind == "condition"]
DAYS = st.dates().filter(lambda day: day.year >= 1900).map(lambda day: day.isoformat())


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def number(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high).map(lambda value: round(value, 3))


@st.composite
def labs(draw: st.DrawFn) -> LabResult:
    analyte = draw(st.sampled_from(LIVER))
    unit = draw(maybe(st.sampled_from(analyte.units)))
    low, high = analyte.plausible.get(unit or analyte.units[0], (1.0, 10.0))
    value, upper = draw(maybe(number(low, high))), draw(maybe(number(max(low, 0.01), high)))
    multiple, flag = draw(maybe(number(0.1, 50))), draw(maybe(st.sampled_from(["high", "low", "normal"])))
    if value is None and multiple is None and flag is None:
        value = low
    comparator = draw(maybe(st.sampled_from(get_args(Comparator)))) if value is not None else None
    return LabResult(
        analyte.id,
        value,
        unit if value is not None or upper is not None else None,
        comparator,
        upper_limit=upper,
        multiple=multiple,
        flag=flag,
        date=draw(maybe(DAYS)),
        approximate=draw(st.booleans()),
        previous=draw(st.booleans()),
    )


USES = st.builds(
    MedicineUse,
    name=st.sampled_from(list(medicines())) | st.sampled_from(["grandmother's mixture", "不知名的药"]),
    prescribed=maybe(ANSWERS),
    since_days=maybe(number(0, 900)),
    until_days=maybe(number(0, 900)),
    dose_mg_24h=maybe(number(0, 20_000)),
    single_dose_mg=maybe(number(0, 20_000)),
    days=maybe(number(0, 90)),
    staggered=st.booleans(),
    amount_unknown=st.booleans(),
    deliberate=st.booleans(),
)

CASES = st.builds(
    Case,
    sex=maybe(st.sampled_from(["male", "female"])),
    age=maybe(number(0, 120)),
    region=maybe(st.sampled_from(get_args(Region))),
    pregnant=maybe(ANSWERS),
    gestation_weeks=maybe(number(0, 45)),
    weeks_since_birth=maybe(number(0, 520)),
    weight_kg=maybe(number(1, 500)),
    height_cm=maybe(number(30, 260)),
    systolic_bp=maybe(number(20, 350)),
    diastolic_bp=maybe(number(10, 250)),
    labs=st.lists(labs().filter(lambda lab: lab_problem(lab) is None), max_size=4).map(tuple),
    symptoms=st.dictionaries(st.sampled_from([*SYMPTOMS, "odd taste"]), ANSWERS, max_size=3),
    conditions=st.dictionaries(st.sampled_from([*CONDITIONS, "glass bones"]), ANSWERS, max_size=3),
    medicines=st.lists(USES, max_size=3).map(tuple),
    takes_medicines=maybe(ANSWERS),
    takes_herbs=maybe(ANSWERS),
    exercise=maybe(ANSWERS),
    exercise_days_before=maybe(number(0, 900)),
    alcohol=maybe(ANSWERS),
    alcohol_g_week=maybe(number(0, 9000)),
    sleep_hours=maybe(number(0, 24)),
    late_nights=maybe(ANSWERS),
    raised_months=maybe(number(0, 1200)),
    declined=st.dictionaries(st.sampled_from(["alcohol", "herbs"]), st.sampled_from(["unknown", "refused"])),
)

FULL = case_from(
    {
        "sex": "female", "age": 48, "region": "CN", "weight_kg": 70, "height_cm": 165, "alcohol": "unknown",
        "labs": [
            {"analyte": "ALT", "value": 90, "upper_limit": 40, "date": "2026-01-10"},
            {"analyte": "1743-4", "value": 120, "unit": "IU/L", "upper_limit": 40, "date": "2026-03-02"},
            {"analyte": "AST", "value": 80, "upper_limit": 35, "date": "2026-03-02"},
            {"analyte": "ALP", "value": 100, "upper_limit": 100},
            {"analyte": "platelets", "value": 180},
            {"analyte": "albumin", "value": 42},
            {"analyte": "bilirubin", "value": 1.1, "unit": "mg/dL"},
        ],
        "conditions": {"diabetes": "yes"},
        "medicines": [{"name": "atorvastatin"}],
    }
)  # fmt: skip


def resources(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def derived(bundle: dict[str, Any], measure: str) -> dict[str, Any]:
    (found,) = (one for one in resources(bundle, "Observation") if one["code"]["coding"][0]["code"] == measure)
    return found


def pointed_to(bundle: dict[str, Any], references: list[dict[str, str]]) -> list[dict[str, Any]]:
    by_url = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    return [by_url[one["reference"]] for one in references]


def test_every_field_of_the_case_is_exchanged() -> None:
    elsewhere = {"sex", "labs", "symptoms", "conditions", "medicines", "declined"}
    assert set(exchange_fields()) == set(Case.__struct_fields__) - elsewhere


@settings(deadline=None, max_examples=60, phases=FOUND)
@given(CASES)
def test_a_case_comes_back_unchanged(case: Case) -> None:
    written = case_to_fhir(case)
    assert schema_errors(written) == []
    assert case_from_fhir(written) == case


@settings(deadline=None, max_examples=25, phases=FOUND)
@given(CASES, st.sampled_from(["en", "zh"]))
def test_an_assessment_is_valid_and_its_facts_come_back(case: Case, language: str) -> None:
    written = assessment_to_fhir(case, assess(case), language)
    assert schema_errors(written) == []
    assert case_from_fhir(written) == case


def test_the_bundle_is_whole() -> None:
    bundle = assessment_to_fhir(FULL, assess(FULL))
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(urls) == len(set(urls))
    assert all(entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}" for entry in bundle["entry"])
    (risk,) = resources(bundle, "RiskAssessment")
    assert len(pointed_to(bundle, risk["basis"])) == len(urls) - 2  # all but the patient and itself
    (patient,) = resources(bundle, "Patient")
    for entry in bundle["entry"]:
        if entry["resource"] is not patient:
            assert pointed_to(bundle, [entry["resource"]["subject"]]) == [patient]


def test_the_same_input_gives_the_same_bundle_and_another_other_ids() -> None:
    first, again = (assessment_to_fhir(FULL, assess(FULL)) for _ in range(2))
    assert first == again
    other = assessment_to_fhir(FULL, assess(FULL), "zh")
    assert first["id"] != other["id"]


def test_the_multiple_rests_on_the_newest_alt() -> None:
    bundle = assessment_to_fhir(FULL, assess(FULL))
    multiple = derived(bundle, "alt_multiple")
    (ground,) = pointed_to(bundle, multiple["derivedFrom"])
    assert multiple["valueQuantity"]["value"] == 3
    assert ground["valueQuantity"]["value"] == 120
    assert ground["code"]["coding"][0]["code"] == "1743-4"  # the code that was given
    assert multiple["interpretation"][0]["coding"][0]["code"] == "H"
    assert multiple["effectiveDateTime"] == "2026-03-02"


def test_scores_rest_on_what_they_are_worked_out_from() -> None:
    assessment = assess(FULL)
    bundle = assessment_to_fhir(FULL, assessment)
    wanted = {
        "r_value": {"1743-4", "6768-6"},
        "ast_alt_ratio": {"1743-4", "1920-8"},
        "fib4": {"30525-0", "1743-4", "1920-8", "777-3"},
        "apri": {"1920-8", "777-3"},
        "nfs": {"30525-0", "29463-7", "8302-2", "1743-4", "1920-8", "777-3", "1751-7"},
    }
    assert {score.id for score in assessment.scores} == set(wanted)
    for score in assessment.scores:
        found = derived(bundle, score.id)
        grounds = pointed_to(bundle, found["derivedFrom"])
        assert {one["code"]["coding"][0]["code"] for one in grounds} == wanted[score.id]
        assert found["valueQuantity"]["value"] == round(score.value, 4)


def test_mass_is_never_written_under_the_code_of_moles() -> None:
    codes = {
        unit: resources(case_to_fhir(Case(labs=(LabResult("bilirubin", 2.0, unit),))), "Observation")[0]["code"][
            "coding"
        ][0]["code"]
        for unit in ("mg/dL", "mg/L", "umol/L", None)
    }
    assert codes == {"mg/dL": "1975-2", "mg/L": "1975-2", "umol/L": "14631-6", None: "14631-6"}


def test_the_risk_names_rules_sources_and_what_to_do() -> None:
    case = case_from(
        {"region": "CN", "symptoms": {"jaundice": "yes", "fever": "yes"}, "labs": [{"analyte": "ALT", "value": 600}]}
    )
    assessment = assess(case)
    (risk,) = resources(assessment_to_fhir(case, assessment, "zh"), "RiskAssessment")
    (prediction,) = risk["prediction"]
    notes = "\n".join(note["text"] for note in risk["note"])
    assert prediction["qualitativeRisk"]["coding"][0]["code"] == "emergency"
    assert "120" in prediction["outcome"]["text"]
    assert risk["language"] == "zh-CN"
    assert "化验单" in risk["mitigation"]
    assert all(rule in notes for rule in assessment.rules)
    assert "All Wales" in notes
    assert "occurrenceDateTime" not in risk


def test_without_a_cause_none_is_named() -> None:
    assessment = msgspec.structs.replace(assess(FULL), causes=())
    (risk,) = resources(assessment_to_fhir(FULL, assessment), "RiskAssessment")
    assert not any("Can go with" in note["text"] for note in risk["note"])


def test_nothing_known_is_written_too() -> None:
    bundle = assessment_to_fhir(Case(), assess(Case()))
    assert schema_errors(bundle) == []
    assert case_from_fhir(bundle) == Case()


def test_a_value_that_is_not_read_is_left_out() -> None:
    assert resources(case_to_fhir(Case(labs=(LabResult("sodium in sweat", 3.0),))), "Observation") == []
