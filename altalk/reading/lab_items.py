"""Cut a message into lexical items with offsets: numbers, names of blood values, units, cue words, marks."""

import re
from functools import cache
from typing import Any

from msgspec import Struct

from altalk.knowledge.analytes import analytes
from altalk.knowledge.lab_words import lab_units, lab_words
from altalk.reading.lab_folding import Folded, fold
from altalk.reading.numerals import chinese_signs, english_words


class Item(Struct, frozen=True, gc=False):
    """One lexical item; offsets are those of the folded text.

    `kind` is `digits`, `numeral` (Chinese), `spoken` (one English number word), `analyte`, `unit`, `date`, `time`,
    `code`, `mark`, `word` (unknown), `other_both` (week 32, 3 weeks) or a kind of `lab_words.yml`; `value` is what the kind needs.
    """

    kind: str
    value: Any
    start: int
    end: int
    text: str


class Lexicon(Struct, frozen=True):
    """All known terms with their kind and value, and the pattern that finds items."""

    terms: dict[str, tuple[str, Any]]
    pattern: re.Pattern[str]


_HAN = "\u3400-\u9fff"
_DATE = (
    r"(?:19[5-9]|20[0-4])\d(?:[-/.]|年)(?:0?[1-9]|1[0-2])(?!\d)(?:(?:[-/.]|月)(?:[12]\d|3[01]|0?[1-9])(?!\d)[日号]?|月份?)?"
    r"|(?:19|20)\d\d年"
    r"|(?<!\d)(?:1[0-2]|0?[1-9])月(?:[12]\d|3[01]|0?[1-9])(?![\d.])[日号]?|(?<!\d)(?:1[0-2]|0?[1-9])月份?"
    r"|(?:十[一二]?|[一二三四五六七八九])月(?:[一二三]?十?[一二三四五六七八九]?[日号])?份?"
    r"|(?<![\d/])\d{1,2}/\d{1,2}/(?:19|20)?\d\d(?![\d/])|(?<!\d)\d{1,2}(?P<sign>[.-])\d{1,2}(?P=sign)(?:19|20)\d\d(?!\d)"
)
_TIME = r"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)"
_CODE = r"\d+(?:\.\d+){2,}|\+?86[ -]?1[3-9]\d{9}|(?<!\d)1[3-9]\d(?:-?\d{4}){2}(?!\d)|(?<!\d)\d{3,4}-\d{7,8}(?!\d)|(?<!\d)\d{3}-\d{3,4}-\d{4}(?!\d)"
_POWER = r" ?[x×*] ?10(?:\^|\*\*|e)(?![39](?!\d))\d{1,2}(?!\d)"
_DIGITS = rf"\d+(?:[.,·。，]\d+(?![\d月年号日岁:]))*(?:e[+-]?\d{{1,3}}(?![a-z\d])|{_POWER})?|(?<![^\s:=<>~(≤≥])\.\d+"


@cache
def lexicon() -> Lexicon:
    """The terms of the knowledge files; where two files claim a term, blood values and units win."""
    terms: dict[str, tuple[str, Any]] = {}
    for word in lab_words().values():
        for term in (*word.en, *word.zh):
            plain = fold(term).text
            if word.kind == "other_after" and terms.get(plain, ("", None))[0] == "other_before":
                terms[plain] = ("other_both", None)
            terms.setdefault(plain, (word.kind, word.value))
    terms.update({word: ("spoken", word) for word in english_words() if word != "and"})
    for unit in lab_units().values():
        terms.update({fold(term).text: ("unit", unit) for term in unit.spellings})
    for analyte in analytes().values():
        terms.update(
            {fold(term).text: ("analyte", (analyte.id, False)) for term in (*analyte.terms.en, *analyte.terms.zh)}
        )
        terms.update({fold(term).text: ("analyte", (analyte.id, True)) for term in analyte.capitals})
    terms.pop("", None)
    bounded = _trie([term for term in terms if term[0].isascii() and term[0].isalpha()])
    free = _trie([term for term in terms if not (term[0].isascii() and term[0].isalpha())])
    pattern = (
        rf"(?P<date>{_DATE})|(?P<time>{_TIME})|(?P<code>{_CODE})|(?P<term>(?<![a-z])(?:{bounded})(?![a-z])|{free})"
        rf"|(?P<digits>{_DIGITS})|(?P<numeral>[{chinese_signs()}]+(?:点[{chinese_signs()}]+)?)"
        rf"|(?P<word>[a-z]+(?:'[a-z]+)?|[{_HAN}])|(?P<space> )|(?P<mark>\.{{2,}}|.)"
    )
    return Lexicon(terms, re.compile(pattern, re.DOTALL))


def _trie(terms: list[str]) -> str:
    """A pattern that matches the longest of many terms in one pass."""
    tree: dict[str, Any] = {}
    for term in terms:
        node = tree
        for character in term:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(tree)


def _branch(tree: dict[str, Any]) -> str:
    ways = [re.escape(character) + _branch(rest) for character, rest in tree.items() if character]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 and "" not in tree else f"(?:{'|'.join(ways)})"
    return joined + "?" if "" in tree else joined


def cut(folded: Folded) -> list[Item]:
    """The items of a folded text, without blanks; Chinese characters that mean nothing here are joined to one word."""
    known = lexicon()
    items: list[Item] = []
    for match in known.pattern.finditer(folded.text):
        kind, text = match.lastgroup or "mark", match.group()
        if kind == "space":
            continue
        start, end = match.span()
        value: Any = None
        if kind == "term":
            kind, value = known.terms[text]
            if kind == "analyte" and not _written_so(folded, start, end, value):
                kind, value = ("copula", None) if text == "got" else ("word", None)
        last = items[-1] if items else None
        if kind == "word" and last and last.kind == "word" and last.end == start and not text.isascii():
            items[-1] = Item("word", None, last.start, end, folded.text[last.start : end])
        else:
            items.append(Item(kind, value[0] if kind == "analyte" else value, start, end, text))
    return items


def _written_so(folded: Folded, start: int, end: int, value: tuple[str, bool]) -> bool:
    """Whether a term that counts only in capitals is written in capitals."""
    first, last = folded.span(start, end)
    return not value[1] or folded.written[first:last].isupper()
