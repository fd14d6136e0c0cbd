"""The widget on somebody else's page: one script tag, nothing of theirs touched, nothing of ours lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A clinic</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
* {{ box-sizing: content-box; }} button {{ background: red; font-size: 40px; }}
p {{ color: red; margin: 99px; }}</style>
</head><body><main><h1>A clinic</h1><p id="theirs">Opening hours</p><div style="height: 3000px"></div></main>
<script src="{site}/talk/widget.js"{more}></script></body></html>"""

Embed = Callable[..., Visit]


@pytest.fixture
def embed(visit: Callable[..., Visit], site: str, foreign: tuple[str, Path]) -> Embed:
    """Open a foreign page with the widget on it."""

    def begin(more: str = "", **options: object) -> Visit:
        origin, folder = foreign
        (folder / "index.html").write_text(PAGE.format(site=site, more=more), encoding="utf-8")
        window = visit(**options)
        window.page.goto(f"{origin}/index.html")
        window.page.locator(".launcher").wait_for()
        return window

    return begin


def launch(window: Visit) -> None:
    window.page.locator(".launcher").click()


def test_one_script_tag_is_enough(embed: Embed) -> None:
    window = embed()
    launch(window)
    window.say("hello")
    assert window.said() == ["You wrote: hello"]


def test_nothing_is_asked_of_the_server_before_it_is_opened(embed: Embed, site: str) -> None:
    window = embed()
    window.page.wait_for_timeout(300)
    assert [url for url in window.requests if url.startswith(site)] == [f"{site}/talk/widget.js"]


def test_the_talk_follows_to_the_next_page(embed: Embed) -> None:
    window = embed()
    launch(window)
    window.say("hello")
    window.page.reload()
    launch(window)
    expect(window.page.get_by_text("You wrote: hello")).to_be_visible()


def test_the_language_can_be_set(embed: Embed) -> None:
    window = embed(' data-lang="zh"')
    expect(window.page.get_by_role("button", name="打开 ALTalk，问问转氨酶结果")).to_be_visible()


def test_the_page_of_the_others_stays_as_it_was(embed: Embed) -> None:
    window = embed()
    before = window.page.locator("#theirs").bounding_box()
    launch(window)
    assert window.page.locator("#theirs").bounding_box() == before
    assert window.page.locator("#theirs").evaluate("each => getComputedStyle(each).color") == "rgb(255, 0, 0)"
    assert window.page.evaluate("Object.keys(window).filter(key => /altalk|Chat|WORDS/i.test(key))") == []
    size = window.page.locator(".send").evaluate("each => getComputedStyle(each).fontSize")
    assert size != "40px"


def test_escape_closes_it_and_the_focus_returns(embed: Embed) -> None:
    window = embed()
    launch(window)
    expect(window.page.locator("textarea")).to_be_focused()
    window.page.keyboard.press("Escape")
    expect(window.page.locator(".window")).to_be_hidden()
    expect(window.page.locator(".launcher")).to_be_focused()
    assert window.page.locator(".launcher").get_attribute("aria-expanded") == "false"


def test_an_answer_to_a_closed_window_is_counted(embed: Embed) -> None:
    window = embed()
    launch(window)
    window.say("slow", wait=False)
    expect(window.page.get_by_text("First part.")).to_be_visible()
    window.page.get_by_role("button", name="Close").click()
    expect(window.page.locator(".badge")).to_have_text("1")
    expect(window.page.get_by_role("button", name="1 unread")).to_be_visible()
    launch(window)
    expect(window.page.locator(".badge")).to_be_hidden()


def test_a_phone_shows_it_on_the_whole_screen(embed: Embed) -> None:
    window = embed(size=(390, 844), is_mobile=True, has_touch=True, reduced_motion="reduce")
    launch(window)
    assert window.page.locator(".window").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    expect(window.page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)


def test_trouble_can_be_read_across_origins(embed: Embed) -> None:
    window = embed()
    launch(window)
    window.page.evaluate(
        "localStorage.setItem(`altalk:${document.querySelector('script').src.slice(0, -10)}`, 'a.1.b')"
    )
    window.say("hello")
    assert window.said() == ["You wrote: hello"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_widget(embed: Embed, scheme: str) -> None:
    window = embed(color_scheme=scheme)
    theirs = {"region", "color-contrast"}
    assert [each for each in window.axe() if "altalk-chat" in each] == []
    launch(window)
    window.say("assess")
    assert [each for each in window.axe() if "altalk-chat" in each or each.split(":")[0] not in theirs] == []


def test_nothing_is_loaded_from_elsewhere(embed: Embed, foreign: tuple[str, Path]) -> None:
    window = embed()
    launch(window)
    window.say("picture")
    assert window.elsewhere(foreign[0]) == []
