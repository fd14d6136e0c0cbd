"""The line to Telegram: without network, without token, with a rival, after a restart; the server always goes on."""

import asyncio
import logging
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from rasa.shared.exceptions import RasaException

from altalk.channels.telegram import TelegramInput
from altalk.channels.telegram.guard import OnePoller
from altalk.channels.telegram.settings import Access, RefusedError, read_access
from tests.channels.telegram.fake_bot_api import TOKEN, FakeBotApi, RefusalError
from tests.channels.telegram.scene import QUICK, Scene, own_lines

pytestmark = pytest.mark.anyio


async def web_is_up(scene: Scene) -> bool:
    async with httpx.AsyncClient() as client:
        return (await client.get(f"{scene.served.url}/talk")).status_code == 200


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return own_lines(caplog, logging.ERROR)


# ---- the start matrix -----------------------------------------------------------------------------------------------


async def test_without_a_token_the_channel_is_off_with_one_line(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for unset in ("", "  "):
        caplog.clear()
        scene.environment.setenv("TELEGRAM_BOT_TOKEN", unset)
        async with scene.server() as served:
            assert await web_is_up(scene) and served.telegram.get_output_channel() is None
            assert (await scene.post({"update_id": 1})).status_code == 404
        assert own_lines(caplog) == ["Telegram is off: TELEGRAM_BOT_TOKEN is not set."]
    assert scene.api.calls == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "${TELEGRAM_BOT_TOKEN}"),
        ("TELEGRAM_BOT_TOKEN", "12:ab"),
        ("TELEGRAM_BOT_TOKEN", "a token with spaces in it"),
        ("TELEGRAM_BOT_TOKEN", f"{TOKEN}/../x"),
        ("TELEGRAM_WEBHOOK_SECRET", "${TELEGRAM_WEBHOOK_SECRET}"),
        ("TELEGRAM_WEBHOOK_SECRET", "short"),
        ("TELEGRAM_WEBHOOK_SECRET", "no blanks or umlauts: äöü"),
        ("TELEGRAM_WEBHOOK_URL", "${TELEGRAM_WEBHOOK_URL}"),
        ("TELEGRAM_WEBHOOK_URL", "clinic.example/hook"),
    ],
)
async def test_a_value_that_cannot_be_right_turns_the_channel_off_with_one_error(
    scene: Scene, caplog: pytest.LogCaptureFixture, variable: str, value: str
) -> None:
    if variable == "TELEGRAM_WEBHOOK_SECRET":
        scene.environment.setenv("TELEGRAM_WEBHOOK_URL", "https://clinic.example/webhooks/telegram/webhook")
    scene.environment.setenv(variable, value)
    async with scene.server():
        assert await web_is_up(scene)
    assert len(errors(caplog)) == 1 and variable in errors(caplog)[0] and value not in errors(caplog)[0]
    assert scene.api.calls == []


@pytest.mark.parametrize("webhook", [False, True])
async def test_a_wrong_token_turns_the_channel_off_without_naming_it(
    scene: Scene, caplog: pytest.LogCaptureFixture, webhook: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    scene.api.token = "another"
    if webhook:
        scene.with_webhook()
    async with scene.server():
        await scene.until(lambda: errors(caplog))
        await asyncio.sleep(0.2)
        assert await web_is_up(scene)
    assert errors(caplog) == ["Telegram is off: TELEGRAM_BOT_TOKEN was refused by Telegram."]
    assert len(scene.api.calls) == 1 and TOKEN not in caplog.text


async def test_a_token_revoked_while_running_ends_in_one_error(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    async with scene.server(QUICK.__class__(poll_seconds=1, first_pause_seconds=0.02)):
        person = scene.person("en")
        await person.writes("hello")
        await scene.heard(person, 1)
        scene.api.token = "another"
        await scene.until(lambda: errors(caplog))
        asked = len(scene.api.calls)
        await asyncio.sleep(0.3)
        assert len(scene.api.calls) == asked and await web_is_up(scene)
    assert len(errors(caplog)) == 1 and TOKEN not in caplog.text


async def test_a_token_revoked_behind_a_webhook_is_told_once(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    scene.with_webhook()
    async with scene.server():
        await scene.until(lambda: scene.api.called("setWebhook"))
        scene.api.token = "another"
        person = scene.person("en")
        for text in ("one", "two"):
            await person.writes(text)
        await scene.until(lambda: len([call for call in scene.api.calls if call.method == "sendMessage"]) == 2)
    assert len(errors(caplog)) == 1 and TOKEN not in caplog.text


async def test_telegram_and_web_answer_in_one_process(scene: Scene) -> None:
    async with scene.server():
        person = scene.person("en")
        await person.writes("hello")
        await scene.heard(person, 1)
        assert await web_is_up(scene)


def test_an_unknown_setting_stops_the_start_with_its_name() -> None:
    with pytest.raises(RasaException, match="timeout"):
        TelegramInput.from_credentials({"timeout": 3})


@pytest.mark.parametrize("given", ["https://api.example", "https://api.example/", "https://api.example/bot"])
def test_the_address_of_the_api_can_be_set(given: str) -> None:
    access = read_access({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": given})
    assert access == Access(TOKEN, "https://api.example") and TOKEN not in repr(access)


def test_without_a_secret_one_is_derived_that_does_not_tell_the_token() -> None:
    environment = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_URL": "https://a.example/hook"}
    access = read_access(environment)
    assert access and access == read_access(environment) and len(access.webhook_secret) >= 32
    assert not any(part in access.webhook_secret for part in TOKEN.split(":"))
    with pytest.raises(RefusedError):
        read_access(environment | {"TELEGRAM_WEBHOOK_URL": "http://a.example/hook"})


# ---- network --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("webhook", [False, True])
async def test_without_network_at_the_start_it_begins_when_the_network_is_there(
    scene: Scene, caplog: pytest.LogCaptureFixture, webhook: bool
) -> None:
    scene.api.down = True
    if webhook:
        scene.with_webhook()
    async with scene.server():
        await asyncio.sleep(0.3)
        assert await web_is_up(scene)
        scene.api.down = False
        await scene.until(lambda: scene.api.called("setWebhook" if webhook else "getUpdates"))
        person = scene.person("en")
        await person.writes("hello")
        await scene.heard(person, 1)
    assert len(own_lines(caplog, logging.WARNING)) == 1 and TOKEN not in caplog.text


async def test_a_lost_network_is_told_once_and_comes_back(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    async with scene.server(QUICK.__class__(poll_seconds=1, first_pause_seconds=0.02, longest_pause_seconds=0.1)):
        person = scene.person("en")
        await person.writes("one")
        await scene.heard(person, 1)
        scene.api.down = True
        await person.writes("two")
        await asyncio.sleep(0.8)
        scene.api.down = False
        assert (await scene.heard(person, 2))[1] == "You wrote: two"
    assert len([line for line in own_lines(caplog, logging.WARNING) if "reached" in line]) <= 1
    assert "Traceback" not in caplog.text


async def test_pauses_grow_while_nothing_is_reached(scene: Scene) -> None:
    scene.api.refusals["getMe"] = [RefusalError(502, "Bad Gateway") for _ in range(6)]
    async with scene.server(QUICK.__class__(poll_seconds=1, first_pause_seconds=0.05, longest_pause_seconds=0.4)):
        await scene.until(lambda: scene.api.called("getUpdates"))
    times = [call.at for call in scene.api.calls if call.method == "getMe"]
    pauses = [later - sooner for sooner, later in pairwise(times)]
    assert len(pauses) == 6 and pauses[0] < 0.2 and 0.38 < pauses[-1] < 0.9


async def test_a_full_quota_of_questions_is_respected(scene: Scene) -> None:
    scene.api.refusals["getUpdates"] = [RefusalError(429, "Too Many Requests: retry after 1", retry_after=1)]
    async with scene.server():
        await scene.until(lambda: scene.api.called("getUpdates"))
    first, second, *_ = [call.at for call in scene.api.calls if call.method == "getUpdates"]
    assert second - first >= 1.0


# ---- one poller -----------------------------------------------------------------------------------------------------


async def test_a_rival_is_told_clearly_and_waited_for(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    async with scene.server():
        await scene.until(lambda: scene.api.called("getUpdates") or scene.api._poller)
        rival = asyncio.ensure_future(poll_once(scene.api))
        await scene.until(lambda: own_lines(caplog, logging.WARNING))
        await rival
        person = scene.person("en")
        await person.writes("hello")
        await scene.heard(person, 1)
    assert [line for line in own_lines(caplog, logging.WARNING) if "409" in line] and len(errors(caplog)) == 0


async def poll_once(api: FakeBotApi) -> None:
    async with httpx.AsyncClient() as client:
        await client.get(f"{api.url}/bot{TOKEN}/getUpdates", params={"timeout": 0})


async def test_a_webhook_left_behind_does_not_stop_polling(scene: Scene) -> None:
    scene.api.webhook = {"url": "https://old.example", "secret_token": "x"}
    async with scene.server():
        await scene.until(lambda: scene.api.called("deleteWebhook"))
        person = scene.person("en")
        await person.writes("hello")
        await scene.heard(person, 1)


async def test_a_second_process_of_the_installation_waits_its_turn(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    first = OnePoller(scene.folder / f"telegram-{TOKEN.split(':')[0]}.lock")
    assert first.acquire()
    async with scene.server():
        await scene.until(lambda: any("another process" in line for line in own_lines(caplog)))
        assert not scene.api.called("getUpdates") and await web_is_up(scene)
        first.release()
        person = scene.person("en")
        await person.writes("hello")
        await scene.heard(person, 1)
        assert not OnePoller(first._path).acquire()


def test_where_no_lock_can_be_kept_the_bot_still_polls(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert OnePoller(tmp_path / "file" / "lock").acquire()


async def test_all_that_runs_ends_with_the_server(scene: Scene) -> None:
    before = asyncio.all_tasks()
    async with scene.server():
        person = scene.person("en")
        await person.writes("hang")
        await scene.heard(person, 2)
    await asyncio.sleep(0.1)
    left = [task for task in asyncio.all_tasks() - before if "altalk" in repr(task.get_coro())]
    assert left == []
