"""Blood values from Observations: codes, units, ranges, what is passed over and what is refused."""

from typing import Any

import pytest

from altalk.interpretation import CaseError, LabResult, assess
from altalk.interpretation.fhir import case_from_fhir
from altalk.knowledge.analytes import analytes
from altalk.knowledge.catalogue import units
from altalk.knowledge.loinc import loinc_codes
from tests.interpretation.fhir.build import LOINC, bundle, observation


def lab(resource: dict[str, Any]) -> LabResult:
    (found,) = case_from_fhir(resource).labs
    return found


def test_every_code_of_the_analytes_is_read_as_that_analyte() -> None:
    for analyte in analytes().values():
        for code in analyte.loinc:
            assert loinc_codes()[code].analyte == analyte.id
    for code in loinc_codes().values():
        assert set(code.units) <= set(units())
        assert lab(observation(code.id, 1.5, code.units[0])).analyte == code.analyte


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("U/L", "U/L"),
        ("[IU]/L", "U/L"),
        ("IU/L", "U/L"),
        ("ukat/L", "ukat/L"),
        ("µkat/L", "ukat/L"),
        ("U/L{37Cel}", "U/L"),
    ],
)
def test_units_of_enzymes(unit: str, expected: str) -> None:
    assert lab(observation(unit=unit)).unit == expected


@pytest.mark.parametrize("unit", ["1", "{INR}", "{ratio}", "ratio"])
def test_units_of_inr(unit: str) -> None:
    assert lab(observation("6301-6", 1.2, unit)).unit == "{INR}"


def test_the_unit_in_words_counts_where_the_code_is_of_another_system() -> None:
    quantity = {"value": 78, "unit": "U/L", "system": "urn:local", "code": "K17"}
    assert lab(observation(value=None, valueQuantity=quantity)).unit == "U/L"


def test_moles_and_mass_have_codes_of_their_own() -> None:
    assert lab(observation("14631-6", 34, None)).unit is None
    assert lab(observation("1975-2", 2, "mg/dL")).unit == "mg/dL"
    with pytest.raises(CaseError) as refused:
        case_from_fhir(observation("1975-2", 2, None))
    assert refused.value.path == "Observation.valueQuantity.unit"
    assert "mg/dL" in refused.value.reason


def test_the_same_bilirubin_in_moles_and_mass_reads_alike() -> None:
    moles, mass = observation("14631-6", 102.6, "umol/L"), observation("1975-2", 6, "mg/dL")
    assert assess(case_from_fhir(moles)).rules == assess(case_from_fhir(mass)).rules


def test_without_a_loinc_code_the_name_counts() -> None:
    assert lab(observation(code={"text": "SGPT"})).analyte == "alt"
    assert lab(observation(code={"coding": [{"display": "谷丙转氨酶"}]})).analyte == "alt"


def test_under_a_foreign_loinc_code_only_an_enzyme_counts_by_name() -> None:
    def coded(text: str) -> dict[str, Any]:
        return {"coding": [{"system": LOINC, "code": "99999-9"}], "text": text}

    assert lab(observation(code=coded("ALT"))).analyte == "alt"
    assert case_from_fhir(observation("x", 30, "mg/L", code=coded("Albumin"))).labs == ()


def test_other_tests_are_passed_over() -> None:
    glucose = {"coding": [{"system": LOINC, "code": "2345-7"}], "text": "Glucose"}
    assert case_from_fhir(bundle(observation(code=glucose, unit="mg/dL"), observation())).labs == (
        LabResult("alt", 78, "U/L"),
    )


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled"])
def test_what_is_void_is_left_out(status: str) -> None:
    assert case_from_fhir(observation(status=status)).labs == ()


@pytest.mark.parametrize(
    ("code", "flag"), [("H", "high"), ("HH", "high"), ("L", "low"), ("N", "normal"), ("POS", None)]
)
def test_interpretation_is_the_flag(code: str, flag: str | None) -> None:
    assert lab(observation(interpretation=[{"coding": [{"code": code}]}])).flag == flag


def test_a_flag_without_a_number_is_kept_and_nothing_at_all_is_not() -> None:
    high = [{"coding": [{"code": "H"}]}]
    assert lab(observation(value=None, interpretation=high)) == LabResult("alt", flag="high")
    assert case_from_fhir(observation(value=None, dataAbsentReason={"coding": [{"code": "error"}]})).labs == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("78", LabResult("alt", 78.0)),
        ("> 1000 U/L", LabResult("alt", 1000.0, "U/L", ">")),
        ("≤5", LabResult("alt", 5.0, comparator="<=")),
    ],
)
def test_a_number_written_as_text(text: str, expected: LabResult) -> None:
    assert lab(observation(value=None, valueString=text)) == expected


def test_an_integer() -> None:
    assert lab(observation(value=None, valueInteger=78)) == LabResult("alt", 78.0)


@pytest.mark.parametrize(
    ("resource", "path", "reason"),
    [
        (observation(value=None, valueString="haemolysed"), "Observation.valueString", "haemolysed"),
        (observation(value=None, valueRange={"low": {"value": 1}}), "Observation.valueRange", "valueQuantity"),
        (
            observation(value=None, valueCodeableConcept={"text": "very high"}),
            "Observation.valueCodeableConcept",
            "valueQuantity",
        ),
        (observation(unit="mmol/L"), "Observation.valueQuantity.code", "U/L"),
        (
            observation(value=None, valueQuantity={"value": 7, "unit": "apples"}),
            "Observation.valueQuantity.unit",
            "apples",
        ),
        (observation(value=-4), "Observation.valueQuantity.value", "negative"),
        (observation(value=900_000), "Observation.valueQuantity.value", "laboratory"),
        (observation(value=None, valueQuantity={"value": "78"}), "Observation.valueQuantity.value", "expected `float"),
        (
            observation(value=None, valueQuantity={"value": 7, "comparator": "~"}),
            "Observation.valueQuantity.comparator",
            "enum",
        ),
        (observation(effectiveDateTime="2026-02-30"), "Observation.effectiveDateTime", "calendar"),
        (observation(effectiveDateTime="yesterday"), "Observation.effectiveDateTime", "YYYY-MM-DD"),
        (
            observation(referenceRange=[{"low": {"value": 50}, "high": {"value": 40}}]),
            "Observation.referenceRange[0].high.value",
            "lower limit",
        ),
        (
            observation(referenceRange=[{"high": {"value": 40, "unit": "g/L"}}]),
            "Observation.referenceRange[0].high.unit",
            "g/L",
        ),
        (observation(code=None), "Observation", "code"),
    ],
)
def test_refused_with_the_path(resource: dict[str, Any], path: str, reason: str) -> None:
    with pytest.raises(CaseError) as refused:
        case_from_fhir(resource)
    assert refused.value.path == path
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("ranges", "limits"),
    [
        ([{"low": {"value": 7}, "high": {"value": 40}}], (7, 40)),
        ([{"high": {"value": 50}}, {"high": {"value": 40}}], (None, 40)),
        ([{"text": "7 - 40 U/L"}], (7, 40)),
        ([{"text": "7～40"}], (7, 40)),
        ([{"text": "<40 U/L"}], (None, 40)),
        ([{"text": "see comment"}], (None, None)),
        ([{"low": {"value": 7}}], (7, None)),
        ([{"high": {}}], (None, None)),
        (
            [
                {"high": {"value": 30}, "type": {"coding": [{"code": "treatment"}]}},
                {"high": {"value": 45}, "type": {"coding": [{"code": "normal"}]}},
            ],
            (None, 45),
        ),
        ([{"high": {"value": 45}, "type": {"text": "usual"}}], (None, 45)),
        ([{"high": {"value": 0.5, "unit": "ukat/L"}}], (None, 30)),
        ([], (None, None)),
    ],
)
def test_the_report_s_own_interval(ranges: list[dict[str, Any]], limits: tuple[float | None, float | None]) -> None:
    found = lab(observation(referenceRange=ranges))
    assert (found.lower_limit, found.upper_limit) == pytest.approx(limits)


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ({"effectiveDateTime": "2026-03-02"}, "2026-03-02"),
        ({"effectiveDateTime": "2026-03-02T23:50:00-08:00"}, "2026-03-02"),
        ({"effectiveInstant": "2026-03-02T08:00:00Z"}, "2026-03-02"),
        ({"effectivePeriod": {"start": "2026-03-01", "end": "2026-03-02"}}, "2026-03-02"),
        ({"effectivePeriod": {"start": "2026-03-01"}}, "2026-03-01"),
        ({"effectiveDateTime": "2026-03"}, None),
        ({"effectiveDateTime": "2026"}, None),
    ],
)
def test_the_day_of_the_blood_draw(more: dict[str, Any], day: str | None) -> None:
    assert lab(observation(**more)).date == day


def test_a_printed_limit_tells_the_unit_that_the_value_lacks() -> None:
    limit = [{"high": {"value": 0.7, "unit": "ukat/L"}}]
    assert lab(observation(value=1.4, unit=None, referenceRange=limit)) == LabResult(
        "alt", 1.4, "ukat/L", upper_limit=0.7
    )
    assert (
        lab(observation("1975-2", 2, None, referenceRange=[{"low": {"value": 0.2, "code": "mg/dL"}}])).unit == "mg/dL"
    )


def test_components_are_results_too() -> None:
    panel = observation("24325-3", None, component=[observation(), observation("1920-8", 41)])
    assert [one.analyte for one in case_from_fhir(panel).labs] == ["alt", "ast"]
    with pytest.raises(CaseError) as refused:
        case_from_fhir(bundle(observation("24325-3", None, component=[observation(), observation(unit="kg")])))
    assert refused.value.path == "Bundle.entry[0].resource.component[1].valueQuantity.code"
