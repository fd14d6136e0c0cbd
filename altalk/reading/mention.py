"""One thing a message mentions: a row of the entity table in `docs/architecture.md`."""

from typing import Any

from msgspec import Struct, field


class Mention(Struct, frozen=True):
    """An entity with its place in the text.

    Attributes:
        entity: name in the entity table, for example `alt` or `symptom`.
        value: normalised value: a number, a canonical id, or None where only a flag was given.
        start: first character in the text as written.
        end: one past the last character.
        negated: the person says that it is not so.
        details: the further keys of the entity table that apply, for example `unit` or `role`.
    """

    entity: str
    value: Any
    start: int
    end: int
    negated: bool = False
    details: dict[str, Any] = field(default_factory=dict)

    def as_entity(self) -> dict[str, Any]:
        """The flat form of Rasa's entity list."""
        place = {"entity": self.entity, "value": self.value, "start": self.start, "end": self.end}
        return {**place, "negated": self.negated, **self.details}


_PLACE = frozenset({"entity", "value", "start", "end", "negated"})
_FROM_RASA = frozenset({"extractor", "processors", "confidence_entity", "text"})


def mention_from(entity: dict[str, Any]) -> Mention:
    """The mention of which `as_entity` made this row of Rasa's entity list."""
    return Mention(
        entity=entity["entity"],
        value=entity.get("value"),
        start=entity.get("start", 0),
        end=entity.get("end", 0),
        negated=bool(entity.get("negated")),
        details={key: value for key, value in entity.items() if key not in _PLACE | _FROM_RASA},
    )
