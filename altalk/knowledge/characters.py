"""Traditional characters and their simplified forms, for the words of this field."""

from functools import cache

from msgspec import Struct

from altalk.knowledge.files import load_entries


class CharacterPairs(Struct, frozen=True, forbid_unknown_fields=True):
    """Two lines of characters: each character of `traditional` is written as the one below it."""

    id: str
    traditional: str
    simplified: str


@cache
def traditional_pairs() -> dict[int, int]:
    """A table for `str.translate` from traditional to simplified."""
    table: dict[int, int] = {}
    for pairs in load_entries("characters.yml", CharacterPairs).values():
        table.update(zip(map(ord, pairs.traditional), map(ord, pairs.simplified), strict=True))
    return table
