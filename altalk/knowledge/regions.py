"""Emergency number and crisis route of each region."""

from functools import cache

from msgspec import Struct

from altalk.knowledge.entries import Status, Text
from altalk.knowledge.files import load_entries


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A region with its emergency number and crisis line."""

    id: str
    emergency_number: str
    crisis_line: Text
    source: tuple[str, ...]
    status: Status


@cache
def places() -> dict[str, Place]:
    """All regions by id."""
    return load_entries("regions.yml", Place)


def region_of(name: str | None) -> Place:
    """The region with this id; without one, or for an unknown one, `other`."""
    return places().get(name or "other", places()["other"])
