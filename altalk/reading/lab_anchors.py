"""The names of blood values in a message: merged, grouped, and freed of what only looks like one."""

from msgspec import Struct
from msgspec.structs import replace

from altalk.knowledge.analytes import analytes
from altalk.reading.lab_folding import Folded
from altalk.reading.lab_items import Item
from altalk.reading.number import Number

_JOINING = set("/,，、|+·()（）[]〔〕【】:-")
_GENERAL = ("enzyme", "panel")
# The chatbot's versions; nobody's ALT is written like them.
_HIGHEST_VERSION = 5.9


class Anchor(Struct, frozen=True):
    """One name, or several in a row (ALT/AST), with the places of its first and last item.

    `slash`: written with a slash or colon, perhaps a ratio. `compared`: one is said to be higher than the other.
    """

    ids: tuple[str, ...]
    first: int
    last: int
    slash: bool = False
    compared: bool = False


def kind_of(analyte: str) -> str:
    """`liver`, `enzyme`, `panel` or `other`."""
    return analytes()[analyte].kind


def without_look_alikes(items: list[Item]) -> list[Item]:
    """The items in which the Alt key, the chatbot GPT and the like are plain words, and their numbers are codes."""
    cleared = list(items)
    for place, item in enumerate(items):
        if item.kind == "analyte" and _is_look_alike(items, place):
            cleared[place] = Item("word", None, item.start, item.end, item.text)
            for ahead in range(place + 1, min(len(items), place + 4)):
                if items[ahead].kind == "number":
                    cleared[ahead] = replace(items[ahead], kind="code")
                elif items[ahead].kind == "analyte":
                    break
    return cleared


def _is_look_alike(items: list[Item], place: int) -> bool:
    item = items[place]
    if item.text == "gpt" and _is_version(items, place):
        return True
    words = analytes()[item.value].look_alikes
    if not words or item.text not in ("alt", "alts", "ast", "asts", "gpt"):
        return False
    beside = items[max(0, place - 3) : place] + items[place + 1 : place + 4]
    return any(_says(other, words) for other in beside if other.kind != "analyte")


def _says(item: Item, words: tuple[str, ...]) -> bool:
    return item.text in words if item.text.isascii() else any(word in item.text for word in words if not word.isascii())


def _is_version(items: list[Item], place: int) -> bool:
    """GPT-4, GPT 3.5, gpt4o: a small number right behind, without a unit."""
    ahead = place + 1
    if ahead < len(items) and items[ahead].text == "-":
        ahead += 1
    if ahead >= len(items):
        return False
    if items[ahead].kind in ("digits", "code"):
        return True
    after = items[ahead + 1] if ahead + 1 < len(items) else None
    number = items[ahead].value
    return (
        isinstance(number, Number)
        and 0 < number.value <= _HIGHEST_VERSION
        and (not number.times and (after is None or after.kind != "unit"))
    )


def anchors(items: list[Item]) -> list[Anchor]:
    """The names in their order; names next to one another make one group, general names give way to exact ones."""
    found: list[Anchor] = []
    for place, item in enumerate(items):
        if item.kind != "analyte":
            continue
        between = items[found[-1].last + 1 : place] if found else []
        if found and not found[-1].compared and _joined(between) and not _told_before(items, found[-1].first):
            found[-1] = _merged(found[-1], item.value, place, between)
        else:
            found.append(Anchor((item.value,), place, place))
    return found


def _joined(between: list[Item]) -> bool:
    if between and all(item.kind == "versus" for item in between):
        return True
    return len(between) <= 3 and all(
        item.kind == "connective" or item.text in _JOINING or item.text == "or" for item in between
    )


def _told_before(items: list[Item], first: int) -> bool:
    """The value of the name stands before it (78是谷草), so that the next name is another matter."""
    before = [item for item in items[max(0, first - 4) : first] if item.kind != "bridge"]
    return len(before) > 1 and before[-1].text in ("是", "is", "was") and before[-2].kind == "number"


def _merged(anchor: Anchor, analyte: str, place: int, between: list[Item]) -> Anchor:
    slash = any(sign.text in "/:" for sign in between)
    compared = any(sign.kind == "versus" for sign in between)
    ids = anchor.ids
    if analyte not in ids:
        general = kind_of(analyte) in _GENERAL
        exact = tuple(known for known in ids if kind_of(known) not in _GENERAL)
        ids = ids if general and exact else (*(exact or (() if kind_of(ids[0]) in _GENERAL else ids)), analyte)
    return Anchor(ids, anchor.first, place, anchor.slash or (slash and len(ids) > 1), compared and len(ids) > 1)


def divide_shared(items: list[Item], names: list[Anchor], folded: Folded) -> list[Item]:
    """The items with "78,45" behind two names as two numbers, not as a decimal."""
    divided = list(items)
    for name in reversed(names):
        for place in range(name.last + 1, min(len(items), name.last + 6)) if len(name.ids) == 2 else ():
            item = items[place]
            if item.kind == "analyte":
                break
            if item.kind == "number":
                divided[place : place + 1] = _halves(item, folded)
                break
    return divided


def _halves(item: Item, folded: Folded) -> list[Item]:
    number: Number = item.value
    text = folded.text[number.start : number.end]
    left, _, right = text.replace("，", ",").partition(",")
    if not (left.isdigit() and right.isdigit() and len(right) >= 2 and not (len(right) == 3 and "," in text)):
        return [item]
    middle = number.start + len(left)
    first = Number(int(left), number.start, middle)
    second = Number(int(right), middle + 1, number.end)
    comma = Item("mark", None, middle, middle + 1, ",")
    halves = [Item("number", half, half.start, half.end, "") for half in (first, second)]
    return [halves[0], comma, halves[1]]
