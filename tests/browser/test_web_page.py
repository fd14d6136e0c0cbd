"""The page as a person uses it: write, choose, lose the line, come back, be forgotten."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

ENGLISH = "My ALT is 89, the limit is 40"


def test_the_empty_page_says_what_it_is_and_how_to_begin(visit: Callable[..., Visit]) -> None:
    page = visit().open().page
    expect(page.get_by_role("heading", level=1)).to_have_text("ALTalk")
    expect(page.get_by_text("Explains an ALT result. Not a doctor, not a diagnosis.")).to_be_visible()
    assert page.locator(".choices button").count() == 3
    expect(page).to_have_title("ALTalk")


def test_a_starter_begins_the_talk(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.page.get_by_role("button", name=ENGLISH).click()
    expect(window.page.get_by_text("2.2 times the upper limit")).to_be_visible()
    expect(window.page.locator(".welcome")).to_be_hidden()


def test_a_button_sends_its_payload_and_shows_its_title(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say(ENGLISH)
    window.page.get_by_role("button", name="Yes").click()
    expect(window.page.get_by_text("You wrote: yes, hard exercise")).to_be_visible()
    assert window.said("person") == [ENGLISH, "Yes"]
    expect(window.page.get_by_role("button", name="Skip")).to_have_count(0)


def test_replies_appear_one_by_one_with_a_sign_of_life(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("slow", wait=False)
    expect(window.page.get_by_text("First part.")).to_be_visible()
    expect(window.page.get_by_role("status").filter(has_text="ALTalk is writing")).to_be_visible()
    assert window.said() == ["First part."]
    expect(window.page.get_by_text("Second part.")).to_be_visible()
    expect(window.page.locator(".writing i")).to_have_count(0)


def test_the_assessment_is_a_card_with_a_bar(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("assess")
    card = window.page.locator(".card.retest")
    expect(card.get_by_text("No hurry: repeat the test in 2 to 4 weeks.")).to_be_visible()
    expect(card.get_by_role("img", name="ALT 89 U/L, 2.2 times the upper limit of 40 U/L")).to_be_visible()
    assert card.locator("li").count() == 3
    pin, track = card.locator(".pin").bounding_box(), card.locator(".track").bounding_box()
    assert pin and track
    assert (pin["x"] + pin["width"] / 2 - track["x"]) / track["width"] == pytest.approx(2.2 / 5, abs=0.02)


def test_a_value_beyond_the_bar_stays_inside_it(visit: Callable[..., Visit]) -> None:
    window = visit(locale="zh-CN", size=(360, 740)).open()
    window.say("评估")
    card = window.page.locator(".card")
    box, label = card.bounding_box(), card.locator(".pin-label").bounding_box()
    assert box and label and label["x"] + label["width"] <= box["x"] + box["width"]
    expect(card.get_by_role("img", name="ALT 268 U/L，是上限 40 U/L 的 6.7 倍")).to_be_visible()


def test_markdown_becomes_nodes_and_never_markup(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("markdown")
    text = window.page.locator(".bubble.assistant .text")
    assert text.locator("strong").all_inner_texts() == ["Bold"] and text.locator("em").all_inner_texts() == ["italic"]
    assert [text.locator(kind).count() for kind in ("ul li", "ol li", "img", "b", "script")] == [2, 2, 0, 0, 0]
    links = {link.inner_text(): link.get_attribute("href") for link in text.locator("a").all()}
    assert links == {"good": "https://example.org/a?b=1&c=2", "call": "tel:120"}
    assert text.locator("a").first.get_attribute("rel") == "noopener noreferrer"
    for shown in ("<b>no tag</b>", "[bad](javascript:alert(1))", "<img src=x", "3 * 4 * 5", "snake_case_name"):
        assert shown in text.inner_text()


def test_what_the_person_writes_is_text(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("<img src=x onerror=alert(1)> **not bold**")
    bubble = window.page.locator(".bubble.person .text")
    assert (
        bubble.inner_text().strip() == "<img src=x onerror=alert(1)> **not bold**"
        and bubble.locator("img").count() == 0
    )


def test_a_picture_has_words(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("picture")
    expect(window.page.get_by_role("img", name=re.compile("ALT fell from 120"))).to_be_in_viewport()


# ---- coming back ----------------------------------------------------------------------------------------------------


def test_the_talk_is_there_after_a_reload(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say(ENGLISH)
    window.page.get_by_role("button", name="Yes").click()
    expect(window.page.get_by_text("You wrote: yes, hard exercise")).to_be_visible()
    before = (window.said("person"), window.said())
    window.page.reload()
    expect(window.page.get_by_text("You wrote: yes, hard exercise")).to_be_visible()
    assert (window.said("person"), window.said()) == before


def test_the_last_buttons_are_there_after_a_reload(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say(ENGLISH)
    window.page.reload()
    window.page.get_by_role("button", name="No", exact=True).click()
    expect(window.page.get_by_text("You wrote: no exercise")).to_be_visible()


def test_a_reload_in_mid_answer_loses_nothing(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("hello")
    window.say("slow", wait=False)
    expect(window.page.get_by_text("First part.")).to_be_visible()
    window.page.reload()
    expect(window.page.locator(".bubble.person")).to_have_count(2)
    expect(window.page.locator(".writing i").first).to_be_visible()
    expect(window.page.get_by_text("Second part.")).to_be_visible()
    assert window.said() == ["You wrote: hello", "First part.", "Second part."]
    expect(window.page.locator(".writing i")).to_have_count(0)


def test_a_talk_that_cannot_be_fetched_is_not_passed_over(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("hello")
    window.page.route("**/talk/history", lambda route: route.abort("internetdisconnected"), times=1)
    window.page.reload()
    expect(window.page.get_by_role("alert")).to_contain_text("No connection")
    window.page.get_by_role("button", name="Try again").click()
    expect(window.page.get_by_text("You wrote: hello")).to_be_visible()


def test_only_the_token_is_kept_in_the_browser(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say(ENGLISH)
    kept = window.page.evaluate("[Object.values(localStorage), Object.values(sessionStorage), document.cookie]")
    assert [len(kept[0]), kept[1], kept[2]] == [1, [], ""] and re.fullmatch(r"[0-9a-f]{32}\.\d+\.[\w-]+", kept[0][0])


def test_a_new_visitor_leaves_no_trace_before_writing(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.page.wait_for_timeout(300)
    assert window.page.evaluate("localStorage.length") == 0
    assert not [url for url in window.requests if url.endswith(("/session", "/history"))]


# ---- when something goes wrong --------------------------------------------------------------------------------------


def once(page: Page, answer: Callable[[Route], None]) -> list[dict[str, str]]:
    """Let the next message meet `answer`, the ones after it the server. Returns what was sent."""
    sent: list[dict[str, str]] = []

    def handle(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "{}"))
        answer(route) if len(sent) == 1 else route.continue_()

    page.route("**/talk/message", handle)
    return sent


BROKEN = {
    "cut": lambda route: route.fulfill(status=200, body='{"type":"message","text":"half an answer"}\n'),
    "cut in a line": lambda route: route.fulfill(status=200, body='{"type":"message","te'),
    "no JSON": lambda route: route.fulfill(status=200, body="<html>proxy error</html>\n"),
    "offline": lambda route: route.abort("internetdisconnected"),
    "server": lambda route: route.fulfill(status=503, body="{}"),
    "busy": lambda route: route.fulfill(status=429, headers={"Retry-After": "7"}, body="{}"),
    "too long": lambda route: route.fulfill(status=413, body="{}"),
}
WORDS = {
    "cut": "cut before",
    "cut in a line": "cut before",
    "no JSON": "cut before",
    "offline": "No connection",
    "server": "did not work",
    "busy": "wait 7 seconds",
    "too long": "two parts",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_trouble_is_told_and_can_be_tried_again(visit: Callable[..., Visit], kind: str) -> None:
    window = visit().open()
    sent = once(window.page, BROKEN[kind])
    window.say("hello", wait=False)
    expect(window.page.get_by_role("alert")).to_contain_text(WORDS[kind])
    window.page.get_by_role("button", name="Try again").click()
    expect(window.page.get_by_text("You wrote: hello")).to_be_visible()
    expect(window.page.get_by_role("button", name="Try again")).to_have_count(0)
    assert window.said() == ["You wrote: hello"] and window.said("person") == ["hello"]
    assert len(sent) == 2 and sent[0] == sent[1]


@pytest.mark.parametrize(
    ("text", "locale", "words"), [("silence", "en-GB", "112"), ("crash", "zh-CN", "120"), ("hang", "en-GB", "911")]
)
def test_silence_shows_the_safe_text(visit: Callable[..., Visit], text: str, locale: str, words: str) -> None:
    window = visit(locale=locale).open()
    window.say(text, wait=False)
    expect(window.page.locator(".bubble.safe")).to_contain_text(words, timeout=10_000)
    expect(window.page.locator(".retry")).to_be_visible()


def test_an_expired_token_is_renewed_without_a_word(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("hello")
    window.page.evaluate("Object.keys(localStorage).forEach(key => localStorage.setItem(key, 'a.1.b'))")
    window.say("again")
    assert window.said()[-1] == "You wrote: again"


def test_what_was_typed_survives_an_empty_enter(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.page.locator("textarea").press("Enter")
    assert not [url for url in window.requests if url.endswith("/message")]


# ---- menu -----------------------------------------------------------------------------------------------------------


def test_start_over_is_said_to_the_assistant(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("hello")
    window.page.get_by_role("button", name="More").click()
    window.page.get_by_role("button", name="Start over").click()
    expect(window.page.get_by_text("You wrote: Start over")).to_be_visible()


def test_forget_me_asks_then_deletes(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("hello")
    for answer in ("Keep it", "Delete everything"):
        window.page.get_by_role("button", name="More").click()
        window.page.get_by_role("button", name="Forget me").click()
        expect(window.page.get_by_role("dialog")).to_be_visible()
        window.page.get_by_role("button", name=answer).click()
        expect(window.page.get_by_role("dialog")).to_have_count(0)
    expect(window.page.get_by_text("Nothing of this talk is stored any more.")).to_be_visible()
    assert window.page.evaluate("localStorage.length") == 0 and window.said() == []
    window.say("fresh")
    assert window.said() == ["You wrote: fresh"]


def test_forgetting_while_an_answer_is_on_its_way_shows_nothing_of_it(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("slow", wait=False)
    expect(window.page.get_by_text("First part.")).to_be_visible()
    window.page.get_by_role("button", name="More").click()
    window.page.get_by_role("button", name="Forget me").click()
    window.page.get_by_role("button", name="Delete everything").click()
    expect(window.page.get_by_text("Nothing of this talk is stored any more.")).to_be_visible()
    window.page.wait_for_timeout(1800)
    assert window.said() == [] and window.page.locator(".retry").count() == 0


def test_a_failed_deletion_is_not_called_done(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("hello")
    window.page.route("**/talk/forget", lambda route: route.fulfill(status=501, body="{}"))
    window.page.get_by_role("button", name="More").click()
    window.page.get_by_role("button", name="Forget me").click()
    window.page.get_by_role("button", name="Delete everything").click()
    expect(window.page.get_by_role("alert")).to_contain_text("nothing was deleted")
    assert window.said() == ["You wrote: hello"]


def test_the_language_of_the_page_can_be_changed_and_stays(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("hello")
    window.page.get_by_role("button", name="中文").click()
    expect(window.page.get_by_role("textbox", name="输入消息")).to_be_visible()
    assert window.page.evaluate("document.documentElement.lang") == "zh-CN" and window.said() == ["You wrote: hello"]
    window.page.reload()
    expect(window.page.get_by_role("textbox", name="输入消息")).to_be_visible()


def test_a_chinese_browser_is_met_in_chinese(visit: Callable[..., Visit]) -> None:
    page = visit(locale="zh-CN").open().page
    expect(page.get_by_text("帮您看懂转氨酶（ALT）结果。不是医生，也不做诊断。")).to_be_visible()
    expect(page.get_by_role("button", name="谷丙转氨酶 89，上限 40")).to_be_visible()


def test_print_shows_the_talk_and_none_of_the_controls(visit: Callable[..., Visit]) -> None:
    window = visit().open()
    window.say("assess")
    window.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    window.page.emulate_media(media="print")
    for hidden in (".composer", ".tools", ".choices"):
        for each in window.page.locator(hidden).all():
            expect(each).to_be_hidden()
    expect(window.page.locator(".printed")).to_contain_text("not a diagnosis")
    expect(window.page.locator(".card")).to_be_visible()
