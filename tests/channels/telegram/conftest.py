"""Every test of this folder plays in an event loop of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.channels.telegram.scene import Scene, playing


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """The loop that Rasa's server uses."""
    return "asyncio", {"use_uvloop": True}


@pytest.fixture
async def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    """Telegram without a server yet."""
    async with playing(tmp_path, monkeypatch) as played:
        yield played
