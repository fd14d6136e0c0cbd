"""Pieces of Markdown."""

from collections.abc import Iterable, Iterator

GENERATED = "<!-- Written by `python -m altalk.documentation` from altalk/knowledge; changes belong there. -->"

STATUS_KEY = (
    "Status: `seen` at the source named; `secondary`, seen only in a secondary place; `to_confirm`, widely "
    "published and not seen at the source; `own_rule`, the project's own. No clinician has reviewed any of it."
)


def page(title: str, about: str, *parts: str) -> str:
    """A whole page: title, one paragraph, parts."""
    return "\n\n".join((GENERATED, f"# {title}", about, *(part for part in parts if part))) + "\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; empty without rows."""
    lines = [_row(row) for row in rows]
    names = tuple(heads)
    return "\n".join((_row(names), _row("---" for _ in names), *lines)) if lines else ""


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {line}" for line in lines)


def code(names: Iterable[str]) -> str:
    """Ids, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)


def figure(value: float) -> str:
    """A number as short as it can be written."""
    return f"{value:g}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_cells(cells))} |"


def _cells(cells: Iterable[str]) -> Iterator[str]:
    for cell in cells:
        yield " ".join(cell.replace("|", "\\|").split())
