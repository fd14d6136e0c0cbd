"""Every line of every process goes to a file; the few that concern the person also to the terminal."""

import re
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from honcho.manager import SYSTEM_PRINTER_NAME

from altalk.operations.console import say

# `2026-01-31 10:00:00 WARNING  altalk.channels.telegram  - text`, colours removed.
_LOG_LINE = re.compile(r"^\S+ \S+ (?P<level>[A-Z]+)\s+(?P<logger>\S+)\s+- (?P<text>.*)$")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_EXCEPTION = re.compile(r"^(?:\w+\.)*\w*(?:Error|Exception|Exit|Interrupt): .+|^(?:error|Error): .+")
_ERRORS = {"ERROR", "CRITICAL"}
_OWN = ("altalk", "actions")
_PRIVATE = 0o600


class LogFiles:
    """One file for each process, and the last thing each complained about.

    It is the printer of honcho's manager: `write` gets every line. Use as a context manager.
    """

    def __init__(self, folder: Path) -> None:
        self.width = 0
        self._folder = folder
        self._files: dict[str, TextIO] = {}
        self._complaints: dict[str, str] = {}

    def __enter__(self) -> "LogFiles":
        """Make the folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()

    def write(self, message: Any) -> None:
        """Keep one line of one process; show it if it concerns the person."""
        if message.name == SYSTEM_PRINTER_NAME:
            # Told from within a signal handler, where writing to a file may find it in the middle of a line.
            return
        text = message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else message.data
        for line in text.splitlines():
            plain = _COLOUR.sub("", line)
            self._file(message.name).write(f"{plain}\n")
            if is_complaint(plain):
                self._complaints[message.name] = plain
            if notice := notice_for_person(plain):
                say(notice)

    def complaint(self, name: str) -> str:
        """The last error a process told, in one line; empty if there was none."""
        line = self._complaints.get(name, "")
        found = _LOG_LINE.match(line)
        return found["text"] if found else line

    def _file(self, name: str) -> TextIO:
        if name not in self._files:
            path = self._folder / f"{name}.log"
            path.touch(mode=_PRIVATE)
            self._files[name] = path.open("w", encoding="utf-8", buffering=1)
        return self._files[name]


def notice_for_person(line: str) -> str:
    """What is shown of a log line: notices of our own modules, and errors of all; empty if nothing is."""
    found = _LOG_LINE.match(line)
    if not found:
        return ""
    if found["level"] in _ERRORS:
        return f"Error: {found['text']}"
    own = found["logger"].split(".")[0] in _OWN and found["level"] != "DEBUG"
    return found["text"] if own else ""


def is_complaint(line: str) -> bool:
    """Whether a line tells why a process is about to end."""
    found = _LOG_LINE.match(line)
    return found["level"] in _ERRORS if found else bool(_EXCEPTION.match(line))
