"""Pure parts: markup, pages, cards, media, ids. Nothing is lost, nothing is cut in two."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altalk.channels.telegram.bounded import Bounded, Seen
from altalk.channels.telegram.card import card_markdown
from altalk.channels.telegram.markup import parse_markdown, to_html, to_plain, utf16_units
from altalk.channels.telegram.media import read_media
from altalk.channels.telegram.pages import MOST_UNITS, paginate, split_text
from altalk.channels.telegram.places import Place, place_of, sender_id
from altalk.channels.telegram.words import _words
from altalk.message import Card
from tests.channels.telegram.fake_markup import read_html, units

MIXED = st.text(alphabet=st.sampled_from("a b.!?\n。！？，中文😀👍🏽𠮷é\u0301\u200d<>&*_`[]()#-1"), max_size=400)


def html(markdown: str) -> str:
    return to_html(parse_markdown(markdown))


# ---- markup ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("**bold** and *it*", "<b>bold</b> and <i>it</i>"),
        ("_it_ `c < d`", "<i>it</i> <code>c &lt; d</code>"),
        ("**谷丙转氨酶** 偏高", "<b>谷丙转氨酶</b> 偏高"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<b>no</b>", "&lt;b&gt;no&lt;/b&gt;"),
        ("- one\n- two", "• one\n• two"),
        ("* one\n  - two", "• one\n  • two"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("## Title ##\ntext", "<b>Title</b>\ntext"),
        ("[a](https://x.org/?a=1&b=2)", '<a href="https://x.org/?a=1&amp;b=2">a</a>'),
        ("[**a**](https://x.org/(b))", '<a href="https://x.org/(b)"><b>a</b></a>'),
        ("[call](tel:120)", "call (120)"),
        ("[120](tel:120)", "120"),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("[a](data:text/html,x)", "[a](data:text/html,x)"),
        ("[a](/relative)", "[a](/relative)"),
        ("[a](http://[bad)", "[a](http://[bad)"),
        ("3 * 4 * 5, snake_case_name, 2**3", "3 * 4 * 5, snake_case_name, 2**3"),
        ("lone \ud83d half", "lone \ufffd half"),
        ("", ""),
    ],
)
def test_markdown_becomes_telegrams_html(markdown: str, shown: str) -> None:
    assert html(markdown) == shown


@settings(deadline=None, max_examples=400)
@given(MIXED)
def test_telegram_can_read_whatever_is_written(markdown: str) -> None:
    runs = parse_markdown(markdown)
    assert read_html(to_html(runs))[0] == to_plain(runs)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(blacklist_characters="*_`[]#-•", blacklist_categories=("Cs",)), max_size=300))
def test_text_without_marks_stays_as_it_is(text: str) -> None:
    assert to_plain(parse_markdown(text)) == text


# ---- pages ----------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=400)
@given(MIXED, st.integers(2, 40))
def test_splitting_loses_nothing_and_keeps_the_limit(text: str, most: int) -> None:
    parts = split_text(text, most)
    assert "".join(parts) == text and all(0 < units(part) <= most for part in parts)


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=30), st.integers(4070, 4120))
def test_the_boundary_of_a_real_message_is_no_place_for_losses(tail: str, padding: int) -> None:
    text = (("中" * padding) + tail + "😀👍🏽" * 3000).encode("utf-8", "ignore").decode()
    parts = split_text(text)
    assert "".join(parts) == text and all(units(part) <= MOST_UNITS for part in parts)
    assert not any(part.startswith("🏽") for part in parts)


@settings(deadline=None, max_examples=200)
@given(MIXED, st.integers(60, 120))
def test_pages_are_readable_and_complete(markdown: str, most: int) -> None:
    runs = parse_markdown(markdown)
    pages = [to_html(page) for page in paginate(runs, most)]
    shown = "".join(read_html(page)[0] for page in pages)
    assert all(units(page) <= most for page in pages)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", to_plain(runs))


def test_formatting_goes_on_over_the_end_of_a_page() -> None:
    first, second = (to_html(page) for page in paginate(parse_markdown("**" + "word " * 30 + "end**"), 100))
    assert first.startswith("<b>") and first.endswith("</b>") and second.startswith("<b>")


def test_many_escapes_still_fill_a_page() -> None:
    pages = paginate(parse_markdown("&" * 10_000))
    assert len(pages) <= 14 and sum(len(to_plain(page)) for page in pages) == 10_000


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("aaaa aaaa.\n\nbbbb. cccc dddd", "aaaa aaaa.\n\n"),
        ("aaaa aaaa. bbbb\ncccc dddd eeee", "aaaa aaaa. bbbb\n"),
        ("aaaa bbbb. cccc dddd eeee", "aaaa bbbb. "),
        ("转氨酶高。先别着急，也不用马上吃药，下个月再复查一次", "转氨酶高。"),
        ("aaaa bbbb cccc dddd eeee", "aaaa bbbb cccc dddd "),
        ("a" * 30, "a" * 20),
        ("a" * 19 + "😀" + "b" * 9, "a" * 19),
        ("a" * 19 + "e\u0301" + "b" * 9, "a" * 19),
        ("a" * 16 + "👩‍⚕️" + "b" * 9, "a" * 16),
    ],
)
def test_the_cut_is_where_a_reader_would_make_it(text: str, first: str) -> None:
    if first == "转氨酶高。":
        assert split_text(text, 12)[0] == first
    else:
        assert split_text(text, 20)[0] == first


def test_lengths_are_counted_as_telegram_does() -> None:
    for text in ("abc", "中文", "😀", "👩‍⚕️", "𠮷"):
        assert utf16_units(text) == units(text)


def test_splitting_a_book_takes_no_time() -> None:
    text = "".join(chr(0x4E00 + number % 5000) for number in range(200_000))
    assert "".join(split_text(text)) == text


# ---- cards, media, ids, words ---------------------------------------------------------------------------------------


def test_a_card_with_little_in_it_says_that_much() -> None:
    assert card_markdown(Card("normal", "Within the limit.")) == "🟢 **Within the limit.**"
    assert "1.5 times" in card_markdown(Card("retest", "Soon.", value=60, upper_limit=40))
    assert "times" not in card_markdown(Card("retest", "Soon.", value=60))


def test_every_urgency_has_its_own_mark() -> None:
    marks = {card_markdown(Card(each, "x"))[0] for each in ("emergency", "urgent", "doctor_soon", "retest", "normal")}
    assert len(marks) == 5


@pytest.mark.parametrize(
    ("source", "content", "photo"),
    [
        ("data:image/png;base64,iVBORw0KGgo=", b"\x89PNG\r\n\x1a\n", True),
        ("data:image/jpeg;base64,/9g=", b"\xff\xd8", True),
        ("DATA:image/svg+xml,%3Csvg/%3E", b"<svg/>", False),
        ("data:text/plain;charset=utf-8;base64,5Lit", "中".encode(), False),
    ],
)
def test_media_are_read_from_their_address(source: str, content: bytes, photo: bool) -> None:
    media = read_media(source)
    assert media is not None and (media.content, media.photo) == (content, photo)


@pytest.mark.parametrize("source", ["", "data:", "data:,", "https://x.org/a.png", "/etc/passwd", "data:a;base64,%%"])
def test_nothing_else_is_ever_opened(source: str) -> None:
    assert read_media(source) is None


def test_the_id_of_a_talk_leads_back_to_its_chat() -> None:
    assert place_of(sender_id(5, None)) == Place(5) and place_of(sender_id(-100, 7)) == Place(-100)
    assert [place_of(each) for each in ("web-1", "tg:", "tg:x", "wx:1", "5")] == [None] * 5


def test_memory_is_bounded() -> None:
    kept: Bounded[int, int] = Bounded(2)
    for number in range(3):
        kept.put(number, number)
    assert [kept.get(number) for number in range(3)] == [None, 1, 2]
    seen: Seen[int] = Seen(2)
    assert [seen.again(number) for number in (1, 1, 2, 3, 1)] == [False, True, False, False, False]


def test_all_wording_is_there_in_both_languages() -> None:
    for entry in _words().values():
        assert entry.text.en and entry.text.zh
        chinese = any(unicodedata.name(each, "").startswith("CJK") for each in entry.text.zh)
        assert chinese or entry.id == "command_language_en"
