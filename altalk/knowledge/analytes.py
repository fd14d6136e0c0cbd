"""The blood values a report names: their words, codes, units and how large they can be."""

from functools import cache
from typing import Literal

from msgspec import Struct

from altalk.knowledge.entries import Status, Text
from altalk.knowledge.files import load_entries
from altalk.knowledge.vocabulary import Terms


class Analyte(Struct, frozen=True, forbid_unknown_fields=True):
    """One blood value.

    Attributes:
        kind: `liver` for the values the case holds, `enzyme` for "liver enzymes" without saying which,
            `panel` for "liver function", `other` for values known only so that they are not taken for another.
        capitals: terms that count only when written in capitals, because they are common words too.
        look_alikes: words beside which a term means something else (the Alt key, the chatbot GPT).
        loinc: LOINC codes, usual one first, with their own status.
        units: units the value may be given in, by their ids in `lab_units.yml`; the first is the usual one.
        plausible: smallest and largest value a laboratory could print, by unit.
        upper_limits: smallest and largest upper limit of normal that laboratories print, by unit.
    """

    id: str
    kind: Literal["liver", "enzyme", "panel", "other"]
    name: Text
    terms: Terms
    status: Status
    source: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    loinc: tuple[str, ...] = ()
    loinc_status: Status = "to_confirm"
    units: tuple[str, ...] = ()
    plausible: dict[str, tuple[float, float]] = {}
    upper_limits: dict[str, tuple[float, float]] = {}


@cache
def analytes() -> dict[str, Analyte]:
    """All blood values by id."""
    return load_entries("analytes.yml", Analyte)
