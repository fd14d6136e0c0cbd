"""Start the assistant for tests, and talk to it over HTTP as the page does."""

import json
import os
import subprocess
import sys
import tempfile
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
        return urllib.request.urlopen(request, timeout=_REPLY_SECONDS)
