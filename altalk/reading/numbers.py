"""Every number of a message with its place: comparators, approximations, ranges and multiples included."""

from collections.abc import Callable

from msgspec.structs import replace

from altalk.reading.lab_folding import fold
from altalk.reading.lab_items import Item, cut
from altalk.reading.number import Number
from altalk.reading.number_atoms import atoms

__all__ = ["Number", "compose", "find_numbers"]

_SAID_BEHIND = ("不到", "不足")
_RANGE_WORDS = {"to", "至", "到", "~", "and", "和"}


def find_numbers(text: str) -> tuple[Number, ...]:
    """All numbers of a text in their order; dates, clock times and telephone numbers are none."""
    folded = fold(text)
    return tuple(_placed(item.value, folded.span) for item in compose(cut(folded)) if item.kind == "number")


def _placed(number: Number, span: Callable[[int, int], tuple[int, int]]) -> Number:
    start, end = span(number.start, number.end)
    return replace(number, start=start, end=end, parts=tuple(_placed(part, span) for part in number.parts))


def compose(items: list[Item]) -> list[Item]:
    """The items with every number phrase joined into one item of kind `number`."""
    joined: list[Item] = []
    place = 0
    while place < len(items):
        numbers, following = atoms(items, place)
        if not numbers:
            joined.append(items[place])
            place += 1
            continue
        for number in numbers:
            _attach(joined, number)
        place = _suffix(items, following, joined)
    return joined


def _item(number: Number, text: str = "") -> Item:
    return Item("number", number, number.start, number.end, text)


def _attach(joined: list[Item], number: Number) -> None:
    """Append a number: with the comparator, approximation or minus before it, or as the upper end of a range."""
    if len(joined) > 1 and joined[-1].text == "a" and joined[-2].kind in ("compare", "about"):
        joined.pop()
    while joined and joined[-1].kind in ("compare", "about") and not _is_range_sign(joined):
        before = joined.pop()
        comparator = before.value if before.kind == "compare" else number.comparator
        about = number.approximate or before.kind == "about"
        number = replace(number, start=before.start, comparator=comparator, approximate=about)
    if _minus(joined, number):
        sign = joined.pop()
        number = replace(number, value=-number.value, start=sign.start)
    lower = _range_start(joined)
    if lower is not None and not number.comparator and number.value >= 0 and not lower.times:
        del joined[-_range_length(joined) :]
        number = Number(
            lower.value,
            lower.start,
            number.end,
            lower.comparator,
            lower.approximate,
            number.value,
            parts=(lower, number),
        )
    joined.append(_item(number))


def _is_range_sign(joined: list[Item]) -> bool:
    return joined[-1].text == "~" and len(joined) > 1 and joined[-2].kind == "number"


def _minus(joined: list[Item], number: Number) -> bool:
    """ALT -5 is negative; ALT-5, 9-50 and 9 - 50 are not."""
    if not joined or joined[-1].text != "-" or joined[-1].end != number.start or number.comparator:
        return False
    before = joined[-2] if len(joined) > 1 else None
    if before is None:
        return True
    return (
        before.kind not in ("number", "date", "unit", "compare")
        and before.text != "-"
        and (before.end < joined[-1].start or before.text in (":", "=", "("))
    )


def _range_length(joined: list[Item]) -> int:
    """How many items at the end make the lower end of a range with its sign; 0 when there is none."""
    place = len(joined) - 1
    while place >= 0 and joined[place].text == "-" and len(joined) - place < 6:
        place -= 1
    if place == len(joined) - 1:
        if place < 1 or joined[place].text not in _RANGE_WORDS:
            return 0
        place -= 1
    if place > 0 and joined[place].kind == "unit":
        place -= 1
    return len(joined) - place if place >= 0 and joined[place].kind == "number" else 0


def _range_start(joined: list[Item]) -> Number | None:
    length = _range_length(joined)
    if not length:
        return None
    sign, lower = joined[-1], joined[-length].value
    between = len(joined) > length and joined[-length - 1].text in ("between", "在", "从")
    if (sign.text in ("and", "和") and not between) or lower.upper is not None:
        return None
    return lower if isinstance(lower, Number) else None


def _suffix(items: list[Item], place: int, joined: list[Item]) -> int:
    """Take up what follows a number and belongs to it: 多, 左右, ish, 以下, +, 倍, x, also behind a unit."""
    number: Number = joined[-1].value
    unit = items[place] if place < len(items) and items[place].kind == "unit" else None
    ahead = place + 1 if unit else place
    changed, sign = number, joined[-1].text
    while ahead < len(items):
        item = items[ahead]
        if item.kind == "about_after" and _glued_s(item, changed):
            changed = replace(changed, approximate=True)
        elif _compares_behind(items, ahead, changed):
            changed = replace(changed, comparator=item.value)
        elif item.kind == "times" and not unit and not changed.times and not _next_is_number(items, ahead):
            changed, sign = replace(changed, times=True), item.text
        else:
            break
        changed = changed if unit else replace(changed, end=item.end)
        ahead += 1
    if changed is number:
        return place
    joined[-1] = _item(changed, sign)
    if unit:
        joined.append(unit)
    return ahead


def _glued_s(item: Item, number: Number) -> bool:
    """The s of "80s" must stand at a round number; every other word may follow freely."""
    return item.text not in ("s", "'s") or (item.start == number.end and number.value % 10 == 0)


def _compares_behind(items: list[Item], place: int, number: Number) -> bool:
    """40以下, "500 or more", 一百不到."""
    item = items[place]
    if item.kind == "compare_after":
        return bool(item.value != number.comparator)
    counted = place + 1 < len(items) and items[place + 1].kind in ("digits", "numeral", "spoken")
    return item.text in _SAID_BEHIND and not counted


def _next_is_number(items: list[Item], place: int) -> bool:
    return place + 1 < len(items) and items[place + 1].kind in ("digits", "spoken") and items[place].text in ("x", "×")
