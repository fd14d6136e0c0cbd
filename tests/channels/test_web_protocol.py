"""The calls of the web channel: who may, what they give, and what happens when something goes wrong."""

import json
import logging
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from altalk.channels.web.settings import Settings
from tests.channels.web_server import Person, Served, serving

FAST = Settings(message_burst=1000, session_burst=1000, read_burst=1000, timeout_seconds=1.0)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("web"), FAST) as served:
        yield served


@pytest.fixture
def person(web: Served) -> Person:
    return web.person()


def kinds(lines: list[dict[str, object]]) -> list[object]:
    return [line["type"] for line in lines]


# ---- an ordinary talk ----------------------------------------------------------------------------------------------


def test_a_message_is_answered_and_ended(person: Person) -> None:
    lines = person.say("ALT 89")
    assert lines == [{"type": "message", "text": "You wrote: ALT 89", "ids": ["echo"]}, {"type": "end"}]


def test_all_parts_of_a_message_arrive(person: Person) -> None:
    card = person.say("assess")[0]["card"]
    assert (card["urgency"], card["value"], card["multiple"]) == ("retest", 89, 2.2)
    assert person.say("My ALT is 89, the limit is 40", "m2")[1]["buttons"][0]["title"] == "Yes"
    assert person.say("picture", "m3")[0]["image"]["alt"].startswith("ALT fell")


def test_replies_come_one_by_one(web: Served, person: Person) -> None:
    arrived = []
    body = {"id": "s", "text": "slow"}
    with (
        serving_slowly(web) as client,
        client.stream("POST", "/talk/message", json=body, headers=person.headers) as got,
    ):
        arrived.extend((time.monotonic(), json.loads(line)["type"]) for line in got.iter_lines())
    assert [kind for _, kind in arrived] == ["message", "error"]
    assert arrived[1][0] - arrived[0][0] > 0.5


def serving_slowly(web: Served) -> httpx.Client:
    return httpx.Client(base_url=web.url, timeout=20)


def test_the_language_of_the_page_is_a_hint_in_the_metadata_only(web: Served, person: Person) -> None:
    person.say("89", language="zh")
    assert web.agent.seen[-1].metadata == {"language": "zh"}
    person.say("90", "m2", language="xx")
    assert web.agent.seen[-1].metadata == {}


def test_the_sender_carries_the_channel_and_an_id_nobody_guesses(web: Served, person: Person) -> None:
    person.say("hello")
    sid = person.token.split(".")[0]
    assert web.agent.seen[-1].sender_id == f"web-{sid}" and len(bytes.fromhex(sid)) == 16
    assert web.agent.seen[-1].input_channel == "web"


# ---- the same message twice ----------------------------------------------------------------------------------------


def test_the_same_id_is_answered_from_memory(web: Served, person: Person) -> None:
    first = person.say("once only", "same")
    seen = len(web.agent.seen)
    assert person.say("once only", "same") == first
    assert len(web.agent.seen) == seen


def test_the_same_id_at_the_same_time_is_worked_on_once(web: Served, person: Person) -> None:
    answers: list[list[dict[str, object]]] = []
    seen = len(web.agent.seen)
    threads = [threading.Thread(target=lambda: answers.append(person.second_window().say("slow", "x"))) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers[0] == answers[1] and len(web.agent.seen) == seen + 1


def test_two_messages_at_once_are_answered_in_their_order(person: Person) -> None:
    thread = threading.Thread(target=lambda: person.second_window().say("slowish", "first"))
    thread.start()
    time.sleep(0.1)
    person.say("quick", "second")
    thread.join()
    said = [each["text"] for each in person.get("history")["messages"]]
    assert said == ["slowish", "Here it is.", "quick", "You wrote: quick"]


def test_an_id_cannot_carry_two_texts(person: Person) -> None:
    person.say("ALT 89", "same")
    refused = person.post(id="same", text="I vomit blood")
    assert (refused.status_code, refused.json()["error"]["field"]) == (409, "id")


def test_an_id_of_another_person_is_not_mine(web: Served, person: Person) -> None:
    person.say("mine", "shared id")
    assert web.person().say("theirs", "shared id")[0]["text"] == "You wrote: theirs"


def test_a_failed_turn_may_be_tried_again(web: Served, person: Person) -> None:
    seen = len(web.agent.seen)
    assert kinds(person.say("crash", "again")) == kinds(person.say("crash", "again")) == ["error"]
    assert len(web.agent.seen) == seen + 2


def test_a_broken_line_does_not_lose_the_answer(web: Served, person: Person) -> None:
    seen = len(web.agent.seen)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{web.url}/talk/message", json={"id": "cut", "text": "slowish"}, headers=person.headers, timeout=0.15
        )
    assert [line.get("text") for line in person.say("slowish", "cut")] == ["Here it is.", None]
    assert len(web.agent.seen) == seen + 1


# ---- failure is never silent ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["silence", "crash", "hang"])
def test_no_answer_ends_in_the_safe_text(person: Person, text: str) -> None:
    last = person.say(text)[-1]
    assert last["type"] == "error" and "emergency" in last["text"]


def test_the_safe_text_is_in_the_language_of_the_interface(person: Person) -> None:
    assert "120" in person.say("silence", language="zh")[-1]["text"]
    assert "Sorry" not in person.say("silence", "m2", language="zh")[-1]["text"]


def test_after_a_timeout_the_talk_goes_on(person: Person) -> None:
    assert kinds(person.say("hang", "m1")) == ["message", "error"]
    assert kinds(person.say("hello", "m2")) == ["message", "end"]


def test_no_word_of_the_person_reaches_the_log(person: Person, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for number, text in enumerate(["crash", "hang", "my ALT is 4321", "silence"]):
            person.say(text, f"m{number}")
    ours = [record for record in caplog.records if record.name.startswith("altalk")]
    assert len(ours) == 2 and not any("4321" in record.getMessage() for record in caplog.records)
    assert not any(person.token.split(".")[0] in record.getMessage() for record in caplog.records)
