"""The channel's own wording."""

from functools import cache

from msgspec import Struct

from altalk.knowledge.entries import Text
from altalk.knowledge.files import load_entries


class _Wording(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    text: Text


@cache
def _texts() -> dict[str, _Wording]:
    return load_entries("../channels/wechat/texts.yml", _Wording)


def own_text(name: str, language: str | None, /, **blanks: str) -> str:
    """A text of the channel in `en` or `zh`; in both, Chinese first, when the language is not known.

    Raises:
        KeyError: there is no such text.
    """
    text = _texts()[name].text
    chosen = text.in_language(language) if language else f"{text.zh}\n\n{text.en}"
    return chosen.format(**blanks) if blanks else chosen
