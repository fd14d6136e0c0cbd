"""No red flag is missed, and none is raised without cause: denied, imagined, past and look-alike messages."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from altalk.knowledge.vocabulary import findings
from altalk.reading.findings import find_findings, red_flag_mentions
from altalk.reading.mention import Mention

MESSAGES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "finding_messages.yml").read_text(encoding="utf-8")
)
# One of these is as good as another: all lead to the same help.
SELF_HARM = {"suicidal_thoughts", "deliberate_overdose", "large_ingestion", "paracetamol_overdose_statement"}
LANGUAGES = ("en", "zh")


def flags(text: str) -> set[str]:
    return {mention.value for mention in red_flag_mentions(find_findings(text))}


def accepted(finding: str) -> set[str]:
    return SELF_HARM if finding in SELF_HARM else {finding}


@pytest.mark.parametrize("group", MESSAGES["red"], ids=lambda group: group["finds"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_red_flag_is_found(group: dict[str, Any], language: str) -> None:
    """Plain and oblique wording, third person, slang, traditional script and typing errors."""
    missed = [text for text in group[language] if not flags(text) & accepted(group["finds"])]
    assert not missed


@pytest.mark.parametrize("group", MESSAGES["quiet"], ids=lambda group: group["why"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_false_alarm(group: dict[str, Any], language: str) -> None:
    """What is denied, asked about, long past or only looks alike raises nothing."""
    alarms = {text: flags(text) for text in group[language] if flags(text)}
    assert not alarms


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_messages(language: str) -> None:
    """The set is large enough to mean something, in each language."""
    assert sum(len(group[language]) for group in MESSAGES["red"]) >= 200
    assert sum(len(group[language]) for group in MESSAGES["quiet"]) >= 150


def test_every_red_flag_has_messages() -> None:
    """Each red flag of the vocabulary is tested in both languages, except the rarest by its terms alone."""
    tested = {group["finds"] for group in MESSAGES["red"]}
    rare = {"cold_clammy"}
    assert {name for name, finding in findings().items() if finding.red_flag} - rare == tested


@pytest.mark.parametrize("text", ["cold and clammy", "手脚湿冷，出冷汗"])
def test_cold_and_clammy(text: str) -> None:
    """Signs of shock."""
    assert "cold_clammy" in flags(text)


@pytest.mark.parametrize(
    "text", ["did my friend want to kill herself?", "what if I want to die", "如果我想自杀呢", "我朋友是不是想自杀？"]
)
def test_a_question_about_suicide_is_taken_seriously(text: str) -> None:
    """Asking about it counts as telling it."""
    assert "suicidal_thoughts" in flags(text)


@pytest.mark.parametrize(
    "mention",
    [
        Mention("symptom", "jaundice", 0, 1, negated=True),
        Mention("symptom", "jaundice", 0, 1, details={"tense": "past"}),
        Mention("symptom", "jaundice", 0, 1, details={"hypothetical": True}),
        Mention("symptom", "itching", 0, 1),
        Mention("alt", 5000, 0, 1),
    ],
)
def test_what_is_no_red_flag(mention: Mention) -> None:
    """Denied, past, imagined, harmless by itself, or no finding."""
    assert red_flag_mentions([mention]) == ()


def test_a_red_flag_among_facts() -> None:
    """A long message with numbers and medicines keeps its red flag."""
    text = "ALT 78 (0-40), AST 50, I take a statin, sleep 6 hours, no alcohol, and my eyes have turned yellow"
    assert flags(text) == {"jaundice"}
    assert flags("谷丙78，谷草50，吃他汀，不喝酒，睡6小时，对了眼睛有点黄") == {"jaundice"}
