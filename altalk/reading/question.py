"""The sentences of a message that ask something: in a long message the facts would drown them."""

import re
from functools import cache

from altalk.knowledge.files import load_entries
from altalk.knowledge.vocabulary import WordList

_SENTENCE = re.compile(r"(?<=[.!?。！？;；\n])\s*|(?<=，)")
_MARK = re.compile("[?？]")


def question_sentences(text: str) -> tuple[str, ...] | None:
    """The sentences with a question mark, else those with a question word; None for a message of one sentence."""
    parts = [part for part in _SENTENCE.split(text) if part.strip()]
    if len(parts) <= 1:
        return None
    marked = tuple(part for part in parts if _MARK.search(part))
    return marked or tuple(part for part in parts if _words().search(part.casefold()))


@cache
def _words() -> re.Pattern[str]:
    words = load_entries("question_words.yml", WordList)["question"]
    latin = "|".join(map(re.escape, words.en))
    return re.compile(rf"\b(?:{latin})\b|{'|'.join(words.zh)}")
