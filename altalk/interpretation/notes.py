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


def note(name: str, about: str, detail: str = "", detail_zh: str | None = None) -> Note:
    """The note with this id about a field of the case; the detail in Chinese where it differs."""
    text = note_texts()[name].text
    en = text.en.replace("{about}", about).replace("{detail}", detail)
    zh = text.zh.replace("{about}", about).replace("{detail}", detail_zh or detail)
    return Note(name, about, Text(en, zh))
