"""Start the assistant for tests, and talk to it over HTTP as the page does."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[2]
_READY_SECONDS = 180
_REPLY_SECONDS = 60
_TOO_MANY = 429


class Assistant:
    """The web channel of a running assistant."""

    def __init__(self, address: str) -> None:
        """Talk to the channel at this address, for example `http://127.0.0.1:5005/talk`."""
        self.address = address

    def new_session(self) -> str:
        """A signed session of a new person."""
        return str(self._call("session", {})["token"])

    def say(self, token: str, text: str, language: str = "en") -> list[dict[str, Any]]:
        """Send a message; the replies in the order in which they came."""
        body = {"id": uuid4().hex, "text": text, "language": language}
        with self._open("message", body, token) as reply:
            lines = [json.loads(line) for line in reply.read().decode().splitlines() if line.strip()]
        return [line for line in lines if line["type"] != "end"]

    def case(self, token: str) -> dict[str, Any]:
        """What is stored about the person."""
        return self._call("case", None, token)

    def _call(self, path: str, body: dict[str, Any] | None, token: str | None = None) -> dict[str, Any]:
        with self._open(path, body, token) as reply:
            answer: dict[str, Any] = json.load(reply)
            return answer

    def _open(self, path: str, body: dict[str, Any] | None, token: str | None) -> Any:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/{path}", data, headers)
        return _patiently(request)


def _patiently(request: urllib.request.Request) -> Any:
    """Tests talk faster than people: wait as long as the rate limit asks."""
    while True:
        try:
            return urllib.request.urlopen(request, timeout=_REPLY_SECONDS)
        except urllib.error.HTTPError as error:
            if error.code != _TOO_MANY:
                raise
            time.sleep(float(error.headers.get("Retry-After", "1")))


@contextmanager
def running_assistant() -> Iterator[Assistant]:
    """Start the assistant as `make run` does, on free ports and with an empty state folder; stop it at the end."""
    port, actions_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as state:
        command = [sys.executable, "-m", "altalk.cli", "run", "--port", str(port), "--actions-port", str(actions_port)]
        environment = {**os.environ, "ALTALK_STATE_DIR": state}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            yield _when_ready(process, f"http://127.0.0.1:{port}/talk")
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _when_ready(process: "subprocess.Popen[str]", address: str) -> Assistant:
    """The assistant once it prints its address; its last words if it does not."""
    words: list[str] = []
    reader = threading.Thread(target=lambda: words.extend(iter(process.stdout.readline, "")), daemon=True)  # type: ignore[union-attr]
    reader.start()
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if any(address in line for line in words):
            return Assistant(address)
        time.sleep(0.2)
    raise RuntimeError("the assistant did not start:\n" + "".join(words[-20:]))
