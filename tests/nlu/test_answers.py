"""A bare number or a short phrase as the answer to the pending question."""

from typing import Any

import pytest

from altalk.reading.answers import answer
from altalk.reading.reader import read
from tests.nlu.facts import differences, load


@pytest.mark.parametrize("case", load("answers.yml"), ids=lambda case: f"{case['question']}: {case['text']}")
def test_answer(case: dict[str, Any]) -> None:
    found = answer(case["question"], read(case["text"]), case["text"])
    assert differences(found, case["finds"]) == []


def test_fact_of_its_own_is_not_changed_by_the_question() -> None:
    text = "I'm 34, ALT 85"
    assert answer("upper_limit", read(text), text) == read(text)


def test_two_bare_numbers_are_not_guessed_at() -> None:
    text = "80 90"
    assert not [mention for mention in answer("alt", read(text), text) if mention.entity == "alt"]


def test_answer_keeps_unit_and_comparator() -> None:
    text = ">80 U/L"
    (alt,) = (mention for mention in answer("alt", read(text), text) if mention.entity == "alt")
    assert (alt.value, alt.details["unit"], alt.details["comparator"]) == (80, "U/L", ">")


@pytest.mark.parametrize("question", ["alt", "sex", "unheard_of", "", "exercise"])
@pytest.mark.parametrize("text", ["", "🙂", "???", "no" * 300])
def test_odd_answer_is_read_without_error(question: str, text: str) -> None:
    answer(question, read(text), text)
