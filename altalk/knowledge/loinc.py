"""LOINC codes of the blood values, with the units that a code stands for."""

from functools import cache

from msgspec import Struct

from altalk.knowledge.entries import Status
from altalk.knowledge.files import load_entries


class LoincCode(Struct, frozen=True, forbid_unknown_fields=True):
    """One code.

    Attributes:
        analyte: id in `analytes.yml`.
        display: LOINC's long common name, unchanged.
        units: UCUM codes that go with it; a mass code never goes with moles. The first is the usual one.
    """

    id: str
    analyte: str
    display: str
    units: tuple[str, ...]
    source: tuple[str, ...]
    status: Status


@cache
def loinc_codes() -> dict[str, LoincCode]:
    """All codes by id, the preferred one of each analyte and unit first."""
    return load_entries("loinc.yml", LoincCode)
