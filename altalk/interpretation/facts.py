"""From a case to the findings and measures that the rules look at."""

from collections.abc import Iterator

from altalk.interpretation.case import Case, MedicineUse
from altalk.interpretation.conditions import Facts
from altalk.interpretation.medicine_groups import groups_of
from altalk.interpretation.paracetamol import paracetamol_intake
from altalk.interpretation.results import Result, raised_months
from altalk.interpretation.scores import ast_alt_ratio, body_mass_index, fib4_of, r_value
from altalk.knowledge.catalogue import figures

RECENT_DAYS = "recent_medicine_days"
SIX_MONTHS = "medicine_look_back_days"


def facts_of(case: Case, results: dict[str, Result]) -> Facts:
    """All findings that are present and all measures that are known, as told; definitions are not applied yet."""
    return Facts(present=set(_findings(case, results)), measures=_measures(case, results))


def _findings(case: Case, results: dict[str, Result]) -> Iterator[str]:
    yield from (name for name, answer in case.symptoms.items() if answer == "yes")
    yield from (name for name, answer in case.conditions.items() if answer == "yes")
    yield from _person(case)
    yield from _habits(case)
    yield from _alt_known(results)
    yield from _medicine_findings(case)


def _person(case: Case) -> Iterator[str]:
    if case.sex is not None:
        yield case.sex
    if case.age is not None:
        yield "age_known"
    if case.age is not None and case.age < figures()["adult_age"].value:
        yield "child"
    if case.age is not None and case.age < 1:
        yield "infant"
    if case.pregnant == "yes":
        yield "pregnant"
    if case.gestation_weeks is not None:
        yield "gestation_known"
    if case.weight_kg is not None:
        yield "weight_known"


def _habits(case: Case) -> Iterator[str]:
    if case.exercise == "yes" or (case.exercise is None and case.exercise_days_before is not None):
        yield "hard_exercise"
    if case.exercise_days_before is not None:
        yield "exercise_days_known"
    if case.late_nights == "yes":
        yield "late_nights"
    if case.alcohol == "yes" or (case.alcohol_g_week or 0) > 0:
        yield "drinks"


def _alt_known(results: dict[str, Result]) -> Iterator[str]:
    alt = results.get("alt")
    if alt is None:
        return
    if alt.value is not None or alt.multiple is not None:
        yield "alt_known"
        yield from ("alt_multiple_only",) * (alt.value is None)
    elif alt.high:
        yield "alt_flag_high"


def _medicine_findings(case: Case) -> Iterator[str]:
    if case.takes_medicines == "yes":
        yield from ("takes:any_medicine", "took:any_medicine")
    if case.takes_herbs == "yes":
        yield from ("takes:any_herb", "took:any_herb")
    for use in case.medicines:
        yield "medicine_named"
        yield from _use_findings(use)
    intake = paracetamol_intake(case)
    if intake is not None:
        yield from ("paracetamol_staggered",) * intake.staggered
        yield from ("paracetamol_amount_unknown",) * intake.amount_unknown
    if any(use.amount_unknown for use in case.medicines):
        yield "large_ingestion"
    if any(use.deliberate for use in case.medicines):
        yield "deliberate_overdose"


def _use_findings(use: MedicineUse) -> Iterator[str]:
    names = groups_of(use.name)
    stopped = bool(use.until_days)
    if not stopped:
        yield from (f"takes:{name}" for name in names)
    else:
        yield from (f"stopped:{name}" for name in names)
    if (use.until_days or 0) <= figures()[SIX_MONTHS].value:
        yield from (f"took:{name}" for name in names)
    if stopped and (use.until_days or 0) <= figures()[RECENT_DAYS].value:
        yield from (f"recent:{name}" for name in names)


def _measures(case: Case, results: dict[str, Result]) -> dict[str, float]:
    intake = paracetamol_intake(case)
    found: dict[str, float | None] = {
        "age": case.age,
        "gestation_weeks": case.gestation_weeks,
        "weeks_since_birth": case.weeks_since_birth,
        "weight_kg": case.weight_kg,
        "bmi": body_mass_index(case),
        "systolic_bp": case.systolic_bp,
        "diastolic_bp": case.diastolic_bp,
        "exercise_days": case.exercise_days_before,
        "alcohol_g_week": case.alcohol_g_week,
        "sleep_hours": case.sleep_hours,
        "raised_months": raised_months(case, results),
        "r_value": r_value(results),
        "ast_alt_ratio": ast_alt_ratio(results),
        "fib4_at_limit": fib4_of(case, results, alt_at_limit=True),
        "paracetamol_g_24h": intake.grams if intake else None,
        "paracetamol_mg_kg_24h": intake.mg_per_kg if intake else None,
    }
    for name, result in results.items():
        found[name] = result.value
        found[f"{name}_multiple"] = result.multiple
    return {name: value for name, value in found.items() if value is not None}
