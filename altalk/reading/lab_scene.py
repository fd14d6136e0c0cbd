"""A message after all stages of reading, and the mentions made from single places in it."""

from typing import Any

from msgspec import Struct, field

from altalk.reading.lab_anchors import Anchor
from altalk.reading.lab_details import denied_value, when
from altalk.reading.lab_folding import Folded
from altalk.reading.lab_items import Item
from altalk.reading.lab_values import Given
from altalk.reading.mention import Mention
from altalk.reading.number import Number
from altalk.reading.units import unit_after, unit_details


class Scene(Struct, frozen=True):
    """The items of a message, the names of blood values, the role of each number, and who got which number."""

    folded: Folded
    items: list[Item]
    names: list[Anchor]
    roles: dict[int, str]
    given: Given

    def number(self, place: int) -> Number:
        """The number at a place."""
        number: Number = self.items[place].value
        return number

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as written."""
        return self.folded.span(start, end)

    def written(self, start: int, end: int) -> str:
        """The text as written between two folded offsets."""
        first, last = self.span(start, end)
        return self.folded.written[first:last]


class Value(Struct):
    """A value on its way to a mention: where it stands, whose it is, and the details gathered so far."""

    place: int
    position: int
    analyte: str
    number: Number
    cue: str | None = None
    denied: bool = False
    details: dict[str, Any] = field(default_factory=dict)


def manner(number: Number) -> dict[str, Any]:
    """The keys that tell how a number was said."""
    how: dict[str, Any] = {"comparator": number.comparator} if number.comparator else {}
    return {**how, "approximate": True} if number.approximate else how


def plain_number(scene: Scene, place: int) -> Mention:
    """A number whose meaning the message does not tell."""
    number = scene.number(place)
    unit = unit_details(unit_after(scene.folded, scene.items, place), "alt")
    cue, date = when(scene.items, place)
    several = len(scene.given.free) > 1
    time = {"role": "current" if cue == "current" else "previous"} if cue and (several or cue == "previous") else {}
    dated = {"date": date} if date else {}
    start, end = scene.span(number.start, number.end)
    denied = denied_value(scene.items, place)
    return Mention("number", number.value, start, end, denied, details={**unit, **manner(number), **time, **dated})


def doubt(scene: Scene, place: int, readings: list[float], **details: Any) -> Mention:
    """A number with several readings; the value is the text as written."""
    number = scene.number(place)
    start, end = scene.span(number.start, number.end)
    text = scene.folded.written[start:end]
    return Mention("ambiguous", text, start, end, details={"readings": readings, **details})
