"""Units as FHIR gives them: a UCUM code, or the unit as a person reads it."""

import re

from altalk.interpretation.case import CaseError
from altalk.interpretation.fhir.resources import Quantity
from altalk.interpretation.fhir.systems import UCUM
from altalk.interpretation.units import UnknownUnitError, accepted_units, customary_unit, settled, unit_id
from altalk.knowledge.exchange import ExchangeField
from altalk.knowledge.loinc import LoincCode

_ANNOTATION = re.compile(r"\{[^}]*\}")  # UCUM: what stands in braces does not change the unit


def lab_unit(quantity: Quantity, analyte: str, code: LoincCode | None, path: str) -> str | None:
    """The UCUM code of a result's unit, or None where it has none and the customary one is meant.

    Raises:
        CaseError: the unit is not one for this analyte, or is missing though the LOINC code means another quantity.
    """
    named = _named(quantity)
    if not named:
        _check_customary(analyte, code, path)
        return None
    for name in named:
        unit = _known(name, analyte)
        if unit is not None:
            return unit
    field = "code" if quantity.code else "unit"
    allowed = ", ".join(accepted_units(analyte))
    raise CaseError(f"{path}.{field}", f"{named[0]!r} is not a unit for {analyte}; allowed are {allowed}")


def field_value(quantity: Quantity, field: ExchangeField, path: str) -> float | None:
    """The value in the unit of the case.

    Raises:
        CaseError: the unit is none of those the field may have.
    """
    if quantity.value is None:
        return None
    named = _named(quantity)
    factors = [field.units[name] for name in named if name in field.units]
    if named and not factors:
        where = "code" if quantity.code else "unit"
        raise CaseError(f"{path}.{where}", f"{named[0]!r} is not a unit here; allowed are {', '.join(field.units)}")
    return settled(quantity.value * factors[0]) if factors else quantity.value


def _named(quantity: Quantity) -> tuple[str, ...]:
    """The code first where it is UCUM's, else the unit as written; both, since either may be the clearer one."""
    code_first = quantity.system in (None, UCUM)
    names = (quantity.code, quantity.unit) if code_first else (quantity.unit, quantity.code)
    return tuple(name.strip() for name in names if name and name.strip())


def _check_customary(analyte: str, code: LoincCode | None, path: str) -> None:
    if code is not None and code.units[0] != customary_unit(analyte):
        reason = f"is missing, and LOINC {code.id} is not in {customary_unit(analyte)}"
        raise CaseError(f"{path}.unit", f"{reason}; allowed are {', '.join(code.units)}")


def _known(name: str, analyte: str) -> str | None:
    bare = _ANNOTATION.sub("", name).strip() or "1"
    for spelling in (name, bare):
        try:
            return unit_id(spelling, analyte)
        except UnknownUnitError:
            continue
    return None
