"""Talks can be forgotten, end by themselves, and are private on disk."""

import asyncio
import sqlite3
import stat
from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.utils.endpoints import EndpointConfig

from altalk.channels.forget import CannotForgetError, forget
from altalk.storage.forgetting import on_forgotten
from altalk.storage.tracker_store import PrivateTrackerStore

DAY = 86_400
SECRET = "my ALT is 4321 and I drink"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class StandIn:
    """What `forget` needs of Rasa's agent."""

    def __init__(self, store: TrackerStore) -> None:
        self.tracker_store = store
        self.lock_store = InMemoryLockStore()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private" / "talks.db"


@pytest.fixture
def store(path: Path) -> PrivateTrackerStore:
    return PrivateTrackerStore(Domain.empty(), db=str(path))


def talk(store: TrackerStore, sender: str, text: str = SECRET, time: float | None = None, *more: object) -> None:
    async def scene() -> None:
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        tracker.update(UserUttered(text, timestamp=time))
        for event in more:
            tracker.update(event)
        await store.save(tracker)

    asyncio.run(scene())


def stored(store: TrackerStore, sender: str) -> int:
    tracker = asyncio.run(store.retrieve_full_tracker(sender))
    return len(tracker.events) if tracker else 0


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_it_stores_like_rasas_own(store: PrivateTrackerStore, path: Path) -> None:
    talk(store, "a")
    talk(store, "a", "second")
    assert stored(store, "a") == 2 and SECRET.encode() in on_disk(path)


def test_a_forgotten_talk_is_gone_from_the_disk(store: PrivateTrackerStore, path: Path) -> None:
    for number in range(40):
        talk(store, "a", f"{SECRET} {number}")
    talk(store, "b", "somebody else")
    store.forget("a")
    assert (stored(store, "a"), stored(store, "b")) == (0, 1)
    assert SECRET.encode() not in on_disk(path) and b"somebody else" in on_disk(path)


def test_it_is_gone_from_a_write_ahead_log_too(store: PrivateTrackerStore, path: Path) -> None:
    # A second process that has the database open keeps the log from being folded in by itself.
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL").fetchall()
    other.execute("SELECT count(*) FROM events").fetchall()
    talk(store, "a")
    assert (path.parent / "talks.db-wal").read_bytes()
    store.forget("a")
    assert SECRET.encode() not in on_disk(path)
    other.close()


def test_the_save_after_the_action_does_not_bring_it_back(store: PrivateTrackerStore, path: Path) -> None:
    talk(store, "a")
    talk(store, "a", "forget me", None, SlotSet("forget_me", True), ActionExecuted("action_listen"))
    assert stored(store, "a") == 0 and SECRET.encode() not in on_disk(path)
    talk(store, "a", "hello again")
    assert stored(store, "a") == 1


def test_the_mark_can_be_taken_back_within_the_turn(store: PrivateTrackerStore) -> None:
    talk(store, "a", "x", None, SlotSet("forget_me", True), SlotSet("forget_me", False))
    assert stored(store, "a") == 3


def test_earlier_sessions_are_forgotten_as_well(store: PrivateTrackerStore) -> None:
    talk(store, "a", "first session", 1.0)
    talk(store, "a", "second", None, SessionStarted())
    store.forget("a")
    assert stored(store, "a") == 0


def test_those_who_keep_something_are_told(store: PrivateTrackerStore) -> None:
    told: list[str] = []
    on_forgotten(told.append)
    store.forget("a")
    assert told == ["a"]


def test_old_talks_end_at_the_start_and_once_a_day(path: Path) -> None:
    clock = Clock(100 * DAY)
    before = PrivateTrackerStore(Domain.empty(), db=str(path), clock=clock)
    talk(before, "old", time=clock.now - 31 * DAY)
    talk(before, "old but back", time=clock.now - 31 * DAY)
    talk(before, "old but back", time=clock.now - 29 * DAY)
    talk(before, "young", time=clock.now - 1 * DAY)
    after = PrivateTrackerStore(Domain.empty(), db=str(path), clock=clock)
    assert [stored(after, sender) for sender in ("old", "old but back", "young")] == [0, 2, 1]
    clock.now += 2 * DAY
    talk(after, "new", time=clock.now)
    assert [stored(after, sender) for sender in ("old but back", "young", "new")] == [0, 1, 1]


@pytest.mark.parametrize("days", ["7", "0.5"])
def test_the_retention_time_can_be_set(path: Path, monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    monkeypatch.setenv("ALTALK_RETENTION_DAYS", days)
    clock = Clock(100 * DAY)
    store = PrivateTrackerStore(Domain.empty(), db=str(path), clock=clock)
    talk(store, "a", time=clock.now)
    clock.now += 7 * DAY + 1
    talk(store, "b", time=clock.now)
    assert stored(store, "a") == 0


@pytest.mark.parametrize("days", ["0", "-1", "a month", "nan", "inf"])
def test_a_retention_time_that_is_none_stops_the_start(path: Path, monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    monkeypatch.setenv("ALTALK_RETENTION_DAYS", days)
    with pytest.raises(ValueError, match="ALTALK_RETENTION_DAYS"):
        PrivateTrackerStore(Domain.empty(), db=str(path))


def test_only_the_owner_can_read_the_files(store: PrivateTrackerStore, path: Path) -> None:
    talk(store, "a")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_others_could_read_is_closed(path: Path) -> None:
    path.parent.mkdir()
    path.touch(mode=0o644)
    PrivateTrackerStore(Domain.empty(), db=str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_rasa_loads_it_from_the_endpoints_file(path: Path) -> None:
    name = f"{PrivateTrackerStore.__module__}.{PrivateTrackerStore.__name__}"
    loaded = TrackerStore.create(EndpointConfig(type=name, db=str(path)), Domain.empty())
    assert isinstance(loaded, PrivateTrackerStore)


def test_forget_finds_the_store_behind_rasas_wrapper(store: PrivateTrackerStore) -> None:
    talk(store, "a")
    agent = Agent(domain=Domain.empty(), tracker_store=store)
    assert isinstance(agent.tracker_store, FailSafeTrackerStore)
    asyncio.run(forget(agent, "a"))
    assert stored(store, "a") == 0


def test_a_store_without_delete_does_not_pretend() -> None:
    with pytest.raises(CannotForgetError, match="InMemoryTrackerStore"):
        asyncio.run(forget(StandIn(FailSafeTrackerStore(InMemoryTrackerStore(Domain.empty()))), "a"))
