"""The labelled messages. The format is described at the top of `tests/nlu/messages/en.yml`."""

import re
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

RED_FLAG = "red_flag"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_WORDS: dict[str, Any] = {"null": None, "true": True, "false": False}
_KEY = re.compile(r"([a-z_0-9]+)=(.+)")


class Fact(Struct, frozen=True):
    """One fact that a message tells.

    Attributes:
        entities: names in the entity table, any of which is right.
        values: normalised values, any of which is right; None where only a flag or a size was given.
        negated: the person says that it is not so.
        optional: it may be read and need not be.
        details: the further keys that have to be right, for example `unit` or `role`.
    """

    entities: tuple[str, ...]
    values: tuple[Any, ...]
    negated: bool = False
    optional: bool = False
    details: dict[str, Any] = {}

    @property
    def compared_details(self) -> dict[str, Any]:
        """The details without the limit, which counts as a fact of its own."""
        return {key: value for key, value in self.details.items() if key != "upper_limit"}

    def __str__(self) -> str:
        """The fact much as it is written in the files."""
        words = ["not"] if self.negated else []
        values = "|".join("null" if value is None else str(value) for value in self.values)
        details = [f"{key}={value}" for key, value in self.details.items()]
        return " ".join([*words, "|".join(self.entities), values, *details])


class Message(Struct, frozen=True):
    """A message with what should be understood.

    Attributes:
        text: as the person wrote it.
        language: name of the file it stands in: `en`, `zh` or `mixed`.
        intent: what the person wants.
        accept: other intents that are a fair reading.
        facts: what should be read.
        not_alt: no number may be taken for the ALT.
        tags: what it is an example of.
    """

    text: str
    language: str
    intent: str
    accept: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    not_alt: bool = False
    tags: tuple[str, ...] = ()

    @property
    def red_flag(self) -> bool:
        """Whether it tells an emergency sign."""
        return self.intent == RED_FLAG

    @property
    def harmless(self) -> bool:
        """Whether taking it for an emergency is a false alarm."""
        return not self.red_flag and RED_FLAG not in self.accept


class _Item(Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    intent: str
    accept: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    not_alt: bool = False
    tags: tuple[str, ...] = ()


def load_folder(folder: Path) -> list[Message]:
    """The messages of all YAML files of a folder.

    Raises:
        ValueError: a message has a wrong form or stands twice; the text names the file and the message.
    """
    messages = [message for file in sorted(folder.glob("*.yml")) for message in load_file(file)]
    seen: set[str] = set()
    for message in messages:
        if message.text in seen:
            raise ValueError(f"{folder.name}: this message stands twice: {message.text}")
        seen.add(message.text)
    return messages


def load_file(file: Path) -> list[Message]:
    """The messages of one file; its name without the ending is their language."""
    return [_message(raw, file) for raw in yaml.safe_load(file.read_text(encoding="utf-8"))]


def parse_fact(written: str) -> Fact:
    """One fact as written: `[not|maybe] entity value[|other value] [key=value …]`.

    Raises:
        ValueError: entity or value is missing, or a key has no value.
    """
    words = written.split()
    marks = set()
    while words and words[0] in ("not", "maybe"):
        marks.add(words.pop(0))
    if not words[1:]:
        raise ValueError(f"a fact needs an entity and a value: {written}")
    return Fact(
        entities=tuple(words[0].split("|")),
        values=tuple(_scalar(value) for value in words[1].split("|")),
        negated="not" in marks,
        optional="maybe" in marks,
        details=dict(_detail(word) for word in words[2:]),
    )


def _message(raw: Any, file: Path) -> Message:
    try:
        item = msgspec.convert(raw, _Item)
        facts = tuple(parse_fact(fact) for fact in item.facts)
    except (msgspec.ValidationError, ValueError) as error:
        raise ValueError(f"{file.name}: {raw}: {error}") from error
    return Message(
        item.text, file.stem, item.intent, accept=item.accept, facts=facts, not_alt=item.not_alt, tags=item.tags
    )


def _detail(word: str) -> tuple[str, Any]:
    match = _KEY.fullmatch(word)
    if match is None:
        raise ValueError(f"not a key with a value: {word}")
    return match[1], _scalar(match[2])


def _scalar(word: str) -> Any:
    if word in _WORDS:
        return _WORDS[word]
    if _NUMBER.fullmatch(word):
        return float(word) if "." in word else int(word)
    return word.strip('"')
