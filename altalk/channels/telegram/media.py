"""Pictures and files as bytes. A health chart is uploaded, never given to Telegram as an address."""

import base64
import binascii
from mimetypes import guess_extension
from urllib.parse import unquote_to_bytes

from msgspec import Struct

_PHOTOS = ("image/png", "image/jpeg")


class Media(Struct, frozen=True):
    """What is uploaded. `photo` tells that Telegram can show it; anything else goes as a file."""

    content: bytes
    name: str
    photo: bool


def read_media(source: str, name: str = "") -> Media | None:
    """The bytes of a `data:` address; None for any other address and for a broken one."""
    head, comma, data = source.partition(",")
    if not head.lower().startswith("data:") or not comma:
        return None
    kind, *parameters = head[len("data:") :].lower().split(";")
    content = _decoded(data, in_base64="base64" in parameters)
    if not content:
        return None
    return Media(content, name or f"altalk{guess_extension(kind) or ''}", kind in _PHOTOS and not name)


def _decoded(data: str, *, in_base64: bool) -> bytes:
    raw = unquote_to_bytes(data)
    try:
        return base64.b64decode(raw, validate=True) if in_base64 else raw
    except binascii.Error:
        return b""
