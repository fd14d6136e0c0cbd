"""Who the account is, from the environment; how the channel behaves, from `credentials.yml`."""

import logging
import os
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from rasa.shared.exceptions import RasaException

from altalk.channels.wechat.crypto import key_from

logger = logging.getLogger(__name__)

TOKEN = "WECHAT_TOKEN"  # noqa: S105 - the name of a variable
APP_ID = "WECHAT_APPID"
SECRET = "WECHAT_SECRET"  # noqa: S105 - the name of a variable
AES_KEY = "WECHAT_AES_KEY"
API_BASE = "WECHAT_API_BASE"

_WECHAT = "https://api.weixin.qq.com"
_SHORTEST = 6
_EVENT_KEYS = {
    "ALTALK_START": "看看我的结果",
    "ALTALK_RESTART": "重新开始",
    "ALTALK_HELP": "你能做什么？",
    "ALTALK_FORGET": "删除我的信息",
}


class Account(Struct, frozen=True):
    """One official account.

    Attributes:
        token: signs every request.
        app_id: who the account is; needed for the secure mode and the interface.
        secret: opens the interface for customer-service messages; empty for a personal account.
        aes_key: the 43 characters of the secure mode; empty for the plain mode.
        api_base: where the interface is; another place in tests only.
    """

    token: str
    app_id: str = ""
    secret: str = ""
    aes_key: str = ""
    api_base: str = _WECHAT

    def __repr__(self) -> str:
        """Without any secret: this may stand in a log."""
        return "Account(...)"


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """How the channel behaves.

    Attributes:
        timeout_seconds: after this time a reply is given up and the safe text is shown.
        message_burst: messages a person may send at once.
        message_seconds: one more message is allowed each so many seconds.
        event_keys: keys of the account's own menu, and what the person is taken to say with each.
        time_factor: all times are multiplied with it; below 1 in tests only.
    """

    timeout_seconds: float = 30.0
    message_burst: int = 30
    message_seconds: float = 2.0
    event_keys: dict[str, str] = msgspec.field(default_factory=lambda: dict(_EVENT_KEYS))
    time_factor: float = 1.0


def read_account(environment: Mapping[str, str] = os.environ) -> Account | None:
    """The account named by the environment; None if `WECHAT_TOKEN` is not set.

    Raises:
        RasaException: a variable holds something that cannot be meant.
    """
    token, app_id, secret, aes_key = (_value(environment, name) for name in (TOKEN, APP_ID, SECRET, AES_KEY))
    if not token:
        logger.info("WeChat is off: %s is not set.", TOKEN)
        return None
    if (secret or aes_key) and not app_id:
        raise RasaException(f"{APP_ID} must be set beside {SECRET if secret else AES_KEY}.")
    if aes_key:
        _check_aes_key(aes_key)
    api_base = (environment.get(API_BASE) or _WECHAT).rstrip("/")
    return Account(token, app_id, secret, aes_key, api_base)


def read_settings(credentials: Mapping[str, Any] | None) -> Settings:
    """Settings from the channel's section of `credentials.yml`.

    Raises:
        RasaException: a name is unknown or a value is not of its kind.
    """
    try:
        return msgspec.convert(dict(credentials or {}), Settings)
    except msgspec.ValidationError as error:
        raise RasaException(f"credentials.yml, altalk.channels.wechat.WeChatInput: {error}") from error


def _value(environment: Mapping[str, str], name: str) -> str:
    given = environment.get(name, "").strip()
    if given and (given.startswith("${") or len(given) < _SHORTEST):
        raise RasaException(f"{name} must be the value of WeChat's console, at least {_SHORTEST} characters; or unset.")
    return given


def _check_aes_key(given: str) -> None:
    try:
        key_from(given)
    except ValueError as error:
        raise RasaException(f"{AES_KEY} is {error}.") from None
