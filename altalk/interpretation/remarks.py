"""Notes on a case: assumptions, conflicts, and what was told that is not known here."""

from collections.abc import Iterator

from altalk.interpretation.assessment import Note
from altalk.interpretation.case import Case
from altalk.interpretation.limits import stricter_limit
from altalk.interpretation.notes import note
from altalk.interpretation.verdict import Verdict
from altalk.knowledge.catalogue import limits
from altalk.knowledge.vocabulary import findings, medicines


def remarks(case: Case, verdict: Verdict) -> tuple[Note, ...]:
    """All notes, those on the numbers first."""
    of_results = (one for result in verdict.results.values() for one in result.notes)
    return (*of_results, *_limit(verdict), *_conflicts(case, verdict), *_unknown(case))


def _limit(verdict: Verdict) -> Iterator[Note]:
    alt = verdict.results.get("alt")
    if alt is None or alt.limit is None or alt.limit.origin == "report":
        return
    name = limits()[alt.limit.origin].name
    value = f"{alt.limit.value:g} U/L"
    yield note("limit_assumed", "alt", f"{name.en}, {value}", f"{name.zh}，{value}")


def _conflicts(case: Case, verdict: Verdict) -> Iterator[Note]:
    if case.sex == "male" and case.pregnant == "yes":
        yield note("male_and_pregnant", "sex")
    if case.takes_medicines == "no" and any(not use.until_days for use in case.medicines):
        yield note("no_medicines_but_named", "takes_medicines")
    alt = verdict.results.get("alt")
    if alt is None or alt.value is None or alt.multiple is None:
        return
    if alt.multiple > 1 and any(lab.flag == "normal" for lab in case.labs if lab.analyte.lower() == "alt"):
        yield note("flag_against_value", "alt")
    strict = stricter_limit("alt", case)
    if alt.multiple <= 1 and strict is not None and alt.value > strict.upper and case.sex is not None:
        yield note("above_stricter_limit", "alt", f"{strict.upper:g} U/L")


def _unknown(case: Case) -> Iterator[Note]:
    known = findings()
    yield from (note("unknown_symptom", name, name) for name in case.symptoms if name not in known)
    yield from (note("unknown_condition", name, name) for name in case.conditions if name not in known)
    yield from (note("unknown_medicine", use.name, use.name) for use in case.medicines if use.name not in medicines())
