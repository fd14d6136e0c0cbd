"""Scores computed from several values, only where they may be computed."""

from math import sqrt

from altalk.interpretation.assessment import Score
from altalk.interpretation.case import Case
from altalk.interpretation.results import Result
from altalk.knowledge.catalogue import figures


def r_value(results: dict[str, Result]) -> float | None:
    """R: ALT in multiples of its limit ÷ ALP in multiples of its limit."""
    alt, alp = results.get("alt"), results.get("alp")
    if alt is None or alp is None or alt.multiple is None or not alp.multiple:
        return None
    return alt.multiple / alp.multiple


def pattern(r: float | None) -> str | None:
    """The pattern of injury that an R value points to."""
    if r is None:
        return None
    if r >= _figure("r_hepatocellular_at_least"):
        return "hepatocellular"
    return "cholestatic" if r <= _figure("r_cholestatic_at_most") else "mixed"


def ast_alt_ratio(results: dict[str, Result]) -> float | None:
    """De Ritis ratio: AST ÷ ALT."""
    ast, alt = _value(results, "ast"), _value(results, "alt")
    return ast / alt if ast is not None and alt else None


def fib4(age: float, ast: float, platelets: float, alt: float) -> float:
    """FIB-4 from age in years, AST and ALT in U/L, platelets in 10⁹/L."""
    return age * ast / (platelets * sqrt(alt))


def fib4_of(case: Case, results: dict[str, Result], *, alt_at_limit: bool = False) -> float | None:
    """FIB-4 where it may be computed, else None.

    With `alt_at_limit` the ALT counts no higher than its limit: FIB-4 falls as ALT rises, and a higher ALT
    must never give a calmer answer.
    """
    ast, alt, platelets = (_value(results, name) for name in ("ast", "alt", "platelets"))
    if case.age is None or not _fibrosis_scores_valid(case, results) or case.age < _figure("fib4_age_from"):
        return None
    if ast is None or not alt or not platelets:
        return None
    limit = results["alt"].limit
    counted = min(alt, limit.value) if alt_at_limit and limit is not None else alt
    return fib4(case.age, ast, platelets, counted)


def scores(case: Case, results: dict[str, Result]) -> tuple[Score, ...]:
    """All scores that may be computed for this person, each with its published reading."""
    r, ratio, four = r_value(results), ast_alt_ratio(results), fib4_of(case, results)
    found = [
        Score("r_value", r, pattern(r) or "") if r is not None else None,
        Score("ast_alt_ratio", ratio, _ratio_reading(ratio)) if ratio is not None else None,
        Score("fib4", four, _fib4_reading(four, case)) if four is not None else None,
        _nfs(case, results),
        _apri(case, results),
    ]
    return tuple(score for score in found if score is not None)


def body_mass_index(case: Case) -> float | None:
    """Weight in kg ÷ height in m squared."""
    if case.weight_kg is None or case.height_cm is None:
        return None
    return case.weight_kg / (case.height_cm / 100) ** 2


def _nfs(case: Case, results: dict[str, Result]) -> Score | None:
    values = [_value(results, name) for name in ("ast", "alt", "platelets", "albumin")]
    bmi, diabetes = body_mass_index(case), case.conditions.get("diabetes", case.conditions.get("prediabetes"))
    if case.age is None or bmi is None or diabetes not in ("yes", "no") or not _fibrosis_scores_valid(case, results):
        return None
    ast, alt, platelets, albumin = values
    if ast is None or not alt or platelets is None or albumin is None:
        return None
    value = (
        _figure("nfs_constant")
        + _figure("nfs_age") * case.age
        + _figure("nfs_bmi") * bmi
        + _figure("nfs_diabetes") * (diabetes == "yes")
        + _figure("nfs_ratio") * ast / alt
        + _figure("nfs_platelets") * platelets
        + _figure("nfs_albumin") * albumin / 10
    )
    low = "nfs_low_over_65" if case.age > _figure("fib4_age_over") else "nfs_low"
    return Score("nfs", value, _reading(value, _figure(low), _figure("nfs_high")))


def _apri(case: Case, results: dict[str, Result]) -> Score | None:
    ast, platelets = results.get("ast"), _value(results, "platelets")
    if ast is None or ast.multiple is None or not platelets or not _fibrosis_scores_valid(case, results):
        return None
    value = ast.multiple / platelets * 100
    if value <= _figure("apri_significant_above"):
        return Score("apri", value, "low")
    return Score("apri", value, "high" if value > _figure("apri_cirrhosis_above") else "indeterminate")


def _fib4_reading(value: float, case: Case) -> str:
    over = case.age is not None and case.age > _figure("fib4_age_over")
    return _reading(value, _figure("fib4_low_over_65" if over else "fib4_low"), _figure("fib4_high"))


def _ratio_reading(ratio: float) -> str:
    return "high" if ratio > _figure("ast_alt_ratio_alcohol_above") else "usual"


def _reading(value: float, low: float, high: float) -> str:
    if value < low:
        return "low"
    return "high" if value > high else "indeterminate"


def _fibrosis_scores_valid(case: Case, results: dict[str, Result]) -> bool:
    """Not in children, pregnancy or acute injury, where they mislead."""
    alt = results.get("alt")
    acute = alt is not None and alt.multiple is not None and alt.multiple > _figure("scores_alt_multiple_at_most")
    pregnant = case.pregnant == "yes" or case.weeks_since_birth is not None
    return case.age is not None and case.age >= _figure("adult_age") and not pregnant and not acute


def _value(results: dict[str, Result], analyte: str) -> float | None:
    result = results.get(analyte)
    return None if result is None else result.value


def _figure(name: str) -> float:
    return figures()[name].value
