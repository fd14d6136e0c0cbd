"""The reader as a Rasa component: the facts of a message become its entities."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from altalk.reading.reader import read

EXTRACTOR = "Reader"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Reader(GraphComponent):
    """Runs `altalk.reading.read` on the raw text. Stands before the classifier, which looks at the kinds of facts."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Reader:
        """Make the component; it has no configuration and keeps nothing."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities to each message."""
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        mentions = read(message.get(TEXT) or "")
        entities = [{**mention.as_entity(), "extractor": EXTRACTOR} for mention in mentions]
        message.set(ENTITIES, [*message.get(ENTITIES, []), *entities], add_to_output=True)
