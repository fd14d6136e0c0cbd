"""The environment decides who the account is; what cannot be meant is refused without being repeated."""

import logging
from typing import Any

import pytest
from rasa.shared.exceptions import RasaException
from sanic import Sanic

from altalk.channels.wechat import WeChatInput
from altalk.channels.wechat.settings import Account, Settings, read_account, read_settings
from tests.channels.wechat.simulator import AES_KEY, APP_ID, SECRET, TOKEN

ALL = {"WECHAT_TOKEN": TOKEN, "WECHAT_APPID": APP_ID, "WECHAT_SECRET": SECRET, "WECHAT_AES_KEY": AES_KEY}


@pytest.mark.parametrize("environment", [{}, {"WECHAT_TOKEN": ""}, {**ALL, "WECHAT_TOKEN": " "}])
def test_without_a_token_the_channel_is_off(environment: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert read_account(environment) is None
    assert [(each.levelname, each.getMessage()) for each in caplog.records] == [
        ("INFO", "WeChat is off: WECHAT_TOKEN is not set.")
    ]


def test_a_channel_that_is_off_has_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ALL:
        monkeypatch.delenv(name, raising=False)
    channel = WeChatInput.from_credentials(None)

    async def handler(_message: Any) -> None:
        raise AssertionError

    app = Sanic("off", configure_logging=False)
    app.blueprint(channel.blueprint(handler), url_prefix="/webhooks/wechat")
    assert not app.router.routes_all and (channel.name(), channel.url_prefix()) == ("wechat", "wechat")


def test_each_kind_of_account_is_read() -> None:
    assert read_account({"WECHAT_TOKEN": TOKEN}) == Account(TOKEN)
    assert read_account(ALL) == Account(TOKEN, APP_ID, SECRET, AES_KEY, "https://api.weixin.qq.com")
    assert read_account({**ALL, "WECHAT_API_BASE": "http://127.0.0.1:1/"}) == Account(
        *ALL.values(), "http://127.0.0.1:1"
    )
    assert not any(value in repr(read_account(ALL)) for value in ALL.values())


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("value", ["${WECHAT_TOKEN}", "${x}", "zq9", "Q"])
def test_a_placeholder_and_a_short_value_are_refused(name: str, value: str) -> None:
    with pytest.raises(RasaException) as refused:
        read_account(ALL | {name: value})
    assert name in str(refused.value) and value not in str(refused.value).replace(name, "")


@pytest.mark.parametrize("key", [AES_KEY[:-1], f"{AES_KEY}A", "x" * 42 + "!"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(RasaException, match="WECHAT_AES_KEY is not 43 characters"):
        read_account(ALL | {"WECHAT_AES_KEY": key})


@pytest.mark.parametrize("name", ["WECHAT_SECRET", "WECHAT_AES_KEY"])
def test_who_the_account_is_must_be_told_with_a_secret(name: str) -> None:
    with pytest.raises(RasaException, match="WECHAT_APPID must be set"):
        read_account({"WECHAT_TOKEN": TOKEN, name: ALL[name]})


def test_settings_are_read_and_checked() -> None:
    assert read_settings(None) == Settings() and read_settings({"event_keys": {"A": "帮助"}}).event_keys == {
        "A": "帮助"
    }
    for wrong in ({"unknown": 1}, {"timeout_seconds": "x"}):
        with pytest.raises(RasaException, match="WeChatInput"):
            read_settings(wrong)
