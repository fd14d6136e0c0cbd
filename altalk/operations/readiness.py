"""Ready means: a real message, sent the way the page sends it, has been answered."""

import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from altalk.operations.errors import OperationError
from altalk.operations.ports import answers
from altalk.operations.settings import Settings

# Passes through reading, dialogue, action server and interpretation.
MESSAGE = "My ALT is 52 U/L and the upper limit is 40."
TIMEOUT_SECONDS = 180.0
_PAUSE_SECONDS = 0.5
_PAUSE_AFTER_REFUSAL_SECONDS = 3.0
_ANSWER_SECONDS = 30.0


class TrialTalk:
    """The shortest talk there is, through the web channel; deleted afterwards.

    Args:
        page: address of the page.
    """

    def __init__(self, page: str) -> None:
        self._page = page
        self._token: str | None = None

    def ask(self) -> list[dict[str, Any]]:
        """Send the message.

        Returns:
            The messages that came as an answer, at least one.

        Raises:
            OSError: the server cannot be reached or refuses.
            ValueError: the answer is empty, an error message, or not in the agreed form.
        """
        if self._token is None:
            self._token = str(json.loads(self._post("session", {}))["token"])
        body = {"id": uuid.uuid4().hex, "text": MESSAGE, "language": "en"}
        lines = [json.loads(line) for line in self._post("message", body).splitlines() if line.strip()]
        if any(line["type"] == "error" for line in lines):
            raise ValueError("the assistant could not answer")
        messages = [line for line in lines if line["type"] == "message"]
        if not messages:
            raise ValueError("the answer was empty")
        return messages

    def forget(self) -> None:
        """Delete the talk; a server that cannot still works, and retention deletes it later."""
        if self._token is not None:
            with suppress(OSError):
                self._post("forget", {})

    def _post(self, call: str, body: dict[str, str]) -> str:
        headers = {"Content-Type": "application/json"}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        data = json.dumps(body).encode()
        request = urllib.request.Request(f"{self._page}/{call}", data, headers, method="POST")  # noqa: S310 - loopback
        # A proxy of the machine is not asked for what is on the machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=_ANSWER_SECONDS) as response:
                answer: bytes = response.read()
                return answer.decode("utf-8")
        except urllib.error.HTTPError as error:
            raise OSError(f"{call} answered {error.code}") from error


def wait_until_ready(settings: Settings, stopped: Callable[[], bool], timeout: float = TIMEOUT_SECONDS) -> bool:
    """Wait until a message is answered.

    Args:
        settings: where to ask.
        stopped: tells that waiting has become pointless.
        timeout: seconds to wait at most.

    Returns:
        Whether a message was answered; False if waiting was stopped.

    Raises:
        OperationError: no answer in time, with the last reason.
    """
    talk = TrialTalk(settings.page)
    reason = "nothing listens"
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline and not stopped():
        pause = _PAUSE_SECONDS
        if answers(settings.port) and answers(settings.actions_port):
            try:
                talk.ask()
            except (OSError, ValueError, KeyError) as error:
                reason, pause = str(error), min(_PAUSE_AFTER_REFUSAL_SECONDS, timeout / 4)
            else:
                talk.forget()
                return True
        time.sleep(pause)
    if stopped():
        return False
    raise OperationError(f"No message was answered within {timeout:.0f} s ({reason}); see .run/logs.")
