"""Start over, talk about somebody else, or be forgotten."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import ALARM, CASE, GIVEN, MISSES, NEWS, QUESTIONS_ASKED, REQUESTED, URGENCY
from actions.speak import respond
from altalk.knowledge.questions import questions

FORGET_MARK = "forget_me"


class ActionStartOver(Action):
    """Clears what was told; the language stays."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_start_over"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Say so and clear the slots."""
        respond(dispatcher, "utter_start_over")
        return emptied()


class ActionForget(Action):
    """Marks the talk for deletion; the tracker store deletes it when the turn is saved."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_forget"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Say so, clear the slots and set the mark."""
        respond(dispatcher, "utter_forget_me")
        return [*emptied(), SlotSet(FORGET_MARK, True)]


class ActionChangeSubject(Action):
    """From now on about another person; facts of this very message are already theirs."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_change_subject"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Say so; without a fact in the message nothing of the former person is kept."""
        respond(dispatcher, "utter_change_subject")
        return [SlotSet(GIVEN, False), SlotSet(QUESTIONS_ASKED, 0), SlotSet(MISSES, 0)]


def emptied() -> list[Any]:
    """Events that clear everything told."""
    cleared = (CASE, URGENCY, NEWS, *questions())
    return [
        ActiveLoop(None),
        SlotSet(REQUESTED, None),
        *(SlotSet(name, None) for name in cleared),
        SlotSet(ALARM, False),
        SlotSet(GIVEN, False),
        SlotSet(QUESTIONS_ASKED, 0),
        SlotSet(MISSES, 0),
    ]
