"""What each number of a message is: a value, a limit, a multiple, an amount above the limit, or none of these."""

from typing import TYPE_CHECKING

from altalk.knowledge.analytes import analytes
from altalk.reading.lab_anchors import Anchor
from altalk.reading.lab_exclusions import is_something_else, near
from altalk.reading.lab_items import Item
from altalk.reading.lab_limits import (
    amount_above,
    is_multiple,
    limit_named_after,
    limit_named_before,
    raised_by,
)

if TYPE_CHECKING:
    from altalk.reading.number import Number

_LOWEST_RANGE_START = 20
# Value, lower and upper limit.
_COLUMNS = 3
_SOFT = set(",，、;…")
HARD = set(".。!?？！\n")
_SILENT = {
    "bridge", "copula", "about", "compare", "flag", "normal", "unit", "date", "time", "previous", "current", "from",
    "to", "both", "for", "negation", "connective", "excess", "taken", "month", "year_before", "about_after", "points",
    "sex", "other_after", "other_both", "ratio", "limit", "limit_low", "reference", "versus", "mistake",
}  # fmt: skip


def roles(items: list[Item], names: list[Anchor]) -> dict[int, str]:
    """The role of every number by its place.

    Roles: `value`, `series` (from 45 to 90), `limit`, `limit_low`, `multiple`, `raised_multiple`, `above`,
    `doubtful`, `change`, `span` (a range that may be a value), `other`.
    """
    found: dict[int, str] = {}
    starts = {name.last for name in names}
    valued = named = False
    for place, item in enumerate(items):
        if place in starts:
            valued, named = False, True
        elif item.text == "\n":
            valued = valued and not named
        if item.kind == "number":
            role = _role(items, place, valued, named)
            # The amount above the limit adds nothing to a value that is told.
            found[place] = "other" if valued and role in ("above", "doubtful", "raised_multiple") else role
            valued = valued or found[place] in ("value", "series", "multiple")
    found.update(_columns(items, found, starts))
    return found


def _columns(items: list[Item], found: dict[int, str], starts: set[int]) -> dict[int, str]:
    """The limits in two columns of their own behind a value: ALT 78 U/L 9.0 50.0."""
    limits: dict[int, str] = {}
    for start in starts:
        cells = _cells(items, start)
        if len(cells) != _COLUMNS or cells[1] == cells[0] + 1 or any(found[place] != "value" for place in cells):
            continue
        _, low, high = cells
        first, last = items[low].value.value, items[high].value.value
        spans = analytes()[items[start].value].upper_limits.values()
        if 0 <= first < last / 2 and any(least <= last <= most for least, most in spans):
            limits.update({low: "limit_low", high: "limit"})
    return limits


def _cells(items: list[Item], start: int) -> list[int]:
    """The numbers behind a name, with nothing but units, flags and column lines between, up to another thing."""
    places = []
    for place in range(start + 1, min(len(items), start + 10)):
        item = items[place]
        if item.kind == "number":
            places.append(place)
        elif item.kind not in ("unit", "flag") and item.text not in ("|", ":", "*"):
            return places if item.kind in ("analyte", "date") or item.text == "\n" else []
    return places


def _role(items: list[Item], place: int, valued: bool, named: bool) -> str:
    number: Number = items[place].value
    if is_something_else(items, place):
        return "other"
    if number.times:
        return _multiple(items, place)
    amount = amount_above(items, place)
    if amount:
        return amount
    cue = limit_named_before(items, place, valued) or limit_named_after(items, place)
    if number.upper is not None and _comes_from(items, place):
        return "series"
    if cue:
        return (
            "limit_low" if cue == "limit_low" or (cue == "reference" and number.comparator in (">", ">=")) else "limit"
        )
    if number.upper is not None:
        return _range(items, place, valued, named)
    if valued and number.comparator in ("<", "<=") and not _told_now(items, place):
        return "limit"
    return "value"


def _multiple(items: list[Item], place: int) -> str:
    if items[place].text == "倍" or is_multiple(items, place):
        return "raised_multiple" if items[place].text == "倍" and raised_by(items, place) else "multiple"
    before = near(items, place - 1)
    direct = before is not None and before.kind in ("analyte", "copula")
    return "multiple" if direct and items[place].text in ("x", "×", "fold", "-fold") else "other"


def _comes_from(items: list[Item], place: int) -> bool:
    before = near(items, place - 1)
    return before is not None and (before.kind == "from" or before.text in ("went from", "gone from"))


def _told_now(items: list[Item], place: int) -> bool:
    before = near(items, place - 1)
    return before is not None and before.kind in ("current", "previous", "to", "analyte", "copula")


def _range(items: list[Item], place: int, valued: bool, named: bool) -> str:
    number: Number = items[place].value
    before, after = near(items, place - 1), near(items, place + 1)
    bracketed = (
        before is not None and before.text in set("([{〔【《<") and (after is None or after.kind in ("mark", "unit"))
    )
    if valued or bracketed or _value_follows(items, place):
        return "limit"
    low, high = sorted((number.value, number.upper or 0.0))
    usual = analytes()["alt"].upper_limits
    spans = usual.values() if named else (usual["U/L"],)
    plausible = any(first <= high <= last for first, last in spans) and low <= _LOWEST_RANGE_START and low < high / 2
    return "limit" if plausible else "span"


def _value_follows(items: list[Item], place: int) -> bool:
    for ahead in range(place + 1, min(len(items), place + 5)):
        item = items[ahead]
        if item.kind == "number":
            return item.value.upper is None and not item.value.times and not is_something_else(items, ahead)
        if item.kind not in ("unit", "flag") and not (item.kind == "mark" and item.text in ")]|:}】〕"):
            return False
    return False


def distance(between: list[Item], silent_roles: dict[int, str], first: int) -> tuple[int, bool, bool]:
    """How much stands between a name and a number: unknown words, a soft break, a hard break."""
    cost, soft, hard = 0, False, False
    for offset, item in enumerate(between):
        if item.kind == "word":
            cost += 1 if item.text.isascii() else (len(item.text) + 1) // 2
        elif item.kind in ("mark", "question"):
            opening = offset == 0 and item.text in ";；."
            soft = soft or (item.text in _SOFT and not opening)
            hard = hard or ((item.text in HARD or item.text in ";；") and not (opening and len(between) == 1))
        elif item.kind == "number":
            cost += 0 if silent_roles.get(first + offset) in ("limit", "limit_low", "other", "multiple") else 2
        elif item.kind == "connective":
            soft = True
        elif item.kind not in _SILENT:
            cost += 2
    return cost, soft, hard
