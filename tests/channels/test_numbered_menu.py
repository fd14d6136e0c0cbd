"""Numbered menus: offered as lines, read back from the last bot message, and never a lab value."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered

from altalk.channels.numbered_menu import MOST_OPTIONS, Menu, menu_of, said_last
from altalk.message import Button, Message

ZH = Menu((Button("没有吃药", "没有吃药"), Button("止痛药", "吃了止痛药"), Button("不知道", "不知道")), True, "zh")
EN = Menu(
    (Button("No medicines", "none"), Button("Painkillers", "pain killers"), Button("I don't know", "?")), True, "en"
)


CHOICES_OF_THE_SECOND = [
    *(
        "2",
        "２",
        "②",
        "⑵",
        "2.",
        "2、",
        "2。",
        "2)",
        "(2)",
        "（2）",
        "第2个",
        "第２项",
        "第二个",
        "第二",
        "选2",
        "选 2",
    ),
    *("我选第二个", "选项2", "2️⃣", " 2 ", "2!", "止痛药", "止痛药。", "“止痛药”", "第2个。"),
]
NO_CHOICES = [
    *(
        "0",
        "4",
        "9",
        "12",
        "22",
        "85",
        "2.5",
        "2,5",
        "1.2倍",
        "-2",
        ">2",
        "<2",
        "2%",
        "2倍",
        "2个",
        "2岁",
        "2杯",
        "2 U/L",
    ),
    *(
        "ALT 2",
        "谷丙2",
        "2-3",
        "2/3",
        "1:2",
        "1,2",
        "2e1",
        "二",
        "两",
        "止痛",
        "吃了止痛药",
        "2号",
        "no 2",
        "",
        " ",
        ".",
    ),
    *("1 4", "1、1", "2 次", "我2", "1 and then", "１２"),
]


@pytest.mark.parametrize("text", CHOICES_OF_THE_SECOND)
def test_a_chinese_answer_is_understood(text: str) -> None:
    assert ZH.choice(text) == "吃了止痛药"


@pytest.mark.parametrize("text", ["2", "2.", "#2", "option 2", "Option 2.", "number 2", "painkillers", "PAINKILLERS!"])
def test_an_english_answer_is_understood(text: str) -> None:
    assert EN.choice(text) == "pain killers"


@pytest.mark.parametrize("text", ["I don't know", "i don’t know", "I  don't know."])
def test_a_title_is_understood_however_it_is_set(text: str) -> None:
    assert EN.choice(text) == "?"


@pytest.mark.parametrize("text", NO_CHOICES)
def test_everything_else_is_for_the_assistant(text: str) -> None:
    assert ZH.choice(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1、2", "没有吃药。吃了止痛药"),
        ("2 3", "吃了止痛药。不知道"),
        ("③和①", "不知道。没有吃药"),
        ("2, 3", "吃了止痛药。不知道"),
    ],
)
def test_several_answers_may_be_chosen_at_once(text: str, said: str) -> None:
    assert ZH.choice(text) == said


@given(st.decimals(min_value=0, max_value=30_000, places=1).map(str) | st.integers(4, 30_000).map(str))
def test_no_figure_that_is_not_on_the_menu_is_a_choice(figure: str) -> None:
    assert ZH.choice(figure) is None


@given(st.integers(0, 30_000).map(str) | st.sampled_from(["①", "１", "第1个", "1."]))
def test_where_a_figure_is_asked_for_no_number_is_a_choice(figure: str) -> None:
    menu = menu_of([Message("谷丙是多少？", buttons=(Button("不知道", "不知道"), Button("跳过", "跳过")))])
    assert menu and menu.choice(figure) is None and menu.choice("跳过") == "跳过"


def test_at_most_nine_are_offered_one_a_line() -> None:
    menu = menu_of([Message("请选择", buttons=tuple(Button(f"选项{n}号", str(n)) for n in range(12)))])
    assert menu and len(menu.lines().splitlines()) == MOST_OPTIONS + 1
    assert menu.lines().startswith("回复数字选择：\n1. 选项0号\n2. 选项1号")
    assert (menu.choice("9"), menu.choice("10")) == ("8", None)
    assert EN.lines().splitlines()[0] == "Reply with a number:"


def test_a_question_after_the_menu_decides() -> None:
    buttons = (Button("是", "是"), Button("否", "否"))
    asked = [Message("有没有吃药？", buttons=buttons), Message("您多大年纪？")]
    menu = menu_of(asked)
    assert menu and not menu.numbered and "1." not in menu.lines()
    assert menu_of([Message("没有按钮")]) is None


def bot(text: str, *titles: str) -> BotUttered:
    return BotUttered(text, {"buttons": [{"title": title, "payload": title} for title in titles]})


def test_only_what_was_said_since_the_persons_last_message_is_open() -> None:
    events: list[Any] = [
        bot("旧的", "甲", "乙"),
        UserUttered("嗯"),
        bot("先"),
        SlotSet("a", 1),
        bot("新的", "丙"),
        SlotSet("a", 2),
    ]
    assert [message.text for message in said_last(events)] == ["先", "新的"]
    menu = menu_of(said_last(events))
    assert menu and [menu.choice("1"), menu.choice("2"), menu.choice("甲")] == ["丙", None, None]
    assert menu_of(said_last([*events, UserUttered("1")])) is None and not said_last([])


RESPONSES: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "domain.yml").read_text())["responses"]
FIGURES = ("alt", "upper_limit", "age", "alcohol_amount", "sleep_hours", "raised_months", "weight", "height")
ASKED = [(name, variation) for name, variations in RESPONSES.items() if "_ask_" in name for variation in variations]


def test_the_questions_of_the_domain_that_want_a_figure_offer_no_numbers() -> None:
    seen = set()
    for name, variation in ASKED:
        menu = menu_of([Message.from_utterance(variation)])
        figure = next((each for each in FIGURES if name.endswith(f"_ask_{each}")), None)
        if menu and figure:
            seen.add(figure)
            assert not menu.numbered, variation["text"]
    assert {"alt", "upper_limit", "age", "alcohol_amount", "sleep_hours", "raised_months"} <= seen


@pytest.mark.parametrize("name", ["warning_signs", "medicines", "herbs", "hepatitis", "conditions", "pregnant"])
def test_the_questions_of_the_domain_that_want_a_choice_offer_numbers(name: str) -> None:
    for variation in RESPONSES[f"utter_ask_{name}"]:
        menu = menu_of([Message.from_utterance(variation)])
        assert menu and menu.numbered and menu.choice("①") == menu.options[0].payload
