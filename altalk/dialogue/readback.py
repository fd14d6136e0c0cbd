"""Say back what was understood, so that it can be corrected."""

from collections.abc import Iterator
from typing import Any

from altalk.interpretation.case import Case, LabResult, MedicineUse
from altalk.interpretation.units import find_analyte
from altalk.knowledge.phrases import has_phrase, phrase
from altalk.knowledge.vocabulary import findings, medicines

_SCALARS = (
    "sex", "age", "pregnant", "gestation_weeks", "weeks_since_birth", "weight_kg", "height_cm", "systolic_bp",
    "takes_medicines", "takes_herbs", "exercise", "exercise_days_before", "alcohol", "alcohol_g_week", "sleep_hours",
    "late_nights", "raised_months",
)  # fmt: skip


def changes(before: Case, after: Case, language: str) -> tuple[str, ...]:
    """What is new or different in `after`, each as a short phrase in `en` or `zh`."""
    return (
        *(lab_phrase(lab, language, _match(lab, before)) for lab in after.labs if lab not in before.labs),
        *_scalars(before, after, language),
        *_findings(before.symptoms, after.symptoms, language),
        *_findings(before.conditions, after.conditions, language),
        *(_medicine(use, language) for use in after.medicines if use not in before.medicines),
    )


def replaced(before: Case, after: Case) -> bool:
    """Whether something told before was changed rather than added."""
    if any(getattr(before, name) not in (None, getattr(after, name)) for name in _SCALARS):
        return True
    kept = {lab.analyte: lab for lab in before.labs if lab.value is not None}
    now = {lab.analyte: lab for lab in after.labs if not lab.previous}
    return any(name in now and now[name].value != lab.value for name, lab in kept.items())


def lab_phrase(lab: LabResult, language: str, before: LabResult | None = None) -> str:
    """A lab result in a few words: name, value, unit, limit."""
    analyte = find_analyte(lab.analyte)
    name = analyte.name.in_language(language) if analyte else lab.analyte
    short = lab.analyte.upper() if analyte and analyte.id in _ABBREVIATIONS else name
    parts = [_value(lab, short, language)] if before is None or before.value != lab.value else []
    if lab.upper_limit is not None and (before is None or before.upper_limit != lab.upper_limit):
        parts.append(phrase("limit", language, value=f"{lab.upper_limit:g}"))
    text = phrase("separator", language).join(part for part in parts if part)
    return phrase("previous", language, fact=text) if lab.previous else text


_ABBREVIATIONS = ("alt", "ast", "alp", "ggt", "ck", "ldh", "inr")


def _match(lab: LabResult, before: Case) -> LabResult | None:
    return next(
        (other for other in before.labs if other.analyte == lab.analyte and other.previous == lab.previous), None
    )


def _value(lab: LabResult, name: str, language: str) -> str:
    if lab.value is not None:
        number = f"{lab.comparator or ''}{lab.value:g}" + (f" {lab.unit}" if lab.unit else "")
        return phrase("lab", language, analyte=name, value=number)
    if lab.multiple is not None:
        return phrase("lab_multiple", language, analyte=name, value=f"{lab.multiple:g}")
    return phrase("lab_high", language, analyte=name) if lab.flag == "high" else ""


def _scalars(before: Case, after: Case, language: str) -> Iterator[str]:
    for name in _SCALARS:
        value = getattr(after, name)
        if value is not None and value != getattr(before, name):
            said = _scalar(name, value, language)
            if said:
                yield said


def _scalar(name: str, value: Any, language: str) -> str:
    if name == "age" and value < 1:
        return phrase("age_months", language, value=f"{value * 12:.0f}")
    if value == 0 and has_phrase(f"{name}_zero"):
        return phrase(f"{name}_zero", language)
    if value == 0 and name == "alcohol_g_week":
        return ""
    if name == "sex":
        return phrase(value, language)
    if isinstance(value, str):
        return phrase(f"{name}_{value}", language) if has_phrase(f"{name}_{value}") else ""
    return phrase(name, language, value=f"{value:.3g}")


def _findings(before: dict[str, Any], after: dict[str, Any], language: str) -> Iterator[str]:
    for name, answer in after.items():
        if answer in ("yes", "no") and before.get(name) != answer:
            known = findings().get(name)
            yield phrase(f"answer_{answer}", language, name=known.name.in_language(language) if known else name)


def _medicine(use: MedicineUse, language: str) -> str:
    known = medicines().get(use.name)
    name = known.name.in_language(language) if known else use.name
    amount = use.dose_mg_24h or use.single_dose_mg
    if amount:
        return phrase("medicine_dose", language, name=name, value=f"{amount:g}")
    return phrase("medicine_stopped" if use.until_days else "medicine", language, name=name)
