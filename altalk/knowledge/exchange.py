"""How the fields of a case that are no blood value travel in FHIR: codes, units, coded answers."""

from functools import cache
from typing import Literal

from msgspec import Struct

from altalk.knowledge.entries import Status, Text
from altalk.knowledge.files import load_entries


class ExchangeField(Struct, frozen=True, forbid_unknown_fields=True):
    """One field of the case.

    Attributes:
        unit_name: the field's unit in words.
        loinc: codes, the one that is written first; without any, the field's own name is its code.
        units: UCUM code → factor to the field's unit; the first is written.
        yes: codes and words that stand for yes beside the usual ones; `no` likewise.
    """

    id: str
    kind: Literal["quantity", "answer", "text"]
    name: Text
    source: tuple[str, ...]
    status: Status
    unit_name: Text = Text("", "")
    loinc: tuple[str, ...] = ()
    units: dict[str, float] = {}
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@cache
def exchange_fields() -> dict[str, ExchangeField]:
    """All fields by their name in the case."""
    return load_entries("exchange.yml", ExchangeField)
