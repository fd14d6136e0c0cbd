"""What the model was trained from, so that it is trained again when that has changed, and only then."""

import hashlib
import json
import sys
from collections.abc import Iterator
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from altalk.operations.settings import Settings

# Files and folders that shape the model: intents are learned from what the reader finds in the examples.
TRAINED_FROM = (
    "config.yml",
    "domain.yml",
    "domain",
    "data",
    "altalk/nlu",
    "altalk/policies",
    "altalk/reading",
    "altalk/knowledge",
)
# Of the knowledge, what is said and judged, not read in messages.
NOT_TRAINED_FROM = (
    "altalk/knowledge/causes",
    "altalk/knowledge/figures.yml",
    "altalk/knowledge/grades.yml",
    "altalk/knowledge/limits.yml",
    "altalk/knowledge/notes.yml",
    "altalk/knowledge/rules",
    "altalk/knowledge/safe_text.yml",
    "altalk/knowledge/sources",
    "altalk/knowledge/statements",
    "altalk/knowledge/topics",
    "altalk/knowledge/urgencies.yml",
)
_SUFFIXES = {".yml", ".yaml", ".py", ".txt", ".json"}
_LIBRARIES = ("rasa", "spacy", "scikit-learn")


class ModelState(Enum):
    """How the model on disk stands to what it is trained from."""

    CURRENT = "current"
    MISSING = "missing"
    CHANGED = "changed"
    DAMAGED = "damaged"


def training_fingerprint(root: Path) -> str:
    """A hash of everything the model is trained from: files, Python and library versions."""
    digest = hashlib.sha256()
    for line in (*_library_versions(), *_file_hashes(root)):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def training_files(root: Path) -> Iterator[Path]:
    """The files the model is trained from, in a fixed order."""
    left_out = [root / name for name in NOT_TRAINED_FROM]
    for name in TRAINED_FROM:
        place = root / name
        candidates = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in candidates:
            if path.is_file() and path.suffix in _SUFFIXES and not any(path.is_relative_to(out) for out in left_out):
                yield path


def record(settings: Settings, fingerprint: str) -> None:
    """Write beside the model what it was trained from, and the hash of the model itself."""
    contents = {"trained_from": fingerprint, "model": _hash(settings.model)}
    settings.fingerprint.write_text(json.dumps(contents, indent=2) + "\n", encoding="utf-8")


def model_state(settings: Settings) -> ModelState:
    """Whether the model can be used as it is."""
    if not settings.model.is_file():
        return ModelState.MISSING
    try:
        recorded = json.loads(settings.fingerprint.read_text(encoding="utf-8"))
        model, trained_from = recorded["model"], recorded["trained_from"]
    except (OSError, ValueError, TypeError, KeyError):
        return ModelState.CHANGED
    if model != _hash(settings.model):
        return ModelState.DAMAGED
    return ModelState.CURRENT if trained_from == training_fingerprint(settings.root) else ModelState.CHANGED


def _file_hashes(root: Path) -> Iterator[str]:
    for path in training_files(root):
        yield f"{path.relative_to(root).as_posix()} {_hash(path)}"


def _library_versions() -> Iterator[str]:
    yield f"python {sys.version_info.major}.{sys.version_info.minor}"
    for name in _LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} absent"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
