"""Read one knowledge file into typed entries; a broken file names itself, the entry and the reason."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec
import yaml

ROOT = Path(__file__).parent

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class KnowledgeError(ValueError):
    """A knowledge file is broken. The text names file, entry and reason."""


class Entry(Protocol):
    """What every entry of a knowledge file has."""

    @property
    def id(self) -> str:
        """The canonical id."""


E = TypeVar("E", bound=Entry)


def load_entries(path: str, kind: type[E]) -> dict[str, E]:
    """Read the list of entries in a YAML file.

    Args:
        path: file below `altalk/knowledge/`, for example `rules/emergency.yml`.
        kind: the structure of one entry.

    Returns:
        The entries by id, in the order of the file.

    Raises:
        KnowledgeError: the file is missing, not YAML, or an entry is not of this kind or not unique.
    """
    entries: dict[str, E] = {}
    for position, raw in enumerate(_items(path), start=1):
        name = raw.get("id", f"number {position}") if isinstance(raw, dict) else f"number {position}"
        try:
            entry = msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            raise KnowledgeError(f"knowledge/{path}: entry {name}: {error}") from error
        if entry.id in entries:
            raise KnowledgeError(f"knowledge/{path}: entry {name}: this id stands twice")
        entries[entry.id] = entry
    return entries


def load_folder(folder: str, kind: type[E]) -> dict[str, E]:
    """Read all YAML files of a folder, in the order of their names, as one collection."""
    entries: dict[str, E] = {}
    for file in sorted((ROOT / folder).glob("*.yml")):
        part = load_entries(f"{folder}/{file.name}", kind)
        for name in part.keys() & entries.keys():
            raise KnowledgeError(f"knowledge/{folder}/{file.name}: entry {name}: this id stands in another file too")
        entries.update(part)
    return entries


def _items(path: str) -> Iterable[Any]:
    try:
        document = yaml.load((ROOT / path).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # one of the two safe loaders
    except OSError as error:
        raise KnowledgeError(f"knowledge/{path}: cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"knowledge/{path}: is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(document, list):
        raise KnowledgeError(f"knowledge/{path}: must be a list of entries")
    return document
