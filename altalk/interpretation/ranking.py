"""Causes ranked by this person's facts, with the facts for and against."""

from altalk.interpretation.assessment import RankedCause
from altalk.interpretation.conditions import Facts, holds
from altalk.knowledge.catalogue import Cause, Evidence, causes
from altalk.knowledge.entries import Text


def ranked_causes(facts: Facts) -> tuple[RankedCause, ...]:
    """Causes that can go with these facts, most supported first; the article's five stay in view without any.

    A cause that facts only speak against is left out, and so is one that needs facts and has none.
    """
    ranked = [ranked for cause in causes().values() if (ranked := _rank(cause, facts)) is not None]
    return tuple(sorted(ranked, key=lambda cause: -cause.score))


def _rank(cause: Cause, facts: Facts) -> RankedCause | None:
    found = [evidence for evidence in cause.evidence if holds(evidence.when, facts)]
    points_for = [evidence for evidence in found if evidence.weight > 0]
    score = sum(evidence.weight for evidence in found)
    if not points_for and (cause.only_if_pointed_to or score < 0):
        return None
    return RankedCause(
        cause.id, score, _texts(points_for), _texts([evidence for evidence in found if evidence.weight < 0])
    )


def _texts(found: list[Evidence]) -> tuple[Text, ...]:
    return tuple(evidence.text for evidence in found)
