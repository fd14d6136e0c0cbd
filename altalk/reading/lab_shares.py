"""From the numbers given to a name to the values of its blood values, and the readings of what is not certain."""

from typing import Any

from altalk.reading.lab_anchors import Anchor, kind_of
from altalk.reading.lab_details import supposed
from altalk.reading.lab_limits import increase_readings
from altalk.reading.lab_scene import Scene, Value, doubt, manner, plain_number
from altalk.reading.mention import Mention
from altalk.reading.number import Number

_LOWEST_PANEL_VALUE = 10
_HIGHEST_RATIO = 10
ALTERNATIVES = ("/", "or", "或", "或者", "还是")


def share(scene: Scene) -> tuple[list[Value], list[Mention]]:
    """The certain values, and the numbers that are somebody's value but have several readings."""
    values: list[Value] = []
    doubtful: list[Mention] = []
    for position, places in scene.given.numbers.items():
        for analyte, place in _pairs(scene, scene.names[position], places, doubtful):
            readings = _readings(scene, analyte, place)
            if readings is None:
                _add(scene, position, analyte, place, values)
            elif kind_of(analyte) != "other":
                doubtful.append(_doubt(scene, analyte, place, readings))
    return values, doubtful


def _pairs(scene: Scene, name: Anchor, places: list[int], doubtful: list[Mention]) -> list[tuple[str, int]]:
    """Which number is whose; what cannot be told goes to `doubtful`."""
    if len(name.ids) == 1:
        return [(name.ids[0], place) for place in places]
    if len(places) == len(name.ids):
        return list(zip(name.ids, places, strict=True))
    if len(places) == 1 and not name.compared:
        number = scene.number(places[0])
        if number.comparator or number.approximate or number.times or _for_all(scene, name, places[0]):
            return [(analyte, places[0]) for analyte in name.ids]
        if name.slash and number.value < _HIGHEST_RATIO:
            return [("scan", places[0])]
    for place in places:
        together = run_together(scene.number(place))
        doubtful.append(doubt(scene, place, together) if together else plain_number(scene, place))
    return []


def _for_all(scene: Scene, name: Anchor, place: int) -> bool:
    return any(item.kind == "both" for item in scene.items[max(0, name.first - 2) : place])


def run_together(number: Number) -> list[float]:
    """7845 behind two names is 78 and 45; nothing when the number is too short for two."""
    text = str(number.value)
    if not (text.isdigit() and 4 <= len(text) <= 6):
        return []
    middle = (len(text) + 1) // 2
    return [int(text[:middle]), int(text[middle:])]


def _add(scene: Scene, position: int, analyte: str, place: int, values: list[Value]) -> None:
    number, role = scene.number(place), scene.roles[place]
    if role == "series":
        values.append(Value(place, position, analyte, number.parts[0], cue="weak"))
        values.append(Value(place, position, analyte, number.parts[1], cue="current"))
        return
    if role != "multiple":
        multiple = _only_multiple(scene, values, analyte, position)
        values.append(Value(place, position, analyte, number, details=multiple))
        return
    same = [value for value in values[-4:] if value.analyte == analyte and value.position == position]
    target = same[-1] if same else Value(place, position, analyte, number, details=manner(number))
    target.details["multiple"] = number.value
    values += [] if same else [target]


def _only_multiple(scene: Scene, values: list[Value], analyte: str, position: int) -> dict[str, Any]:
    """What "3 times normal" said of the value that follows it: "around 3 times normal, 120"."""
    last = values[-1] if values else None
    if last is None or (last.analyte, last.position) != (analyte, position) or scene.roles[last.place] != "multiple":
        return {}
    return {"multiple": values.pop().details["multiple"]}


def _readings(scene: Scene, analyte: str, place: int) -> list[float] | None:
    """The readings of a number that is no certain value, or None when it is one."""
    number, role = scene.number(place), scene.roles[place]
    if role in ("above", "change"):
        return []
    if role == "raised_multiple":
        return list(increase_readings(number))
    if number.readings:
        return list(number.readings)
    if number.upper is not None and role != "series":
        return [number.value, number.upper]
    panel = kind_of(analyte) == "panel" and role == "value" and abs(number.value) < _LOWEST_PANEL_VALUE
    asked = role == "value" and number.comparator is not None and supposed(scene.items, place)
    if role == "doubtful" or panel or asked:
        return [number.value]
    return _alternatives(scene, place)


def _alternatives(scene: Scene, place: int) -> list[float] | None:
    """78/45 behind one name: the second may be a limit or another value; 78 or 87: either may be meant."""
    after = scene.items[place + 1 : place + 3]
    if after and after[0].kind == "number" and place + 1 in scene.given.free:
        digits = [str(scene.number(there).value) for there in (place, place + 1)]
        if all(len(digit) == 1 for digit in digits):
            return [int("".join(digits))]
    if len(after) < 2 or after[0].text not in ALTERNATIVES or after[1].kind != "number":
        return None
    if place + 2 not in scene.given.free or scene.roles[place] != "value":
        return None
    first, second = scene.number(place).value, scene.number(place + 2).value
    return [first] if after[0].text == "/" else [first, second]


def _doubt(scene: Scene, analyte: str, place: int, readings: list[float]) -> Mention:
    number, role = scene.number(place), scene.roles[place]
    entity = analyte if kind_of(analyte) == "liver" else "liver_enzyme"
    if role in ("raised_multiple", "multiple"):
        return doubt(scene, place, readings, analyte=entity, reading_of="multiple")
    if role in ("above", "doubtful"):
        return doubt(scene, place, readings, analyte=entity, reading_of="value", above_limit=number.value)
    if role == "change":
        return doubt(scene, place, readings, analyte=entity, reading_of="change")
    return doubt(scene, place, readings, analyte=entity, reading_of="value")
