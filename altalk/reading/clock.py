"""Times of the day as people write them: "2am", "half past one", 23:30, 凌晨两点半, 晚上十一点."""

import re
from collections.abc import Callable

from altalk.reading.quantities import quantity

Guess = Callable[[float], float]

_PART = "凌晨|半夜|深夜|夜里|晚上|夜晚|早上|早晨|清晨|上午|中午|下午|傍晚|晚"
_HAN_HOUR = r"[一二两三四五六七八九十]{1,3}(?=点)"
_ENGLISH_HOUR = r"(?<![a-z])(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![a-z])"
_HOUR = rf"(?<![\d.:])\d{{1,2}}(?![\d%])|{_HAN_HOUR}|{_ENGLISH_HOUR}"
_SPOKEN_MINUTES = "thirty|fifteen|forty[- ]five"
_HALF_DAY = r"[ap]\.?m\b\.?|in the morning|at night|o'?clock|ish"
_SHARES = {"thirty": 0.5, "fifteen": 0.25, "forty five": 0.75, "半": 0.5, "一刻": 0.25, "三刻": 0.75, "": 0.0}


def time_pattern(name: str) -> str:
    """A pattern for one time of the day, its groups beginning with `name`."""
    minute = rf"(?:\s*(?:[:.]|点钟?)\s*(?P<{name}_minute>[0-5]\d|半|一刻|三刻)?(?:多|左右|分|钟)?)?"
    hour = (
        rf"(?P<{name}_half>half past\s+)?(?P<{name}_hour>{_HOUR})(?:\s+(?P<{name}_spoken>{_SPOKEN_MINUTES})|{minute})"
    )
    word = rf"(?P<{name}_word>midnight|noon|半夜|午夜)"
    return rf"(?:(?P<{name}_part>{_PART})?\s*(?:{word}|{hour}\s*(?P<{name}_ampm>{_HALF_DAY})?))"


def is_named(match: re.Match[str], name: str) -> bool:
    """Whether the time of this name is the one that matched."""
    return bool(match[f"{name}_hour"] or match[f"{name}_word"])


def is_plain(match: re.Match[str], name: str) -> bool:
    """Whether the time is a bare number, which may be something else."""
    return not any(match[f"{name}_{key}"] for key in ("part", "word", "minute", "spoken", "ampm"))


def hour_of(match: re.Match[str], name: str, guess: Guess) -> float | None:
    """The hour of the day with its minutes as a fraction; `guess` tells the half of the day where it is not said."""
    if word := match[f"{name}_word"]:
        return 12.0 if word == "noon" else 0.0
    hour = quantity(match[f"{name}_hour"] or "")
    if hour is None or not 0 <= hour <= 24:
        return None
    spoken = (match[f"{name}_spoken"] or "").replace("-", " ")
    minute = match[f"{name}_minute"] or ("半" if match[f"{name}_half"] else spoken)
    part = f"{match[f'{name}_part'] or ''}{match[f'{name}_ampm'] or ''}"
    share = _SHARES[minute] if minute in _SHARES else float(minute) / 60
    return _of_day(float(int(hour)), part, guess) + share


def _of_day(hour: float, part: str, guess: Guess) -> float:
    if hour > 12:
        return hour % 24
    if re.search(r"凌晨|早|清晨|上午|a\.?m|morning", part):
        return hour % 12
    if re.search(r"p\.?m|下午|傍晚", part):
        return hour % 12 + 12
    if re.search(r"夜|晚|night", part):
        return hour + 12 if 6 <= hour < 12 else hour % 12
    return guess(hour)


def evening(hour: float) -> float:
    """The likely hour of going to bed: 11 is 23:00, 1 is 01:00."""
    return hour + 12 if 7 <= hour < 12 else hour % 12


def morning(hour: float) -> float:
    """The likely hour of waking: as written."""
    return hour
