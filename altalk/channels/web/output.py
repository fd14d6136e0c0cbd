"""Rasa's side of a web turn: collects what the assistant says, in order, as typed messages."""

from collections.abc import Callable
from typing import Any

from rasa.core.channels.channel import OutputChannel

from altalk.message import Message


class WebOutput(OutputChannel):
    """Hands each message on at the moment it is said. A message is never split: lists stay whole."""

    def __init__(self, say: Callable[[Message], None]) -> None:
        self._say = say

    @classmethod
    def name(cls) -> str:
        """The channel's name in the tracker."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one bot utterance with all its keys."""
        said = Message.from_utterance(message)
        if not said.is_empty:
            self._say(said)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Take plain text; Rasa's own actions use this when they bypass `send_response`."""
        await self.send_response(recipient_id, {"text": text, **kwargs})
