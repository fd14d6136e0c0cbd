"""Find many phrases in one pass over the tokens of a text: a trie with word beginnings, gaps and typing errors.

How a phrase is written in the knowledge files: plain words or characters; `vomit*` for every word that begins so;
`$eye` for any phrase of the word list `eye`; `%year` for a year in figures; `%many` for a count from 9 to 199 in
figures; `..` for up to three tokens that do not matter.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from itertools import product
from typing import Any, Generic, NamedTuple, TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from altalk.reading.tokens import Token, split

L = TypeVar("L", bound=Hashable)

GAP = ".."
YEAR = "%year"
MANY = "%many"
_YEARS = re.compile("(?:19|20)[0-9]{2}")
_COUNTS = re.compile("9|1?[1-9][0-9]|1[0-9][0-9]")
_LONGEST_GAP = 3
_SHORTEST_BEGINNING = 2
# Shorter words have too many real neighbours to be taken for typing errors.
_SHORTEST_TYPO = 6
_LONG_WORD = 9
_STOPS = frozenset(".。!！?？;；,，\n")


class Hit(NamedTuple):
    """A phrase found: tokens `first` up to and without `last`."""

    first: int
    last: int


# A node of the trie: the next node by key, and its labels. Plain dictionaries keep the collector's work small.
_Node = dict[str, Any]
_LABELS = ""


class PhraseBook(Generic[L]):
    """A collection of phrases, each with labels; `find` gives all hits of a text by label."""

    def __init__(self, words: Mapping[str, Iterable[str]], unmistakable: Iterable[str] = ()) -> None:
        """Keep the word lists by name and the words that are never taken for a misspelt other one."""
        self._lists = {name: tuple(phrases) for name, phrases in words.items()}
        self._root: _Node = {}
        self._known: set[str] = set(unmistakable)
        self._beginnings: set[str] = set()
        self._repairable: set[str] = set()
        self._keys = lru_cache(maxsize=20_000)(self._find_keys)

    def add(self, phrase: str, label: L, repair: bool = False) -> None:
        """Add one phrase; with `repair`, its longer words are also found when misspelt."""
        for keys in self._expand(phrase):
            node = self._root
            for key in keys:
                self._note(key, repair)
                node = node.setdefault(key, {})
            node[_LABELS] = (*node.get(_LABELS, ()), label)

    def find(self, tokens: list[Token]) -> dict[L, list[Hit]]:
        """All hits by label, in the order of the text; hits may overlap."""
        hits: dict[L, list[Hit]] = {}
        keys = [self._keys(token.norm) for token in tokens]
        for first, options in enumerate(keys):
            for option in options:
                if option in self._root:
                    self._walk(self._root[option], keys, first, first + 1, hits)
        return hits

    def _walk(self, node: _Node, keys: list[tuple[str, ...]], first: int, place: int, hits: dict[L, list[Hit]]) -> None:
        if _LABELS in node:
            hit = Hit(first, place)
            for label in node[_LABELS]:
                hits.setdefault(label, []).append(hit)
        if place >= len(keys):
            return
        for key in keys[place]:
            if key in node:
                self._walk(node[key], keys, first, place + 1, hits)
        if GAP in node:
            self._leap(node[GAP], keys, first, place, hits)

    def _leap(self, node: _Node, keys: list[tuple[str, ...]], first: int, place: int, hits: dict[L, list[Hit]]) -> None:
        for after in range(place, min(place + _LONGEST_GAP + 1, len(keys))):
            for key in keys[after]:
                if key in node:
                    self._walk(node[key], keys, first, after + 1, hits)
            if keys[after][0] in _STOPS:
                return

    def _expand(self, phrase: str) -> Iterable[tuple[str, ...]]:
        parts: list[list[tuple[str, ...]]] = []
        for part in phrase.split():
            if part.startswith("$"):
                parts.append([keys for entry in self._lists[part[1:]] for keys in self._expand(entry)])
            elif part in (GAP, YEAR, MANY):
                parts.append([(part,)])
            elif part.endswith("*"):
                parts.append([(part.lower(),)])
            else:
                parts.append([tuple(token.norm for token in split(part))])
        return [tuple(key for piece in choice for key in piece) for choice in product(*parts)]

    def _note(self, key: str, repair: bool) -> None:
        if key.endswith("*"):
            self._beginnings.add(key)
            return
        self._known.add(key)
        if repair and key.isalpha() and key.isascii() and len(key) >= _SHORTEST_TYPO:
            self._repairable.add(key)

    def _find_keys(self, word: str) -> tuple[str, ...]:
        if _YEARS.fullmatch(word):
            return (word, YEAR)
        if _COUNTS.fullmatch(word):
            return (word, MANY)
        keys = (word, *self._beginnings_of(word))
        if len(keys) > 1 or word in self._known or len(word) < _SHORTEST_TYPO or not word.isascii():
            return keys
        return (word, *self._repaired(word))

    def _beginnings_of(self, word: str) -> list[str]:
        cuts = (word[:length] + "*" for length in range(_SHORTEST_BEGINNING, len(word) + 1))
        return [cut for cut in cuts if cut in self._beginnings]

    def _repaired(self, word: str) -> tuple[str, ...]:
        if not word.isalpha():
            return ()
        errors = 2 if len(word) >= _LONG_WORD else 1
        candidates = [
            known for known in self._repairable if known[0] == word[0] and abs(len(known) - len(word)) <= errors
        ]
        best = extractOne(word, candidates, scorer=OSA.distance, score_cutoff=errors)
        return (best[0],) if best else ()
