"""A message as the intent classifier sees it: its words, and the kinds of its facts."""

from collections.abc import Iterable

_NOT_TOLD = frozenset({"language"})


def described(words: Iterable[str], kinds: Iterable[str]) -> str:
    """Words separated by blanks, then one mark for each kind of fact, for example `has_medicine`."""
    return " ".join((*words, *(f"has_{kind}" for kind in kinds if kind not in _NOT_TOLD)))
