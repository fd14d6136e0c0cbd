"""Rasa's view of the script-aware tokenizer: one tokenizer for English, Chinese and mixed messages."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from altalk.reading.spelling import visible
from altalk.reading.tokens import split

NOTHING = "∅"
"""The token of a message without any word, so that featurizers have something to count."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ALTalkTokenizer(Tokenizer):
    """Han by character; words, numbers and units whole; numbers as such, whatever their value."""

    @staticmethod
    def supported_languages() -> list[str] | None:
        """Both languages go through the same tokenizer; None stands for all."""
        return None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Names of intents are not cut."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The tokens of one attribute of a message; at least one, whatever the text."""
        written = str(message.get(attribute))
        seen = visible(written)
        tokens = [
            Token(_shape(token.norm), seen.start(token.start), seen.end(token.end))
            for token in split(seen.text)
            if not token.norm.isspace()
        ]
        return tokens or [Token(NOTHING, 0, max(len(written), 1))]


def words_of(text: str) -> list[str]:
    """The words of a text as the tokenizer gives them."""
    return [_shape(token.norm) for token in split(visible(text).text) if not token.norm.isspace()]


def _shape(norm: str) -> str:
    """A number counts for the intent only as a number: the model must not learn that 85 means `inform`."""
    return "0" if norm[0].isdigit() and norm[-1].isdigit() else norm
