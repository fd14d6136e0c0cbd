"""What can be set for the web channel in `credentials.yml`; every value has a default."""

from typing import Any

import msgspec
from msgspec import Struct
from rasa.shared.exceptions import RasaException


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of the web channel.

    Attributes:
        timeout_seconds: after this time a reply is given up and the safe text is shown.
        session_days: how long a token is good.
        message_burst: messages a person may send at once.
        message_seconds: one more message is allowed each so many seconds.
        session_burst: talks that may begin at once from one address.
        session_seconds: one more talk is allowed each so many seconds.
        read_burst: history and case requests at once.
        read_seconds: one more of these is allowed each so many seconds.
    """

    timeout_seconds: float = 30.0
    session_days: float = 30.0
    message_burst: int = 10
    message_seconds: float = 2.0
    session_burst: int = 20
    session_seconds: float = 10.0
    read_burst: int = 60
    read_seconds: float = 1.0


def read_settings(credentials: dict[str, Any] | None) -> Settings:
    """Settings from the channel's section of `credentials.yml`.

    Raises:
        RasaException: a name is unknown or a value is not of its kind.
    """
    try:
        return msgspec.convert(credentials or {}, Settings)
    except msgspec.ValidationError as error:
        raise RasaException(f"credentials.yml, altalk.channels.web.WebInput: {error}") from error
