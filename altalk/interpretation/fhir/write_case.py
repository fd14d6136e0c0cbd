"""The facts of a case as FHIR resources, by their name in the document."""

from collections.abc import Iterator, Mapping

import msgspec

from altalk.interpretation.case import Case, LabResult, MedicineUse
from altalk.interpretation.fhir import systems
from altalk.interpretation.fhir.elements import Element, category, coding, concept, extension, quantity
from altalk.interpretation.fhir.identity import Identity, Resource
from altalk.interpretation.units import customary_unit, find_analyte, unit_id
from altalk.knowledge.analytes import Analyte
from altalk.knowledge.exchange import ExchangeField, exchange_fields
from altalk.knowledge.loinc import LoincCode, loinc_codes
from altalk.knowledge.vocabulary import findings, medicines

Named = tuple[str, Resource]


def case_resources(case: Case, identity: Identity) -> dict[str, Resource]:
    """Patient, Observations, Conditions and MedicationStatements; only what is known."""
    subject = {"subject": identity.reference("patient")}
    facts = (*_labs(case), *_fields(case), *_declined(case), *_findings(case), *_medicines(case))
    patient: Resource = {"resourceType": "Patient", **({"gender": case.sex} if case.sex else {})}
    return {"patient": patient, **{name: {**resource, **subject} for name, resource in facts}}


def lab_name(index: int) -> str:
    """The name in the document of a result of the case."""
    return f"lab-{index + 1}"


def _labs(case: Case) -> Iterator[Named]:
    for index, lab in enumerate(case.labs):
        analyte = find_analyte(lab.analyte)
        if analyte is not None:
            yield lab_name(index), _lab(lab, analyte)


def _lab(lab: LabResult, analyte: Analyte) -> Resource:
    unit = unit_id(lab.unit, analyte.id) if lab.unit is not None else None
    resource: Resource = {
        "resourceType": "Observation",
        "status": "final",
        "category": category("laboratory"),
        "code": _lab_code(lab, analyte, unit),
    }
    resource.update(_lab_value(lab, unit))
    if lab.flag is not None:
        resource["interpretation"] = [concept(coding(systems.INTERPRETATION, systems.FLAG_CODES[lab.flag]))]
    limits = {"low": lab.lower_limit, "high": lab.upper_limit}
    printed = {name: quantity(value, unit) for name, value in limits.items() if value is not None}
    if printed:
        resource["referenceRange"] = [printed]
    if lab.date is not None:
        resource["effectiveDateTime"] = lab.date
    told = {"multiple": lab.multiple, "approximate": lab.approximate, "previous": lab.previous}
    return _extended(resource, told)


def _lab_code(lab: LabResult, analyte: Analyte, unit: str | None) -> Element:
    own = coding(systems.ANALYTE, analyte.id)
    code = loinc_for(analyte.id, unit, lab.analyte)
    codings = (own,) if code is None else (coding(systems.LOINC, code.id, code.display),)
    return concept(*codings, text=analyte.name.en)


def _lab_value(lab: LabResult, unit: str | None) -> Element:
    if lab.value is None:
        return {"dataAbsentReason": concept(coding(systems.ABSENT, "unknown"))}
    return {"valueQuantity": quantity(lab.value, unit, lab.comparator)}


def loinc_for(analyte: str, unit: str | None, told: str = "") -> LoincCode | None:
    """The code that was told, else the first that goes with the unit: moles and mass have codes of their own."""
    wanted = unit or customary_unit(analyte)
    fitting = [code for code in loinc_codes().values() if code.analyte == analyte and wanted in code.units]
    return next((code for code in fitting if code.id == told), fitting[0] if fitting else None)


def _fields(case: Case) -> Iterator[Named]:
    for field in exchange_fields().values():
        value = getattr(case, field.id)
        if value is not None:
            yield field.id, _observation(_field_code(field), _field_value(field, value))


def _observation(code: Element, value: Element) -> Resource:
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": category("social-history"),
        "code": code,
        **value,
    }


def _field_code(field: ExchangeField) -> Element:
    codings = (coding(systems.LOINC, field.loinc[0]),) if field.loinc else ()
    return concept(*codings, coding(systems.CASE, field.id), text=field.name.en)


def _field_value(field: ExchangeField, value: float | str) -> Element:
    if not isinstance(value, str):
        return {"valueQuantity": quantity(value, next(iter(field.units)))}
    if field.kind == "text":
        return {"valueString": value}
    if value in systems.ABSENT_ANSWERS:
        return _absent(value)
    code = coding(systems.YES_NO, "Y" if value == "yes" else "N")
    own = (field.yes if value == "yes" else field.no)[:1]
    return {"valueCodeableConcept": concept(*(coding(systems.LOINC, one) for one in own), code)}


def _absent(answer: str) -> Element:
    return {"dataAbsentReason": concept(coding(systems.ABSENT, systems.ABSENT_ANSWERS[answer]))}


def _declined(case: Case) -> Iterator[Named]:
    for question, answer in case.declined.items():
        yield f"question-{question}", _observation(concept(coding(systems.QUESTION, question)), _absent(answer))


def _findings(case: Case) -> Iterator[Named]:
    for kind, told in (("symptom", case.symptoms), ("condition", case.conditions)):
        for name, answer in told.items():
            yield f"{kind}-{name}", _condition(kind, name, answer)


def _condition(kind: str, name: str, answer: str) -> Resource:
    known = findings().get(name)
    code = concept(coding(f"{systems.OURS}{kind}", name), text=known.name.en if known else name)
    resource: Resource = {"resourceType": "Condition", "code": code}
    if answer == "yes":
        resource["clinicalStatus"] = concept(coding(systems.CLINICAL, "active"))
        resource["verificationStatus"] = concept(coding(systems.VERIFICATION, "unconfirmed"))
    elif answer == "no":
        resource["verificationStatus"] = concept(coding(systems.VERIFICATION, "refuted"))
    else:
        resource["extension"] = [extension("answer", answer)]
    return resource


def _medicines(case: Case) -> Iterator[Named]:
    for index, use in enumerate(case.medicines):
        yield f"medicine-{index + 1}", _statement(use)


def _statement(use: MedicineUse) -> Resource:
    known = medicines().get(use.name)
    product = concept(coding(systems.MEDICINE, use.name), text=known.name.en if known else use.name)
    resource: Resource = {
        "resourceType": "MedicationStatement",
        "status": "stopped" if use.until_days else "active",
        "medicationCodeableConcept": product,
    }
    told = msgspec.to_builtins(use)
    del told["name"]
    dose = told.pop("dose_mg_24h", None)
    if dose is not None:
        daily = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}
        resource["dosage"] = [{"timing": daily, "doseAndRate": [{"doseQuantity": quantity(dose, "mg")}]}]
    return _extended(resource, told)


def _extended(resource: Resource, told: Mapping[str, bool | float | str | None]) -> Resource:
    """The resource with what has no element of its own; what is false or not known is left out."""
    added = [extension(name, value) for name, value in told.items() if value is not None and value is not False]
    return {**resource, "extension": added} if added else resource
