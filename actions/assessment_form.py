"""The one form: after each message read back what is new, say what it means, choose the next question."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, ActionExecutionRejection

from actions.slots import FORM, NEWS, QUESTIONS_ASKED, REQUESTED, case_in, intent_of, language_in, requested_question
from actions.speak import respond, say
from altalk.dialogue.reading_line import reading_line, trend_line
from altalk.interpretation import Assessment, Case, assess
from altalk.knowledge.phrases import phrase

MOST_QUESTIONS = 8
_SIGNS_OF_A_QUESTION = ("?", "？", "吗", "呢", "怎么", "什么")
_BEFORE_ANY_REPLY = ("action_listen", "action_extract_slots", FORM)


class ValidateAssessmentForm(Action):
    """Chooses the next question by what could still change the assessment."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return f"validate_{FORM}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Say what was understood, then request the most useful missing fact or end the form.

        Raises:
            ActionExecutionRejection: the message asks something; that is answered first.
        """
        fresh = _is_fresh(tracker)
        if fresh and _is_side_question(tracker):
            raise ActionExecutionRejection(self.name())
        if fresh:
            say_news(dispatcher, tracker)
        return _next_question(tracker, assess(case_in(tracker)))


def _is_fresh(tracker: Tracker) -> bool:
    """Whether nothing has been replied yet to the latest message."""
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return True
        if event["event"] == "action" and event["name"] not in _BEFORE_ANY_REPLY:
            return False
    return True


def _is_side_question(tracker: Tracker) -> bool:
    """A question, unless the message answers what was asked and has no sign of a question in it."""
    intent, text = intent_of(tracker), tracker.latest_message.get("text") or ""
    answers = (tracker.get_slot(NEWS) or {}).get("answers")
    asks = not answers or any(sign in text for sign in _SIGNS_OF_A_QUESTION)
    return bool(tracker.active_loop) and intent.startswith("ask_") and asks


def say_news(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Read back what the latest message told, and say what the number means where that changed."""
    news, language, case = tracker.get_slot(NEWS) or {}, language_in(tracker), case_in(tracker)
    assessment = assess(case)
    say_problems(dispatcher, tracker)
    facts = news.get("facts") or []
    understood = "corrected" if news.get("corrected") else "understood"
    lines = [phrase(understood, language, facts=phrase("separator", language).join(facts))] if facts else []
    if news.get("sign_stays"):
        lines.append(phrase("sign_stays", language))
    if news.get("reading") and assessment.missing:
        lines += _reading(case, assessment, language)
    say(dispatcher, lines, ids=(understood,))


def say_problems(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """A kind word about everything that cannot be taken as it stands, naming it. Whether there was any."""
    problems = (tracker.get_slot(NEWS) or {}).get("problems") or []
    for problem in problems:
        respond(dispatcher, f"utter_problem_{problem['kind']}", field=problem["field"], words=problem["text"])
    return bool(problems)


def _reading(case: Case, assessment: Assessment, language: str) -> list[str]:
    if assessment.alt_multiple is None:
        return []
    return [reading_line(case, assessment, language), trend_line(assessment, language)]


def _next_question(tracker: Tracker, assessment: Assessment) -> list[Any]:
    """The first missing fact, at most so many questions in a talk; None ends the form."""
    asked = int(tracker.get_slot(QUESTIONS_ASKED) or 0)
    waiting = requested_question(tracker)
    if not assessment.missing or (asked >= MOST_QUESTIONS and waiting not in assessment.missing):
        return [SlotSet(REQUESTED, None)]
    question = waiting if waiting in assessment.missing else assessment.missing[0]
    if question == waiting:
        return [SlotSet(REQUESTED, question)]
    return [SlotSet(REQUESTED, question), SlotSet(QUESTIONS_ASKED, asked + 1)]
