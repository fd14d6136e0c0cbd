"""Who is refused, how fast one may go, what can be read again, and what protects every answer."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from altalk.channels.web.settings import Settings
from tests.channels.stub_server import OtherInput
from tests.channels.web_server import Person, Served, serving

FAST = Settings(message_burst=1000, session_burst=1000, read_burst=1000, timeout_seconds=1.0)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("web"), FAST) as served:
        yield served


@pytest.fixture
def person(web: Served) -> Person:
    return web.person()


# ---- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   ", "\n\t\n", "/", "\u200b", "\x00"])
def test_an_empty_message_is_answered_kindly_without_the_assistant(web: Served, person: Person, text: str) -> None:
    seen = len(web.agent.seen)
    assert person.say(text)[0]["ids"] == ["blank"]
    assert len(web.agent.seen) == seen


def test_a_typed_intent_is_plain_text(web: Served, person: Person) -> None:
    person.say('/inform{"urgency": "normal"}')
    assert web.agent.seen[-1].text == "inform"


def test_a_very_long_message_is_shortened_and_says_so(web: Served, person: Person) -> None:
    lines = person.say("ALT 89 " * 1000)
    assert len(web.agent.seen[-1].text) <= 4000 and lines[-2]["ids"] == ["shortened"]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b"", 400, "body"),
        (b"[]", 400, "body"),
        (b'"text"', 400, "body"),
        (b"null", 400, "body"),
        (b"{", 400, "body"),
        (b"\xff\xfe", 400, "body"),
        (b"[" * 60_000, 400, "body"),
        (b'{"text": "a"}', 400, "id"),
        (b'{"id": 7, "text": "a"}', 400, "id"),
        (b'{"id": "", "text": "a"}', 400, "id"),
        (b'{"id": "a"}', 400, "text"),
        (b'{"id": "a", "text": null}', 400, "text"),
        (b'{"id": "a", "text": ["b"]}', 400, "text"),
        (b'{"id": "a", "text": "' + b"x" * 70_000 + b'"}', 413, "body"),
    ],
)
def test_a_bad_body_is_refused_with_the_field(person: Person, body: bytes, status: int, field: str) -> None:
    refused = person.client.post("/talk/message", content=body, headers=person.headers)
    assert (refused.status_code, refused.json()["error"]["field"]) == (status, field)


@pytest.mark.parametrize("text", ["\\ud800 ALT 89", "\\u0000ALT 89"])
def test_half_characters_do_no_harm(person: Person, text: str) -> None:
    body = f'{{"id": "a", "text": "{text}"}}'.encode()
    answer = person.client.post("/talk/message", content=body, headers=person.headers)
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert answer.text.splitlines()[-1] == '{"type": "end"}'


@pytest.mark.parametrize(
    ("method", "name"), [("POST", "message"), ("GET", "history"), ("GET", "case"), ("POST", "forget")]
)
@pytest.mark.parametrize("token", [None, "", "Bearer", "Bearer x", "Bearer a.b.c", "Basic eDp5", "Bearer é.1.é"])
def test_nothing_without_a_valid_token(web: Served, method: str, name: str, token: str | None) -> None:
    headers = {} if token is None else {"Authorization": token.encode()}
    refused = web.client.request(method, f"/talk/{name}", headers=headers, json={"id": "a", "text": "b"})  # type: ignore[arg-type]
    assert (refused.status_code, refused.json()["error"]["field"]) == (401, "authorization")


def test_a_changed_token_is_refused(web: Served, person: Person) -> None:
    sid, expiry, signature = person.token.split(".")
    other = web.person().token.split(".")[0]
    for forged in (f"{other}.{expiry}.{signature}", f"{sid}.{int(expiry) + 1}.{signature}", f"{sid}.{expiry}.AAAA"):
        person.token = forged
        assert person.post(id="a", text="b").status_code == 401


# ---- pace -----------------------------------------------------------------------------------------------------------


def test_a_burst_of_messages_is_slowed_down(tmp_path: Path) -> None:
    with serving(tmp_path, Settings(message_burst=10, message_seconds=2)) as served:
        person, other = served.person(), served.person()
        assert [person.post(id=f"m{n}", text="hi").status_code for n in range(11)] == [200] * 10 + [429]
        refused = person.post(id="m11", text="hi")
        assert 1 <= int(refused.headers["Retry-After"]) <= 2 and "emergency" in refused.json()["error"]["reason"]
        assert other.post(id="m1", text="hi").status_code == 200


def test_talks_cannot_be_begun_without_end(tmp_path: Path) -> None:
    with serving(tmp_path, Settings(session_burst=3)) as served:
        answers = [served.client.post("/talk/session") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[3].headers["Retry-After"]) > 0


# ---- sessions, history, case ----------------------------------------------------------------------------------------


def test_every_session_is_another(web: Served) -> None:
    assert web.person().token.split(".")[0] != web.person().token.split(".")[0]


def test_a_token_can_be_renewed_for_the_same_talk(web: Served, person: Person) -> None:
    renewed = web.client.post("/talk/session", headers=person.headers).json()
    assert renewed["token"].split(".")[0] == person.token.split(".")[0]
    assert renewed["expires"] > time.time() + 29 * 86_400


def test_the_talk_can_be_read_again(person: Person) -> None:
    person.say("My ALT is 89, the limit is 40")
    person.say("yes, hard exercise", "m2")
    said = person.get("history")["messages"]
    assert [each["from"] for each in said] == ["person", "assistant", "assistant", "person", "assistant"]
    assert said[3]["text"] == "Yes" and said[2]["buttons"][0]["payload"] == "yes, hard exercise"
    assert all(each["time"] > 0 for each in said)


def test_a_new_talk_is_empty(person: Person) -> None:
    assert person.get("history") == {"messages": [], "pending": []}
    assert person.get("case") == {"case": None, "urgency": None}


def test_history_tells_what_is_still_being_answered(person: Person) -> None:
    thread = threading.Thread(target=lambda: person.second_window().say("slowish"))
    thread.start()
    time.sleep(0.15)
    assert person.get("history")["pending"] == ["slowish"]
    thread.join()
    assert person.get("history")["pending"] == []


def test_the_case_is_what_is_stored(person: Person) -> None:
    person.say("My ALT is 89, the limit is 40")
    assert person.get("case") == {"case": {"alt": 89}, "urgency": "retest", "upper_limit": 40.0}


def test_nobody_reads_the_talk_of_another(web: Served, person: Person) -> None:
    person.say("private words")
    assert "private" not in json.dumps(web.person().get("history"))


# ---- around the calls -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/talk", "/talk/", "/talk/widget.js", "/talk/page.css", "/talk/icon.svg", "/talk/case"]
)
def test_every_answer_is_protected(web: Served, path: str) -> None:
    headers = web.client.get(path).headers
    assert (
        "default-src 'none'" in headers["Content-Security-Policy"]
        and "unsafe" not in headers["Content-Security-Policy"]
    )
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] in ("no-store", "no-cache")


def test_what_is_private_is_never_kept_in_a_cache(web: Served, person: Person) -> None:
    for name in ("history", "case"):
        assert web.client.get(f"/talk/{name}", headers=person.headers).headers["Cache-Control"] == "no-store"
    assert person.post(id="m", text="a").headers["Cache-Control"] == "no-store"


def test_the_page_is_there_with_and_without_a_slash(web: Served) -> None:
    assert "<altalk-chat" in web.client.get("/talk").text
    assert str(web.client.get("/talk/", follow_redirects=True).url).endswith("/talk")


def test_other_channels_do_not_notice(web: Served) -> None:
    other = web.client.get(f"/webhooks/{OtherInput.name()}/")
    assert other.json() == {"status": "ok"} and "Content-Security-Policy" not in other.headers


@pytest.mark.parametrize(
    "path",
    [
        "/talk/../secret",
        "/talk/%2e%2e/etc/passwd",
        "/talk/..%2Fetc",
        "/talk/widget.css",
        "/talk/nothing",
        "/talk/assets",
    ],
)
def test_nothing_else_is_served(web: Served, path: str) -> None:
    assert web.client.get(path).status_code == 404


def test_the_widget_is_small_and_sent_once(web: Served) -> None:
    widget = web.client.get("/talk/widget.js")
    assert widget.headers["Content-Encoding"] == "gzip" and int(widget.headers["Content-Length"]) <= 15_000
    assert web.client.get("/talk/widget.js", headers={"If-None-Match": widget.headers["ETag"]}).status_code == 304


def test_a_client_without_gzip_can_read_it(web: Served) -> None:
    plain = web.client.get("/talk/widget.js", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers and "altalk-chat" in plain.text


def test_a_foreign_page_may_call_only_if_it_is_named(tmp_path: Path) -> None:
    with serving(tmp_path, origin="https://clinic.example") as served:
        for path, token, status in (("/talk/case", None, 401), ("/talk/case", served.person().token, 200)):
            headers = {"Origin": "https://clinic.example", **({"Authorization": f"Bearer {token}"} if token else {})}
            answer = served.client.get(path, headers=headers)
            allowed = answer.headers.get("Access-Control-Allow-Origin")
            assert (answer.status_code, allowed) == (status, "https://clinic.example")
        other = served.client.get("/talk/case", headers={"Origin": "https://other.example"})
        assert "Access-Control-Allow-Origin" not in other.headers
