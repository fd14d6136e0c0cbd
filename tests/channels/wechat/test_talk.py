"""Whole talks in both languages, events, and what is not text."""

from pathlib import Path

import pytest

from altalk.channels.wechat.settings import Settings
from tests.channels.wechat.world import FACTOR, run, world


@pytest.mark.parametrize("verified", [False, True])
@pytest.mark.parametrize("mode", ["plain", "compatible", "secure"])
def test_a_chinese_talk_with_a_numbered_menu(tmp_path: Path, mode: str, verified: bool) -> None:
    async def scenario() -> None:
        async with world(tmp_path, mode=mode, verified=verified) as w:
            first = (await w.wechat.text("oPerson", "谷丙转氨酶 89")).shown
            assert first == "我看到的是：谷丙 89 U/L。\n\n您是男是女？\n\n回复数字选择：\n1. 男\n2. 女\n3. 跳过"
            second = (await w.wechat.text("oPerson", "第２个")).shown
            assert second == "您多大年纪？\n\n也可以直接回复：跳过"
            third = (await w.wechat.text("oPerson", "2")).shown
            assert third and third.startswith("两岁。")
            assert w.heard == ["谷丙转氨酶 89", "女", "2"]
            assert all(message.metadata == {"language": "zh"} for message in w.agent.seen)

    run(scenario())


def test_an_english_talk_with_a_numbered_menu(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            first = (await w.wechat.text("oPerson", "My ALT is 89 today")).shown
            assert first and first.endswith("Did you take any medicine?\n\nReply with a number:\n1. Yes\n2. No")
            assert (
                await w.wechat.text("oPerson", "2.")
            ).shown == "Thank you. How old are you?\n\nYou can also reply: Skip"
            assert (await w.wechat.text("oPerson", "85")).shown == "You wrote: 85"
            assert w.heard == ["My ALT is 89 today", "no medicine", "85"]

    run(scenario())


def test_a_number_that_is_no_choice_reaches_the_assistant(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            for words in ("85", "4", "1.5", "12", "2杯", "谷丙 1", "0"):
                await w.wechat.text("oPerson", "谷丙转氨酶 89")
                await w.wechat.text("oPerson", words)
                assert w.heard[-1] == words

    run(scenario())


def test_a_typed_intent_is_text_and_a_long_message_is_shortened(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            await w.wechat.text("oPerson", '/inform{"urgency": "normal"}')
            await w.wechat.text("oPerson", "/restart")
            assert w.heard == ["inform", "restart"]
            await w.wechat.text("oPerson", "谷丙 89 " * 1500)
            assert len(w.heard[-1]) <= 4000
            rest = (await w.wechat.text("oPerson", "继续")).shown or ""
            while "继续" in rest:
                rest = (await w.wechat.text("oPerson", "继续")).shown or ""
            assert "前面一部分" in rest

    run(scenario())


def test_an_empty_message_is_answered_without_the_assistant(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            for words in ("", "  ", "/", "\u200b"):
                assert "空的" in ((await w.wechat.text("oPerson", words)).shown or "")
            assert not w.heard

    run(scenario())


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        *(("image", "图片"), ("voice", "语音"), ("video", "视频"), ("shortvideo", "视频"), ("location", "位置")),
        *(("link", "链接"), ("file", "文件"), ("something_new", "打字")),
    ],
)
def test_what_is_not_text_is_answered_kindly(tmp_path: Path, kind: str, word: str) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            more = {"PicUrl": "http://mmbiz.qpic.cn/x", "MediaId": "m", "Recognition": " ", "Url": "http://x"}
            seen = await w.wechat.deliver(w.wechat.fields("oPerson", kind, **more))
            assert seen.shown and word in seen.shown and "打字" in seen.shown and not w.heard

    run(scenario())


def test_a_recognised_voice_message_is_read(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            await w.wechat.deliver(w.wechat.fields("oPerson", "voice", MediaId="m", Recognition="谷丙八十九。"))
            assert w.heard == ["谷丙八十九。"]

    run(scenario())


def test_who_writes_english_gets_the_channels_texts_in_english(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            await w.wechat.text("oPerson", "in English please")
            assert "pictures" in ((await w.wechat.deliver(w.wechat.fields("oPerson", "image"))).shown or "")
            assert "still thinking" in ((await w.wechat.text("oPerson", "slow17")).shown or "")
            late = (await w.wechat.text("oPerson", "/")).shown or ""
            assert late.startswith("The answer after seventeen seconds.") and "arrived empty" in late
            assert "图片" in ((await w.wechat.deliver(w.wechat.fields("oOther", "image"))).shown or "")

    run(scenario())


def test_a_new_follower_is_greeted_in_both_languages(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            seen = await w.wechat.event("oPerson", "subscribe", EventKey="qrscene_1")
            assert seen.shown and seen.shown.startswith("您好") and "Hello" in seen.shown and "120" in seen.shown
            fields = w.wechat.fields("oOther", "event", Event="subscribe")
            assert (await w.wechat.deliver(fields)).shown and (await w.wechat.deliver(fields)).shown is None
            assert not w.heard

    run(scenario())


def test_only_listed_keys_of_the_accounts_menu_are_words(tmp_path: Path) -> None:
    async def scenario() -> None:
        settings = Settings(event_keys={"START": "看看我的结果"}, time_factor=FACTOR)
        async with world(tmp_path, settings=settings) as w:
            assert (await w.wechat.event("oPerson", "CLICK", EventKey="START")).shown == "You wrote: 看看我的结果"
            for key in ("OTHER", "", "/restart", "看看我的结果", '/inform{"a": 1}'):
                assert (await w.wechat.event("oPerson", "CLICK", EventKey=key)).answers == [(200, "success")]
            for event in ("VIEW", "SCAN", "LOCATION", "TEMPLATESENDJOBFINISH", ""):
                assert (await w.wechat.event("oPerson", event, EventKey="START")).answers == [(200, "success")]
            assert w.heard == ["看看我的结果"]

    run(scenario())


def test_too_many_messages_at_once_are_slowed_down(tmp_path: Path) -> None:
    async def scenario() -> None:
        settings = Settings(message_burst=2, message_seconds=1000, time_factor=FACTOR)
        async with world(tmp_path, settings=settings) as w:
            shown = [(await w.wechat.text("oPerson", f"谷丙 {number}")).shown or "" for number in range(4)]
            assert ["太快" in each for each in shown] == [False, False, True, True]
            assert "You wrote" in ((await w.wechat.text("oOther", "谷丙 89")).shown or "")

    run(scenario())
