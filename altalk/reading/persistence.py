"""For how many months the value has been raised."""

import re

from altalk.reading.habit_patterns import clause, sentence, words
from altalk.reading.mention import Mention
from altalk.reading.quantities import QUANTITY, quantity
from altalk.reading.spelling import fold

_MONTHS = {"day": 12 / 365.25, "week": 12 * 7 / 365.25, "month": 1.0, "year": 12.0}
_UNIT = (
    r"(?:(?P<day>days?|天)|(?P<week>weeks?|wks?|周|个?星期|个?礼拜)|(?P<month>months?|mos?\b|"
    r"个?(?P<half_month>半)?月)|(?P<year>years?|yrs?|年))"
)
_SPAN = re.compile(
    rf"(?:{words('lasting')}\s*)?(?P<count>{QUANTITY})\s*(?:多|几)?{_UNIT}(?P<half>半)?(?:多|了|来|"
    r"以上)*(?!\s*(?:old|ago|before|前|岁|后|pregnant|\d))"
)
_SINCE = re.compile(
    r"since (?P<last>last year|a year ago)|for (?P<years>years|many years|several years)|"
    rf"(?P<years_ago>{QUANTITY})年前(?:就|开始)|"
    r"(?P<qunian>从?去年(?:开始|起|就|到现在|一直)*)|(?P<duonian>(?:很多|好多|好几|多)年)|since (?P<count>"
    + QUANTITY
    + r") (?P<unit>week|month|year)s? ago"
)
_RAISED, _OTHER = re.compile(words("raised")), re.compile(words("not_raised_alt"))
_SINGLE_REPORT = re.compile(r"\b(?:last year it was normal|normal last year)\b|去年.{0,6}正常")
_IN_FUTURE = re.compile(r"\b(?:in|within|after|every|repeat|recheck|retest)\b[^,]{0,12}$|(?:过|再|隔|每|等)$")


def find_persistence(text: str) -> tuple[Mention, ...]:
    """Mentions of `raised_months`: "raised for 8 months", 高了半年, "since last year"."""
    folded = fold(text)
    found = [_span(folded, match) for match in _SPAN.finditer(folded)]
    found += [_since(folded, match) for match in _SINCE.finditer(folded)]
    known = [mention for mention in found if mention]
    return (max(known, key=lambda mention: float(mention.value)),) if known else ()


def _span(folded: str, match: re.Match[str]) -> Mention | None:
    unit = next(name for name in _MONTHS if match[name])
    value = quantity(match["count"])
    if value is None or not _about_result(folded, match):
        return None
    value += 0.5 if match["half"] or match["half_month"] else 0.0
    return Mention("raised_months", round(value * _MONTHS[unit], 2), *match.span())


def _since(folded: str, match: re.Match[str]) -> Mention | None:
    if not _about_result(folded, match) or _SINGLE_REPORT.search(folded):
        return None
    if match["years_ago"]:
        months = (quantity(match["years_ago"]) or 0.0) * _MONTHS["year"]
    elif match["count"]:
        months = (quantity(match["count"]) or 0.0) * _MONTHS[match["unit"]]
    else:
        months = 24.0 if match["years"] or match["duonian"] else 12.0
    return Mention("raised_months", round(months, 2), *match.span())


def _about_result(folded: str, match: re.Match[str]) -> bool:
    """The clause, or the one it continues, says that something is raised, and it is no other thing."""
    first, last = clause(folded, *match.span())
    if _OTHER.search(folded, first, last) or _IN_FUTURE.search(folded, first, match.start()):
        return False
    if _RAISED.search(folded, first, last):
        return True
    start, _ = sentence(folded, *match.span())
    previous = clause(folded, first - 1, first - 1) if first > start + 1 else None
    short = last - first <= len(match[0]) + 6
    return bool(previous and short and _RAISED.search(folded, *previous) and not _OTHER.search(folded, *previous))
