"""Whole talks on the trained model: stored facts, urgency, limit and the ids of what was said."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from altalk.interpretation import assess, case_from
from tests.dialogue.assistant import Assistant
from tests.dialogue.talk import Talk

TALKS = [
    talk
    for file in sorted((Path(__file__).parent / "talks").glob("*.yml"))
    for talk in yaml.safe_load(file.read_text(encoding="utf-8"))
]
MOST_QUESTIONS = 8


@pytest.mark.parametrize("script", TALKS, ids=[talk["name"] for talk in TALKS])
def test_talk(assistant: Assistant, script: dict[str, Any]) -> None:
    """The talk ends where it must, with nothing lost, nothing asked twice, and at most eight questions."""
    talk = Talk(assistant, language="zh" if any("\u4e00" <= char <= "\u9fff" for char in script["name"]) else "en")
    for message in script["say"]:
        talk.say(message)
    talk.answer_until_done(script.get("when_asked", {}))

    assert len(talk.answered) == len(set(talk.answered)), f"asked again after an answer: {talk.answered}"
    assert len(set(talk.asked)) <= script.get("most_questions", MOST_QUESTIONS), talk.asked
    _check(talk, script["expect"])


def _check(talk: Talk, expect: dict[str, Any]) -> None:
    state = talk.state()
    assessment = assess(case_from(state["case"]))
    assert state["urgency"] == expect["urgency"]
    assert assessment.urgency == expect["urgency"]
    assert assessment.upper_limit is not None
    assert {"value": assessment.upper_limit.value, "origin": assessment.upper_limit.origin} == expect["upper_limit"]
    _contains(state["case"], expect.get("case", {}))
    if "alt" in expect:
        assert assessment.alt == expect["alt"]
    assert set(expect["said"]) <= set(talk.said)
    assert not set(expect.get("not_said", [])) & set(talk.said)


def _contains(stored: dict[str, Any], expected: dict[str, Any]) -> None:
    for name, value in expected.items():
        if isinstance(value, dict):
            _contains(stored.get(name, {}), value)
        else:
            assert stored.get(name) == value, name
