"""What the assistant understands: by the reader alone, or by a trained model through Rasa's Agent in this process."""

import asyncio
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from altalk.evaluation.messages import RED_FLAG
from altalk.reading.findings import red_flag_mentions
from altalk.reading.reader import read


class Understood(Struct, frozen=True):
    """What was made of one message.

    Attributes:
        entities: rows of the entity table, flat, as Rasa lists them.
        red_flag: an emergency sign was seen.
        intent: None when only the reader ran.
        confidence: that of the intent, 0 to 1.
    """

    entities: tuple[dict[str, Any], ...] = ()
    red_flag: bool = False
    intent: str | None = None
    confidence: float = 0.0


def by_reader(texts: Iterable[str]) -> list[Understood]:
    """Read each text by rule, without Rasa."""
    return [_read(text) for text in texts]


def by_model(texts: Iterable[str], model: Path) -> list[Understood]:
    """Parse each text with a trained model.

    Args:
        texts: messages as written.
        model: a model file that `rasa train` made.
    """
    # Loading Rasa takes seconds, and the reader alone does without.
    from rasa.core.agent import Agent  # noqa: PLC0415
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    # Left alone, Rasa writes every message to standard output.
    configure_structlog(logging.WARNING)
    agent = Agent.load(str(model))
    return asyncio.run(_parse_all(agent, texts))


def newest_model(folder: Path) -> Path:
    """The model file changed last.

    Raises:
        FileNotFoundError: there is none.
    """
    models = sorted(folder.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    if not models:
        raise FileNotFoundError(f"no model in {folder}: run `rasa train` first, or use --reader-only")
    return models[-1]


def _read(text: str) -> Understood:
    mentions = read(text)
    return Understood(tuple(mention.as_entity() for mention in mentions), bool(red_flag_mentions(mentions)))


async def _parse_all(agent: Any, texts: Iterable[str]) -> list[Understood]:
    return [_understood(await agent.parse_message(text)) for text in texts]


def _understood(parsed: dict[str, Any]) -> Understood:
    intent = parsed["intent"]
    return Understood(
        tuple(parsed["entities"]), intent["name"] == RED_FLAG, intent["name"], float(intent["confidence"])
    )
