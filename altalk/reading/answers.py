"""What a bare number or a short phrase means as the answer to the pending question."""

import re

import msgspec

from altalk.reading.alcohol import weekly_amount
from altalk.reading.answer_phrases import PHRASES, Mentions
from altalk.reading.mention import Mention
from altalk.reading.spelling import fold, visible

# Least and greatest plausible value of a bare number; another number stays a `number`.
_RANGES = {
    "alt": (0.05, 100_000.0),
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
_TIMES = frozenset({"raised_months", "exercise"})
_BARE_TIMES = _BARE | {"pregnancy"}
_AMOUNTS = frozenset({"alcohol", "alcohol_amount"})


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
    if question in _AMOUNTS and len(text) <= _SHORT:
        return _a_week(mentions, fold(visible(text).text).strip())
    if any(mention.entity == entity for mention in mentions):
        return mentions
    if question == "hepatitis" and any(mention.entity == "condition" for mention in mentions):
        return mentions
    if question in ("medicines", "herbs") and any(mention.entity == "medicine" for mention in mentions):
        return mentions
    if question in _RANGES and (numbered := _from_number(question, mentions, text)):
        return numbered
    folded = fold(visible(text).text).strip()
    said = PHRASES[question](folded) if question in PHRASES and len(folded) <= _SHORT else ()
    if not said:
        return mentions
    return (*_explained(question, mentions), *(msgspec.structs.replace(one, end=len(text)) for one in said))


def _explained(question: str, mentions: Mentions) -> Mentions:
    """The mentions without the bare numbers that the answer explains, and "12 weeks" as a time, not a pregnancy."""
    bare = _BARE if question in _WHOLE_TEXT else _BARE_TIMES if question in _TIMES else {"number"}
    return tuple(mention for mention in mentions if mention.entity not in bare)


def _a_week(mentions: Mentions, folded: str) -> Mentions:
    """The answer about alcohol; an amount without a period is that of a week, as it was asked for."""
    said = weekly_amount(folded)
    told = [mention for mention in mentions if mention.entity == "alcohol"]
    if said is None or any("grams_per_week" in mention.details for mention in told):
        return mentions if told else (*mentions, *PHRASES["alcohol"](folded))
    others = tuple(mention for mention in mentions if mention.entity not in ("alcohol", "number"))
    return (*others, said)


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
