"""Red flags and denial in wordings that were written before they were first run; see the head of the messages file."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from altalk.reading.findings import find_findings, red_flag_mentions

BATCHES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "finding_messages_unseen.yml").read_text(encoding="utf-8")
)
# One of these is as good as another: all lead to the same help.
SELF_HARM = {"suicidal_thoughts", "deliberate_overdose", "large_ingestion", "paracetamol_overdose_statement"}
every_batch = pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: f"batch {batch['batch']}")
both_languages = pytest.mark.parametrize("language", ["en", "zh"])


def flags(text: str) -> set[str]:
    return {mention.value for mention in red_flag_mentions(find_findings(text))}


def accepted(finding: str) -> set[str]:
    return SELF_HARM if finding in SELF_HARM else {finding}


@every_batch
@both_languages
def test_red_flags_are_found(batch: dict[str, Any], language: str) -> None:
    """Comparisons, dialects, relatives' remarks, veiled farewells."""
    told = [(finding, text) for finding, group in batch["red"].items() for text in group[language]]
    assert told
    assert not [(finding, text) for finding, text in told if not flags(text) & accepted(finding)]


@every_batch
@both_languages
def test_no_false_alarm(batch: dict[str, Any], language: str) -> None:
    """Past, asked in general, hyperbole, look-alikes."""
    assert not {text: flags(text) for text in batch["quiet"][language] if flags(text)}


@every_batch
@both_languages
def test_scope_of_denial(batch: dict[str, Any], language: str) -> None:
    """What a message denies and what it tells."""
    assert not [one["text"] for one in batch["scope"][language] if not is_read_as(one)]


def is_read_as(one: dict[str, str]) -> bool:
    mentions = find_findings(one["text"])
    told = {mention.value for mention in mentions if not mention.negated}
    denied = {mention.value for mention in mentions if mention.negated}
    present, absent = set(one.get("present", "").split()), set(one.get("denied", "").split())
    return present <= told - denied and absent <= denied - told
