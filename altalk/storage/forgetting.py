"""Tell everything that keeps something about a person in memory that this person is to be forgotten."""

from collections.abc import Callable

Listener = Callable[[str], None]

_listeners: list[Listener] = []


def on_forgotten(listener: Listener) -> None:
    """Call `listener(sender_id)` whenever the stored talk of a sender was deleted."""
    _listeners.append(listener)


def announce_forgotten(sender_id: str) -> None:
    """Let all listeners drop what they keep about this sender."""
    for listener in _listeners:
        listener(sender_id)
