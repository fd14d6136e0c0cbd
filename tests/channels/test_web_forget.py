"""Forget me: afterwards no byte of the talk is left, on disk, in memory or in the log."""

import gc
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from altalk.channels.web.settings import Settings
from tests.channels.web_server import Served, serving

SECRET = "ALT 4321 secretly"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path, Settings(timeout_seconds=3)) as served:
        yield served


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def kept_in_memory(web: Served) -> list[str]:
    return [turn.text for turn in web.app.ctx.web.turns._turns.values()]


def test_nothing_is_left(web: Served, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    person = web.person()
    with caplog.at_level(logging.INFO):
        person.say(SECRET)
        assert SECRET.encode() in on_disk(tmp_path) and kept_in_memory(web) == [SECRET]
        assert person.forget().json() == {"forgotten": True}
    gc.collect()
    assert SECRET.encode() not in on_disk(tmp_path) and kept_in_memory(web) == []
    assert not any("4321" in record.getMessage() for record in caplog.records)


def test_the_token_is_worth_nothing_afterwards(web: Served) -> None:
    person = web.person()
    person.say(SECRET)
    person.forget()
    assert person.post(id="m2", text="hello").status_code == 401
    assert web.client.post("/talk/session", headers=person.headers).json()["token"].split(".")[0] not in person.token


def test_another_person_keeps_their_talk(web: Served) -> None:
    person, other = web.person(), web.person()
    person.say(SECRET)
    other.say("mine")
    person.forget()
    assert [each["text"] for each in other.get("history")["messages"]] == ["mine", "You wrote: mine"]


def test_a_talk_that_never_began_can_be_forgotten(web: Served) -> None:
    assert web.person().forget().json() == {"forgotten": True}


def test_an_answer_on_its_way_does_not_bring_the_talk_back(web: Served, tmp_path: Path) -> None:
    person = web.person()
    person.say(SECRET)
    lines: list[dict[str, object]] = []
    thread = threading.Thread(target=lambda: lines.extend(person.second_window().say("slow", "m2")))
    thread.start()
    time.sleep(0.3)
    assert person.forget().status_code == 200
    thread.join()
    assert lines[-1]["type"] == "error"
    time.sleep(1.8)
    assert SECRET.encode() not in on_disk(tmp_path) and b"First part" not in on_disk(tmp_path)


def test_forgetting_within_the_talk_still_says_so(web: Served, tmp_path: Path) -> None:
    person = web.person()
    person.say(SECRET)
    assert [line.get("text") for line in person.say("forget me", "m2")] == ["Everything is deleted.", None]
    assert SECRET.encode() not in on_disk(tmp_path) and kept_in_memory(web) == []
    assert person.get("history")["messages"] == []


def test_an_installation_that_cannot_delete_says_so(web: Served) -> None:
    web.agent.tracker_store = InMemoryTrackerStore(Domain.empty())  # type: ignore[assignment]
    refused = web.person().forget()
    assert (refused.status_code, refused.json()["error"]["field"]) == (501, "forget")
