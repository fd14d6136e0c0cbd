"""Which numbers of a message are no blood values: ages, doses, dates, durations, temperatures, counts and the like."""

from altalk.reading.lab_items import Item
from altalk.reading.number import Number

_CURRENCY = set("$€£¥￥")
_HIGHEST_AGE = 110
_MEASURES = ("other_after", "other_both")
_FEET = set("'’′")
_MOST_INCHES = 13
_OF = {"of", "out of"}
_MOST_COUNTED = 20
_COUNTED = ("tests", "results", "readings", "checks")
_BEFORE_TESTS = ("flag", "normal", "bridge", "previous", "current")
_TESTS = {"tests", "results", "readings", "values", "checks", "numbers", "times"}
_NEXT = {"bridge", "copula", "about", "current", "previous"}


def is_something_else(items: list[Item], place: int) -> bool:
    """Whether the number at a place is measured, counted or dated as something that is no blood value."""
    number: Number = items[place].value
    if number.times:
        return False
    return any(rule(items, place, number) for rule in (_measured, _feet, _named, _aged, _listed, _paid, _part))


def near(items: list[Item], place: int) -> Item | None:
    """The item at a place, or None outside the message."""
    return items[place] if 0 <= place < len(items) else None


def _measured(items: list[Item], place: int, number: Number) -> bool:
    """500mg, 3 weeks, 34-year-old, 6个月, 38.5°C."""
    after = near(items, place + 1)
    if after is not None and after.text == "-" and after.start == items[place].end:
        after = near(items, place + 2)
        return after is not None and after.kind in _MEASURES and len(after.text) > 1
    return after is not None and after.kind in _MEASURES


def _feet(items: list[Item], place: int, number: Number) -> bool:
    """6'1": feet and inches."""
    after, before = near(items, place + 1), near(items, place - 1)
    behind, ahead = near(items, place + 2), near(items, place - 2)
    feet = after is not None and after.text in _FEET and behind is not None and behind.kind == "number"
    inches = before is not None and before.text in _FEET and ahead is not None and ahead.kind == "number"
    return (feet or inches) and number.value < _MOST_INCHES


def _named(items: list[Item], place: int, number: Number) -> bool:
    """Weight 70, 体温：38.5, room 204."""
    for back in range(place - 1, max(-1, place - 5), -1):
        item = items[back]
        if item.kind == "ratio":
            return True
        if item.kind in ("other_before", "other_both"):
            counted = back > 0 and items[back - 1].kind in ("number", "bridge", "previous")
            return item.kind == "other_before" or not counted
        if item.kind not in _NEXT and item.text not in (":", "=", "(", "-"):
            return False
    return False


def _aged(items: list[Item], place: int, number: Number) -> bool:
    """I'm 45; 男，45; 34M; 45/F; 我45."""
    if not 0 < number.value <= _HIGHEST_AGE or number.comparator or (number.upper is not None):
        return False
    after, before = near(items, place + 1), near(items, place - 1)
    if after is not None and after.kind == "unit":
        return False
    if after is not None and _is_sex(after) and after.start == items[place].end:
        return True
    if before is None:
        return _sex_follows(items, place)
    me = before.text == "我" and before.end == items[place].start and any(item.kind == "analyte" for item in items[:60])
    if before.kind == "age_before" or me:
        return True
    beside = before if before.text not in (",", "，", "、", "/", ":", "(", "|") else near(items, place - 2)
    if beside is not None and (
        beside.kind == "sex" or (beside.text in ("m", "f") and beside.end == items[place].start)
    ):
        return True
    return before.kind not in _NAMED_BEFORE and before.text not in (":", "=") and _sex_follows(items, place)


# "Upper limit 40, male" and "ALT 40, male": the number belongs to what stands before it.
_NAMED_BEFORE = ("analyte", "copula", "limit", "limit_low", "reference", "normal")


def _sex_follows(items: list[Item], place: int) -> bool:
    after = near(items, place + 1)
    if after is not None and after.text in (",", "，", "/", "、"):
        after = near(items, place + 2)
    return after is not None and _is_sex(after)


def _is_sex(item: Item) -> bool:
    return item.kind == "sex" or item.text in ("m", "f")


def _listed(items: list[Item], place: int, number: Number) -> bool:
    """The running number at the start of a line: "1. ALT 78", "3、谷草 45"."""
    before = near(items, place - 1)
    if not 0 < number.value <= 99 or number.value != int(number.value) or number.upper is not None:
        return False
    if before is not None and before.text not in ("\n", "(", "[", "|", "①"):
        return False
    ahead = place + 1
    while ahead < len(items) and items[ahead].kind == "mark" and items[ahead].text in ".、)|]*:-":
        ahead += 1
    named = near(items, ahead)
    return named is not None and named.kind == "analyte" and _ends_with_number(items, ahead)


def _ends_with_number(items: list[Item], place: int) -> bool:
    """Whether a number stands behind the last name of the line (else the line reads "32 ALT, 28 AST")."""
    number = False
    for item in items[place : place + 60]:
        if item.text == "\n" or item.kind == "other_before":
            break
        number = (number or item.kind == "number") and item.kind != "analyte"
    return number


def _paid(items: list[Item], place: int, number: Number) -> bool:
    before = near(items, place - 1)
    return before is not None and before.text in _CURRENCY and number.value >= 0


def _part(items: list[Item], place: int, number: Number) -> bool:
    """1 of 3, "2 out of 5", "three of my ALT tests", "2 ALT results"; the "one" of "the ALT one"."""
    before, after = near(items, place - 1), near(items, place + 1)
    named = before is not None and before.kind == "analyte"
    if named and number.value == 1 and items[place].end - items[place].start == len("one"):
        return True
    if number.value > _MOST_COUNTED:
        return False
    part_of = before is not None and before.text in _OF and _counts(near(items, place - 2))
    said_of = after is not None and after.text in _OF and _counts(near(items, place + 2))
    return part_of or said_of or _of_tests(items, place)


def _of_tests(items: list[Item], place: int) -> bool:
    """The number counts the tests: "2 abnormal ALT results"."""
    ahead = place + 1
    while ahead < len(items) and (items[ahead].kind in _BEFORE_TESTS or items[ahead].text in _OF):
        ahead += 1
    next_item = near(items, place + 1)
    if next_item is not None and next_item.text.endswith(_COUNTED):
        return True
    named, counted = near(items, ahead), near(items, ahead + 1)
    return named is not None and named.kind == "analyte" and counted is not None and counted.text in _TESTS


def _counts(item: Item | None) -> bool:
    return item is not None and item.kind == "number" and item.value.value <= _MOST_COUNTED
