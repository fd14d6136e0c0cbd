"""What the assistant says: one typed message that every channel renders in its own way.

Actions make a `Message` and hand `to_utterance()` to rasa_sdk's dispatcher. `text` and `buttons` stand where
Rasa expects them; everything else travels as extra keys, which Rasa keeps in the metadata of the bot event.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

Urgency = Literal["emergency", "urgent", "doctor_soon", "retest", "normal"]

T = TypeVar("T")


class Button(Struct, frozen=True):
    """A short answer to choose. `payload` is what the person could have typed instead, never `/intent`."""

    title: str
    payload: str


class Card(Struct, frozen=True, omit_defaults=True):
    """The assessment in short; all wording in the language of the talk.

    Attributes:
        urgency: how soon and where; decides the look of the card.
        urgency_line: the same in one sentence.
        grade: wording of the grade, for example "mildly raised".
        value: the ALT value in `unit`.
        upper_limit: upper limit of normal in `unit`.
        multiple: value divided by upper limit.
        unit: unit of `value` and `upper_limit`.
        next: what to do now, one step each.
        retest: when to repeat the test.
    """

    urgency: Urgency
    urgency_line: str
    grade: str = ""
    value: float | None = None
    upper_limit: float | None = None
    multiple: float | None = None
    unit: str = ""
    next: tuple[str, ...] = ()
    retest: str = ""


class Image(Struct, frozen=True):
    """A picture. `source` is a `data:` address or a path below the channel's root; `alt` tells all that it shows."""

    source: str
    alt: str


class File(Struct, frozen=True):
    """A file to keep, for example a summary for the doctor. `source` as for `Image`."""

    name: str
    source: str


class Message(Struct, frozen=True, omit_defaults=True):
    """One thing said. `text` is markdown: bold, italic, lists, links, line breaks.

    `ids` name the knowledge entries or responses said.
    """

    text: str = ""
    buttons: tuple[Button, ...] = ()
    ids: tuple[str, ...] = ()
    card: Card | None = None
    image: Image | None = None
    file: File | None = None

    @property
    def is_empty(self) -> bool:
        """True if there is nothing to show; ids alone show nothing."""
        return not (self.text.strip() or self.buttons or self.card or self.image or self.file)

    def to_utterance(self) -> dict[str, Any]:
        """Keyword arguments for `dispatcher.utter_message`; keys without content are left out."""
        utterance: dict[str, Any] = msgspec.to_builtins(self)
        # Rasa would treat `image` as an address to print: in `rasa shell` a picture would become a wall of letters.
        if "image" in utterance:
            utterance["picture"] = utterance.pop("image")
        return utterance

    @classmethod
    def from_utterance(cls, utterance: Mapping[str, Any]) -> "Message":
        """Read what an output channel or a bot event carries: our own messages and responses of `domain.yml`.

        Parts that are not of the expected shape are left out, never raised: the rest must still reach the person.
        """
        return cls(
            text=str(utterance.get("text") or ""),
            buttons=_buttons(utterance.get("buttons")),
            ids=_ids(utterance),
            card=_part(utterance.get("card"), Card),
            image=_image(utterance),
            file=_part(utterance.get("file"), File),
        )


def _buttons(raw: Any) -> tuple[Button, ...]:
    listed = raw if isinstance(raw, list | tuple) else ()
    return tuple([_button(item) for item in listed if isinstance(item, Mapping) and item.get("title")])


def _button(raw: Mapping[str, Any]) -> Button:
    title = str(raw["title"])
    payload = str(raw.get("payload") or title)
    return Button(title, title if payload.startswith("/") else payload)


def _ids(utterance: Mapping[str, Any]) -> tuple[str, ...]:
    ids = utterance.get("ids")
    said = tuple([str(each) for each in ids]) if isinstance(ids, list | tuple) else ()
    response = utterance.get("utter_action")
    return said if said or not response else (str(response),)


def _image(utterance: Mapping[str, Any]) -> Image | None:
    address = utterance.get("image")
    if isinstance(address, str) and address:
        return Image(address, str(utterance.get("text") or ""))
    return _part(utterance.get("picture") or address, Image)


def _part(raw: Any, kind: Callable[..., T]) -> T | None:
    try:
        return None if raw is None else msgspec.convert(raw, kind, strict=False)
    except msgspec.ValidationError:
        return None
