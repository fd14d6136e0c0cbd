"""Dates in words and bare years joined into one item: March 5, 5 March 2024, in 2019."""

from altalk.reading.lab_items import Item
from altalk.reading.number import Number

_FIRST_YEAR, _LAST_YEAR, _LAST_DAY = 1950, 2100, 31
_BEFORE_YEAR = {"in", "since", "from", "during", "year", "by", "of"}
_AFTER_DAY = {"st", "nd", "rd", "th", "of", ",", "."}


def with_dates(items: list[Item]) -> list[Item]:
    """The items with dates in words and bare years as items of kind `date`, whose value is ISO 8601 or None."""
    joined: list[Item] = []
    place = 0
    while place < len(items):
        end, date = _month(items, place) if items[place].kind in ("month", "number") else (place, None)
        if end == place and _bare_year(items, place):
            end, date = place + 1, str(items[place].value.value)
        if end == place:
            joined.append(items[place])
            place += 1
            continue
        text = " ".join(item.text or str(item.value.value) for item in items[place:end])
        joined.append(Item("date", date, items[place].start, items[end - 1].end, text))
        place = end
    return joined


def _whole(item: Item | None, low: int, high: int) -> int | None:
    if item is None or item.kind != "number" or not isinstance(item.value, Number):
        return None
    number: Number = item.value
    plain = number.upper is None and not number.comparator and not number.times and not number.approximate
    return int(number.value) if plain and low <= number.value <= high and number.value == int(number.value) else None


def _at(items: list[Item], place: int) -> Item | None:
    return items[place] if 0 <= place < len(items) else None


def _month(items: list[Item], place: int) -> tuple[int, str | None]:
    """The end of a date that starts here, and its ISO form when the year is told."""
    start, day = place, None
    if items[place].kind == "number":
        day = _whole(items[place], 1, _LAST_DAY)
        place = _skip(items, place + 1)
        if day is None or place >= len(items) or items[place].kind != "month" or items[place].text == "may":
            return start, None
    month = int(items[place].value)
    place += 1
    if day is None:
        day = _whole(_at(items, place), 1, _LAST_DAY)
        place += day is not None
    # "March 78" is a value after a month, "may" alone is a verb.
    after = _skip(items, place)
    year = _whole(_at(items, after), _FIRST_YEAR, _LAST_YEAR)
    place = after + 1 if year is not None else place
    if day is None and year is None and (not _told_as_month(items, start)):
        return start, None
    if year is None:
        return place, None
    return place, f"{year}-{month:02}" + (f"-{day:02}" if day else "")


def _told_as_month(items: list[Item], place: int) -> bool:
    after = _at(items, place + 1)
    valued = after is not None and (after.kind == "number" or after.text == ":")
    return valued or len(items[place].text) > 3 or (place > 0 and items[place - 1].text in ("in", "last", "since"))


def _skip(items: list[Item], place: int) -> int:
    while place < len(items) and items[place].text in _AFTER_DAY:
        place += 1
    return place


def _bare_year(items: list[Item], place: int) -> bool:
    before, after = _at(items, place - 1), _at(items, place + 1)
    year = _whole(items[place], _FIRST_YEAR, _LAST_YEAR)
    counted = after is not None and after.kind in ("unit", "times")
    if year is None or counted or (after is None and before is None):
        return False
    bracketed = before is not None and before.text == "(" and after is not None and after.text == ")"
    headed = after is not None and after.text == ":" and (before is None or before.kind in ("mark", "copula", "bridge"))
    valued = bracketed and place > 1 and items[place - 2].kind == "number"
    return valued or headed or (before is not None and before.text in _BEFORE_YEAR)
