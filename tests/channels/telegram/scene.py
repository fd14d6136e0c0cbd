"""The channel in a Sanic server, with the stub in the place of the assistant and the fake in the place of Telegram."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx
import pytest
from rasa.core.channels.channel import register
from sanic import Sanic

from altalk.channels.telegram import TelegramInput
from altalk.channels.telegram.settings import Settings
from altalk.channels.web import WebInput
from tests.channels import stub_server
from tests.channels.stub_server import StubAgent
from tests.channels.telegram.fake_bot_api import TOKEN, FakeBotApi
from tests.channels.telegram.fake_people import Person

QUICK = Settings(
    timeout_seconds=1.2,
    late_seconds=5.0,
    message_burst=1000,
    typing_seconds=0.15,
    poll_seconds=5,
    first_pause_seconds=0.02,
    longest_pause_seconds=0.1,
)
SECRET = "the_secret_of_the_webhook"
_VARIABLES = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_API_BASE")
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


class Served:
    """A running server with the channel."""

    def __init__(self, app: Sanic, url: str) -> None:
        self.app = app
        self.url = url
        self.agent: StubAgent = app.ctx.agent
        self.telegram: TelegramInput = app.ctx.telegram


class Scene:
    """Telegram, people, and servers that come and go."""

    def __init__(self, api: FakeBotApi, folder: Path, environment: pytest.MonkeyPatch) -> None:
        self.api = api
        self.folder = folder
        self.environment = environment
        self.served: Served
        self._people = 100

    def person(self, language: str | None = None) -> Person:
        """Somebody new."""
        self._people += 1
        return Person(self.api, self._people, language)

    @asynccontextmanager
    async def server(self, settings: Settings = QUICK, **scripts: Any) -> AsyncIterator[Served]:
        """The server, until the block ends. `scripts` are further replies of the stub."""
        with socket.create_server(("127.0.0.1", 0)) as listening, patch.dict(stub_server.SCRIPTS, scripts):
            port = listening.getsockname()[1]
            if self.environment_has_webhook:
                self.environment.setenv("TELEGRAM_WEBHOOK_URL", f"http://127.0.0.1:{port}/webhooks/telegram/webhook")
            app = _app(self.folder, settings)
            server: Any = await app.create_server(sock=listening, return_asyncio_server=True)
            await server.startup()
            await server.before_start()
            await server.after_start()
            self.served = Served(app, f"http://127.0.0.1:{port}")
            try:
                yield self.served
            finally:
                await server.before_stop()
                server.close()
                await server.wait_closed()
                await server.after_stop()

    environment_has_webhook = False

    def with_webhook(self, secret: str | None = SECRET) -> None:
        """From now on servers use a webhook instead of polling."""
        self.environment_has_webhook = True
        if secret:
            self.environment.setenv("TELEGRAM_WEBHOOK_SECRET", secret)

    async def until(self, happened: Callable[[], Any], seconds: float = 5.0) -> None:
        """Wait until something is true."""
        for _ in range(int(seconds / 0.01)):
            if happened():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("it did not happen in time")

    async def heard(self, person: Person, number: int, seconds: float = 5.0) -> list[str]:
        """What a person has heard, as soon as it is so many messages; more than that is a failure."""
        await self.until(lambda: len(person.hears()) >= number, seconds)
        await asyncio.sleep(0.05)
        assert len(person.hears()) == number, person.texts()
        return person.texts()

    async def post(self, body: Any, secret: str | bytes | None = SECRET) -> httpx.Response:
        """Post to the webhook as anybody could."""
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        content = body if isinstance(body, bytes) else None
        async with httpx.AsyncClient(timeout=10) as client:
            return await client.post(
                f"{self.served.url}/webhooks/telegram/webhook",
                content=content,
                json=None if content is not None else body,
                headers=headers,  # type: ignore[arg-type]
            )


def _app(folder: Path, settings: Settings) -> Sanic:
    Sanic.test_mode = True
    app = Sanic(f"telegram{id(object())}", configure_logging=False)
    app.ctx.agent = StubAgent(str(folder / "talks.db"))
    app.ctx.telegram = TelegramInput(settings)
    register([app.ctx.telegram, WebInput(key=b"k" * 32)], app, "/webhooks/")
    return app


@asynccontextmanager
async def playing(folder: Path, environment: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    """A scene with Telegram up, the token set, and no server yet."""
    for name in (*_VARIABLES, *_PROXIES, *(proxy.lower() for proxy in _PROXIES)):
        environment.delenv(name, raising=False)
    api = FakeBotApi()
    await api.start()
    environment.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    environment.setenv("TELEGRAM_API_BASE", api.url)
    environment.setenv("ALTALK_STATE_DIR", str(folder))
    try:
        yield Scene(api, folder, environment)
    finally:
        await api.stop()


def own_lines(caplog: pytest.LogCaptureFixture, level: int = logging.INFO) -> list[str]:
    """What the channel logged."""
    ours = (record for record in caplog.records if record.name.startswith("altalk.channels.telegram"))
    return [record.getMessage() for record in ours if record.levelno >= level]
