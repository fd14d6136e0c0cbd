"""Documents written after the specification: each is valid R4, and becomes the case it tells of."""

import pytest

from altalk.interpretation import Case, LabResult, MedicineUse, assess
from altalk.interpretation.fhir import case_from_fhir
from tests.interpretation.fhir.schema import FOLDER, document, schema_errors

NAMES = sorted(file.stem for file in (FOLDER / "documents").glob("*.json"))


def test_there_are_documents() -> None:
    assert len(NAMES) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_the_document_is_valid_r4(name: str) -> None:
    found = document(name)
    resources = found if isinstance(found, list) else [found]
    assert [error for one in resources for error in schema_errors(one)] == []


def test_the_schema_finds_a_wrong_resource() -> None:
    assert schema_errors({**document("single_observation"), "status": 3, "colour": "red"})
    bundle = document("bundle_of_a_visit")
    bundle["entry"][3]["resource"]["valueQuantity"] = {"amount": 132}
    assert schema_errors(bundle)


def test_a_single_observation() -> None:
    case = case_from_fhir(document("single_observation"))
    assert case == Case(
        labs=(LabResult("alt", 78.0, "U/L", lower_limit=7.0, upper_limit=40.0, flag="high", date="2026-03-02"),)
    )


def test_a_list_in_katal_and_in_brackets() -> None:
    case = case_from_fhir(document("list_of_observations"))
    assert case.labs == (
        LabResult("alt", 1.3, "ukat/L", upper_limit=0.77),
        LabResult("ast", 41.0, "U/L"),
        LabResult("inr", 1.1, "{INR}"),
    )
    assert assess(case).alt_multiple == pytest.approx(1.3 / 0.77)


def test_a_report_with_contained_results() -> None:
    case = case_from_fhir(document("report_with_contained"))
    assert case.labs == (
        LabResult("alt", 1000.0, "U/L", ">", lower_limit=9.0, upper_limit=50.0, flag="high", date="2026-02-10"),
        LabResult("bilirubin", 34.0, "umol/L", date="2026-02-10"),
        LabResult("bilirubin_direct", 0.4, "mg/dL", date="2026-02-10"),
    )
    assert assess(case).urgency in ("urgent", "emergency")


def test_a_bundle_of_a_visit() -> None:
    case = case_from_fhir(document("bundle_of_a_visit"))
    assert (case.sex, case.age, case.pregnant) == ("female", 54, "no")  # her birthday is the day after the blood draw
    assert [(lab.analyte, lab.value) for lab in case.labs] == [
        ("alt", 96),
        ("alt", 132),
        ("ast", 88),
        ("platelets", 210),
    ]
    assert (case.systolic_bp, case.diastolic_bp) == (118, 76)
    assert case.weight_kg == pytest.approx(69.85, abs=0.01)
    assert case.medicines == (MedicineUse("atorvastatin", since_days=30), MedicineUse("paracetamol", dose_mg_24h=2000))
    assert case.conditions["hepatitis_b"] == "yes"
    assert case.symptoms == {"jaundice": "no"}
    assert assess(case).trend is not None
