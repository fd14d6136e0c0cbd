"""When a message was not understood: two guesses with buttons, then the menu, never the same sentence thrice."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.assessment_form import say_news, say_problems
from actions.slots import FORM, MISSES, NEWS, language_in
from actions.speak import respond, say
from altalk.knowledge.phrases import phrase
from altalk.knowledge.topics import questions_of, topics
from altalk.message import Button, Message

_ASK = "ask_"
_GUESSES = 2
_MENU = ("meaning", "seriousness", "what_to_do", "diet", "retest")


class ActionClarify(Action):
    """Outside the form: offer the two most likely questions, and after a second miss the menu and a human."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Say what could be meant; facts told in it are not left lying."""
        if (tracker.get_slot(NEWS) or {}).get("changed"):
            say_news(dispatcher, tracker)
            return [FollowupAction(FORM)]
        if say_problems(dispatcher, tracker):
            return []
        misses = int(tracker.get_slot(MISSES) or 0)
        language = language_in(tracker)
        guesses = _guesses(tracker) if misses == 0 else _MENU
        response = ("utter_clarify", "utter_clarify_menu", "utter_clarify_human")[min(misses, 2)]
        buttons = tuple(Button(title, title) for title in questions_of(guesses, language))
        dispatcher.utter_message(response=response, buttons=Message(buttons=buttons).to_utterance()["buttons"])
        return [SlotSet(MISSES, misses + 1)]


class ActionNotUnderstood(Action):
    """Inside the form: say why the answer could not be used; the form asks again."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_not_understood"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """A first, second and third wording; the third offers to skip or to see what is known so far."""
        news, language = tracker.get_slot(NEWS) or {}, language_in(tracker)
        if say_problems(dispatcher, tracker):
            return []
        if news.get("changed"):
            # A fact was told beside what was not understood: that is said, not that nothing could be read.
            say_news(dispatcher, tracker)
            return []
        if news.get("known"):
            say(dispatcher, [phrase("known_already", language)], ids=("known_already",))
            return []
        misses = int(tracker.get_slot(MISSES) or 0)
        respond(dispatcher, ("utter_missed_once", "utter_missed_twice", "utter_missed_often")[min(misses, 2)])
        return [SlotSet(MISSES, misses + 1)]


def _guesses(tracker: Tracker) -> tuple[str, ...]:
    ranking = tracker.latest_message.get("intent_ranking") or []
    names = (guess.get("name") or "" for guess in ranking)
    known = [name.removeprefix(_ASK) for name in names if name.startswith(_ASK) and name.removeprefix(_ASK) in topics()]
    return tuple([*known, *_MENU][:_GUESSES])
