"""How much of a medicine was taken: strength, tablets, times a day, and the milligrams that follow from them.

Ranges count with their upper end and tablets of unknown strength with the usual larger one, so that an amount is
never taken for smaller than it may be.
"""

import re
from functools import cache
from typing import Any

from msgspec import Struct

from altalk.knowledge.medicine_words import cue, frequencies, terms_pattern
from altalk.knowledge.vocabulary import Medicine
from altalk.reading.medicine_scope import Scope
from altalk.reading.quantities import SINGLE, quantity

_HOURS = 24
# A single number with "mg" up to this is the strength of a tablet; a larger one is what was taken altogether.
_LARGEST_TABLET_MG = 1500
_SMALLEST_STRENGTH_MG = 5
_MOST_TABLETS = 300
_ARTICLES = ("a", "an")
# 十几 and 二十多: up to nine more.
_VAGUE = re.compile(r"(?P<tens>[一二两三四五六七八九]?十)(?:几|多)")
_VAGUE_ONES = 9
_HAN = "零〇一二两俩三四五六七八九十百半几多"
_ONE = rf"(?:(?<![\d.])\d{{1,3}}(?:,\d{{3}})+|(?<![\d.,])\d+(?:\.\d+)?|[{_HAN}]+|{SINGLE})"
_NUMBER = rf"(?P<{{0}}>{_ONE}(?:\s*(?:-|~|to|or|至|到|或)\s*{_ONE})?)"
_MASS = r"(?P<mass>mgs?|milligrams?|毫克|gms?|grams?|gr|g|克)(?![a-z])"


def _number(name: str) -> str:
    return _NUMBER.replace("{0}", name)


_AMOUNT = re.compile(rf"{_number('value')}\s*-?\s*{_MASS}(?!\s*/\s*(?:d?l|L|kg))")
_TIMES_STRENGTH = re.compile(rf"{_number('count')}\s*[x×*]\s*(?P<mg>\d+(?:\.\d+)?)\s*(?P<mass>mg|毫克|g)?(?![a-z/\d])")
_STRENGTH_TIMES = re.compile(
    r"(?P<mg>\d+(?:\.\d+)?)\s*(?P<mass>mg|毫克|g)?\s*[x×*]\s*(?P<count>\d{1,3})(?!\d)(?!\s*(?:mg|毫克))"
)
_COUNT_X = re.compile(r"[x×*]\s*(?P<count>\d{1,3})(?!\d)(?!\s*(?:mg|毫克))")
_BARE_STRENGTH = re.compile(
    r"\s*-?(?P<mg>\d{2,4})(?![\d.,]*\d)"
    r"(?!\s*(?:mg|g\b|毫克|tab|cap|pill|ml|毫升|cc|片|粒|次|days?|weeks?|months?|years?|times|年|月|天|/|%|个))"
)
_COUNT_BEFORE = re.compile(
    rf"{_number('count')}\s*(?:of\s+(?:the|my)\s+)?(?:x\s*)?"
    r"(?:extra[- ]strength|maximum strength|rapid release|regular|adult|more|strong|of|plain|normal|\s)*$"
)
_EVERY_HOURS = re.compile(
    rf"(?:every|each|q|每隔?|隔)\s*{_number('hours')}\s*(?:hours?|hrs?|hourly|h(?![a-z])|个?小时|个?钟头)"
)
_EVERY_HOUR = re.compile(r"every hour|hourly(?<!\dhourly)|每个?小时|每个?钟头")
_TIMES_A_DAY = re.compile(
    rf"{_number('times')}\s*(?:times|x)\s*(?:a|per|every|each|/|in a|in one)?\s*(?:daily|day|24 ?h|today|yesterday)"
)
_TIMES_A_DAY_HAN = re.compile(
    rf"(?:[一每]天|[一每]日|天天|日服|24小时)[^,，;；。]{{0,6}}?{_number('times')}\s*[次顿回]"
)
_TIMES_HAN_AFTER = re.compile(rf"{_number('times')}\s*次\s*(?:/|每|一)\s*[天日]")
_EACH_TIME = re.compile(
    rf"(?:每次|一次|各|每回|一回|每顿)\s*(?:口?服用?|吃|喝|用|要吃|吃了)?\s*{_number('count')}\s*(?:片|粒|颗|丸|袋|包|支|tablets?|tabs?)"
)
_AT_A_TIME = re.compile(
    rf"{_number('count')}\s*(?:tablets?|tabs?|pills?|capsules?)?\s*(?:at a time|each time|per dose|in one go|at once)"
)
_VOLUME = re.compile(rf"{_number('ml')}\s*(?:ml|mls|毫升|cc)(?![a-z/])")
_OVER_DAYS = re.compile(rf"(?:over|in|within|during|for)\s+(?:the\s+)?(?:last\s+|past\s+)?{_number('days')}\s*days")
_OVER_DAYS_HAN = re.compile(rf"(?<![第每])(?P<days>[{_HAN}\d]+)\s*[天日](?:之?内|里|时间|就|一共|总共|共|吃了)")


class Dose(Struct, frozen=True):
    """What a text tells about an amount; the numbers are None where it does not tell them.

    Attributes:
        amount_mg: milligrams taken altogether, where no tablets are told of.
        complete: the amount is all that was taken in a day, not one of several doses.
        daily_total: the number of tablets is that of a whole day.
        days: over how many days the amount was taken.
    """

    strength_mg: float | None = None
    tablets: float | None = None
    per_day: float | None = None
    amount_mg: float | None = None
    complete: bool = False
    daily_total: bool = False
    days: float | None = None


def read_dose(scope: Scope, known: Medicine | None, term: str) -> dict[str, Any]:
    """The dose keys of the entity table for one name.

    Args:
        scope: what stands around the name.
        known: the entry of the knowledge; None for an unknown product.
        term: the name as met, folded: some brands have a strength of their own.

    Returns:
        `strength_mg`, `tablets`, `per_day`, `single_dose_mg`, `dose_mg_24h`, `strength_assumed`, `amount_unknown`,
        `staggered` and `deliberate`, as far as they apply; milligrams of the first substance of `contents_mg`.
    """
    dose = _told(scope, known.mg_per_ml if known else None)
    found = _as_keys(dose, _usual_strength(known, term) if known else None, scope)
    if _amount_unknown(scope, found):
        found["amount_unknown"] = True
    if _staggered(scope, found, known.max_mg_24h if known else None):
        found["staggered"] = True
    return found


def is_deliberate(folded: str) -> bool:
    """Whether the text tells of taking something to harm oneself."""
    return bool(cue("deliberate").search(cue("not_deliberate").sub(" ", folded)))


def _usual_strength(known: Medicine, term: str) -> float | None:
    return known.brand_mg.get(term, next(iter(known.contents_mg.values()), None))


def _told(scope: Scope, mg_per_ml: float | None) -> Dose:
    text = f"{scope.before} | {scope.after}"
    strength, tablets, amount = _mass(scope, text)
    if strength is None and amount is None and tablets is None:
        amount = _poured(text, mg_per_ml)
    each = _EACH_TIME.search(text) or _AT_A_TIME.search(text)
    tablets = _upper(each["count"]) if each else tablets if tablets is not None else _tablets(scope)
    per_day = _per_day(_AMOUNT.sub(" ", text)) or _per_day(_AMOUNT.sub(" ", scope.shared))
    days = _days(text)
    daily_total = per_day == 1 and not each
    complete = amount is not None or bool(_STRENGTH_TIMES.search(text) or _TIMES_STRENGTH.search(text))
    return Dose(strength, tablets, per_day, amount, complete, daily_total, days)


def _mass(scope: Scope, text: str) -> tuple[float | None, float | None, float | None]:
    """Strength of one tablet, number of tablets and amount altogether, as the milligrams in the text tell them."""
    for pattern in (_TIMES_STRENGTH, _STRENGTH_TIMES):
        found = pattern.search(text)
        if found:
            strength = _milligrams(found["mg"], found["mass"] or "mg")
            if strength is not None and strength >= _SMALLEST_STRENGTH_MG and (found["mass"] or strength >= 50):
                return strength, _upper(found["count"]), None
    amounts = [_milligrams(found["value"], found["mass"]) for found in _AMOUNT.finditer(text)]
    known = [amount for amount in amounts if amount]
    if len(known) > 1 and max(known) > _LARGEST_TABLET_MG >= min(known):
        return min(known), None, max(known)
    if known:
        amount = known[0]
        return (amount, None, None) if amount <= _LARGEST_TABLET_MG else (None, None, amount)
    bare = _BARE_STRENGTH.match(scope.after)
    if bare and _SMALLEST_STRENGTH_MG <= float(bare["mg"]) <= _LARGEST_TABLET_MG:
        return float(bare["mg"]), None, None
    return None, None, None


def _poured(text: str, mg_per_ml: float | None) -> float | None:
    """Milligrams in the millilitres of syrup that the text tells of."""
    found = _VOLUME.search(text)
    volume = _upper(found["ml"]) if found else None
    return volume * mg_per_ml if volume is not None and mg_per_ml is not None else None


def _tablets(scope: Scope) -> float | None:
    for text in (scope.before, scope.after):
        found = _counted_tablets(text)
        if found is not None:
            return found
    times = _COUNT_X.match(scope.after.lstrip())
    if times:
        return float(times["count"])
    before = _COUNT_BEFORE.search(_AMOUNT.sub(" ", scope.before))
    counts = before is not None and (cue("take").search(scope.before) or scope.before.strip() == before.group().strip())
    count = _upper(before["count"]) if before and counts and before["count"].strip() not in _ARTICLES else None
    return count if count is not None and 0 < count <= _MOST_TABLETS else None


def _counted_tablets(text: str) -> float | None:
    for found in _tablet_pattern().finditer(text):
        count = _upper(found["count"])
        if count is not None and 0 < count <= _MOST_TABLETS:
            return count
    return None


@cache
def _tablet_pattern() -> re.Pattern[str]:
    between = r"\s*(?:more\s+|of\s+the\s+|of\s+my\s+|strong\s+|white\s+)?(?:\d+\s*(?:mg|毫克)\s*)?"
    return re.compile(rf"{_number('count')}{between}(?:{cue('tablet').pattern})")


@cache
def _packages() -> re.Pattern[str]:
    return re.compile(rf"(?:[二两三四五六七八九十]|(?<!\d)(?:[2-9]|\d\d))(?:{cue('package_unit').pattern})")


def _per_day(text: str) -> float | None:
    hours = _EVERY_HOURS.search(text)
    interval = _lower(hours["hours"]) if hours else None
    if interval:
        return _HOURS / interval
    if _EVERY_HOUR.search(text):
        return float(_HOURS)
    for pattern in (_TIMES_A_DAY, _TIMES_A_DAY_HAN, _TIMES_HAN_AFTER):
        times = pattern.search(text)
        if times:
            return _upper(times["times"])
    found = [entry.per_day for entry in frequencies().values() if terms_pattern(entry.terms).search(text)]
    return max(found, default=None)


def _days(text: str) -> float | None:
    found = _OVER_DAYS.search(text) or _OVER_DAYS_HAN.search(text)
    return _lower(found["days"]) if found else None


def _as_keys(dose: Dose, usual_mg: float | None, scope: Scope) -> dict[str, Any]:
    strength = dose.strength_mg
    assumed = strength is None and dose.tablets is not None and usual_mg is not None and dose.amount_mg is None
    strength = usual_mg if assumed else strength
    found = {
        "strength_mg": strength,
        "tablets": dose.tablets,
        "per_day": dose.per_day,
        **_milligram_keys(dose, strength, scope),
    }
    if assumed:
        found["strength_assumed"] = True
    return {name: value for name, value in found.items() if value is not None}


def _milligram_keys(dose: Dose, strength: float | None, scope: Scope) -> dict[str, float | None]:
    single = dose.amount_mg
    if single is None and strength is not None and (dose.tablets is not None or dose.per_day or _past(scope)):
        single = strength * (dose.tablets if dose.tablets is not None else 1)
    if single is None:
        return {}
    if dose.days and dose.days > 1 and dose.per_day is None:
        return {"dose_mg_24h": single / dose.days}
    if dose.daily_total:
        return {"dose_mg_24h": single}
    if dose.per_day is not None:
        return {"single_dose_mg": single, "dose_mg_24h": single * dose.per_day}
    return {
        "single_dose_mg": single,
        "dose_mg_24h": single if dose.complete or _past(scope) or cue("spread").search(scope.sentence) else None,
    }


def _past(scope: Scope) -> bool:
    """Whether one occasion is told of rather than a habit."""
    return bool(cue("swallowed").search(scope.sentence))


def _upper(text: str) -> float | None:
    values = _values(text)
    return max(values, default=None)


def _lower(text: str) -> float | None:
    values = [value for value in _values(text) if value > 0]
    return min(values, default=None)


def _values(text: str) -> list[float]:
    parts = re.split(r"\s*(?:-(?=\d)|~|\bto\b|\bor\b|至|到|或)\s*", text.strip())
    return [value for part in parts if (value := _value(part)) is not None]


def _value(text: str) -> float | None:
    plain = text.replace(",", "")
    if plain.replace(".", "", 1).isdigit():
        return float(plain)
    vague = _VAGUE.fullmatch(text)
    if vague:
        return (quantity(vague["tens"]) or 0) + _VAGUE_ONES
    return quantity(text.strip().replace("多", "")) if text.strip("多") else None


def _milligrams(number: str, unit: str) -> float | None:
    value = _upper(number)
    if value is None:
        return None
    return value if unit.startswith(("mg", "milli", "毫")) else value * 1000


def _amount_unknown(scope: Scope, found: dict[str, Any]) -> bool:
    text = scope.sentence
    if "single_dose_mg" in found or "dose_mg_24h" in found:
        return False
    if not (cue("whole_package").search(text) or _packages().search(text)) or not cue("swallowed").search(text):
        return False
    if not _packages().search(text) and not cue("whole_package").search(cue("box").sub(" ", text)):
        return bool(cue("at_once").search(text))
    return bool(cue("at_once").search(text)) or not cue("course").search(text)


def _worst(found: dict[str, Any]) -> float:
    return max(float(found.get(name, 0)) for name in ("dose_mg_24h", "single_dose_mg"))


def _staggered(scope: Scope, found: dict[str, Any], limit: float | None) -> bool:
    if not cue("spread").search(scope.sentence) and not _days(scope.sentence):
        return False
    return bool(found.get("amount_unknown")) or (limit is not None and _worst(found) > limit)
