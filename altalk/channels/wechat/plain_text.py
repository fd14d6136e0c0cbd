"""Markdown to what a plain-text message can show: the same words, lists as lines, addresses in full."""

import re

_CODE = re.compile(r"(`+)(?P<text>.+?)\1", re.DOTALL)
_LINK = re.compile(r"!?\[(?P<text>[^\]\n]*)\]\((?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"\n]*\")?\)")
_STRONG = re.compile(r"(?<![\\*])\*\*(?=\S)(?P<text>.+?)(?<=\S)\*\*(?!\*)", re.DOTALL)
_STRONG_UNDERLINED = re.compile(r"(?<![\w\\])__(?=\S)(?P<text>.+?)(?<=\S)__(?!\w)", re.DOTALL)
# A star inside "2*3*4" multiplies; Chinese text needs no blank around emphasis.
_EMPHASIS = re.compile(r"(?<![A-Za-z0-9_*\\])\*(?=[^\s*])(?P<text>[^*\n]+?)(?<=[^\s*])\*(?![A-Za-z0-9_*])")
_EMPHASIS_UNDERLINED = re.compile(r"(?<![A-Za-z0-9_\\])_(?=[^\s_])(?P<text>[^_\n]+?)(?<=[^\s_])_(?![A-Za-z0-9_])")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$", re.MULTILINE)
_BULLET = re.compile(r"^(?P<indent>\s*)[-*+]\s+", re.MULTILINE)
_ESCAPED = re.compile(r"\\(?P<sign>[\\`*_{}\[\]()#+\-.!>])")
_MANY_BREAKS = re.compile(r"\n{3,}")
_SCHEME = re.compile(r"^(?:mailto|tel):", re.IGNORECASE)


def plain_text(markdown: str) -> str:
    """The words of a markdown text without its marks."""
    text = _LINK.sub(_link, _CODE.sub(r"\g<text>", markdown))
    text = _RULE.sub("", _QUOTE.sub("", _HEADING.sub("", text)))
    text = _BULLET.sub(r"\g<indent>· ", text)
    for mark in (_STRONG, _STRONG_UNDERLINED, _EMPHASIS, _EMPHASIS_UNDERLINED):
        text = mark.sub(r"\g<text>", text)
    return _MANY_BREAKS.sub("\n\n", _ESCAPED.sub(r"\g<sign>", text)).strip()


def _link(found: re.Match[str]) -> str:
    words, address = found["text"].strip(), _SCHEME.sub("", found["address"])
    return words if not address or address == words else f"{words} {address}".strip()
