"""Building blocks of the patterns on habits and people: groups of words, sentences, clauses, questions."""

import re
from functools import cache

from altalk.knowledge.habit_words import habit_words
from altalk.reading.spelling import fold

_SENTENCE_END = re.compile(r"[.!?](?!\d)|[。!?;\n]|(?<!\d),(?=\s*(?:my|i|now|and my)\b)")
_CLAUSE_END = re.compile(
    r"(?<!\d)[.,](?!\d)|(?<=\d)[.,](?=\s|$|[^\d\s])|[;:!?。、\n()]| but | except |但|不过|可是|除了"
)
_ASKING = re.compile(
    r"^\s*(?:and |so |also |but |or |pls |please )?(?:can(?!')|could(?!n')|does|do|did(?= (?:i|you|he|she|it|we|they|my|the|this|that|her|his)\b)|"
    r"is|are|was|would|will|"
    r"might|may|should|"
    r"how|what|why|which|when|if)\b|\?|吗|么$|呢|会不会|是不是|能不能|可不可以|可以不|是否|有没有|要不要|为什么|(?<![不没])怎么|多少|哪"
)
_SELF = re.compile(r"\b(?:i|i'm|im|i've|my|me)\b|我|本人")
_PERMISSION = re.compile(
    r"\b(?:(?<!\d )(?<!one )(?<!\ba )can(?!'| of\b)|could(?!n't)|may|should|shall|must|"
    r"is it ok(?:ay)?|am i allowed|is it safe|how (?:long|much|"
    r"many|often)|when|"
    r"do i (?:have|need)|how do|how to|what if|what happens|if)\b(?! be)|"
    r"(?:能|可以|可|需要|要|应该|该|得|还能|必须|一定要)[^,。]{0,8}(?:吗|么|不\b)|能不能|可不可以|要不要|该不该|需不需要|如果|假如"
)
# A sentence of more characters than this is no sentence; the bound keeps long texts cheap.
_LONGEST = 200


@cache
def words(*names: str) -> str:
    """A pattern, without a capturing group, for all words of these groups; longest first."""
    english: set[str] = set()
    chinese: set[str] = set()
    for name in names:
        terms = habit_words()[name].terms
        english.update(_english(term) for term in terms.en)
        chinese.update(re.escape(fold(term)) for term in terms.zh)
    parts = [_joined(chinese)] if chinese else []
    if english:
        parts.append(rf"(?<![a-z])(?:{_joined(english)})(?![a-z])")
    return f"(?:{'|'.join(parts)})"


def _joined(terms: set[str]) -> str:
    return "|".join(sorted(terms, key=lambda term: (-len(term), term)))


def _english(term: str) -> str:
    escaped = re.escape(fold(term)).replace(r"\ ", r"[\s\-]+").replace("'", "'?")
    return escaped.replace(r"\*", "[a-z]*")


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a place in a folded text, as offsets."""
    return _around(_SENTENCE_END, text, start, end)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a place in a folded text, as offsets."""
    return _around(_CLAUSE_END, text, start, end)


def _around(mark: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    first, last = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    before = [found.end() for found in mark.finditer(text, first, start)]
    after = mark.search(text, end, last)
    return (before[-1] if before else first), (after.start() if after else last)


def asks(text: str, start: int, end: int) -> bool:
    """Whether the clause around a place is a general question, in which people say nothing about themselves."""
    first, last = clause(text, start, end)
    asked = text[first : last + 1]
    return bool(_ASKING.search(asked)) and not _SELF.search(asked)


def permission(text: str, start: int, end: int) -> bool:
    """Whether the clause asks what the person may or should do: "can I drink beer?", 能喝酒吗."""
    first, last = clause(text, start, end)
    return bool(_PERMISSION.search(text[first : last + 1]))
