"""Add the lab values of a message: fill in, correct, or keep beside earlier ones."""

from typing import Any

import msgspec

from altalk.interpretation.case import Case, LabResult
from altalk.interpretation.check import lab_problem
from altalk.interpretation.units import find_analyte
from altalk.reading.mention import Mention

RawProblem = tuple[str, str, str, tuple[str, ...]]
_KEPT = ("unit", "comparator", "lower_limit", "upper_limit", "flag", "multiple", "date", "approximate")


def with_labs(case: Case, mentions: tuple[Mention, ...], text: str, correcting: bool) -> tuple[Case, list[RawProblem]]:
    """The case with all lab values of one message; what cannot be meant comes back as problems.

    With `correcting` a bare number takes the place of the only value told before.
    """
    labs, problems, told = list(case.labs), [], set[int]()
    mentions = _named_again(mentions, case.labs, correcting)
    for mention in mentions:
        if mention.entity == "ambiguous":
            problems.append(
                _problem("ambiguous", "alt", mention, text, tuple(map(str, mention.details.get("readings", ()))))
            )
        elif mention.entity == "upper_limit":
            problems += _add_limit(labs, mention, text)
        elif _is_lab(mention):
            problems += _add_lab(labs, mention, text, told)
    return msgspec.structs.replace(case, labs=tuple(labs)), problems


def _named_again(mentions: tuple[Mention, ...], labs: tuple[LabResult, ...], correcting: bool) -> tuple[Mention, ...]:
    """In "78, not 780" the bare number is the value that 780 was said to be; what is denied is no fact."""
    wrong = {mention.value for mention in mentions if mention.negated and mention.value is not None}
    known = [lab for lab in labs if lab.value is not None and not lab.previous]
    meant = [lab for lab in known if lab.value in wrong] or (known if correcting and len(known) == 1 else [])
    right = [mention for mention in mentions if mention.entity == "number" and not mention.negated]
    kept = tuple(
        mention for mention in mentions if not (mention.negated and mention.value in wrong and _is_number(mention))
    )
    if len(right) != 1 or not meant:
        return kept
    named = msgspec.structs.replace(right[0], entity=meant[-1].analyte)
    return tuple(named if mention is right[0] else mention for mention in kept)


def _is_number(mention: Mention) -> bool:
    return mention.entity == "number" or _is_lab(mention)


def _is_lab(mention: Mention) -> bool:
    found = find_analyte(mention.entity)
    return found is not None and bool(found.units) and mention.entity == found.id


def _add_lab(labs: list[LabResult], mention: Mention, text: str, told: set[int]) -> list[RawProblem]:
    if mention.details.get("unknown_unit"):
        return [_problem("unknown_unit", mention.entity, mention, text, ())]
    lab = _lab(mention)
    problem = lab_problem(lab)
    if problem is not None:
        return [_problem(_kind(problem.path), mention.entity, mention, text, ())]
    index = None if lab.previous else _same(labs, lab, told)
    if index is None:
        told.add(len(labs))
        labs.append(lab)
    else:
        told.add(index)
        labs[index] = _replaced(labs[index], lab)
    return []


def _kind(path: str) -> str:
    return "limits_swapped" if path.endswith("_limit") else "impossible_value"


def _lab(mention: Mention) -> LabResult:
    details = {name: mention.details[name] for name in _KEPT if mention.details.get(name) is not None}
    return LabResult(
        analyte=mention.entity, value=mention.value, previous=mention.details.get("role") == "previous", **details
    )


def _same(labs: list[LabResult], lab: LabResult, told: set[int]) -> int | None:
    """The earlier statement that this one replaces: the same analyte, not of another day, not of this message."""
    for index in range(len(labs) - 1, -1, -1):
        other = labs[index]
        same_day = lab.date is None or other.date is None or lab.date == other.date
        if other.analyte == lab.analyte and not other.previous and same_day:
            contradicts = (
                index in told and other.value is not None and lab.value is not None and other.value != lab.value
            )
            return None if contradicts else index
    return _unnamed(labs, lab)


def _unnamed(labs: list[LabResult], lab: LabResult) -> int | None:
    """The liver enzymes and ALT are one statement once the person says which."""
    twin = {"alt": "liver_enzyme", "liver_enzyme": "alt"}.get(lab.analyte)
    for index, other in enumerate(labs):
        if other.analyte == twin and (other.value is None or lab.value is None or other.value == lab.value):
            return index
    return None


def _replaced(before: LabResult, lab: LabResult) -> LabResult:
    told: dict[str, Any] = {
        name: getattr(lab, name) for name in ("value", *_KEPT) if getattr(lab, name) not in (None, False)
    }
    if lab.value is not None:
        told.setdefault("comparator", None)
        told.setdefault("flag", None)
        told.setdefault("multiple", None)
        told["approximate"] = lab.approximate
        told.setdefault("unit", before.unit if before.value is None or lab.unit is None else lab.unit)
    name = "alt" if "alt" in (before.analyte, lab.analyte) else lab.analyte
    return msgspec.structs.replace(before, analyte=name, **told)


def _add_limit(labs: list[LabResult], mention: Mention, text: str) -> list[RawProblem]:
    analyte = mention.details.get("analyte") or "alt"
    if analyte not in ("alt", "liver_enzyme") and find_analyte(analyte) is None:
        return []
    names = ("alt", "liver_enzyme") if analyte in ("alt", "liver_enzyme") else (analyte,)
    indexes = [index for index, lab in enumerate(labs) if lab.analyte in names and not lab.previous]
    before = labs[indexes[-1]] if indexes else LabResult(analyte=analyte)
    limits = {"upper_limit": mention.value, "lower_limit": mention.details.get("lower_limit", before.lower_limit)}
    if before.unit is None and mention.details.get("unit") is not None:
        limits["unit"] = mention.details["unit"]
    lab = msgspec.structs.replace(before, **limits)
    problem = lab_problem(lab)
    if problem is not None:
        return [_problem("limits_swapped", "upper_limit", mention, text, ())]
    if indexes:
        labs[indexes[-1]] = lab
    else:
        labs.append(lab)
    return []


def _problem(kind: str, field: str, mention: Mention, text: str, choices: tuple[str, ...]) -> RawProblem:
    return kind, field, text[mention.start : mention.end], choices
