"""Serve the stubbed web channel in a thread of the test and talk to it as a client would."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from altalk.channels.web.settings import Settings
from tests.channels.stub_server import StubAgent, build_app


class Person:
    """Somebody who talks through the channel."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.token = client.post("/talk/session").json()["token"]

    def second_window(self) -> "Person":
        """The same person over a connection of its own."""
        other = object.__new__(Person)
        other.client = httpx.Client(base_url=self.client.base_url, timeout=20)
        other.token = self.token
        return other

    @property
    def headers(self) -> dict[str, str]:
        """What every call but the first carries."""
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, **body: Any) -> httpx.Response:
        """Send a message as it is."""
        return self.client.post("/talk/message", json=body, headers=self.headers)

    def say(self, text: str, message_id: str = "m1", **more: Any) -> list[dict[str, Any]]:
        """Send a message and read all lines of the answer."""
        answer = self.post(id=message_id, text=text, **more)
        assert answer.status_code == 200, answer.text
        return [json.loads(line) for line in answer.text.splitlines()]

    def get(self, name: str) -> Any:
        """What a reading call gives."""
        return self.client.get(f"/talk/{name}", headers=self.headers).json()

    def forget(self) -> httpx.Response:
        """Ask to be forgotten."""
        return self.client.post("/talk/forget", headers=self.headers)


class Served:
    """A running channel. `agent` is the stub in the place of Rasa's agent."""

    def __init__(self, app: Any, port: int) -> None:
        self.app = app
        self.agent: StubAgent = app.ctx.agent
        self.url = f"http://127.0.0.1:{port}"
        self.client = httpx.Client(base_url=self.url, timeout=20)

    def person(self) -> Person:
        """Somebody new."""
        return Person(self.client)


@contextmanager
def serving(folder: Path, settings: Settings | None = None, origin: str | None = None) -> Iterator[Served]:
    """A channel on a free port of loopback until the block ends."""
    app = build_app(str(folder / "talks.db"), settings, origin)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = asyncio.run_coroutine_threadsafe(_start(app, listening), loop).result(20)
        served = Served(app, listening.getsockname()[1])
        try:
            yield served
        finally:
            served.client.close()
            loop.call_soon_threadsafe(server.close)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()


async def _start(app: Any, listening: socket.socket) -> Any:
    server = await app.create_server(sock=listening, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    return server
