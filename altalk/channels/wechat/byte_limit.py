"""Cut a long text into pieces of so many bytes: at a paragraph, a line, a sentence; never inside a character."""

import re
import unicodedata
from collections.abc import Iterator

# From the best place for a cut to the last resort. A figure is never cut in two unless nothing else is left.
_PLACES = tuple(
    re.compile(place)
    for place in (
        r"\n\s*\n\s*",
        r"\n\s*",
        r"[。！？；…]+[”』」）]*\s*|[.!?;]+[\"')]*\s+",
        r"[，、：,:]\s+|[，、：]|\s+",
        r"(?<=[^0-9A-Za-z.,])|(?=[^0-9A-Za-z.,])",
    )
)
_LEAST_SHARE = 0.5
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_LONGEST_CHARACTER = 40


def split_bytes(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` bytes of UTF-8; joined they are the text.

    Args:
        text: any text.
        limit: at least 4, the longest character.
    """
    pieces = []
    rest = text
    while len(rest.encode()) > limit:
        head = _head(rest, limit)
        pieces.append(head)
        rest = rest[len(head) :]
    return [*pieces, rest] if rest else pieces


def _head(text: str, limit: int) -> str:
    fitting = text.encode()[:limit].decode(errors="ignore")
    whole = fitting[: _last_whole_character(text, len(fitting))]
    for place in _PLACES:
        end = max(_ends(place, text, len(whole)), default=0)
        if end >= len(whole) * _LEAST_SHARE:
            return text[:end]
    return whole


def _ends(place: re.Pattern[str], text: str, most: int) -> Iterator[int]:
    # The text may go on after the piece: whether a place is good can depend on what follows.
    for found in place.finditer(text, 0, most + 1):
        if 0 < found.end() <= most and not _inside_character(text, found.end()):
            yield found.end()


def _last_whole_character(text: str, most: int) -> int:
    for end in range(most, max(0, most - _LONGEST_CHARACTER), -1):
        if not _inside_character(text, end):
            return end
    return most


def _inside_character(text: str, position: int) -> bool:
    """Whether a reader sees one character here: a letter with its accents, a family of emoji, a flag."""
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if _JOINER in (before, after) or ord(after) in _SKIN_TONES or unicodedata.category(after).startswith("M"):
        return True
    return ord(after) in _FLAG_LETTERS and _flag_letters_before(text, position) % 2 == 1


def _flag_letters_before(text: str, position: int) -> int:
    start = position
    while start > 0 and ord(text[start - 1]) in _FLAG_LETTERS:
        start -= 1
    return position - start
