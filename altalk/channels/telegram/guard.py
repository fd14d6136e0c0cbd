"""One process asks Telegram for updates: two would take them from one another and both get errors."""

import fcntl
import os
from pathlib import Path


class OnePoller:
    """A lock on a file, for as long as the process lives or until it is released."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def acquire(self) -> bool:
        """True if this process may ask; also where no file can be kept, since nothing can be told there."""
        if self._file is not None:
            return True
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let another process ask."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
