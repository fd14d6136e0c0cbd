"""Answer what was asked: a topic of the knowledge, or small talk."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.assessment_form import say_news, say_problems
from actions.slots import FORM, GIVEN, NEWS, case_in, intent_of, language_in
from actions.speak import respond, say
from altalk.dialogue.reading_line import reading_line
from altalk.interpretation import Case, assess
from altalk.interpretation.conditions import Facts, holds
from altalk.interpretation.phrases import urgency_line
from altalk.interpretation.verdict import all_facts, verdict_of
from altalk.knowledge.phrases import phrase
from altalk.knowledge.topics import Topic, questions_of, topics

_ASK = "ask_"
_PRESSING = ("emergency", "urgent")


class ActionAnswer(Action):
    """Answers a side question; the form, if active, goes on afterwards."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Say the answer; when the message also brought facts, go on to the assessment."""
        intent = intent_of(tracker)
        topic = topics().get(intent.removeprefix(_ASK)) if intent.startswith(_ASK) else None
        if topic is None:
            respond(dispatcher, f"utter_{intent}")
            say_news(dispatcher, tracker)
        else:
            _answer(dispatcher, tracker, topic)
        return _assessment_if_new(tracker)


def _answer(dispatcher: CollectingDispatcher, tracker: Tracker, topic: Topic) -> None:
    case, language = case_in(tracker), language_in(tracker)
    assessment = assess(case)
    news = tracker.get_slot(NEWS) or {}
    say_problems(dispatcher, tracker)
    lines, ids = [], []
    if news.get("facts"):
        lines.append(phrase("understood", language, facts=phrase("separator", language).join(news["facts"])))
    if assessment.alt_multiple is not None and (topic.value_first or news.get("facts")):
        lines.append(reading_line(case, assessment, language))
    for answer in fitting_answers(topic, case):
        lines.append(answer.text.in_language(language))
        ids.append(answer.id)
    if assessment.urgency in _PRESSING and assessment.alt_multiple is not None:
        lines.append(f"**{urgency_line(assessment, language, case.region)}**")
    buttons = () if tracker.active_loop else questions_of(topic.follow_ups, language)
    say(dispatcher, lines, ids=(topic.id, *ids), buttons=buttons)


def fitting_answers(topic: Topic, case: Case) -> list[Any]:
    """The lines of an answer that hold for this person."""
    facts: Facts = all_facts(verdict_of(case))
    return [answer for answer in topic.answers if answer.when is None or holds(answer.when, facts)]


def _assessment_if_new(tracker: Tracker) -> list[Any]:
    """Facts that came with a question are not left lying: the talk goes on to the assessment."""
    if tracker.active_loop or not (tracker.get_slot(NEWS) or {}).get("changed"):
        return []
    labs = case_in(tracker).labs
    return [FollowupAction(FORM)] if labs or tracker.get_slot(GIVEN) else []
