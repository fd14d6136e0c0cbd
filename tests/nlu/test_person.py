"""Sex, age, body, pregnancy and whose report it is, from raw text in both languages."""

from itertools import chain
from typing import Any

import pytest

from altalk.reading.body import find_body
from altalk.reading.mention import Mention
from altalk.reading.person import find_person
from altalk.reading.pregnancy import find_pregnancy
from altalk.reading.subject import find_subject
from tests.nlu.facts import differences, load

READERS = (find_person, find_body, find_pregnancy, find_subject)


def mentions(text: str) -> tuple[Mention, ...]:
    return tuple(chain.from_iterable(reader(text) for reader in READERS))


@pytest.mark.parametrize("phrase", load("person_phrases.yml"), ids=lambda phrase: phrase["text"])
def test_phrase_about_the_person(phrase: dict[str, Any]) -> None:
    assert differences(mentions(phrase["text"]), phrase["finds"]) == []


@pytest.mark.parametrize("text", ["my wife is 41", "我老公35岁，孕32周", "BP 150/95 and 80 kg"])
def test_offsets_point_at_the_words(text: str) -> None:
    for mention in mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)


def test_age_stands_where_it_was_written() -> None:
    (age,) = (mention for mention in mentions("谷丙85，我今年三十四") if mention.entity == "age")
    assert "谷丙85，我今年三十四"[age.start : age.end] == "三十四"


@pytest.mark.parametrize(
    "text", ["", " ", "。。。", "\u200b\u202e", "🙂", "男" * 500, "'" * 2000, "1" * 3000, "a 1 " * 800]
)
def test_odd_text_is_read_without_error(text: str) -> None:
    mentions(text)
