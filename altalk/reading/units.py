"""Unit spellings: which unit stands beside a number, and whether the blood value can be given in it."""

import re
from typing import Any

from msgspec import Struct

from altalk.knowledge.analytes import analytes
from altalk.knowledge.lab_words import LabUnit, lab_units
from altalk.reading.lab_folding import Folded, fold
from altalk.reading.lab_items import Item
from altalk.reading.number import tidy

_UNKNOWN = re.compile(r" ?((?:[a-z%]+[\d^*]*|[\u4e00-\u9fff]{1,4})/(?:d?l|ml|ul|liter|litre|升|分升|毫升))(?![a-z])")
_REACH = 4
_BY_MICROLITRE = re.compile(r"/ ?[uµ]l|mm|cumm|micro|mcl|lakh")
_THOUSAND, _LAKH = 1000, 100
# No count in 10*9/L reaches this, no count by the microlitre that is survived is below it.
_LOWEST_BY_MICROLITRE = 2500


class UnitFound(Struct, frozen=True):
    """A unit beside a number: its id, or None with the text as written when it fits no blood value."""

    id: str | None
    text: str
    end: int


def canonical_unit(spelling: str) -> str | None:
    """The id of a unit however it is spelt, for example `ukat/L` for "µKat / l"; None when it is not known."""
    plain = fold(spelling).text.replace(" ", "")
    for unit in lab_units().values():
        if unit.known and plain in (fold(term).text.replace(" ", "") for term in unit.spellings):
            return unit.id
    return None


def unit_after(folded: Folded, items: list[Item], place: int) -> UnitFound | None:
    """The unit behind the number at a place, over brackets and flags."""
    for ahead in range(place + 1, min(len(items), place + _REACH)):
        item = items[ahead]
        if item.kind == "unit":
            return _found(folded, item)
        if item.kind not in ("flag",) and item.text not in ("(", ")", "[", "]", "|", "*", "（", "）", "〔", "〕", "\n"):
            break
    match = _UNKNOWN.match(folded.text, items[place].end)
    if match is None:
        return None
    first, last = folded.span(*match.span(1))
    return UnitFound(None, folded.written[first:last], match.end())


def unit_before(folded: Folded, items: list[Item], first: int, place: int) -> UnitFound | None:
    """The unit between a name and its number: "ALT (U/L): 78"."""
    for item in items[first:place]:
        if item.kind == "unit":
            return _found(folded, item)
    return None


def per_litre(count: float, details: dict[str, Any]) -> tuple[float, dict[str, Any]]:
    """Platelets in 10*9/L when they were given by the microlitre: 150k, 15万, 1.5 lakh, "150,000 /uL"."""
    written = str(details.get("unknown_unit") or "")
    if details.get("unit") or (written and not _BY_MICROLITRE.search(written.lower())):
        return count, details
    factor = _LAKH if "lakh" in written.lower() else 1 / _THOUSAND
    if not written and count < _LOWEST_BY_MICROLITRE:
        return count, details
    rest = {name: kept for name, kept in details.items() if name != "unknown_unit"}
    for name in {"lower_limit", "upper_limit"} & rest.keys():
        rest[name] = tidy(round(rest[name] * factor, 3))
    return tidy(round(count * factor, 3)), {**rest, "unit": "10*9/L"}


def _found(folded: Folded, item: Item) -> UnitFound:
    unit: LabUnit = item.value
    first, last = folded.span(item.start, item.end)
    return UnitFound(unit.id if unit.known else None, folded.written[first:last], item.end)


def unit_details(unit: UnitFound | None, analyte: str) -> dict[str, str | None]:
    """The keys of a mention: `unit`, and `unknown_unit` as written when the blood value is not given in it."""
    if unit is None:
        return {"unit": None}
    if unit.id is None or (unit.id not in analytes()[analyte].units if analyte in analytes() else False):
        return {"unit": None, "unknown_unit": unit.text}
    return {"unit": unit.id}
