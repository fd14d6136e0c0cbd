"""The words around a medicine's name: who gave it, whether it is still taken, how often."""

import re
from functools import cache

from msgspec import Struct

from altalk.knowledge.files import load_entries
from altalk.knowledge.vocabulary import Terms


class MedicineWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell one thing about a medicine; `*` at either end of an English word stands for any letters."""

    id: str
    terms: Terms


class Frequency(Struct, frozen=True, forbid_unknown_fields=True):
    """Fixed expressions for a number of times in 24 hours."""

    id: str
    per_day: float
    terms: Terms


@cache
def medicine_words() -> dict[str, MedicineWords]:
    """All groups of words by id."""
    return load_entries("medicine_words.yml", MedicineWords)


@cache
def frequencies() -> dict[str, Frequency]:
    """All fixed frequencies by id."""
    return load_entries("medicine_frequency.yml", Frequency)


@cache
def cue(name: str) -> re.Pattern[str]:
    """A pattern for the words of one group, for folded text."""
    return terms_pattern(medicine_words()[name].terms)


@cache
def terms_pattern(terms: Terms) -> re.Pattern[str]:
    """A pattern for whole English words and for Chinese words anywhere, longest first."""
    english = [_english(word) for word in sorted(terms.en, key=len, reverse=True)]
    chinese = [re.escape(word.lower()) for word in sorted(terms.zh, key=len, reverse=True)]
    return re.compile("|".join([*english, *chinese]) or r"(?!)")


def _english(word: str) -> str:
    body = re.escape(word.lower()).replace(r"\*", "[a-z]*").replace(r"\ ", r"\s+")
    return rf"(?<![a-z0-9]){body}(?![a-z])" if word[0] != "/" else rf"{body}(?![a-z])"
