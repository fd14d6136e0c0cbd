"""Every turn: read the facts of the message into the case, whatever was asked."""

import os
from typing import Any

import msgspec
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import (
    ALARM,
    CASE,
    LANGUAGE,
    MISSES,
    NEWS,
    URGENCY,
    answer_states,
    case_in,
    language_in,
    requested_question,
)
from altalk.dialogue.readback import changes, replaced
from altalk.dialogue.update import Update, affirmed, denied, update
from altalk.interpretation import Assessment, Case, assess, case_to_dict
from altalk.reading.answers import answer
from altalk.reading.mention import Mention, mention_from

_DECLINED = {"dont_know": "unknown", "refuse": "refused"}


class ActionReadMessage(Action):  # type: ignore[misc]  # rasa_sdk ships no types
    """Fill all slots from the latest message."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_read_message"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Slots for the case, the language, what is new this turn, and whether it is an emergency."""
        message = tracker.latest_message
        mentions = tuple(mention_from(entity) for entity in message.get("entities") or [])
        language = _language(mentions, tracker)
        before = _in_region(case_in(tracker), language)
        after = read_into(before, mentions, message, requested_question(tracker))
        return _events(before, after, mentions, language, tracker)


def read_into(case: Case, mentions: tuple[Mention, ...], message: dict[str, Any], question: str | None) -> Update:
    """The case after a message; the pending question gives meaning to a bare number, yes, no or "don't know"."""
    text = message.get("text") or ""
    intent = (message.get("intent") or {}).get("name")
    facts = answer(question, mentions, text) if question else mentions
    changed_subject = _subject_changes(mentions, intent)
    read = update(Case(region=case.region) if changed_subject else case, facts, text)
    if question is None or read.problems or read.case != case:
        return read
    if intent in _DECLINED:
        declined: Any = {**case.declined, question: _DECLINED[intent]}
        return Update(msgspec.structs.replace(case, declined=declined))
    if intent == "deny":
        return Update(denied(case, question))
    return Update(affirmed(case, question)) if intent == "affirm" else read


def _subject_changes(mentions: tuple[Mention, ...], intent: str | None) -> bool:
    subjects = [one for one in mentions if one.entity == "subject"]
    return any(one.details.get("changed") for one in subjects) or (intent == "change_subject" and bool(subjects))


def _events(before: Case, read: Update, mentions: tuple[Mention, ...], language: str, tracker: Tracker) -> list[Any]:
    after, assessment = read.case, assess(read.case)
    states, old_states = answer_states(after), answer_states(before)
    answered = [SlotSet(name, state) for name, state in states.items() if state != old_states[name]]
    requested = requested_question(tracker)
    if requested and states[requested] is not None and not any(event["name"] == requested for event in answered):
        answered.append(SlotSet(requested, states[requested]))
    news = {
        "facts": list(changes(before, after, language)),
        "corrected": replaced(before, after),
        "problems": msgspec.to_builtins(read.problems),
        "sign_stays": _sign_stays(mentions, after),
    }
    alarm = _alarming(assessment, tracker) and (tracker.get_slot(URGENCY) != assessment.urgency or bool(news["facts"]))
    return [
        SlotSet(CASE, case_to_dict(after)),
        SlotSet(LANGUAGE, language),
        SlotSet(URGENCY, assessment.urgency),
        SlotSet(ALARM, alarm),
        SlotSet(NEWS, news),
        *([SlotSet(MISSES, 0)] if news["facts"] else []),
        *answered,
    ]


def _alarming(assessment: Assessment, tracker: Tracker) -> bool:
    """An emergency, or a warning sign that cannot wait for further questions."""
    warned = tracker.get_intent_of_latest_message() == "red_flag"
    return assessment.urgency == "emergency" or (warned and assessment.urgency == "urgent")


def _sign_stays(mentions: tuple[Mention, ...], case: Case) -> bool:
    return any(one.entity == "symptom" and one.negated and case.symptoms.get(one.value) == "yes" for one in mentions)


def _language(mentions: tuple[Mention, ...], tracker: Tracker) -> str:
    """The language of this message; a lone number keeps the last one, the page's language is the first guess."""
    detected = next((one.value for one in mentions if one.entity == "language"), None)
    if detected is None and tracker.get_slot(LANGUAGE) is None:
        hint = (tracker.latest_message.get("metadata") or {}).get("language")
        return "zh" if hint == "zh" else "en"
    return str(detected or language_in(tracker))


def _in_region(case: Case, language: str) -> Case:
    """The region decides default limits and emergency numbers: configured, else China for a Chinese talk."""
    if case.region is not None:
        return case
    configured: Any = os.environ.get("ALTALK_REGION")
    return msgspec.structs.replace(case, region=configured or ("CN" if language == "zh" else None))
