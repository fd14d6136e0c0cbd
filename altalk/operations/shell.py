"""`rasa shell` in the foreground with the action server behind it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from altalk.operations.environment import child_environment
from altalk.operations.errors import OperationError
from altalk.operations.ports import answers
from altalk.operations.services import Service, action_server, endpoints_file
from altalk.operations.settings import HOST, Settings

_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 8.0


def talk_in_terminal(settings: Settings) -> int:
    """Start the action server, then `rasa shell`; end the former with the latter.

    Returns:
        The exit code of `rasa shell`; 0 if it was left with Ctrl-C.

    Raises:
        OperationError: the action server does not start.
    """
    # Rasa's own notices would stand between the lines of the talk.
    environment = child_environment() | {"LOG_LEVEL": "ERROR"}
    with _in_background(action_server(settings, environment), settings):
        try:
            return subprocess.call(_command(settings), cwd=settings.root, env=environment)  # noqa: S603 - our own words
        except KeyboardInterrupt:
            return 0


def _command(settings: Settings) -> list[str]:
    return [
        *(sys.executable, "-m", "rasa", "shell", "--interface", HOST, "--port", str(settings.port)),
        *("--model", str(settings.model), "--endpoints", str(endpoints_file(settings))),
        *("--credentials", str(settings.root / "credentials.yml")),
    ]


@contextmanager
def _in_background(service: Service, settings: Settings) -> Iterator[None]:
    settings.logs.mkdir(parents=True, exist_ok=True)
    with (settings.logs / f"{service.name}.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(  # noqa: S603 - our own words
            service.command,
            cwd=settings.root,
            env=service.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_for(process, service, settings.actions_port)
            yield
        finally:
            _end(process)


def _wait_for(process: "subprocess.Popen[bytes]", service: Service, port: int) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise OperationError(f"{service.title.capitalize()} does not start: see .run/logs/{service.name}.log")
        time.sleep(0.2)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and what it started."""
    for request in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, request)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_TO_END)
            return
