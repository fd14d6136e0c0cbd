"""Says how this machine and this checkout stand: what is installed, trained, configured, free."""

import os
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from altalk.operations.console import say
from altalk.operations.errors import OperationError
from altalk.operations.fingerprint import ModelState, model_state
from altalk.operations.ports import is_free
from altalk.operations.project_files import check_project_files
from altalk.operations.settings import Settings

_PACKAGES = ("rasa", "spacy", "tensorflow-cpu", "python-telegram-bot")
# Each channel is off until its first variable is set.
_CHANNEL_VARIABLES = {
    "Telegram": ("TELEGRAM_BOT_TOKEN",),
    "WeChat": ("WECHAT_TOKEN", "WECHAT_APPID", "WECHAT_SECRET", "WECHAT_AES_KEY"),
}
_MODEL = {
    ModelState.CURRENT: "up to date",
    ModelState.MISSING: "not trained yet (make train)",
    ModelState.CHANGED: "older than what it is trained from (make train)",
    ModelState.DAMAGED: "damaged or replaced (make train)",
}


def examine(settings: Settings) -> int:
    """Print one line for each thing looked at.

    Returns:
        0 if ALTalk can be started, 1 if something stands in its way.
    """
    findings = [*_python(), *_files(settings), *_ports(settings), *_channels()]
    for well, text in findings:
        say(f"{'ok  ' if well else 'LOOK'} {text}")
    return 0 if all(well for well, _ in findings) else 1


def _python() -> Iterator[tuple[bool, str]]:
    major, minor = sys.version_info[:2]
    yield (major, minor) == (3, 10), f"Python {major}.{minor} (3.10 is needed)"
    for name in _PACKAGES:
        try:
            yield True, f"{name} {version(name)}"
        except PackageNotFoundError:
            # Each system has a TensorFlow package of its own.
            yield name == "tensorflow-cpu", f"{name} is not installed"


def _files(settings: Settings) -> Iterator[tuple[bool, str]]:
    try:
        check_project_files(settings)
        yield True, "configuration and training files can be read"
    except OperationError as error:
        yield False, str(error)
    state = model_state(settings)
    # `make run` trains by itself: an old model stands in nobody's way.
    yield True, f"model: {_MODEL[state]}"


def _ports(settings: Settings) -> Iterator[tuple[bool, str]]:
    for port, use in ((settings.port, "page"), (settings.actions_port, "actions")):
        free = is_free(port)
        yield free, f"port {port} ({use}) is {'free' if free else 'in use'}"


def _channels() -> Iterator[tuple[bool, str]]:
    for channel, variables in _CHANNEL_VARIABLES.items():
        present = [name for name in variables if os.environ.get(name)]
        yield True, f"{channel}: {'set: ' + ', '.join(present) if present else 'off (no variable set)'}"
