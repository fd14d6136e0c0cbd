"""What the Observations of a document tell, gathered one by one."""

from datetime import date
from typing import TYPE_CHECKING, Any

from altalk.interpretation.fhir.collect import Found
from altalk.interpretation.fhir.dates import day_of
from altalk.interpretation.fhir.fields import Value, declined_question, field_of, value_of
from altalk.interpretation.fhir.labs import lab_of
from altalk.interpretation.fhir.resources import Measured, Observation

if TYPE_CHECKING:
    from altalk.interpretation.case import LabResult

_NOT_RESULTS = ("entered-in-error", "cancelled")


class Observed:
    """Results of the blood, fields of the case with day and path, and questions that were declined."""

    def __init__(self) -> None:
        self.labs: list[tuple[LabResult, str]] = []
        self.fields: dict[str, tuple[date, Value, str]] = {}
        self.declined: dict[str, str] = {}

    def add(self, found: Found) -> None:
        """Take up an Observation and its components."""
        observation = found.as_type(Observation)
        if observation.status in _NOT_RESULTS:
            return
        day = _day(observation, found.path)
        raws = found.resource.get("component") or []
        parts = zip(observation.component, raws, strict=True)
        self._take(observation, found.resource, day, found.path)
        for index, (part, raw) in enumerate(parts):
            self._take(part, raw, day, f"{found.path}.component[{index}]")

    def newest(self) -> date | None:
        """The day of the newest blood draw."""
        return max((date.fromisoformat(lab.date) for lab, _ in self.labs if lab.date is not None), default=None)

    def _take(self, measured: Measured, raw: dict[str, Any], day: date | None, path: str) -> None:
        declined, field = declined_question(measured), field_of(measured.code)
        if declined is not None:
            self.declined[declined[0]] = declined[1]
        elif field is not None:
            self._put(field.id, value_of(measured, field, path), day or date.min, path)
        else:
            lab = lab_of(measured, raw, day.isoformat() if day else None, path)
            if lab is not None:
                self.labs.append((lab, path))

    def _put(self, name: str, value: Value, day: date, path: str) -> None:
        if value is not None and (name not in self.fields or day >= self.fields[name][0]):
            self.fields[name] = (day, value, path)


def _day(observation: Observation, path: str) -> date | None:
    period = observation.effective_period
    if period is not None:
        return day_of(period.end or period.start, f"{path}.effectivePeriod")
    if observation.effective_instant is not None:
        return day_of(observation.effective_instant, f"{path}.effectiveInstant")
    return day_of(observation.effective_date_time, f"{path}.effectiveDateTime")
