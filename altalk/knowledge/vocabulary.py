"""The words people use for symptoms, conditions and medicines, by canonical id."""

from functools import cache
from typing import Literal

from msgspec import Struct

from altalk.knowledge.entries import Status, Text
from altalk.knowledge.files import load_folder


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """Words and phrases that mean one thing; either language may be empty."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()


class Finding(Struct, frozen=True, forbid_unknown_fields=True):
    """A symptom or a condition that a person can tell about."""

    id: str
    kind: Literal["symptom", "condition"]
    name: Text
    terms: Terms
    red_flag: bool = False
    near: tuple[tuple[str, ...], ...] = ()


class Medicine(Struct, frozen=True, forbid_unknown_fields=True):
    """A medicine, herb or supplement. `likelihood` is LiverTox's: how well a link is documented, not how risky."""

    id: str
    kind: Literal["medicine", "herb", "class"]
    name: Text
    terms: Terms
    medicine_class: str | None = None
    contains: tuple[str, ...] = ()
    likelihood: str | None = None
    likelihood_status: Status = "to_confirm"
    pattern: tuple[str, ...] = ()
    note: Text | None = None
    note_status: Status = "to_confirm"
    source: tuple[str, ...] = ()
    self_stop: Literal["never", "ask_prescriber", "pause_if_not_prescribed"] = "ask_prescriber"


@cache
def findings() -> dict[str, Finding]:
    """All symptoms and conditions by id."""
    return load_folder("findings", Finding)


@cache
def medicines() -> dict[str, Medicine]:
    """All medicines, herbs and medicine classes by id."""
    return load_folder("medicines", Medicine)
