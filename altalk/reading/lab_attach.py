"""Attach limits and times to the values they speak of."""

from bisect import bisect_left
from typing import Any

from altalk.reading.lab_anchors import kind_of
from altalk.reading.lab_details import when
from altalk.reading.lab_roles import HARD
from altalk.reading.lab_scene import Scene, Value, manner
from altalk.reading.mention import Mention
from altalk.reading.number import Number
from altalk.reading.units import unit_after, unit_details

LIMITS = ("limit", "limit_low")
_CELLS = ("mark", "unit", "flag", "reference", "limit", "number")
_REACH = 60
_MOST_OWNERS = 30


def attach_limits(scene: Scene, values: list[Value]) -> list[Mention]:
    """Write each limit into the value it speaks of; limits of no value come back as `upper_limit` mentions."""
    loose: list[Mention] = []
    lowest: float | None = None
    for place, role in scene.roles.items():
        if role not in LIMITS:
            continue
        number = scene.number(place)
        low, high = _bounds(number, role)
        owners = _owners(scene, values, place)
        unit = unit_details(unit_after(scene.folded, scene.items, place), "alt")
        for owner in owners:
            owner.details.update({} if low is None else {"lower_limit": low})
            owner.details.update({} if high is None else {"upper_limit": high})
            owner.details.setdefault("limit_unit", unit["unit"])
        analyte = _named(scene, place)
        low = lowest if low is None and not owners else low
        lowest = low if high is None and not owners else None
        if not owners and high is not None and kind_of(analyte) != "other":
            start, end = scene.span(number.start, number.end)
            details: dict[str, Any] = {**unit, "analyte": "alt" if kind_of(analyte) != "liver" else analyte}
            details.update({} if low is None else {"lower_limit": low}, **_about(number))
            loose.append(Mention("upper_limit", high, start, end, details=details))
    return loose


def _about(number: Number) -> dict[str, Any]:
    return {"approximate": True} if manner(number).get("approximate") else {}


def _bounds(number: Number, role: str) -> tuple[float | None, float | None]:
    if number.upper is not None:
        return number.value, number.upper
    return (number.value, None) if role == "limit_low" else (None, number.value)


def _named(scene: Scene, place: int) -> str:
    """The blood value a limit belongs to by the nearest name before it in the sentence; ALT when none is named."""
    for back in range(place - 1, max(-1, place - 12), -1):
        item = scene.items[back]
        if item.kind == "analyte":
            return str(item.value)
        if item.text in HARD:
            break
    for item in scene.items[place + 1 : place + 6]:
        if item.kind == "analyte":
            return str(item.value)
        if item.text in HARD or item.text in ",，;；" or item.kind == "number":
            break
    return "alt"


def _owners(scene: Scene, values: list[Value], place: int) -> list[Value]:
    """The values a limit speaks of: those of the name before it on the line, else the only value of the message."""
    here = bisect_left(values, place, key=lambda value: value.place)
    before = values[here - 1] if here else None
    position = bisect_left(scene.names, place, key=lambda name: name.last) - 1
    last = scene.names[position].last if position >= 0 else -1
    near = before is not None and place - before.place < _REACH and not _broken(scene, before.place, place)
    if before is not None and near and last < before.place:
        return _of_name(values, before.position, here - 1, -1)
    if here < len(values) and values[here].position == position:
        return _of_name(values, position, here, 1)
    if position >= 0 and place - last < _REACH and not _broken(scene, last, place):
        named = scene.names[position].ids
        return [value for value in values if value.analyte in named][:_MOST_OWNERS]
    liver = [value for value in values[:_MOST_OWNERS] if kind_of(value.analyte) != "other"]
    return (
        liver
        if len({value.analyte for value in liver}) == 1 and _named(scene, place) in ("alt", liver[0].analyte)
        else []
    )


def _of_name(values: list[Value], position: int, start: int, step: int) -> list[Value]:
    """The neighbouring values of one name, from a value on in one direction."""
    found: list[Value] = []
    while 0 <= start < len(values) and values[start].position == position and len(found) < _MOST_OWNERS:
        found.append(values[start])
        start += step
    return found


def _broken(scene: Scene, first: int, place: int) -> bool:
    """A sentence ends in between; a line break alone divides nothing in a report pasted cell by cell."""
    between = scene.items[first + 1 : place]
    if any(item.text in HARD and item.text != "\n" for item in between):
        return True
    return any(item.text == "\n" for item in between) and any(item.kind not in _CELLS for item in between)


def tell_times(scene: Scene, values: list[Value]) -> None:
    """Give `date`, and `role` where one blood value has several values or the person says that it is an old one."""
    for value in values:
        cue, date = when(scene.items, value.place)
        value.cue = value.cue or cue
        value.details.update({"date": date} if date else {})
    for analyte in {value.analyte for value in values if kind_of(value.analyte) != "other"}:
        told = [value for value in values if value.analyte == analyte and not value.denied]
        if len(told) == 1 and told[0].cue == "previous":
            told[0].details["role"] = "previous"
        elif len(told) > 1:
            _series(told)


def _series(told: list[Value]) -> None:
    newest = _newest(told)
    for value in told:
        value.details["role"] = "current" if value is newest else "previous"


def _newest(told: list[Value]) -> Value:
    dates = [value.details.get("date", "") for value in told]
    if all(date[:4].isdigit() and len(date) >= 4 for date in dates) and len(set(dates)) == len(dates):
        return max(told, key=lambda value: str(value.details["date"]))
    if all(dates):
        return told[-1]
    current = [value for value in told if value.cue == "current"]
    unmarked = [value for value in told if value.cue is None and not value.details.get("date")]
    recent = [value for value in told if value.cue != "previous"]
    return (current or unmarked or recent or told)[-1]
