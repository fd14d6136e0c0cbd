"""Refuse a case that cannot be meant: each refusal names the field, the reason and what is allowed."""

from datetime import date

from altalk.interpretation.case import Case, CaseError, LabResult
from altalk.interpretation.units import UnknownUnitError, accepted_units, convert, find_analyte
from altalk.knowledge.analytes import Analyte, analytes


def check(case: Case) -> None:
    """Check what the types alone cannot.

    Raises:
        CaseError: with the JSON path of the first field that cannot be meant.
    """
    for index, lab in enumerate(case.labs):
        _check_lab(lab, f"$.labs[{index}]")


def lab_problem(lab: LabResult) -> CaseError | None:
    """The first thing that is wrong with a single result, or None; the path starts at `$`."""
    try:
        _check_lab(lab, "$")
    except CaseError as error:
        return error
    return None


def _check_lab(lab: LabResult, path: str) -> None:
    analyte = find_analyte(lab.analyte)
    if analyte is None or not analyte.units:
        raise CaseError(f"{path}.analyte", f"{lab.analyte!r} is not read here; allowed are {_analytes()}")
    if lab.unit is not None:
        _check_unit(lab.unit, analyte, path)
    for name in ("value", "lower_limit", "upper_limit"):
        _check_number(getattr(lab, name), name, lab.unit, analyte, path)
    _check_limits(lab, path)
    _check_date(lab, path)


def _check_unit(unit: str, analyte: Analyte, path: str) -> None:
    try:
        convert(1, unit, analyte.id)
    except UnknownUnitError as error:
        raise CaseError(f"{path}.unit", f"{unit!r} is not known; allowed are {_units(analyte)}") from error


def _check_number(value: float | None, name: str, unit: str | None, analyte: Analyte, path: str) -> None:
    if value is None:
        return
    if not value >= 0:
        raise CaseError(f"{path}.{name}", f"{value:g} is negative; it must be 0 or more")
    highest = analyte.plausible[analyte.units[0]][1]
    if convert(value, unit, analyte.id) > highest:
        raise CaseError(
            f"{path}.{name}",
            f"{value:g} is beyond what a laboratory can measure; at most {highest:g} {analyte.units[0]}",
        )


def _check_limits(lab: LabResult, path: str) -> None:
    if lab.upper_limit is None:
        return
    if lab.upper_limit <= 0:
        raise CaseError(f"{path}.upper_limit", "must be above 0")
    if lab.lower_limit is not None and lab.upper_limit <= lab.lower_limit:
        raise CaseError(f"{path}.upper_limit", f"{lab.upper_limit:g} is not above the lower limit {lab.lower_limit:g}")


def _check_date(lab: LabResult, path: str) -> None:
    if lab.date is None:
        return
    try:
        date.fromisoformat(lab.date)
    except ValueError as error:
        raise CaseError(f"{path}.date", f"{lab.date!r} is not a day of the calendar; YYYY-MM-DD is expected") from error


def _analytes() -> str:
    return ", ".join(analyte.id for analyte in analytes().values() if analyte.kind == "liver")


def _units(analyte: Analyte) -> str:
    return ", ".join(accepted_units(analyte.id))
