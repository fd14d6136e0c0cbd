"""The Rasa components: tokens for every message, the reader's entities, red flags over the classifier."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from altalk.nlu.reader import EXTRACTOR, Reader
from altalk.nlu.red_flags import RedFlags
from altalk.nlu.tokenizer import NOTHING, ALTalkTokenizer

ROOT = Path(__file__).parents[2]
EXAMPLES = {
    "greet": ["hello", "hi there", "hello there", "good morning", "你好", "您好", "你好呀", "早上好"],
    "inform": [
        "ALT 85",
        "转氨酶 89",
        "my ALT is 90 and I'm 34",
        "我今年三十四",
        "谷丙 70",
        "ALT is 66",
        "AST 50, ALT 80",
        "谷丙85，谷草60",
    ],
    "ask_alcohol": [
        "can I drink",
        "能喝酒吗",
        "may I have a beer",
        "喝酒可以吗",
        "can I drink wine",
        "还能喝酒吗",
        "may I drink beer",
        "可以喝酒吗",
    ],
}


PIPELINE: list[dict[str, Any]] = [
    {"name": "altalk.nlu.tokenizer.ALTalkTokenizer"},
    {"name": "CountVectorsFeaturizer", "token_pattern": r"(?u)\S+", "max_ngram": 2},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 2, "max_ngram": 4},
    {"name": "LogisticRegressionClassifier"},
    {"name": "FallbackClassifier", "threshold": 0.3},
    {"name": "altalk.nlu.reader.Reader"},
    {"name": "altalk.nlu.red_flags.RedFlags"},
]


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Agent:
    """An agent with the components between Rasa's own, which are less forgiving, trained on a handful of examples."""
    folder = tmp_path_factory.mktemp("model")
    nlu = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in EXAMPLES.items()
    ]
    documents: dict[str, Any] = {
        "nlu.yml": {"version": "3.1", "nlu": nlu},
        "domain.yml": {"version": "3.1", "intents": [*EXAMPLES, "red_flag", "nlu_fallback"]},
        "config.yml": {"recipe": "default.v1", "language": "en", "assistant_id": "test", "pipeline": PIPELINE},
    }
    for name, document in documents.items():
        (folder / name).write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    model = train_nlu(folder / "config.yml", folder / "nlu.yml", folder, domain=folder / "domain.yml")
    return Agent.load(model)


def parsed(agent: Agent, text: str) -> dict[str, Any]:
    return dict(asyncio.run(agent.parse_message(text)))


def tokens(text: str) -> list[Token]:
    message = Message(data={TEXT: text})
    ALTalkTokenizer(ALTalkTokenizer.get_default_config()).process([message])
    return list(message.get("text_tokens"))


def test_tokens_of_mixed_text_point_at_the_text_as_written() -> None:
    text = "我的ALT\u200b is 85.5 U/L"
    assert [text[token.start : token.end].replace("\u200b", "") for token in tokens(text)] == [
        "我",
        "的",
        "ALT",
        "is",
        "85.5",
        "U/L",
    ]


def test_numbers_of_any_value_are_one_token_text() -> None:
    assert {token.text for text in ("85", "85.5", "1,115") for token in tokens(text)} == {"0"}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\u202e\u200f"])
def test_message_without_words_has_one_token(text: str) -> None:
    assert [token.text for token in tokens(text)] == [NOTHING]


def test_reader_adds_entities_and_keeps_those_of_others() -> None:
    other = {"entity": "x", "value": 1, "start": 0, "end": 1, "extractor": "Other"}
    message = Message(data={TEXT: "34M, ALT 85", "entities": [other]})
    Reader().process([message])
    found = message.get("entities")
    assert found[0] == other
    assert {entity["entity"]: entity["value"] for entity in found[1:]} == {
        "language": "en",
        "age": 34,
        "sex": "male",
        "alt": 85,
    }
    assert {entity["extractor"] for entity in found[1:]} == {EXTRACTOR}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hello, my eyes are yellow", "red_flag"),
        ("我眼睛发黄", "red_flag"),
        ("no yellow eyes", "greet"),
        ("hi", "greet"),
    ],
)
def test_present_red_flag_replaces_the_intent(text: str, intent: str) -> None:
    message = Message(data={TEXT: text, "intent": {"name": "greet", "confidence": 0.9}})
    RedFlags().process(Reader().process([message]))
    assert message.get("intent")["name"] == intent


@pytest.mark.parametrize(
    ("text", "intent"), [("hello", "greet"), ("你好", "greet"), ("ALT 120", "inform"), ("能喝酒吗", "ask_alcohol")]
)
def test_trained_pipeline_knows_its_examples(agent: Agent, text: str, intent: str) -> None:
    assert parsed(agent, text)["intent"]["name"] == intent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂",
        "\u200b",
        "...",
        "。。。",
        "مرحبا",
        "7",
        "a",
        "我",
        "a" * 10_000,
        "我" * 10_000,
        "1" * 500,
        "\x00",
        "/",
        "/inform{",
        "{}",
    ],
)
def test_odd_message_gets_an_intent(agent: Agent, text: str) -> None:
    assert parsed(agent, text)["intent"]["name"]


@pytest.mark.parametrize("text", ["my eyes are yellow", "hello my eyes are yellow", "能喝酒吗，我眼睛发黄"])
def test_red_flag_comes_before_the_classifier(agent: Agent, text: str) -> None:
    assert parsed(agent, text)["intent"] == {"name": "red_flag", "confidence": 1.0}


def test_pipeline_needs_no_tensorflow_component() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    names = {step["name"] for step in (*config["pipeline"], *config["policies"])}
    assert not names & {
        "DIETClassifier",
        "TEDPolicy",
        "ResponseSelector",
        "UnexpecTEDIntentPolicy",
        "ConveRTFeaturizer",
    }
