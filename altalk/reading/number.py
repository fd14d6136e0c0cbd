"""One number phrase of a message."""

from msgspec import Struct

_NO_READING: tuple[float, ...] = ()


class Number(Struct, frozen=True, gc=False):
    """One number phrase.

    Attributes:
        value: the number; the lower end of a range.
        start: first character in the text as written, comparator included.
        end: one past the last character.
        comparator: `<`, `>`, `<=`, `>=` or None.
        approximate: the person says that it is not exact (80左右, "80ish", 三百多).
        upper: the upper end of a range.
        times: said as a multiple (3倍, "3x", "twice").
        readings: the values it can have, when the writing allows several (三四百, 37，75).
        parts: the two numbers of a range.
    """

    value: float
    start: int
    end: int
    comparator: str | None = None
    approximate: bool = False
    upper: float | None = None
    times: bool = False
    readings: tuple[float, ...] = _NO_READING
    parts: tuple["Number", ...] = ()


def tidy(value: float) -> float:
    """The value as an integer where it is one, so that 78 is not shown as 78.0."""
    return int(value) if abs(value) < 1e15 and value == int(value) else value
