"""Products that the knowledge does not know but that are evidently taken as medicines."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from altalk.knowledge.medicine_words import cue, medicine_words

_LATIN_NAME = r"(?P<name>[a-z][a-z\-]{3,}\d{0,3})"
_WITH_MASS = re.compile(rf"\b{_LATIN_NAME}\s+\d+(?:\.\d+)?\s*(?:mg|mcg|µg|ug|iu)\b(?!\s*/\s*[dl])")
_WITH_FORM = re.compile(
    r"\b(?:take|takes|taking|took|taken|on|using|used|started|starting|prescribed|bought|gave me|give me|finished)\s+"
    rf"(?:(?:some|the|a|my|his|her|daily|two|three|\d+)\s+){{0,2}}{_LATIN_NAME}\s+"
    r"(?:tablets?|capsules?|pills?|syrup|injections?|softgels|drops)\b"
)
_MARKET = re.compile(rf"^\s*{_LATIN_NAME}\s+(?:tablets?|capsules?|syrup)\b")
_HAN_RUN = re.compile("[\u4e00-\u9fffa-z0-9·]+")
_SHORTEST_HAN_NAME = 2
_LONGEST_HAN_NAME = 10
_NEXT_WORD = 4
# Forms that are parts of everyday words too: they count only after a verb of taking.
_EVERYDAY_FORMS = frozenset("片丸散膏酊")


def find_unknown(folded: str, known: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places of unknown products in a folded text, outside the places that are known."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(
        {*_latin(folded, known), *_stems(folded), *_han(folded, known)}, key=lambda span: span[0] - span[1]
    ):
        if all(end <= low or start >= high for low, high in (*known, *found)):
            found.append((start, end))
    return found


def _latin(folded: str, known: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for pattern in (_WITH_MASS, _WITH_FORM, _MARKET):
        for match in pattern.finditer(folded):
            name = match["name"]
            # "strong 500 mg paracetamol": the milligrams belong to the name that follows.
            if any(0 <= start - match.end() <= _NEXT_WORD for start, _ in known):
                continue
            if name not in _not_names() and not name.endswith(("ing", "ed", "ly")):
                yield match.start("name"), match.end("name")


def _stems(folded: str) -> Iterator[tuple[int, int]]:
    for match in _latin_stem().finditer(folded):
        if len(match.group()) > 7:
            yield match.span()


def _han(folded: str, known: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for run in _HAN_RUN.finditer(folded):
        for form in _forms().finditer(folded, run.start(), run.end()):
            start = _name_start(folded, run.start(), form.start(), known)
            if any(end == start for _, end in known):
                continue
            name = folded[start : form.start()]
            if _is_name(name, form.group(), folded[run.start() : start]):
                yield start, form.end()


def _name_start(folded: str, low: int, high: int, known: Sequence[tuple[int, int]]) -> int:
    """Where the name before a dosage form begins: after the last verb, small word or known name."""
    low = max([low, high - _LONGEST_HAN_NAME, *(end for _, end in known if end <= high)])
    ends = [low + match.end() for match in cue("before_name").finditer(folded[low:high])]
    return max([low, *ends])


def _is_name(name: str, form: str, before: str) -> bool:
    if len(name) < _SHORTEST_HAN_NAME or not any("\u4e00" <= character <= "\u9fff" for character in name):
        return False
    if any(word in name for word in _not_han_names()) or cue("general").search(name):
        return False
    return form not in _EVERYDAY_FORMS or bool(cue("take").search(before))


@cache
def _not_names() -> frozenset[str]:
    return frozenset(medicine_words()["not_a_name"].terms.en)


@cache
def _not_han_names() -> tuple[str, ...]:
    return medicine_words()["not_a_name"].terms.zh


@cache
def _forms() -> re.Pattern[str]:
    forms = sorted(medicine_words()["dosage_form"].terms.zh, key=len, reverse=True)
    return re.compile("|".join(forms))


@cache
def _latin_stem() -> re.Pattern[str]:
    stems = "|".join(stem.removeprefix("*") for stem in medicine_words()["product_stem"].terms.en)
    return re.compile(rf"\b[a-z]{{3,}}(?:{stems})\b")
