"""Pregnancy: pregnant with its weeks, after birth, trying."""

import re

from altalk.knowledge.reading_figures import reading_figure
from altalk.reading.habit_patterns import sentence, words
from altalk.reading.mention import Mention
from altalk.reading.quantities import SINGLE, quantity
from altalk.reading.spelling import fold

_WEEKS_A_MONTH = 30.4375 / 7
_STATE = re.compile(
    rf"(?P<not>{words('not_pregnant')})|(?P<trying>{words('trying')})|(?P<postpartum>{words('postpartum')})|"
    rf"(?P<pregnant>{words('pregnant')}|(?<=\d)周孕|孕(?=\s*[\d一二三四五六七八九十])|"
    r"(?<=[1-4]\d)\s*(?:weeks|wks)(?=\s*(?:$|[,.;])))"
)
_DURATION = re.compile(
    rf"({SINGLE})\s*\+?\s*(?:个)?\s*(?P<half>半)?\s*(?P<unit>weeks?|wks?|w\b|周|星期|礼拜|months?|月|days?|"
    r"天)(?!前)(?!\s*(?:ago|of|later))"
)
_AGO = re.compile(
    rf"({SINGLE})\s*(?:个)?\s*(?P<half>半)?\s*(?P<unit>weeks?|wks?|周|星期|礼拜|months?|月|days?|天)(?:\s*ago|前|"
    r"\s*post|\s*after|了)?"
)
_TRIMESTERS = {
    "third_trimester": re.compile(r"third trimester|last trimester|3rd trimester|孕晚期|晚孕|孕后期"),
    "second_trimester": re.compile(r"second trimester|2nd trimester|孕中期"),
    "first_trimester": re.compile(r"first trimester|1st trimester|孕早期|早孕"),
}
_PAST = re.compile(words("pregnancy_past"))
_ASKED = re.compile(
    r"(?:can|could|may|should|will) (?:i|we|she) (?:still )?(?:get|be|become)\b|"
    r"能不能怀|可以怀|能怀|可不可以怀|影响怀|还能要|是否怀|怀孕了?吗|怀孕了没|am i pregnant|are you pregnant"
)


def find_pregnancy(text: str) -> tuple[Mention, ...]:
    """Mentions of `pregnancy`, with `weeks` of pregnancy or since birth where told.

    Months are counted as calendar months, which never makes a pregnancy look earlier than it is.
    """
    folded = fold(text)
    found = []
    for match in _STATE.finditer(folded):
        state = str(match.lastgroup)
        first, last = sentence(folded, *match.span())
        if state != "not" and (_of_past_time(folded, match) or _ASKED.search(folded, first, last)):
            continue
        found.append(_mention(folded, match, state))
    return _one_each(found)


def _of_past_time(folded: str, match: re.Match[str]) -> bool:
    return bool(_PAST.search(folded, max(0, match.start() - 22), min(len(folded), match.end() + 4)))


def _mention(folded: str, match: re.Match[str], state: str) -> Mention:
    if state == "not":
        return Mention("pregnancy", "pregnant", *match.span(), negated=True)
    start, end, weeks = _weeks(folded, match, _AGO if state == "postpartum" else _DURATION)
    details = {"weeks": weeks} if weeks is not None and state != "trying" else {}
    return Mention("pregnancy", state, min(start, match.start()), max(end, match.end()), details=details)


def _weeks(folded: str, match: re.Match[str], pattern: re.Pattern[str]) -> tuple[int, int, float | None]:
    """The duration nearest to the word, before or after it, in weeks."""
    first, last = max(0, match.start() - 20), min(len(folded), match.end() + 20)
    near = [found for found in pattern.finditer(folded, first, last) if _touches(folded, match, found)]
    if near:
        best = min(near, key=lambda found: abs(found.start() - match.start()))
        return best.start(), best.end(), _in_weeks(best)
    first, last = sentence(folded, *match.span())
    for trimester, pattern_of_it in _TRIMESTERS.items():
        if found := pattern_of_it.search(folded, first, last):
            return found.start(), found.end(), reading_figure(trimester)
    return match.start(), match.end(), None


def _touches(folded: str, match: re.Match[str], found: re.Match[str]) -> bool:
    between = (
        folded[match.end() : found.start()] if found.start() >= match.end() else folded[found.end() : match.start()]
    )
    return not re.search(r"[.;!?。,](?!\s*(?:i'm|now|at)?\s*$)|\bago\b|年", between)


def weeks_in(text: str) -> float | None:
    """The duration a short answer names, in weeks: "12 weeks", 5个月了."""
    found = _DURATION.search(text)
    return _in_weeks(found) if found else None


def _in_weeks(found: re.Match[str]) -> float | None:
    value = quantity(found[1])
    if value is None:
        return None
    value += 0.5 if found["half"] else 0.0
    unit = found["unit"]
    if unit.startswith("month") or unit == "月":
        return float(round(value * _WEEKS_A_MONTH))
    return round(value / 7, 1) if unit.startswith("day") or unit == "天" else value


def _one_each(found: list[Mention]) -> tuple[Mention, ...]:
    """Of several mentions of one state the one that tells most: "pregnant, 32 weeks", 孕期,怀孕32周."""
    best: dict[tuple[str, bool], Mention] = {}
    for mention in found:
        known = best.get((mention.value, mention.negated))
        if known is None or (mention.details and not known.details):
            best[mention.value, mention.negated] = mention
    return tuple(best.values())
