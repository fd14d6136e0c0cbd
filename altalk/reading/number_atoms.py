"""The bare numbers of a message, before comparators, ranges and what follows them are taken up."""

import math
from unicodedata import category

from msgspec.structs import replace

from altalk.reading.digits import Piece, read_digits
from altalk.reading.lab_items import Item
from altalk.reading.number import Number, tidy
from altalk.reading.numerals import chinese_scale, parse_chinese, parse_english

_SEVERAL = {"几", "好几", "数"}
_COUNTED = ("other_after", "other_both", "sex", "times")
_LONGEST = 15
_THOUSAND = 1000
_NO_READING: tuple[float, ...] = ()


def atoms(items: list[Item], place: int) -> tuple[list[Number], int]:
    """The bare numbers that start at an item, and the place after them."""
    item = items[place]
    if item.kind == "digits":
        return _western(items, place)
    if item.kind == "numeral":
        return _chinese(items, place)
    if item.kind == "spoken":
        return _spoken(items, place)
    if item.kind == "fixed_times":
        return [Number(tidy(float(item.value)), item.start, item.end, times=True)], place + 1
    if item.kind == "several":
        return [Number(tidy(float(item.value)), item.start, item.end, ">=", approximate=True)], place + 1
    if item.text in _SEVERAL and place + 1 < len(items) and items[place + 1].kind in ("numeral", "times"):
        return _several(items, place)
    return [], place


def _western(items: list[Item], place: int) -> tuple[list[Number], int]:
    item = items[place]
    after = items[place + 1] if place + 1 < len(items) else None
    if _in_thousands(items, place):
        number = Number(tidy(float(item.text) * _THOUSAND), item.start, items[place + 1].end)
        return [number], place + 2
    if _is_code(items, place):
        return [], place
    pieces = read_digits(item.text, splits=after is not None and after.kind in _COUNTED)
    numbers = [_number(item.start, piece) for piece in pieces if math.isfinite(piece.value)]
    if after is not None and after.start == item.end and numbers:
        together = _run_on(items, place, after)
        if together is not None:
            return [together], place + (2 if after.text[0] == "月" else 3)
    scale = chinese_scale(after.text[0]) if after and after.kind == "numeral" and after.start == item.end else None
    if scale and numbers and after:
        rest = parse_chinese("一" + after.text) if len(after.text) > 1 else (float(scale),)
        extra = rest[0] - scale if rest else 0.0
        last = numbers[-1]
        numbers[-1] = replace(last, value=tidy(last.value * scale + extra), end=after.end)
        return _with_tail(items, place + 2, numbers, scale)
    return numbers, place + 1


def _in_thousands(items: list[Item], place: int) -> bool:
    """PLT 150k: a count in thousands right behind a name; a run of 10k is none."""
    item = items[place]
    after = items[place + 1] if place + 1 < len(items) else None
    if after is None or after.text != "k" or after.start != item.end or len(item.text) > _LONGEST:
        return False
    named = any(before.kind == "analyte" for before in items[max(0, place - 3) : place])
    return named and item.text.replace(".", "", 1).isdigit()


def _run_on(items: list[Item], place: int, after: Item) -> Number | None:
    """1206月 is 120 and then June; 7😀8 may be 78."""
    item = items[place]
    if after.text in ("月", "月份") and len(item.text) > 2 and item.text.isdigit():
        ends = [month for month in (1, 2) if 0 < int(item.text[-month:]) <= 12 and item.text[-month] != "0"]
        readings = tuple(tidy(float(item.text[:-month])) for month in ends)
        return Number(readings[0], item.start, item.end, readings=readings) if readings else None
    last = items[place + 2] if place + 2 < len(items) else None
    if after.kind != "mark" or category(after.text[0]) != "So" or last is None or last.kind != "digits":
        return None
    if last.start != after.end or not (item.text + last.text).isdigit():
        return None
    value = tidy(float(item.text + last.text))
    return Number(value, item.start, last.end, readings=(value,))


def _number(start: int, piece: Piece) -> Number:
    readings = tuple(tidy(value) for value in piece.readings)
    return Number(tidy(piece.value), start + piece.start, start + piece.end, readings=readings)


def _is_code(items: list[Item], place: int) -> bool:
    """B12, covid19, 4o: digits glued to letters that mean nothing here; or too long to be a value."""
    item = items[place]
    before = items[place - 1] if place else None
    after = items[place + 1] if place + 1 < len(items) else None
    if len(item.text) > _LONGEST and "," not in item.text:
        return not (len(item.text) <= 2 * _LONGEST and before is not None and before.kind in ("analyte", "copula"))
    letters = before is not None and before.kind in ("word", "other_before") and before.text.isascii()
    glued_before = letters and before is not None and before.end == item.start
    glued_after = after is not None and after.kind == "word" and after.text.isascii() and after.start == item.end
    return glued_before or glued_after


def _chinese(items: list[Item], place: int) -> tuple[list[Number], int]:
    item = items[place]
    values = parse_chinese(item.text)
    if not values or (len(item.text) == 1 and _inside_words(items, place)):
        return [], place
    readings = tuple(tidy(value) for value in values) if len(values) > 1 else _NO_READING
    number = Number(tidy(values[0]), item.start, item.end, readings=readings, approximate=bool(readings))
    return _with_tail(items, place + 1, [number], chinese_scale(item.text[-1]) or 0)


def _with_tail(items: list[Item], place: int, numbers: list[Number], scale: int) -> tuple[list[Number], int]:
    """1千2 is 1200, 七十8 is 78, 一百50 is 150: digits glued to a scale."""
    tail = items[place] if place < len(items) else None
    last = numbers[-1]
    if tail is None or tail.kind != "digits" or tail.start != last.end or not tail.text.isdigit() or len(tail.text) > 4:
        return numbers, place
    rest = int(tail.text) * (scale // 10 if len(tail.text) == 1 else 1)
    value = tidy(last.value + rest)
    doubt = () if scale and rest < scale and not last.readings else (value, last.value)
    return [*numbers[:-1], replace(last, value=value, end=tail.end, readings=doubt)], place + 1


def _inside_words(items: list[Item], place: int) -> bool:
    """A single Chinese digit beside other characters is part of a word."""
    item = items[place]
    before = items[place - 1] if place else None
    after = items[place + 1] if place + 1 < len(items) else None
    if after is not None and after.kind in ("times", "other_after", "unit", "about_after", "compare_after"):
        return False
    if after is not None and after.text in ("到", "至", "~") and items[place + 2 : place + 3]:
        return items[place + 2].kind not in ("numeral", "digits")
    beside = [
        other
        for other in (before, after)
        if other is not None and other.kind not in ("mark", "analyte", "about", "compare")
    ]
    return any(other.start == item.end or other.end == item.start for other in beside)


def _spoken(items: list[Item], place: int) -> tuple[list[Number], int]:
    last = place
    for ahead in range(place + 1, min(len(items), place + 14)):
        item = items[ahead]
        if item.kind == "spoken":
            last = ahead
        elif not (item.text == "-" or (item.text == "and" and items[ahead - 1].text in ("hundred", "thousand"))):
            break
    for end in range(last, place - 1, -1):
        words = [item.text for item in items[place : end + 1] if item.kind == "spoken" or item.text == "and"]
        value = parse_english(words) if items[end].kind == "spoken" else None
        if value is not None:
            return [Number(tidy(value), items[place].start, items[end].end)], end + 1
    return [], place


def _several(items: list[Item], place: int) -> tuple[list[Number], int]:
    """几百, 好几十, 几倍: from two to nine times the scale."""
    item, after = items[place], items[place + 1]
    if after.kind == "times":
        return [Number(3, item.start, item.end, approximate=True, readings=(2, 3, 4, 5, 6, 7, 8, 9))], place + 1
    scale = chinese_scale(after.text[0])
    if scale is None:
        return [], place
    span = (2 * scale, 9 * scale)
    return [Number(span[0], item.start, after.end, approximate=True, readings=span)], place + 2
