"""Signed tokens: who may read and continue a web talk."""

import base64
import hmac
import secrets
from collections.abc import Callable
from hashlib import sha256

from msgspec import Struct

_ID_BYTES = 16


class Session(Struct, frozen=True):
    """A person's web talk. `sid` has 128 random bits and is made by the server only; `expires` in Unix seconds."""

    sid: str
    expires: int

    @property
    def sender_id(self) -> str:
        """The conversation id in Rasa; the prefix keeps channels apart."""
        return f"web-{self.sid}"


class Sessions:
    """Issues and checks tokens `sid.expiry.signature` (HMAC-SHA256)."""

    def __init__(self, key: bytes, lifetime_seconds: float, clock: Callable[[], float]) -> None:
        self._key = key
        self._lifetime = lifetime_seconds
        self._clock = clock
        self._ended: dict[str, int] = {}

    def begin(self) -> Session:
        """A new talk that nobody can guess."""
        return Session(secrets.token_hex(_ID_BYTES), self._expiry())

    def renew(self, session: Session) -> Session:
        """The same talk with its full lifetime again."""
        return Session(session.sid, self._expiry())

    def token(self, session: Session) -> str:
        """The token that proves this session."""
        claim = f"{session.sid}.{session.expires}"
        return f"{claim}.{self._signature(claim)}"

    def read(self, token: str) -> Session | None:
        """The session of a token; None if it is forged, expired or was ended."""
        claim, _, signature = token.rpartition(".")
        if not token.isascii() or not hmac.compare_digest(signature, self._signature(claim)):
            return None
        sid, _, expiry = claim.partition(".")
        session = Session(sid, int(expiry))
        return None if session.expires <= self._clock() or sid in self._ended else session

    def end(self, session: Session) -> None:
        """Refuse all tokens of this talk from now on."""
        now = self._clock()
        self._ended = {sid: expiry for sid, expiry in self._ended.items() if expiry > now}
        self._ended[session.sid] = self._expiry()

    def _expiry(self) -> int:
        return int(self._clock() + self._lifetime)

    def _signature(self, claim: str) -> str:
        digest = hmac.new(self._key, claim.encode(), sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
