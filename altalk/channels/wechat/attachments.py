"""Pictures and files of a message: their bytes, if they travel with it."""

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from altalk.message import File, Image

_DATA = re.compile(
    r"data:(?P<type>[\w.+-]+/[\w.+-]+)?(?:;[\w.+-]+=[^;,]*)*(?P<base64>;base64)?,(?P<data>.*)",
    re.DOTALL | re.IGNORECASE,
)
# What the interface takes as a picture; a drawing (SVG) is not among it.
_PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/bmp": "bmp"}
_MOST_PICTURE_BYTES = 10 * 1024 * 1024


class Picture(Struct, frozen=True):
    """A picture that can be uploaded. `alt` tells all that it shows."""

    content: bytes
    content_type: str
    file_name: str
    alt: str


def picture_of(image: Image) -> Picture | None:
    """The picture with its bytes; None if it has none here or is of a kind that cannot be sent."""
    kind, content = _content(image.source)
    if kind not in _PICTURES or not 0 < len(content) <= _MOST_PICTURE_BYTES:
        return None
    return Picture(content, kind, f"picture.{_PICTURES[kind]}", image.alt)


def text_of(file: File) -> str:
    """The text of a text file; empty if it is none or does not travel with the message."""
    kind, content = _content(file.source)
    return content.decode(errors="replace").strip() if kind == "text/plain" else ""


def _content(source: str) -> tuple[str, bytes]:
    found = _DATA.fullmatch(source)
    if found is None:
        return "", b""
    kind = (found["type"] or "text/plain").lower()
    try:
        data = unquote_to_bytes(found["data"])
        return kind, base64.b64decode(data, validate=True) if found["base64"] else data
    except binascii.Error:
        return "", b""
