"""Days and spans from FHIR dates; all of them come from the document, none from a clock."""

import re
from datetime import date

from altalk.interpretation.case import CaseError

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_DAY_LENGTH = 10
_YEAR_LENGTH = 4
_DAYS_OF_A_YEAR = 365.25


def day_of(text: str | None, path: str) -> date | None:
    """The day of a date or time; None where only the year or the month is given.

    Raises:
        CaseError: this is no date.
    """
    if text is None:
        return None
    if not _DATE.fullmatch(text[:_DAY_LENGTH].split("T")[0]):
        raise CaseError(path, f"{text!r} is not a FHIR date; YYYY-MM-DD is expected")
    return _day(text[:_DAY_LENGTH], path) if len(text) >= _DAY_LENGTH else None


def age_on(day: date, birth_date: str, path: str) -> float:
    """Age in completed years, a baby's as a fraction; a birth date without day is taken at its latest.

    The later a child was born, the lower its limit: what is not known never calms.

    Raises:
        CaseError: this is no date, or lies after the day.
    """
    born = day_of(birth_date, path) or _latest(birth_date, day, path)
    if born > day:
        raise CaseError(path, f"{birth_date} lies after the blood draw of {day.isoformat()}")
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return float(years) if years >= 1 else (day - born).days / _DAYS_OF_A_YEAR


def _latest(birth_date: str, day: date, path: str) -> date:
    """The last day of a year or the first of the month after, but not after the blood draw in the same period."""
    if len(birth_date) == _YEAR_LENGTH:
        latest = _day(f"{birth_date}-12-31", path)
    else:
        first = _day(f"{birth_date}-01", path)
        latest = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(latest, day) if day.isoformat().startswith(birth_date) else latest


def _day(text: str, path: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CaseError(path, f"{text!r} is not a day of the calendar; YYYY-MM-DD is expected") from error
