"""For everybody: keyboard, screen reader, phone, dark, right to left, contrast; nothing loaded from elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "chinese": {"locale": "zh-CN"},
    "phone": {"size": (360, 740), "is_mobile": True, "has_touch": True},
    "phone dark chinese": {"size": (390, 844), "is_mobile": True, "color_scheme": "dark", "locale": "zh-CN"},
}
TALKS = {
    "empty": [],
    "question": ["My ALT is 89, the limit is 40"],
    "assessed": ["assess", "评估"],
    "emergency": ["emergency"],
    "safe text": ["silence"],
    "markdown": ["markdown", "picture", "arabic"],
}


@pytest.mark.parametrize("talk", TALKS)
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(visit: Callable[..., Visit], look: str, talk: str) -> None:
    window = visit(**LOOKS[look]).open()
    for text in TALKS[talk]:
        window.say(text)
    assert window.axe() == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_in_menu_and_dialog(visit: Callable[..., Visit], look: str) -> None:
    window = visit(**LOOKS[look]).open()
    window.page.get_by_role("button", name="More").click()
    assert window.axe() == []
    window.page.get_by_role("button", name="Forget me").click()
    assert window.axe() == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_text_and_controls_stand_out(visit: Callable[..., Visit], look: str) -> None:
    window = visit(**LOOKS[look]).open()
    for text in ("assess", "评估", "emergency", "markdown", "silence", "My ALT is 89, the limit is 40"):
        window.say(text)
    window.page.get_by_role("button", name="More").click()
    window.page.wait_for_timeout(400)
    measured = window.page.evaluate(CONTRAST)
    assert len(measured["text"]) > 20 and len(measured["controls"]) >= 4
    assert [each for each in measured["text"] if each["ratio"] < 4.5] == []
    assert [each for each in measured["controls"] if each["ratio"] < 3] == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_focus_can_be_seen_everywhere(visit: Callable[..., Visit], look: str) -> None:
    window = visit(**LOOKS[look]).open()
    window.say("My ALT is 89, the limit is 40")
    window.page.locator("body").click(position={"x": 5, "y": 5})
    seen = []
    for _ in range(9):
        window.page.keyboard.press("Tab")
        seen.append(
            window.page.evaluate("focusContrast()") if seen else window.page.evaluate(f"{CONTRAST}; focusContrast()")
        )
    names = {each["name"] for each in seen if each}
    assert {"TEXTAREA", "send", "scroll", "quiet other"} <= names
    assert [each for each in seen if each and each["ratio"] < 3] == []


def test_everything_can_be_done_with_the_keyboard(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    page = window.page
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.querySelector('altalk-chat').shadowRoot.activeElement?.tagName") == "TEXTAREA":
            break
    page.keyboard.type("My ALT is 89, the limit is 40")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Yes")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.querySelector('altalk-chat').shadowRoot.activeElement.textContent") == "Yes"
    page.keyboard.press("Enter")
    expect(page.get_by_text("You wrote: yes, hard exercise")).to_be_visible()
    assert page.evaluate("document.querySelector('altalk-chat').shadowRoot.activeElement.tagName") == "TEXTAREA"


def test_escape_closes_the_menu_and_gives_the_focus_back(visit: Callable[..., Visit]) -> None:
    page = visit().open().page
    more = page.get_by_role("button", name="More")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Print or save")).to_be_visible()
    assert more.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Print or save")).to_be_hidden()
    expect(more).to_be_focused()


def test_enter_of_an_input_method_does_not_send(visit: Callable[..., Visit]) -> None:
    window = visit(locale="zh-CN").open()
    field = window.page.locator("textarea")
    field.fill("zhuan an mei")
    for event in ({"isComposing": True}, {"keyCode": 229}):
        field.dispatch_event("keydown", {"key": "Enter", **event})
    field.press("Shift+Enter")
    assert field.input_value() == "zhuan an mei\n" and not window.said("person")
    field.press("Enter")
    expect(window.page.locator(".bubble.person")).to_have_count(1)


def test_the_log_speaks_to_a_screen_reader(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("hello")
    log = window.page.get_by_role("log", name="Conversation")
    assert log.get_attribute("aria-live") == "polite"
    assert log.locator(".hidden").all_inner_texts() == ["You:", "ALTalk:"]


@pytest.mark.parametrize("size", [(320, 560), (360, 740), (390, 844), (768, 1024), (1600, 900)])
def test_nothing_sticks_out_on_any_screen(visit: Callable[..., Visit], size: tuple[int, int]) -> None:
    window = visit(size=size).open()
    for text in ("评估", "markdown", "x" * 300, "My ALT is 89, the limit is 40"):
        window.say(text)
    root = "document.querySelector('altalk-chat').shadowRoot"
    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert window.page.evaluate(f"(s => s.scrollWidth <= s.clientWidth)({root}.querySelector('.scroll'))")
    expect(window.page.locator("textarea")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("look", LOOKS)
def test_every_target_is_large_enough(visit: Callable[..., Visit], look: str) -> None:
    window = visit(**LOOKS[look]).open()
    window.say("My ALT is 89, the limit is 40")
    window.page.locator(".menu-dots").click()
    for target in window.page.locator("button:visible, textarea:visible").all():
        box = target.bounding_box()
        assert box and min(box["width"], box["height"]) >= 44, target.inner_text()


def test_right_to_left_text_keeps_its_punctuation(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("arabic")
    text = window.page.locator(".bubble.assistant .text")
    assert text.get_attribute("dir") == "auto"
    assert text.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert window.page.locator(".bubble.assistant").get_attribute("dir") is None


def test_a_page_from_right_to_left_is_mirrored(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.page.evaluate("document.documentElement.dir = 'rtl'")
    window.say("hello")
    person, log = window.page.locator(".bubble.person").bounding_box(), window.page.locator(".log").bounding_box()
    assert person and log and abs(person["x"] - log["x"]) < 2
    assert window.axe() == []


def test_motion_stops_for_those_who_ask(visit: Callable[..., Visit]) -> None:
    window = visit(reduced_motion="reduce").open()
    window.say("slow", wait=False)
    names = window.page.locator(".writing i").first.evaluate("each => getComputedStyle(each).animationName")
    assert names == "none"


def test_nothing_is_loaded_from_elsewhere_and_nothing_refused(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    messages: list[str] = []
    window.page.on("console", lambda message: messages.append(message.text))
    for text in ("assess", "picture", "markdown", "silence"):
        window.say(text)
    assert window.elsewhere() == [] and window.refused() == [] and messages == []


def test_the_first_paint_is_quick_and_nothing_moves(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    paints = []
    for _ in range(3):
        window.page.reload()
        window.page.wait_for_timeout(400)
        paints.append(window.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    moved = window.page.evaluate(
        """new Promise(done => {
            const sum = list => list.getEntries().reduce((total, each) => total + each.value, 0);
            new PerformanceObserver(list => done(sum(list))).observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(0), 300);
        })"""
    )
    assert min(paints) < 200 and moved < 0.001
