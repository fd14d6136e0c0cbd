"""Customer-service messages: tokens, quotas, pictures, and what becomes of messages that are refused."""

import asyncio
import logging
from pathlib import Path

import pytest

from altalk.channels.wechat.access_token import AccessToken, IssuedToken
from tests.channels.wechat.simulator import MOST_BYTES, SECRET
from tests.channels.wechat.world import LONG, World, run, until, world


async def read_all(w: World, first: str) -> str:
    """What a person reads who goes on until there is no more; without the hints."""
    read, shown = "", first
    while True:
        await asyncio.sleep(0.05)
        await settled(w)
        pushed = w.interface.texts("oPerson")
        w.interface.pushed.clear()
        parts = [shown, *pushed]
        read += "".join(part.partition("\n\n（后面还有")[0] for part in parts)
        if not any("发送“继续”" in part for part in parts):
            return read
        shown = (await w.wechat.text("oPerson", "继续")).shown or ""


async def settled(w: World) -> None:
    """Wait until nothing more is being pushed."""
    assert w.channel.desk
    await until(lambda: not w.channel.desk.jobs._tasks)


@pytest.mark.parametrize("verified", [False, True])
def test_a_long_answer_arrives_whole_in_order(tmp_path: Path, verified: bool) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=verified) as w:
            first = (await w.wechat.text("oPerson", "长")).shown or ""
            assert len(LONG) > 10_000
            assert await read_all(w, first) == LONG
            assert not w.interface.refused and w.heard == ["长"]

    run(scenario())


def test_nothing_pushed_is_too_long_or_too_much(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=True) as w:
            first = (await w.wechat.text("oPerson", "多条")).shown or ""
            await settled(w)
            pushed = w.interface.texts("oPerson")
            assert len(pushed) == 5 and all(len(text.encode()) <= MOST_BYTES for text in [first, *pushed])
            assert "发送“继续”" in pushed[-1] and not w.interface.refused

    run(scenario())


@pytest.mark.parametrize("code", [45047, 45015, -1, 40164, 45002])
def test_what_is_refused_waits_in_the_box(tmp_path: Path, code: int) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=True) as w:
            w.interface.errors = [code] * 8
            assert (await w.wechat.text("oPerson", "慢7")).shown is None
            await until(lambda: bool(w.interface.refused))
            await settled(w)
            w.interface.errors = []
            assert (await w.wechat.text("oPerson", "继续")).shown == "七秒的回答。"
            assert w.heard == ["慢7"]

    run(scenario())


def test_a_text_that_is_too_long_after_all_is_sent_in_halves(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=True) as w:
            w.interface.errors = [45002]
            await w.wechat.text("oPerson", "慢7")
            await until(lambda: bool(w.interface.pushed))
            assert w.interface.texts("oPerson") == ["七秒的回答。"]

    run(scenario())


def test_an_account_without_the_right_is_treated_as_a_personal_one(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=True) as w:
            w.interface.may_push = False
            assert (await w.wechat.text("oPerson", "慢7")).shown is None
            await until(lambda: w.interface.refused == [48001])
            await settled(w)
            assert (await w.wechat.text("oPerson", "继续")).shown == "七秒的回答。"
            seen = await w.wechat.text("oPerson", "慢7")
            assert (seen.shown, seen.attempt) == ("七秒的回答。", 2)
            assert w.interface.refused == [48001]
            assert "谷丙从120降到60" in ((await w.wechat.text("oPerson", "图")).shown or "")

    run(scenario())


def test_a_token_is_asked_for_once_and_renewed_when_it_is_refused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=True) as w:
            await asyncio.gather(*(w.wechat.text(f"oPerson{number}", "慢7") for number in range(4)))
            await until(lambda: len(w.interface.pushed) == 4)
            assert len(w.interface.tokens_given) == 1
            w.interface.expire_token()
            await asyncio.gather(*(w.wechat.text(f"oPerson{number}", "慢7") for number in range(4)))
            await until(lambda: len(w.interface.pushed) == 8)
            assert len(w.interface.tokens_given) == 2 and w.interface.forced == 0
            assert set(w.interface.refused) == {42001}

    run(scenario())


@pytest.mark.parametrize("code", [40001, 42001, 40014])
def test_a_token_that_is_refused_though_current_is_forced_once(tmp_path: Path, code: int) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=True) as w:
            w.interface.errors = [code]
            await w.wechat.text("oPerson", "慢7")
            await until(lambda: bool(w.interface.pushed))
            assert w.interface.forced == 1
            w.interface.errors = [code, code]
            await w.wechat.text("oPerson", "慢7")
            await until(lambda: not w.interface.errors)
            await settled(w)
            assert w.interface.forced == 2 and len(w.interface.pushed) == 1
            assert (await w.wechat.text("oPerson", "继续")).shown == "七秒的回答。"

    run(scenario())


def test_an_interface_out_of_order_costs_no_answer(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=True) as w:
            w.interface.broken = True
            await w.wechat.text("oPerson", "慢7")
            await asyncio.sleep(0.3)
            await settled(w)
            seen = await w.wechat.text("oPerson", "hello there my friend")
            assert seen.shown == "七秒的回答。\n\nYou wrote: hello there my friend"

    run(scenario())


@pytest.mark.parametrize("words", ["图", "只有图"])
def test_a_picture_is_pushed_after_the_text(tmp_path: Path, words: str) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=True) as w:
            began = asyncio.get_running_loop().time()
            seen = await w.wechat.text("oPerson", words)
            assert seen.shown == ("趋势如下：" if words == "图" else None)
            await until(lambda: bool(w.interface.pushed))
            assert [each.kind for each in w.interface.pushed] == ["image"]
            assert asyncio.get_running_loop().time() - began >= 0.5 * w.channel.settings.time_factor

    run(scenario())


@pytest.mark.parametrize("verified", [False, True])
def test_a_picture_that_cannot_be_sent_is_told(tmp_path: Path, verified: bool) -> None:
    async def scenario() -> None:
        async with world(tmp_path, verified=verified) as w:
            w.interface.pictures_allowed = False
            shown = (await w.wechat.text("oPerson", "图")).shown or ""
            await settled(w)
            assert "谷丙从120降到60，上限40。" in "".join([shown, *w.interface.texts("oPerson")])
            if verified:
                # That pictures are not allowed says nothing about texts.
                await w.wechat.text("oPerson", "慢7")
                await until(lambda: "七秒的回答。" in w.interface.texts("oPerson"))

    run(scenario())


def test_no_log_holds_a_secret_an_openid_or_a_word(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def scenario() -> None:
        async with world(tmp_path, verified=True) as w:
            for words in ("谷丙 4321", "crash", "慢7", "silence", "图"):
                await w.wechat.text("oSecretPerson", words)
            w.interface.errors = [45047, 48001]
            w.interface.expire_token()
            await w.wechat.text("oSecretPerson", "慢7")
            await until(lambda: 45047 in w.interface.refused)
            await w.wechat.post({"signature": "x"}, "<xml/>")
            await settled(w)

    run(scenario())
    # The fake interface logs its own requests.
    ours = [each for each in caplog.records if each.name != "aiohttp.access" and each.levelno > logging.DEBUG]
    text = "\n".join(f"{each.getMessage()} {getattr(each, 'request', '')} {each.exc_text or ''}" for each in ours)
    assert "45047" in text and "refused" in text
    for private in ("oSecretPerson", "4321", SECRET, "access-token-", "tokenForTests", "七秒"):
        assert private not in text


def test_tokens_are_renewed_before_they_expire_and_by_one_request() -> None:
    now, asked = [0.0], []

    async def fetch(another: bool) -> IssuedToken:
        await asyncio.sleep(0)
        asked.append(another)
        return IssuedToken(f"t{len(asked)}", 7200)

    async def scenario() -> None:
        token = AccessToken(fetch, lambda: now[0])
        assert set(await asyncio.gather(*(token.get() for _ in range(5)))) == {"t1"}
        now[0] = 6_800
        assert await token.get() == "t1"
        now[0] = 6_950
        assert await token.get() == "t2"
        assert set(await asyncio.gather(*(token.replace("t2") for _ in range(5)))) == {"t3"}
        assert asked == [False, False, False] and "t3" not in repr(IssuedToken("t3", 1))

    run(scenario())
