"""Every button under a question is understood as the answer to that question, in both languages."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from altalk.knowledge.questions import questions
from altalk.reading.answers import answer
from altalk.reading.reader import read

ROOT = Path(__file__).parents[2]
PREFIX = "utter_ask_"
# What the facts of each question are called in the entity table.
FACTS = {
    "alt": {"alt"},
    "warning_signs": {"symptom"},
    "upper_limit": {"upper_limit"},
    "sex": {"sex", "age"},
    "age": {"age"},
    "pregnant": {"pregnancy"},
    "medicines": {"medicine"},
    "which_medicines": {"medicine"},
    "herbs": {"medicine"},
    "hepatitis": {"condition"},
    "exercise": {"exercise"},
    "alcohol": {"alcohol"},
    "alcohol_amount": {"alcohol"},
    "conditions": {"condition"},
    "sleep_hours": {"sleep_hours", "sleep_habit", "bedtime"},
    "raised_months": {"raised_months"},
}
INTENTS = ("affirm", "deny", "dont_know", "refuse")


def titles() -> list[tuple[str, str]]:
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
    return [
        (question, button["title"])
        for question in questions()
        for variation in responses.get(PREFIX + question, [])
        for button in variation.get("buttons", [])
    ]


@cache
def examples() -> frozenset[str]:
    """Training examples of yes, no, "don't know" and "rather not say", in lower case."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data").rglob("*.yml"))]
    blocks = [block for file in files if file for block in file.get("nlu", []) if block.get("intent") in INTENTS]
    lines = [line for block in blocks for line in block["examples"].splitlines()]
    return frozenset(line.removeprefix("- ").strip().lower() for line in lines)


def test_every_question_has_its_facts() -> None:
    assert FACTS.keys() == questions().keys()


@pytest.mark.parametrize(("question", "title"), titles())
def test_title_gives_a_fact_or_is_left_to_an_intent(question: str, title: str) -> None:
    found = {mention.entity for mention in answer(question, read(title), title)} - {"language"}
    assert found <= FACTS[question]
    assert found or title.lower() in examples()


@pytest.mark.parametrize(
    "title", ["No", "None of these", "I don't know", "I'd rather not say", "不知道", "跳过", "都没有"]
)
@pytest.mark.parametrize(
    "question", ["warning_signs", "medicines", "which_medicines", "herbs", "hepatitis", "conditions"]
)
def test_refusal_tells_no_fact(question: str, title: str) -> None:
    assert {mention.entity for mention in answer(question, read(title), title)} <= {"language"}


@pytest.mark.parametrize("question", sorted(FACTS))
@pytest.mark.parametrize("text", ["I don't know", "I'd rather not say", "不知道", "跳过", "不想说", "skip"])
def test_not_knowing_is_never_a_fact(question: str, text: str) -> None:
    assert {mention.entity for mention in answer(question, read(text), text)} <= {"language"}
