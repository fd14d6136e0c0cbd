"""The report on an evaluation: as data, and as text."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from altalk.evaluation.measures import FALLBACK, GROUPS, OTHER, OUT_OF_SCOPE, Result, intent_counts, macro_f1, total

SAFETY = (
    "wrong ALT",
    "negated fact stored as positive",
    "positive fact stored as negated",
    "red flag missed",
    "false alarm",
    "would start the form",
)


def summary(results: list[Result]) -> dict[str, Any]:
    """All measures, overall, by language and by tag; shares between 0 and 1."""
    languages = sorted({result.message.language for result in results})
    tags = sorted({tag for result in results for tag in result.message.tags})
    return {
        "all": _measures(results),
        "languages": {name: _measures([r for r in results if r.message.language == name]) for name in languages},
        "tags": {name: _tag([r for r in results if name in r.message.tags]) for name in tags},
        "intents": {name: _intent(count) for name, count in _intents(results).items()},
    }


def errors(results: Iterable[Result]) -> list[dict[str, Any]]:
    """The messages with which something went wrong, one by one."""
    return [_error(result) for result in results if result.wrongs]


def as_text(results: list[Result]) -> str:
    """The report to read: measures, weak tags and intents, then every error."""
    data = summary(results)
    blocks = [_table(data), _tags(data["tags"])]
    if data["intents"]:
        blocks.append(_weak_intents(data["intents"]))
    return "\n\n".join([*blocks, *_error_blocks(results)])


def _measures(results: list[Result]) -> dict[str, Any]:
    facts = {group: total(result.counts[group] for result in results) for group in GROUPS}
    found = {f"{group} F1": facts[group].f1 for group in GROUPS if group != OTHER}
    return {
        "messages": len(results),
        **_intent_measures(results),
        **found,
        f"{OTHER} recall": facts[OTHER].recall,
        "details right": total(result.details for result in results).recall,
        "red-flag recall": _red_flag_recall(results),
        "red-flag messages": sum(result.message.red_flag for result in results),
        **{what: sum(result.has(what) for result in results) for what in SAFETY},
    }


def _intent_measures(results: list[Result]) -> dict[str, float]:
    counts = _intents(results)
    if not counts:
        return {}
    in_scope = [result for result in results if result.message.intent != OUT_OF_SCOPE]
    return {
        "intent macro-F1": macro_f1(counts),
        "intent accuracy": total(counts.values()).recall,
        "fallback rate": sum(r.understood.intent == FALLBACK for r in in_scope) / max(len(in_scope), 1),
    }


def _intents(results: Iterable[Result]) -> dict[str, Any]:
    return intent_counts(result for result in results if result.understood.intent is not None)


def _intent(count: Any) -> dict[str, float]:
    return {
        "messages": count.right + count.missed,
        "precision": count.precision,
        "recall": count.recall,
        "F1": count.f1,
    }


def _red_flag_recall(results: list[Result]) -> float:
    told = [result for result in results if result.message.red_flag]
    return sum(result.understood.red_flag for result in told) / len(told) if told else 1.0


def _tag(results: list[Result]) -> dict[str, Any]:
    measures = {"messages": len(results), **_intent_measures(results)}
    measures.pop("intent macro-F1", None)
    facts = total(result.facts for result in results)
    return {**measures, "facts F1": facts.f1, "without an error": sum(not r.wrongs for r in results) / len(results)}


def _error(result: Result) -> dict[str, Any]:
    wrongs = [{"what": wrong.what, "expected": wrong.expected, "got": wrong.got} for wrong in result.wrongs]
    message = result.message
    return {"text": message.text, "language": message.language, "tags": list(message.tags), "wrong": wrongs}


def _table(data: dict[str, Any]) -> str:
    columns = {"all": data["all"], **data["languages"]}
    lines = [f"{'':34}" + "".join(f"{name:>9}" for name in columns)]
    lines += [f"{name:34}" + "".join(f"{_figure(c.get(name)):>9}" for c in columns.values()) for name in data["all"]]
    return "\n".join(lines)


def _tags(tags: dict[str, Any]) -> str:
    measures = ["messages", "intent accuracy", "fallback rate", "facts F1", "without an error"]
    lines = [f"{'tag':16}" + "".join(f"{name:>18}" for name in measures)]
    for name, values in tags.items():
        lines.append(f"{name:16}" + "".join(f"{_figure(values.get(measure)):>18}" for measure in measures))
    return "\n".join(lines)


def _weak_intents(intents: dict[str, Any]) -> str:
    weakest = sorted((item for item in intents.items() if item[1]["messages"]), key=lambda item: float(item[1]["F1"]))
    lines = [f"{name:24}{values['F1']:7.3f}{values['messages']:6}" for name, values in weakest]
    return "\n".join(["intent                       F1     n", *lines])


def _error_blocks(results: Iterable[Result]) -> list[str]:
    kinds = Counter(wrong.what for result in results for wrong in result.wrongs)
    order = [*SAFETY, *sorted(kinds.keys() - set(SAFETY))]
    return [_error_block(kind, results) for kind in order if kinds[kind]]


def _error_block(kind: str, results: Iterable[Result]) -> str:
    lines = [
        f"  [{result.message.language}] {result.message.text}\n      expected: {wrong.expected}  got: {wrong.got}"
        for result in results
        for wrong in result.wrongs
        if wrong.what == kind
    ]
    return "\n".join([f"{kind} ({len(lines)})", *lines])


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.3f}"
