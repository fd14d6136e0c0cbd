"""The key that signs web tokens: from the environment, else kept beside the talks so that a restart loses none."""

import logging
import os
import secrets
from pathlib import Path

from rasa.shared.exceptions import RasaException

logger = logging.getLogger(__name__)

VARIABLE = "ALTALK_WEB_KEY"
_SHORTEST = 16
_KEY_BYTES = 32


def signing_key() -> bytes:
    """The signing key of this installation.

    Raises:
        RasaException: the variable is set to something that is no secret.
    """
    given = os.environ.get(VARIABLE)
    return _kept_key(state_directory() / "web.key") if not given else _checked(given)


def state_directory() -> Path:
    """Where the running service keeps its own files."""
    return Path(os.environ.get("ALTALK_STATE_DIR") or ".run")


def _checked(given: str) -> bytes:
    if given.startswith("${") or len(given) < _SHORTEST:
        raise RasaException(
            f"{VARIABLE} must be a secret of {_SHORTEST} or more characters; unset it to have one made."
        )
    return given.encode()


def _kept_key(path: Path) -> bytes:
    try:
        return _read(path) or _create(path)
    except OSError as error:
        logger.info("Web talks will end at the next restart: the key could not be kept (%s).", error.strerror)
        return secrets.token_bytes(_KEY_BYTES)


def _read(path: Path) -> bytes | None:
    if not path.exists():
        return None
    path.chmod(0o600)
    key = path.read_bytes()
    return key if len(key) == _KEY_BYTES else None


def _create(path: Path) -> bytes:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = secrets.token_bytes(_KEY_BYTES)
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key)
    draft.replace(path)
    logger.info("Web tokens are signed with a key made now and kept in %s; set %s to choose your own.", path, VARIABLE)
    return key
