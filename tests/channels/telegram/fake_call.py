"""One call to the fake Bot API: what it carries, and how it is refused."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from aiohttp import web

from tests.channels.telegram.fake_markup import ParseError, read_html, units


class RefusalError(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.body["parameters"] = parameters


class Call:
    """One call the bot made. `files` are the names and bytes uploaded."""

    def __init__(self, method: str, data: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> None:
        self.method = method
        self.data = data
        self.files = files
        self.answer: Any = None
        self.refusal: RefusalError | None = None
        self.at = asyncio.get_running_loop().time()


async def read(request: web.Request) -> tuple[dict[str, Any], dict[str, tuple[str, bytes]]]:
    """What a call carries: its parameters, and its files with names and bytes."""
    data: dict[str, Any] = dict(request.query)
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        return data | await request.json(), files
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[key] = (value.filename, value.file.read())
        else:
            data[key] = _parsed(str(value))
    return data, files


def _parsed(value: str) -> Any:
    if value[:1] in "[{":
        with suppress(ValueError):
            return json.loads(value)
    return value


def formatted(text: str, mode: str | None) -> tuple[str, list[tuple[str, str, str]]]:
    """Visible text and entities of a text; refused where the markup cannot be read."""
    if not mode:
        return text, []
    try:
        return read_html(text)
    except ParseError as error:
        raise RefusalError(400, f"Bad Request: can't parse entities: {error}") from None


def caption(call: Call) -> dict[str, Any]:
    """The caption, if any."""
    words = call.data.get("caption", "")
    if units(words) > 1024:
        raise RefusalError(400, "Bad Request: message caption is too long")
    return {"caption": words} if words else {}


def uploaded(call: Call, field: str) -> tuple[str, bytes]:
    """Name and bytes of a file; an address is refused, nothing of ours may be fetched from elsewhere."""
    given = str(call.data.get(field, ""))
    content = call.files.get(given.removeprefix("attach://")) or call.files.get(field)
    if content is None:
        raise RefusalError(400, "Bad Request: wrong file identifier/HTTP URL specified")
    return content


def keyboard(call: Call) -> dict[str, Any] | None:
    """The buttons, checked as the Bot API checks them."""
    shown = call.data.get("reply_markup")
    if not isinstance(shown, dict) or not shown.get("inline_keyboard"):
        return None
    for button in (button for row in shown["inline_keyboard"] for button in row):
        if not button.get("text"):
            raise RefusalError(400, "Bad Request: inline keyboard button text must be non-empty")
        if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise RefusalError(400, "Bad Request: BUTTON_DATA_INVALID")
    return shown
