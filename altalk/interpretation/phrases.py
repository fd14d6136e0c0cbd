"""Short phrases that depend on figures: windows of time, the urgency line with its blanks filled in."""

from altalk.interpretation.assessment import Assessment, Retest
from altalk.knowledge.catalogue import statements, urgency_lines
from altalk.knowledge.regions import region_of

_WEEK = 7


def urgency_line(assessment: Assessment, language: str, region: str | None = None) -> str:
    """What, with whom, by when: the one line an assessment ends in."""
    line = urgency_lines()[assessment.urgency].line.in_language(language)
    return _filled(line, language, region, assessment)


def bring_line(assessment: Assessment, language: str) -> str:
    """What to bring."""
    return urgency_lines()[assessment.urgency].bring.in_language(language)


def statement_text(name: str, language: str, region: str | None = None) -> str:
    """A statement of the knowledge in `en` or `zh`, with the crisis line of the region."""
    return _filled(statements()[name].text.in_language(language), language, region)


def window(retest: Retest, language: str) -> str:
    """A retest window in whole weeks, for example "2 to 4 weeks"."""
    first, last = retest.from_days // _WEEK, retest.to_days // _WEEK
    return f"{first}～{last}周" if language == "zh" else f"{first} to {last} weeks"


def within(days: float, language: str) -> str:
    """A span of days in the words people use."""
    if days >= 2 * _WEEK:
        return "1～2周" if language == "zh" else "one to two weeks"
    if days >= _WEEK:
        return "1周" if language == "zh" else "one week"
    whole = max(1, round(days))
    if language == "zh":
        return f"{whole}天"
    return "a day" if whole == 1 else f"{whole} days"


def _filled(line: str, language: str, region: str | None, assessment: Assessment | None = None) -> str:
    where = region_of(region)
    blanks = {"emergency_number": where.emergency_number, "crisis_line": where.crisis_line.in_language(language)}
    if assessment is not None and assessment.within_days is not None:
        blanks["within"] = within(assessment.within_days, language)
    if assessment is not None and assessment.retest is not None:
        blanks["window"] = window(assessment.retest, language)
    for name, value in blanks.items():
        line = line.replace(f"{{{name}}}", value)
    return line
