"""A message that names an emergency sign gets the intent `red_flag`, whatever the classifier says."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message

from altalk.reading.findings import red_flag_mentions
from altalk.reading.mention import mention_from

RED_FLAG = "red_flag"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RedFlags(GraphComponent):
    """Stands last in the pipeline, after classifier and fallback."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlags:
        """Make the component; it has no configuration and keeps nothing."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intent of each message with a sign that is present, not denied, past or supposed."""
        for message in messages:
            mentions = tuple(mention_from(entity) for entity in message.get(ENTITIES, []))
            if red_flag_mentions(mentions):
                message.set(INTENT, {"name": RED_FLAG, "confidence": 1.0}, add_to_output=True)
        return messages
