"""The passages of a very long message in which people tell about themselves, so that reading it stays cheap."""

import re
from functools import cache

from altalk.knowledge.habit_words import habit_words
from altalk.reading.habit_patterns import words
from altalk.reading.spelling import fold

# A message up to this length is read as it is; of a longer one, passages of so many characters together.
_WHOLE = 2000
_PIECE = re.compile(r"[^.!?。!?;\n]{0,240}(?:[.!?。!?;\n]+|.|$)", re.DOTALL)
_DIGIT = re.compile(r"\d")


def passages(text: str) -> list[tuple[int, str]]:
    """Offset and text of what is to be read: the message itself, or the telling sentences of a very long one.

    A sentence that stands there again and again is read once.
    """
    if len(text) <= _WHOLE:
        return [(0, text)]
    seen: set[str] = set()
    chosen: list[tuple[int, str]] = []
    left = _WHOLE
    for found in _PIECE.finditer(text):
        piece = found[0]
        if piece.strip() in seen or not _tells(fold(piece)):
            continue
        seen.add(piece.strip())
        left -= len(piece)
        if left < 0:
            break
        _append(chosen, found.start(), piece)
    return chosen


def _append(chosen: list[tuple[int, str]], start: int, piece: str) -> None:
    """Sentences that follow one another stay together: the second may need the first."""
    if chosen and chosen[-1][0] + len(chosen[-1][1]) == start:
        chosen[-1] = (chosen[-1][0], chosen[-1][1] + piece)
    else:
        chosen.append((start, piece))


def _tells(piece: str) -> bool:
    return bool(_DIGIT.search(piece) or _vocabulary().search(piece))


@cache
def _vocabulary() -> re.Pattern[str]:
    return re.compile(words(*habit_words()))
