"""The access token: one for all, renewed before it expires, never logged."""

import asyncio
from collections.abc import Awaitable, Callable

from msgspec import Struct

_RENEWED_BEFORE_SECONDS = 300.0
_LEAST_SECONDS = 30.0


class IssuedToken(Struct, frozen=True):
    """A token as WeChat gives it, and for how long."""

    value: str
    seconds: float

    def __repr__(self) -> str:
        """Without the token: this may stand in a log."""
        return "IssuedToken(...)"


# Asks WeChat for a token; with True for another one than it gave last.
Fetch = Callable[[bool], Awaitable[IssuedToken]]


class AccessToken:
    """Keeps the token; those who need it at the same time wait for the same request."""

    def __init__(self, fetch: Fetch, clock: Callable[[], float]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._lock = asyncio.Lock()
        self._value = ""
        self._good_until = 0.0

    async def get(self) -> str:
        """A token that is good for some minutes yet."""
        async with self._lock:
            if not self._value or self._clock() >= self._good_until:
                self._keep(await self._fetch(False))
            return self._value

    async def replace(self, refused: str) -> str:
        """Another token than the one WeChat has just refused."""
        async with self._lock:
            # Somebody else may have replaced it meanwhile.
            if self._value == refused:
                issued = await self._fetch(False)
                # A forced renewal is allowed 20 times a day only.
                self._keep(await self._fetch(True) if issued.value == refused else issued)
            return self._value

    def _keep(self, issued: IssuedToken) -> None:
        self._value = issued.value
        self._good_until = self._clock() + max(issued.seconds - _RENEWED_BEFORE_SECONDS, _LEAST_SECONDS)
