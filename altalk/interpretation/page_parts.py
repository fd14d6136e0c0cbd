"""Small pieces of HTML; all text that goes in is escaped here."""

from collections.abc import Iterable
from html import escape


def section(heading: str, content: str) -> str:
    """A heading with its content; empty where there is no content."""
    return f"<section><h2>{escape(heading)}</h2>{content}</section>" if content else ""


def unordered(lines: Iterable[str]) -> str:
    """A list; empty without lines."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def facts_table(facts: Iterable[tuple[str, str]]) -> str:
    """A table of names and what is known; empty without facts."""
    rows = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in facts)
    return f'<table class="facts">{rows}</table>' if rows else ""


def row(identity: str, *cells: str) -> str:
    """One row whose first cell is an id."""
    return f'<tr><td class="id">{escape(identity)}</td>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
