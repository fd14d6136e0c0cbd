"""The page of all rules."""

from collections.abc import Iterator

from altalk.documentation.markdown import STATUS_KEY, bullets, code, page, table
from altalk.documentation.names import cited, when
from altalk.knowledge.catalogue import Definition, Rule, definitions, rules, urgency_lines

_SEPARATOR = {"en": "or", "zh": "或"}


def rules_page() -> str:
    """Every rule with its conditions as sentences, its urgency, source and status; then the findings they build on."""
    about = (
        "The most urgent rule that fires decides; nothing lowers it. Within a rule any of its lines suffices. "
        f"{STATUS_KEY}"
    )
    urgencies = table(
        ("urgency", "English", "中文", "within days"),
        (
            (f"`{one.id}`", one.name.en, one.name.zh, "" if one.within_days is None else f"{one.within_days:g}")
            for one in urgency_lines().values()
        ),
    )
    of_urgency = (_urgency(one, urgency_lines()[one].name.en) for one in urgency_lines())
    built = "\n\n".join(("## Findings that follow from others", *(_definition(one) for one in definitions().values())))
    return page("Rules", about, urgencies, *of_urgency, built)


def _urgency(urgency: str, name: str) -> str:
    found = [rule for rule in rules().values() if rule.urgency == urgency]
    return "\n\n".join((f"## {name}", *(_rule(rule) for rule in found))) if found else ""


def _rule(rule: Rule) -> str:
    return "\n\n".join((f"### {rule.id}", bullets(_rule_lines(rule))))


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield f"Reason: {rule.because.en} · {rule.because.zh}"
    yield from _conditions(rule)
    if rule.within_days is not None:
        yield f"Within days: {rule.within_days:g}"
    if rule.retest is not None:
        yield f"Repeat the test after {rule.retest.from_days} to {rule.retest.to_days} days"
    if rule.advice:
        yield f"Says: {code(rule.advice)}"
    yield from _grounds(rule)


def _definition(one: Definition) -> str:
    lines = (*_conditions(one), *_grounds(one))
    return "\n\n".join((f"### `{one.id}`: {one.name.en} · {one.name.zh}", bullets(lines)))


def _conditions(one: Rule | Definition) -> Iterator[str]:
    for language, label in (("en", "When"), ("zh", "条件")):
        separator = f" **{_SEPARATOR[language]}** "
        yield f"{label}: {separator.join(when(one.when, language))}"


def _grounds(one: Rule | Definition) -> Iterator[str]:
    yield f"Source: {cited(one.source)}"
    yield f"Status: `{one.status}`"
