"""Say the assessment: what the number means, why, and what it can go with."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import ALARM, GIVEN, NEWS, REQUESTED, URGENCY, case_in, language_in
from actions.speak import say
from altalk.dialogue.reading_line import causes_line, reading_line, trend_line
from altalk.interpretation import Assessment, Case, assess
from altalk.interpretation.phrases import urgency_line
from altalk.knowledge.catalogue import grades, rules
from altalk.knowledge.phrases import phrase
from altalk.message import Card

_MOST_REASONS = 2


class ActionGiveAssessment(Action):
    """The reading with its reasons; by the `urgency` slot the rules then steer to the advice."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_give_assessment"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Say the assessment and keep its urgency; the form, if any, has ended."""
        case, language = case_in(tracker), language_in(tracker)
        assessment = assess(case)
        if assessment.urgency != "emergency":
            lines = _lines(case, assessment, language, tracker)
            say(dispatcher, lines, ids=_ids(assessment), card=card_of(case, assessment, language))
        else:
            say(
                dispatcher,
                [f"**{urgency_line(assessment, language, case.region)}**", reasons_line(assessment, language)],
                ids=_ids(assessment),
                card=card_of(case, assessment, language),
            )
        return [
            SlotSet(URGENCY, assessment.urgency),
            SlotSet(ALARM, False),
            SlotSet(GIVEN, True),
            ActiveLoop(None),
            SlotSet(REQUESTED, None),
        ]


def _lines(case: Case, assessment: Assessment, language: str, tracker: Tracker) -> list[str]:
    unchanged = tracker.get_slot(GIVEN) and not (tracker.get_slot(NEWS) or {}).get("changed")
    if unchanged:
        return [phrase("stays", language)]
    return [
        f"**{reading_line(case, assessment, language)}**",
        trend_line(assessment, language),
        reasons_line(assessment, language),
        causes_line(assessment, language),
    ]


def reasons_line(assessment: Assessment, language: str) -> str:
    """The reasons of the rules that decided the urgency, the first few."""
    decided = [rules()[name] for name in assessment.rules if rules()[name].urgency == assessment.urgency]
    if not decided:
        return ""
    reasons = phrase("reason_separator", language).join(
        rule.because.in_language(language) for rule in decided[:_MOST_REASONS]
    )
    return phrase("because", language, reasons=reasons)


def card_of(case: Case, assessment: Assessment, language: str) -> Card:
    """The assessment in short, for channels that can draw it."""
    grade = grades().get(assessment.grade)
    limit = assessment.upper_limit
    return Card(
        urgency=assessment.urgency,
        urgency_line=urgency_line(assessment, language, case.region),
        grade=grade.name.in_language(language) if grade else "",
        value=assessment.alt,
        upper_limit=limit.value if limit else None,
        multiple=assessment.alt_multiple,
        unit="U/L",
    )


def _ids(assessment: Assessment) -> tuple[str, ...]:
    return (f"urgency_{assessment.urgency}", f"grade_{assessment.grade}", *assessment.rules)
