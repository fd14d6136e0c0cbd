"""Tokens of mixed text: Han by character, the rest whole, offsets exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altalk.reading.tokens import make_nlp, normal_form, split, tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("谷丙转氨酶85U/L", ["谷", "丙", "转", "氨", "酶", "85", "U/L"]),
        ("ALT85↑", ["ALT", "85", "↑"]),
        ("ALT >= 500", ["ALT", ">=", "500"]),
        ("<5 µkat/L", ["<", "5", "µkat/L"]),
        ("my eyes aren't yellow", ["my", "eyes", "aren't", "yellow"]),
        ("1,115.5 mg/dL", ["1,115.5", "mg/dL"]),
        ("我的ALT is 85 要紧吗", ["我", "的", "ALT", "is", "85", "要", "紧", "吗"]),
        ("120x10^9/L", ["120", "x10^9/L"]),
        ("34M", ["34", "M"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    """Units, numbers, comparators and words stay whole; Han characters stand alone."""
    assert [token.text for token in tokenize(text)] == expected


@given(st.text(max_size=60))
def test_nothing_is_lost(text: str) -> None:
    """The document is the text, and each token is where it says."""
    document = tokenize(text)
    assert document.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in document)


@given(st.text(max_size=60))
def test_normal_form_keeps_every_place(text: str) -> None:
    """Lower case, simplified and half-width, without moving a character."""
    assert len(normal_form(text)) == len(text)


def test_normal_form() -> None:
    """Traditional characters, full-width signs and curly quotes read as their plain forms."""
    assert normal_form("眼睛變黃 ＡＬＴ：７８ aren’t") == "眼睛变黄 alt:78 aren't"


def test_split_keeps_offsets() -> None:
    """The plain tokens point into the text as written; apostrophes and joining hyphens do not matter."""
    text = "tea-coloured, isn't it\n眼黃"
    assert [token.norm for token in split(text)] == ["tea", "coloured", ",", "isnt", "it", "\n", "眼", "黄"]
    assert all(text[token.start : token.end].strip() or token.norm == "\n" for token in split(text))


def test_pipeline_is_blank() -> None:
    """The spaCy pipeline has the tokenizer and no trained part."""
    nlp = make_nlp()
    assert nlp.pipe_names == []
    assert [token.text for token in nlp("眼睛黄 ALT")] == ["眼", "睛", "黄", "ALT"]
