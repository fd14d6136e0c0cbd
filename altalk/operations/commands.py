"""The commands that run ALTalk on this machine. Each ends with one line if it cannot go on."""

import argparse
import signal
from collections.abc import Callable
from types import FrameType

from altalk.operations.console import Progress, complain, say
from altalk.operations.doctor import examine
from altalk.operations.environment import child_environment
from altalk.operations.errors import OperationError
from altalk.operations.ports import check_ports
from altalk.operations.project_files import check_project_files
from altalk.operations.readiness import wait_until_ready
from altalk.operations.services import action_server, rasa_server
from altalk.operations.settings import Settings
from altalk.operations.shell import talk_in_terminal
from altalk.operations.supervisor import Supervisor
from altalk.operations.training import ensure_model, validate

_INTERRUPTED = 130
# Being asked to end, and a closed terminal.
_ENDINGS = (signal.SIGTERM, signal.SIGHUP)


def perform(options: argparse.Namespace) -> int:
    """Run the command named in the options.

    Args:
        options: `command`, `root`, `port` and `actions_port`.

    Returns:
        The exit code; 1 after an error told in one line, 130 if interrupted before everything ran.
    """
    settings = Settings(options.root.resolve(), options.port, options.actions_port)
    for kind in _ENDINGS:
        signal.signal(kind, _interrupt)
    try:
        return _COMMANDS[options.command](settings)
    except OperationError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("stopped.")
        return _INTERRUPTED


def run(settings: Settings) -> int:
    """Train if needed, start both servers, and keep them running."""
    check_project_files(settings)
    check_ports(settings)
    if not ensure_model(settings):
        say("The model is up to date.")
    environment = child_environment()
    services = [action_server(settings, environment), rasa_server(settings, environment)]
    supervisor = Supervisor(services, settings.root, settings.logs)
    supervisor.run(lambda: _announce(settings, supervisor))
    say("Stopped.")
    return 0


def shell(settings: Settings) -> int:
    """Train if needed, and talk in the terminal."""
    check_project_files(settings)
    check_ports(settings)
    ensure_model(settings)
    return talk_in_terminal(settings)


def _train(settings: Settings) -> int:
    if not ensure_model(settings):
        say("The model is up to date.")
    return 0


def _validate(settings: Settings) -> int:
    problems = validate(settings)
    for problem in problems:
        complain(problem)
    if not problems:
        say("Domain, stories and rules agree.")
    return 1 if problems else 0


def _announce(settings: Settings, supervisor: Supervisor) -> None:
    """Wait for the first answer and tell where the page is."""
    with Progress("Starting"):
        ready = wait_until_ready(settings, supervisor.stopped)
    if ready:
        say(f"ALTalk answers at {settings.page} (Ctrl-C stops it; logs: .run/logs)")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    # Asked once is enough: make passes on what it is sent itself.
    for kind in _ENDINGS:
        signal.signal(kind, signal.SIG_IGN)
    raise KeyboardInterrupt


_COMMANDS: dict[str, Callable[[Settings], int]] = {
    "run": run,
    "shell": shell,
    "train": _train,
    "validate": _validate,
    "doctor": examine,
}
