"""An assessment as readable text in English or Chinese."""

from collections.abc import Iterator

from altalk.interpretation.assessment import Assessment, Step
from altalk.interpretation.phrases import bring_line, statement_text, urgency_line
from altalk.knowledge.catalogue import causes, grades, urgency_lines
from altalk.knowledge.questions import questions

_HEADINGS = {
    "en": {
        "urgency": "Urgency",
        "grade": "Grade",
        "todo": "What to do",
        "warnings": "Warning signs",
        "causes": "Can be seen with",
        "working": "How this was worked out",
        "missing": "Could still change this",
    },
    "zh": {
        "urgency": "紧急程度",
        "grade": "升高程度",
        "todo": "怎么做",
        "warnings": "危险信号",
        "causes": "可能有关的原因",
        "working": "判断依据",
        "missing": "还可能影响判断的信息",
    },
}


def as_text(assessment: Assessment, language: str = "en", region: str | None = None) -> str:
    """The assessment as lines of text: urgency, what to do, causes, working, what is missing."""
    return "\n".join(_lines(assessment, language, region)) + "\n"


def step_text(step: Step, language: str) -> str:
    """One step of the working with its id, source and status."""
    source = f" [{', '.join(step.source)}; {step.status}]" if step.source else ""
    return f"{step.id}: {step.text.in_language(language)}{source}"


def _lines(assessment: Assessment, language: str, region: str | None) -> Iterator[str]:
    headings = _HEADINGS[language]
    yield f"{headings['urgency']}: {urgency_lines()[assessment.urgency].name.in_language(language)}"
    yield urgency_line(assessment, language, region)
    yield bring_line(assessment, language)
    grade = grades().get(assessment.grade)
    if grade is not None:
        yield f"{headings['grade']}: {grade.name.in_language(language)}"
    todo = [statement_text(name, language, region) for name in assessment.actions]
    yield from _block(headings["todo"], todo)
    yield from _block(headings["warnings"], [statement_text(name, language, region) for name in assessment.warnings])
    yield from _block(
        headings["causes"], [causes()[cause.id].name.in_language(language) for cause in assessment.causes]
    )
    yield from _block(headings["working"], [step_text(step, language) for step in assessment.working])
    yield from _block(
        headings["missing"], [questions()[name].name.in_language(language) for name in assessment.missing]
    )


def _block(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{heading}:"
        yield from (f"- {line}" for line in lines)
