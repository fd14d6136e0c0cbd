"""Small FHIR resources for tests."""

from typing import Any

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"

Json = dict[str, Any]


def observation(loinc: str | None = "1742-6", value: float | None = 78, unit: str | None = "U/L", **more: Any) -> Json:
    """An Observation; keys given as None are left out."""
    built: Json = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": loinc}]},
    }
    if value is not None:
        built["valueQuantity"] = {"value": value, **({"unit": unit, "system": UCUM, "code": unit} if unit else {})}
    return {name: part for name, part in {**built, **more}.items() if part is not None}


def bundle(*resources: Json) -> Json:
    """A collection."""
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def patient(birth_date: str | None = None, gender: str = "male") -> Json:
    """A Patient."""
    return {"resourceType": "Patient", "gender": gender, **({"birthDate": birth_date} if birth_date else {})}


def statement(text: str | None, status: str = "active", **more: Any) -> Json:
    """A MedicationStatement."""
    product = {"medicationCodeableConcept": {"text": text}} if text is not None else {}
    return {"resourceType": "MedicationStatement", "status": status, "subject": {}, **product, **more}


def condition(text: str, clinical: str | None = None, verification: str | None = None) -> Json:
    """A Condition."""
    built: Json = {"resourceType": "Condition", "subject": {}, "code": {"text": text}}
    if clinical:
        built["clinicalStatus"] = {"coding": [{"code": clinical}]}
    if verification:
        built["verificationStatus"] = {"coding": [{"code": verification}]}
    return built


def dosage(
    value: float, unit: str, frequency: float = 1, period: float = 1, period_unit: str = "d", **more: Any
) -> Json:
    """One line of a dosage."""
    repeat = {"frequency": frequency, "period": period, "periodUnit": period_unit, **more}
    return {"timing": {"repeat": repeat}, "doseAndRate": [{"doseQuantity": {"value": value, "unit": unit}}]}
