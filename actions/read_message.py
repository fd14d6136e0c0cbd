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
    GIVEN,
    LANGUAGE,
    MISSES,
    NEWS,
    QUESTIONS_ASKED,
    URGENCY,
    answer_states,
    case_in,
    intent_of,
    language_in,
    requested_question,
)
from altalk.dialogue.readback import changes, replaced
from altalk.dialogue.returning import returned
from altalk.dialogue.update import Update, affirmed, denied, update
from altalk.interpretation import Assessment, Case, assess, case_to_dict
from altalk.knowledge.questions import questions
from altalk.knowledge.regions import places
from altalk.reading.answers import answer
from altalk.reading.mention import Mention, mention_from

MOST_MISSES = 2
_NOT_FACTS = ("language", "number", "subject", "other_lab")
# "No" to a question that wants a name or a number is no answer either.
_DECLINED = {"dont_know": "unknown", "refuse": "refused", "deny": "unknown"}


class ActionReadMessage(Action):
    """Fill all slots from the latest message."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_read_message"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Slots for the case, the language, what is new this turn, and whether it is an emergency."""
        message = tracker.latest_message
        if _read_already(message, tracker):
            return []
        mentions = tuple(mention_from(entity) for entity in message.get("entities") or [])
        language = _language(mentions, tracker)
        comes_back = _comes_back(tracker)
        told = returned(case_in(tracker)) if comes_back else case_in(tracker)
        before = _in_region(told, language)
        patience_lost = int(tracker.get_slot(MISSES) or 0) >= MOST_MISSES
        after = read_into(before, mentions, message, requested_question(tracker), patience_lost)
        return [*(_afresh() if comes_back else []), *_events(before, after, mentions, language, tracker)]


def read_into(
    case: Case,
    mentions: tuple[Mention, ...],
    message: dict[str, Any],
    question: str | None,
    patience_lost: bool = False,
) -> Update:
    """The case after a message; the pending question gives meaning to a bare number, yes, no or "don't know"."""
    text = message.get("text") or ""
    intent = (message.get("intent") or {}).get("name") or ""
    facts = answer(question, mentions, text) if question else mentions
    changed_subject = _subject_changes(mentions, intent)
    read = update(Case(region=case.region) if changed_subject else case, facts, text, correcting=intent == "correct")
    if question is None or read.problems or read.case != case:
        return read
    return Update(_without_facts(case, question, intent, patience_lost))


def _without_facts(case: Case, question: str, intent: str, patience_lost: bool) -> Case:
    """A yes, a no, a "don't know" or a refusal; a question missed too often is not asked again."""
    if intent == "deny" and questions()[question].none_means:
        return denied(case, question)
    if intent == "affirm" and questions()[question].yes_means:
        return affirmed(case, question)
    reason = _DECLINED.get(intent) or ("unknown" if patience_lost and not intent.startswith("ask_") else None)
    if reason is None:
        return case
    declined: Any = {**case.declined, question: reason}
    return msgspec.structs.replace(case, declined=declined)


def _subject_changes(mentions: tuple[Mention, ...], intent: str) -> bool:
    subjects = [one for one in mentions if one.entity == "subject"]
    return any(one.details.get("changed") for one in subjects) or (intent == "change_subject" and bool(subjects))


def _events(before: Case, read: Update, mentions: tuple[Mention, ...], language: str, tracker: Tracker) -> list[Any]:
    after, assessment = read.case, assess(read.case)
    states, old_states = answer_states(after), answer_states(before)
    answered = [SlotSet(name, state) for name, state in states.items() if state != old_states[name]]
    if after != before and not answered:
        # Rasa's form gives up on a message in which no slot of its own was set; a correction sets none anew.
        answered = [SlotSet("alt", states["alt"])]
    news = _news(before, read, mentions, language, tracker)
    alarm = _alarming(assessment, tracker) and (tracker.get_slot(URGENCY) != assessment.urgency or after != before)
    return [
        SlotSet(CASE, case_to_dict(after)),
        SlotSet(LANGUAGE, language),
        SlotSet(URGENCY, assessment.urgency),
        SlotSet(ALARM, alarm),
        SlotSet(NEWS, news),
        *([SlotSet(MISSES, 0)] if after != before else []),
        *answered,
    ]


def _news(before: Case, read: Update, mentions: tuple[Mention, ...], language: str, tracker: Tracker) -> dict[str, Any]:
    """What this message changed, for the replies of this turn."""
    after, waiting = read.case, requested_question(tracker)
    return {
        "message_id": tracker.latest_message.get("message_id"),
        "changed": after != before,
        "answers": waiting is not None and answer_states(after)[waiting] == "told",
        "known": after == before and bool(_told(mentions)),
        "facts": [] if _only_denies(mentions, tracker) else list(changes(before, after, language)),
        "reading": _reading_of(assess(after)) != _reading_of(assess(before)),
        "corrected": replaced(before, after),
        "problems": msgspec.to_builtins(read.problems),
        "sign_stays": _sign_stays(mentions, after),
    }


def _comes_back(tracker: Tracker) -> bool:
    """The first message of a new session of somebody whose facts are known from an earlier one."""
    messages = sum(event["event"] == "user" for event in tracker.events)
    return messages == 1 and bool(tracker.get_slot(CASE))


def _afresh() -> list[Any]:
    return [SlotSet(QUESTIONS_ASKED, 0), SlotSet(GIVEN, False), SlotSet(MISSES, 0)]


def _read_already(message: dict[str, Any], tracker: Tracker) -> bool:
    """Rasa reads a message a second time when it starts a form."""
    read = (tracker.get_slot(NEWS) or {}).get("message_id")
    return read is not None and read == message.get("message_id")


def _only_denies(mentions: tuple[Mention, ...], tracker: Tracker) -> bool:
    """A bare "no" to a list need not be read back item by item."""
    return intent_of(tracker) == "deny" and not _told(mentions)


def _told(mentions: tuple[Mention, ...]) -> list[Mention]:
    return [one for one in mentions if one.entity not in _NOT_FACTS and not one.details.get("hypothetical")]


def _reading_of(assessment: Assessment) -> tuple[float | None, float | None]:
    return assessment.alt, assessment.upper_limit.value if assessment.upper_limit else None


def _alarming(assessment: Assessment, tracker: Tracker) -> bool:
    """An emergency, or a warning sign that cannot wait for further questions."""
    warned = intent_of(tracker) == "red_flag"
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
    known = configured if configured in places() else None
    return msgspec.structs.replace(case, region=known or ("CN" if language == "zh" else None))
