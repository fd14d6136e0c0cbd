"""Whole messages through all readers together."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altalk.reading.findings import red_flag_mentions
from altalk.reading.reader import read
from tests.nlu.facts import differences, load

MESSAGES = load("reader_messages.yml")


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["text"])
def test_message(message: dict[str, Any]) -> None:
    assert differences(read(message["text"]), message["finds"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "I am 45 years old",
        "45M",
        "今年45",
        "paracetamol 500 mg",
        "扑热息痛500毫克",
        "12/03/2024",
        "2024年3月12日",
        "BP 150/95",
        "血压150/95",
        "temperature 37.5",
        "体温37.2",
        "my cat's ALT is 150",
        "我家狗的谷丙150",
        "AST 45",
        "谷草45",
        "platelets 150",
        "32 weeks pregnant",
        "孕32周",
        "5 beers a day",
        "I sleep 6 hours",
        "70 kg",
        "170 cm",
        "GGT 88",
        "retest in 14 days",
        "raised for 8 months",
    ],
)
def test_another_number_is_never_the_alt(text: str) -> None:
    assert not [
        mention for mention in read(text) if mention.entity in ("alt", "liver_enzyme") and mention.value is not None
    ]


@pytest.mark.parametrize(
    "text", ["no", "nope", "I don't know", "不知道", "rather not say", "不想说", "没有", "skip", "yes", "是的"]
)
def test_bare_answer_is_no_fact(text: str) -> None:
    assert {mention.entity for mention in read(text)} <= {"language"}


@pytest.mark.parametrize(
    ("text", "language"), [("ALT 85, is it bad?", "en"), ("谷丙85严重吗", "zh"), ("我的ALT是85", "zh")]
)
def test_language(text: str, language: str) -> None:
    assert [mention.value for mention in read(text) if mention.entity == "language"] == [language]


@pytest.mark.parametrize(
    "text", ["my eyes are yellow and ALT is 300", "我爸眼睛发黄，谷丙300", "my husband is confused and jaundiced"]
)
def test_red_flag_reaches_through(text: str) -> None:
    assert red_flag_mentions(read(text))


def test_offsets_are_those_of_the_text_as_written() -> None:
    text = "A\u200bLT \u202e8\u200b5   ，   我今年三十四"
    found = {mention.entity: text[mention.start : mention.end] for mention in read(text)}
    assert found["age"] == "三十四"
    assert found["alt"].replace("\u200b", "") == "85"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        ".",
        "?!?!",
        "。。。",
        "🙂",
        "👨‍👩‍👧",
        "\u200b\u200f\u202e",
        "\x00",
        "\ud83d",
        "مرحبا ALT ٨٥",
        "ALT=85;" * 3,
        "İ ALT 85",
        "ＡＬＴ：８５",
        "1" * 400,
        "-" * 400,
        "（（（",
        "<script>",
        '/inform{"alt": 5}',
        "{{}}",
        "%s %d",
        "'; drop table",
    ],
)
def test_odd_message_is_read_without_error(text: str) -> None:
    for mention in read(text):
        assert 0 <= mention.start <= mention.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_without_error(text: str) -> None:
    for mention in read(text):
        assert 0 <= mention.start <= mention.end <= len(text)


def test_relative_with_a_disease_gives_the_person_none() -> None:
    found = {mention.value for mention in read("My dad has fatty liver, my ALT is 60") if mention.entity == "condition"}
    assert "fatty_liver" not in found


def test_one_message_is_quick() -> None:
    texts = [message["text"] for message in MESSAGES]
    for text in texts:
        read(text)
    times = []
    for text in texts:
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    assert sorted(times)[len(times) // 2] < 0.004


@pytest.mark.parametrize(
    "part", ["my ALT is 85 and I drink 2 beers a day. ", "我今年三十四，谷丙85，每天喝二两白酒。", "x", " ", "一"]
)
def test_very_long_message_stays_cheap(part: str) -> None:
    text = (part * 10_000)[:10_000]
    read(text)
    start = time.process_time()
    read(text)
    # Twenty times the few milliseconds of a message, a hundred times its length.
    assert time.process_time() - start < 0.4


def test_fact_at_the_end_of_a_long_message_is_found() -> None:
    text = "I am so worried about all of this. " * 200 + "I am 34 years old and I never drink."
    assert {"age", "alcohol"} <= {mention.entity for mention in read(text)}
