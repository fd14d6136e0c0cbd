"""Steer to lifestyle advice, a doctor's visit, or an emergency department."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import case_in, language_in
from actions.speak import say
from altalk.interpretation import Assessment, Case, assess
from altalk.interpretation.phrases import bring_line, statement_text, urgency_line
from altalk.knowledge.phrases import phrase
from altalk.knowledge.topics import questions_of

_MOST_STEPS = 4


class _Advice:
    """What to do, the warning signs, and the one line it ends in. Not an action itself: rasa_sdk registers those."""

    after: tuple[str, ...]

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Say the advice of the assessment of all facts so far."""
        case, language = case_in(tracker), language_in(tracker)
        assessment = assess(case)
        steps = assessment.actions[:_MOST_STEPS]
        lines = [f"- {statement_text(name, language, case.region)}" for name in steps]
        say(
            dispatcher,
            [*lines, *self.closing(case, assessment, language)],
            ids=(*steps, *assessment.warnings, f"advice_{assessment.urgency}"),
            buttons=questions_of(self.after, language),
        )
        return []

    def closing(self, case: Case, assessment: Assessment, language: str) -> list[str]:
        """Warning signs, the urgency line, what to bring, and what this is not."""
        return [
            *(statement_text(name, language, case.region) for name in assessment.warnings),
            f"**{urgency_line(assessment, language, case.region)}** {bring_line(assessment, language)}",
            phrase("disclaimer", language),
        ]


class ActionAdviseLifestyle(_Advice, Action):
    """Within the limit, or worth a repeat: daily life, and when to repeat the test."""

    after = ("diet", "exercise", "preparation", "why")

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_advise_lifestyle"


class ActionAdviseVisit(_Advice, Action):
    """A doctor's visit: with whom, by when, what to bring and ask."""

    after = ("department", "more_tests", "diet", "why")

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_advise_visit"


class ActionAdviseEmergency(_Advice, Action):
    """An emergency: what to do on the way; the line itself was said first."""

    after = ("why",)

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_advise_emergency"

    def closing(self, case: Case, assessment: Assessment, language: str) -> list[str]:
        """Only what to bring: nothing may stand between the person and the door."""
        return [bring_line(assessment, language)]
