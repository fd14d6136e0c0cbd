"""How much paracetamol was taken, counted over all products that contain it."""

from collections.abc import Iterator

from msgspec import Struct

from altalk.interpretation.case import Case, MedicineUse
from altalk.interpretation.medicine_groups import groups_of
from altalk.knowledge.catalogue import figures

SUBSTANCE = "paracetamol"


class Intake(Struct, frozen=True):
    """Paracetamol taken in the worst 24 hours.

    Attributes:
        grams: sum over all products; None when no amount was told.
        mg_per_kg: milligrams for each kilogram of body weight, the weight capped as in UK practice.
    """

    grams: float | None
    mg_per_kg: float | None
    staggered: bool
    amount_unknown: bool


def paracetamol_intake(case: Case) -> Intake | None:
    """The intake of the worst 24 hours, or None when no product with paracetamol was taken."""
    uses = list(_uses(case))
    if not uses:
        return None
    amounts = [amount for use in uses if (amount := _milligrams(use)) is not None]
    total = sum(amounts) if amounts else None
    return Intake(
        grams=None if total is None else total / 1000,
        mg_per_kg=None if total is None or case.weight_kg is None else total / _counted_weight(case.weight_kg),
        staggered=any(use.staggered for use in uses),
        amount_unknown=any(use.amount_unknown for use in uses),
    )


def _uses(case: Case) -> Iterator[MedicineUse]:
    return (use for use in case.medicines if SUBSTANCE in groups_of(use.name))


def _milligrams(use: MedicineUse) -> float | None:
    amounts = [amount for amount in (use.dose_mg_24h, use.single_dose_mg) if amount is not None]
    return max(amounts, default=None)


def _counted_weight(weight_kg: float) -> float:
    return min(weight_kg, figures()["paracetamol_weight_cap"].value)
