"""Give every number that is a value to the blood value it belongs to."""

from bisect import bisect_right

from msgspec import Struct

from altalk.reading.lab_anchors import Anchor
from altalk.reading.lab_backward import VALUES, backward
from altalk.reading.lab_details import denied_value
from altalk.reading.lab_items import Item
from altalk.reading.lab_roles import HARD, distance

_MOST_UNKNOWN = 6
_HOURS = 24
# "Repeat ALT in 2", "ALT for 3": what follows is a time, not a value.
_NO_VALUE_AFTER = {"in", "for", "on", "with", "since", "by", "after", "when"}
# A name is not spoken of any more so many items later.
_REACH = 40
_LIST_SIGNS = set(",，、;；/|")
_CUES = {"previous", "current", "from", "to", "date"}


class Given(Struct, frozen=True):
    """Which numbers (places) each name got, and which names read backwards ("78 for ALT")."""

    numbers: dict[int, list[int]]
    free: list[int]


def give(items: list[Item], names: list[Anchor], roles: dict[int, str]) -> Given:
    """Assign the numbers with a role of value to the names; `numbers` is by position in `names`."""
    wanted = [place for place, role in roles.items() if role in VALUES]
    told_before = backward(items, names, roles, wanted)
    given: dict[int, list[int]] = {position: [] for position in range(len(names))}
    free: list[int] = []
    firsts = [name.first for name in names]
    runs = _runs(items, wanted)
    taken_backward = set(told_before.values())
    for place in wanted:
        position = bisect_right(firsts, place) - 1
        if place in told_before:
            given[told_before[place]].append(place)
        elif (
            position >= 0
            and position not in taken_backward
            and _belongs(items, names[position], given[position], place, roles, runs.get(place, 1))
        ):
            given[position].append(place)
        else:
            free.append(place)
    return Given(given, free)


def _runs(items: list[Item], wanted: list[int]) -> dict[int, int]:
    """For each value in a bare list (82, 86, 259) how long the list is."""
    lengths: dict[int, int] = {}
    run: list[int] = []
    for place in wanted:
        between = items[run[-1] + 1 : place] if run else []
        if run and between and all(item.text in _LIST_SIGNS or item.text in ("and", "then", "和") for item in between):
            run.append(place)
        else:
            run = [place]
        lengths.update(dict.fromkeys(run, len(run)) if len(run) < 50 else {place: len(run)})
    return lengths


def _belongs(items: list[Item], name: Anchor, before: list[int], place: int, roles: dict[int, str], run: int) -> bool:
    first = (before[-1] if before else name.last) + 1
    if place - first > _REACH:
        return False
    between = items[first:place]
    cost, soft, hard = distance(between, roles, first)
    if not before or (denied_value(items, before[-1]) and roles[place] == "value"):
        return _first_value(items, between, place, cost, soft, hard)
    several = len(name.ids) > 1 and len(before) < len(name.ids)
    if several or (roles[place] == "value" and (denied_value(items, place) or _after_multiple(name, before, roles))):
        return cost == 0 and not hard
    if roles[place] in ("multiple", "raised_multiple", "above"):
        return cost <= 2 and not hard
    if run > 2 and len(name.ids) == 1:
        return cost == 0
    if any(item.kind in _CUES for item in between) or _dated_after(items, place):
        return cost <= (0 if hard else 3) and not _other_owner(between)
    return False


def _after_multiple(name: Anchor, before: list[int], roles: dict[int, str]) -> bool:
    """The value may follow its multiple: "3 times normal, 120"."""
    return len(name.ids) == 1 and all(roles[earlier] == "multiple" for earlier in before)


def _first_value(items: list[Item], between: list[Item], place: int, cost: int, soft: bool, hard: bool) -> bool:
    """Whether a number is the first value of the name before it, by what stands between them."""
    last = items[place - 1]
    led = _leads(last) or last.text in (":", "=")
    if any(item.kind == "other_before" for item in between[-4:]) or (between and last.text in _NO_VALUE_AFTER):
        return False
    if (soft and last.text == "今年") or (not led and any(item.text == "and" for item in between)):
        return False
    if cost == 0:
        return (
            not hard
            or _only_marks(between)
            or any(_leads(item) or item.kind == "current" for item in _after_break(between))
        )
    clock = last.text == "at" and abs(items[place].value.value) <= _HOURS
    return led and not hard and not soft and not clock and cost <= _MOST_UNKNOWN


def _after_break(between: list[Item]) -> list[Item]:
    """The items behind the last end of a sentence."""
    ends = [place for place, item in enumerate(between) if item.text in HARD]
    return between[ends[-1] + 1 :] if ends else between


def _leads(item: Item) -> bool:
    """A word that leads to the value: is, was, at, 是, 升到."""
    return item.kind in ("copula", "to") or item.text in ("was", "were")


def _only_marks(between: list[Item]) -> bool:
    return all(item.text not in HARD or item.text == "\n" for item in between)


def _dated_after(items: list[Item], place: int) -> bool:
    """A second value with its date or time in brackets behind it: 80 (last year)."""
    return any(item.kind in _CUES for item in items[place + 1 : place + 3])


def _other_owner(between: list[Item]) -> bool:
    """Another thing of the person's stands between: "… 120, my lipid-thing dropped to 80"."""
    owned = [place for place, item in enumerate(between[:-1]) if item.text in ("my", "his", "her", "the")]
    return any(between[place + 1].kind == "word" for place in owned)
