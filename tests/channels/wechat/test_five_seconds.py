"""Slow answers: three attempts of five seconds, pushes, the box, and never a second answer."""

import asyncio
from pathlib import Path

import pytest

from tests.channels.wechat.simulator import FAULT
from tests.channels.wechat.world import FACTOR, run, until, world


@pytest.mark.parametrize("mode", ["plain", "compatible", "secure"])
def test_a_quick_answer_comes_at_once(tmp_path: Path, mode: str) -> None:
    async def scenario() -> None:
        async with world(tmp_path, mode=mode) as w:
            seen = await w.wechat.text("oPerson", "hello there my friend")
            assert (seen.shown, seen.attempt) == ("You wrote: hello there my friend", 1)
            assert [message.sender_id for message in w.agent.seen] == ["wx:oPerson"]

    run(scenario())


def test_without_the_interface_seven_seconds_are_answered_in_the_second_attempt(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            seen = await w.wechat.text("oPerson", "慢7")
            assert (seen.shown, seen.attempt) == ("七秒的回答。", 2)
            assert w.heard == ["慢7"]

    run(scenario())


@pytest.mark.parametrize(
    ("words", "go_on", "notice", "answer"),
    [
        ("慢17", "继续", "发送“继续”", "十七秒的回答。"),
        ("slow17", "Continue.", "我还在想", "The answer after seventeen seconds."),
    ],
)
def test_without_the_interface_seventeen_seconds_wait_in_the_box(
    tmp_path: Path, words: str, go_on: str, notice: str, answer: str
) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            seen = await w.wechat.text("oPerson", words)
            assert seen.attempt == 3 and seen.shown and notice in seen.shown
            # Asked for before it is there: it is waited for.
            assert (await w.wechat.text("oPerson", go_on)).shown == answer
            assert w.heard == [words]

    run(scenario())


def test_a_late_answer_comes_with_the_next_reply_even_if_nobody_asks(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            await w.wechat.text("oPerson", "慢17")
            seen = await w.wechat.text("oPerson", "人呢？")
            assert seen.shown == "十七秒的回答。\n\nYou wrote: 人呢？"
            assert (await w.wechat.text("oOther", "hello")).shown == "You wrote: hello"

    run(scenario())


@pytest.mark.parametrize(("words", "answer"), [("慢7", "七秒的回答。"), ("慢17", "十七秒的回答。")])
def test_with_the_interface_a_slow_answer_is_pushed(tmp_path: Path, words: str, answer: str) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=True) as w:
            seen = await w.wechat.text("oPerson", words)
            assert (seen.shown, seen.attempt) == (None, 1)
            await until(lambda: bool(w.interface.pushed))
            assert w.interface.texts("oPerson") == [answer] and w.heard == [words]

    run(scenario())


@pytest.mark.parametrize("verified", [False, True])
def test_a_repeated_request_is_not_answered_twice(tmp_path: Path, verified: bool) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=verified) as w:
            fields = w.wechat.fields("oPerson", Content="hello there my friend")
            first, again = w.wechat.request(fields), w.wechat.request(fields)
            assert w.wechat.read((await w.wechat.post(*first))[1], fields) == "You wrote: hello there my friend"
            for request in (first, again, first):
                assert await w.wechat.post(*request) == (200, "success")
            assert len(w.heard) == 1 and not w.interface.pushed

    run(scenario())


def test_the_same_request_many_times_at_once_is_answered_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            fields = w.wechat.fields("oPerson", Content="慢7")
            answers = await asyncio.gather(*(w.wechat.post(*w.wechat.request(fields)) for _ in range(4)))
            shown = [w.wechat.read(body, fields) for status, body in answers if status == 200]
            assert len(shown) == 4 and shown.count(None) >= 3 and len(w.heard) == 1

    run(scenario())


def test_two_people_may_have_the_same_message_id(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            for person in ("oOne", "oTwo"):
                seen = await w.wechat.deliver(w.wechat.fields(person, Content=f"I am {person}") | {"MsgId": 7})
                assert seen.shown == f"You wrote: I am {person}"

    run(scenario())


def test_messages_of_one_person_are_answered_in_their_order(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            slow = asyncio.create_task(w.wechat.text("oPerson", "慢7"))
            await asyncio.sleep(FACTOR)
            other = await w.wechat.text("oOther", "quick one here")
            assert (other.attempt, slow.done()) == (1, False)
            quick = await w.wechat.text("oPerson", "and then this one")
            assert w.heard[0] == "慢7" and quick.shown and quick.shown.endswith("You wrote: and then this one")
            assert (await slow).shown == "七秒的回答。"

    run(scenario())


@pytest.mark.parametrize("verified", [False, True])
@pytest.mark.parametrize("words", ["silence", "crash", "慢40", "说一半"])
def test_silence_an_error_and_a_timeout_end_in_the_safe_text(tmp_path: Path, words: str, verified: bool) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=verified) as w:
            seen = await w.wechat.text("oPerson", words)
            if verified and seen.shown is None:
                await until(lambda: bool(w.interface.pushed))
            told = "".join([seen.shown or "", *w.interface.texts("oPerson")])
            if "继续" in told:
                told = (await w.wechat.text("oPerson", "继续")).shown or ""
            assert "120" in told and "**" not in told and FAULT not in told
            assert "太晚了" not in told and ("先说一句" in told) == (words == "说一半")

    run(scenario())


def test_an_answer_wechat_never_came_back_for_waits_in_the_box(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            fields = w.wechat.fields("oPerson", Content="慢7")
            with pytest.raises(asyncio.TimeoutError):
                await w.wechat.post(*w.wechat.request(fields), seconds=5 * FACTOR)
            await asyncio.sleep(30 * FACTOR)
            assert (await w.wechat.text("oPerson", "继续")).shown == "七秒的回答。"

    run(scenario())


def test_after_a_restart_the_talk_goes_on(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            assert "2. 女" in ((await w.wechat.text("oPerson", "谷丙转氨酶 89")).shown or "")
        async with world(tmp_path) as w:
            assert "多大年纪" in ((await w.wechat.text("oPerson", "②")).shown or "")
            assert w.heard == ["女"]

    run(scenario())
