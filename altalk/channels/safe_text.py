"""What a channel says by itself when the assistant is silent, fails or must not be asked."""

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from altalk.knowledge.entries import Status, Text
from altalk.knowledge.files import load_entries

Occasion = Literal["failure", "blank", "shortened", "too_fast"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_SENTENCE_WORDS = 3


class _SafeText(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    text: Text
    source: tuple[str, ...]
    status: Status


@cache
def _texts() -> dict[str, _SafeText]:
    return load_entries("safe_text.yml", _SafeText)


def safe_text(occasion: Occasion, language: str | None) -> str:
    """The fixed text for an occasion in `en` or `zh`; in both when the language is not known.

    Raises:
        KnowledgeError: the wording is missing or broken.
    """
    text = _texts()[occasion].text
    return text.in_language(language) if language in ("en", "zh") else f"{text.en}\n\n{text.zh}"


def language_of(text: str, hint: str | None = None) -> str | None:
    """The language to answer in when the assistant cannot say: the text decides, then the hint, else None."""
    if _HAN.search(text):
        return "zh"
    words = len(_WORD.findall(text))
    if words >= _SENTENCE_WORDS:
        return "en"
    # "ALT 89" is written so in both languages.
    return hint if hint in ("en", "zh") else "en" if words else None
