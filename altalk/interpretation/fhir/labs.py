"""Observations and their components as results of a blood report."""

import re
from typing import Any

from altalk.interpretation.case import CaseError, LabResult
from altalk.interpretation.check import lab_problem
from altalk.interpretation.fhir.ranges import printed_limits
from altalk.interpretation.fhir.resources import Concept, Measured, Quantity, ReferenceRange, extensions_of
from altalk.interpretation.fhir.systems import ANALYTE, EXTENSION, FLAGS, LOINC, MEASURE
from altalk.interpretation.fhir.units import lab_unit
from altalk.interpretation.units import find_analyte
from altalk.knowledge.analytes import Analyte, analytes
from altalk.knowledge.catalogue import units
from altalk.knowledge.loinc import LoincCode, loinc_codes

_NUMBER = re.compile(r"(?P<comparator><=|>=|<|>)?\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>\S.*)?")
_PLACES = {
    "analyte": "code",
    "value": "valueQuantity.value",
    "unit": "valueQuantity.code",
    "lower_limit": "referenceRange[0].low.value",
    "upper_limit": "referenceRange[0].high.value",
    "date": "effectiveDateTime",
}


def lab_of(measured: Measured, raw: dict[str, Any], day: str | None, path: str) -> LabResult | None:
    """The result an Observation stands for; None where it is about something else or has no result.

    Raises:
        CaseError: the number, unit, range or date cannot be meant; the error has its FHIR path.
    """
    code = _loinc_of(measured.code)
    analyte = analytes()[code.analyte] if code else _analyte_by_name(measured.code)
    if analyte is None:
        return None
    quantity = _quantity(measured, raw, path)
    flag = next((FLAGS[code] for one in measured.interpretation for code in one.codes() if code in FLAGS), None)
    told = extensions_of(measured, EXTENSION)
    if quantity.value is None and flag is None and "multiple" not in told:
        return None
    unit = lab_unit(_with_unit(quantity, measured.reference_range), analyte.id, code, f"{path}.valueQuantity")
    lower, upper = printed_limits(measured.reference_range, analyte.id, unit, path)
    lab = LabResult(
        analyte=analyte.id,
        value=quantity.value,
        unit=unit,
        comparator=quantity.comparator,
        lower_limit=lower,
        upper_limit=upper,
        multiple=told.get("multiple"),
        flag=flag,
        date=day,
        approximate=told.get("approximate") is True,
        previous=told.get("previous") is True,
    )
    _check(lab, path)
    return lab


def _check(lab: LabResult, path: str) -> None:
    problem = lab_problem(lab)
    if problem is not None:
        field = problem.path.removeprefix("$.")
        raise CaseError(f"{path}.{_PLACES.get(field, field)}", problem.reason) from problem


def _loinc_of(concept: Concept) -> LoincCode | None:
    codes = (one.code for one in concept.coding if one.system == LOINC and one.code)
    return next((loinc_codes()[code] for code in codes if code in loinc_codes()), None)


def _analyte_by_name(concept: Concept) -> Analyte | None:
    """By our own code, else by name; under a foreign LOINC code only an enzyme: others are measured in urine too."""
    if concept.code_in(MEASURE):
        return None
    own = concept.code_in(ANALYTE)
    found = (find_analyte(name) for name in ((own,) if own else concept.words()))
    analyte = next((one for one in found if one is not None and one.kind in ("liver", "enzyme")), None)
    if analyte is None or (concept.code_in(LOINC) and units()[analyte.units[0]].quantity != "enzyme"):
        return None
    return analyte


def _quantity(measured: Measured, raw: dict[str, Any], path: str) -> Quantity:
    """The number, wherever it stands.

    Raises:
        CaseError: a value is there that is not read as a number.
    """
    if measured.value_quantity is not None:
        return measured.value_quantity
    if measured.value_integer is not None:
        return Quantity(float(measured.value_integer))
    if measured.value_string is not None:
        return _from_text(measured.value_string, path)
    other = next((name for name in raw if name.startswith("value")), None)
    if other is not None:
        raise CaseError(f"{path}.{other}", "is not read for a blood value; valueQuantity is expected")
    return Quantity()


def _with_unit(quantity: Quantity, ranges: tuple[ReferenceRange, ...]) -> Quantity:
    """The quantity itself, or that of a printed limit where only this one has a unit."""
    limits = (limit for one in ranges for limit in (one.high, one.low) if limit is not None)
    return next((one for one in (quantity, *limits) if one.unit or one.code), quantity)


def _from_text(text: str, path: str) -> Quantity:
    found = _NUMBER.fullmatch(text.strip().replace("≤", "<=").replace("≥", ">="))
    if found is None:
        raise CaseError(f"{path}.valueString", f"{text!r} is not a number; valueQuantity is expected")
    comparator: Any = found["comparator"]
    return Quantity(float(found["value"]), comparator, found["unit"])
