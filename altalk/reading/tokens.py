"""Script-aware tokens of mixed text: Han by character; words, numbers, comparators, arrows and units whole."""

import re
from functools import cache
from typing import NamedTuple

import spacy
from msgspec import Struct
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from altalk.knowledge.files import load_entries

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_AMOUNT = "(?:[km]?iu|u|[µun]kat|[µunm]?mol|[µum]?g|k?g|[md]?l|cells|copies)"
_PER = "(?:[dmµu]?l|k?g|d|day|h|hr|24h|wk|week|mm3)"
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |[{HAN}]
    |(?:[x×]\s?)?10[\^*]\d+/[uµ]?l
    |{_AMOUNT}/{_PER}(?![^\W\d_{HAN}])
    |\d+(?:[.,]\d+)*
    |[^\W\d_{HAN}](?:[^\W\d_{HAN}]|[\u0300-\u036f]|['’](?=[^\W\d_{HAN}]))*
    |[<>=]=|=[<>]|[↑↓→←⬆⬇]+
    |.""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# The string store of a spaCy vocabulary never forgets a word; a server starts a new one after this many.
_MOST_STRINGS = 200_000


class _Script(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    pairs: str


class Token(NamedTuple):
    """One token: its normal form and its place in the text as written."""

    norm: str
    start: int
    end: int


@cache
def _characters() -> dict[int, str]:
    pairs = load_entries("traditional.yml", _Script)["traditional"].pairs.split()
    full_width = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    marks = {ord("’"): "'", ord("‘"): "'", ord("`"): "'", ord("´"): "'", 0x3000: " ", ord("μ"): "µ"}
    return {**{ord(pair[0]): pair[1] for pair in pairs}, **full_width, **marks}


def normal_form(text: str) -> str:
    """The text in lower case, simplified characters and half-width signs; every character keeps its place."""
    text = text.translate(_characters())
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def split(text: str) -> list[Token]:
    """The tokens of a text without white space; a line break is kept as a token of its own."""
    normal = normal_form(text)
    tokens = []
    for found in _TOKEN.finditer(normal):
        word = found.group()
        if word == "-" and _joins_letters(normal, found.start()):
            continue
        if found.lastgroup == "space":
            if "\n" not in word:
                continue
            word = "\n"
        tokens.append(Token(word.replace("'", "") or "'", found.start(), found.end()))
    return tokens


def _joins_letters(text: str, place: int) -> bool:
    """Whether the hyphen there stands inside a word: "tea-coloured" is read as "tea coloured"."""
    return text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha()


class ScriptTokenizer:
    """The tokenizer of a spaCy pipeline; white space beyond one blank becomes a token, so offsets are exact."""

    def __init__(self, vocab: Vocab) -> None:
        """Keep the vocabulary of the pipeline."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document whose text is exactly `text`."""
        words: list[str] = []
        blanks: list[bool] = []
        for found in _TOKEN.finditer(normal_form(text)):
            word = text[found.start() : found.end()]
            if word == " " and words and not words[-1].isspace():
                blanks[-1] = True
                continue
            words.append(word)
            blanks.append(False)
        return Doc(self.vocab, words=words, spaces=blanks)


def make_nlp() -> Language:
    """A blank multi-language spaCy pipeline with the script-aware tokenizer."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = ScriptTokenizer(nlp.vocab)
    return nlp


_pipeline: list[Language] = []


def tokenize(text: str) -> Doc:
    """The spaCy document of a text. `doc.text == text` and every `token.idx` is the place as written."""
    if not _pipeline or len(_pipeline[0].vocab.strings) > _MOST_STRINGS:
        _pipeline[:] = [make_nlp()]
    return _pipeline[0].make_doc(text)
