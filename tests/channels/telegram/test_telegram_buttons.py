"""Buttons: one press, one answer, whatever stands behind it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altalk.channels.telegram.choices import Choices, ExpiredButtonError, ForeignButtonError
from altalk.message import Button, Message
from tests.channels.telegram.fake_bot_api import BOT
from tests.channels.telegram.fake_people import titles
from tests.channels.telegram.scene import Scene

pytestmark = pytest.mark.anyio

LONG = "没有喝酒，也没有吃过别的药、中草药或者保健品，最近一周没有剧烈运动"


async def ask_long(say: Any) -> None:
    await say(Message("Which one?", buttons=(Button("Short", "short"), Button("Long", LONG))))


async def test_an_answer_longer_than_a_button_can_hold_arrives_whole(scene: Scene) -> None:
    async with scene.server(ask=ask_long) as served:
        person = scene.person("zh")
        await person.writes("ask")
        await scene.heard(person, 1)
        await person.presses("Long")
        assert (await scene.heard(person, 3))[1:] == ["✓ Long", f"You wrote: {LONG}"]
        assert served.agent.seen[-1].text == LONG


async def test_after_a_restart_a_long_answer_is_politely_gone(scene: Scene) -> None:
    person = scene.person("zh-hans")
    async with scene.server(ask=ask_long):
        await person.writes("ask")
        await scene.heard(person, 1)
    async with scene.server(ask=ask_long) as served:
        await person.presses("Long")
        assert "过期" in (await scene.heard(person, 2))[1]
        assert served.agent.seen == [] and not scene.api.pending_queries and titles(person.hears()[0]) == []


async def test_after_a_restart_a_short_answer_still_counts(scene: Scene) -> None:
    person = scene.person()
    async with scene.server(ask=ask_long):
        await person.writes("ask")
        await scene.heard(person, 1)
    async with scene.server(ask=ask_long):
        await person.presses("Short")
        assert (await scene.heard(person, 3))[2] == "You wrote: short"


async def test_pressing_twice_answers_once(scene: Scene) -> None:
    async with scene.server(ask=ask_long) as served:
        person = scene.person()
        await person.writes("ask")
        await scene.heard(person, 1)
        shown = dict(person.hears()[0])
        await person.presses("Short", shown)
        await person.presses("Short", shown)
        await person.presses("Long", shown)
        await scene.heard(person, 3)
        assert [each.text for each in served.agent.seen] == ["ask", "short"] and not scene.api.pending_queries


@pytest.mark.parametrize("webhook", [False, True])
async def test_the_spinner_stops_even_if_the_assistant_fails(scene: Scene, webhook: bool) -> None:
    async def ask(say: Any) -> None:
        await say(Message("Try", buttons=(Button("Go", "crash"),)))

    if webhook:
        scene.with_webhook()
    async with scene.server(ask=ask):
        await scene.until(lambda: scene.api.webhook or not webhook)
        person = scene.person("en")
        await person.writes("ask")
        await scene.heard(person, 1)
        await person.presses("Go")
        assert "emergency" in (await scene.heard(person, 3))[2]
        assert not scene.api.pending_queries


@pytest.mark.parametrize(
    ("data", "seen"), [('/inform{"alt": 9}', "inform"), ("#unknown", None), ("", None), ("/", None), (None, None)]
)
async def test_forged_data_sets_no_intent(scene: Scene, data: str | None, seen: str | None) -> None:
    async with scene.server(ask=ask_long) as served:
        person = scene.person("en")
        await person.writes("ask")
        await scene.heard(person, 1)
        await person.presses_raw(person.hears()[0], data)
        await scene.until(lambda: not scene.api.pending_queries)
        heard = await scene.heard(person, 3 if seen else 2)
        assert served.agent.seen[-1].text == (seen or "ask") and (seen or "too old" in heard[-1])


async def test_a_press_under_a_message_that_is_gone_or_withheld(scene: Scene) -> None:
    async with scene.server() as served:
        person = scene.person()
        await person.presses_raw(None, "short")
        await scene.until(lambda: not scene.api.pending_queries)
        assert served.agent.seen == []
        withheld = {"message_id": 1, "date": 0, "chat": {"id": person.chat, "type": "private"}}
        await person.presses_raw(withheld, "short")
        assert (await scene.heard(person, 2))[1] == "You wrote: short"


async def test_in_a_group_only_the_one_who_was_asked_may_press(scene: Scene) -> None:
    async with scene.server(ask=ask_long) as served:
        await scene.until(lambda: scene.api.called("deleteWebhook"))
        asked, other = scene.person("en").in_group(-77), scene.person("en").in_group(-77)
        await asked.writes(f"@{BOT['username']} ask")
        await scene.heard(asked, 1)
        shown = dict(asked.hears()[0])
        await other.presses("Short", shown)
        await scene.until(lambda: scene.api.called("answerCallbackQuery"))
        assert "somebody else" in scene.api.called("answerCallbackQuery")[0].data["text"]
        assert titles(asked.hears()[0]) and len(served.agent.seen) == 1
        await asked.presses("Short", shown)
        await scene.heard(asked, 3)
        assert served.agent.seen[-1].sender_id == f"tg:-77:{asked.number}"


async def test_a_message_of_buttons_only_gets_words(scene: Scene) -> None:
    async def ask(say: Any) -> None:
        await say(Message(buttons=(Button("做过", "做过"),)))

    async with scene.server(ask=ask):
        person = scene.person()
        await person.writes("ask")
        assert await scene.heard(person, 1) == ["请选择"]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(min_size=1, max_size=90), min_size=1, max_size=9), st.booleans())
def test_every_button_fits_and_gives_back_what_it_holds(payloads: list[str], shared: bool) -> None:
    payloads = [each.encode("utf-8", "ignore").decode() or "x" for each in payloads]
    choices = Choices()
    keyboard = choices.keyboard([Button("t", payload) for payload in payloads], "tg:1", shared=shared)
    assert keyboard is not None
    data = [str(button.callback_data) for row in keyboard.inline_keyboard for button in row]
    assert all(1 <= len(each.encode()) <= 64 for each in data)
    assert [choices.payload(each, "tg:1") for each in data] == payloads


def test_rows_are_as_wide_as_a_phone() -> None:
    def rows(*names: str) -> list[int]:
        keyboard = Choices().keyboard([Button(name, name) for name in names], "tg:1", shared=False)
        assert keyboard is not None
        return [len(row) for row in keyboard.inline_keyboard]

    assert rows("Yes", "No", "Skip") == [3] and rows("做过", "没有", "跳过") == [3]
    assert rows("Less than a week", "More than a week") == [1, 1] and rows("1", "2", "3", "4") == [3, 1]
    assert rows("每天都喝，喝得不少", "偶尔喝一点点") == [1, 1]


def test_kept_answers_are_bounded_owned_and_forgotten() -> None:
    choices = Choices()

    def key(owner: str) -> str:
        keyboard = choices.keyboard([Button("t", LONG)], owner, shared=False)
        assert keyboard is not None
        return str(keyboard.inline_keyboard[0][0].callback_data)

    mine, theirs = key("tg:1"), key("tg:2")
    with pytest.raises(ForeignButtonError):
        choices.payload(theirs, "tg:1")
    choices.forget("tg:1")
    with pytest.raises(ExpiredButtonError):
        choices.payload(mine, "tg:1")
    for _ in range(6000):
        key("tg:3")
    with pytest.raises(ExpiredButtonError):
        choices.payload(theirs, "tg:2")
    assert len(choices._kept) <= 5000
