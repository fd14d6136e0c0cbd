"""The mentions of a message, from its names, roles and values."""

from typing import Any

from altalk.reading.lab_anchors import kind_of
from altalk.reading.lab_attach import LIMITS, attach_limits, tell_times
from altalk.reading.lab_details import denied_value, flag_of_name, flag_of_value
from altalk.reading.lab_limits import increase_readings
from altalk.reading.lab_scene import Scene, Value, doubt, manner, plain_number
from altalk.reading.lab_shares import ALTERNATIVES, share
from altalk.reading.mention import Mention
from altalk.reading.units import per_litre, unit_after, unit_before, unit_details

_LOWEST_BARE_WORD = 10
_ENTITY = {"enzyme": "liver_enzyme", "panel": "liver_enzyme", "other": "other_lab"}


def mentions(scene: Scene) -> tuple[Mention, ...]:
    """All mentions of a message in the order of the text."""
    values, doubtful = share(scene)
    for value in values:
        value.denied = denied_value(scene.items, value.place)
    loose = attach_limits(scene, values)
    tell_times(scene, values)
    limit_places = {place for place, role in scene.roles.items() if role in LIMITS}
    found = [_value(scene, value, limit_places) for value in values] + loose + doubtful + _flags(scene) + _free(scene)
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _value(scene: Scene, value: Value, limits: set[int]) -> Mention:
    number, name = value.number, scene.names[value.position]
    only_multiple = "multiple" in value.details and scene.roles[value.place] == "multiple"
    details: dict[str, Any] = {**_unit(scene, value), **({} if only_multiple else manner(number)), **value.details}
    told = scene.roles[value.place] in ("value", "doubtful")
    flag = flag_of_value(scene.items, name, value.place, limits) if told else None
    details.update({"flag": flag} if flag else {})
    entity = _ENTITY.get(kind_of(value.analyte), value.analyte)
    details.update({"analyte": value.analyte} if entity == "other_lab" else {})
    start, end = scene.span(number.start, number.end)
    amount = None if only_multiple else number.value
    if value.analyte == "platelets" and amount is not None:
        amount, details = per_litre(amount, details)
    return Mention(entity, amount, start, end, value.denied, details)


def _unit(scene: Scene, value: Value) -> dict[str, str | None]:
    """The unit behind the number, before it, or that of its limits."""
    limit_unit = value.details.pop("limit_unit", None)
    if scene.roles[value.place] == "multiple":
        return {"unit": None}
    unit = unit_after(scene.folded, scene.items, value.place)
    unit = unit or unit_before(scene.folded, scene.items, scene.names[value.position].last + 1, value.place)
    details = unit_details(unit, value.analyte)
    return {"unit": limit_unit} if unit is None and limit_unit else details


def _flags(scene: Scene) -> list[Mention]:
    """Names without a number but with a flag: 转氨酶有点高, "ALT is high"."""
    found = []
    for position, name in enumerate(scene.names):
        if scene.given.numbers[position] or name.compared:
            continue
        flag = flag_of_name(scene.items, name)
        if flag and flag[0] == "normal" and any(scene.roles.get(name.last + step) in LIMITS for step in range(1, 7)):
            continue
        start, end = scene.span(scene.items[name.first].start, scene.items[name.last].end)
        for analyte in name.ids if flag else ():
            kind = kind_of(analyte)
            if flag is None or kind == "other" or (kind == "panel" and flag != ("high", False)):
                continue
            details = {"unit": None, "flag": flag[0]}
            found.append(Mention(_ENTITY.get(kind, analyte), None, start, end, flag[1], details))
    return found


def _free(scene: Scene) -> list[Mention]:
    """Numbers that no name claims."""
    found = []
    for place in scene.given.free:
        mention = _one_free(scene, place)
        if mention is not None:
            found.append(mention)
    return found


def _one_free(scene: Scene, place: int) -> Mention | None:
    number, role = scene.number(place), scene.roles[place]
    start, end = scene.span(number.start, number.end)
    if role == "multiple" and number.upper is None and not number.readings:
        return Mention("alt", None, start, end, details={"unit": None, "multiple": number.value, **manner(number)})
    if role in ("multiple", "raised_multiple"):
        spread = list(number.readings) or [number.value, number.upper or number.value]
        readings = list(increase_readings(number)) if role == "raised_multiple" else spread
        return doubt(scene, place, readings, analyte="alt", reading_of="multiple")
    if role in ("above", "doubtful"):
        return doubt(
            scene, place, [number.value] if role == "doubtful" else [], reading_of="value", above_limit=number.value
        )
    if role == "change":
        return doubt(scene, place, [], reading_of="change")
    if role == "series":
        return doubt(scene, place, [part.value for part in number.parts], reading_of="series")
    if _is_count(scene, place):
        return None
    if number.readings or number.upper is not None:
        return doubt(scene, place, list(number.readings) or [number.value, number.upper or 0.0], reading_of="value")
    return plain_number(scene, place)


def _is_count(scene: Scene, place: int) -> bool:
    """A number that counts a thing with no part here, a pressure or date (120/80), or a small number word."""
    number, items = scene.number(place), scene.items
    before = items[place - 1] if place else None
    after = items[place + 1] if place + 1 < len(items) else None
    if any(item is not None and item.text in ALTERNATIVES for item in (before, after)) and _beside_number(scene, place):
        return (
            before is None
            or before.text == "/"
            or _name_near(scene, place)
            or (after is not None and after.text == "/")
        )
    if before is not None and before.kind == "word" and before.text.isascii() and number.value < _LOWEST_BARE_WORD:
        return True
    if (
        after is not None
        and after.kind in ("word", "idiom", "points")
        and after.text not in ("points", "point", "个点")
    ):
        return not _name_near(scene, place)
    if after is not None and after.text == "units":
        return True
    digits = scene.folded.text[number.start : number.end]
    spoken = not any(sign.isdigit() for sign in digits)
    return spoken and number.value < _LOWEST_BARE_WORD and len(items) > 2


def _beside_number(scene: Scene, place: int) -> bool:
    beside = scene.items[max(0, place - 2) : place + 3]
    return sum(item.kind == "number" for item in beside) > 1


def _name_near(scene: Scene, place: int) -> bool:
    return any(item.kind == "analyte" for item in scene.items[max(0, place - 12) : place])
