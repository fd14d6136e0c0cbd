"""Alcohol: none, some, heavy, and grams a week where an amount and a frequency are told."""

import re

from altalk.knowledge.drinks import is_heavy
from altalk.reading.drink_amounts import Amount, amounts_of, grouped, named_drinks
from altalk.reading.habit_patterns import asks, clause, permission, sentence, words
from altalk.reading.mention import Mention
from altalk.reading.quantities import QUANTITY, quantity
from altalk.reading.spelling import fold

_DAYS = {
    "per_day": 7.0,
    "per_week": 1.0,
    "per_weekend": 2.0,
    "per_weekly_day": 1.0,
    "per_month": 12 / 52,
    "per_year": 1 / 52,
}
_LEVELS = {level: re.compile(words(f"alcohol_{level}")) for level in ("none", "heavy", "some")}
_EXCEPTION = re.compile(words("alcohol_exception"))
_OTHER_DRINK = re.compile(words("other_drinks", "not_alcohol_grams"))
_SUBJECTLESS = re.compile(r"(?:is|was|are|由|跟|和|与|因为|引起|导致|影响|due to|from|caused|cause|because of)")
_SELF = re.compile(r"\bi\b|我")
_DENIED = re.compile(r"(?:不|没有?|未|无|从不|从来不|don't|do not|never|not|no)\s*(?:\w+\s)?$")
_FORMERLY = re.compile(r"\bused to (?:be a )?$|(?:以前|从前|过去|年轻时)[^,。]{0,6}$")
_BLAMED = re.compile(r"\s*(?:引起|导致|造成|的原因|伤肝|对肝|的人|之后能|caus|damag)")
_FEMALE = re.compile(r"\b(?:woman|female|wife|she|her|mother|mum|mom)\b|女|老婆|妻|妈|她")
_OCCASION = words("alcohol_occasion")
_DRINK_NAME = rf"(?:{named_drinks()}|{words('vessel_pint')}|\b(?:drinks?|tipples?)\b)"
_ON_OCCASION = re.compile(
    rf"\b(?:drink|drinks|drinking)\s+(?:[a-z]+\s+)?{_DRINK_NAME}|"
    rf"{_DRINK_NAME}[^.;。;,]{{0,8}}?{words('per_day', 'per_weekend')}|"
    rf"{_OCCASION}[^.;。;,]{{0,20}}?{_DRINK_NAME}|{_DRINK_NAME}[^.;。;,]{{0,20}}?{_OCCASION}|"
    rf"{_OCCASION}[^.;。;]{{0,6}}?[喝抿整来](?:上|个|了)?(?:一?点儿?|[几两一]口|少许|[一两]两?杯|酒)"
)
# "Never touched a beer": an amount that is denied.
_NEVER = re.compile(
    r"\b(?:never|not|haven't|hasn't|didn't|don't)\s+(?:ever\s+)?(?:had|have|touch(?:ed)?|drunk|drank|drink|tasted?|even)\s+(?:even\s+)?$"
)
_QUIT = re.compile(words("alcohol_quit"))
_PLAN = re.compile(
    r"\b(?:will|going to|want to|plan to|should|trying to|try to|have to|need to|must|can i|how (?:to|do|can)|"
    r"told me to|advised?(?: me)? to)\s+(?:i\s+)?$|"
    r"(?:(?<![都就总天])要|想|准备|打算|必须|应该|需要|得|怎么|如何|建议我?|让我|叫我|劝我|能|开始)$"
)


def find_alcohol(text: str) -> tuple[Mention, ...]:
    """Mentions of `alcohol`. A question about drinking ("can I have a beer?") tells nothing about the person."""
    folded = fold(text)
    amounts = amounts_of(folded)
    weekly = [mention for mention in (_weekly(folded, one) for one in grouped(amounts, folded)) if mention]
    levels = [mention for mention in _levels(folded) if not _covered(mention, weekly)]
    return (*weekly, *levels) if weekly or levels else _occasional(folded)


def _occasional(folded: str) -> tuple[Mention, ...]:
    """A drink on an occasion, without an amount: "champagne on New Year's Eve", "the odd pint", 过年喝一点."""
    for match in _ON_OCCASION.finditer(folded):
        asked = permission(folded, *match.span()) or asks(folded, *match.span())
        first, last = clause(folded, *match.span())
        if not asked and not _OTHER_DRINK.search(folded, first, last):
            return (Mention("alcohol", "some", *match.span()),)
    return ()


def weekly_amount(folded: str) -> Mention | None:
    """The amount of a short answer to "how much a week?": a week's amount where no other period is told."""
    asked = f"drink {folded}"
    for amount in grouped(amounts_of(asked), asked):
        told = None if _once(asked, amount) else _weekly(asked, amount)
        if told is not None and told.value != "none" and "grams_per_week" not in told.details:
            grams = round(amount.grams, 1)
            told = Mention("alcohol", "heavy" if is_heavy(grams) else "some", 0, 0, details={"grams_per_week": grams})
        return None if told is None else Mention("alcohol", told.value, 0, len(folded), details=told.details)
    return None


def _covered(mention: Mention, weekly: list[Mention]) -> bool:
    """A level beside an amount of the same message adds nothing, unless it says heavy."""
    return bool(weekly) and (mention.value != "heavy" or any(one.value == "heavy" for one in weekly))


_FREQUENCY = re.compile(
    rf"(?P<count>{QUANTITY}|once|twice)\s*(?:to\s*)?(?P<times>{words('times')})?\s*(?:喝|饮酒|喝酒)?\s*"
    rf"(?P<week>{words('per_week')}|{words('per_month')}|{words('per_year')})|"
    rf"(?P<han>{words('per_week')}|{words('per_month')}|{words('per_year')})(?:会|都|要|能|大概|大约|喝|饮|喝酒|"
    rf"差不多|得)*\s*(?P<han_count>{QUANTITY})\s*(?:个)?(?P<han_times>{words('times')})"
)
_PERIOD = re.compile(
    "|".join(
        f"(?P<{name}>{words(name)})"
        for name in ("per_weekend", "per_weekly_day", "per_day", "per_week", "per_month", "per_year")
    )
)
_ONE_TIME, _USUAL = re.compile(words("one_night")), re.compile(words("habitual"))
_ORDER = ("none", "some", "heavy")
_EVERY_OTHER = re.compile(r"every (?:other|second) (?:day|night|evening)|隔天|隔一天|两天一")


def _weekly(folded: str, amount: Amount) -> Mention | None:
    first, last = sentence(folded, amount.start, amount.end)
    if _NEVER.search(folded, first, amount.start) and re.match(r"an?\b|one\b|single", folded[amount.start :]):
        return Mention("alcohol", "none", amount.start, amount.end)
    times = None if _once(folded, amount) else _times(folded, amount, first, last)
    if times is None:
        return Mention("alcohol", "some", amount.start, amount.end)
    start, end, a_week = times
    per_week = round(amount.grams * a_week, 1)
    female = bool(_FEMALE.search(folded, max(0, first - 200), last))
    details = {"grams_per_week": per_week}
    level = "heavy" if is_heavy(per_week, female) else "some"
    return Mention("alcohol", level, min(start, amount.start), max(end, amount.end), details=details)


def _once(folded: str, amount: Amount) -> bool:
    """Whether it was one occasion: "half a bottle the night before the test"."""
    first, last = clause(folded, amount.start, amount.end)
    return bool(_ONE_TIME.search(folded, first, last)) and not _USUAL.search(folded, first, last)


def _times(folded: str, amount: Amount, first: int, last: int) -> tuple[int, int, float] | None:
    """Place and number of such occasions a week."""
    blank = folded[first : amount.start] + "\0" * (amount.end - amount.start) + folded[amount.end : last]
    if found := _EVERY_OTHER.search(blank):
        return first + found.start(), first + found.end(), 3.5
    for found in _FREQUENCY.finditer(blank):
        count = quantity(found["count"] or found["han_count"])
        period = found["week"] or found["han"]
        # "a week" and "two a week" are no number of times; "twice a week" and 一周两次 are.
        if count and (found["times"] or found["han_times"] or found["count"] in ("once", "twice")):
            return first + found.start(), first + found.end(), count * _DAYS[_period(period)]
    periods = [found for found in _PERIOD.finditer(blank) if found.lastgroup]
    if not periods:
        return None
    start, end = amount.start - first, amount.end - first
    nearest = min(periods, key=lambda found: found.start() - end if found.start() >= end else start - found.end())
    return first + nearest.start(), first + nearest.end(), _DAYS[str(nearest.lastgroup)]


def _period(word: str) -> str:
    found = _PERIOD.fullmatch(word.strip())
    return str(found.lastgroup) if found else "per_week"


def _levels(folded: str) -> list[Mention]:
    """The levels told; within one clause heavy counts before some, and some before none."""
    found: list[Mention] = []
    spans: list[tuple[int, int]] = []
    for kind in ("none", "heavy", "some"):
        for match in _LEVELS[kind].finditer(folded):
            if any(start <= match.start() and match.end() <= end for start, end in spans):
                continue
            spans.append(match.span())
            if value := _level(folded, match, kind):
                found.append(Mention("alcohol", value, *match.span()))
    return _loudest(folded, found)


def _loudest(folded: str, found: list[Mention]) -> list[Mention]:
    """Of each clause the level that weighs most, and each level once."""
    best: dict[int, Mention] = {}
    for mention in found:
        first, _ = clause(folded, mention.start, mention.end)
        if first not in best or _ORDER.index(mention.value) > _ORDER.index(best[first].value):
            best[first] = mention
    return list({mention.value: mention for mention in reversed(best.values())}.values())


def _level(folded: str, match: re.Match[str], kind: str) -> str | None:
    first, last = clause(folded, *match.span())
    if not match[0].endswith("酒") and _OTHER_DRINK.search(folded, match.end(), min(last, match.end() + 30)):
        return None
    if permission(folded, *match.span()) or asks(folded, *match.span()) or _PLAN.search(folded, first, match.start()):
        return None
    if kind == "none":
        return _none(folded, match)
    before = folded[first : match.start()]
    blamed = _SUBJECTLESS.search(before) or _BLAMED.match(folded, match.end())
    if _FORMERLY.search(before) or (blamed and not _SELF.search(folded, first, last)):
        return None
    if _DENIED.search(before):
        return "none" if match[0] in ("喝酒", "饮酒") else "some"
    return kind


def _none(folded: str, match: re.Match[str]) -> str | None:
    """That "I don't drink" is none; "I don't drink much" and "I don't drink ... only on weekends" are some."""
    if _QUIT.search(match[0]):
        return "none"
    after = folded[match.end() : match.end() + 45].split("。", maxsplit=1)[0]
    after = re.split(r"[.;!?](?!\.)\s+(?!(?:only|except|just|well)\b)", after)[0]
    found = _EXCEPTION.search(after)
    if found and not re.match(r"[^,]{0,20},\s*(?:and|but)?\s*(?:i (?:eat|take|exercise|sleep)|no )", after):
        return "some"
    return "none"
