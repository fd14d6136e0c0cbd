"""MedicationStatements as the medicines of a case."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from altalk.interpretation.case import CaseError
from altalk.interpretation.fhir.dates import day_of
from altalk.interpretation.fhir.names import medicines_named
from altalk.interpretation.fhir.resources import Concept, Dosage, DoseAndRate, MedicationStatement, extensions_of
from altalk.interpretation.fhir.systems import EXTENSION, MEDICINE
from altalk.interpretation.units import settled

_NOT_TAKEN = ("entered-in-error", "not-taken", "intended")
_ENDED = ("completed", "stopped", "on-hold")
_MILLIGRAMS = {"mg": 1.0, "g": 1000.0, "ug": 0.001, "mcg": 0.001, "µg": 0.001}
_HOURS = {"min": 1 / 60, "h": 1.0, "d": 24.0, "wk": 168.0}
_DAY_HOURS = 24.0
_YESTERDAY = 1.0


def uses_of(
    statement: MedicationStatement, products: Mapping[str, Concept], today: date | None, path: str
) -> tuple[dict[str, Any], ...]:
    """The products a statement names, in the form a case takes; empty where nothing was taken.

    Args:
        statement: the statement.
        products: the Medication resources of the document by the reference that points to them.
        today: the day of the newest blood draw, from which days are counted.
        path: where the statement stands.

    Raises:
        CaseError: no product is named, or a date is none.
    """
    if statement.status in _NOT_TAKEN:
        return ()
    names = _names(statement, products, path)
    told = {**_times(statement, today, path), **extensions_of(statement, EXTENSION)}
    dose = _dose_mg_24h(statement.dosage)
    if dose is not None and len(names) == 1:
        told["dose_mg_24h"] = dose
    return tuple({"name": name, **told} for name in names)


def _names(statement: MedicationStatement, products: Mapping[str, Concept], path: str) -> tuple[str, ...]:
    concept = statement.medication_codeable_concept
    if concept is None and statement.medication_reference is not None:
        concept = products.get(statement.medication_reference.reference or "")
    if concept is None:
        raise CaseError(f"{path}.medicationCodeableConcept", "is missing, or its Medication is not in the document")
    own = concept.code_in(MEDICINE)
    if own is not None:
        return (own,)
    for words in concept.words():
        named = medicines_named(words)
        if named:
            return named
    written = (*concept.words(), *sorted(concept.codes()))
    if not written:
        raise CaseError(f"{path}.medicationCodeableConcept", "names no product: text, display or code is expected")
    return (written[0][:200],)


def _times(statement: MedicationStatement, today: date | None, path: str) -> dict[str, float]:
    """Days since it was begun and since it ended; an end without a date counts as yesterday."""
    period = statement.effective_period
    begun = day_of(statement.effective_date_time, f"{path}.effectiveDateTime")
    ended = None
    if period is not None:
        begun = day_of(period.start, f"{path}.effectivePeriod.start")
        ended = day_of(period.end, f"{path}.effectivePeriod.end")
    times = {}
    if begun is not None and today is not None:
        times["since_days"] = float(max(0, (today - begun).days))
    if ended is not None and today is not None:
        times["until_days"] = float(max(0, (today - ended).days))
    elif statement.status in _ENDED:
        times["until_days"] = _YESTERDAY
    return times


def _dose_mg_24h(dosages: tuple[Dosage, ...]) -> float | None:
    """Milligrams in 24 hours over all lines of the dosage, the upper end where a range is given."""
    doses = [dose for one in dosages if (dose := _of_line(one)) is not None]
    return sum(doses) if doses else None


def _of_line(dosage: Dosage) -> float | None:
    repeat = dosage.timing.repeat if dosage.timing is not None else None
    hours = _HOURS.get(repeat.period_unit or "") if repeat is not None else None
    once = [amount for one in dosage.dose_and_rate if (amount := _milligrams(one)) is not None]
    if repeat is None or hours is None or not once or repeat.period <= 0:
        return None
    times = max(repeat.frequency, repeat.frequency_max or 0)
    return settled(max(once) * times * _DAY_HOURS / (repeat.period * hours))


def _milligrams(dose: DoseAndRate) -> float | None:
    quantity = dose.dose_quantity or (dose.dose_range.high if dose.dose_range is not None else None)
    if quantity is None or quantity.value is None:
        return None
    factor = _MILLIGRAMS.get(quantity.code or quantity.unit or "")
    return None if factor is None else quantity.value * factor
