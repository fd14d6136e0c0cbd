"""What people send: commands, intents, pictures, long texts, groups, and updates of no concern."""

from typing import Any

import pytest

from tests.channels.telegram.fake_bot_api import BOT
from tests.channels.telegram.scene import QUICK, Scene

pytestmark = pytest.mark.anyio
NAME = BOT["username"]
PHOTO = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]}


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "/start", "hello"),
        ("zh-hans", "/start", "你好"),
        (None, "/start", "hello"),
        ("de", "/start", "hello"),
        ("en", f"/start@{NAME}", "hello"),
        ("en", "/start flyer_2024-x", "hello"),
        ("zh", f"/start@{NAME} abc", "你好"),
        ("en", "/START", "hello"),
        ("en", "/help", "what can you do"),
        ("zh", "/help", "你能做什么"),
        ("en", "/restart", "start over"),
        ("zh", "/restart", "重新开始"),
        ("en", "/forget", "forget me"),
        ("zh", "/forget", "忘记我"),
        ("en", "/stop", "goodbye"),
        ("zh", "/language", "切换语言"),
        ("en", "/language", "switch the language"),
        ("en", "/language zh", "请说中文"),
        ("zh", "/language EN", "please speak English"),
        ("en", "/help my eyes are yellow", "my eyes are yellow"),
        ("zh", "/start 皮肤发黄 怎么办", "皮肤发黄 怎么办"),
        ("en", '/inform{"alt": 9}', "inform"),
        ("en", '/restart{"urgency": "normal"}', "restart"),
        ("en", '  /ask_diet{"urgency": "normal"}', "ask diet"),
        ("en", "//restart", "restart"),
        ("en", "/ALT 89", "ALT 89"),
        ("en", "ALT 89/40", "ALT 89/40"),
        ("en", "ALT\u200b 89", "ALT 89"),
    ],
)
async def test_what_the_assistant_hears(scene: Scene, language: str | None, typed: str, said: str) -> None:
    async with scene.server(**{"forget me": _plain, "忘记我": _plain}) as served:
        person = scene.person(language)
        await person.writes(typed)
        await scene.heard(person, 1)
        assert [each.text for each in served.agent.seen] == [said]


async def _plain(say: Any) -> None:
    from altalk.message import Message  # noqa: PLC0415

    await say(Message("done"))


async def test_a_command_is_said_in_the_language_of_the_talk_not_of_the_phone(scene: Scene) -> None:
    async with scene.server() as served:
        person = scene.person("en")
        await person.writes("我的转氨酶是 89")
        await scene.heard(person, 1)
        await person.writes("/restart")
        await scene.heard(person, 2)
        assert served.agent.seen[-1].text == "重新开始"


@pytest.mark.parametrize(
    "content",
    [
        PHOTO,
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
        {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 9, "height": 9,
                     "is_animated": False, "is_video": False}},
        {"location": {"latitude": 1.0, "longitude": 2.0}},
        {"document": {"file_id": "d", "file_unique_id": "d", "file_name": "report.pdf"}},
        {"video": {"file_id": "v", "file_unique_id": "v", "duration": 3, "width": 9, "height": 9}},
        {"contact": {"phone_number": "1", "first_name": "A"}},
        {"dice": {"emoji": "🎲", "value": 3}},
    ],
    ids=lambda content: next(iter(content)),
)  # fmt: skip
async def test_what_cannot_be_read_is_asked_for_in_words(scene: Scene, content: dict[str, Any]) -> None:
    async with scene.server() as served:
        english, chinese = scene.person("en"), scene.person("zh-hans")
        await english.sends(**content)
        await chinese.sends(**content)
        assert "Please type the value" in (await scene.heard(english, 1))[0]
        assert "把数值打出来" in (await scene.heard(chinese, 1))[0]
        assert served.agent.seen == []


async def test_the_words_under_a_picture_are_read(scene: Scene) -> None:
    async with scene.server():
        person = scene.person("zh")
        await person.sends(**PHOTO, caption="医生说我黄疸，还吐血")
        assert (await scene.heard(person, 2))[1] == "You wrote: 医生说我黄疸，还吐血"


async def test_an_album_is_answered_once(scene: Scene) -> None:
    async with scene.server():
        person = scene.person("en")
        for _ in range(5):
            await person.sends(**PHOTO, media_group_id="album")
        await scene.heard(person, 1)


@pytest.mark.parametrize("text", ["/", "\u200b", "   "])
async def test_an_empty_message_is_answered_by_the_channel(scene: Scene, text: str) -> None:
    async with scene.server() as served:
        person = scene.person("en")
        await person.writes(text) if text.strip(" \u200b") else await person.sends(text=text)
        assert "empty" in (await scene.heard(person, 1))[0] and served.agent.seen == []


@pytest.mark.parametrize(
    ("sentence", "notice"),
    [("My ALT is 89 👩‍⚕️. ", "beginning"), ("我的转氨酶是 89，𠮷👍🏽。", "前面一部分")],
    ids=["en", "zh"],
)
async def test_ten_thousand_characters_are_read_in_part_and_the_person_is_told(
    scene: Scene, sentence: str, notice: str
) -> None:
    async with scene.server() as served:
        person = scene.person()
        await person.writes((sentence * 1000)[:10_000])
        await scene.until(lambda: len(person.hears()) > 1 and notice in person.texts()[-1])
        *parts, _ = person.texts()
        read = served.agent.seen[0].text or ""
        assert 3700 < len(read) <= 4000 and "".join(parts).replace(" ", "") == f"You wrote: {read}".replace(" ", "")


async def test_a_burst_is_slowed_down_with_the_emergency_route_and_others_are_not(scene: Scene) -> None:
    limited = QUICK.__class__(message_burst=3, message_seconds=60, poll_seconds=5, first_pause_seconds=0.02)
    async with scene.server(limited) as served:
        person, other = scene.person("en"), scene.person("en")
        for number in range(8):
            await person.writes(f"message {number}")
        heard = await scene.heard(person, 4)
        assert len(served.agent.seen) == 3 and sum("emergency" in each for each in heard) == 1
        await other.writes("hello")
        await scene.heard(other, 1)


# ---- groups ---------------------------------------------------------------------------------------------------------


async def test_in_a_group_only_those_who_address_the_bot_are_answered(scene: Scene) -> None:
    async with scene.server() as served:
        await scene.until(lambda: scene.api.called("deleteWebhook"))
        one, two = scene.person("en").in_group(-77), scene.person("en").in_group(-77)
        for text in ("ALT 89", "/start@other_bot", "hello @other_bot", f"mail@{NAME}.org", "/unknown", "/ALT 89"):
            await one.writes(text)
        await one.sends(**PHOTO)
        await one.writes(f"@{NAME} ALT 89")
        await scene.heard(one, 1)
        await two.writes(f"/help@{NAME}")
        await scene.heard(two, 2)
        await two.writes("ALT 55", reply_to_message=one.hears()[0])
        await scene.heard(two, 3)
        seen = [(each.sender_id, each.text) for each in served.agent.seen]
        assert seen == [
            (f"tg:-77:{one.number}", "ALT 89"),
            (f"tg:-77:{two.number}", "what can you do"),
            (f"tg:-77:{two.number}", "ALT 55"),
        ]


async def test_in_a_group_the_answer_belongs_to_the_question_and_its_topic(scene: Scene) -> None:
    async with scene.server():
        await scene.until(lambda: scene.api.called("deleteWebhook"))
        person = scene.person("en").in_group(-77)
        await person.writes(f"@{NAME} assess", message_thread_id=9, is_topic_message=True)
        await scene.heard(person, 1)
        sent = scene.api.called("sendMessage")[0].data
        assert int(sent["message_thread_id"]) == 9
        assert sent["reply_parameters"]["message_id"] and sent["reply_parameters"]["allow_sending_without_reply"]


async def test_a_group_member_is_known_by_name_without_a_username(scene: Scene) -> None:
    async with scene.server() as served:
        await scene.until(lambda: scene.api.called("deleteWebhook"))
        person = scene.person("en").in_group(-77)
        mention = {"type": "text_mention", "offset": 0, "length": 6, "user": BOT}
        await person.sends(text="ALTalk ALT 89", entities=[mention])
        await scene.heard(person, 1)
        assert served.agent.seen[0].text == "ALTalk ALT 89"


async def test_the_private_talk_and_the_group_talk_are_two(scene: Scene) -> None:
    async with scene.server() as served:
        await scene.until(lambda: scene.api.called("deleteWebhook"))
        person = scene.person("en")
        await person.writes("private")
        await scene.heard(person, 1)
        await person.in_group(-5).writes(f"@{NAME} public")
        await scene.until(lambda: len(served.agent.seen) == 2)
        assert [each.sender_id for each in served.agent.seen] == [f"tg:{person.number}", f"tg:-5:{person.number}"]


# ---- of no concern --------------------------------------------------------------------------------------------------

CHANNEL = {"id": -100, "type": "channel", "title": "News"}
STRANGE: list[dict[str, Any]] = [
    {"a_kind_of_the_future": {"text": "hello"}},
    {"edited_message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "hello"}},
    {"channel_post": {"message_id": 1, "date": 1, "chat": CHANNEL, "text": "hello"}},
    {"message": {"message_id": 1, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "hello"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "group"}, "from": BOT, "text": "hello"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "from": {"id": 5}}},
    {"message": {"message_id": 1, "chat": 7, "text": "hello"}},
    {"message": "hello"},
    {"message": None},
    {"message": []},
    {"callback_query": {"id": "1"}},
    {"callback_query": 5},
    {"poll": {"id": "1"}},
    {},
]


@pytest.mark.parametrize("webhook", [False, True])
async def test_updates_of_no_concern_stop_nothing(scene: Scene, webhook: bool) -> None:
    if webhook:
        scene.with_webhook()
    async with scene.server() as served:
        await scene.until(lambda: scene.api.called("setWebhook" if webhook else "getUpdates"))
        for strange in STRANGE:
            await scene.api.publish(dict(strange))
        person = scene.person("en")
        await person.writes("still there?")
        assert await scene.heard(person, 1) == ["You wrote: still there?"]
        assert len(served.agent.seen) == 1 and len(scene.api.called("sendMessage")) == 1
        assert set(scene.api.webhook_answers) <= {200}


async def test_a_service_message_is_not_talk(scene: Scene) -> None:
    async with scene.server() as served:
        person = scene.person("en")
        await person.sends(message_auto_delete_timer_changed={"message_auto_delete_time": 60})
        await person.sends(new_chat_members=[BOT])
        await person.writes("hello")
        await scene.heard(person, 1)
        assert len(served.agent.seen) == 1
