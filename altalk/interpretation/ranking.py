"""Causes ranked by this person's facts, with the facts for and against."""

from collections.abc import Iterator

from altalk.interpretation.assessment import RankedCause
from altalk.knowledge.catalogue import Cause, Evidence, causes
from altalk.knowledge.entries import Text


def ranked_causes(held: tuple[bool, ...]) -> tuple[RankedCause, ...]:
    """Causes that can go with the evidence that holds, most supported first; the article's five stay in view.

    A cause that facts only speak against is left out, and so is one that needs facts and has none.

    Args:
        held: for each piece of evidence of all causes, in the order of the knowledge, whether it holds.
    """
    ranked = [ranked for cause, found in _found(held) if (ranked := _rank(cause, found)) is not None]
    return tuple(sorted(ranked, key=lambda cause: -cause.score))


def _found(held: tuple[bool, ...]) -> Iterator[tuple[Cause, list[Evidence]]]:
    first = 0
    for cause in causes().values():
        after = first + len(cause.evidence)
        yield cause, [evidence for evidence, holds in zip(cause.evidence, held[first:after], strict=True) if holds]
        first = after


def _rank(cause: Cause, found: list[Evidence]) -> RankedCause | None:
    points_for = [evidence for evidence in found if evidence.weight > 0]
    score = sum(evidence.weight for evidence in found)
    if not points_for and (cause.only_if_pointed_to or score < 0):
        return None
    return RankedCause(cause.id, score, _texts(points_for), _texts([one for one in found if one.weight < 0]))


def _texts(found: list[Evidence]) -> tuple[Text, ...]:
    return tuple(evidence.text for evidence in found)
