"""One pass over a message: its tokens, clauses and sentences, and every phrase of the knowledge that stands in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate

from altalk.knowledge.vocabulary import Finding, cues, findings, word_lists
from altalk.reading.phrases import Hit, PhraseBook
from altalk.reading.tokens import Token, split

Label = tuple[str, str, int, int]
"""What a phrase is for: its role, the finding or cue, and for `near` the pattern and the group."""

_SENTENCE_ENDS = frozenset(".。!！?？;；\n")
_CLAUSE_ENDS = frozenset(",，")


class Scan:
    """A message as the readers of vocabulary see it.

    Attributes:
        tokens: the tokens, without white space.
        hits: the phrases found, by label, in the order of the text.
        clause: number of the clause of each token; a comma, a sentence end or a "but" ends one.
        sentence: number of the sentence of each token.
        clause_start: the first token of the clause of each token.
        clause_end: one past the last token of the clause of each token.
        sentence_start: the first token of the sentence of each token.
        reach: how far each token is from the start, a word counting two and a Chinese character one.
    """

    def __init__(self, text: str) -> None:
        """Read a text."""
        self.tokens: list[Token] = split(text)
        self.hits: dict[Label, list[Hit]] = phrase_book().find(self.tokens)
        turns = self.cover("turn")
        self.sentence = _numbered(token.norm in _SENTENCE_ENDS for token in self.tokens)
        self.clause = _numbered(
            token.norm in _SENTENCE_ENDS or token.norm in _CLAUSE_ENDS or turned
            for token, turned in zip(self.tokens, turns, strict=True)
        )
        self.clause_start = _beginnings(self.clause)
        self.clause_end = _endings(self.clause)
        self.sentence_start = _beginnings(self.sentence)
        self.reach = [0, *accumulate(1 if _is_han(token) else 2 for token in self.tokens)]
        self._starts = [token.start for token in self.tokens]

    def cue(self, name: str) -> list[Hit]:
        """The hits of a cue, in the order of the text."""
        return self.hits.get(("cue", name, 0, 0), [])

    def cover(self, name: str) -> list[bool]:
        """For each token whether it belongs to a hit of the cue."""
        covered = [False] * len(self.tokens)
        for hit in self.cue(name):
            covered[hit.first : hit.last] = [True] * (hit.last - hit.first)
        return covered

    def gap(self, one: Hit, other: Hit) -> int:
        """How much stands between two hits, in the measure of `reach`; below zero when they overlap."""
        first, second = (one, other) if one.first <= other.first else (other, one)
        return self.reach[second.first] - self.reach[min(first.last, len(self.tokens))]

    def place(self, start: int, end: int) -> Hit:
        """The tokens that characters `start` to `end` touch."""
        first = bisect_left(self._starts, start)
        if first and (first == len(self.tokens) or self.tokens[first - 1].end > start):
            first -= 1
        last = max(bisect_left(self._starts, end), first + 1)
        return Hit(first, min(last, len(self.tokens)))


def hits_between(hits: list[Hit], first: int, last: int) -> list[Hit]:
    """The hits that begin at or after token `first` and end before or at `last`."""
    begin, end = bisect_left(hits, (first, 0)), bisect_left(hits, (last, 0))
    return [hit for hit in hits[begin:end] if hit.last <= last]


@lru_cache(maxsize=32)
def scan(text: str) -> Scan:
    """The scan of a text; the readers of one message share it."""
    return Scan(text)


@cache
def phrase_book() -> PhraseBook[Label]:
    """All phrases of the findings and the cues."""
    lists = {name: (*words.en, *words.zh) for name, words in word_lists().items()}
    everyday = (word for phrase in cues()["not_misspelt"].en for word in phrase.split())
    book: PhraseBook[Label] = PhraseBook(lists, everyday)
    for name, cue in cues().items():
        _add(book, (*cue.en, *cue.zh), ("cue", name, 0, 0))
    for finding in findings().values():
        _add_finding(book, finding)
    return book


def _add_finding(book: PhraseBook[Label], finding: Finding) -> None:
    _add(book, (*finding.terms.en, *finding.terms.zh), ("term", finding.id, 0, 0), repair=True)
    _add(book, (*finding.not_terms.en, *finding.not_terms.zh), ("not", finding.id, 0, 0))
    _add(book, (*finding.denied_by.en, *finding.denied_by.zh), ("denied", finding.id, 0, 0))
    for number, near in enumerate(finding.near):
        for group, phrases in enumerate(near.all):
            _add(book, phrases, ("near", finding.id, number, group), repair=True)
        _add(book, near.between_not, ("between", finding.id, number, 0))
        _add(book, near.unless, ("unless", finding.id, number, 0))


def _add(book: PhraseBook[Label], phrases: Iterable[str], label: Label, repair: bool = False) -> None:
    for phrase in phrases:
        book.add(phrase, label, repair)


def _numbered(ends: Iterable[bool]) -> list[int]:
    number, numbers = 0, []
    for end in ends:
        numbers.append(number)
        number += end
    return numbers


def _beginnings(numbers: list[int]) -> list[int]:
    """For each token the first token of its part."""
    return [bisect_left(numbers, number) for number in numbers]


def _endings(numbers: list[int]) -> list[int]:
    """For each token one past the last token of its part."""
    return [bisect_right(numbers, number) for number in numbers]


def _is_han(token: Token) -> bool:
    return token.end - token.start == 1 and token.norm >= "\u3007"
