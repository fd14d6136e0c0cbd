"""Show the working: each step with its rule, source and status."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import case_in, language_in
from actions.speak import say
from altalk.interpretation import assess
from altalk.interpretation.assessment import Step
from altalk.knowledge.catalogue import sources
from altalk.knowledge.phrases import phrase

_MOST_STEPS = 8
_MOST_SOURCES = 2


class ActionExplain(Action):
    """Answers "why do you say that?"."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_explain"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Say the first steps of the working."""
        language = language_in(tracker)
        steps = assess(case_in(tracker)).working[:_MOST_STEPS]
        lines = [phrase("why_title", language), *(f"- {_step(step, language)}" for step in steps)]
        say(dispatcher, lines, ids=("why", *(step.id for step in steps)))
        return []


def _step(step: Step, language: str) -> str:
    text = step.text.in_language(language)
    if not step.source or step.status is None:
        return text
    titles = "; ".join(sources()[name].title for name in step.source[:_MOST_SOURCES] if name in sources())
    status = phrase(f"status_{step.status}", language)
    return f"{text} ({step.id}; {phrase('why_source', language, source=titles, status=status)})"
