"""The page of questions that can be asked."""

from altalk.documentation.markdown import page, table
from altalk.documentation.names import when
from altalk.knowledge.questions import Question, questions


def questions_page() -> str:
    """Every question with when it is asked and which answers are tried."""
    about = (
        "A question is asked only when one of the answers tried changes urgency, limit, leading cause or retest window "
        "for this person; the one that can change most comes first."
    )
    heads = ("id", "asks for", "中文", "asked only if", "仅当", "answers tried")
    return page("Questions", about, table(heads, (_row(one) for one in questions().values())))


def _row(one: Question) -> tuple[str, ...]:
    conditions = {language: " / ".join(when(one.only_if, language)) for language in ("en", "zh")}
    tried = "; ".join(_answer(answer) for answer in one.alternatives)
    return f"`{one.id}`", one.name.en, one.name.zh, conditions["en"], conditions["zh"], tried


def _answer(answer: dict[str, object]) -> str:
    return ", ".join(f"{name}: {_value(value)}" for name, value in answer.items())


def _value(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{name} {_value(inner)}" for name, inner in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_value(inner) for inner in value)
    return str(value)
