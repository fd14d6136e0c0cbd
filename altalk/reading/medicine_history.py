"""Where a medicine came from, since when it was taken, when it was stopped, and whether it was taken at all."""

import math
import re
from typing import Any

from altalk.knowledge.medicine_words import cue
from altalk.reading.medicine_scope import Scope
from altalk.reading.quantities import SINGLE, quantity

_DAYS = {
    "hour": 0, "hr": 0, "小时": 0, "钟头": 0, "day": 1, "天": 1, "日": 1, "night": 1, "week": 7, "wk": 7, "周": 7,
    "星期": 7, "礼拜": 7, "month": 30, "个月": 30, "月": 30, "year": 365, "yr": 365, "年": 365,
}  # fmt: skip
_UNIT = (
    r"(?:hours?|hrs?|days?|nights?|weeks?|wks?|months?|years?|yrs?|个?小时|钟头|天|日|个?星期|个?礼拜|周|个半?多?月|年)"
)
_LENGTH = rf"(?P<number>{SINGLE})\s*(?:多|来)?\s*(?P<unit>{_UNIT})(?:半|多)?"
_AGO = re.compile(rf"{_LENGTH}\s*(?:ago|back|earlier|以前|之前|前)")
_STOPPED_FOR = re.compile(
    rf"(?:stopped|off it|off them|停了|停药|停用|断药)\s*(?:for|about|已经|有|大概|快|了)*\s*{_LENGTH}"
)
_FOR = re.compile(
    rf"(?:for|since|past|last|over|about|around|吃了?|服用?了?|用了?|喝了?|连续|连着|大概|快|近|已经|有|打了|最近)\s*"
    rf"(?:the|about|past|last|around|almost|nearly|over|more than|like|有|快|大概|差不多|将近|近|大约|已经|都|了)*"
    rf"\s*{_LENGTH}(?!\s*(?:ago|back|以?前))"
)
_NOW = re.compile(rf"{_LENGTH}\s*(?:now|already|straight|in a row|了(?!$)|了$)")
_ALONE = re.compile(rf"[|；]\s*(?:about|around|大概|快)?\s*{_LENGTH}\s*(?=$|[；|.])")
_NO_LENGTH = re.compile(r"\s*(?:every|each|per|a day|/|[一二两三四五六\d]*\s*[次片粒]|old|岁|大)")
_NAMED_DAYS = (
    (re.compile(r"day before yesterday|前天|前晚"), 2),
    (re.compile(r"yesterday|last night|昨[天晚日夜]"), 1),
    (re.compile(r"today|this morning|tonight|just now|今[天早晚日]|刚才|刚刚"), 0),
    (re.compile(r"last week|上周|上个?星期|上个?礼拜"), 7),
    (re.compile(r"last month|上个?月"), 30),
    (re.compile(r"last year|去年"), 365),
)
_MANY = (
    (re.compile(r"\bfor (?:many |several )?years|多年|好几年|好些年"), 730),
    (re.compile(r"\bfor (?:many |several )?months|好几个月"), 90),
    (re.compile(r"\bfor (?:several )?weeks|好几周|好几个星期"), 21),
)
_SOMEBODY = re.compile("[我他她咱妈爸娃]|孩子|老公|老婆")
# A larger number before "year" is a date.
_MOST = 400


def history(scope: Scope) -> dict[str, Any]:
    """The keys `origin`, `stopped`, `since_days` and `until_days` as far as they are told."""
    found: dict[str, Any] = {}
    origin = _origin(scope.shared)
    if origin:
        found["origin"] = origin
    stopped = bool(cue("stopped").search(_without_plans(scope.shared)))
    if stopped:
        found["stopped"] = True
    found.update(_times(scope.shared, stopped))
    return found


def asked_about(scope: Scope, name: str) -> bool:
    """Whether the medicine is only asked about or not tolerated, not told as taken."""
    if not _asked(scope, name):
        return False
    rest = cue("not_taken").sub(" ", scope.before)
    return not cue("in_use").search(rest)


def _asked(scope: Scope, name: str) -> bool:
    after = scope.after.strip()
    if cue("not_taken").search(f"{scope.before}{name}") or cue("not_taken_after").match(after):
        return True
    before = scope.before.rstrip()
    if any(found.end() == len(before) for found in cue("asked_before").finditer(before)):
        return True
    return bool(cue("asked_after").match(after)) and not cue("take").search(before) and not _SOMEBODY.search(before)


def _origin(text: str) -> str | None:
    if cue("not_prescribed").search(text):
        return "bought"
    if cue("prescribed").search(text):
        return "prescribed"
    return "bought" if cue("bought").search(text) else None


def _without_plans(text: str) -> str:
    return cue("not_stopped").sub(" ", text)


def _times(text: str, stopped: bool) -> dict[str, float]:
    until = _first_days(_STOPPED_FOR, text)
    ago = _first_days(_AGO, text)
    if ago is None:
        ago = next((days for pattern, days in _NAMED_DAYS if pattern.search(text)), None)
    length = _length(text if until is None else _STOPPED_FOR.sub(" ", text))
    times: dict[str, float] = {}
    if until is None and ago is not None and (stopped or not cue("started").search(text)):
        until = ago
    elif until is None and ago is not None:
        times["since_days"] = ago
    if until is not None:
        times["until_days"] = until
    if length is not None and until is None and cue("missed").search(text):
        times["until_days"] = length
    elif length is not None:
        times["since_days"] = length + (until or 0)
    return times


def _length(text: str) -> float | None:
    for pattern in (_FOR, _NOW, _ALONE):
        days = _first_days(pattern, text)
        if days is not None:
            return days
    return next((days for pattern, days in _MANY if pattern.search(text)), None)


def _first_days(pattern: re.Pattern[str], text: str) -> float | None:
    for found in pattern.finditer(text):
        number = quantity(found["number"].strip())
        if number is None or number > _MOST or _NO_LENGTH.match(text[found.end() :]):
            continue
        days = number * _unit_days(found["unit"])
        return math.floor(days) if days >= 1 else 0
    return None


def _unit_days(unit: str) -> int:
    for name in sorted(_DAYS, key=len, reverse=True):
        if name in unit:
            return _DAYS[name]
    return 1
