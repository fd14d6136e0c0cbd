"""The processes ALTalk consists of, and how each is started."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from altalk.operations.settings import HOST, Settings

_STANDARD_ACTIONS_PORT = 5055


@dataclass(frozen=True)
class Service:
    """A process to keep running.

    Attributes:
        name: short name, also that of its log file.
        title: what a person would call it.
        command: program and arguments.
        environment: the whole environment of the process.
    """

    name: str
    title: str
    command: tuple[str, ...]
    environment: Mapping[str, str]


def rasa_server(settings: Settings, environment: Mapping[str, str]) -> Service:
    """The Rasa server with the page. Its HTTP API stays off."""
    command = (
        *(sys.executable, "-m", "rasa", "run", "--interface", HOST, "--port", str(settings.port)),
        *("--model", str(settings.model), "--endpoints", str(endpoints_file(settings))),
        *("--credentials", str(settings.root / "credentials.yml")),
    )
    return Service("rasa", "the Rasa server", command, environment)


def action_server(settings: Settings, environment: Mapping[str, str]) -> Service:
    """The action server. Its address comes from the environment (SANIC_HOST)."""
    command = (sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(settings.actions_port))
    return Service("actions", "the action server", command, environment)


def endpoints_file(settings: Settings) -> Path:
    """The project's endpoints.yml, or a copy of it for another port of the action server."""
    original = settings.root / "endpoints.yml"
    if settings.actions_port == _STANDARD_ACTIONS_PORT:
        return original
    endpoints = yaml.safe_load(original.read_text(encoding="utf-8"))
    endpoints["action_endpoint"]["url"] = f"http://{HOST}:{settings.actions_port}/webhook"
    copy = settings.run_folder / "endpoints.yml"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(yaml.safe_dump(endpoints), encoding="utf-8")
    return copy
