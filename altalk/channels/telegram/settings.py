"""What can be set: limits in `credentials.yml`, access in the environment. No secret stands in a file."""

import hmac
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct
from rasa.shared.exceptions import RasaException

TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - the name of the variable
URL_VARIABLE = "TELEGRAM_WEBHOOK_URL"
SECRET_VARIABLE = "TELEGRAM_WEBHOOK_SECRET"  # noqa: S105 - the name of the variable
API_VARIABLE = "TELEGRAM_API_BASE"

_TOKEN = re.compile(r"[A-Za-z0-9:_-]{16,256}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_PUBLIC_API = "https://api.telegram.org"


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of the Telegram channel.

    Attributes:
        timeout_seconds: after this time the safe text is sent; a later answer still arrives.
        late_seconds: so much longer an answer is waited for.
        message_burst: messages a person may send at once.
        message_seconds: one more message is allowed each so many seconds.
        typing_seconds: "is typing" is renewed after so many seconds; Telegram shows it for five.
        poll_seconds: how long Telegram may hold a question for news.
        first_pause_seconds: pause after the first failure of the network; it doubles each time.
        longest_pause_seconds: the pause grows no further.
    """

    timeout_seconds: float = 30.0
    late_seconds: float = 270.0
    message_burst: int = 10
    message_seconds: float = 2.0
    typing_seconds: float = 4.5
    poll_seconds: int = 25
    first_pause_seconds: float = 1.0
    longest_pause_seconds: float = 60.0


class Access(Struct, frozen=True):
    """How Telegram is reached. Never printed: it holds secrets.

    Attributes:
        token: the bot's token.
        api: address of the Bot API; another than Telegram's only in tests.
        webhook_url: where Telegram posts updates; empty when the bot asks for them (polling).
        webhook_secret: what Telegram sends along with each post.
    """

    token: str
    api: str = _PUBLIC_API
    webhook_url: str = ""
    webhook_secret: str = ""

    @property
    def bot_id(self) -> str:
        """The public part of the token."""
        return self.token.partition(":")[0]

    def __repr__(self) -> str:
        return f"Access({self.bot_id}:...)"


class RefusedError(ValueError):
    """A variable of the environment holds something that cannot be right. The text names it, never its value."""


def read_settings(credentials: dict[str, Any] | None) -> Settings:
    """Settings from the channel's section of `credentials.yml`.

    Raises:
        RasaException: a name is unknown or a value is not of its kind.
    """
    try:
        return msgspec.convert(credentials or {}, Settings)
    except msgspec.ValidationError as error:
        raise RasaException(f"credentials.yml, altalk.channels.telegram.TelegramInput: {error}") from error


def read_access(environment: Mapping[str, str]) -> Access | None:
    """How Telegram is reached; None if there is no token, which means: not wanted.

    Raises:
        RefusedError: a value cannot be right, for example `${TELEGRAM_BOT_TOKEN}` that nobody filled in.
    """
    token = environment.get(TOKEN_VARIABLE, "").strip()
    if not token:
        return None
    if not _TOKEN.fullmatch(token):
        raise RefusedError(f"{TOKEN_VARIABLE} is not a token of BotFather")
    api = environment.get(API_VARIABLE, "").strip().rstrip("/").removesuffix("/bot") or _PUBLIC_API
    url = environment.get(URL_VARIABLE, "").strip()
    if not url:
        return Access(token, api)
    if not url.startswith("https://") and (api == _PUBLIC_API or not url.startswith("http://")):
        raise RefusedError(f"{URL_VARIABLE} must be an address that begins with https://")
    return Access(token, api, url, _secret(environment, token))


def _secret(environment: Mapping[str, str], token: str) -> str:
    given = environment.get(SECRET_VARIABLE, "").strip()
    if not given:
        return hmac.new(token.encode(), b"altalk telegram webhook", sha256).hexdigest()
    if not _SECRET.fullmatch(given):
        raise RefusedError(f"{SECRET_VARIABLE} must have 16 to 256 letters, digits, '-' or '_'; unset it to have one")
    return given
