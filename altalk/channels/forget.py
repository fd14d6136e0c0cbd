"""Forget a person: delete the stored talk at once, whatever channel they came from."""

import logging
from typing import Any, Protocol, runtime_checkable

from rasa.core.tracker_store import TrackerStore

logger = logging.getLogger(__name__)


@runtime_checkable
class CanForget(Protocol):
    """A tracker store that can delete a talk."""

    def forget(self, sender_id: str) -> None:
        """Delete all that is stored about a sender."""


class CannotForgetError(RuntimeError):
    """The tracker store in use has no delete; nothing was deleted."""


async def forget(agent: Any, sender_id: str) -> None:
    """Delete the talk of a sender while no message of theirs is being worked on.

    Args:
        agent: Rasa's agent.
        sender_id: the conversation to delete.

    Raises:
        CannotForgetError: the tracker store has no delete. Nobody may be told that their talk is gone.
    """
    store = _forgetful(agent.tracker_store)
    async with agent.lock_store.lock(sender_id):
        store.forget(sender_id)


def _forgetful(store: TrackerStore) -> CanForget:
    # Rasa wraps the configured store to survive failures of the database.
    while not isinstance(store, CanForget):
        inner = getattr(store, "_tracker_store", None)
        if inner is None:
            raise CannotForgetError(f"{type(store).__name__} cannot delete a talk")
        store = inner
    return store
