"""Markdown as runs of equally formatted text, and runs as the HTML that Telegram reads."""

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

_INLINE = re.compile(
    r"\*\*(?P<bold>\S(?:.*?\S)?)\*\*"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<link>(?:[^()\s]|\([^()\s]*\))+)\)"
    r"|(?<![\w*])\*(?P<star>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<!\w)_(?P<under>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)"
)
_BULLET = re.compile(r"^(?P<indent>\s*)[-*•]\s+")
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*#*$")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_LINK = 1_000


class Run(Struct, frozen=True):
    """A piece of text in one format. `link` is an address that may be followed."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


def parse_markdown(text: str) -> list[Run]:
    """Bold, italic, code, links, headings and list marks; all else stays text as written."""
    lines = _LONE_SURROGATE.sub("\ufffd", text).split("\n")
    return [run for position, line in enumerate(lines) for run in _line(line, last=position == len(lines) - 1)]


def to_html(runs: Iterable[Run]) -> str:
    """The runs as Telegram's HTML; everything that is not ours is escaped."""
    return "".join(_html(run) for run in runs)


def to_plain(runs: Iterable[Run]) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)


def utf16_units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def _line(line: str, *, last: bool) -> list[Run]:
    heading = _HEADING.match(line)
    runs = _inline(heading["text"], Run("", bold=True)) if heading else _inline(_BULLET.sub(r"\g<indent>• ", line))
    return runs if last else [*runs, Run("\n")]


def _inline(text: str, look: Run = Run("")) -> list[Run]:  # noqa: B008 - frozen
    runs: list[Run] = []
    position = 0
    for match in _INLINE.finditer(text):
        runs += [replace(look, text=text[position : match.start()]), *_formatted(match, look)]
        position = match.end()
    return [run for run in [*runs, replace(look, text=text[position:])] if run.text]


def _formatted(match: re.Match[str], look: Run) -> list[Run]:
    if match["bold"]:
        return _inline(match["bold"], replace(look, bold=True))
    if match["code"]:
        return [replace(look, text=match["code"], code=True)]
    if match["link"]:
        return _linked(match, look)
    return _inline(match["star"] or match["under"], replace(look, italic=True))


def _linked(match: re.Match[str], look: Run) -> list[Run]:
    address = match["link"]
    scheme = _scheme(address)
    if scheme in ("http", "https") and len(address) <= _LONGEST_LINK and not look.link:
        return _inline(match["label"], replace(look, link=address))
    if scheme in ("tel", "mailto"):
        # Telegram follows no such links; it makes numbers and mail addresses in the text touchable by itself.
        target = address.partition(":")[2]
        label = match["label"]
        return [replace(look, text=label if target in label else f"{label} ({target})")]
    return [replace(look, text=match[0])]


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def _html(run: Run) -> str:
    html = escape(run.text, quote=False)
    if not run.text.strip():
        return html
    for wanted, tag in ((run.code, "code"), (run.italic, "i"), (run.bold, "b")):
        html = f"<{tag}>{html}</{tag}>" if wanted else html
    return f'<a href="{escape(run.link)}">{html}</a>' if run.link else html
