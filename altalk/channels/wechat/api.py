"""WeChat's interface for customer-service messages: text, pictures, and what it says when it refuses."""

import asyncio
import json
import logging
import time
from typing import Any

import aiohttp

from altalk.channels.wechat.access_token import AccessToken, IssuedToken
from altalk.channels.wechat.attachments import Picture
from altalk.channels.wechat.settings import Account

logger = logging.getLogger(__name__)

_TIMEOUT = aiohttp.ClientTimeout(total=10)
_BAD_TOKEN = frozenset({40001, 40014, 42001})
_TOO_LONG = 45002
_NO_RIGHT = 48001
_NOT_REACHED = -2
_HINTS = {
    40013: "WECHAT_APPID is wrong",
    40125: "WECHAT_SECRET is wrong",
    40164: "the address of this server is not on the white list of the console",
    45015: "the person has not written for 48 hours",
    45047: "too many messages after one of the person's",
    48001: "this account has no right to customer-service messages; unset WECHAT_SECRET",
}


class ApiError(Exception):
    """WeChat refused or was not reached. `code` is its error code."""

    def __init__(self, code: int) -> None:
        super().__init__(f"error {code}")
        self.code = code

    @property
    def is_too_long(self) -> bool:
        """The text has more bytes than WeChat takes."""
        return self.code == _TOO_LONG


class Api:
    """Sends messages for one account. `may_push` is False once WeChat said that it has no right to."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._token = AccessToken(self._fetch_token, time.monotonic)
        self._session: aiohttp.ClientSession | None = None
        self.may_push = True

    async def send_text(self, person: str, text: str) -> None:
        """Send one text.

        Raises:
            ApiError: it was not sent.
        """
        await self._send({"touser": person, "msgtype": "text", "text": {"content": text}})

    async def send_picture(self, person: str, picture: Picture) -> None:
        """Upload a picture and send it.

        Raises:
            ApiError: it was not sent.
        """
        media = await self._upload(picture)
        await self._send({"touser": person, "msgtype": "image", "image": {"media_id": media}})

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            await self._call("/cgi-bin/message/custom/send", {}, lambda: _body(message))
        except ApiError as error:
            self.may_push = self.may_push and error.code != _NO_RIGHT
            raise

    async def _upload(self, picture: Picture) -> str:
        def form() -> aiohttp.FormData:
            data = aiohttp.FormData()
            data.add_field("media", picture.content, filename=picture.file_name, content_type=picture.content_type)
            return data

        answer = await self._call("/cgi-bin/media/upload", {"type": "image"}, form)
        return str(answer.get("media_id", ""))

    async def _call(self, path: str, query: dict[str, str], body: Any) -> dict[str, Any]:
        token = await self._token.get()
        try:
            return await self._post(path, {"access_token": token, **query}, body())
        except ApiError as error:
            if error.code not in _BAD_TOKEN:
                raise
        token = await self._token.replace(token)
        return await self._post(path, {"access_token": token, **query}, body())

    async def _fetch_token(self, another: bool) -> IssuedToken:
        wanted = {
            "grant_type": "client_credential",
            "appid": self._account.app_id,
            "secret": self._account.secret,
            "force_refresh": another,
        }
        answer = await self._post("/cgi-bin/stable_token", {}, _body(wanted))
        if not isinstance(answer.get("access_token"), str):
            raise ApiError(_NOT_REACHED)
        return IssuedToken(answer["access_token"], float(answer.get("expires_in") or 0))

    async def _post(self, path: str, query: dict[str, str], body: Any) -> dict[str, Any]:
        try:
            answer = await self._answer(path, query, body)
            code = int(answer.get("errcode") or 0)
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError, ValueError, TypeError) as error:
            # Only the kind: the text of an error may hold the address, and that the token.
            logger.warning("WeChat's interface was not reached: %s", type(error).__name__)
            raise ApiError(_NOT_REACHED) from None
        if code:
            _note(code)
            raise ApiError(code)
        return answer

    async def _answer(self, path: str, query: dict[str, str], body: Any) -> dict[str, Any]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        address = f"{self._account.api_base}{path}"
        async with self._session.post(address, params=query, data=body, allow_redirects=False) as response:
            answer = json.loads(await response.read())
        if not isinstance(answer, dict):
            raise TypeError("not an object")
        return answer


def _note(code: int) -> None:
    if code not in _BAD_TOKEN:
        logger.warning("WeChat's interface refused with error %d: %s", code, _HINTS.get(code, "see its list"))


def _body(message: dict[str, Any]) -> aiohttp.BytesPayload:
    # Escaped characters would be shown to the person as they stand.
    text = json.dumps(message, ensure_ascii=False)
    return aiohttp.BytesPayload(text.encode(), content_type="application/json; charset=utf-8")
