"""Small parts of the resources that are written."""

from typing import Any

from altalk.interpretation.fhir.systems import CATEGORY, EXTENSION, UCUM

Element = dict[str, Any]


def coding(system: str, code: str, display: str | None = None) -> Element:
    """A code, with LOINC's name where there is one."""
    return {"system": system, "code": code, **({"display": display} if display else {})}


def concept(*codings: Element, text: str | None = None) -> Element:
    """A CodeableConcept."""
    return {**({"coding": list(codings)} if codings else {}), **({"text": text} if text else {})}


def number(value: float) -> float | int:
    """A whole number without its decimal point."""
    return int(value) if float(value).is_integer() else value


def quantity(value: float, unit: str | None, comparator: str | None = None) -> Element:
    """A Quantity in a UCUM unit; without a unit it is a bare number."""
    found: Element = {"value": number(value)}
    if comparator is not None:
        found["comparator"] = comparator
    return {**found, **({"unit": unit, "system": UCUM, "code": unit} if unit is not None else {})}


def extension(name: str, value: bool | float | str) -> Element:
    """An addition of our own."""
    if isinstance(value, bool):
        return {"url": f"{EXTENSION}{name}", "valueBoolean": value}
    if isinstance(value, str):
        return {"url": f"{EXTENSION}{name}", "valueCode": value}
    return {"url": f"{EXTENSION}{name}", "valueDecimal": number(value)}


def category(code: str) -> list[Element]:
    """The category of an Observation."""
    return [concept(coding(CATEGORY, code))]
