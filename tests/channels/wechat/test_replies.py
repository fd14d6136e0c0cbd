"""What a turn looks like as plain text, and how a long one is cut."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altalk.channels.wechat.attachments import picture_of
from altalk.channels.wechat.byte_limit import split_bytes
from altalk.channels.wechat.plain_text import plain_text
from altalk.channels.wechat.replies import Reply, render
from altalk.message import Button, Card, File, Image, Message
from tests.channels.wechat.world import PICTURE, PNG

FAMILY = "👨‍👩‍👧‍👦"
PARTS = [
    "谷",
    "丙",
    "a",
    "7",
    " ",
    "\n",
    "\n\n",
    "。",
    ". ",
    "，",
    "é",
    "e\u0301",
    FAMILY,
    "🇨🇳",
    "👍🏽",
    "1️⃣",
    "89.5",
    "γ",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=300).map("".join), st.integers(40, 200))
def test_pieces_are_short_enough_and_lose_nothing(text: str, limit: int) -> None:
    pieces = split_bytes(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece.encode()) <= limit for piece in pieces)
    for piece in pieces[1:]:
        first = piece[0]
        assert first not in "\u200d\ufe0f\u20e3\u0301🏽" and unicodedata.category(first) != "Mn"


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=500), st.integers(4, 60))
def test_any_text_is_cut_without_loss(text: str, limit: int) -> None:
    pieces = split_bytes(text, limit)
    assert "".join(pieces) == text and all(0 < len(piece.encode()) <= limit for piece in pieces)


@pytest.mark.parametrize("size", range(636, 650))
def test_characters_at_the_very_limit_stay_whole(size: int) -> None:
    for last in ("谷", "😀", FAMILY, "🇨🇳🇩🇪", "e\u0301"):
        text = "谷" * size + last * 3
        pieces = split_bytes(text, 1_900)
        assert "".join(pieces) == text and len(pieces) == (2 if len(text.encode()) > 1_900 else 1)


def test_the_cut_is_at_the_best_place() -> None:
    text = "甲" * 60 + "。\n\n" + "乙" * 10 + "。" + "丙" * 100
    assert split_bytes(text, 250)[0] == "甲" * 60 + "。\n\n"
    assert split_bytes("甲" * 70 + "。" + "丙" * 100, 250)[0] == "甲" * 70 + "。"
    assert split_bytes("ab " * 100, 100)[0] == "ab " * 33
    value = "谷" * 30 + "1234.5"
    assert split_bytes(value, 93) == ["谷" * 30, "1234.5"]


def test_a_very_long_text_is_cut_quickly() -> None:
    for text in ("谷" * 100_000, "7" * 100_000, "a " * 50_000, "🇨🇳" * 5_000, "\u0301" * 5_000):
        began = time.monotonic()
        assert "".join(split_bytes(text, 1_900)) == text
        assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**谷丙 89 U/L**，上限 40", "谷丙 89 U/L，上限 40"),
        ("这是**重点：**请看", "这是重点：请看"),
        ("这是*重点*内容 and *this* too", "这是重点内容 and this too"),
        ("*第 2 个问题，最多 8 个*", "第 2 个问题，最多 8 个"),
        ("- one\n- two\n  * three", "· one\n· two\n  · three"),
        ("1. first\n2. second", "1. first\n2. second"),
        ("[WHO](https://who.int/a_(b)?x=1)", "WHO https://who.int/a_(b)?x=1"),
        ("[120](tel:120) [https://a.cn](https://a.cn)", "120 https://a.cn"),
        ("3 * 4 * 5, 2*3*4, snake_case_name, __init__", "3 * 4 * 5, 2*3*4, snake_case_name, init"),
        ("# Title\n\n> quoted\n\n---\n\nend", "Title\n\nquoted\n\nend"),
        ("`code` and ```more```", "code and more"),
        (r"a\*b\_c 5\. d", "a*b_c 5. d"),
        ("FIB-4 < 1.3, ALT > 40, 89*", "FIB-4 < 1.3, ALT > 40, 89*"),
        ("", ""),
    ],
)
def test_markdown_becomes_plain(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain


def test_a_card_is_told_with_how_soon_first() -> None:
    card = Card(
        "doctor_soon", "一周内去看门诊。", "中度升高", 268.0, 40.0, 6.7, "U/L", ("带上化验单", "不要喝酒"), "由医生安排"
    )
    told = render([Message("谷丙是上限的**6.7倍**。", card=card)], with_pictures=False).text
    assert told == (
        "一周内去看门诊。\n\n谷丙是上限的6.7倍。\n\n中度升高\nALT 268 U/L，上限 40，约为上限的 6.7 倍\n"
        "现在这样做：\n· 带上化验单\n· 不要喝酒\n复查：由医生安排"
    )
    urgent = Card("emergency", "Call 112 now.")
    assert render([Message("**Call 112 now.** Do not wait.", card=urgent)], with_pictures=False).text == (
        "Call 112 now. Do not wait."
    )
    value = Card("retest", "No hurry here.", value=89, unit="U/L", next=("Rest",), retest="in 2 weeks")
    assert render([Message(card=value)], with_pictures=False).text == (
        "No hurry here.\n\nALT 89 U/L\nWhat to do now:\n· Rest\nRepeat test: in 2 weeks"
    )


def test_pictures_go_along_or_are_told() -> None:
    message = Message("趋势：", image=PICTURE)
    assert render([message], with_pictures=False) == Reply("趋势：\n\n谷丙从120降到60，上限40。")
    with_picture = render([message], with_pictures=True)
    assert with_picture.text == "趋势：" and [each.content for each in with_picture.pictures] == [PNG]
    drawing = Image("data:image/svg+xml,%3Csvg/%3E", "下降了。")
    for other in (drawing, Image("/talk/chart.png", "下降了。"), Image("data:image/png;base64,%%%", "下降了。")):
        assert picture_of(other) is None
        assert render([Message(image=other)], with_pictures=True) == Reply("下降了。")


def test_files_are_told() -> None:
    text = File("summary.txt", "data:text/plain;charset=utf-8;base64,QUxUIDg5")
    assert render([Message(file=text)], with_pictures=True).text == "ALT 89"
    assert "summary.pdf" in render([Message("小结", file=File("summary.pdf", "/x.pdf"))], with_pictures=True).text


def test_only_the_last_menu_is_numbered_and_nothing_is_said_twice() -> None:
    yes, no = Button("是", "是"), Button("否", "否")
    turn = [Message("一", buttons=(yes,)), Message("一"), Message("二", buttons=(yes, no))]
    assert render(turn, with_pictures=False).text == "一\n\n二\n\n回复数字选择：\n1. 是\n2. 否"
    assert render([], with_pictures=False) == Reply()
    assert render([Message("half \ud800 character")], with_pictures=False).text == "half  character"
