"""The page and the widget as they are sent: the parts joined once at start, so that nobody needs a build step."""

import gzip
import json
import re
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from sanic.request import Request
from sanic.response import HTTPResponse, raw

_FOLDER = Path(__file__).parent / "assets"
_SCRIPT_PARTS = ("words.js", "markdown.js", "talk.js", "card.js", "bubbles.js", "frame.js", "chat.js", "launcher.js")

# Nothing but whole comment lines and indentation goes; no text in the parts runs over a line end.
_COMMENT = re.compile(r"^ *(?:/\*\*.*\*/|//.*)\n", re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)


class Asset(Struct, frozen=True):
    """One file ready to send, as it is and compressed."""

    body: bytes
    packed: bytes
    content_type: str
    tag: str

    def response(self, request: Request) -> HTTPResponse:
        """The file, compressed if the client can read that; 304 if the client has it."""
        headers = {"ETag": self.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == self.tag:
            return raw(b"", status=304, headers=headers)
        if "gzip" not in str(request.headers.get("accept-encoding", "")):
            return raw(self.body, headers=headers, content_type=self.content_type)
        return raw(self.packed, headers={**headers, "Content-Encoding": "gzip"}, content_type=self.content_type)


def load_assets() -> dict[str, Asset]:
    """All files by their name below the root; the page itself is `index.html`."""
    return {
        "index.html": _asset(_read("index.html"), "text/html; charset=utf-8"),
        "page.css": _asset(_read("page.css"), "text/css; charset=utf-8"),
        "icon.svg": _asset(_read("icon.svg"), "image/svg+xml"),
        "widget.js": _asset(_script(), "text/javascript; charset=utf-8"),
    }


def _script() -> str:
    style = json.dumps(_INDENT.sub("", _read("widget.css")).replace("\n", ""), ensure_ascii=False)
    parts = "\n".join(_read(part) for part in _SCRIPT_PARTS)
    return f'(() => {{\n"use strict";\nconst STYLE = {style};\n{_INDENT.sub("", _COMMENT.sub("", parts))}}})();\n'


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _asset(text: str, content_type: str) -> Asset:
    body = text.encode()
    tag = f'"{sha256(body).hexdigest()[:16]}"'
    return Asset(body, gzip.compress(body, 9, mtime=0), content_type, tag)
