"""The page of limits, grades, units and figures."""

from altalk.documentation.markdown import STATUS_KEY, figure, page, table
from altalk.documentation.names import cited
from altalk.knowledge.analytes import analytes
from altalk.knowledge.catalogue import Grade, Limit, figures, grades, limits, units
from altalk.knowledge.loinc import loinc_codes

_EVERYBODY = 200  # the default of `age_below`: no upper end


def limits_page() -> str:
    """Default limits, grades, units, single figures and LOINC codes."""
    about = f"A limit printed on the report always comes before these. {STATUS_KEY}"
    return page("Limits, grades, units and figures", about, _limits(), _grades(), _units(), _figures(), _loinc())


def _limits() -> str:
    rows = (
        (
            f"`{one.id}`", analytes()[one.analyte].name.en, _interval(one), _for_whom(one), one.name.en, one.name.zh,
            cited(one.source), one.since or "", f"`{one.status}`",
        )
        for one in limits().values()
    )  # fmt: skip
    heads = ("id", "value", "limits", "for", "name", "中文", "source", "edition", "status")
    return "## Default limits\n\n" + table(heads, rows)


def _interval(one: Limit) -> str:
    lower = f"{figure(one.lower)} to " if one.lower is not None else "up to "
    return f"{lower}{figure(one.upper)} {one.unit}"


def _for_whom(one: Limit) -> str:
    parts: list[str] = [one.region or "anywhere", one.sex or "both sexes"]
    if one.age_from:
        parts.append(f"from {figure(one.age_from)} years")
    if one.age_below < _EVERYBODY:
        parts.append(f"below {figure(one.age_below)} years")
    if one.use == "second_opinion":
        parts.append("never decides the grade")
    return ", ".join(parts)


def _grades() -> str:
    rows = (
        (f"`{one.id}`", _band(one), one.name.en, one.name.zh, cited(one.source), f"`{one.status}`")
        for one in grades().values()
    )
    heads = ("grade", "ALT", "English", "中文", "source", "status")
    return "## Grades\n\n" + table(heads, rows)


def _band(one: Grade) -> str:
    if one.above_value is not None:
        return f"above {figure(one.above_value)} U/L"
    if one.above is not None:
        return f"above {figure(one.above)} times the limit"
    return f"from {figure(one.at_least or 0)} times the limit"


def _units() -> str:
    rows = (
        (
            f"`{one.id}`",
            one.quantity,
            figure(one.factor),
            ", ".join(one.spellings),
            cited(one.source),
            f"`{one.status}`",
        )
        for one in units().values()
    )
    heads = ("UCUM", "quantity", "factor to the first unit", "spellings", "source", "status")
    return "## Units\n\n" + table(heads, rows)


def _figures() -> str:
    rows = (
        (f"`{one.id}`", f"{one.value:.12g}", one.unit, one.about, cited(one.source), f"`{one.status}`")
        for one in figures().values()
    )
    return "## Single figures\n\n" + table(("id", "value", "unit", "about", "source", "status"), rows)


def _loinc() -> str:
    rows = (
        (one.id, analytes()[one.analyte].name.en, one.display, ", ".join(one.units), f"`{one.status}`")
        for one in loinc_codes().values()
    )
    heads = ("LOINC", "value", "long common name", "units", "status")
    return "## LOINC codes\n\nThe notice of LOINC stands in [fhir.md](fhir.md).\n\n" + table(heads, rows)
