"""What a person wants: a linear classifier on words, characters and the kinds of facts in a message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.pipeline import Pipeline

from altalk.nlu.intent_features import described
from altalk.nlu.intent_model import new_model, ranked
from altalk.nlu.tokenizer import words_of
from altalk.reading.question import question_sentences
from altalk.reading.reader import read

INTENT_RANKING = "intent_ranking"
_FILE = "intents.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent, RasaIntentClassifier):
    """Predicts the intent with a calibrated probability; runs after the reader, whose facts it looks at."""

    def __init__(self, model: Pipeline | None, model_storage: ModelStorage, resource: Resource) -> None:
        """Keep the trained model, or None before training."""
        self._model = model
        self._storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """An untrained classifier."""
        return cls(None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """The classifier as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(joblib.load(Path(folder) / _FILE), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples that have an intent."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._model = new_model()
        texts = [_described(example, _kinds(example.get(TEXT))) for example in examples]
        self._model.fit(texts, np.array([example.get(INTENT) for example in examples]))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, Path(folder) / _FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing is added to the training data."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message."""
        for message in messages:
            ranking = ranked(self._model, _described(message, _kinds_read(message))) if self._model is not None else []
            message.set(INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True)
            message.set(INTENT_RANKING, ranking, add_to_output=True)
        return messages


def _described(message: Message, kinds: list[str]) -> str:
    sentences = question_sentences(str(message.get(TEXT) or ""))
    question = None if sentences is None else [word for sentence in sentences for word in words_of(sentence)]
    words = [token.text for token in message.get(TOKENS_NAMES[TEXT], [])]
    return described(words, kinds, question)


def _kinds(text: str) -> list[str]:
    return [mention.entity for mention in read(text)]


def _kinds_read(message: Message) -> list[str]:
    return [entity["entity"] for entity in message.get(ENTITIES, [])]
