"""The fixed texts are complete in both languages, and the one for failures names the emergency route."""

from typing import get_args

import pytest

from altalk.channels.safe_text import Occasion, language_of, safe_text


@pytest.mark.parametrize("occasion", get_args(Occasion))
def test_every_occasion_has_both_languages(occasion: Occasion) -> None:
    english, chinese = safe_text(occasion, "en"), safe_text(occasion, "zh")
    assert english.isascii() and not chinese.isascii()
    assert safe_text(occasion, None) == f"{english}\n\n{chinese}"
    assert safe_text(occasion, "fr") == safe_text(occasion, None)


@pytest.mark.parametrize(("language", "words"), [("en", ["emergency", "112", "911"]), ("zh", ["120", "急诊"])])
@pytest.mark.parametrize("occasion", ["failure", "too_fast"])
def test_the_emergency_route_is_named(occasion: Occasion, language: str, words: list[str]) -> None:
    text = safe_text(occasion, language)
    assert all(word in text for word in words if word != "急诊" or occasion == "failure")


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("转氨酶 89", None, "zh"),
        ("转氨酶 89", "en", "zh"),
        ("My ALT is high", None, "en"),
        ("My ALT is high", "zh", "en"),
        ("ALT 89", "zh", "zh"),
        ("ALT 89", None, "en"),
        ("89", "zh", "zh"),
        ("89", None, None),
        ("", "xx", None),
    ],
)
def test_the_text_decides_before_the_hint(text: str, hint: str | None, language: str | None) -> None:
    assert language_of(text, hint) == language
