"""Which groups a product counts in when the rules look at it."""

from functools import cache

from altalk.knowledge.vocabulary import Medicine, medicines


@cache
def groups_of(name: str) -> frozenset[str]:
    """The product itself, its parts, and every class of any of them; `unknown_product` when it is not known."""
    known = medicines().get(name)
    if known is None:
        return frozenset((name, "unknown_product"))
    groups = {name, *known.classes, *known.contains, *_marks(known)}
    for part in known.contains:
        groups |= groups_of(part) - {"unknown_product"}
    return frozenset(groups)


def _marks(known: Medicine) -> set[str]:
    marks = set()
    if known.kind == "herb":
        marks.add("herb")
    if known.self_stop == "never":
        marks.add("never_self_stop")
    if known.kind == "class" or _linked(known.likelihood):
        marks.add("suspect")
    return marks


def _linked(likelihood: str | None) -> bool:
    """LiverTox A to D, or not scored: only E (no case found) is not counted as able to."""
    return likelihood is None or not likelihood.strip().startswith("E")
