"""Analytes and units by any of their names, and conversion to the customary unit."""

import unicodedata
from functools import cache

from altalk.knowledge.analytes import Analyte, analytes
from altalk.knowledge.catalogue import Unit, units
from altalk.knowledge.lab_words import lab_units


class UnknownUnitError(ValueError):
    """A unit is not known, or not one in which this analyte is measured."""


def find_analyte(name: str) -> Analyte | None:
    """The analyte with this id, LOINC code or name in either language; None when it is not known."""
    return _analyte_names().get(_fold(name))


def customary_unit(analyte: str) -> str:
    """The unit in which the interpretation works, for example `U/L` for ALT."""
    return analytes()[analyte].units[0]


def convert(value: float, unit: str | None, analyte: str) -> float:
    """Convert a value to the analyte's customary unit; None means that it already is.

    Raises:
        UnknownUnitError: the unit is not known, or measures another quantity.
    """
    if unit is None:
        return value
    return settled(value * _unit_of(unit, analyte).factor)


def settled(number: float) -> float:
    """The number without the noise of binary fractions, so that a threshold met in one unit is met in all."""
    return float(f"{number:.12g}")


def accepted_units(analyte: str) -> tuple[str, ...]:
    """The units in which an analyte may be given."""
    quantity = units()[customary_unit(analyte)].quantity
    return tuple(unit.id for unit in units().values() if unit.quantity == quantity)


def unit_id(unit: str, analyte: str) -> str:
    """The UCUM code of a unit as written.

    Raises:
        UnknownUnitError: the unit is not known, or measures another quantity.
    """
    return _unit_of(unit, analyte).id


def _unit_of(unit: str, analyte: str) -> Unit:
    found = _unit_names().get(_fold(unit))
    if found is None or found.id not in accepted_units(analyte):
        allowed = ", ".join(accepted_units(analyte))
        raise UnknownUnitError(f"unit {unit!r} is not one for {analyte}; allowed are {allowed}")
    return found


@cache
def _analyte_names() -> dict[str, Analyte]:
    names: dict[str, Analyte] = {}
    for analyte in analytes().values():
        for name in (
            analyte.id,
            *analyte.loinc,
            analyte.name.en,
            analyte.name.zh,
            *analyte.terms.en,
            *analyte.terms.zh,
        ):
            names.setdefault(_fold(name), analyte)
    return names


@cache
def _unit_names() -> dict[str, Unit]:
    names: dict[str, Unit] = {}
    for unit in units().values():
        spellings = lab_units()[unit.id].spellings if unit.id in lab_units() else ()
        for name in (unit.id, *unit.spellings, *spellings):
            names.setdefault(_fold(name), unit)
    return names


def _fold(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold().replace("μ", "u").replace("µ", "u")
    return "".join(folded.split())
