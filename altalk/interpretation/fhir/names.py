"""Canonical ids of medicines and findings from the words of a CodeableConcept."""

import re
from functools import cache

from altalk.interpretation.medicine_groups import groups_of
from altalk.knowledge.vocabulary import Finding, findings, medicines

_NAMELESS = "any_medicine"
_ASCII = r"(?<![a-z0-9])(?:{})(?![a-z0-9])"


def medicines_named(text: str) -> tuple[str, ...]:
    """Ids of the medicines in a text such as "Atorvastatin 20 mg oral tablet"; of a combination not its parts.

    A class counts only where no product is named; "tablet" alone names nothing.
    """
    names = _medicine_words()
    found = dict.fromkeys(names[word] for word in _pattern(tuple(names)).findall(text.casefold()))
    found.pop(_NAMELESS, None)
    products = [one for one in found if medicines()[one].kind != "class"]
    found = dict.fromkeys(products) if products else found
    return tuple(one for one in found if not any(one in groups_of(other) for other in found if other != one))


def findings_named(text: str) -> tuple[Finding, ...]:
    """The symptoms and conditions in a text such as "Chronic viral hepatitis B without delta-agent"."""
    folded = text.casefold()
    return tuple(one for one in findings().values() if _says(folded, one))


def _says(text: str, finding: Finding) -> bool:
    for terms in (finding.not_terms, finding.denied_by):
        text = _pattern((*terms.en, *terms.zh)).sub(" ", text)
    own = (finding.name.en, finding.name.zh, *finding.terms.en, *finding.terms.zh)
    return _pattern(own).search(text) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole English words and Chinese words anywhere, the longest first."""
    plain = sorted({word.casefold() for word in words if "$" not in word and "*" not in word}, key=len, reverse=True)
    english = "|".join(re.escape(word) for word in plain if word.isascii())
    parts = [_ASCII.format(english)] if english else []
    parts += [re.escape(word) for word in plain if not word.isascii()]
    return re.compile("|".join(parts) or r"(?!)")


@cache
def _medicine_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for one in medicines().values():
        for word in (one.id.replace("_", " "), *one.words()):
            words.setdefault(word.casefold(), one.id)
    return words
