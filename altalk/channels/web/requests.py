"""Read what a client sent; every refusal names the field and the reason."""

from json import dumps
from typing import Any

import msgspec
from msgspec import Struct
from sanic.request import Request
from sanic.response import HTTPResponse, json

from altalk.channels.safe_text import language_of, safe_text

_MOST_BYTES = 64 * 1024
_MOST_ID = 128


class RefusalError(Exception):
    """A request that is not served. `field` is what to put right."""

    def __init__(self, status: int, field: str, reason: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.field = field
        self.reason = reason
        self.headers = headers or {}

    def response(self) -> HTTPResponse:
        """The refusal as JSON: `{"error": {"field", "reason"}}`."""
        body = {"error": {"field": self.field, "reason": self.reason}}
        return json(body, status=self.status, headers=self.headers, ensure_ascii=False, dumps=dumps)


class ClientMessage(Struct, frozen=True):
    """What a client sends: its own id for the message, the text, and the language its interface is in."""

    id: str
    text: str
    language: str | None = None


def read_client_message(request: Request) -> ClientMessage:
    """The body of `POST /talk/message`.

    Raises:
        RefusalError: 413 too large, 400 not an object or a field is missing or of the wrong kind.
    """
    body = _object(request)
    language = body.get("language")
    return ClientMessage(
        id=_identifier(body),
        text=_text(body, "text"),
        language=language if language in ("en", "zh") else None,
    )


def bearer_token(request: Request) -> str:
    """The token of the `Authorization` header; empty if there is none."""
    scheme, _, token = str(request.headers.get("authorization", "")).partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def address(request: Request) -> str:
    """The address a request comes from; behind a proxy the one Sanic was told to trust."""
    return str(request.remote_addr or request.ip)


def too_fast(seconds: int, request: Request) -> RefusalError:
    """429 with the time to wait and a text for the person."""
    language = language_of("", str(request.headers.get("accept-language", ""))[:2].lower())
    return RefusalError(429, "rate", safe_text("too_fast", language), {"Retry-After": str(seconds)})


def _object(request: Request) -> dict[str, Any]:
    if len(request.body) > _MOST_BYTES:
        raise RefusalError(413, "body", f"more than {_MOST_BYTES} bytes")
    try:
        body = msgspec.json.decode(request.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise RefusalError(400, "body", "not JSON") from None
    if not isinstance(body, dict):
        raise RefusalError(400, "body", "not a JSON object")
    return body


def _identifier(body: dict[str, Any]) -> str:
    given = _text(body, "id")
    if not 0 < len(given) <= _MOST_ID:
        raise RefusalError(400, "id", f"must have 1 to {_MOST_ID} characters")
    return given


def _text(body: dict[str, Any], field: str) -> str:
    if field not in body:
        raise RefusalError(400, field, "missing")
    value = body[field]
    if not isinstance(value, str):
        raise RefusalError(400, field, "not a text")
    return value
