"""The talk so far and what is stored about the person, read from the tracker."""

from collections.abc import Iterable
from typing import Any

import msgspec
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from altalk.message import Message

_MOST_MESSAGES = 200
_INTERNAL_SLOTS = frozenset({"requested_slot", "session_started_metadata"})


def talk_so_far(events: Iterable[Event]) -> list[dict[str, Any]]:
    """What both sides said, oldest first; what was chosen from buttons stands there as the button's title."""
    said: list[dict[str, Any]] = []
    titles: dict[str, str] = {}
    for event in events:
        if isinstance(event, UserUttered) and event.text and not event.text.startswith("/"):
            said.append({"from": "person", "text": titles.get(event.text, event.text), "time": event.timestamp})
            titles = {}
        elif isinstance(event, BotUttered):
            message = Message.from_utterance(event.message())
            titles |= {button.payload: button.title for button in message.buttons}
            if not message.is_empty:
                said.append({"from": "assistant", **msgspec.to_builtins(message), "time": event.timestamp})
    return said[-_MOST_MESSAGES:]


def stored_facts(tracker: DialogueStateTracker | None) -> dict[str, Any]:
    """The slots that hold something, and `case` and `urgency` in any case."""
    slots = tracker.current_slot_values() if tracker else {}
    kept = {name: value for name, value in slots.items() if value is not None and name not in _INTERNAL_SLOTS}
    return {"case": None, "urgency": None, **kept}
