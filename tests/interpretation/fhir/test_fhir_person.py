"""The person, medicines and conditions from FHIR, and what makes a document unfit."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altalk.interpretation import Case, CaseError, MedicineUse, assess
from altalk.interpretation.fhir import case_from_fhir, case_from_fhir_json
from tests.interpretation.fhir.build import bundle, condition, dosage, observation, patient, statement
from tests.interpretation.fhir.schema import document

JSON = st.sampled_from(
    [None, True, 0, -1, 1e308, "", "x", "2026", "1742-6", [], {}, [None], {"resourceType": "Patient"}, {"coding": 3}]
)
DRAWN = observation(effectiveDateTime="2026-06-14")


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("1971-06-14", 55),
        ("1971-06-15", 54),
        ("1971", 54),  # born at the latest on the last day of the year
        ("1971-05", 55),
        ("1971-06", 54),
        ("2025-12-14", pytest.approx(0.5, abs=0.01)),
        ("2026", 0),
        ("2025-12", pytest.approx(0.45, abs=0.02)),
    ],
)
def test_age_on_the_day_of_the_blood_draw(born: str, age: float) -> None:
    assert case_from_fhir(bundle(patient(born), DRAWN)).age == age


@pytest.mark.parametrize("name", ["effectiveDateTime", "issued"])
def test_without_a_dated_result_the_day_of_the_report_counts(name: str) -> None:
    report = {"resourceType": "DiagnosticReport", "status": "final", "code": {}, name: "2026-06-14T09:00:00Z"}
    assert case_from_fhir(bundle(patient("1971-06-14"), report, observation())).age == 55


def test_without_any_date_there_is_no_age() -> None:
    assert case_from_fhir(bundle(patient("1971-06-14"), observation())).age is None


@pytest.mark.parametrize(
    ("gender", "sex"), [("male", "male"), ("female", "female"), ("other", None), ("unknown", None)]
)
def test_sex(gender: str, sex: str | None) -> None:
    assert case_from_fhir(patient(gender=gender)).sex == sex


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (bundle(patient("2027-01-01"), DRAWN), "Bundle.entry[0].resource.birthDate"),
        (bundle(patient("1871-01-01"), DRAWN), "Bundle.entry[0].resource.birthDate"),
        (bundle(patient("1971-13"), DRAWN), "Bundle.entry[0].resource.birthDate"),
        (bundle(patient("soon"), DRAWN), "Bundle.entry[0].resource.birthDate"),
        (bundle(patient(), patient()), "Bundle.entry[1].resource"),
        (
            bundle(observation(subject={"reference": "Patient/1"}), observation(subject={"reference": "Patient/2"})),
            "Bundle.entry[1].resource.subject",
        ),
        ({"resourceType": "Bundle", "entry": {}}, "Bundle.entry"),
        ({"resourceType": "Bundle", "entry": [1]}, "Bundle.entry[0]"),
        (bundle({"status": "final"}), "Bundle.entry[0].resource"),  # type: ignore[arg-type]
        ({"resourceType": "OperationOutcome"}, "OperationOutcome"),
        ({}, "$"),
        ([], "$"),
        ([3], "$[0]"),
        (
            bundle(
                observation(),
                observation(
                    extension=[{"url": "urn:altalk:extension:multiple", "valueString": "many"}],
                ),
            ),
            "Bundle.entry[1].resource",
        ),
        (
            bundle(
                statement("aspirin"),
                statement(
                    "ibuprofen",
                    extension=[{"url": "urn:altalk:extension:staggered", "valueString": "yes"}],
                ),
            ),
            "Bundle.entry[1].resource",
        ),
        ("Observation", "$"),
        ({"resourceType": "DiagnosticReport", "contained": "x"}, "DiagnosticReport.contained"),
        ({"resourceType": "DiagnosticReport", "contained": ["x"]}, "DiagnosticReport.contained[0]"),
        (bundle(observation("29463-7", 70, "stone")), "Bundle.entry[0].resource.valueQuantity.code"),
        (observation("29463-7", 0, "kg"), "Observation"),
        (observation("8302-2", None, valueQuantity={"value": 7, "unit": "ells"}), "Observation.valueQuantity.unit"),
        (statement(None), "MedicationStatement.medicationCodeableConcept"),
        (statement(" "), "MedicationStatement.medicationCodeableConcept"),
        (
            statement(None, medicationReference={"reference": "Medication/7"}),
            "MedicationStatement.medicationCodeableConcept",
        ),
        (statement("aspirin", effectivePeriod={"start": "monday"}), "MedicationStatement.effectivePeriod.start"),
    ],
)
def test_refused_with_the_path(document: object, path: str) -> None:
    with pytest.raises(CaseError) as refused:
        case_from_fhir(document)
    assert refused.value.path == path


def test_an_entry_without_a_resource_is_passed_over() -> None:
    document = {"resourceType": "Bundle", "entry": [{"fullUrl": "urn:uuid:1"}, {"resource": observation()}]}
    assert len(case_from_fhir(document).labs) == 1


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_whatever_stands_in_a_document_it_is_read_or_refused(data: st.DataObject) -> None:
    found = document("bundle_of_a_visit")
    node = found
    while isinstance(node, (dict, list)) and node and data.draw(st.integers(0, 4)):
        keys = list(node) if isinstance(node, dict) else range(len(node))
        parent, key = node, data.draw(st.sampled_from(keys))
        node = node[key]
        if data.draw(st.integers(0, 3)) == 0:
            break
    else:
        return
    parent[key] = data.draw(JSON)
    with suppress(CaseError):
        assess(case_from_fhir(found))


def test_absolute_and_relative_references_name_the_same_person() -> None:
    here = observation(subject={"reference": "Patient/1"})
    there = observation("1920-8", subject={"reference": "https://clinic.example/fhir/Patient/1/_history/2"})
    assert len(case_from_fhir(bundle(here, there)).labs) == 2


@pytest.mark.parametrize("text", ["{", "[" * 5000, b"\xff"])
def test_what_is_not_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(CaseError) as refused:
        case_from_fhir_json(text)
    assert refused.value.path == "$"


@pytest.mark.parametrize(
    ("resource", "field", "value"),
    [
        (observation("29463-7", 154, "[lb_av]"), "weight_kg", pytest.approx(69.85, abs=0.01)),
        (observation("29463-7", 70, None), "weight_kg", 70),
        (observation("8302-2", 1.75, "m"), "height_cm", 175),
        (observation("30525-0", 6, "mo"), "age", pytest.approx(0.5)),
        (observation("18185-9", 196, "d"), "gestation_weeks", pytest.approx(28)),
        (observation("93832-4", 390, "min"), "sleep_hours", pytest.approx(6.5)),
        (observation("29463-7", None, valueQuantity={}), "weight_kg", None),
        (observation("29463-7", None), "weight_kg", None),
        (observation("82810-3", None, valueCodeableConcept={"coding": [{"code": "LA15173-0"}]}), "pregnant", "yes"),
        (observation("82810-3", None, valueCodeableConcept={"text": "Not pregnant"}), "pregnant", "no"),
        (observation("82810-3", None, valueCodeableConcept={"text": "perhaps"}), "pregnant", None),
        (observation("82810-3", None, valueBoolean=True), "pregnant", "yes"),
        (observation("82810-3", None, valueBoolean=False), "pregnant", "no"),
        (
            observation("82810-3", None, dataAbsentReason={"coding": [{"code": "asked-declined"}]}),
            "pregnant",
            "refused",
        ),
        (observation("82810-3", None), "pregnant", None),
        (observation(None, 2, None, code={"coding": [{"system": "urn:altalk:case", "code": "nothing"}]}), "age", None),
        (condition("Pregnancy"), "pregnant", "yes"),
        (condition("怀孕"), "pregnant", "yes"),
        (condition("Pregnancy", "resolved"), "pregnant", None),
    ],
)
def test_fields_of_the_person(resource: dict[str, Any], field: str, value: object) -> None:
    assert getattr(case_from_fhir(resource), field) == value


def test_the_newest_of_two_weights_counts() -> None:
    older, newer = (observation("29463-7", kg, "kg", effectiveDateTime=f"2026-0{kg - 70}-01") for kg in (71, 72))
    assert case_from_fhir(bundle(newer, older)).weight_kg == 72


@pytest.mark.parametrize(
    ("resource", "uses"),
    [
        (statement("Atorvastatin 20 mg oral tablet"), (MedicineUse("atorvastatin"),)),
        (statement("对乙酰氨基酚片"), (MedicineUse("paracetamol"),)),
        (statement("Statin"), (MedicineUse("statin"),)),
        (statement("Zzyx 5 mg tablet"), (MedicineUse("Zzyx 5 mg tablet"),)),
        (statement("x" * 300), (MedicineUse("x" * 200),)),
        (statement(None, medicationCodeableConcept={"coding": [{"code": "161"}]}), (MedicineUse("161"),)),
        (statement("aspirin", "not-taken"), ()),
        (statement("aspirin", "entered-in-error"), ()),
        (statement("aspirin", "intended"), ()),
        (statement("aspirin", "unknown"), (MedicineUse("aspirin"),)),
        (statement("aspirin", "stopped"), (MedicineUse("aspirin", until_days=1),)),
        (
            statement("aspirin", effectivePeriod={"start": "2026-06-04", "end": "2026-06-12"}),
            (MedicineUse("aspirin", since_days=10, until_days=2),),
        ),
        (statement("aspirin", effectiveDateTime="2026-06-20"), (MedicineUse("aspirin", since_days=0),)),
        (statement("aspirin", effectiveDateTime="2026"), (MedicineUse("aspirin"),)),
    ],
)
def test_medicines(resource: dict[str, Any], uses: tuple[MedicineUse, ...]) -> None:
    assert case_from_fhir(bundle(DRAWN, resource)).medicines == uses


def test_a_combination_is_one_product_and_two_products_are_two() -> None:
    (one,) = case_from_fhir(statement("amoxicillin-clavulanate 875 mg")).medicines
    assert one.name == "amoxicillin_clavulanate"
    both = case_from_fhir(statement("Ibuprofen and isoniazid", dosage=[dosage(500, "mg")])).medicines
    assert {use.name for use in both} == {"ibuprofen", "isoniazid"}
    assert all(use.dose_mg_24h is None for use in both)  # whose dose it is, is not told


@pytest.mark.parametrize(
    ("lines", "dose"),
    [
        ([dosage(1, "g", frequency=4)], 4000),
        ([dosage(500, "mg", period=6, period_unit="h")], 2000),
        ([dosage(500, "mg", frequencyMax=8)], 4000),
        ([dosage(500, "mg"), dosage(1000, "mg")], 1500),
        (
            [
                {
                    "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
                    "doseAndRate": [{"doseRange": {"high": {"value": 1, "code": "g"}}}],
                }
            ],
            2000,
        ),
        ([dosage(2, "tablet")], None),
        ([dosage(500, "mg", period_unit="mo")], None),
        ([dosage(500, "mg", period=0)], None),
        ([{"doseAndRate": [{"doseQuantity": {"value": 500, "unit": "mg"}}]}], None),
        ([{"timing": {}, "doseAndRate": [{}]}], None),
        ([], None),
    ],
)
def test_milligrams_in_24_hours(lines: list[dict[str, Any]], dose: float | None) -> None:
    (use,) = case_from_fhir(statement("paracetamol", dosage=lines)).medicines
    assert use.dose_mg_24h == dose


@pytest.mark.parametrize("url", ["Medication/m1", "urn:uuid:1"])
def test_a_product_is_found_by_its_reference(url: str) -> None:
    product = {
        "fullUrl": "urn:uuid:1",
        "resource": {"resourceType": "Medication", "id": "m1", "code": {"text": "Tylenol"}},
    }
    taken = {"resource": statement(None, medicationReference={"reference": url})}
    other = {"resource": {"resourceType": "Medication", "id": "m2"}}
    document = {"resourceType": "Bundle", "type": "collection", "entry": [other, product, taken]}
    assert case_from_fhir(document).medicines == (MedicineUse("paracetamol"),)


def test_a_contained_product_is_found() -> None:
    product = {"resourceType": "Medication", "id": "m", "code": {"text": "Tylenol"}}
    taken = statement(None, medicationReference={"reference": "#m"}, contained=[product])
    assert case_from_fhir(taken).medicines == (MedicineUse("paracetamol"),)


@pytest.mark.parametrize(
    ("resource", "case"),
    [
        (condition("Type 2 diabetes mellitus"), Case(conditions={"diabetes": "yes"})),
        (condition("脂肪肝"), Case(conditions={"fatty_liver": "yes"})),
        (condition("Jaundice"), Case(symptoms={"jaundice": "yes"})),
        (condition("Jaundice", "active"), Case(symptoms={"jaundice": "yes"})),
        (condition("Jaundice", verification="refuted"), Case(symptoms={"jaundice": "no"})),
        (condition("Jaundice", verification="entered-in-error"), Case()),
        (condition("Jaundice", "resolved"), Case()),
        (condition("Fatty liver", "inactive"), Case(conditions={"fatty_liver": "yes"})),
        (condition("Fatty liver", "resolved"), Case()),
        (condition("Glass bones"), Case(conditions={"Glass bones": "yes"})),
        (condition("Glass bones", "resolved"), Case()),
        (condition(""), Case()),
        ({"resourceType": "Condition", "subject": {}}, Case()),
    ],
)
def test_conditions(resource: dict[str, Any], case: Case) -> None:
    assert case_from_fhir(resource) == case


def test_of_two_answers_the_less_calm_one_stays() -> None:
    told = condition("Jaundice"), condition("Jaundice", verification="refuted")
    assert case_from_fhir(bundle(*told)).symptoms == {"jaundice": "yes"}
    assert case_from_fhir(bundle(*reversed(told))).symptoms == {"jaundice": "yes"}
