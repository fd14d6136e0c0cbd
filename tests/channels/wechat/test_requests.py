"""Who is let in: signatures, age, encryption, size and shape; nothing that is refused reaches the assistant."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.channels.wechat.simulator import ACCOUNT, TOKEN, signed
from tests.channels.wechat.test_xml import BOMB
from tests.channels.wechat.world import World, run, world

Change = Callable[[dict[str, str], str], tuple[dict[str, str], str | bytes]]

MODES = ["plain", "compatible", "secure"]


def without(name: str) -> Change:
    return lambda query, body: ({key: value for key, value in query.items() if not key.endswith(name)}, body)


def changed(name: str, value: str) -> Change:
    return lambda query, body: ({key: value if key.endswith(name) else kept for key, kept in query.items()}, body)


FORGED: dict[str, Change] = {
    "no signature": without("signature"),
    "empty signature": changed("signature", ""),
    "wrong signature": changed("signature", "0" * 40),
    "signature that is no text": changed("signature", "签名\udcff".encode("utf-8", "replace").decode()),
    "no timestamp": without("timestamp"),
    "another timestamp": changed("timestamp", str(int(time.time()) + 1)),
    "another nonce": changed("nonce", "1"),
    "no query": lambda _query, body: ({}, body),
    "too large": lambda query, body: (query, body.replace("</xml>", f"<Filler>{'x' * 66_000}</Filler></xml>")),
    "bomb": lambda query, _body: (query, BOMB),
    "document type": lambda query, body: (query, f"<!DOCTYPE xml>{body}"),
}


@pytest.mark.parametrize("mode", MODES)
def test_what_is_forged_is_refused(tmp_path: Path, mode: str) -> None:
    async def scenario() -> None:
        async with world(tmp_path, mode=mode) as w:
            query, body = w.wechat.request(w.wechat.fields("oPerson", Content="ALT 89"))
            for name, forge in FORGED.items():
                assert await w.wechat.post(*forge(query, body)) == (403, ""), name
            assert not w.heard
            assert (await w.wechat.post(query, body))[0] == 200

    run(scenario())


@pytest.mark.parametrize("mode", MODES)
def test_what_is_old_is_refused(tmp_path: Path, mode: str) -> None:
    async def scenario() -> None:
        async with world(tmp_path, mode=mode) as w:
            fields = w.wechat.fields("oPerson", Content="ALT 89")
            for seconds in (-601, 602, -86_400):
                assert (await w.wechat.post(*w.wechat.request(fields, at=time.time() + seconds)))[0] == 403
            assert not w.heard

    run(scenario())


def test_a_key_forbids_what_is_not_encrypted(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, mode="secure") as w:
            w.wechat.mode = "plain"
            query, body = w.wechat.request(w.wechat.fields("oPerson", Content="ALT 89"))
            assert (await w.wechat.post(query, body))[0] == 403
            msg = signed(TOKEN, query["timestamp"], query["nonce"], "")
            empty = body.replace("</xml>", "<Encrypt></Encrypt></xml>")
            assert (await w.wechat.post(query | {"msg_signature": msg}, empty))[0] == 403
            assert not w.heard

    run(scenario())


def test_what_is_encrypted_differently_is_refused_though_signed(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, mode="secure") as w:
            query, body = w.wechat.request(w.wechat.fields("oPerson", Content="ALT 89"))
            sealed = body.split("<Encrypt>")[1].split("</Encrypt>")[0]
            for other in (sealed[::-1], sealed[:-4] + "AAA=", sealed[64:], "谷丙"):
                forged = {"msg_signature": signed(TOKEN, query["timestamp"], query["nonce"], other)}
                assert (await w.wechat.post(query | forged, body.replace(sealed, other)))[0] == 403
            assert not w.heard

    run(scenario())


def test_an_encrypted_message_without_a_key_is_refused(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, mode="plain") as w:
            w.wechat.mode = "secure"
            assert (await w.wechat.post(*w.wechat.request(w.wechat.fields("oPerson", Content="ALT 89"))))[0] == 403
            # The compatible mode carries the plain message beside the encrypted one.
            w.wechat.mode = "compatible"
            fields = w.wechat.fields("oPerson", Content="hello there my friend")
            status, body = await w.wechat.post(*w.wechat.request(fields))
            assert status == 200 and "You wrote: hello there my friend" in body

    run(scenario())


MALFORMED = [
    *("", "text", "<xml>", "<xml></xml>", "{}", "<xml><MsgType>text</MsgType></xml>", "<xml>&bomb;</xml>"),
    f"<xml><ToUserName>{ACCOUNT}</ToUserName><FromUserName></FromUserName></xml>",
    f"<xml><ToUserName>{ACCOUNT}</ToUserName><FromUserName>../../etc</FromUserName></xml>",
    "<xml><FromUserName>oPerson</FromUserName><MsgType>text</MsgType></xml>",
    b"\xff\xfe\x00",
    b"<xml>\x00</xml>",
]


def test_what_is_no_message_is_refused_and_nothing_breaks(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path, mode="plain") as w:
            query, _ = w.wechat.request(w.wechat.fields("oPerson"))
            for body in MALFORMED:
                assert (await w.wechat.post(query, body))[0] in (400, 403), body
            assert not w.heard

    run(scenario())


@pytest.mark.parametrize("mode", MODES)
def test_the_address_is_confirmed_to_wechat_only(tmp_path: Path, mode: str) -> None:
    async def check(w: World, **changes: str) -> tuple[int, str]:
        timestamp = changes.pop("timestamp", str(int(time.time())))
        query = {"timestamp": timestamp, "nonce": "n", "echostr": "5838479218127813673"}
        return await w.wechat.get(query | {"signature": signed(TOKEN, timestamp, "n")} | changes)

    async def scenario() -> None:
        async with world(tmp_path, mode=mode) as w:
            assert await check(w) == (200, "5838479218127813673")
            assert (await check(w, nonce="m"))[0] == 403
            assert (await check(w, signature=""))[0] == 403
            assert (await check(w, timestamp=str(int(time.time()) - 700)))[0] == 403
            assert (await w.wechat.get({}))[0] == 403

    run(scenario())


def test_each_way_to_write_the_address_works(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with world(tmp_path) as w:
            root = w.wechat.address.rstrip("/")
            for ending in ("", "/", "/webhook"):
                w.wechat.address = root + ending
                assert (await w.wechat.text("oPerson", "hello")).shown == "You wrote: hello"

    run(scenario())


def test_a_failing_assistant_and_store_never_give_an_error_page(tmp_path: Path) -> None:
    class Broken:
        @property
        def tracker_store(self) -> Any:
            raise RuntimeError("no database")

        async def handle_message(self, _message: Any) -> None:
            raise RuntimeError("no model")

    async def scenario() -> None:
        async with world(tmp_path) as w:
            w.app.ctx.agent = Broken()
            assert "120" in ((await w.wechat.text("oPerson", "谷丙 89")).shown or "")
            assert "图片" in (
                (await w.wechat.deliver(w.wechat.fields("oPerson", "image", PicUrl="http://x"))).shown or ""
            )

    run(scenario())
