"""The language of a message is that of most of its words."""

import pytest

from altalk.reading.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my ALT is 78", "en"),
        ("yes", "en"),
        ("I", "en"),
        ("ALT", "en"),
        ("转氨酶高", "zh"),
        ("轉氨酶高", "zh"),
        ("我的ALT是78 U/L", "zh"),
        ("ALT 78 要紧吗", "zh"),
        ("我的 ALT is 85 要紧吗", "zh"),
        ("my doctor said 转氨酶 is too high, what should I do", "en"),
        ("是", "zh"),
        ("", None),
        ("78", None),
        ("78 40", None),
        ("😀", None),
        ("?!", None),
        ("12.5%", None),
        ("  \n", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    """Numbers and emoji have no language."""
    assert detect_language(text) == language
