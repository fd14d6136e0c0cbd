"""WeChat's server as the published protocol describes it, in small: times are scaled by a factor.

Signatures and encryption come from wechatpy, so that the channel is not checked against itself.
"""

import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import xmltodict
from aiohttp import web
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

TOKEN = "tokenForTests"
APP_ID = "wx0123456789abcdef"
SECRET = "0123456789abcdef0123456789abcdef"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ACCOUNT = "gh_0123456789ab"

CUT_OFF_SECONDS = 5.0
ATTEMPTS = 3
MOST_BYTES = 2048
FAULT = "该公众号提供的服务出现故障，请稍后再试"


def signed(*parts: str) -> str:
    signer = WeChatSigner()
    signer.add_data(*parts)
    return str(signer.signature)


@dataclass
class Pushed:
    """A customer-service message that reached a person."""

    person: str
    kind: str
    content: str
    at: float


@dataclass
class Interface:
    """The interface for customer-service messages."""

    may_push: bool = True
    pictures_allowed: bool = True
    pushed: list[Pushed] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    tokens_given: list[str] = field(default_factory=list)
    forced: int = 0
    quota: dict[str, int] = field(default_factory=dict)
    errors: list[int] = field(default_factory=list)
    broken: bool = False
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _token: str = ""
    _media: dict[str, bytes] = field(default_factory=dict)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/cgi-bin/stable_token", self._stable_token)
        app.router.add_post("/cgi-bin/message/custom/send", self._send)
        app.router.add_post("/cgi-bin/media/upload", self._upload)
        return app

    def expire_token(self) -> None:
        self._token = ""

    def texts(self, person: str) -> list[str]:
        return [each.content for each in self.pushed if each.person == person and each.kind == "text"]

    async def _stable_token(self, request: web.Request) -> web.Response:
        asked = await request.json()
        assert asked["grant_type"] == "client_credential"
        if self.broken:
            return web.Response(text="<html>502</html>", status=502)
        if (asked["appid"], asked["secret"]) != (APP_ID, SECRET):
            return self._error(40125)
        self.forced += bool(asked.get("force_refresh"))
        if not self._token or asked.get("force_refresh"):
            self._token = f"access-token-{next(self._numbers)}"
        self.tokens_given.append(self._token)
        return web.json_response({"access_token": self._token, "expires_in": 7200})

    async def _send(self, request: web.Request) -> web.Response:
        raw = (await request.read()).decode()
        message = json.loads(raw)
        code = self._refusal(request, raw, message)
        if code:
            return self._error(code)
        person, kind = message["touser"], message["msgtype"]
        self.quota[person] = self.quota.get(person, 0) - 1
        content = message["text"]["content"] if kind == "text" else message["image"]["media_id"]
        self.pushed.append(Pushed(person, kind, content, time.monotonic()))
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    def _refusal(self, request: web.Request, raw: str, message: dict[str, Any]) -> int:
        token = self._token_error(request)
        if token:
            return token
        if not self.may_push:
            return 48001
        if self.errors:
            return self.errors.pop(0)
        if "\\u" in raw:
            return 40033
        if message["msgtype"] == "text" and len(message["text"]["content"].encode()) > MOST_BYTES:
            return 45002
        if message["msgtype"] == "image" and message["image"]["media_id"] not in self._media:
            return 40007
        return 45047 if self.quota.get(message["touser"], 0) <= 0 else 0

    async def _upload(self, request: web.Request) -> web.Response:
        code = self._token_error(request) or (0 if self.pictures_allowed else 48001)
        if code:
            return self._error(code)
        posted = (await request.post())["media"]
        assert request.query["type"] == "image"
        assert isinstance(posted, web.FileField) and posted.filename.endswith((".png", ".jpg"))
        name = f"media-{next(self._numbers)}"
        self._media[name] = posted.file.read()
        return web.json_response({"type": "image", "media_id": name, "created_at": 1})

    def _token_error(self, request: web.Request) -> int:
        given = request.query.get("access_token", "")
        if given == self._token and given:
            return 0
        return 42001 if given in self.tokens_given else 40001

    def _error(self, code: int) -> web.Response:
        self.refused.append(code)
        # The real interface labels its JSON as plain text now and then.
        return web.Response(text=json.dumps({"errcode": code, "errmsg": "refused"}), content_type="text/plain")


@dataclass
class Seen:
    """What came of a message: what the person sees at once, in which attempt, and what the server answered."""

    shown: str | None
    attempt: int
    answers: list[tuple[int, str]]


class WeChat:
    """Sends what people write to the address of the account, as WeChat does."""

    def __init__(self, address: str, factor: float, interface: Interface, *, mode: str = "secure") -> None:
        self.address = address
        self.interface = interface
        self.mode = mode
        self._factor = factor
        self._crypto = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
        self._ids = itertools.count(23456789012345678)
        self._session = aiohttp.ClientSession()

    async def close(self) -> None:
        await self._session.close()

    def fields(self, person: str, kind: str = "text", **more: Any) -> dict[str, Any]:
        base = {"ToUserName": ACCOUNT, "FromUserName": person, "CreateTime": int(time.time()), "MsgType": kind}
        return base | ({} if kind == "event" else {"MsgId": next(self._ids)}) | more

    async def text(self, person: str, words: str) -> Seen:
        return await self.deliver(self.fields(person, Content=words))

    async def event(self, person: str, event: str, **more: Any) -> Seen:
        return await self.deliver(self.fields(person, "event", Event=event, **more))

    async def deliver(self, fields: dict[str, Any]) -> Seen:
        """Up to three attempts of five seconds each; the person sees the reply, nothing, or that there is a fault."""
        is_event = fields["MsgType"] == "event"
        self.interface.quota[fields["FromUserName"]] = 3 if is_event else 5
        answers: list[tuple[int, str]] = []
        for attempt in range(1, ATTEMPTS + 1):
            began = time.monotonic()
            try:
                status, body = await self.post(*self.request(fields), seconds=CUT_OFF_SECONDS * self._factor)
            except asyncio.TimeoutError:
                continue
            answers.append((status, body))
            if status != 200:
                await asyncio.sleep(max(0.0, 0.1 * self._factor - (time.monotonic() - began)))
                continue
            return Seen(self.read(body, fields), attempt, answers)
        return Seen(FAULT, ATTEMPTS, answers)

    def request(self, fields: dict[str, Any], *, at: float | None = None) -> tuple[dict[str, str], str]:
        """Query and body of one attempt."""
        timestamp, nonce = str(int(time.time() if at is None else at)), str(next(self._ids))
        plain = xmltodict.unparse({"xml": fields}, full_document=False)
        query = {"timestamp": timestamp, "nonce": nonce, "signature": signed(TOKEN, timestamp, nonce)}
        query["openid"] = str(fields.get("FromUserName", ""))
        if self.mode == "plain":
            return query, plain
        sealed = xmltodict.parse(self._crypto.encrypt_message(plain, nonce, timestamp))["xml"]
        query |= {"encrypt_type": "aes", "msg_signature": sealed["MsgSignature"]}
        outside = {"ToUserName": ACCOUNT, "Encrypt": sealed["Encrypt"]}
        if self.mode == "compatible":
            outside = fields | outside
        return query, xmltodict.unparse({"xml": outside}, full_document=False)

    async def post(self, query: dict[str, str], body: str | bytes, *, seconds: float = 20.0) -> tuple[int, str]:
        timeout = aiohttp.ClientTimeout(total=seconds)
        async with self._session.post(self.address, params=query, data=body, timeout=timeout) as response:
            return response.status, await response.text()

    async def get(self, query: dict[str, str]) -> tuple[int, str]:
        async with self._session.get(self.address, params=query) as response:
            return response.status, await response.text()

    def read(self, body: str, fields: dict[str, Any]) -> str | None:
        """What the person sees of a reply: None for "success", else its text, or that there is a fault."""
        if body in ("", "success"):
            return None
        try:
            reply = self._opened(body)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the person sees the same
            return FAULT
        addressed = (reply.get("ToUserName"), reply.get("FromUserName")) == (fields["FromUserName"], ACCOUNT)
        content = reply.get("Content") or ""
        fits = 0 < len(content.encode()) <= MOST_BYTES
        return content if addressed and fits and reply.get("MsgType") == "text" else FAULT

    def _opened(self, body: str) -> dict[str, str]:
        document = xmltodict.parse(body, strip_whitespace=False)["xml"]
        if self.mode != "plain":
            signature, timestamp, nonce = document["MsgSignature"], document["TimeStamp"], document["Nonce"]
            plain = self._crypto.decrypt_message(body, signature, timestamp, nonce)
            document = xmltodict.parse(plain, strip_whitespace=False)["xml"]
        int(document["CreateTime"])
        return dict(document)
