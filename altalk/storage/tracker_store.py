"""The tracker store: talks in SQL that can be forgotten, end by themselves, and are private on disk.

Rasa's own store has no delete, and deleting rows inside an action is undone by the save that follows it.
"""

import logging
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from altalk.storage.forgetting import announce_forgotten

logger = logging.getLogger(__name__)

FORGET_SLOT = "forget_me"
RETENTION_VARIABLE = "ALTALK_RETENTION_DAYS"
DEFAULT_RETENTION_DAYS = 30.0

_DAY_SECONDS = 86_400.0


class PrivateTrackerStore(SQLTrackerStore):
    """`SQLTrackerStore` with deletion, retention and a private database file."""

    def __init__(
        self,
        domain: Domain | None = None,
        dialect: str = "sqlite",
        db: str = ".run/talks.db",
        event_broker: EventBroker | None = None,
        clock: Callable[[], float] = time.time,
        **kwargs: Any,
    ) -> None:
        self._clock = clock
        self._retention_seconds = retention_days() * _DAY_SECONDS
        if dialect == "sqlite":
            _make_private(Path(db))
        super().__init__(domain, dialect=dialect, db=db, event_broker=event_broker, **kwargs)
        if dialect == "sqlite":
            sa.event.listen(self.engine, "connect", _overwrite_deleted)
            self.engine.dispose()
        self._next_sweep = 0.0
        self._sweep_when_due()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store new events; a tracker that carries the forget mark is deleted instead."""
        self._sweep_when_due()
        if asks_to_be_forgotten(tracker):
            self.forget(tracker.sender_id)
        else:
            await super().save(tracker)

    def forget(self, sender_id: str) -> None:
        """Delete all that is stored about a sender and tell those who keep something in memory."""
        self._delete([sender_id])
        announce_forgotten(sender_id)

    def _sweep_when_due(self) -> None:
        if self._clock() < self._next_sweep:
            return
        self._next_sweep = self._clock() + _DAY_SECONDS
        silent = self._silent_since(self._clock() - self._retention_seconds)
        if silent:
            self._delete(silent)
            logger.info("Deleted %d talks that were older than the retention time.", len(silent))

    def _silent_since(self, moment: float) -> list[str]:
        with self.session_scope() as session:
            rows = session.query(self.SQLEvent.sender_id).group_by(self.SQLEvent.sender_id)
            return [sender for (sender,) in rows.having(sa.func.max(self.SQLEvent.timestamp) < moment)]

    def _delete(self, senders: Iterable[str]) -> None:
        with self.session_scope() as session:
            for sender in senders:
                session.query(self.SQLEvent).filter_by(sender_id=sender).delete()
            session.commit()
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))


def asks_to_be_forgotten(tracker: DialogueStateTracker) -> bool:
    """True if the slot `forget_me` was last set to true, whether or not the domain knows the slot."""
    settings = (event for event in reversed(tracker.events) if isinstance(event, SlotSet) and event.key == FORGET_SLOT)
    return bool(next((event.value for event in settings), False))


def retention_days() -> float:
    """Days after its last event at which a talk is deleted.

    Raises:
        ValueError: the variable is not a number above 0.
    """
    given = os.environ.get(RETENTION_VARIABLE, "")
    try:
        days = float(given) if given else DEFAULT_RETENTION_DAYS
    except ValueError:
        days = 0.0
    if not 0 < days < float("inf"):
        raise ValueError(f"{RETENTION_VARIABLE} must be a number of days above 0, not {given!r}.")
    return days


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _overwrite_deleted(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA secure_delete = ON")
