"""The current result of each analyte, in its customary unit and with the limit it is compared with."""

from datetime import date
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from altalk.interpretation.assessment import Note, UpperLimit
from altalk.interpretation.case import Case, LabResult
from altalk.interpretation.limits import default_limit
from altalk.interpretation.notes import note
from altalk.interpretation.units import convert, customary_unit, find_analyte, settled
from altalk.knowledge.analytes import analytes
from altalk.knowledge.catalogue import figures


class Result(Struct, frozen=True):
    """The current result of one analyte.

    Attributes:
        value: in the customary unit; None where only a multiple or a flag is known.
        multiple: value ÷ upper limit, unrounded.
        high: the report flags it as high.
    """

    analyte: str
    value: float | None
    multiple: float | None
    limit: UpperLimit | None
    high: bool = False
    lower_limit: float | None = None
    notes: tuple[Note, ...] = ()


def current_results(case: Case) -> dict[str, Result]:
    """The current result of each analyte by id; "liver enzymes" stand for ALT when no ALT is known."""
    groups: dict[str, list[LabResult]] = {}
    for lab in case.labs:
        analyte = find_analyte(lab.analyte)
        if analyte is not None:
            groups.setdefault(analyte.id, []).append(lab)
    notes: tuple[Note, ...] = ()
    if "alt" not in groups and "liver_enzyme" in groups:
        groups["alt"] = groups["liver_enzyme"]
        notes = (note("taken_as_alt", "alt"),)
    groups.pop("liver_enzyme", None)
    return {name: _result(name, labs, case, notes if name == "alt" else ()) for name, labs in groups.items()}


def history(case: Case, analyte: str) -> tuple[float, ...]:
    """All values of an analyte in the customary unit, oldest first."""
    labs = [lab for lab in case.labs if (found := find_analyte(lab.analyte)) and found.id == analyte]
    return tuple(_customary(lab, lab.value, analyte)[0] for lab in _oldest_first(labs) if lab.value is not None)


def raised_months(case: Case, results: dict[str, Result]) -> float | None:
    """For how long ALT has been raised: as told, or from the dates of the reports, whichever is longer."""
    told = case.raised_months
    alt = results.get("alt")
    labs = [lab for lab in case.labs if (found := find_analyte(lab.analyte)) and found.id == "alt"]
    dated = _oldest_first([lab for lab in labs if lab.date is not None])
    if alt is None or len(dated) <= 1:
        return told
    raised = list(takewhile(lambda lab: (_read(lab, labs, "alt", case).multiple or 0) > 1, reversed(dated)))
    if len(raised) <= 1:
        return told
    days = (date.fromisoformat(raised[0].date or "") - date.fromisoformat(raised[-1].date or "")).days
    return max(told or 0, days / figures()["month_days"].value)


def _result(analyte: str, labs: list[LabResult], case: Case, notes: tuple[Note, ...]) -> Result:
    """The newest result; of contradicting ones without a date the gravest, and the conflict is noted."""
    readings = [_read(lab, labs, analyte, case) for lab in _newest(labs)]
    gravest = max(readings, key=_gravity)
    known = {_gravity(one)[:2] for one in readings if one.value is not None or one.multiple is not None}
    name = analytes()[analyte].name
    conflict = (note("contradicting_results", analyte, name.en, name.zh),) if len(known) > 1 else ()
    high = any(one.high for one in readings)
    return replace(gravest, high=high, notes=(*notes, *conflict, *gravest.notes))


def _read(lab: LabResult, labs: list[LabResult], analyte: str, case: Case) -> Result:
    """One result by itself, with the limit it is compared with."""
    limit, earlier = _limit(lab, labs, analyte, case)
    value, guess = (None, ()) if lab.value is None else _customary(lab, lab.value, analyte)
    value = _beyond(value, lab.comparator)
    multiple = _multiple(value, limit, lab)
    if value is None and multiple is not None and lab.upper_limit is not None and limit is not None:
        value = multiple * limit.value
    return Result(analyte, value, multiple, limit, lab.flag == "high", lab.lower_limit, (*guess, *earlier))


def _gravity(result: Result) -> tuple[float, float, bool]:
    return (result.multiple or 0, result.value or 0, result.high)


def _multiple(value: float | None, limit: UpperLimit | None, lab: LabResult) -> float | None:
    """Value ÷ limit; a multiple that was told counts where nothing else is known, or a default limit says less."""
    if value is None or limit is None:
        return lab.multiple
    computed = settled(value / limit.value)
    return computed if limit.origin == "report" else max(computed, lab.multiple or 0)


def _beyond(value: float | None, comparator: str | None) -> float | None:
    """`>1000` lies just above 1000, `<5` just below 5."""
    if value is None or comparator not in ("<", ">"):
        return value
    return value * (1 + _JUST if comparator == ">" else 1 - _JUST)


def _newest(labs: list[LabResult]) -> list[LabResult]:
    """The results that may be the present one: those of the last date, and those without one."""
    current = [lab for lab in labs if not lab.previous] or labs
    last = max((lab.date for lab in current if lab.date is not None), default=None)
    return [lab for lab in current if lab.date in (None, last)]


def _oldest_first(labs: list[LabResult]) -> list[LabResult]:
    return sorted(labs, key=lambda lab: (lab.date or "9999", not lab.previous))


def _limit(
    lab: LabResult, labs: list[LabResult], analyte: str, case: Case
) -> tuple[UpperLimit | None, tuple[Note, ...]]:
    """The report's own limit first, then the lowest that another report of the same analyte printed."""
    if lab.upper_limit is not None:
        return UpperLimit(_customary(lab, lab.upper_limit, analyte)[0], "report"), ()
    others = _newest([one for one in labs if one.upper_limit is not None])
    if not others:
        return default_limit(analyte, case), ()
    lowest = min(others, key=lambda one: _customary(one, one.upper_limit or 0, analyte)[0])
    earlier = lowest.previous or lowest.date != lab.date
    limit = UpperLimit(_customary(lowest, lowest.upper_limit or 0, analyte)[0], "report")
    return limit, (note("earlier_limit", analyte),) * earlier


def _customary(lab: LabResult, value: float, analyte: str) -> tuple[float, tuple[Note, ...]]:
    guessed = _guess_unit(lab, analyte) if lab.unit is None else None
    if guessed is None:
        return convert(value, lab.unit, analyte), ()
    return convert(value, guessed, analyte), (note("unit_guessed", analyte, guessed),)


def _guess_unit(lab: LabResult, analyte: str) -> str | None:
    """The unit of a value without one, where value or limit do not fit the customary unit; else None."""
    if analyte == "alt":
        return _guess_katal(lab)
    if lab.upper_limit is not None:
        ranges = analytes()[analyte].upper_limits
        fitting = [unit for unit, (low, high) in ranges.items() if low <= lab.upper_limit <= high]
        return fitting[0] if fitting and fitting[0] != customary_unit(analyte) else None
    small = lab.value is not None and 0 < lab.value < figures()["milligram_guess_value_below"].value
    return "mg/dL" if analyte == "bilirubin" and small else None


def _guess_katal(lab: LabResult) -> str | None:
    """A value that is too small or a limit that is too large for U/L was printed in katal."""
    figure = figures()
    if lab.upper_limit is not None:
        if lab.upper_limit < figure["katal_guess_limit_below"].value:
            return "ukat/L"
        return "nkat/L" if lab.upper_limit >= figure["nanokatal_guess_limit_from"].value else None
    return "ukat/L" if lab.value is not None and 0 < lab.value < figure["katal_guess_value_below"].value else None


_JUST = 1e-9  # far below what a laboratory can tell apart
