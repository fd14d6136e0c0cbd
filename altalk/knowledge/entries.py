"""Shapes that every knowledge file shares: wording in both languages, source and status."""

from typing import Literal

from msgspec import Struct

Language = Literal["en", "zh"]
Status = Literal["seen", "secondary", "to_confirm", "own_rule"]


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """One wording in both languages."""

    en: str
    zh: str

    def in_language(self, language: str) -> str:
        """The wording in `en` or `zh`; any other language falls back to English."""
        return self.zh if language == "zh" else self.en


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a fact comes from."""

    id: str
    title: str
    where: str
    year: int | None = None
