"""What every channel does with a typed message: nobody injects intents, no value is cut in two."""

import asyncio
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altalk.channels.incoming import MAX_CHARACTERS, Incoming, SenderLocks, read_incoming


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('/inform{"alt": 9}', "inform"),
        ('  /ask_diet{"urgency": "normal"}  ', "ask diet"),
        ("/restart", "restart"),
        ("//restart", "restart"),
        ("/ /restart", "restart"),
        ("\u200b/restart", "restart"),
        ("\x00/restart", "restart"),
        ('/inform@0.9{"alt": 1}', "inform"),
        ('/inform{\n"alt": 1}', "inform"),
        ("/ALT 89", "ALT 89"),
        ("89/40", "89/40"),
        ("and/or", "and/or"),
        ("{braces} stay", "{braces} stay"),
        ("ALT\u200b 89", "ALT 89"),
        ("A\u00adLT", "ALT"),
        ("ALT 89\r\nAST 40", "ALT 89\nAST 40"),
        ("ALT\t89", "ALT\t89"),
        ("\ud83d ALT 89", "ALT 89"),
        ("👩‍⚕️ ALT 89", "👩‍⚕️ ALT 89"),
        ("转氨酶 89", "转氨酶 89"),
        ("/", ""),
        (" \n\t ", ""),
    ],
)
def test_only_text_passes(typed: str, read: str) -> None:
    assert read_incoming(typed) == Incoming(read)


@settings(deadline=None)
@given(st.text())
def test_no_text_is_taken_for_an_intent(typed: str) -> None:
    assert not read_incoming(typed).text.lstrip().startswith("/")


@settings(deadline=None)
@given(st.text())
def test_reading_twice_changes_nothing(typed: str) -> None:
    once = read_incoming(typed).text
    assert read_incoming(once).text == once


def test_a_pasted_report_of_sixty_lines_passes() -> None:
    report = "\n".join(f"Analyte number {line}: {line * 3}.5 U/L (0-40)   H" for line in range(60))
    assert read_incoming(report) == Incoming(report)


@pytest.mark.parametrize("separator", [" ", "\n", "，", "; ", ""])
def test_no_number_is_cut_in_two(separator: str) -> None:
    for padding in range(12):
        text = "x" * padding + separator.join(["ALT1234.5"] * 900)
        read = read_incoming(text)
        assert read.shortened and MAX_CHARACTERS - 210 < len(read.text) <= MAX_CHARACTERS
        assert {*re.findall(r"[\d.]+", read.text)} == {"1234.5"}


@settings(deadline=None)
@given(st.text(max_size=50), st.text(max_size=50))
def test_a_shortened_text_is_a_beginning(middle: str, end: str) -> None:
    whole = "x" * (MAX_CHARACTERS - 25) + "y" + middle + end
    read = read_incoming(whole)
    assert len(read.text) <= MAX_CHARACTERS
    assert read_incoming(whole + "!" * MAX_CHARACTERS).text.startswith(read.text[: MAX_CHARACTERS - 225])


def test_one_person_waits_for_themselves_only() -> None:
    async def scene() -> list[str]:
        locks, order = SenderLocks(), []

        async def turn(sender: str, name: str, pause: float) -> None:
            async with locks.of(sender):
                await asyncio.sleep(pause)
                order.append(name)

        await asyncio.gather(turn("a", "a1", 0.05), turn("a", "a2", 0), turn("b", "b1", 0))
        return order

    assert asyncio.run(scene()) == ["b1", "a1", "a2"]
