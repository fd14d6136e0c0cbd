"""What a short phrase means as the answer to the pending question: "first time", 前三天, "a little", "5-6"."""

import re
from collections.abc import Callable
from functools import cache

from altalk.knowledge.habit_words import habit_words
from altalk.knowledge.vocabulary import medicines
from altalk.reading.clock import evening
from altalk.reading.exercise import days_before
from altalk.reading.habit_patterns import words
from altalk.reading.mention import Mention
from altalk.reading.pregnancy import weeks_in
from altalk.reading.quantities import QUANTITY, quantity

Mentions = tuple[Mention, ...]

_ABOUT = (
    r"(?:about|around|maybe|roughly|only|probably|less than|under|more than|over|at least|up to|i get|yes|yeah|"
    r"大概|大约|差不多|就|只有|不到|也就|最多|最少|至少|超过|每天|每晚|一般|平均|睡|能睡|,|\s)*"
)
_END = r"(?:\s|[.!。吧了呢]|左右|以上|多|or so|max|at most|at least|ish|(?:a|per|each|every) night|on average)*"
_MOST_DAYS = 31.0
_OLDEST, _LONGEST_NIGHT = 120, 16
_NOON, _MIDNIGHT = 12, 24
# Of two numbers as far apart as this, "11 to 7" and "1 to 9" are times of the day, "6 to 8" are hours.
_WIDEST_RANGE = 3.0


@cache
def _opening(*groups: str) -> re.Pattern[str]:
    return re.compile(rf"(?:oh |well |um+ |哦|呃|嗯,|那个)?\s*({words(*groups)})(?=$|[\s,.!。,!、~]|的|了|啊|呢|吧|哦)")


def _opens(folded: str, *groups: str) -> bool:
    """Whether the message begins with such a word, and nothing follows that takes it back."""
    found = _opening(*groups).match(folded)
    return bool(found) and not re.search(
        r"\bbut\b|\bexcept\b|但|不过|除了|don't know|not sure|不知道|不清楚|不确定|不好说", folded
    )


def _whole(entity: str, value: object, folded: str, negated: bool = False, **details: object) -> Mentions:
    return (Mention(entity, value, 0, len(folded), negated, details),)


def _sex(folded: str) -> Mentions:
    found = re.fullmatch(
        rf"(?:i'?m |i am |it'?s |我是|是)?(?:an? )?(?P<word>{words('male')}|{words('female')}|[mf]|he|she|her|him|"
        r"他|她|boy|girl)(?:的|性)?[.!。 ]*",
        folded,
    )
    if not found:
        return ()
    male = re.fullmatch(rf"{words('male')}|m|he|him|他|boy", found["word"])
    return _whole("sex", "male" if male else "female", folded)


# A span of time answers "are you pregnant?" only where it comes first: "12 weeks", not "his urine has been dark these two days".
_SPAN_FIRST = re.compile(
    r"(?:(?:yes|yeah|yep|yup|about|around|i'?m|now|是的?|对|嗯|大概|大约|已经|现在|快|怀孕|怀了|孕|有)[,，\s]*)*[\d一二三四五六七八九十两半]"
)


def _pregnant(folded: str) -> Mentions:
    if _opens(folded, "answer_no") or re.search(words("answer_not_possible"), folded):
        return _whole("pregnancy", "pregnant", folded, negated=True)
    weeks = weeks_in(folded) if _SPAN_FIRST.match(folded) else None
    if weeks is None and not _opens(folded, "answer_yes"):
        return ()
    return (
        _whole("pregnancy", "pregnant", folded)
        if weeks is None
        else _whole("pregnancy", "pregnant", folded, weeks=weeks)
    )


def _taking(value: str) -> Callable[[str], Mentions]:
    """Whether anything of a group is taken at all; what it is stays open."""
    kind = medicines()[value].kind

    def said(folded: str) -> Mentions:
        if re.fullmatch(rf"{words('answer_taking_some')}[.!。 的啊呢]*", folded):
            return _whole("medicine", value, folded, kind=kind)
        nothing = re.fullmatch(rf"(?:no|没有|没)?[\s,]*{words('answer_nothing')}[.!。 过的啊呢]*", folded)
        return _whole("medicine", value, folded, negated=True, kind=kind) if nothing else ()

    return said


def _hepatitis(folded: str) -> Mentions:
    letters = {name: words(f"answer_{name}") for name in ("hepatitis_b", "hepatitis_c")}
    either = "|".join(letters.values())
    before = r"(?:yes|yeah|i have|i had|had|it was|it's|it is|type|是|有|得过|查出过?|慢性|得的是|[\s,])*"
    if not re.fullmatch(rf"{before}(?:{either})(?:(?:\s|and|&|,|和|、|也有)*(?:{either}))?[\s.!。了的]*", folded):
        return ()
    found = [name for name, letter in letters.items() if re.search(letter, folded)]
    return tuple(
        mention
        for name in found
        for mention in _whole(
            "condition", habit_words()[f"answer_{name}"].value, folded, tense="now", hypothetical=False
        )
    )


_SOME_VESSELS = re.compile(
    rf"{QUANTITY}\s*个?"
    + words("vessel_glass", "vessel_bottle", "vessel_can", "vessel_shot", "vessel_liang", "vessel_jin")
)


def _alcohol(folded: str) -> Mentions:
    for group, value in (
        ("answer_heavy", "heavy"),
        ("answer_some", "some"),
        ("answer_no", "none"),
        ("answer_yes", "some"),
    ):
        if _opens(folded, group):
            return _whole("alcohol", value, folded)
    drinks = _SOME_VESSELS.search(folded) and not re.search(words("other_drinks"), folded)
    return _whole("alcohol", "some", folded) if drinks or re.search(words("alcohol_occasion"), folded) else ()


_DAYS = re.compile(rf"{_ABOUT}({QUANTITY})\s*(?:(?P<unit>days?|天|weeks?|周|个?星期))?{_END}")


def _exercise(folded: str) -> Mentions:
    days = days_before(folded)
    if _opens(folded, "answer_no"):
        return _whole("exercise", "none", folded)
    if days is None and (bare := _DAYS.fullmatch(folded)) and (number := quantity(bare[1])) is not None:
        days = round(number * (7 if bare["unit"] and bare["unit"][0] in "w周星个" else 1))
    if days is not None and days <= _MOST_DAYS:
        return _whole("exercise", "hard", folded, days_before=days)
    return _whole("exercise", "hard", folded) if _opens(folded, "answer_yes") else ()


_MONTHS = re.compile(
    rf"({QUANTITY})\s*(?P<half_before>and a half\s*)?(?:多)?(?:(?P<year>years?|yrs?|年)|(?P<month>months?|mos?|个?月)|"
    r"(?P<week>weeks?|wks?|周|个?星期))(?P<half>半|\s*and a half)?"
)


def _raised(folded: str) -> Mentions:
    if _opens(folded, "answer_first_time", "answer_no"):
        return _whole("raised_months", 0.0, folded)
    found = _MONTHS.search(folded)
    value = quantity(found[1]) if found else None
    if found is None or value is None:
        return ()
    share = 12.0 if found["year"] else 1.0 if found["month"] else 12 / 52
    value += 0.5 if found["half"] or found["half_before"] else 0.0
    return _whole("raised_months", round(value * share, 2), folded)


def _age(folded: str) -> Mentions:
    found = re.fullmatch(
        rf"(?:i'?m |我)?({QUANTITY})\s*(?P<unit>months?|mos?|weeks?|个?月|周)?(?:\s*old|大)?了?[.!。 ]*", folded
    )
    value = quantity(found[1]) if found else None
    if found is None or value is None or value > _OLDEST:
        return ()
    unit = found["unit"] or ""
    share = 1 / 12 if unit.startswith(("mo", "个", "月")) else 7 / 365.25 if unit else 1.0
    return _whole("age", round(value * share, 2), folded)


_TIMES = re.compile(
    r"(?:from )?(\d{1,2})(?:点|[ap]m|:00)?\s*(?:to|till|until|-|~|到|至)\s*(\d{1,2})(?:点|[ap]m|:00)?[.!。 ]*"
)
_HOURS = re.compile(rf"{_ABOUT}({QUANTITY})\s*(?:hours?|hrs?|h|个?(?P<half>半)?(?:小时|钟头)|个)?{_END}")


def _sleep(folded: str) -> Mentions:
    if (times := _TIMES.fullmatch(folded)) and (night := _night(float(times[1]), float(times[2]), folded)):
        return night
    found = _HOURS.fullmatch(folded)
    value = quantity(found[1]) if found else None
    if found is None or value is None or not 1 <= value <= _LONGEST_NIGHT:
        return ()
    return _whole("sleep_hours", value + (0.5 if found["half"] else 0.0), folded)


def _night(bed: float, up: float, folded: str) -> Mentions:
    """11 to 7 as times of going to bed and getting up."""
    if 0 <= up - bed <= _WIDEST_RANGE or bed > _MIDNIGHT or up > _NOON:
        return ()
    start = evening(bed) % 24
    bedtime = _whole("bedtime", f"{int(start):02d}:00", folded)
    return (*bedtime, *_whole("sleep_hours", (up - start) % 24, folded))


PHRASES: dict[str, Callable[[str], Mentions]] = {
    "sex": _sex,
    "age": _age,
    "pregnant": _pregnant,
    "medicines": _taking("any_medicine"),
    "herbs": _taking("any_herb"),
    "hepatitis": _hepatitis,
    "alcohol": _alcohol,
    "alcohol_amount": _alcohol,
    "exercise": _exercise,
    "raised_months": _raised,
    "sleep_hours": _sleep,
}
"""By question: what a short text means as its answer, empty where it means nothing."""
