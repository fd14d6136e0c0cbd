"""What a bare number or a short phrase means as the answer to the pending question."""

import re
from collections.abc import Callable
from functools import cache

import msgspec

from altalk.reading.exercise import days_before
from altalk.reading.habit_patterns import words
from altalk.reading.mention import Mention
from altalk.reading.quantities import QUANTITY, quantity
from altalk.reading.spelling import fold, visible

Mentions = tuple[Mention, ...]

# Least and greatest plausible value of a bare number; another number stays a `number`.
_RANGES = {
    "alt": (0.05, 30_000.0),
    "upper_limit": (0.2, 3_500.0),
    "age": (0.0, 120.0),
    "weight": (2.0, 350.0),
    "height": (45.0, 240.0),
    "sleep_hours": (1.0, 16.0),
    "pregnant": (1.0, 43.0),
}
_ENTITIES = {"weight": "weight_kg", "height": "height_cm"}
_SAME_QUESTION = {
    "pregnancy": "pregnant",
    "weight_kg": "weight",
    "height_cm": "height",
    "sleep": "sleep_hours",
    "raised_before": "raised_months",
}
_ENZYME_UNITS = frozenset({None, "U/L", "ukat/L", "nkat/L"})
# In U/L an upper limit lies within the first pair, in microkatal within the second, in nanokatal within the third.
_LIMITS = ((9.0, 150.0), (0.2, 2.5), (170.0, 2_500.0))
_SHORT = 60
# The phrases of these questions are the whole text: "5-6" hours is no range of a report.
_WHOLE_TEXT = frozenset({"age", "sleep_hours"})
_BARE = frozenset({"number", "ambiguous", "upper_limit"})


def answer(question: str, mentions: Mentions, text: str) -> Mentions:
    """Turn what has no meaning of its own into the fact that was asked for.

    Args:
        question: id of the pending question, for example `age`.
        mentions: what `read` found in the text.
        text: the message as written.

    Returns:
        The mentions, with the answer in the place of the bare number or added. A number that is impossible for
        the question stays a `number`; "no" to a question about medicines or signs stays with the intent.
    """
    question = _SAME_QUESTION.get(question, question)
    entity = _ENTITIES.get(question, "pregnancy" if question == "pregnant" else question)
    if any(mention.entity == entity for mention in mentions):
        return mentions
    if question in _RANGES and (numbered := _from_number(question, mentions, text)):
        return numbered
    folded = fold(visible(text).text).strip()
    said = _PHRASES[question](folded) if question in _PHRASES and len(folded) <= _SHORT else None
    if said is None:
        return mentions
    bare = _BARE if question in _WHOLE_TEXT else {"number"}
    others = tuple(mention for mention in mentions if mention.entity not in bare)
    return (*others, msgspec.structs.replace(said, end=len(text)))


def _from_number(question: str, mentions: Mentions, text: str) -> Mentions | None:
    """The mentions with the only bare number as the answer; None where there is none, or several."""
    numbers = [mention for mention in mentions if mention.entity == "number" and mention.value is not None]
    if len(numbers) != 1 or not _possible(question, numbers[0]):
        return None
    number = numbers[0]
    return tuple(_meant(question, number, text) if mention is number else mention for mention in mentions)


def _possible(question: str, number: Mention) -> bool:
    unit = number.details.get("unit")
    if unit not in (_ENZYME_UNITS if question in ("alt", "upper_limit") else {None}):
        return False
    if question == "upper_limit" and unit is None and not any(low <= number.value <= high for low, high in _LIMITS):
        return False
    low, high = _RANGES[question]
    return bool(low <= number.value <= high)


def _meant(question: str, number: Mention, text: str) -> Mention:
    if question == "alt":
        return msgspec.structs.replace(
            number, entity="alt", details={"unit": None, "role": "current", **number.details}
        )
    if question == "upper_limit":
        return msgspec.structs.replace(
            number, entity="upper_limit", details={"unit": None, "analyte": "alt", **number.details}
        )
    if question == "pregnant":
        return msgspec.structs.replace(number, entity="pregnancy", value="pregnant", details={"weeks": number.value})
    # A Chinese weight of 110 and more without a unit is in jin; so it is where a message has Chinese characters.
    halved = question == "weight" and number.value >= 110 and re.search("[\u4e00-\u9fff]", text)
    value = number.value / 2 if halved else number.value
    return msgspec.structs.replace(number, entity=_ENTITIES.get(question, question), value=float(value))


@cache
def _opening(*groups: str) -> re.Pattern[str]:
    return re.compile(rf"(?:oh |well |um+ |哦|呃|嗯,|那个)?\s*({words(*groups)})(?=$|[\s,.!。,!、~]|的|了|啊|呢|吧|哦)")


def _opens(folded: str, *groups: str) -> bool:
    """Whether the message begins with such a word, and nothing follows that takes it back."""
    found = _opening(*groups).match(folded)
    return bool(found) and not re.search(
        r"\bbut\b|\bexcept\b|但|不过|除了|don't know|not sure|不知道|不清楚|不确定|不好说", folded
    )


def _whole(entity: str, value: object, folded: str, negated: bool = False, **details: object) -> Mention:
    return Mention(entity, value, 0, len(folded), negated, details)


def _sex(folded: str) -> Mention | None:
    found = re.fullmatch(
        rf"(?:i'?m |i am |it'?s |我是|是)?(?:an? )?(?P<word>{words('male')}|{words('female')}|[mf]|he|she|her|him|"
        r"他|她|boy|girl)(?:的|性)?[.!。 ]*",
        folded,
    )
    if not found:
        return None
    male = re.fullmatch(rf"{words('male')}|m|he|him|他|boy", found["word"])
    return _whole("sex", "male" if male else "female", folded)


def _pregnant(folded: str) -> Mention | None:
    if _opens(folded, "answer_no") or re.search(words("answer_not_possible"), folded):
        return _whole("pregnancy", "pregnant", folded, negated=True)
    return _whole("pregnancy", "pregnant", folded) if _opens(folded, "answer_yes") else None


def _alcohol(folded: str) -> Mention | None:
    for group, value in (
        ("answer_heavy", "heavy"),
        ("answer_some", "some"),
        ("answer_no", "none"),
        ("answer_yes", "some"),
    ):
        if _opens(folded, group):
            return _whole("alcohol", value, folded)
    return None


def _exercise(folded: str) -> Mention | None:
    days = days_before(folded)
    if _opens(folded, "answer_no"):
        return _whole("exercise", "none", folded)
    if days is not None:
        return _whole("exercise", "hard", folded, days_before=days)
    return _whole("exercise", "hard", folded) if _opens(folded, "answer_yes") else None


_MONTHS = re.compile(
    rf"({QUANTITY})\s*(?:多)?(?:(?P<year>years?|yrs?|年)|(?P<month>months?|mos?|个?月)|(?P<week>weeks?|wks?|周|"
    r"个?星期))(?P<half>半)?"
)


def _raised(folded: str) -> Mention | None:
    if _opens(folded, "answer_first_time", "answer_no"):
        return _whole("raised_months", 0.0, folded)
    found = _MONTHS.search(folded)
    value = quantity(found[1]) if found else None
    if found is None or value is None:
        return None
    share = 12.0 if found["year"] else 1.0 if found["month"] else 12 / 52
    return _whole("raised_months", round((value + (0.5 if found["half"] else 0.0)) * share, 2), folded)


def _age(folded: str) -> Mention | None:
    found = re.fullmatch(
        rf"(?:i'?m |我)?({QUANTITY})\s*(?P<unit>months?|mos?|weeks?|个?月|周)?(?:\s*old|大)?了?[.!。 ]*", folded
    )
    value = quantity(found[1]) if found else None
    if found is None or value is None or value > 120:
        return None
    unit = found["unit"] or ""
    share = 1 / 12 if unit.startswith(("mo", "个", "月")) else 7 / 365.25 if unit else 1.0
    return _whole("age", round(value * share, 2), folded)


def _sleep(folded: str) -> Mention | None:
    found = re.fullmatch(
        r"(?:about|around|maybe|roughly|only|less than|under|大概|大约|差不多|就|只有|不到|也就|"
        rf"最多)?\s*({QUANTITY})\s*(?:hours?|hrs?|h|个?(?P<half>半)?(?:小时|钟头))?(?:\s*(?:a|per|each|"
        r"every) night|左右|吧|or so|max|at most|ish)*[.!。 ]*",
        folded,
    )
    value = quantity(found[1]) if found else None
    if found is None or value is None or not 1 <= value <= 16:
        return None
    return _whole("sleep_hours", value + (0.5 if found["half"] else 0.0), folded)


_PHRASES: dict[str, Callable[[str], Mention | None]] = {
    "sex": _sex,
    "age": _age,
    "pregnant": _pregnant,
    "alcohol": _alcohol,
    "exercise": _exercise,
    "raised_months": _raised,
    "sleep_hours": _sleep,
}
