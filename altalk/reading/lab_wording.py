"""Wordings that change what the items beside them say: two blood values compared, and corrections."""

import itertools
from collections.abc import Sequence

from msgspec.structs import replace

from altalk.reading.lab_items import Item

_MOST_BETWEEN = 6
_SMALL = ("bridge", "copula", "about", "current", "previous", "both")
_DEGREES = ("flag", "excess", "word", "bridge")
_SHOULD = ("reference", "copula", "to")
_LEADS = {",", "，", ":", "not", "it's", "its"}
_REACH = 14


def reworded(items: list[Item]) -> list[Item]:
    """The items with comparisons as kind `versus`, and corrections as a plain "is" and "not"."""
    return _corrected(_compared(items))


def _compared(items: list[Item]) -> list[Item]:
    """AST higher than ALT, 谷草比谷丙高: the words of the comparison say nothing of a number."""
    changed = list(items)
    names = [place for place, item in enumerate(items) if item.kind == "analyte"]
    for first, second in itertools.pairwise(names):
        between = range(first + 1, second)
        if not _compares([items[place] for place in between]):
            continue
        for place in (*between, *_degree(items, second)):
            changed[place] = replace(items[place], kind="versus")
    return changed


def _compares(between: Sequence[Item]) -> bool:
    signs = [item for item in between if item.kind == "compare" or item.text in ("比", "than")]
    words = [item for item in between if item.kind == "word" and item not in signs]
    known = all(item.kind in (*_SMALL, "compare", "word", "flag") for item in between)
    return len(signs) == 1 and len(words) <= 1 and known and len(between) <= _MOST_BETWEEN


def _degree(items: list[Item], second: int) -> list[int]:
    """What follows 谷草比谷丙: 高, 还要高一点."""
    if items[second - 1].text != "比" and items[second - 2].text != "比":
        return []
    places = []
    for place in range(second + 1, min(len(items), second + 5)):
        if items[place].kind not in _DEGREES:
            break
        places.append(place)
    return places


def _corrected(items: list[Item]) -> list[Item]:
    """In 打错了应该是66 and "typo, should be 66" nothing is a limit; in 780打错了，是78 the first number is wrong."""
    slips = [place for place, item in enumerate(items) if item.kind == "mistake"]
    if not slips:
        return items
    changed = list(items)
    wrong: set[int] = set()
    for slip in slips:
        for place in range(slip + 1, min(len(items), slip + _REACH)):
            if items[place].kind == "reference":
                changed[place] = replace(items[place], kind="copula", text="is")
        wrong.update(_taken_back(items, slip))
    return [part for place, item in enumerate(changed) for part in (*_denial(item, place in wrong), item)]


def _taken_back(items: list[Item], slip: int) -> list[int]:
    """The number before a slip, when the right one follows."""
    before = [place for place in range(max(0, slip - _REACH), slip) if items[place].kind == "number"]
    after = [place for place in range(slip + 1, min(len(items), slip + _REACH)) if items[place].kind == "number"]
    if not before or not after or any(item.kind in ("analyte", "question") for item in items[slip : after[0]]):
        return []
    led = items[after[0] - 1].kind in _SHOULD or items[after[0] - 1].text in _LEADS
    return before[-1:] if led else []


def _denial(item: Item, wrong: bool) -> list[Item]:
    return [Item("negation", None, item.start, item.start, "not")] if wrong else []
