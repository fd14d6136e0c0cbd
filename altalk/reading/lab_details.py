"""What stands beside a value: its flag, when it was measured, and whether it is denied."""

import re

from altalk.reading.lab_anchors import Anchor
from altalk.reading.lab_items import Item
from altalk.reading.lab_roles import HARD

_FLAGS = ("flag", "normal", "excess")
_AROUND = {"unit", "bridge", "copula", "about", "points", "current", "about_after"}
# "ALT 78 H AST 40": a letter of a report stands behind its number, a word may stand before a name.
_SHORTEST_FLAG_WORD = 3
_BRACKETS = set("()[]（）〔〕【】{}|*:\"'“”,，")
_CUES = ("previous", "current", "from", "to")
_CLAUSE_ENDS = set(",，;；.。!！\n")
_DENIALS = {
    "not", "isn't", "isnt", "is not", "was not", "instead of", "rather than", "and not", "but not",
    "不是", "并非", "而不是", "而非", "并不是", "不应该是", "不该是",
}  # fmt: skip


def flag_of_value(items: list[Item], name: Anchor, place: int, limits: set[int]) -> str | None:
    """The flag behind a number, else between its name and it, else before the name; "is 78 normal?" is no flag."""
    behind = _flag_behind(items, place, limits)
    if behind is not None:
        return behind
    for back in range(place - 1, name.last, -1):
        item = items[back]
        if item.kind == "number":
            return None
        if item.kind in _FLAGS and not _denied(items, back) and not _asked(items, back) and not _trend(items, back):
            return str(item.value)
    before = _flag_before(items, name.first)
    return before[0] if before and not before[1] and place > name.last else None


def _flag_behind(items: list[Item], place: int, limits: set[int]) -> str | None:
    commas = 0
    for ahead in range(place + 1, min(len(items), place + 6)):
        item = items[ahead]
        commas += item.text in ",，"
        if item.kind in _FLAGS:
            leads = item.kind == "normal" and any(there in limits for there in range(ahead + 1, ahead + 7))
            if (
                leads
                or _asked(items, ahead)
                or _in_question(items, ahead)
                or _adjective(items, ahead)
                or _denied(items, ahead)
            ):
                return None
            return str(item.value)
        if ahead in limits:
            continue
        if (item.kind not in _AROUND and item.text not in _BRACKETS) or commas > 1:
            return None
        if item.kind == "bridge" and item.text in ("is this", "this", "that", "it", "is"):
            return None
    return None


def _trend(items: list[Item], place: int) -> bool:
    """A way the value went, not where it is: increased from 45 to 90, 上升到 90."""
    return place + 1 < len(items) and items[place + 1].kind in ("from", "to")


def _adjective(items: list[Item], place: int) -> bool:
    """The flag belongs to the name behind it: "ALT 78, high AST"."""
    letter = len(items[place].text) < _SHORTEST_FLAG_WORD and items[place].text.isascii()
    return place + 1 < len(items) and items[place + 1].kind == "analyte" and items[place].text.isalpha() and not letter


def _asked(items: list[Item], place: int) -> bool:
    """A flag that is asked about: 正常吗, "high?", 高不高."""
    after = items[place + 1] if place + 1 < len(items) else None
    word = items[place].text.isalpha() and len(items[place].text) > (1 if items[place].text.isascii() else 0)
    return word and after is not None and (after.kind == "question" or after.text in ("不", "不正常", "or", "?"))


def _in_question(items: list[Item], place: int) -> bool:
    """The clause of the flag ends in a question mark: "is 78 high for ALT?"."""
    for item in items[place + 1 : place + 5]:
        if item.kind == "question":
            return items[place].text.isascii() and items[place].text.isalpha() and len(items[place].text) > 1
        if item.text in _CLAUSE_ENDS:
            return False
    return False


def _denied(items: list[Item], place: int) -> bool:
    return any(item.kind == "negation" or item.text == "no" for item in items[max(0, place - 2) : place])


def flag_of_name(items: list[Item], name: Anchor) -> tuple[str, bool] | None:
    """The flag of a name without a value and whether it is denied: 转氨酶有点高, "elevated ALT", 谷丙不高."""
    for ahead in range(name.last + 1, min(len(items), name.last + 8)):
        item = items[ahead]
        if item.text == "多少":
            return None
        if item.kind in _FLAGS:
            if (
                item.text.isascii()
                and _adjective(items, ahead)
                and ahead > name.last + 1
                and not _linked(items, name.last, ahead)
            ):
                break
            asked = item.kind == "normal" and _asked(items, ahead)
            certain = not asked and not (_asked(items, ahead) and items[ahead + 1].text in ("吗", "么", "嘛", "不"))
            return (str(item.value), _denied(items, ahead)) if certain else None
        known = item.kind in ("bridge", "copula", "about", "previous", "current", "both", "negation", "date", "several")
        if not known and item.text not in _BRACKETS and not (item.kind in ("word", "idiom") and ahead < name.last + 4):
            break
        if item.kind in {"analyte", "number"}:
            break
    return _flag_before(items, name.first)


def _linked(items: list[Item], last: int, place: int) -> bool:
    return any(item.kind == "copula" for item in items[last + 1 : place])


def _flag_before(items: list[Item], first: int) -> tuple[str, bool] | None:
    for back in range(first - 1, max(-1, first - 4), -1):
        item = items[back]
        if item.kind in ("flag", "normal") and item.text.isascii() and len(item.text) > 2:
            if item.kind == "normal" and back and items[back - 1].text in ("the", "a", "what"):
                return None
            return str(item.value), _denied(items, back)
        if item.kind not in ("bridge", "copula"):
            return None
    return None


def denied_value(items: list[Item], place: int) -> bool:
    """Whether the number is denied: "it's not 78", 不是78."""
    for item in reversed(items[max(0, place - 3) : place]):
        if item.text in _DENIALS:
            return True
        if item.kind not in ("about", "copula", "bridge"):
            return False
    return False


def supposed(items: list[Item], place: int) -> bool:
    """A bound that is asked about, not told: "is ALT over 1000 dangerous?", 谷丙超过400要住院吗, "if ALT is above 200"."""
    for item in items[place + 1 : place + 12]:
        if item.kind == "question":
            return True
        if item.text in _CLAUSE_ENDS:
            break
    return any(item.text in ("if", "如果", "假如", "要是", "万一") for item in items[max(0, place - 6) : place])


def when(items: list[Item], place: int) -> tuple[str | None, str | None]:
    """What tells the time of a value: a cue (`previous`, `weak`, `current`) and a date."""
    near_cue, near_date, far_cue, far_date = _before(items, place)
    cue, date = _behind(items, place)
    return near_cue or cue or far_cue, near_date or date or far_date


def _before(items: list[Item], place: int) -> tuple[str | None, str | None, str | None, str | None]:
    """Cue and date in the same clause before a number, then those of earlier clauses that hold no other number."""
    found: list[str | None] = [None, None, None, None]
    part = 0
    for back in range(place - 1, max(-1, place - 16), -1):
        item = items[back]
        if item.kind == "number" and part:
            found[2:] = [None, None]
        if item.kind == "number" or item.text in HARD:
            break
        if item.text in ",，;；" or item.kind == "connective":
            part = 2
        elif item.kind == "date":
            found[part + 1] = found[part + 1] or _date(item)
        elif item.kind in _CUES:
            found[part] = found[part] or _cue(item)
    return found[0], found[1], found[2], found[3]


def _behind(items: list[Item], place: int) -> tuple[str | None, str | None]:
    cue: str | None = None
    date: str | None = None
    for ahead in range(place + 1, min(len(items), place + 8)):
        item = items[ahead]
        if item.kind in ("number", "analyte", "to") or item.text in HARD or item.text in ",，;；":
            break
        if _leads_value(items, ahead) or item.text in ("was", "were"):
            continue
        if item.kind == "date":
            date = date or _date(item)
        elif item.kind in _CUES:
            cue = cue or _cue(item)
    return cue, date


def _date(item: Item) -> str:
    return str(item.value or iso_date(item.text))


def _leads_value(items: list[Item], place: int) -> bool:
    """A cue that stands right before the next value is that value's: 89 现在 120."""
    for item in items[place + 1 : place + 4]:
        if item.kind == "number":
            return True
        if item.kind not in ("copula", "bridge", "about", "analyte", "previous", "current", "date"):
            return False
    return False


def _cue(item: Item) -> str:
    if item.kind == "previous":
        return "previous" if item.value == "told" else "weak"
    return "weak" if item.kind == "from" else "current"


def iso_date(text: str) -> str:
    """2024年3月5日 and 2024/3/5 as 2024-03-05; what has no year stays as written."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if not parts or parts[0] < 1900:
        return text
    return "-".join([str(parts[0]), *(f"{part:02}" for part in parts[1:3])])
