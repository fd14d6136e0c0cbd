"""Keeps several processes running together: when one ends, or Ctrl-C is pressed, all end."""

import os
import shlex
import signal
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from honcho.manager import Manager

from altalk.operations.errors import OperationError
from altalk.operations.logs import LogFiles
from altalk.operations.services import Service

_SECONDS_TO_END = 8.0
_PAUSE_SECONDS = 0.2
_STOPPED_BY_PERSON = {128 + signal.SIGINT, 128 + signal.SIGTERM}


class _Manager(Manager):
    """Honcho's manager, with what it keeps to itself.

    Attributes:
        ended_first: the process that ended without being asked to.
    """

    ended_first: str | None = None

    def is_terminating(self) -> bool:
        """Whether the processes have been asked to end."""
        return bool(self._terminating)

    def terminate(self) -> None:
        """Ask all processes to end; remember which one ended before that."""
        if not self._terminating:
            ended = (name for name, process in self._processes.items() if process.get("returncode") is not None)
            self.ended_first = next(ended, None)
        super().terminate()

    def kill_started(self) -> None:
        """End what was started and has not ended, without asking."""
        for process in self._processes.values():
            if "pid" in process and "returncode" not in process:
                self._procmgr.kill(process["pid"])


class Supervisor:
    """Runs services until one ends or the person wants them all to."""

    def __init__(self, services: Sequence[Service], folder: Path, logs: Path) -> None:
        self._services = services
        self._folder = folder
        self._logs = LogFiles(logs)
        self._manager = _Manager(self._logs)
        self._failure: OperationError | None = None
        self._ended = threading.Event()

    def stopped(self) -> bool:
        """Whether the processes are ending or have ended."""
        return self._ended.is_set() or self._manager.is_terminating()

    def run(self, watch: Callable[[], None]) -> None:
        """Start everything and wait until everything has ended.

        Args:
            watch: called in a thread of its own once the processes start; its OperationError ends them all.

        Raises:
            OperationError: a process ended by itself, or `watch` failed.
        """
        for service in self._services:
            command = f"exec {shlex.join(service.command)}"
            self._manager.add_process(service.name, command, env=dict(service.environment), cwd=str(self._folder))
        # A closed terminal ends everything as Ctrl-C does.
        signal.signal(signal.SIGHUP, _hang_up)
        for task in (lambda: self._watch(watch), self._end_the_deaf):
            threading.Thread(target=task, daemon=True).start()
        with self._logs:
            try:
                self._manager.loop()
            finally:
                self._manager.kill_started()
                self._ended.set()
        self._report()

    def _end_the_deaf(self) -> None:
        """End processes that do not heed the request to end.

        A thread from the beginning: a signal handler must not start one.
        """
        while not self.stopped():
            time.sleep(_PAUSE_SECONDS)
        if not self._ended.wait(_SECONDS_TO_END):
            self._manager.kill_started()

    def _watch(self, watch: Callable[[], None]) -> None:
        try:
            watch()
        except OperationError as error:
            self._failure = error
            self._manager.terminate()

    def _report(self) -> None:
        if self._failure:
            raise self._failure
        if self._manager.returncode in _STOPPED_BY_PERSON:
            return
        ended = (service for service in self._services if service.name == self._manager.ended_first)
        raise OperationError(" ".join(self._describe(service) for service in ended) or "The processes ended.")

    def _describe(self, service: Service) -> str:
        title = service.title[0].upper() + service.title[1:]
        reason = self._logs.complaint(service.name) or f"code {self._manager.returncode}"
        return f"{title} ended: {reason} (all of it: .run/logs/{service.name}.log)"


def _hang_up(_signal: int, _frame: FrameType | None) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
