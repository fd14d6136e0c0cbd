"""The assessment as one HTML page for a doctor or for printing: no script, nothing loaded from elsewhere."""

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from altalk.interpretation.assessment import Assessment, Score, Step, Trend
from altalk.interpretation.case import Case
from altalk.interpretation.display import shown
from altalk.interpretation.page_facts import given_values, told_facts
from altalk.interpretation.page_parts import facts_table, row, section, unordered
from altalk.interpretation.phrases import bring_line, statement_text, urgency_line
from altalk.knowledge.catalogue import causes, grades, limits, sources, urgency_lines
from altalk.knowledge.measures import measures
from altalk.knowledge.page_words import page_word
from altalk.knowledge.phrases import phrase
from altalk.knowledge.questions import questions

_LANGUAGES = {"en": "en", "zh": "zh-CN"}


def as_page(case: Case, assessment: Assessment, language: str = "en") -> str:
    """The whole page as text; everything that was told is escaped."""
    title = escape(page_word("page_title", language))
    body = "\n".join(part for part in _parts(case, assessment, language) if part)
    return (
        f'<!doctype html>\n<html lang="{_LANGUAGES[language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f'<body class="urgency-{assessment.urgency}">\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n'
    )


@cache
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def _parts(case: Case, assessment: Assessment, language: str) -> Iterator[str]:
    statements = {
        "page_todo": [statement_text(name, language, case.region) for name in assessment.actions],
        "page_warnings": [statement_text(name, language, case.region) for name in assessment.warnings],
    }
    yield _line(case, assessment, language)
    yield section(page_word("page_result", language), facts_table(_result(case, assessment, language)))
    for heading, lines in statements.items():
        yield section(page_word(heading, language), unordered(lines))
    yield section(page_word("page_reasons", language), _reasons(assessment, language))
    yield section(page_word("page_scores", language), _scores(assessment.scores, language))
    yield section(page_word("page_causes", language), unordered(_causes(assessment, language)))
    yield section(
        page_word("page_told", language), facts_table((*given_values(case, language), *told_facts(case, language)))
    )
    yield section(
        page_word("page_assumed", language), unordered(note.text.in_language(language) for note in assessment.notes)
    )
    yield section(page_word("page_missing", language), unordered(_missing(assessment, language)))
    yield f"<footer>{escape(phrase('disclaimer', language))}</footer>"


def _line(case: Case, assessment: Assessment, language: str) -> str:
    level = escape(urgency_lines()[assessment.urgency].name.in_language(language))
    act = escape(urgency_line(assessment, language, case.region))
    bring = escape(bring_line(assessment, language))
    return f'<div class="line"><p class="level">{level}</p><p class="act">{act}</p><p>{bring}</p></div>'


def _result(case: Case, assessment: Assessment, language: str) -> Iterator[tuple[str, str]]:
    unknown = page_word("page_unknown", language)
    value, multiple = assessment.alt, assessment.alt_multiple
    yield page_word("page_value", language), f"{shown(value)} U/L" if value is not None else unknown
    yield page_word("page_limit", language), _limit(assessment, language) or unknown
    yield page_word("page_multiple", language), shown(multiple) if multiple is not None else unknown
    grade = grades().get(assessment.grade)
    yield page_word("page_grade", language), grade.name.in_language(language) if grade else unknown
    newest = max((lab.date for lab in case.labs if lab.date is not None), default=None)
    if newest is not None:
        yield page_word("page_date", language), newest
    if assessment.pattern is not None:
        yield page_word("page_pattern", language), page_word(f"reading_{assessment.pattern}", language)
    if assessment.trend is not None:
        yield page_word("page_trend", language), _trend(assessment.trend, language)


def _limit(assessment: Assessment, language: str) -> str:
    limit = assessment.upper_limit
    if limit is None:
        return ""
    origin = page_word("page_from_report", language)
    if limit.origin in limits():
        origin = page_word("page_from_default", language, name=limits()[limit.origin].name.in_language(language))
    return f"{shown(limit.value)} U/L · {origin}"


def _trend(trend: Trend, language: str) -> str:
    numbers = {"earlier": shown(trend.earlier), "latest": shown(trend.latest), "percent": f"{trend.percent:+.0f}"}
    return phrase(f"trend_{trend.direction}", language, **numbers)


def _reasons(assessment: Assessment, language: str) -> str:
    heads = "".join(
        f"<th>{escape(page_word(name, language))}</th>"
        for name in ("page_rule", "page_reason", "page_source", "page_status")
    )
    rows = "".join(_reason(step, language) for step in assessment.working)
    return f'<table class="why"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>' if rows else ""


def _reason(step: Step, language: str) -> str:
    titles = "; ".join(f"{sources()[name].title} ({sources()[name].where})" for name in step.source)
    status = phrase(f"status_{step.status}", language) if step.status is not None else ""
    return row(step.id, step.text.in_language(language), titles, status)


def _scores(scores: tuple[Score, ...], language: str) -> str:
    return facts_table(
        (
            measures()[score.id].name.in_language(language),
            f"{shown(score.value)} · {page_word(f'reading_{score.reading}', language)}",
        )
        for score in scores
    )


def _causes(assessment: Assessment, language: str) -> Iterator[str]:
    for cause in assessment.causes:
        name = causes()[cause.id].name.in_language(language)
        told = {"page_for": cause.points_for, "page_against": cause.points_against}
        facts = [
            page_word(
                word,
                language,
                facts=phrase("separator", language).join(point.in_language(language) for point in points),
            )
            for word, points in told.items()
            if points
        ]
        yield f"{name} ({'; '.join(facts)})" if facts else name


def _missing(assessment: Assessment, language: str) -> Iterator[str]:
    yield from (questions()[name].name.in_language(language) for name in assessment.missing)
