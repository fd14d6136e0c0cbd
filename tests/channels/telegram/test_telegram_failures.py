"""When the assistant or Telegram fails: never silence, never a message twice, never a word in the log."""

import asyncio
import logging
from itertools import pairwise
from typing import Any

import pytest

from altalk.message import Button, Card, File, Image, Message
from tests.channels.telegram.fake_bot_api import RefusalError
from tests.channels.telegram.scene import QUICK, Scene, own_lines

pytestmark = pytest.mark.anyio

PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="


@pytest.mark.parametrize("text", ["silence", "crash"])
@pytest.mark.parametrize(("language", "route"), [("en", "emergency number"), ("zh-hant", "急诊科")])
async def test_no_answer_becomes_the_safe_text(scene: Scene, text: str, language: str, route: str) -> None:
    async with scene.server():
        person = scene.person(language)
        await person.writes("8" if language == "zh-hant" else "My ALT is 8")
        await scene.heard(person, 1)
        await person.writes(text)
        assert route in (await scene.heard(person, 2))[1]


async def test_the_safe_text_is_in_the_language_of_the_talk(scene: Scene) -> None:
    async def silence(_say: Any) -> None:
        pass

    async with scene.server(沉默=silence):
        person = scene.person("en")
        await person.writes("沉默")
        assert (await scene.heard(person, 1))[0].startswith("抱歉")


async def test_an_answer_that_takes_too_long_is_excused_and_still_arrives(scene: Scene) -> None:
    async def late(say: Any) -> None:
        await asyncio.sleep(0.6)
        await say(Message("Better late."))

    settings = QUICK.__class__(timeout_seconds=0.2, typing_seconds=0.1, poll_seconds=5, late_seconds=5)
    async with scene.server(settings, late=late):
        person = scene.person("en")
        await person.writes("late")
        heard = await scene.heard(person, 2)
        assert heard[0].startswith("Sorry") and heard[1] == "Better late."


async def test_an_assistant_that_hangs_does_not_hold_up_the_talk(scene: Scene) -> None:
    settings = QUICK.__class__(timeout_seconds=0.2, poll_seconds=5, late_seconds=0.2)
    async with scene.server(settings):
        person = scene.person("en")
        await person.writes("hang")
        assert (await scene.heard(person, 2))[1].startswith("Sorry")
        await person.writes("hello")
        assert (await scene.heard(person, 3))[2] == "You wrote: hello"
        await scene.until(lambda: not scene.served.telegram._line.talk._turns._late)  # type: ignore[union-attr]


async def test_markup_that_telegram_cannot_read_is_sent_plain(scene: Scene) -> None:
    async with scene.server():
        person = scene.person("en")
        error = 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3'
        scene.api.refusals["sendMessage"] = [RefusalError(400, error)]
        await person.writes("assess")
        text = (await scene.heard(person, 1))[0]
        assert "2.2 times" in text and "<b>" not in text
        assert "parse_mode" not in scene.api.called("sendMessage")[0].data


async def test_too_fast_for_telegram_waits_and_loses_nothing(scene: Scene) -> None:
    async with scene.server():
        person = scene.person("en")
        busy = [RefusalError(429, "Too Many Requests: retry after 1", retry_after=1) for _ in range(2)]
        scene.api.refusals["sendMessage"] = list(busy)
        await person.writes("hello")
        assert await scene.heard(person, 1, 8.0) == ["You wrote: hello"]
        tries = [call.at for call in scene.api.calls if call.method == "sendMessage"]
        assert len(tries) == 3 and all(1.0 <= later - sooner < 3 for sooner, later in pairwise(tries))


async def test_a_broken_line_loses_no_answer(scene: Scene) -> None:
    async with scene.server():
        person = scene.person("en")
        scene.api.refusals["sendMessage"] = [
            RefusalError(502, "Bad Gateway"),
            RefusalError(500, "Internal Server Error"),
        ]
        await person.writes("My ALT is 89, the limit is 40")
        heard = await scene.heard(person, 2)
        assert heard[0].startswith("I understood") and heard[1].startswith("Did you")


async def test_a_refused_message_does_not_stop_the_next(scene: Scene) -> None:
    async with scene.server():
        person = scene.person("en")
        scene.api.refusals["sendMessage"] = [RefusalError(400, "Bad Request: something else")]
        await person.writes("My ALT is 89, the limit is 40")
        assert (await scene.heard(person, 1))[0].startswith("Did you")


async def test_a_group_that_became_a_supergroup_is_followed(scene: Scene) -> None:
    async with scene.server():
        person = scene.person("en")
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        scene.api.refusals["sendMessage"] = [RefusalError(400, text, migrate_to_chat_id=-1009)]
        await person.writes("hello")
        await scene.until(lambda: scene.api.said(-1009))
        assert person.hears() == []


async def test_who_blocked_the_bot_is_left_alone_and_not_named(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with scene.server():
        person, other = scene.person("en"), scene.person("en")
        scene.api.blocked_by.add(person.number)
        await person.writes("My ALT is 89, the limit is 40")
        await scene.until(lambda: any("blocked" in line for line in own_lines(caplog)))
        await asyncio.sleep(0.2)
        assert len([call for call in scene.api.calls if call.method == "sendMessage"]) == 2
        await other.writes("hello")
        await scene.heard(other, 1)
    assert not any(str(person.number) in line for line in own_lines(caplog))
    assert not [record for record in caplog.records if record.name.startswith("altalk") and record.levelno > 20]


async def test_pictures_are_uploaded_and_an_svg_goes_as_a_file(scene: Scene) -> None:
    async def chart(say: Any) -> None:
        await say(Message("Your values:", image=Image(PNG, "ALT fell from 120 to 60.")))

    async with scene.server(chart=chart):
        person = scene.person("en")
        await person.writes("chart")
        await scene.heard(person, 2)
        await person.writes("picture")
        heard = await scene.heard(person, 4)
        photo, document = scene.api.called("sendPhoto")[0], scene.api.called("sendDocument")[0]
        assert heard[1] == "ALT fell from 120 to 60." and next(iter(photo.files.values()))[1].startswith(b"\x89PNG")
        assert heard[3].startswith("ALT fell") and next(iter(document.files.values()))[1].startswith(b"<svg")
        assert next(iter(document.files.values()))[0].endswith(".svg")


@pytest.mark.parametrize("trouble", ["photo refused", "all refused", "an address", "broken data"])
async def test_a_picture_that_cannot_be_shown_is_told_in_words(scene: Scene, trouble: str) -> None:
    sources = {"an address": "https://clinic.example/chart.png", "broken data": "data:image/png;base64,%%%"}

    async def chart(say: Any) -> None:
        await say(Message(image=Image(sources.get(trouble, PNG), "ALT fell from 120 to 60.")))

    async with scene.server(chart=chart):
        person = scene.person("en")
        scene.api.breaks_photos = trouble == "photo refused"
        if trouble == "all refused":
            for method in ("sendPhoto", "sendDocument"):
                scene.api.refusals[method] = [RefusalError(400, "Bad Request: file is empty")]
        await person.writes("chart")
        assert await scene.heard(person, 1) == ["ALT fell from 120 to 60."]
        assert not any("clinic.example" in str(call.data) for call in scene.api.calls)
        assert ("document" in person.hears()[0]) == (trouble == "photo refused")


async def test_a_long_description_of_a_picture_arrives_whole(scene: Scene) -> None:
    alt = "ALT was raised. " * 90

    async def chart(say: Any) -> None:
        await say(Message(image=Image(PNG, alt)))

    async with scene.server(chart=chart):
        person = scene.person("en")
        await person.writes("chart")
        heard = await scene.heard(person, 2)
        assert heard == ["", alt.strip()] and "photo" in person.hears()[0]


async def test_a_file_keeps_its_name_or_is_reported_missing(scene: Scene) -> None:
    async def summary(say: Any) -> None:
        await say(Message("For your doctor", file=File("summary.html", "data:text/html,%3Ch1%3EALT%3C/h1%3E")))

    async with scene.server(summary=summary):
        person = scene.person("en")
        await person.writes("summary")
        await scene.heard(person, 2)
        assert next(iter(scene.api.called("sendDocument")[0].files.values())) == ("summary.html", b"<h1>ALT</h1>")
        scene.api.refusals["sendDocument"] = [RefusalError(400, "Bad Request: file is too big")]
        await person.writes("summary")
        assert "summary.html" in (await scene.heard(person, 4))[3]


async def test_an_answer_of_ten_thousand_characters_comes_in_parts_with_buttons_at_the_end(scene: Scene) -> None:
    text = "转氨酶偏高不一定是肝病😀，先别着急。" * 560

    async def long(say: Any) -> None:
        await say(Message(text, buttons=(Button("好", "好"),)))

    async with scene.server(long=long):
        person = scene.person("zh")
        await person.writes("long")
        await scene.until(lambda: person.hears() and "reply_markup" in person.hears()[-1])
        assert "".join(person.texts()) == text and len(person.texts()) == 3
        assert all(part.endswith("。") for part in person.texts())


async def test_a_card_tells_urgency_first_then_grade_and_steps(scene: Scene) -> None:
    async with scene.server():
        english, chinese = scene.person("en"), scene.person("zh")
        await english.writes("assess")
        await chinese.writes("评估")
        said = (await scene.heard(english, 1))[0]
        order = ["No hurry: repeat the test", "Mildly raised", "ALT 89 U/L, 2.2 times", "common and often passes"]
        order += ["What to do", "• No alcohol until then", "Repeat the test: Between 7 and 21 December"]
        assert sorted(order, key=said.index) == order
        said = (await scene.heard(chinese, 1))[0]
        order = [
            "一周内去看消化内科",
            "中度升高",
            "谷丙转氨酶 268 U/L，是上限 40 的 6.7 倍",
            "接下来怎么做",
            "复查时间：就诊时",
        ]
        assert sorted(order, key=said.index) == order


async def test_an_emergency_is_said_once_and_first(scene: Scene) -> None:
    line = "Go to an emergency department now."

    async def alarm(say: Any) -> None:
        card = Card("emergency", line, grade="Severe", value=900, upper_limit=40, unit="U/L")
        await say(Message(f"**{line}**\n\nBecause of the yellow eyes.", card=card))

    async with scene.server(alarm=alarm):
        person = scene.person("en")
        await person.writes("alarm")
        said = (await scene.heard(person, 1))[0]
        assert said.count(line) == 1 and said.index(line) < 5 and "22.5 times" in said and "yellow eyes" in said
