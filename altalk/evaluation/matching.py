"""Whether a fact that was read is a fact that should be read."""

import math
from functools import cache
from typing import Any

from msgspec import Struct

from altalk.evaluation.messages import Fact
from altalk.knowledge.vocabulary import findings, medicines

# A symptom taken for a condition is the same finding: the kind is the knowledge's affair, not the message's.
_KINDS = {"symptom": "finding", "condition": "finding"}
_FINDINGS = frozenset(_KINDS)
_KEYS_OF_EVERY_ENTITY = frozenset({"entity", "value", "start", "end", "negated", "extractor"})
# A narrower finding that was told makes the broader one true too.
_BROADER = {
    "vomiting_blood": {"vomiting"},
    "right_upper_pain": {"abdominal_pain"},
    "palm_sole_itching": {"itching"},
    "drowsiness": {"fatigue", "lethargy"},
    "fatigue": {"lethargy"},
    "abdominal_swelling": {"bloating"},
    "heat_stroke": {"fainting", "collapse_in_heat"},
    "fainting": {"dizziness"},
}
# Room for the rounding of pounds, stones and inches.
_RELATIVE_TOLERANCE = 0.002


class Found(Struct, frozen=True):
    """One fact that was read. The attributes are those of a `Fact`, with one entity and one value."""

    entity: str
    value: Any
    negated: bool = False
    details: dict[str, Any] = {}

    def __str__(self) -> str:
        """The fact as the message files write it."""
        words = ["not", self.entity] if self.negated else [self.entity]
        return " ".join([*words, "null" if self.value is None else str(self.value)])


def found_facts(entities: tuple[dict[str, Any], ...]) -> list[Found]:
    """The facts of an entity list, each once.

    A limit that hangs on a lab value counts as a fact of its own, so that both ways to hand it on are right.
    """
    facts: list[Found] = []
    for entity in entities:
        details = {key: value for key, value in entity.items() if key not in _KEYS_OF_EVERY_ENTITY}
        facts.append(Found(entity["entity"], entity["value"], bool(entity.get("negated")), details))
        if details.get("upper_limit") is not None:
            facts.append(Found("upper_limit", details["upper_limit"]))
    unique = {(fact.entity, str(fact.value), fact.negated): fact for fact in reversed(facts)}
    return list(reversed(unique.values()))


def expected_facts(facts: tuple[Fact, ...]) -> list[Fact]:
    """The labelled facts, with the limits that hang on a lab value as facts of their own."""
    limits = [Fact(("upper_limit",), (fact.details["upper_limit"],)) for fact in facts if "upper_limit" in fact.details]
    return [*facts, *limits]


def matches(fact: Fact, found: Found) -> bool:
    """Whether type and value agree; negation and the further keys are compared apart."""
    kinds = {_KINDS.get(entity, entity) for entity in fact.entities}
    same_kind = _KINDS.get(found.entity, found.entity) in kinds
    return same_kind and any(_same_value(found, value) for value in fact.values)


def implied(fact: Fact, found: Found) -> bool:
    """Whether what was read follows from a finding that was told."""
    broader = {name for value in fact.values for name in _BROADER.get(str(value), ())}
    return found.entity in _FINDINGS and found.value in broader


def wrong_details(fact: Fact, found: Found) -> list[str]:
    """The keys of the fact that were read otherwise, as `key=expected (got)`."""
    defaults = {"role": "current"}
    pairs = [(key, value, found.details.get(key, defaults.get(key))) for key, value in fact.compared_details.items()]
    return [f"{key}={value} ({got})" for key, value, got in pairs if not _equal(value, got)]


def _same_value(found: Found, value: Any) -> bool:
    if value is None or found.value is None:
        return value is found.value
    if found.entity == "medicine":
        return _plain(str(value)) in _medicine_names(str(found.value))
    if found.entity in _FINDINGS:
        return _plain(str(value)) in _finding_names(str(found.value))
    if found.entity == "ambiguous":
        return str(value) in str(found.value) or str(found.value) in str(value)
    return _equal(value, found.value)


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=_RELATIVE_TOLERANCE)
    return bool(one == other)


@cache
def _medicine_names(value: str) -> frozenset[str]:
    entry = medicines().get(value)
    if entry is None:
        return frozenset({_plain(value)})
    names = (entry.id, entry.name.en, entry.name.zh, *entry.terms.en, *entry.terms.zh)
    return frozenset(_plain(name) for name in (*names, *entry.classes, *entry.contains))


@cache
def _finding_names(value: str) -> frozenset[str]:
    entry = findings().get(value)
    names = (value,) if entry is None else (entry.id, entry.name.en, entry.name.zh)
    return frozenset(_plain(name) for name in names)


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace("-", " ").split())
