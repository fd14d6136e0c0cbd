"""How the Bot API reads `parse_mode=HTML` and counts length, from its documentation ("Formatting options")."""

from html.parser import HTMLParser

_TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "tg-spoiler", "blockquote"}
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


class ParseError(ValueError):
    """What the Bot API answers to markup it cannot read."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.spans: list[tuple[str, int, int, str]] = []
        self._open: list[tuple[str, int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {len(self.text)}')
        self._open.append((tag, len(self.text), dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise ParseError(f'Unmatched end tag at byte offset {len(self.text)}, expected "</{tag}>"')
        name, start, href = self._open.pop()
        self.spans.append((name, start, len(self.text), href))

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise ParseError("Unexpected end tag")
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += _ENTITIES.get(name, f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text += chr(int(name[1:], 16) if name.lower().startswith("x") else int(name))

    def finish(self) -> None:
        self.close()
        if self._open:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')


def read_html(html: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Visible text, and (tag, text within, address) of each entity."""
    reader = _Reader()
    reader.feed(html)
    reader.finish()
    return reader.text, [(tag, reader.text[start:end], href) for tag, start, end, href in reader.spans]


def units(text: str) -> int:
    """UTF-16 code units: what all limits count."""
    return len(text.encode("utf-16-le")) // 2
