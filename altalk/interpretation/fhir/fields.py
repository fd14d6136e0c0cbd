"""Observations that tell of the person and habits rather than of the blood."""

from functools import cache

from altalk.interpretation.fhir.resources import Concept, Measured
from altalk.interpretation.fhir.systems import ANSWERS_ABSENT, CASE, LOINC, QUESTION
from altalk.interpretation.fhir.units import field_value
from altalk.knowledge.exchange import ExchangeField, exchange_fields

Value = float | str | None

_YES = frozenset(("Y", "yes", "true"))
_NO = frozenset(("N", "no", "false"))


def field_of(concept: Concept) -> ExchangeField | None:
    """The field of the case that a code stands for."""
    own = concept.code_in(CASE)
    if own is not None:
        return exchange_fields().get(own)
    codes = (one.code for one in concept.coding if one.system == LOINC and one.code)
    return next((_by_loinc()[code] for code in codes if code in _by_loinc()), None)


def value_of(measured: Measured, field: ExchangeField, path: str) -> Value:
    """The value for the case; None where the Observation has none that is understood.

    Raises:
        CaseError: the unit is not one for this field.
    """
    if field.kind == "quantity":
        quantity = measured.value_quantity
        return field_value(quantity, field, f"{path}.valueQuantity") if quantity is not None else None
    if field.kind == "text":
        return measured.value_string
    return _answer(measured, field)


def declined_question(measured: Measured) -> tuple[str, str] | None:
    """A question that was asked and not answered, with how."""
    question, absent = measured.code.code_in(QUESTION), _absent(measured)
    return (question, absent) if question is not None and absent is not None else None


def means(concept: Concept, field: ExchangeField) -> str | None:
    """`yes` or `no` where codes or words stand for it; a no is looked for first, since it may hold the word for yes."""
    told = concept.codes() | {word.casefold() for word in concept.words()}
    if told & (_NO | set(field.no)):
        return "no"
    return "yes" if told & (_YES | set(field.yes)) else None


def _answer(measured: Measured, field: ExchangeField) -> str | None:
    if measured.value_boolean is not None:
        return "yes" if measured.value_boolean else "no"
    if measured.value_codeable_concept is not None:
        return means(measured.value_codeable_concept, field)
    return _absent(measured)


def _absent(measured: Measured) -> str | None:
    reason = measured.data_absent_reason
    codes = reason.codes() if reason is not None else frozenset[str]()
    return next((answer for code, answer in ANSWERS_ABSENT.items() if code in codes), None)


@cache
def _by_loinc() -> dict[str, ExchangeField]:
    return {code: field for field in exchange_fields().values() for code in field.loinc}
