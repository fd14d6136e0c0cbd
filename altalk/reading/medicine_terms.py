"""Where a text names a medicine, herb or class of the knowledge: exactly, in pinyin, or nearly."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from altalk.knowledge.files import load_entries
from altalk.knowledge.medicine_words import MedicineWords
from altalk.knowledge.vocabulary import Medicine, medicines
from altalk.reading.fuzzy import HanNames, LatinNames

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?")
_HAN = re.compile("[\u4e00-\u9fff]")
_BLANK = re.compile(r"[\s\-·]")
_LONGEST_PINYIN = 6
# Words like "medicine" are too near to ordinary words.
_GENERAL = frozenset(("any_medicine", "any_herb"))


class Place(NamedTuple):
    """A name in a folded text. `term` is the name of the knowledge that was met, folded; an empty id is no medicine."""

    id: str
    start: int
    end: int
    term: str


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def find_terms(folded: str) -> list[Place]:
    """All names in the order of the text, the longest where they overlap."""
    words = [_Word(found.group(), found.start(), found.end()) for found in WORD.finditer(folded)]
    places = [*_han_places(folded), *_latin_places(words), *_pinyin_places(words)]
    places.sort(key=lambda place: place.term != folded[place.start : place.end])
    kept = _longest(places)
    taken = {offset for place in kept for offset in range(place.start, place.end)}
    kept += [place for place in _near_places(folded, words) if taken.isdisjoint(range(place.start, place.end))]
    return [place for place in sorted(_longest(kept), key=lambda place: place.start) if place.id]


def _longest(places: list[Place]) -> list[Place]:
    kept: list[Place] = []
    taken: set[int] = set()
    for place in sorted(places, key=lambda place: (place.start - place.end, place.start)):
        if taken.isdisjoint(range(place.start, place.end)):
            kept.append(place)
            taken.update(range(place.start, place.end))
    return kept


class _Index(NamedTuple):
    latin: dict[str, list[tuple[tuple[str, ...], str]]]
    han: dict[str, list[tuple[str, str]]]
    single_han: dict[str, str]
    pinyin: dict[str, str]
    near_latin: LatinNames
    near_han: HanNames


@cache
def _index() -> _Index:
    latin: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    han: dict[str, list[tuple[str, str]]] = defaultdict(list)
    single: dict[str, str] = {}
    for term, target in _all_terms():
        compact = _BLANK.sub("", term)
        if not _HAN.search(term):
            words = tuple(WORD.findall(term))
            latin[words[0]].append((words, target))
        elif len(compact) == 1:
            single[compact] = target
        else:
            han[compact[:2]].append((compact, target))
    for terms in han.values():
        terms.sort(key=lambda entry: -len(entry[0]))
    known = medicines().values()
    pinyin = {word: entry.id for entry in known for word in entry.pinyin}
    return _Index(dict(latin), dict(han), single, pinyin, _near_latin(), _near_han())


def _all_terms() -> Iterator[tuple[str, str]]:
    for entry in medicines().values():
        for term in entry.words():
            yield term, entry.id
    for group in _ordinary().values():
        for term in (*group.terms.en, *group.terms.zh):
            if _HAN.search(term) or " " in term:
                yield term.lower(), ""


@cache
def _ordinary() -> dict[str, MedicineWords]:
    return load_entries("ordinary_words.yml", MedicineWords)


def _near_latin() -> LatinNames:
    names = [(term, entry.id) for entry in medicines().values() if entry.id not in _GENERAL for term in entry.words()]
    pinyin = [(word, entry.id) for entry in medicines().values() for word in entry.pinyin if len(word) > 7]
    return LatinNames([*names, *pinyin], (word for group in _ordinary().values() for word in group.terms.en))


def _near_han() -> HanNames:
    return HanNames((term, entry.id) for entry in _products() for term in entry.words())


def _products() -> Iterator[Medicine]:
    return (entry for entry in medicines().values() if entry.kind != "class")


def _latin_places(words: list[_Word]) -> Iterator[Place]:
    latin = _index().latin
    for position, word in enumerate(words):
        for first in {word.text, _singular(word.text)}:
            for terms, target in latin.get(first, ()):
                last = position + len(terms)
                if last <= len(words) and _same(words[position:last], terms):
                    yield Place(target, word.start, words[last - 1].end, " ".join(terms))


def _singular(word: str) -> str:
    """The word without "'s" or the "s" of a plural; a name may end in "s" itself, so both forms are looked up."""
    return word.removesuffix("'s").removesuffix("s") if len(word) > 3 else word


def _same(words: list[_Word], terms: tuple[str, ...]) -> bool:
    texts = tuple(word.text for word in words)
    if texts[:-1] != terms[:-1] or terms[-1] not in (texts[-1], texts[-1].removesuffix("'s"), _singular(texts[-1])):
        return False
    return all(right.start - left.end <= 3 for left, right in pairwise(words))


def _han_places(folded: str) -> Iterator[Place]:
    if not _HAN.search(folded):
        return
    index = _index()
    kept = [place for place, character in enumerate(folded) if not _BLANK.match(character)]
    compact = "".join(folded[place] for place in kept)
    for position, character in enumerate(compact):
        if character in index.single_han:
            yield Place(index.single_han[character], kept[position], kept[position] + 1, character)
        for term, target in index.han.get(compact[position : position + 2], ()):
            if compact.startswith(term, position) and _bounded(compact, position, position + len(term)):
                yield Place(target, kept[position], kept[position + len(term) - 1] + 1, term)


def _bounded(text: str, start: int, end: int) -> bool:
    """Latin letters at the rim of a Chinese name do not belong to a longer word."""
    left = text[start].isascii() and start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()
    right = text[end - 1].isascii() and end < len(text) and text[end].isascii() and text[end].isalpha()
    return not left and not right


def _pinyin_places(words: list[_Word]) -> Iterator[Place]:
    pinyin = _index().pinyin
    for position in range(len(words)):
        joined = ""
        for last in range(position, min(position + _LONGEST_PINYIN, len(words))):
            joined += words[last].text
            if joined in pinyin and len(joined) > 4:
                yield Place(pinyin[joined], words[position].start, words[last].end, joined)


def _near_places(folded: str, words: list[_Word]) -> Iterator[Place]:
    index = _index()
    for word in words:
        target = index.near_latin.nearest(word.text.removesuffix("'s"))
        if target:
            yield Place(target, word.start, word.end, word.text)
    if _HAN.search(folded):
        for target, start, end in index.near_han.find(folded):
            yield Place(target, start, end, folded[start:end])
