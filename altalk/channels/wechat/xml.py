"""The flat XML of WeChat's messages: read without entities, document types or depth; written with CDATA."""

import re
from collections.abc import Mapping
from xml.parsers import expat

_DECLARATION = re.compile(r"<!(?!\[CDATA\[)")
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
# XML 1.0 has no way to write these.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_ELEMENTS = 500
_MOST_DEPTH = 8


class XmlError(ValueError):
    """Not XML of the expected shape."""


class ForbiddenXmlError(XmlError):
    """A document type, an entity or a comment: no message has one, an attack may."""


def read_xml(document: str) -> dict[str, str]:
    """The texts of the elements directly below the root, by name; of elements with the same name the last.

    Raises:
        ForbiddenXmlError: something is declared.
        XmlError: not well-formed, or far larger than a message.
    """
    if _DECLARATION.search(_CDATA.sub("", document)):
        raise ForbiddenXmlError("declares something")
    reader = _FlatReader()
    try:
        reader.parser.Parse(document.encode(), True)
    except (expat.ExpatError, UnicodeError):
        raise XmlError("is not well-formed") from None
    return reader.texts


def write_xml(fields: Mapping[str, str | int]) -> str:
    """The document with these elements below `<xml>`; texts as CDATA, numbers bare."""
    parts = (f"<{name}>{value if isinstance(value, int) else _cdata(value)}</{name}>" for name, value in fields.items())
    return f"<xml>{''.join(parts)}</xml>"


def _cdata(text: str) -> str:
    return f"<![CDATA[{_UNWRITABLE.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"


class _FlatReader:
    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.parser = expat.ParserCreate(encoding="utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._open: list[str] = []
        self._elements = 0

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._open.append(name)
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or len(self._open) > _MOST_DEPTH:
            raise XmlError("is far larger than a message")
        if self._is_field():
            self.texts[name] = ""

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._is_field():
            self.texts[self._open[-1]] += text

    def _is_field(self) -> bool:
        return len(self._open) == 2  # noqa: PLR2004 - the root and one element below it
