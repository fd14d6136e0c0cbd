"""Strength and size of drinks, for turning "two pints a night" into grams of alcohol a week."""

from functools import cache
from typing import Literal

from msgspec import Struct

from altalk.knowledge.entries import Status
from altalk.knowledge.files import load_entries
from altalk.knowledge.vocabulary import Terms


class Drink(Struct, frozen=True, forbid_unknown_fields=True):
    """A drink, a measure of alcohol or a level of drinking.

    Attributes:
        kind: `drink` (value: percent by volume), `measure` (value: grams of alcohol each), `level` (value: grams a
            week above which drinking counts as heavy), `density` (value: grams of alcohol in one millilitre of it).
        sizes: millilitres of each vessel the drink comes in; `default` where none is named.
    """

    id: str
    kind: Literal["drink", "measure", "level", "density"]
    value: float
    unit: str
    terms: Terms
    source: tuple[str, ...]
    status: Status
    sizes: dict[str, float] = {}


@cache
def drinks() -> dict[str, Drink]:
    """All drinks, measures and levels by id."""
    return load_entries("drinks.yml", Drink)


def grams(drink: Drink, vessel: str | None, count: float) -> float:
    """Grams of alcohol in so many vessels of a drink; `ml` is a vessel of one millilitre."""
    if drink.kind == "measure":
        return count * drink.value
    size = 1.0 if vessel == "ml" else drink.sizes.get(vessel or "default", drink.sizes["default"])
    return count * size * drink.value / 100 * drinks()["density"].value


def is_heavy(grams_per_week: float, female: bool = False) -> bool:
    """Whether this is more than the amount that suggests alcohol as the cause."""
    return grams_per_week > drinks()["heavy_female" if female else "heavy_male"].value
