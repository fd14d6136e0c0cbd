"""The report's own interval from `referenceRange`."""

import re
from collections.abc import Iterable

from altalk.interpretation.fhir.resources import Quantity, ReferenceRange
from altalk.interpretation.fhir.units import lab_unit
from altalk.interpretation.units import convert

_FROM_TO = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:-|–|—|~|～|to)\s*(\d+(?:\.\d+)?)\D*")
_BELOW = re.compile(r"\s*(?:<=|<|≤|up to)\s*(\d+(?:\.\d+)?)\D*", re.IGNORECASE)

Limits = tuple[float | None, float | None]


def printed_limits(ranges: tuple[ReferenceRange, ...], analyte: str, unit: str | None, path: str) -> Limits:
    """Lower and upper limit in the unit of the value; of several normal ranges the one with the lowest upper limit.

    Raises:
        CaseError: a limit is in a unit that this analyte does not have.
    """
    found = [
        _limits(one, analyte, unit, f"{path}.referenceRange[{index}]")
        for index, one in enumerate(ranges)
        if _is_normal(one)
    ]
    return min(_with_upper(found), key=lambda limits: limits[1] or 0, default=found[0] if found else (None, None))


def _with_upper(found: Iterable[Limits]) -> list[Limits]:
    return [limits for limits in found if limits[1] is not None]


def _is_normal(one: ReferenceRange) -> bool:
    return one.type is None or not one.type.codes() or "normal" in one.type.codes()


def _limits(one: ReferenceRange, analyte: str, unit: str | None, path: str) -> Limits:
    if one.low is None and one.high is None:
        return _from_text(one.text or "")
    return _limit(one.low, analyte, unit, f"{path}.low"), _limit(one.high, analyte, unit, f"{path}.high")


def _limit(quantity: Quantity | None, analyte: str, unit: str | None, path: str) -> float | None:
    if quantity is None or quantity.value is None:
        return None
    own = lab_unit(quantity, analyte, None, path)
    if own is None or unit is None or own == unit:
        return quantity.value
    return convert(quantity.value, own, analyte) / convert(1, unit, analyte)


def _from_text(text: str) -> Limits:
    both = _FROM_TO.fullmatch(text)
    if both is not None:
        return float(both[1]), float(both[2])
    below = _BELOW.fullmatch(text)
    return None, float(below[1]) if below is not None else None
