"""Exercise: hard, moderate, none, and how many days before the blood draw."""

import re

from altalk.reading.habit_patterns import asks, clause, permission, sentence, words
from altalk.reading.mention import Mention
from altalk.reading.quantities import QUANTITY, quantity
from altalk.reading.spelling import fold

_LEVELS = tuple((level, re.compile(words(f"exercise_{level}"))) for level in ("none", "hard", "moderate"))
_NOT_SPORT = re.compile(words("not_sport"))
_FUTURE = re.compile(words("future_or_wish"))
_HARD = re.compile(
    r"\b(?:hard|intense|heavy|strenuous|vigorous|brutal|very long|exhaust\w*|extreme|competition|"
    r"half[- ]?marathon|personal best|all[- ]out|(?:[1-9]\d)\s?(?:k|km|miles?)|[3-9] hours|hours of)\b|"
    r"剧烈|高强度|强度大|大量|猛|累瘫|累坏|累趴|精疲力尽|拼命|疯狂|比赛|(?:[1-9]\d{1,2}|十几?|二十|三十|[二三四五六七八九]十|一百)\s*(?:公里|km)|两个多?小时|好几个小时"
)
# In the clause after the sport: 打羽毛球,打得挺猛.
_HARD_AFTER = re.compile(
    r"[,，。]\s*[打跑练踢骑爬游][得的](?:很|挺|比较|特别|太|非常|有点|好)*(?:猛|狠|累|久|激烈|厉害|疯|凶)"
)
_CLIMBING_VALUE = re.compile(r"\b(?:alt|sgpt|ast|enzymes?|levels?|numbers?|values?|it)\b[^,;.]{0,20}$")
_EASY = re.compile(
    r"\b(?:light|gentle|easy|slow(?:ly)?|casual|little|bit of|only|just|short)\b|轻度|轻松|慢慢|稍微|简单|偶尔"
)
_NEGATION = re.compile(
    r"(?:\b(?:don't|do not|doesn't|didn't|did not|never|no|not|haven't|hasn't|without|rarely|hardly|seldom|barely|"
    r"stopped|any|nor)\s+(?:\w+\s+){0,3}|"
    r"(?:不|没有?|从不|从来不|很少|未|无|不怎么|不太|没怎么)(?:[去做打参加进行过经常怎么太任何])*)$"
)
_TEST = words("test_event")
_DAY_UNIT = r"(?P<{0}>days?|nights?|weeks?|wks?|hours?|hrs?|天|日|晚|周|个?星期|个?礼拜|个?小时)"
_WHEN = re.compile(
    rf"(?P<count>{QUANTITY})\s*{_DAY_UNIT.format('unit')}\s*(?:or so\s*)?(?:before|prior to|prior|earlier|ahead of|"
    rf"beforehand|之前|以前|前|ago)(?:\s*(?:the|my|i had)?\s*{_TEST})?|"
    r"(?P<one>the (?:day|night|evening|afternoon) before(?! yesterday)|day before(?! yesterday)|"
    rf"(?:{_TEST})\s*(?:的)?(?:前一天|前一晚|头一天|头天|前天|前夜|前晚)|前一天|前一晚|头一天|头天|yesterday|"
    r"last night|昨天|昨晚|昨日)|"
    rf"(?P<two>the day before yesterday|day before yesterday|前天|前日|two nights ago)|(?P<three>大前天)|"
    rf"(?P<next>(?:隔天|第二天|次日|转天|隔日)(?:就|去|才|早上|一早|上午)*(?:去)?(?:{_TEST})|"
    rf"(?:bloods?|test|draw) (?:was |were )?(?:taken |done )?the (?:next|following) (?:day|morning)|"
    rf"(?:{_TEST}|drawn|taken)[^,.;]{{0,24}}the (?:morning|day) after\b|"
    rf"(?:the )?(?:next|following) (?:day|morning)[^.;]{{0,12}}(?:{_TEST}))|"
    rf"(?P<day_after_next>(?:隔了一天|第三天)(?:就|去|才|早上)*(?:去)?(?:{_TEST}))|"
    rf"(?:{_TEST})\s*的?(?:之前|以前|前|头)(?:的)?\s*(?P<han>{QUANTITY})\s*{_DAY_UNIT.format('han_unit')}|"
    rf"(?:提前|前|头|早)了?\s*(?P<lead>{QUANTITY})\s*{_DAY_UNIT.format('lead_unit')}|"
    r"(?P<zero>same (?:day|morning)|that (?:very )?(?:morning|day)|the morning of|this morning|today|当天|当日|"
    r"当早|早上刚|今天|今早|抽血前刚|just before|right before|hours before)|"
    rf"(?P<week>the week before|a week before|last week(?!end)|上周|上星期|上个星期|上礼拜|(?:{_TEST})前一周|前一周)"
)
_DRAW_WEEKDAY = re.compile(
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?:周|星期|礼拜)[一二三四五六日天]"
)
_WEEKDAYS = {
    name: day
    for day, names in enumerate(["mon一", "tue二", "wed三", "thu四", "fri五", "sat六", "sun日"])
    for name in (names[:3], names[3:])
} | {"天": 6}
_IS_TEST = re.compile(_TEST)
_NO_DAYS = ("hour", "hr", "小时")


def find_exercise(text: str) -> tuple[Mention, ...]:
    """Mentions of `exercise`: the hardest told, or none; `days_before` the draw where told.

    A day that is counted from today ("yesterday", 前天) is taken as counted from the draw.
    """
    folded = fold(text)
    found = [mention for level, pattern in _LEVELS for mention in _of_level(folded, level, pattern)]
    denied = [mention for mention in found if mention.value == "none"]
    done = [mention for mention in found if mention.value != "none" and not _inside(mention, denied)]
    if not done:
        return tuple(denied[:1])
    hard = [mention for mention in done if mention.value == "hard"]
    return (_with_days(folded, hard or done, found),)


def _inside(mention: Mention, others: list[Mention]) -> bool:
    return any(other.start <= mention.start and mention.end <= other.end for other in others)


def _of_level(folded: str, level: str, pattern: re.Pattern[str]) -> list[Mention]:
    found = []
    for match in pattern.finditer(folded):
        value = _value(folded, level, match)
        if value:
            found.append(Mention("exercise", value, *match.span()))
    return found


def _value(folded: str, level: str, match: re.Match[str]) -> str | None:
    first, last = clause(folded, *match.span())
    before = folded[max(first, match.start() - 30) : match.start()]
    if _NOT_SPORT.search(folded, max(0, match.start() - 8), min(len(folded), match.end() + 12)):
        return None
    if permission(folded, *match.span()) or asks(folded, *match.span()):
        return None
    if level == "none" or _NEGATION.search(before):
        return "none"
    if _FUTURE.search(before[-20:]):
        return None
    around = folded[first:last]
    if match[0].startswith("climb") and _CLIMBING_VALUE.search(before):
        return None
    if level == "moderate" and (_HARD.search(around) or _HARD_AFTER.match(folded, last)):
        return "hard"
    return "moderate" if level == "hard" and _EASY.search(before) else level


def _with_days(folded: str, done: list[Mention], found: list[Mention]) -> Mention:
    """The exercise nearest to the draw, with its days."""
    dated = [(days, mention) for mention in done if (days := _days(folded, mention)) is not None]
    if not dated:
        return done[0]
    days, mention = min(dated, key=lambda pair: pair[0])
    return Mention("exercise", mention.value, mention.start, mention.end, details={"days_before": days})


def _days(folded: str, mention: Mention) -> int | None:
    first, last = sentence(folded, mention.start, mention.end)
    matches = [match for match in _WHEN.finditer(folded, first, last) if _in_days(match) is not None]
    if matches:
        return _in_days(min(matches, key=lambda match: _distance(folded, match, mention)))
    return _between_weekdays(folded, mention, first, last)


def _distance(folded: str, match: re.Match[str], mention: Mention) -> tuple[bool, int]:
    """A time in the clause of the exercise comes before a nearer one outside."""
    first, last = clause(folded, mention.start, mention.end)
    gap = max(match.start() - mention.end, mention.start - match.end())
    return not first <= match.start() < last, gap


def days_before(text: str) -> int | None:
    """The number of days that a phrase like "two days before the test" or 抽血前一天 tells."""
    match = _WHEN.search(fold(text))
    return _in_days(match) if match else None


def _in_days(match: re.Match[str]) -> int | None:
    for name, days in (
        ("next", 1),
        ("day_after_next", 2),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("zero", 0),
        ("week", 7),
    ):
        if match[name]:
            return days
    value, unit = quantity(match["count"] or match["han"] or match["lead"]), _unit(match)
    if value is None:
        return None
    if unit.startswith(_NO_DAYS) or "小时" in unit:
        return int(value // 24)
    return round(value * 7) if unit.startswith(("week", "wk")) or unit[-1] in "周期拜" else round(value)


def _unit(match: re.Match[str]) -> str:
    return str(match["unit"] or match["han_unit"] or match["lead_unit"])


def _between_weekdays(folded: str, mention: Mention, first: int, last: int) -> int | None:
    """For "gym on Saturday, test on Monday": the weekday in the clause of the test is the draw's."""
    days = list(_DRAW_WEEKDAY.finditer(folded, first, last))
    if len(days) != 2 or not _IS_TEST.search(folded, first, last):
        return None
    numbers = [_WEEKDAYS[day[0][:3] if day[0].isascii() else day[0][-1]] for day in days]
    test = _IS_TEST.search(folded, first, last)
    place = clause(folded, *test.span()) if test else (0, 0)
    middle = test.start() if test else 0
    nearer = min(days, key=lambda day: (not place[0] <= day.start() < place[1], abs(day.start() - middle)))
    draw = numbers[days.index(nearer)]
    return (draw - numbers[1 - days.index(nearer)]) % 7
