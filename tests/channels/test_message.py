"""The typed message survives the way through Rasa's dispatcher and bot event, and nothing odd breaks it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.actions.action import create_bot_utterance
from rasa_sdk.executor import CollectingDispatcher

from altalk.message import Button, Card, File, Image, Message

FULL = Message(
    "**ALT 89**",
    (Button("是", "是的"), Button("No", "no")),
    ("read_back", "ask_exercise"),
    Card("retest", "Repeat it.", value=89, upper_limit=40, multiple=2.2, unit="U/L", next=("Rest",), grade="Mild"),
    Image("data:image/png;base64,AA", "ALT rose from 60 to 89 U/L."),
    File("summary.txt", "data:text/plain,ALT"),
)


def through_rasa(message: Message) -> Message:
    """What an output channel gets, by the code that Rasa and its SDK run in between."""
    dispatcher = CollectingDispatcher()
    dispatcher.utter_message(**message.to_utterance())
    sent = {key: value for key, value in dispatcher.messages[0].items() if value}
    return Message.from_utterance(create_bot_utterance(sent).message())


def test_a_full_message_survives_rasa() -> None:
    assert through_rasa(FULL) == FULL


@settings(deadline=None)
@given(st.text(min_size=1), st.lists(st.text(st.characters(exclude_characters="/"), min_size=1), max_size=3))
def test_any_text_and_buttons_survive_rasa(text: str, titles: list[str]) -> None:
    message = Message(text, tuple(Button(title, title) for title in titles))
    assert through_rasa(message) == message


def test_keys_without_content_are_not_sent() -> None:
    assert Message("hello").to_utterance() == {"text": "hello"}


def test_a_picture_is_not_printed_by_the_shell() -> None:
    assert "image" not in FULL.to_utterance()


def test_a_response_of_the_domain_names_itself() -> None:
    said = Message.from_utterance({"text": "Hello", "utter_action": "utter_greet"})
    assert said.ids == ("utter_greet",)


def test_own_ids_come_before_the_name_of_the_response() -> None:
    assert Message.from_utterance({"text": "a", "utter_action": "utter_b", "ids": ["c"]}).ids == ("c",)


def test_an_intent_as_payload_becomes_what_a_person_can_type() -> None:
    buttons = [{"title": "Yes", "payload": "/affirm"}, {"title": "No"}]
    assert Message.from_utterance({"buttons": buttons}).buttons == (Button("Yes", "Yes"), Button("No", "No"))


@pytest.mark.parametrize(
    "odd",
    [
        {"buttons": "no list"},
        {"buttons": [None, 3, {}]},
        {"ids": "one"},
        {"card": {"urgency": "soonish", "urgency_line": "x"}},
        {"card": 7},
        {"picture": {"source": "x"}},
        {"file": []},
    ],
)
def test_an_odd_part_does_not_cost_the_text(odd: dict[str, object]) -> None:
    assert Message.from_utterance({"text": "still here", **odd}) == Message("still here")


def test_an_address_as_image_tells_its_text() -> None:
    said = Message.from_utterance({"text": "ALT over time", "image": "/talk/x.png"})
    assert said.image == Image("/talk/x.png", "ALT over time")


@pytest.mark.parametrize("nothing", [Message(), Message("  \n"), Message(ids=("a",))])
def test_ids_alone_show_nothing(nothing: Message) -> None:
    assert nothing.is_empty


def test_a_card_alone_is_something() -> None:
    assert not Message(card=Card("normal", "Fine.")).is_empty
