"""A whole talk in each language in the page, with the trained model; the pictures of the README come from here."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Visit
from tests.dialogue.assistant import Assistant

PICTURES = os.environ.get("ALTALK_PICTURES")
MOST_TURNS = 12

ENGLISH = {
    "open": "Hi, I'm a 46 year old man. My ALT is 118 and the sheet says the limit is 41. I have fatty liver.",
    "answers": {
        "yellow skin": "none of these",
        "medicines": "no medicines",
        "herbs": "no",
        "hepatitis": "no",
        "alcohol": "I don't drink",
        "exercise": "no hard exercise",
        "fatty liver": "none of these",
        "sleep": "7 hours",
        "first time": "the first time",
    },
    "ends": "Book a visit",
    "locale": "en-GB",
}
CHINESE = {
    "open": "医生，我老公38岁，体检谷丙转氨酶72，参考值9-50，经常熬夜，要紧吗？",
    "answers": {
        "发黄": "都没有",
        "什么药": "没有吃药",
        "中草药": "没有",
        "乙肝": "没有",
        "喝酒": "不喝酒",
        "运动": "没有",
        "脂肪肝": "都没有",
        "几个小时": "大概五个小时",
        "第一次": "第一次发现",
    },
    "ends": "复查",
    "locale": "zh-CN",
}


@pytest.fixture
def real_visit(browser: Browser, assistant: Assistant) -> Iterator[Callable[..., Visit]]:
    """Windows on the page of the running assistant."""
    windows: list[Visit] = []

    def begin(locale: str, size: tuple[int, int] = (1000, 1400)) -> Visit:
        context = browser.new_context(locale=locale, viewport={"width": size[0], "height": size[1]})
        windows.append(Visit(context.new_page(), assistant.address.removesuffix("/talk")))
        return windows[-1].open()

    yield begin
    for window in windows:
        assert window.errors == []
        assert window.refused() == []
        assert window.elsewhere() == []
        window.page.context.close()


@pytest.mark.parametrize("script", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_whole_talk_in_the_page(real_visit: Callable[..., Visit], script: dict[str, Any], tmp_path: Path) -> None:
    window = real_visit(script["locale"])
    window.say(script["open"])
    for _ in range(MOST_TURNS):
        question = window.said()[-1]
        reply = next((reply for cue, reply in script["answers"].items() if cue in question), None)
        if reply is None or script["ends"] in question:
            break
        window.say(reply)

    assert script["ends"] in window.said()[-1]
    assert window.page.locator(".card").count() == 1
    folder = Path(PICTURES) if PICTURES else tmp_path
    window.page.screenshot(path=folder / f"talk-{script['locale'][:2]}.png")


def test_reload_in_the_middle_of_the_questions_keeps_the_talk(real_visit: Callable[..., Visit]) -> None:
    window = real_visit("en-GB")
    window.say("ALT 95, limit 40")
    before = window.said()
    window.page.reload()
    window.page.locator(".bubble.assistant").first.wait_for()

    assert window.said()[-1] == before[-1]
    window.say("none of these")
    assert window.said()[-1] != before[-1]
