"""Numbers that stand before the name they belong to: "78 for ALT", "78 was the AST", "55, 71 and 90, all ALT"."""

from altalk.reading.lab_anchors import Anchor, kind_of
from altalk.reading.lab_items import Item

VALUES = ("value", "series", "multiple", "raised_multiple", "above", "doubtful", "change", "span")
_ENDS = set(".。!?？！\n")
_CLAUSE_STARTS = set(",，;；.。!！\n(（-")
_IS = {"is", "was", "are", "were", "'s", "是"}
_LIST_WORDS = {"those", "these", "they", "they're", "all"}
_BETWEEN_LIST = ("mark", "bridge", "copula", "word", "idiom", "unit", "flag", "date", "current", "previous", "both")
_BEFORE_END = ("bridge", "copula")
_MARKS_BEFORE_END = set(",，、-(（—:")
_ONE = {"one", "ones", "value", "reading", "number"}
_FARTHEST = 8
# 12/5 may be a day.
_OF_DATES = {"/", "."}


def backward(items: list[Item], names: list[Anchor], roles: dict[int, str], wanted: list[int]) -> dict[int, int]:
    """Which numbers (places) belong to the name (position) behind them."""
    told = {
        place: position
        for position, name in enumerate(names)
        for place in [_number_before(items, name.first, roles)]
        if place is not None and (_said_for(items, place, name.first) or _said_to_be(items, place, name))
    }
    for position in range(len(names)):
        told.update(dict.fromkeys(_list_before(items, names, position, roles, wanted), position))
    last = _named_last(items, names, roles, wanted)
    told.update({} if last is None else {last: 0})
    return _paired(items, names, roles, wanted) or told


def _paired(items: list[Item], names: list[Anchor], roles: dict[int, str], wanted: list[int]) -> dict[int, int]:
    """Number and name by turns, from the first to the last: "78 ALT, 45 AST"."""
    order = sorted([(place, False) for place in wanted] + [(name.first, True) for name in names])
    if len(order) % 2 or any(is_name != (rank % 2 == 1) for rank, (_, is_name) in enumerate(order)):
        return {}
    plain = {
        place: position
        for position, name in enumerate(names)
        for place in [_number_before(items, name.first, roles)]
        if place is not None and len(name.ids) == 1
    }
    return plain if len(plain) == len(names) else {}


def _number_before(items: list[Item], first: int, roles: dict[int, str]) -> int | None:
    """The value right before a name, with nothing but its unit, flag and small words between."""
    for place in range(first - 1, max(-1, first - 7), -1):
        item = items[place]
        if item.kind == "number":
            return place if roles.get(place) in VALUES else None
        small = item.kind in ("unit", "flag", "for", "bridge", "copula") or item.text in _IS
        if not small and item.text not in "()":
            return None
    return None


def _said_for(items: list[Item], place: int, first: int) -> bool:
    between = items[place + 1 : first]
    return any(item.kind == "for" or item.text in ("for", "on", "的", "as") for item in between)


def _said_to_be(items: list[Item], place: int, name: Anchor) -> bool:
    """The number opens a clause that says whose it is: "78 was the AST", 78是谷草; "40 is the ALT limit" does not."""
    if len(name.ids) > 1 or not any(item.text in _IS for item in items[place + 1 : name.first]):
        return False
    after = items[name.last + 1] if name.last + 1 < len(items) else None
    if after is not None and after.kind in ("limit", "limit_low", "reference", "normal", "flag", "number", "copula"):
        return False
    before = items[place - 1] if place else None
    return before is None or before.text in _CLAUSE_STARTS or before.kind in ("connective", "taken")


def _list_before(
    items: list[Item], names: list[Anchor], position: int, roles: dict[int, str], wanted: list[int]
) -> list[int]:
    """The numbers before "all ALT", "those are ALTs", 这几个都是谷丙."""
    name = names[position]
    if len(name.ids) > 1 or kind_of(name.ids[0]) == "other":
        return []
    last, listed = name.first - 1, False
    while last >= 0 and items[last].kind in _BETWEEN_LIST and name.first - last <= _FARTHEST:
        listed = listed or items[last].kind == "both" or items[last].text in _LIST_WORDS
        last -= 1
    if not listed or last < 0 or last not in wanted or roles[last] != "value":
        return []
    start = names[position - 1].last if position else -1
    ends = [place for place in range(start + 1, last) if items[place].text in _ENDS]
    if position and not ends:
        return []
    found = [place for place in wanted if start < place <= last and roles[place] == "value"]
    dated = any(items[place + 1].text in _OF_DATES for place in found)
    return found if len(found) > 1 and not dated else []


def _named_last(items: list[Item], names: list[Anchor], roles: dict[int, str], wanted: list[int]) -> int | None:
    """The only number of a message that ends with the only name: "mine was 112, the ALT one", 一百二，谷丙."""
    values = [place for place in wanted if roles[place] == "value"]
    if len(names) != 1 or len(names[0].ids) > 1 or len(values) != 1 or kind_of(names[0].ids[0]) == "other":
        return None
    name, place = names[0], values[0]
    behind = [item for item in items[name.last + 1 :] if item.text not in _ONE and item.text not in ")）"]
    between = items[place + 1 : name.first]
    if not between or any(item.text not in _ENDS or item.text in "?？" for item in behind):
        return None
    joined = all(item.kind in (*_BEFORE_END, "unit", "flag") or item.text in _MARKS_BEFORE_END for item in between)
    return place if joined else None
