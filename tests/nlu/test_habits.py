"""Alcohol, sleep, exercise and how long the value has been raised, from raw text in both languages."""

from itertools import chain
from typing import Any

import pytest

from altalk.knowledge.drinks import drinks, grams, is_heavy
from altalk.knowledge.habit_words import habit_words
from altalk.reading.alcohol import find_alcohol
from altalk.reading.exercise import find_exercise
from altalk.reading.mention import Mention
from altalk.reading.persistence import find_persistence
from altalk.reading.quantities import quantity
from altalk.reading.sleep import find_sleep
from tests.nlu.facts import differences, load

READERS = (find_alcohol, find_sleep, find_exercise, find_persistence)


def mentions(text: str) -> tuple[Mention, ...]:
    return tuple(chain.from_iterable(reader(text) for reader in READERS))


@pytest.mark.parametrize("phrase", load("habit_phrases.yml"), ids=lambda phrase: phrase["text"])
def test_phrase_about_habits(phrase: dict[str, Any]) -> None:
    assert differences(mentions(phrase["text"]), phrase["finds"]) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2.5", 2.5),
        ("half a", 0.5),
        ("5-6", 5.5),
        ("三", 3),
        ("两三", 2.5),
        ("十二", 12),
        ("一点五", 1.5),
        ("半", 0.5),
        ("三十四", 34),
        ("一百五", 150),
        ("一百零五", 105),
        ("十七八", 17.5),
        ("thirty-four", 34),
        ("a couple of", 2),
        ("apple", None),
    ],
)
def test_quantity(written: str, value: float | None) -> None:
    assert quantity(written) == value


def test_grams_of_a_pint_and_of_two_liang() -> None:
    assert grams(drinks()["beer"], "pint", 1) == pytest.approx(22.72)
    assert grams(drinks()["baijiu"], "liang", 2) == pytest.approx(41.6)
    assert grams(drinks()["uk_unit"], None, 14) == 112


def test_heavy_begins_above_the_level_of_each_sex() -> None:
    assert not is_heavy(210) and is_heavy(210.1)
    assert not is_heavy(140, female=True) and is_heavy(140.1, female=True)


def test_every_vessel_named_has_words() -> None:
    named = {size.removeprefix("zh_") for drink in drinks().values() for size in drink.sizes} - {"default", "box"}
    assert {f"vessel_{size}" for size in named} <= habit_words().keys()


@pytest.mark.parametrize(
    "text", ["", " ", "。。。", "\u200b\u202e", "🙂", "睡" * 500, "2 " * 1500, "1" * 3000, "drink " * 500]
)
def test_odd_text_is_read_without_error(text: str) -> None:
    mentions(text)
