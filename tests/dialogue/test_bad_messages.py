"""Bad input gets a clear, kind reply; nothing known is lost, nothing is guessed, and the server goes on."""

import pytest

from altalk.interpretation import assess, case_from
from tests.dialogue.assistant import Assistant
from tests.dialogue.talk import Talk

KNOWN = {"en": "ALT 78, limit 40, male, 34", "zh": "谷丙78，上限40，男，34岁"}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "😀😀😀",
        "\u0000\u0007\u001b[31m",
        "，。！？；：",
        "a" * 10_000,
        "肝" * 10_000,
        "1 " * 5_000,
        "<script>alert(1)</script>",
        "'; DROP TABLE events; --",
        "/affirm",
        '/inform{"case": {}}',
    ],
    ids=[
        "empty",
        "blank",
        "emoji",
        "control",
        "punctuation",
        "long",
        "long_zh",
        "digits",
        "html",
        "sql",
        "intent",
        "slots",
    ],
)
def test_nothing_known_is_lost(assistant: Assistant, language: str, text: str) -> None:
    talk = Talk(assistant, language)
    talk.say(KNOWN[language])
    before = talk.state()["case"]
    replies = talk.say(text)

    assert any(reply.get("text") for reply in replies)
    after = talk.state()["case"]
    assert {name: after.get(name) for name in ("labs", "sex", "age")} == {
        name: before.get(name) for name in ("labs", "sex", "age")
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("my ALT is -5 U/L", "utter_problem_impossible_value"),
        ("ALT 1000000000", "utter_problem_impossible_value"),
        ("谷丙转氨酶 -5 U/L", "utter_problem_impossible_value"),
        ("ALT 78 mmol/L", "utter_problem_unknown_unit"),
        ("谷丙78 毫摩尔/升", "utter_problem_unknown_unit"),
        ("ALT 78, reference range 50-9", "utter_problem_limits_swapped"),
        ("谷丙78，参考值50-9", "utter_problem_limits_swapped"),
        ("谷丙转氨酶高一倍", "utter_problem_ambiguous"),
        ("转氨酶超了三倍", "utter_problem_ambiguous"),
    ],
)
def test_what_cannot_be_meant_is_named_and_not_stored(assistant: Assistant, text: str, problem: str) -> None:
    talk = Talk(assistant, "zh" if "谷" in text or "转" in text else "en")
    talk.say(text)

    assert problem in talk.said
    assert all(lab.get("value") in (None, 78) for lab in talk.state()["case"].get("labs", []))


def test_two_contradicting_values_are_told_and_the_higher_one_counts(assistant: Assistant) -> None:
    talk = Talk(assistant, "en")
    talk.say("ALT 78, limit 40. On the next page it says ALT 145.")
    state = talk.state()

    assert {lab["value"] for lab in state["case"]["labs"]} == {78, 145}
    assert assess(case_from(state["case"])).alt == 145
    assert any("145" in message.get("text", "") for message in talk.messages)


def test_an_unsupported_language_is_answered(assistant: Assistant) -> None:
    talk = Talk(assistant, "en")
    replies = talk.say("Mon taux de transaminases est trop élevé, que dois-je faire ?")

    assert any(reply.get("text") for reply in replies)


def test_an_animal_is_not_read_as_a_person(assistant: Assistant) -> None:
    talk = Talk(assistant, "en")
    talk.say("my cat's ALT is 210")

    assert not talk.state()["case"].get("labs")
