"""Which numbers are limits of normal, multiples of a limit, or amounts above it."""

from altalk.reading.lab_exclusions import near
from altalk.reading.lab_items import Item
from altalk.reading.number import Number

_BETWEEN = {"copula", "bridge", "about", "for", "limit", "reference"}
_OPENING = set(":=([{〔【<《|-")
_ABOVE_ENDS = ("正常高", "值高", "高了", "正常值", "出正常", "过正常", "上限")
_OVER = ("over the limit", "above the limit", "above limit", "above normal", "above the normal range", "over the range")
_LIMIT_FLAGS = ("limit", "normal", "range", "正常", "上限")


def limit_named_before(items: list[Item], place: int, has_value: bool) -> str | None:
    """`limit`, `limit_low` or `reference` when such a word leads to the number: "upper limit is 40", 上限40, normal <50.

    Args:
        items: the composed items.
        place: where the number stands.
        has_value: an earlier number is already the value of the blood value spoken of.
    """
    number: Number = items[place].value
    unknown = 0
    said = False
    for back in range(place - 1, max(-1, place - 9), -1):
        item = items[back]
        if item.kind in ("limit", "limit_low", "reference"):
            return item.kind
        if item.kind == "normal":
            subject = said and (back == 0 or items[back - 1].kind not in ("copula", "analyte", "previous"))
            valued = subject or (has_value and (said or back == place - 1))
            return "reference" if _normal_is_limit(number, valued) else None
        if item.kind == "flag" and said and item.text.endswith(("limit", "normal", "上限", "正常值")):
            return "limit"
        if item.kind == "word":
            unknown += 1
        elif item.kind == "analyte":
            if not _limit_behind(items, back) and not (said and back > 0 and items[back - 1].kind == "normal"):
                return None
        elif item.kind not in _BETWEEN and item.text not in _OPENING and item.kind != "unit":
            return None
        said = said or item.kind == "copula" or item.text in ":="
        if unknown > 1:
            return None
    return None


def _limit_behind(items: list[Item], place: int) -> bool:
    """The limit for ALT: the name of the blood value stands between the limit and its number."""
    for back in range(place - 1, max(-1, place - 4), -1):
        if items[back].kind in ("limit", "limit_low", "reference"):
            return True
        if items[back].kind not in ("for", "bridge", "copula"):
            return False
    return False


def _normal_is_limit(number: Number, valued: bool) -> bool:
    if number.upper is not None or number.comparator in ("<", "<="):
        return True
    return valued and number.comparator is None


def limit_named_after(items: list[Item], place: int) -> str | None:
    """`limit` or `reference` when the number is said to be one: "50 is the upper limit", "(0-40 normal)", 40是上限."""
    number: Number = items[place].value
    said = number.upper is not None
    for ahead in range(place + 1, min(len(items), place + 6)):
        item = items[ahead]
        if item.kind in ("limit", "limit_low", "reference") and said:
            return item.kind
        if item.kind == "normal" and number.upper is not None:
            return "reference"
        if item.kind == "copula" or item.text in ("as", "算") or (item.text == "(" and _closed(items, ahead)):
            said = True
        elif (
            item.kind not in ("bridge", "unit", "for")
            and item.text not in (")", "=")
            and not _names_limit(items, ahead)
        ):
            return None
    return None


def _names_limit(items: list[Item], place: int) -> bool:
    """The name in "40 is the ALT limit"."""
    after = near(items, place + 1)
    return items[place].kind == "analyte" and after is not None and after.kind in ("limit", "limit_low", "reference")


def _closed(items: list[Item], place: int) -> bool:
    """A bracket that holds only words, as in "40 (upper limit)"."""
    for item in items[place + 1 : place + 6]:
        if item.text == ")":
            return True
        if item.kind == "number":
            return False
    return False


def is_multiple(items: list[Item], place: int) -> bool:
    """Whether a number said as "times" counts upper limits: 3x the limit, twice normal, 正常值的3倍."""
    if items[place].text == "倍":
        return True
    return _limit_within(items, place + 1, 7, 1) or _limit_within(items, place - 1, 6, -1)


def _limit_within(items: list[Item], place: int, steps: int, direction: int) -> bool:
    for there in range(place, place + steps * direction, direction):
        item = near(items, there)
        if item is None:
            return False
        if item.kind in ("limit", "reference", "normal") or (item.kind == "flag" and _limit_flag(item.text, direction)):
            return True
        if item.kind not in (
            "bridge",
            "copula",
            "about",
            "compare",
            "for",
            "flag",
            "excess",
            "unit",
            "times",
            "previous",
        ):
            return False
    return False


def _limit_flag(text: str, direction: int) -> bool:
    return any(word in text for word in _LIMIT_FLAGS) or (direction == 1 and text in ("higher", "high"))


def increase_readings(number: Number) -> tuple[float, ...]:
    """高一倍 is twice the limit; 高三倍 may be three or four times."""
    low, high = (
        (number.readings[0], number.readings[-1]) if number.readings else (number.value, number.upper or number.value)
    )
    return (2,) if high == 1 else (low, high + 1)


def raised_by(items: list[Item], place: int) -> bool:
    """Whether a word of excess governs the multiple: 高一倍, 超了三倍, 比正常高两倍."""
    for back in range(place - 1, max(-1, place - 4), -1):
        item = items[back]
        if item.kind == "excess" or (item.kind == "flag" and item.value == "high" and item.text[-1] in "高了常值限升"):
            return True
        if item.kind not in ("copula", "bridge", "about"):
            return False
    return False


def amount_above(items: list[Item], place: int) -> str | None:
    """`above` for an amount over the limit (高了10个点), `doubtful` when it may be the value itself (高78), `change` for a difference."""
    before, after = near(items, place - 1), near(items, place + 1)
    if before is not None and before.kind == "change":
        return "change"
    if (
        any(item.kind == "previous" for item in items[max(0, place - 3) : place])
        and before is not None
        and before.kind != "previous"
    ):
        return "change" if before.kind == "excess" or before.text.endswith(("高了", "高")) else None
    points = after is not None and after.kind == "points"
    if after is not None and after.kind == "flag" and after.text in _OVER:
        return "doubtful"
    if points and after is not None and ("above" in after.text or "over" in after.text or "high" in after.text):
        return "above" if "point" in after.text else "doubtful"
    glued = before is not None and (before.end == items[place].start or before.text.isascii())
    if before is not None and before.kind == "excess" and glued:
        return "doubtful" if before.text in ("高", "超标", "超高") and not points else "above"
    if before is not None and before.kind == "flag" and glued and before.text.endswith(_ABOVE_ENDS):
        return "above" if before.text[-1] in "高了" else "doubtful"
    if points and before is not None and before.kind in ("flag", "excess"):
        return "above"
    return None
