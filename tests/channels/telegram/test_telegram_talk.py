"""An ordinary talk in both languages, by polling and by webhook."""

import asyncio

import pytest
from msgspec import Struct
from rasa.shared.core.events import UserUttered

from tests.channels.telegram.fake_people import titles
from tests.channels.telegram.scene import QUICK, Scene

pytestmark = pytest.mark.anyio


class Opening(Struct, frozen=True):
    """How a talk begins, and what its first question offers."""

    language: str
    text: str
    understood: str
    yes: str
    payload: str


ENGLISH = Opening("en", "My ALT is 89, the limit is 40", "ALT 89 U/L", "Yes", "yes, hard exercise")
CHINESE = Opening("zh-hans", "谷丙转氨酶 89，上限 40", "谷丙转氨酶 89", "做过", "做过剧烈运动")


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
@pytest.mark.parametrize("opening", [ENGLISH, CHINESE], ids=["en", "zh"])
async def test_a_whole_talk(scene: Scene, webhook: bool, opening: Opening) -> None:
    if webhook:
        scene.with_webhook()
    async with scene.server() as served:
        await scene.until(lambda: scene.api.called("setWebhook" if webhook else "deleteWebhook"))
        person = scene.person(opening.language)
        await person.writes(opening.text)
        read_back, question = await scene.heard(person, 2)
        assert opening.understood in read_back and "**" not in read_back and question
        assert len(titles(person.hears()[1])) == 3
        await person.presses(opening.yes)
        assert (await scene.heard(person, 4))[2:] == [f"✓ {opening.yes}", f"You wrote: {opening.payload}"]
        assert titles(person.hears()[1]) == [] and not scene.api.pending_queries
        seen = served.agent.seen
        assert [each.text for each in seen] == [opening.text, opening.payload]
        assert {each.sender_id for each in seen} == {f"tg:{person.number}"}
        assert {each.input_channel for each in seen} == {"telegram"}
        assert {each.metadata["language"] for each in seen} == {opening.language[:2]}


async def test_formatting_arrives_and_nothing_becomes_a_tag(scene: Scene) -> None:
    async with scene.server():
        person = scene.person("en")
        await person.writes("markdown")
        text = (await scene.heard(person, 1))[0]
        assert "<b>no tag</b>" in text and "<img src=x onerror=alert(1)>" in text and "• one" in text
        assert "3 * 4 * 5 snake_case_name" in text and "[bad](javascript:alert(1))" in text
        formatted = person.hears()[0]["formatted"]
        assert ("b", "Bold", "") in formatted and ("i", "italic", "") in formatted and ("code", "code", "") in formatted
        assert [href for tag, _, href in formatted if tag == "a"] == ["https://example.org/a?b=1&c=2"]


async def test_replies_keep_their_lists_whole(scene: Scene) -> None:
    async with scene.server():
        person = scene.person()
        await person.writes("markdown")
        assert len(await scene.heard(person, 1)) == 1


async def test_each_person_has_their_own_talk_and_waits_for_nobody(scene: Scene) -> None:
    async with scene.server(QUICK.__class__(timeout_seconds=5, typing_seconds=0.15, poll_seconds=5)):
        slow, quick = scene.person(), scene.person()
        await slow.writes("slow")
        await quick.writes("hello")
        assert await scene.heard(quick, 1, 1.0) == ["You wrote: hello"]
        assert await scene.heard(slow, 2) == ["First part.", "Second part."]


async def test_messages_of_one_person_are_answered_in_their_order(scene: Scene) -> None:
    async with scene.server():
        person = scene.person()
        await person.writes("slowish")
        await person.writes("second")
        await person.writes("third")
        assert await scene.heard(person, 3) == ["Here it is.", "You wrote: second", "You wrote: third"]


async def test_typing_shows_while_the_assistant_works_and_never_after_the_answer(scene: Scene) -> None:
    async with scene.server():
        person = scene.person()
        await person.writes("slowish")
        await scene.heard(person, 1)
        await asyncio.sleep(0.4)
        order = [call.method for call in scene.api.calls if call.method in ("sendChatAction", "sendMessage")]
        assert 3 <= order.count("sendChatAction") <= 4 and order[-1] == "sendMessage"


async def test_messages_sent_while_the_server_was_away_are_answered(scene: Scene) -> None:
    person = scene.person()
    await person.writes("are you there")
    async with scene.server():
        assert await scene.heard(person, 1) == ["You wrote: are you there"]


async def test_after_a_restart_nothing_is_answered_twice(scene: Scene) -> None:
    person = scene.person()
    async with scene.server():
        await person.writes("one")
        await scene.heard(person, 1)
    async with scene.server() as served:
        await person.writes("two")
        assert await scene.heard(person, 2) == ["You wrote: one", "You wrote: two"]
        assert [each.text for each in served.agent.seen] == ["two"]
        tracker = await served.agent.tracker_store.retrieve_full_tracker(f"tg:{person.number}")
        assert tracker is not None
        assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["one", "two"]


async def test_an_update_that_comes_again_is_answered_once(scene: Scene) -> None:
    scene.with_webhook()
    async with scene.server() as served:
        await scene.until(lambda: scene.api.webhook)
        person = scene.person()
        update = {"update_id": 5, "message": person.message(text="once")}
        for _ in range(4):
            assert (await scene.post(update)).status_code == 200
        assert await scene.heard(person, 1) == ["You wrote: once"]
        assert len(served.agent.seen) == 1


async def test_later_messages_go_out_through_the_output_channel(scene: Scene) -> None:
    async with scene.server() as served:
        await scene.until(lambda: scene.api.called("getMe"))
        person = scene.person()
        await person.writes("hello")
        await scene.heard(person, 1)
        reminders = served.agent.seen[0].output_channel
        await reminders.send_response(f"tg:{person.number}", {"text": "Time for the **repeat test**."})
        pushed = served.telegram.get_output_channel()
        assert pushed is not None
        await pushed.send_response(f"tg:{person.number}", {"text": "And again."})
        await pushed.send_response("web-1", {"text": "not for this channel"})
        other = scene.person()
        await reminders.send_response(f"tg:{other.number}", {"text": "For somebody else."})
        assert await scene.heard(other, 1) == ["For somebody else."]
        assert (await scene.heard(person, 3))[1:] == ["Time for the repeat test.", "And again."]


async def test_the_webhook_answers_before_the_work_is_done(scene: Scene) -> None:
    scene.with_webhook()
    async with scene.server():
        await scene.until(lambda: scene.api.webhook)
        person = scene.person()
        before = asyncio.get_running_loop().time()
        await person.writes("slowish")
        assert asyncio.get_running_loop().time() - before < 0.3 and person.hears() == []
        await scene.heard(person, 1)
