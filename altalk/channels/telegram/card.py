"""The assessment in short, as markdown: what to do first, then the grade and the figures."""

from collections.abc import Iterator

from altalk.channels.safe_text import language_of
from altalk.channels.telegram.words import words
from altalk.message import Card, Urgency

# An eye-catcher beside the sentence; no meaning rests on colour alone.
_MARKS: dict[Urgency, str] = {"emergency": "🚨", "urgent": "🔴", "doctor_soon": "🟠", "retest": "🟡", "normal": "🟢"}


def card_markdown(card: Card, text: str = "") -> str:
    """All that the card tells, in the language of its own wording, around the text said with it."""
    language = language_of(card.urgency_line or card.grade) or "en"
    headline = f"**{card.urgency_line}**"
    told = text.removeprefix(headline).strip()
    blocks = (f"{_MARKS[card.urgency]} {headline}", _grade(card, language), told, *_steps(card, language))
    return "\n\n".join(block for block in blocks if block)


def _grade(card: Card, language: str) -> str:
    grade = f"**{card.grade}**" if card.grade else ""
    return "\n".join(line for line in (grade, _scale(card, language)) if line)


def _steps(card: Card, language: str) -> Iterator[str]:
    if card.next:
        yield "\n".join((f"**{words('next', language)}**", *(f"- {step}" for step in card.next)))
    if card.retest:
        yield words("retest", language, when=card.retest)


def _scale(card: Card, language: str) -> str:
    if card.value is None or not card.upper_limit:
        return ""
    multiple = card.multiple if card.multiple is not None else card.value / card.upper_limit
    value = f"{_figure(card.value)} {card.unit}".strip()
    return words("scale", language, value=value, multiple=_figure(multiple), limit=_figure(card.upper_limit))


def _figure(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
