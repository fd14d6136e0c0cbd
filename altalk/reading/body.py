"""Weight, height and blood pressure."""

import re

from altalk.reading.habit_patterns import clause, words
from altalk.reading.mention import Mention
from altalk.reading.quantities import quantity
from altalk.reading.spelling import fold

_NUMBER = r"(?<![\d./])\d{1,3}(?:\.\d{1,2})?"
_HAN = r"[一二两三四五六七八九十百]{1,6}"
_KILOGRAMS = {"kg": 1.0, "斤": 0.5, "lb": 0.45359237, "st": 6.35029318}
_WEIGHT = re.compile(
    rf"({_NUMBER}|{_HAN})\s*(?:多)?(?:(?P<kg>kgs?|kilos?|kilograms?|公斤|千克)|(?P<斤>市?斤)|"
    r"(?P<st>stones?|st)(?:\s*(\d{1,2})\s*(?:lbs?|pounds?)?)?|(?P<lb>lbs?|pounds?))(?![a-z/])"
)
_WEIGHT_LABEL = re.compile(
    rf"(?:(?<![a-z])(?:weight|weigh|weighs|weighing)\s*(?:is|:|=|about|around)?|体重)\s*[::是有大约概]*\s*({_NUMBER}|{_HAN})"
    r"(?!\d|\s*(?:kg|kilo|公斤|千克|斤|lb|pound|st|%|units?|times|/))"
)
_HEIGHT = re.compile(
    r"(?P<cm>(?<![\d.])\d{2,3}(?:\.\d)?)\s*(?:cm|厘米|公分)(?![a-z])|"
    r"(?P<m>(?<![\d.])[12]\.\d{1,2})\s*(?:m|米|metres?|meters?)(?![a-z])|"
    r"(?P<whole>(?<!\d)[12一两])\s*[米m]\s*(?P<rest>\d{1,2}|[一二三四五六七八九零]{1,2})(?!\d)|"
    r"(?<![\d.])(?P<feet>[3-7])\s*(?:'|ft|foot|feet)\s*(?P<inches>\d{1,2})?\s*(?:\"|''|in\b|inch|inches)?(?![\d%])|"
    r"(?:身高|height(?: is|:)?)\s*[::是]?\s*(?P<label>\d{3})(?!\d)"
)
_PRESSURE = re.compile(
    r"(?:(?<![a-z])(?:bp|blood pressure|pressure)|血压)[^\d]{0,14}?(?P<a>\d{2,3})\s*(?:/|over|和|、|,|-|"
    r"\\)\s*(?P<b>\d{2,3})|"
    r"(?<![\d/.])(?P<c>\d{2,3})\s*(?:/|over)\s*(?P<d>\d{2,3})\s*(?:mm\s?hg|毫米汞柱)|"
    r"(?<![\d/.])(?P<e>\d{2,3})\s+over\s+(?P<f>\d{2,3})(?!\d)|"
    r"(?:高压|收缩压|systolic)[^\d]{0,6}(?P<g>\d{2,3})[^\d]{0,8}(?:低压|舒张压|diastolic)[^\d]{0,6}(?P<h>\d{2,3})"
)
_OTHER = re.compile(words("other_measure"))
_ORGAN = re.compile(words("organ_measure"))


def find_body(text: str) -> tuple[Mention, ...]:
    """Mentions of `weight_kg`, `height_cm` and `blood_pressure` (mmHg), in the units of the entity table."""
    folded = fold(text)
    return (*_weights(folded), *_heights(folded), *_pressures(folded))


def _weights(folded: str) -> list[Mention]:
    found = [_with_unit(match) for match in _WEIGHT.finditer(folded)]
    found += [
        weight
        for weight in map(_without_unit, _WEIGHT_LABEL.finditer(folded))
        if all(weight.start >= known.end or known.start >= weight.end for known in found)
    ]
    return [weight for weight in found if 2 <= weight.value <= 350 and not _other_measure(folded, weight)]


def _with_unit(match: re.Match[str]) -> Mention:
    unit = next(name for name in _KILOGRAMS if match[name])
    value = (quantity(match[1]) or 0.0) * _KILOGRAMS[unit]
    pounds = match[5] if unit == "st" else None
    return Mention("weight_kg", round(value + float(pounds or 0) * _KILOGRAMS["lb"], 1), *match.span())


def _without_unit(match: re.Match[str]) -> Mention:
    value = quantity(match[1]) or 0.0
    # In Chinese a weight of 110 and more without a unit is in jin.
    halved = "体重" in match[0] and value >= 110
    return Mention("weight_kg", value / 2 if halved else value, match.start(1), match.end(1))


def _other_measure(folded: str, weight: Mention) -> bool:
    first, last = clause(folded, weight.start, weight.end)
    before = folded[max(first, weight.start - 16) : weight.start]
    after = folded[weight.end : min(last, weight.end + 14)]
    return bool(
        _OTHER.search(before) or _OTHER.search(after) or re.match(r"\s*(?:of|overweight|heavier|lighter)\b", after)
    )


def _heights(folded: str) -> list[Mention]:
    found = []
    for match in _HEIGHT.finditer(folded):
        value = _centimetres(match)
        first, last = clause(folded, *match.span())
        if 40 <= value <= 240 and not _ORGAN.search(folded, first, last):
            found.append(Mention("height_cm", round(value, 1), *match.span()))
    return found


def _centimetres(match: re.Match[str]) -> float:
    if match["cm"] or match["label"]:
        return float(match["cm"] or match["label"])
    if match["m"]:
        return float(match["m"]) * 100
    if match["feet"]:
        return float(match["feet"]) * 30.48 + float(match["inches"] or 0) * 2.54
    rest = match["rest"] if match["rest"].isdigit() else f"{quantity(match['rest']) or 0:.0f}"
    return (quantity(match["whole"]) or 0) * 100 + float(rest) * (10 if len(rest) == 1 else 1)


def _pressures(folded: str) -> list[Mention]:
    found = []
    for match in _PRESSURE.finditer(folded):
        high, low = (float(value) for value in match.groups() if value)
        if 60 <= high <= 280 and 30 <= low < high:
            start = next(match.start(name) for name in "aceg" if match[name])
            found.append(Mention("blood_pressure", high, start, match.end(), details={"diastolic": low}))
    return found
