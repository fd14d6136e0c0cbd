"""Sleep: hours a night, bedtime, late nights, night shifts, insomnia, overwork. One bad night is not a habit."""

import re

from altalk.reading.clock import evening, hour_of, is_named, is_plain, morning, time_pattern
from altalk.reading.habit_patterns import asks, clause, permission, words
from altalk.reading.mention import Mention
from altalk.reading.quantities import QUANTITY, quantity
from altalk.reading.spelling import fold

_HABITS = ("late_nights", "night_shift", "insomnia", "overwork")
_HABIT = re.compile("|".join(f"(?P<{name}>{words(name)})" for name in _HABITS))
_LONG_WORK = re.compile(
    r"work(?:ing)?\s+(?:about |over )?(?P<day>1[0-9])\s*(?:-\s*1\d\s*)?hours?|(?P<week>[6-9]\d|"
    r"1\d\d)[\s-]*hours?(?:\s+a)?\s+weeks?|(?:每天|一天)工作(?P<han>1[0-9]|十[一二三四五六]?)个?(?:多)?小时"
)
_NEGATION = re.compile(
    r"(?:\b(?:don't|dont|do not|doesn't|didn't|never|not|no|without|rarely|haven't|stopped|no longer|isn't|"
    r"used to)\s+(?:\w+\s+){0,2}|"
    r"(?:不|没有?|从不|从来不|从没|未|无|很少|不再|不用|不怎么|不太|不会|不需要)(?:经常|怎么|太|再|上|过|常|有|去|敢)*)$"
)
_ONE_NIGHT = re.compile(words("one_night"))
_USUAL = re.compile(words("habitual"))
_FUTURE = re.compile(r"(?:avoid|stop|quit|should i|need to|避免|不要|别|不能|禁止|减少|少|建议|忌)\s*(?:\w+\s)?$")

_HOURS = r"(?:(?:and a half\s+)?(?:hours?|hrs?|h\b)|个?半?多?小时|个?半?多?钟头|个?钟)"
_SLEEP = words("sleep_word")
_BED_NEXT = (
    rf"(?:bed|asleep|lights out|{words('sleep_word')}|[\d一二三四五六七八九十]{{1,3}}\s*(?:点|:)|晚上|凌晨|半夜)"
)
_SLEPT = re.compile(
    rf"{_SLEEP}(?:\s|for|only|about|around|maybe|less than|under|just|like|roughly|barely|at most|time|is|was|:|得|"
    r"时间|一般|大概|大约|只有|只|不到|也就|足足|够|足|满|上|能|到|差不多|是|有|了|最多|着|每天|每晚|平均|不足|不超过|个|在)*"
    rf"({QUANTITY})\s*(?P<unit_a>{_HOURS})|"
    rf"({QUANTITY})\s*(?P<unit_b>{_HOURS})\s*(?:of\s+|的)?(?:\w+\s)?(?:{_SLEEP}|shut.?eye|(?:a|per|each|"
    r"every)\s+night|nightly|at night)"
)
# A duration in the clause beside sleep: "I sleep well, about 7 hours", 睡得挺好,每晚7小时, "about 7 hours, bed at 11".
_BESIDE = re.compile(
    rf"(?:{_SLEEP}|{words('bed_verb')}|睡得|早起)[^,;.。;\d]{{0,16}}[,;]\s*(?P<after>(?:about|around|roughly|only|maybe|usually|normally|"
    rf"i get|get|每天|每晚|一天|一晚|晚上|一般|平均|大概|大约|差不多|只有|不到|也就|能有|有|能睡|\s)*"
    rf"({QUANTITY})\s*(?P<unit_c>{_HOURS}))"
    rf"(?![a-z])(?!\s*(?:ago|before|later|前|后))|"
    rf"(?:^|[,;.]\s*)(?:about|around|roughly|only|maybe|usually|大概|大约|差不多|\s)*({QUANTITY})\s*(?P<unit_d>{_HOURS})"
    rf"(?:左右|多|吧|or so|\s)*[,;]\s*(?:and\s+)?(?:i\s+)?"
    rf"(?:usually\s+|一般|通常)?(?:go to |in |get to )?(?={_BED_NEXT})"
)
# 每晚睡8小时 tells of every night, not of going to bed late.
_EVERY_NIGHT = re.compile(rf"[每今昨前那当一]晚睡|.晚睡[眠觉够足满着得了]*\s*{QUANTITY}\s*(?:{_HOURS}|点)")
_BED, _WAKE = words("bed_verb"), words("wake_verb")
_AT = (
    r"\s*(?:(?:at|by|around|about|is|was|usually|normally|generally|mostly|often|before|after|between|from|until|till|for|:|在|是|到|时间|大概|一般|"
    r"通常|平时|差不多|后|~)\s*)*"
)
_THEN = r"(?:左右|多|钟|以后|之后|以前|前|后|才|就|开始|我|能|要|半|准时|上床)*\s*"
_UNTIL = re.compile(
    rf"{time_pattern('bed')}(?:左右)?\s*(?:到|至|-|~|to|until|till)\s*{time_pattern('up')}(?:左右|都|一直|在|的|是|\s)*"
    rf"(?:{words('sleep_word')}|most nights|every night|each night)"
)
_BETWEEN = (
    r"[\s,;和]*(?:and|then|til+|until|to|-|~|到|至|,|早上|第二天|次日|i|usually|i'm|am|have to|get|again|"
    r"然后|就|才|便|一般|要|&|觉|/)*[\s,]*"
)
_NO_DURATION = r"(?!\s*(?:hours?|hrs?|h\b|小时|个))"
_NO_OTHER = (
    r"(?!\s*(?:hours?|hrs?|h\b|小时|个|times?|months?|weeks?|days?|years?|mg|tablets?|次|天|周|年|"
    r"点[一二三四五六七八九]))"
)
_NIGHT = re.compile(
    rf"(?:{_BED}|sleep from|from){_AT}{time_pattern('bed')}{_BETWEEN}(?:{_WAKE})?{_AT}{time_pattern('up')}"
    rf"{_NO_DURATION}\s*(?:{_WAKE})?|"
    rf"{time_pattern('bed2')}{_THEN}{_BED}(?:觉|着)?{_BETWEEN}{time_pattern('up2')}{_THEN}{_WAKE}"
)
_BEDTIME = re.compile(
    rf"{_BED}{_AT}{time_pattern('bed')}{_NO_OTHER}|"
    rf"{time_pattern('bed2')}{_THEN}{_BED}(?!\s*(?:hours|小时|个|了?\d))|"
    rf"(?:stay(?:ing|s)? up|up|awake)\s+(?:until|till|til|to|past)\s+{time_pattern('bed3')}|"
    rf"熬夜?到了?{time_pattern('bed4')}"
)
_MARKED = re.compile(r"\b(?:at|by|until|till|past|before)\b|点")
# Hours without their unit: "I only sleep 4 or 5".
_BARE_HOURS = re.compile(
    rf"\bsleep(?:s|ing)?\s+(?:only|about|around|maybe|like|just|\s)*({QUANTITY})(?=\s*(?:$|[,.;]))"
)
_MOST_BARE_HOURS = 10
_NUMBER = re.compile(QUANTITY)
_NAMES = ("bed", "bed2", "bed3", "bed4")


def find_sleep(text: str) -> tuple[Mention, ...]:
    """Mentions of `sleep_hours`, `bedtime` and `sleep_habit`."""
    folded = fold(text)
    nights = _nights(folded)
    bedtimes = nights or _bedtimes(folded)
    return (*bedtimes, *_hours(folded), *_habits(folded))


def _habits(folded: str) -> list[Mention]:
    found: dict[str, Mention] = {}
    for match in _HABIT.finditer(folded):
        if _one_night(folded, match) or asks(folded, *match.span()) or permission(folded, *match.span()):
            continue
        if folded.startswith("不多", match.end()) or _EVERY_NIGHT.match(folded, max(0, match.start() - 1)):
            continue
        first, _ = clause(folded, *match.span())
        before = folded[max(first, match.start() - 24) : match.start()]
        if not _FUTURE.search(before):
            kind = str(match.lastgroup)
            negated = bool(_NEGATION.search(before))
            if kind not in found or found[kind].negated:
                found[kind] = Mention("sleep_habit", kind, *match.span(), negated=negated)
    if (work := _LONG_WORK.search(folded)) and "overwork" not in found:
        found["overwork"] = Mention("sleep_habit", "overwork", *work.span())
    return list(found.values())


def _one_night(folded: str, match: re.Match[str]) -> bool:
    first, last = clause(folded, *match.span())
    return bool(_ONE_NIGHT.search(folded, first, last)) and not _USUAL.search(folded, first, last)


def _hours(folded: str) -> list[Mention]:
    found = []
    for match in (*_BESIDE.finditer(folded), *_SLEPT.finditer(folded)):
        value, unit = _duration(match)
        if (
            value is None
            or _one_night(folded, match)
            or permission(folded, *match.span())
            or asks(folded, *match.span())
        ):
            continue
        value += 0.5 if "半" in unit or "half" in unit else 0.0
        if 0 < value <= 20 and not _work(folded, match):
            found.append(Mention("sleep_hours", value, *match.span()))
    return found[-1:] or _bare_hours(folded)


def _bare_hours(folded: str) -> list[Mention]:
    for match in _BARE_HOURS.finditer(folded):
        value = quantity(match[1])
        asked = permission(folded, *match.span()) or asks(folded, *match.span())
        if value is not None and 1 < value <= _MOST_BARE_HOURS and not asked and not _one_night(folded, match):
            return [Mention("sleep_hours", value, *match.span())]
    return []


def _duration(match: re.Match[str]) -> tuple[float | None, str]:
    """The number and the unit of whichever wording matched."""
    parts = match.groupdict()
    written = next(text for text in match.groups() if text and _NUMBER.fullmatch(text))
    return quantity(written), next(text for name, text in parts.items() if name.startswith("unit") and text)


def _work(folded: str, match: re.Match[str]) -> bool:
    """Whether the hours may be work or a nap: "I worked ten hours a night"."""
    first, _ = clause(folded, *match.span())
    return bool(
        re.search(r"work|drive|study|shift|awake|工作|上班|午睡|午觉|中午|白天|nap", folded[first : match.end()])
    )


def _nights(folded: str) -> list[Mention]:
    """Bedtime, and the hours up to the time of waking."""
    for match in (*_UNTIL.finditer(folded), *_NIGHT.finditer(folded)):
        second = "" if is_named(match, "bed") else "2"
        bed, wake = hour_of(match, f"bed{second}", evening), hour_of(match, f"up{second}", morning)
        if bed is None or wake is None or _one_night(folded, match):
            continue
        hours = round((wake - bed) % 24, 2)
        if 1 <= hours <= 14:
            return [_bedtime(match, bed), Mention("sleep_hours", hours, *match.span())]
    return []


def _bedtimes(folded: str) -> list[Mention]:
    for match in _BEDTIME.finditer(folded):
        name = next(name for name in _NAMES if is_named(match, name))
        hour = hour_of(match, name, evening)
        if hour is None or (is_plain(match, name) and not _MARKED.search(match[0])):
            continue
        if not _one_night(folded, match) and not permission(folded, *match.span()):
            return [_bedtime(match, hour)]
    return []


def _bedtime(match: re.Match[str], hour: float) -> Mention:
    return Mention("bedtime", f"{int(hour) % 24:02d}:{round(hour % 1 * 60):02d}", *match.span())
