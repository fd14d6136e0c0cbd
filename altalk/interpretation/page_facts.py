"""What was told about the person, in words, for the page."""

from collections.abc import Iterator, Mapping

from altalk.interpretation.case import Case, LabResult, MedicineUse
from altalk.interpretation.units import customary_unit, find_analyte
from altalk.knowledge.exchange import ExchangeField, exchange_fields
from altalk.knowledge.page_words import page_word
from altalk.knowledge.phrases import phrase
from altalk.knowledge.vocabulary import findings, medicines

Fact = tuple[str, str]


def given_values(case: Case, language: str) -> Iterator[Fact]:
    """Every blood value as it was given."""
    for lab in case.labs:
        analyte = find_analyte(lab.analyte)
        if analyte is not None:
            parts = (_value(lab, analyte.id, language), _limits(lab, language), lab.date or _earlier(lab, language))
            yield analyte.name.in_language(language), " · ".join(part for part in parts if part)


def told_facts(case: Case, language: str) -> Iterator[Fact]:
    """Sex, age, habits, symptoms, conditions and medicines; only what was told."""
    separator = phrase("separator", language)
    if case.sex is not None:
        yield page_word("page_sex", language), phrase(case.sex, language)
    for field in exchange_fields().values():
        value = getattr(case, field.id)
        if value is not None:
            yield field.name.in_language(language), _field(field, value, language)
    for word, told in (("page_symptoms", case.symptoms), ("page_conditions", case.conditions)):
        if told:
            yield page_word(word, language), separator.join(_answers(told, language))
    if case.medicines:
        yield page_word("page_medicines", language), separator.join(_use(use, language) for use in case.medicines)


def _value(lab: LabResult, analyte: str, language: str) -> str:
    if lab.value is not None:
        about = f"{page_word('page_about', language)} " if lab.approximate else ""
        return f"{about}{lab.comparator or ''}{lab.value:g} {lab.unit or customary_unit(analyte)}"
    if lab.multiple is not None:
        return page_word("page_times", language, value=f"{lab.multiple:g}")
    return page_word(f"page_flag_{lab.flag}", language) if lab.flag is not None else ""


def _earlier(lab: LabResult, language: str) -> str:
    return page_word("page_earlier", language) if lab.previous else ""


def _limits(lab: LabResult, language: str) -> str:
    if lab.upper_limit is None:
        return ""
    upper = f"{lab.upper_limit:g}"
    if lab.lower_limit is None:
        return page_word("page_lab_upper", language, upper=upper)
    return page_word("page_lab_limit", language, lower=f"{lab.lower_limit:g}", upper=upper)


def _field(field: ExchangeField, value: float | str, language: str) -> str:
    if not isinstance(value, str):
        return f"{value:g} {field.unit_name.in_language(language)}"
    return value if field.kind == "text" else page_word(f"page_{value}", language)


def _answers(told: Mapping[str, str], language: str) -> Iterator[str]:
    known = findings()
    for name, answer in told.items():
        named = known[name].name.in_language(language) if name in known else name
        yield page_word(f"page_answer_{answer}", language, name=named)


def _use(use: MedicineUse, language: str) -> str:
    known = medicines().get(use.name)
    name = known.name.in_language(language) if known is not None else use.name
    if use.dose_mg_24h is not None:
        name = page_word("page_dose", language, name=name, value=f"{use.dose_mg_24h:g}")
    return page_word("page_stopped", language, name=name) if use.until_days else name
