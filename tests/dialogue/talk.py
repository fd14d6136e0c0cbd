"""Hold a talk: say the opening messages, then answer whatever is asked until nothing is asked any more."""

from dataclasses import dataclass, field
from typing import Any

from tests.dialogue.assistant import Assistant

MOST_TURNS = 16
_QUESTION = "utter_ask_"
# Responses that begin like a question of the form but answer one.
_NOT_QUESTIONS = {"utter_ask_privacy", "utter_ask_human", "utter_ask_language"}


@dataclass
class Talk:
    """What was said to and by the assistant."""

    assistant: Assistant
    language: str
    token: str = ""
    messages: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    waiting: str | None = None

    def __post_init__(self) -> None:
        """Begin with a session of its own."""
        self.token = self.assistant.new_session()

    def say(self, text: str) -> list[dict[str, Any]]:
        """Say something; the replies come back, and the question that now waits is kept."""
        replies = self.assistant.say(self.token, text, self.language)
        self.messages += replies
        questions = [
            name.removeprefix(_QUESTION) for reply in replies for name in reply.get("ids", []) if _is_question(name)
        ]
        self.waiting = questions[-1] if questions else None
        self.asked += questions
        return replies

    @property
    def said(self) -> list[str]:
        """Ids of everything the assistant said."""
        return [name for message in self.messages for name in message.get("ids", [])]

    def state(self) -> dict[str, Any]:
        """What is stored about the person."""
        return self.assistant.case(self.token)

    def answer_until_done(self, answers: dict[str, str]) -> None:
        """Answer each question from the table; a question without an answer there fails the talk."""
        for _ in range(MOST_TURNS):
            if self.waiting is None:
                return
            assert self.waiting in answers, f"asked {self.waiting!r}, for which the talk has no answer"
            self.answered.append(self.waiting)
            self.say(answers[self.waiting])
        raise AssertionError(f"still asking after {MOST_TURNS} turns: {self.asked}")


def _is_question(name: str) -> bool:
    return name.startswith(_QUESTION) and name not in _NOT_QUESTIONS
