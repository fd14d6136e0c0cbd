"""Read a run of digits with its separators: 1,115 · 37,7 · 98。26 · 6·37 · 82,86,259 · 1e9."""

import re

from msgspec import Struct

_SEPARATOR = re.compile(r"[.,·。，]")


_POWER = re.compile(r" ?[x×*] ?10(?:\^|\*\*|e)")


class Piece(Struct, frozen=True):
    """One value in the run, with its place in it; `readings` when the writing allows several values."""

    value: float
    start: int
    end: int
    readings: tuple[float, ...] = ()


def read_digits(run: str, splits: bool = False) -> list[Piece]:
    """The values of a run of digits.

    Args:
        run: digits with `.`, `,`, `·`, `。` or `，` between them, perhaps with an exponent.
        splits: what follows counts something else (45岁), so a doubtful separator divides two numbers.
    """
    if _POWER.search(run):
        return [Piece(float(_POWER.sub("e", run).replace(",", ".").replace("，", ".")), 0, len(run))]
    signs = _SEPARATOR.findall(run)
    if not signs:
        return [Piece(float(run), 0, len(run))]
    if len(signs) == 1:
        return _one_separator(run, signs[0], splits)
    if set(signs[:-1]) == {","} and signs[-1] in ",." and re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", run):
        return [Piece(float(run.replace(",", "")), 0, len(run))]
    if set(signs[:-1]) == {"."} and signs[-1] == "," and re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", run):
        return [Piece(float(run.replace(".", "").replace(",", ".")), 0, len(run))]
    return _list(run)


def _one_separator(run: str, sign: str, splits: bool) -> list[Piece]:
    left, right = run.split(sign)
    decimal = float(f"{left or 0}.{right}")
    if sign in ".·" or not left:
        return [Piece(decimal, 0, len(run))]
    if splits or len(right) > 3:
        return _list(run)
    whole = float(left + right)
    if sign == "," and len(right) == 3:
        return [Piece(decimal if left.startswith("0") or len(left) > 3 else whole, 0, len(run))]
    if sign == "，" and len(right) > 1:
        return [Piece(decimal, 0, len(run), (decimal, whole if len(right) == 3 else float(left)))]
    return [Piece(decimal, 0, len(run))]


def _list(run: str) -> list[Piece]:
    """Several numbers one after another, divided by commas or full stops of either width."""
    pieces = []
    for found in re.finditer(r"[^,，。]+", run):
        text = found.group().replace("·", ".")
        if text.count(".") <= 1 and text != ".":
            pieces.append(Piece(float(text), found.start(), found.end()))
    return pieces
