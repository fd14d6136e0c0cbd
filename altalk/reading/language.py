"""The language of a message."""

import re

from altalk.reading.tokens import HAN

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?")


def detect_language(text: str) -> str | None:
    """`en` or `zh` by the script of most of the message; None when it has no word of either.

    A Chinese word has about two characters. Abbreviations in capitals (ALT, U/L) count for no language beside Chinese.
    """
    characters = len(_HAN.findall(text))
    words = [word for word in _WORD.findall(text) if len(word) > 1 or word in ("I", "i", "a")]
    if not characters:
        return "en" if words else None
    plain = [word for word in words if not word.isupper()]
    return "zh" if characters >= 2 * len(plain) else "en"
