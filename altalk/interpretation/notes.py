"""What was assumed, what contradicts, and what was told that is not known here."""

from functools import cache

from msgspec import Struct

from altalk.interpretation.assessment import Note
from altalk.knowledge.entries import Text
from altalk.knowledge.files import load_entries


class NoteText(Struct, frozen=True, forbid_unknown_fields=True):
    """Wording of a note; `{about}` and `{detail}` are filled in."""

    id: str
    text: Text


@cache
def note_texts() -> dict[str, NoteText]:
    """Wording of all notes by id."""
    return load_entries("notes.yml", NoteText)


def note(name: str, about: str, detail: str = "") -> Note:
    """The note with this id about a field of the case."""
    text = note_texts()[name].text
    filled = (wording.replace("{about}", about).replace("{detail}", detail) for wording in (text.en, text.zh))
    return Note(name, about, Text(*filled))
