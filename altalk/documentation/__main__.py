"""`python -m altalk.documentation` writes the pages; `--check` says which are stale and fails."""

import argparse
import sys
from pathlib import Path
from typing import TextIO

from altalk.documentation.pages import pages
from altalk.knowledge.files import KnowledgeError

_DOCS = Path(__file__).parents[2] / "docs"


def main(arguments: list[str] | None = None) -> int:
    """Write or check. Returns 0, 1 when a page is stale, 2 when the knowledge cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        found = pages()
    except (KnowledgeError, LookupError) as error:
        _say(f"altalk: {error}", sys.stderr)
        return 2
    stale = [name for name, text in found.items() if _written(options.docs / name) != text]
    if options.check:
        for name in stale:
            _say(f"altalk: docs/{name} is stale; make docs writes it", sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (options.docs / name).write_text(found[name], encoding="utf-8")
        _say(f"docs/{name}", sys.stdout)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="altalk.documentation", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")
    parser.add_argument("--docs", type=Path, default=_DOCS, help="folder of the pages")
    return parser


def _say(line: str, where: TextIO) -> None:
    where.write(f"{line}\n")


def _written(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None


if __name__ == "__main__":
    sys.exit(main())
