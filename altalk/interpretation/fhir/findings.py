"""Conditions as the symptoms and conditions of a case."""

from collections.abc import Iterator

from altalk.interpretation.fhir.fields import means
from altalk.interpretation.fhir.names import findings_named
from altalk.interpretation.fhir.resources import Condition, extensions_of
from altalk.interpretation.fhir.systems import EXTENSION, OURS
from altalk.knowledge.exchange import exchange_fields
from altalk.knowledge.vocabulary import findings

Told = tuple[str, str, str]
"""Field of the case (`symptoms`, `conditions` or `pregnant`), id or text, answer."""

_FIELDS = {"symptom": "symptoms", "condition": "conditions"}
_PAST = frozenset(("resolved", "inactive", "remission"))
_LONGEST_NAME = 200


def told_by(condition: Condition) -> Iterator[Told]:
    """What a Condition says; nothing where it was entered in error, is over, or names nothing."""
    answer = _answer(condition)
    if answer is None or condition.code is None:
        return
    for kind, field in _FIELDS.items():
        own = condition.code.code_in(f"{OURS}{kind}")
        if own is not None:
            yield field, own, answer
            return
    words = condition.code.words()
    named = {one.id: one for text in words for one in findings_named(text)}
    over = _is_over(condition)
    if means(condition.code, exchange_fields()["pregnant"]) == "yes":
        yield from [("pregnant", "pregnant", answer)] * (not over)
    elif not named and not over:
        written = (*words, *sorted(condition.code.codes()))
        yield from (("conditions", text[:_LONGEST_NAME], answer) for text in written[:1])
    yield from ((_FIELDS[one.kind], one.id, answer) for one in named.values() if not over or _lasts(one.id, condition))


def _answer(condition: Condition) -> str | None:
    told = extensions_of(condition, EXTENSION).get("answer")
    if isinstance(told, str):
        return told
    verification = condition.verification_status.codes() if condition.verification_status else frozenset[str]()
    if "entered-in-error" in verification:
        return None
    return "no" if "refuted" in verification else "yes"


def _is_over(condition: Condition) -> bool:
    return condition.clinical_status is not None and bool(condition.clinical_status.codes() & _PAST)


def _lasts(name: str, condition: Condition) -> bool:
    """A condition for life that is merely quiet still counts; one that is resolved does not."""
    resolved = condition.clinical_status is not None and "resolved" in condition.clinical_status.codes()
    return findings()[name].lasting and not resolved
