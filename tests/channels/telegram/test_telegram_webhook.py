"""The webhook: registered once, open to Telegram only, never an error of the server."""

import asyncio
import logging

import pytest

from tests.channels.telegram.fake_bot_api import RefusalError
from tests.channels.telegram.scene import SECRET, Scene, own_lines

pytestmark = pytest.mark.anyio


async def test_the_webhook_is_set_once_and_again_when_something_changed(scene: Scene) -> None:
    scene.with_webhook()
    async with scene.server() as served:
        await scene.until(lambda: list(scene.folder.glob("*.webhook")))
        call = scene.api.called("setWebhook")[0].data
        assert call["url"] == f"{served.url}/webhooks/telegram/webhook" and call["secret_token"] == SECRET
        assert call["allowed_updates"] == ["message", "callback_query"]
        url = call["url"]
    for change, calls in ((None, 1), ("secret", 2), (None, 2), ("trouble", 3)):
        scene.environment_has_webhook = False
        scene.environment.setenv("TELEGRAM_WEBHOOK_URL", url)
        if change == "secret":
            scene.environment.setenv("TELEGRAM_WEBHOOK_SECRET", "another_secret_of_some_length")
        if change == "trouble":
            scene.api.webhook["last_error_message"] = "Wrong response from the webhook: 403 Forbidden"
        asked = len(scene.api.called("getWebhookInfo"))
        async with scene.server():
            await scene.until(lambda seen=asked: len(scene.api.called("getWebhookInfo")) > seen)
            await scene.until(lambda expected=calls: len(scene.api.called("setWebhook")) == expected)
            await asyncio.sleep(0.3)
        assert len(scene.api.called("setWebhook")) == calls, change
    assert not scene.api.called("getUpdates") and not scene.api.called("deleteWebhook")


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "ä".encode(), b"\xff\xfe"])
async def test_a_forged_request_is_refused_and_does_nothing(scene: Scene, secret: str | bytes | None) -> None:
    scene.with_webhook()
    async with scene.server() as served:
        await scene.until(lambda: scene.api.called("setWebhook"))
        person = scene.person("en")
        update = {"update_id": 7, "message": person.message(text="forged")}
        assert (await scene.post(update, secret)).status_code == 403
        await asyncio.sleep(0.1)
        assert served.agent.seen == [] and not scene.api.called("sendMessage")
        assert (await scene.post(update)).status_code == 200
        await scene.heard(person, 1)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"5", b'"x"', b"\xff\xfe", b"[" * 5000, b'{"update_id": "x"}', b'{"update_id": true}',
     b'{"update_id": 1, "message": {"chat": []}}', b'{"update_id": 2, "callback_query": {"from": 3}}',
     b'{"update_id": 3, "message": {"message_id": 1, "date": "x", "chat": {"id": 1, "type": "private"}}}',
     b'{"update_id": 1e400}', b'{"message": {}}'],
)  # fmt: skip
async def test_a_broken_body_is_never_an_error_of_the_server(scene: Scene, body: bytes) -> None:
    scene.with_webhook()
    async with scene.server() as served:
        await scene.until(lambda: scene.api.called("setWebhook"))
        assert (await scene.post(body)).status_code == 200
        assert (await scene.post(body, None)).status_code == 403
        assert served.agent.seen == []


async def test_with_polling_nobody_can_post_updates(scene: Scene) -> None:
    async with scene.server() as served:
        assert (await scene.post({"update_id": 1})).status_code == 404
        assert served.agent.seen == []


async def test_a_refused_webhook_address_is_told(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    scene.with_webhook()
    scene.api.refusals["setWebhook"] = [RefusalError(400, "Bad Request: bad webhook: An HTTPS URL must be provided")]
    async with scene.server():
        await scene.until(lambda: own_lines(caplog, logging.ERROR))
    assert own_lines(caplog, logging.ERROR) == ["Telegram is off: Telegram refused TELEGRAM_WEBHOOK_URL."]
