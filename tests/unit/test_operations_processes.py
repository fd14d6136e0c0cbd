"""Ports, the first message, and processes that end together."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from altalk.operations.environment import child_environment
from altalk.operations.errors import OperationError
from altalk.operations.logs import is_complaint, notice_for_person
from altalk.operations.ports import check_ports, is_free
from altalk.operations.readiness import wait_until_ready
from altalk.operations.services import action_server, rasa_server
from altalk.operations.settings import HOST, Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server((HOST, 0)) as server:
        yield server.getsockname()[1]


def free_port() -> int:
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


def test_a_port_in_use_is_told_with_what_to_do(taken_port: int, tmp_path: Path) -> None:
    assert not is_free(taken_port)
    with pytest.raises(OperationError, match=rf"Port {taken_port}.*in use.*PORT={taken_port + 1}"):
        check_ports(Settings(tmp_path, taken_port, free_port()))
    with pytest.raises(OperationError, match=rf"actions.*ACTIONS_PORT={taken_port + 1}"):
        check_ports(Settings(tmp_path, free_port(), taken_port))


def test_free_ports_pass(tmp_path: Path) -> None:
    check_ports(Settings(tmp_path, free_port(), free_port()))


@pytest.mark.parametrize(("port", "actions_port"), [(5005, 5005), (0, 5055), (70000, 5055)])
def test_ports_that_cannot_be_are_refused(tmp_path: Path, port: int, actions_port: int) -> None:
    with pytest.raises(OperationError):
        check_ports(Settings(tmp_path, port, actions_port))


def test_every_process_is_quiet_private_and_on_loopback() -> None:
    environment = child_environment({"PATH": "x", "RASA_TELEMETRY_ENABLED": "true", "SANIC_HOST": "0.0.0.0"})  # noqa: S104 - must lose
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["SANIC_HOST"] == HOST
    assert environment["PATH"] == "x"


def test_servers_listen_on_loopback_without_the_http_api(tmp_path: Path) -> None:
    (tmp_path / "endpoints.yml").write_text("action_endpoint: {url: 'http://127.0.0.1:5055/webhook'}\n")
    rasa = rasa_server(Settings(tmp_path), child_environment({}))
    assert rasa.command[rasa.command.index("--interface") + 1] == HOST
    assert "--enable-api" not in rasa.command
    assert action_server(Settings(tmp_path), child_environment({})).environment["SANIC_HOST"] == HOST


def test_another_port_of_the_actions_reaches_the_rasa_server(tmp_path: Path) -> None:
    (tmp_path / "endpoints.yml").write_text("action_endpoint: {url: x}\ntracker_store: {type: y}\n")
    command = rasa_server(Settings(tmp_path, 5005, 6055), {}).command
    endpoints = yaml.safe_load(Path(command[command.index("--endpoints") + 1]).read_text())
    assert endpoints == {"action_endpoint": {"url": "http://127.0.0.1:6055/webhook"}, "tracker_store": {"type": "y"}}


class FakeChannel(ThreadingHTTPServer):
    """A web channel whose answers are given."""

    def __init__(self, answers: list[list[dict[str, str]]]) -> None:
        super().__init__((HOST, 0), FakeCalls)
        self.answers = answers
        self.calls: list[str] = []


class FakeCalls(BaseHTTPRequestHandler):
    server: FakeChannel

    def do_POST(self) -> None:
        call = self.path.rsplit("/", 1)[-1]
        self.server.calls.append(call)
        self.rfile.read(int(self.headers["Content-Length"]))
        if call == "session":
            body = json.dumps({"token": "t", "expires": 0})
        else:
            assert self.headers["Authorization"] == "Bearer t"
            answer = self.server.answers.pop(0) if call == "message" else []
            body = "".join(json.dumps(line) + "\n" for line in answer)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


GOOD = [{"type": "message", "text": "1.3 times the limit"}, {"type": "end"}]
ERROR = [{"type": "error", "text": "please try again"}]
EMPTY = [{"type": "end"}]


def ask(answers: list[list[dict[str, str]]], timeout: float) -> tuple[bool, list[str]]:
    channel = FakeChannel(answers)
    threading.Thread(target=channel.serve_forever, daemon=True).start()
    port = channel.server_address[1]
    try:
        return wait_until_ready(Settings(Path(), port, port), lambda: False, timeout), channel.calls
    finally:
        channel.shutdown()
        channel.server_close()


def test_ready_when_a_message_is_answered_and_the_talk_is_deleted() -> None:
    assert ask([GOOD], 5) == (True, ["session", "message", "forget"])


def test_an_error_or_silence_is_not_an_answer() -> None:
    ready, calls = ask([ERROR, EMPTY, GOOD], 2)
    assert ready
    assert calls == ["session", "message", "message", "message", "forget"]


def test_never_an_answer_is_told_with_the_reason() -> None:
    with pytest.raises(OperationError, match="answer was empty"):
        ask([EMPTY] * 50, 0.5)


def test_waiting_ends_when_the_processes_do() -> None:
    assert not wait_until_ready(Settings(Path(), free_port(), free_port()), lambda: True)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("2026-01-02 10:00:00 INFO     altalk.channels.telegram  - Telegram is off.", "Telegram is off."),
        ("2026-01-02 10:00:00 DEBUG    altalk.channels.telegram  - detail", ""),
        ("2026-01-02 10:00:00 INFO     root  - Starting Rasa server", ""),
        ("2026-01-02 10:00:00 WARNING  rasa.core  - experimental", ""),
        ("2026-01-02 10:00:00 ERROR    rasa.core.processor  - no action server", "Error: no action server"),
        ("Traceback (most recent call last):", ""),
    ],
)
def test_only_what_concerns_the_person_is_shown(line: str, shown: str) -> None:
    assert notice_for_person(line) == shown


def test_the_last_line_of_a_traceback_is_a_complaint() -> None:
    assert is_complaint("rasa.shared.exceptions.InvalidConfigException: no such thing")
    assert not is_complaint('  File "x.py", line 3, in main')


# A program of its own, as signals and honcho's processes are no matter for the test's own process.
SUPERVISE = """
import sys, time
from pathlib import Path
from altalk.operations.errors import OperationError
from altalk.operations.services import Service
from altalk.operations.supervisor import Supervisor
import os

def service(name, code):
    code = f"import os, time; open(r'{folder}/{name}.pid', 'w').write(str(os.getpid())); " + code
    return Service(name, f"the {name}", (sys.executable, "-c", code), dict(os.environ))

def watch():
    FAIL

if __name__ == "__main__":
    folder = sys.argv[1]
    supervisor = Supervisor([service("first", sys.argv[2]), service("second", sys.argv[3])], Path(folder), Path(folder))
    try:
        supervisor.run(watch)
        print("stopped")
    except OperationError as error:
        print("failed:", error)
        sys.exit(1)
"""
SLEEP = "time.sleep(60)"
SLEEP_WITH_CHILD = (
    "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    "open(FOLDER + '/child.pid', 'w').write(str(child.pid)); time.sleep(60)"
)


def start(folder: Path, first: str, second: str, watch: str = "pass") -> "subprocess.Popen[str]":
    script = folder / "supervise.py"
    script.write_text(SUPERVISE.replace("FAIL", watch))
    return subprocess.Popen(
        [sys.executable, str(script), str(folder), first, second],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def pids(folder: Path, *names: str) -> list[int]:
    deadline = time.monotonic() + 20
    files = [folder / f"{name}.pid" for name in names]
    while time.monotonic() < deadline:
        if all(file.exists() and file.read_text() for file in files):
            return [int(file.read_text()) for file in files]
        time.sleep(0.05)
    raise AssertionError("the processes did not start")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_ends_everything_children_included(tmp_path: Path, kind: signal.Signals) -> None:
    process = start(tmp_path, SLEEP_WITH_CHILD.replace("FOLDER", repr(str(tmp_path))), SLEEP)
    started = pids(tmp_path, "first", "second", "child")
    process.send_signal(kind)
    output, _ = process.communicate(timeout=20)
    assert (process.returncode, output) == (0, "stopped\n")
    assert wait_until(lambda: not any(alive(pid) for pid in started))


def test_signals_in_quick_succession_end_everything_too(tmp_path: Path) -> None:
    process = start(tmp_path, SLEEP, SLEEP)
    started = pids(tmp_path, "first", "second")
    for kind in (signal.SIGTERM, signal.SIGTERM, signal.SIGINT):
        process.send_signal(kind)
    process.communicate(timeout=20)
    assert wait_until(lambda: not any(alive(pid) for pid in started))


def test_a_process_that_does_not_listen_is_ended(tmp_path: Path) -> None:
    deaf = (
        f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); open(r'{tmp_path}/deaf.pid', 'w').write('1'); "
    )
    process = start(tmp_path, deaf + SLEEP, SLEEP)
    started = pids(tmp_path, "first", "second")
    pids(tmp_path, "deaf")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert wait_until(lambda: not any(alive(pid) for pid in started))


def test_when_one_ends_all_end_and_its_reason_is_told(tmp_path: Path) -> None:
    process = start(tmp_path, SLEEP, "time.sleep(0.5); raise ValueError('no model')")
    started = pids(tmp_path, "first", "second")
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert output == "failed: The second ended: ValueError: no model (all of it: .run/logs/second.log)\n"
    assert wait_until(lambda: not any(alive(pid) for pid in started))


def test_when_the_watch_fails_all_end_and_its_reason_is_told(tmp_path: Path) -> None:
    watch = "time.sleep(1); raise OperationError('no answer')"
    process = start(tmp_path, SLEEP, SLEEP, watch)
    started = pids(tmp_path, "first", "second")
    output, _ = process.communicate(timeout=20)
    assert (process.returncode, output) == (1, "failed: no answer\n")
    assert wait_until(lambda: not any(alive(pid) for pid in started))
