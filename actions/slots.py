"""Names of the slots, and the case as it is kept in them."""

from typing import Any, Final

from rasa_sdk import Tracker

from altalk.interpretation import Case, CaseError, case_from
from altalk.interpretation.missing import is_answered
from altalk.knowledge.questions import questions

CASE: Final = "case"
LANGUAGE: Final = "language"
URGENCY: Final = "urgency"
ALARM: Final = "alarm"
NEWS: Final = "news"
QUESTIONS_ASKED: Final = "questions_asked"
MISSES: Final = "misses"
GIVEN: Final = "given"
REQUESTED: Final = "requested_slot"

FORM: Final = "assessment_form"
TALK_SLOTS: Final = (CASE, LANGUAGE, URGENCY, ALARM, NEWS, QUESTIONS_ASKED, MISSES, GIVEN)


def case_in(tracker: Tracker) -> Case:
    """The case kept in the talk; an empty one at its start or after an incompatible update."""
    try:
        return case_from(tracker.get_slot(CASE) or {})
    except CaseError:
        return Case()


def language_in(tracker: Tracker) -> str:
    """`zh` or `en`; English until the person has written in one."""
    return "zh" if tracker.get_slot(LANGUAGE) == "zh" else "en"


def answer_states(case: Case) -> dict[str, Any]:
    """For each question what the form needs to know: `told`, `unknown`, `refused` or None."""
    return {name: case.declined.get(name) or ("told" if is_answered(name, case) else None) for name in questions()}


def intent_of(tracker: Tracker) -> str:
    """The intent of the latest message as the pipeline left it.

    rasa_sdk's own method takes the first of the ranking instead, which a red flag or the fallback has overruled.
    """
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def requested_question(tracker: Tracker) -> str | None:
    """The question that waits for an answer."""
    requested = tracker.get_slot(REQUESTED)
    return requested if requested in questions() else None
