"""A message as the intent classifier sees it: its words, its question once more, and the kinds of its facts."""

from collections.abc import Iterable, Sequence

_NOT_TOLD = frozenset({"language"})
_ASKS, _ASKS_NOTHING = "q_some", "q_none"


def described(words: Iterable[str], kinds: Iterable[str], question: Sequence[str] | None) -> str:
    """Words separated by blanks, then one mark for each kind of fact, then the words of the question twice.

    Args:
        words: all words of the message.
        kinds: entities found in it, for example `medicine`.
        question: words of the sentences that ask something; None for a message of one sentence.
    """
    marks = [f"has_{kind}" for kind in kinds if kind not in _NOT_TOLD]
    return " ".join((*words, *marks, *_repeated(question)))


def _repeated(question: Sequence[str] | None) -> tuple[str, ...]:
    if question is None:
        return ()
    return (*question, _ASKS, *question) if question else (_ASKS_NOTHING,)
