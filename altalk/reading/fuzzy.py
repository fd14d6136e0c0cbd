"""Names that are nearly right: typing errors in Latin letters, one wrong character in a Chinese name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

# Shorter words have too many real neighbours to be taken for typing errors.
_SHORTEST_LATIN = 6
_SHORTEST_HAN = 4


class LatinNames:
    """Single words with the id each stands for; a near word is found unless it is an ordinary word."""

    def __init__(self, names: Iterable[tuple[str, str]], ordinary: Iterable[str]) -> None:
        """Keep the names by first letter."""
        self._by_letter: dict[str, dict[str, str]] = defaultdict(dict)
        for word, target in names:
            if len(word) >= _SHORTEST_LATIN and word.isascii() and word.isalpha():
                self._by_letter[word[0]][word] = target
        self._ordinary = frozenset(ordinary)
        self.nearest = lru_cache(maxsize=20_000)(self._nearest)

    def _nearest(self, word: str) -> str | None:
        """The id of the only near name, or None. `word` is folded."""
        if len(word) < _SHORTEST_LATIN or word in self._ordinary or not word.isalpha():
            return None
        names = self._by_letter.get(word[0], {})
        found = extract(word, names.keys(), scorer=OSA.distance, score_cutoff=_allowed(len(word)), limit=4)
        if not found:
            return None
        best = found[0][1]
        targets = {names[name] for name, distance, _ in found if distance == best}
        return targets.pop() if len(targets) == 1 else None


def _allowed(length: int) -> int:
    """How many letters may be wrong in a word of this length."""
    if length < 9:
        return 1
    return 2 if length < 12 else 3


class HanNames:
    """Chinese names of four characters and more, found with one character replaced."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Keep the names by their first and by their last two characters."""
        self._by_start: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_end: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, target in names:
            if len(name) >= _SHORTEST_HAN and all("\u4e00" <= character <= "\u9fff" for character in name):
                self._by_start[name[:2]].append((name, target))
                self._by_end[name[-2:]].append((name, target))

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Id, start and end of each near name; places with more than one candidate id are left out."""
        places: dict[tuple[int, int], set[str]] = defaultdict(set)
        for place in range(len(text) - 1):
            pair = text[place : place + 2]
            for name, target in self._by_start.get(pair, ()):
                self._note(text, place, name, target, places)
            for name, target in self._by_end.get(pair, ()):
                self._note(text, place + 2 - len(name), name, target, places)
        for (start, end), targets in places.items():
            if len(targets) == 1:
                yield targets.pop(), start, end

    @staticmethod
    def _note(text: str, start: int, name: str, target: str, places: dict[tuple[int, int], set[str]]) -> None:
        written = text[start : start + len(name)] if start >= 0 else ""
        if len(written) != len(name) or written == name:
            return
        wrong = [place for place, (left, right) in enumerate(zip(written, name, strict=True)) if left != right]
        if len(wrong) == 1 and "\u4e00" <= written[wrong[0]] <= "\u9fff":
            places[start, start + len(name)].add(target)
