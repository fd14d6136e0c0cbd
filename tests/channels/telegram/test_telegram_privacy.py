"""What is told to the log, and what is left after forgetting."""

import logging
from pathlib import Path

import pytest

from tests.channels.telegram.fake_bot_api import TOKEN, RefusalError
from tests.channels.telegram.scene import Scene

pytestmark = pytest.mark.anyio


async def test_no_word_number_or_token_reaches_any_log(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with scene.server():
        person = scene.person("en")
        for number, text in enumerate(["my ALT is 4321", "crash", "silence", "assess", "/intent{4321}"], start=1):
            await person.writes(text)
            await scene.heard(person, number)
        scene.api.refusals["sendMessage"] = [RefusalError(400, "Bad Request: 4321 is not liked")]
        await person.writes("4321 again")
        await scene.until(lambda: not scene.api.refusals["sendMessage"])
    ours = [record for record in caplog.records if record.levelno >= logging.INFO or "http" in record.name]
    told = "\n".join(f"{record.name} {record.getMessage()} {record.exc_text or ''}" for record in ours)
    assert TOKEN not in caplog.text and TOKEN.split(":")[1] not in caplog.text
    assert "4321" not in told and f"tg:{person.number}" not in told
    for name in ("httpx", "httpcore"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)


async def test_forgetting_leaves_nothing(scene: Scene) -> None:
    from tests.channels.telegram.test_telegram_buttons import ask_long  # noqa: PLC0415

    async with scene.server(ask=ask_long) as served:
        person = scene.person("en")
        await person.writes("ALT 4321 secretly")
        await scene.heard(person, 1)
        await person.writes("ask")
        await scene.heard(person, 2)
        assert b"4321" in on_disk(scene.folder) and served.telegram._line
        assert served.telegram._line.speaker.choices._kept
        await person.writes("/forget")
        assert (await scene.heard(person, 3))[2] == "Everything is deleted."
        await scene.until(lambda: b"4321" not in on_disk(scene.folder))
        line = served.telegram._line
        assert line is not None and not line.speaker.choices._kept
        assert line.talk._languages.get(f"tg:{person.number}") is None
        assert not line.talk._tasks and not line.talk._turns._late


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
