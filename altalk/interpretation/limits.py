"""Which upper limit of normal counts: the report's own, else by age, sex and region."""

from altalk.interpretation.assessment import UpperLimit
from altalk.interpretation.case import Case
from altalk.knowledge.catalogue import Limit, limits


def default_limit(analyte: str, case: Case) -> UpperLimit | None:
    """The default upper limit in the customary unit, for a report that prints none.

    Where sex, age or region is not known, the lowest limit that could hold is used: what is unknown never calms.
    """
    fitting = _first_by_group(_fitting(analyte, case))
    if not fitting:
        return None
    lowest = min(fitting, key=lambda limit: limit.upper)
    return UpperLimit(value=lowest.upper, origin=lowest.id, assumed=_assumed(lowest, case))


def stricter_limit(analyte: str, case: Case) -> Limit | None:
    """The strictest published limit for this person, as a second opinion that never decides the grade."""
    fitting = [limit for limit in limits().values() if limit.analyte == analyte and _fits(limit, case, any_region=True)]
    known = [limit for limit in fitting if limit.sex is None or limit.sex == case.sex]
    return min(known, key=lambda limit: limit.upper, default=None)


def _fitting(analyte: str, case: Case) -> list[Limit]:
    candidates = (limit for limit in limits().values() if limit.analyte == analyte and limit.use == "default")
    return [limit for limit in candidates if _fits(limit, case)]


def _fits(limit: Limit, case: Case, any_region: bool = False) -> bool:
    region_fits = any_region or limit.region is None or limit.region == case.region
    sex_fits = limit.sex is None or case.sex is None or limit.sex == case.sex
    age_fits = (
        limit.age_from <= case.age < limit.age_below
        if case.age is not None
        else limit.age_from <= _ADULT < limit.age_below
    )
    return region_fits and sex_fits and age_fits


def _first_by_group(fitting: list[Limit]) -> list[Limit]:
    """A limit of the person's region comes before one for everywhere; of these keep one for each sex."""
    regional = [limit for limit in fitting if limit.region is not None] or fitting
    firsts: dict[str | None, Limit] = {}
    for limit in regional:
        firsts.setdefault(limit.sex, limit)
    return list(firsts.values())


def _assumed(limit: Limit, case: Case) -> tuple[str, ...]:
    assumed = []
    if case.age is None:
        assumed.append("age")
    if limit.sex is not None and case.sex is None:
        assumed.append("sex")
    if case.region is None and limit.age_from > 0:
        assumed.append("region")
    return tuple(assumed)


_ADULT = 40  # an age at which every adult limit holds, used only to choose among limits
