"""The parts of FHIR R4 resources that are read; what is not named here is let pass."""

from typing import Any, Literal

from msgspec import Struct

from altalk.interpretation.case import Comparator


class Coding(Struct, frozen=True):
    """A code of a system."""

    system: str | None = None
    code: str | None = None
    display: str | None = None


class Concept(Struct, frozen=True):
    """A CodeableConcept: codes that mean the same, and text."""

    coding: tuple[Coding, ...] = ()
    text: str | None = None

    def code_in(self, system: str) -> str | None:
        """The first code of a system."""
        return next((one.code for one in self.coding if one.system == system and one.code), None)

    def codes(self) -> frozenset[str]:
        """All codes, whatever their system."""
        return frozenset(one.code for one in self.coding if one.code)

    def words(self) -> tuple[str, ...]:
        """The text and the displays, the text first."""
        found = (self.text, *(one.display for one in self.coding))
        return tuple(dict.fromkeys(word.strip() for word in found if word and word.strip()))


class Quantity(Struct, frozen=True):
    """A number with its unit; `code` is the unit in `system`."""

    value: float | None = None
    comparator: Comparator | None = None
    unit: str | None = None
    system: str | None = None
    code: str | None = None


class ReferenceRange(Struct, frozen=True):
    """A range of reference; without a type it is the normal one."""

    low: Quantity | None = None
    high: Quantity | None = None
    type: Concept | None = None
    text: str | None = None


class Period(Struct, frozen=True):
    """From one time to another."""

    start: str | None = None
    end: str | None = None


class Reference(Struct, frozen=True):
    """A pointer to another resource."""

    reference: str | None = None


class Extension(Struct, frozen=True):
    """An addition named by its url."""

    url: str
    valueBoolean: bool | None = None  # noqa: N815  # FHIR's name, as are all below
    valueDecimal: float | None = None  # noqa: N815
    valueCode: str | None = None  # noqa: N815
    valueString: str | None = None  # noqa: N815

    def value(self) -> bool | float | str | None:
        """Whichever value is there."""
        values = (self.valueBoolean, self.valueDecimal, self.valueCode, self.valueString)
        return next((value for value in values if value is not None), None)


class Measured(Struct, frozen=True, rename="camel"):
    """What an Observation and one of its components have in common."""

    code: Concept
    value_quantity: Quantity | None = None
    value_string: str | None = None
    value_integer: int | None = None
    value_boolean: bool | None = None
    value_codeable_concept: Concept | None = None
    data_absent_reason: Concept | None = None
    interpretation: tuple[Concept, ...] = ()
    reference_range: tuple[ReferenceRange, ...] = ()
    extension: tuple[Extension, ...] = ()


class Observation(Measured, frozen=True, rename="camel"):
    """A measurement."""

    status: str = "unknown"
    effective_date_time: str | None = None
    effective_instant: str | None = None
    effective_period: Period | None = None
    component: tuple[Measured, ...] = ()


class Patient(Struct, frozen=True, rename="camel"):
    """The person."""

    gender: Literal["male", "female", "other", "unknown"] | None = None
    birth_date: str | None = None


class Repeat(Struct, frozen=True, rename="camel"):
    """How often: so many times in so many periods."""

    frequency: float = 1
    frequency_max: float | None = None
    period: float = 1
    period_max: float | None = None
    period_unit: Literal["s", "min", "h", "d", "wk", "mo", "a"] | None = None


class Timing(Struct, frozen=True):
    """When a dose is taken."""

    repeat: Repeat | None = None


class DoseRange(Struct, frozen=True):
    """From one dose to another."""

    high: Quantity | None = None


class DoseAndRate(Struct, frozen=True, rename="camel"):
    """How much is taken at once."""

    dose_quantity: Quantity | None = None
    dose_range: DoseRange | None = None


class Dosage(Struct, frozen=True, rename="camel"):
    """How a medicine is taken."""

    timing: Timing | None = None
    dose_and_rate: tuple[DoseAndRate, ...] = ()


class MedicationStatement(Struct, frozen=True, rename="camel"):
    """A medicine that a person takes or took."""

    status: str = "unknown"
    medication_codeable_concept: Concept | None = None
    medication_reference: Reference | None = None
    effective_date_time: str | None = None
    effective_period: Period | None = None
    dosage: tuple[Dosage, ...] = ()
    extension: tuple[Extension, ...] = ()


class Medication(Struct, frozen=True):
    """A product."""

    code: Concept | None = None


class Condition(Struct, frozen=True, rename="camel"):
    """An illness or a symptom."""

    code: Concept | None = None
    clinical_status: Concept | None = None
    verification_status: Concept | None = None
    extension: tuple[Extension, ...] = ()


def extensions_of(resource: Observation | Measured | MedicationStatement | Condition, prefix: str) -> dict[str, Any]:
    """Our own extensions by the rest of their url."""
    found = ((one.url, one.value()) for one in resource.extension if one.url.startswith(prefix))
    return {url.removeprefix(prefix): value for url, value in found if value is not None}
