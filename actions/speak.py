"""Say messages: statements and phrases of the knowledge, or a response of `domain.yml`."""

from collections.abc import Iterable

from rasa_sdk.executor import CollectingDispatcher

from altalk.message import Button, Card, Message


def say(
    dispatcher: CollectingDispatcher,
    lines: Iterable[str],
    ids: Iterable[str] = (),
    buttons: Iterable[str] = (),
    card: Card | None = None,
) -> None:
    """Say lines as one message. A button's title is also what pressing it says."""
    text = "\n".join(line for line in lines if line)
    message = Message(text=text, buttons=tuple(Button(title, title) for title in buttons), ids=tuple(ids), card=card)
    if not message.is_empty:
        dispatcher.utter_message(**message.to_utterance())


def respond(dispatcher: CollectingDispatcher, response: str, **blanks: object) -> None:
    """Say a response of `domain.yml`, in the variation for the talk's language."""
    dispatcher.utter_message(response=response, **blanks)
