"""Messages with expected facts, as the test data write them: `[not] entity value key=value …`."""

from pathlib import Path
from typing import Any

import yaml

from altalk.reading.mention import Mention

HERE = Path(__file__).parent
Fact = tuple[str, Any, bool, dict[str, Any]]


def load(name: str) -> list[dict[str, Any]]:
    """The messages of one file of this folder."""
    return list(yaml.safe_load((HERE / name).read_text(encoding="utf-8")))


def fact(written: str) -> Fact:
    """One expected fact."""
    words = written.split()
    negated = words[0] == "not"
    entity, *rest = words[1:] if negated else words
    details = dict(word.split("=", 1) for word in rest[1:])
    return entity, _value(rest[0] if rest else "null"), negated, {key: _value(value) for key, value in details.items()}


def _value(written: str) -> Any:
    if written.startswith('"'):
        return written.strip('"')
    if written in ("true", "null"):
        return True if written == "true" else None
    try:
        return float(written)
    except ValueError:
        return written


def is_fact(mention: Mention, expected: Fact) -> bool:
    """Whether the mention says this; further details do not matter."""
    entity, value, negated, details = expected
    same = mention.entity == entity and mention.negated == negated and mention.value == value
    return same and all(mention.details.get(key) == wanted for key, wanted in details.items())


def differences(mentions: tuple[Mention, ...], expected: list[str]) -> list[str]:
    """What is missing and what should not be there; `language` is left out."""
    left = [mention for mention in mentions if mention.entity != "language"]
    problems = []
    for written in expected:
        match = next((mention for mention in left if is_fact(mention, fact(written))), None)
        if match is None:
            problems.append(f"missing: {written}")
        else:
            left.remove(match)
    return problems + [
        f"not expected: {mention.entity} {mention.value} {mention.negated} {mention.details}" for mention in left
    ]
