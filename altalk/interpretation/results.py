"""The current result of each analyte, in its customary unit and with the limit it is compared with."""

from msgspec import Struct

from altalk.interpretation.assessment import Note, UpperLimit
from altalk.interpretation.case import Case, LabResult
from altalk.interpretation.limits import default_limit
from altalk.interpretation.notes import note
from altalk.interpretation.units import convert, find_analyte
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


def _result(analyte: str, labs: list[LabResult], case: Case, notes: tuple[Note, ...]) -> Result:
    lab, conflict = _current(labs, analyte)
    limit = _limit(lab, labs, analyte, case)
    value, guess = (None, ()) if lab.value is None else _customary(lab, lab.value, analyte)
    multiple = value / limit.value if value is not None and limit is not None else lab.multiple
    if value is None and multiple is not None and lab.upper_limit is not None and limit is not None:
        value = multiple * limit.value
    return Result(analyte, value, multiple, limit, lab.flag == "high", lab.lower_limit, (*notes, *conflict, *guess))


def _current(labs: list[LabResult], analyte: str) -> tuple[LabResult, tuple[Note, ...]]:
    """The newest result; of contradicting ones without a date the highest, and the conflict is noted."""
    newest = _newest(labs)
    values = {_customary(lab, lab.value, analyte)[0] for lab in newest if lab.value is not None}
    if len(values) <= 1:
        return newest[-1], ()
    highest = max(
        (lab for lab in newest if lab.value is not None), key=lambda lab: _customary(lab, lab.value or 0, analyte)[0]
    )
    return highest, (note("contradicting_results", analyte),)


def _newest(labs: list[LabResult]) -> list[LabResult]:
    current = [lab for lab in labs if not lab.previous] or labs[-1:]
    dates = [lab.date for lab in current if lab.date is not None]
    if not dates:
        return current
    return [lab for lab in current if lab.date == max(dates)]


def _oldest_first(labs: list[LabResult]) -> list[LabResult]:
    return sorted(labs, key=lambda lab: (lab.date or "9999", not lab.previous))


def _limit(lab: LabResult, labs: list[LabResult], analyte: str, case: Case) -> UpperLimit | None:
    """The report's own limit first, also one that an earlier report of the same analyte printed."""
    for one in (lab, *reversed(labs)):
        if one.upper_limit is not None:
            return UpperLimit(_customary(one, one.upper_limit, analyte)[0], "report")
    return default_limit(analyte, case)


def _customary(lab: LabResult, value: float, analyte: str) -> tuple[float, tuple[Note, ...]]:
    if lab.unit is None and analyte == "alt":
        guessed = _guess_unit(lab)
        if guessed is not None:
            return convert(value, guessed, analyte), (note("unit_guessed", analyte, guessed),)
    return convert(value, lab.unit, analyte), ()


def _guess_unit(lab: LabResult) -> str | None:
    """A value that is too small or a limit that is too large for U/L was printed in katal."""
    figure = figures()
    if lab.upper_limit is not None:
        if lab.upper_limit < figure["katal_guess_limit_below"].value:
            return "ukat/L"
        return "nkat/L" if lab.upper_limit >= figure["nanokatal_guess_limit_from"].value else None
    return "ukat/L" if lab.value is not None and 0 < lab.value < figure["katal_guess_value_below"].value else None
