"""All conditions of the knowledge compiled to bit masks, so that trying many possible answers stays cheap.

`conditions.holds` says what a condition means; this says the same of all of them at once. A finding is a bit, and
so is each comparison of a measure with a threshold ("alt_multiple at least 3").
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from msgspec import Struct

from altalk.interpretation.conditions import COMPARISONS, Facts
from altalk.knowledge.catalogue import Condition, causes, definitions, rules


class Mask(Struct, frozen=True):
    """A condition: all bits of `every`, at least one of `some` (if any), none of `never`."""

    every: int
    some: int
    never: int

    def holds(self, facts: int) -> bool:
        """Whether the condition holds for these facts."""
        return facts & self.every == self.every and (not self.some or facts & self.some != 0) and not facts & self.never


class Entry(Struct, frozen=True):
    """An entry of the knowledge with its conditions; `looks_at` has the bits of all of them."""

    id: str
    masks: tuple[Mask, ...]
    looks_at: int

    def holds(self, facts: int) -> bool:
        """Whether one of the conditions holds."""
        return any(mask.holds(facts) for mask in self.masks)


class State(Struct, frozen=True):
    """What holds for one person: the facts as bits, and which rules and which evidence hold."""

    facts: int
    rules: tuple[bool, ...]
    evidence: tuple[bool, ...]


class Bits:
    """Which bit stands for which finding or comparison."""

    def __init__(self) -> None:
        """No bit is given out yet."""
        self._findings: dict[str, int] = {}
        self._comparisons: dict[str, list[tuple[Any, float, int]]] = {}
        self._next = 0

    def finding(self, name: str) -> int:
        """The bit of a finding."""
        if name not in self._findings:
            self._findings[name] = self._new()
        return self._findings[name]

    def known(self, facts: Facts) -> int:
        """The bits of all findings that are present and of all comparisons that hold."""
        bits = 0
        for name in facts.present:
            bits |= self._findings.get(name, 0)
        for name, value in facts.measures.items():
            for compare, threshold, bit in self._comparisons.get(name, ()):
                if compare(value, threshold):
                    bits |= bit
        return bits

    def mask(self, condition: Condition) -> Mask:
        """A condition as bits."""
        every = self._of(condition.all)
        for line, compare, _, _ in COMPARISONS:
            for name, threshold in getattr(condition, line).items():
                every |= self._comparison(name, compare, threshold)
        return Mask(every, self._of(condition.any), self._of(condition.none))

    def _of(self, names: Iterable[str]) -> int:
        bits = 0
        for name in names:
            bits |= self.finding(name)
        return bits

    def _comparison(self, name: str, compare: Any, threshold: float) -> int:
        bit = self._new()
        self._comparisons.setdefault(name, []).append((compare, threshold, bit))
        return bit

    def _new(self) -> int:
        self._next += 1
        return 1 << self._next


class Compiled(Struct, frozen=True):
    """Definitions, rules and evidence in the order in which they are read."""

    bits: Bits
    definitions: tuple[Entry, ...]
    rules: tuple[Entry, ...]
    evidence: tuple[Entry, ...]

    def state(self, facts: Facts, near: State | None = None) -> State:
        """What holds for these facts; only what the difference to `near` touches is looked at anew."""
        known = self.bits.known(facts)
        for entry in self.definitions:
            if entry.holds(known):
                known |= self.bits.finding(entry.id)
        if near is None:
            return State(known, _held(self.rules, known), _held(self.evidence, known))
        changed = known ^ near.facts
        return State(
            known,
            _held_again(self.rules, known, changed, near.rules),
            _held_again(self.evidence, known, changed, near.evidence),
        )

    def defined(self, state: State) -> set[str]:
        """The findings that follow from others."""
        return {entry.id for entry in self.definitions if state.facts & self.bits.finding(entry.id)}


def _held(entries: tuple[Entry, ...], known: int) -> tuple[bool, ...]:
    return tuple([entry.holds(known) for entry in entries])


def _held_again(entries: tuple[Entry, ...], known: int, changed: int, before: tuple[bool, ...]) -> tuple[bool, ...]:
    pairs = zip(entries, before, strict=True)
    return tuple([entry.holds(known) if entry.looks_at & changed else held for entry, held in pairs])


@cache
def compiled() -> Compiled:
    """All conditions of the knowledge, compiled once."""
    bits = Bits()
    return Compiled(
        bits=bits,
        definitions=tuple(_entry(bits, definition.id, definition.when) for definition in definitions().values()),
        rules=tuple(_entry(bits, rule.id, rule.when) for rule in rules().values()),
        evidence=tuple(
            _entry(bits, cause.id, (evidence.when,)) for cause in causes().values() for evidence in cause.evidence
        ),
    )


def _entry(bits: Bits, name: str, conditions: Iterable[Condition]) -> Entry:
    masks = tuple(bits.mask(condition) for condition in conditions)
    looks_at = 0
    for mask in masks:
        looks_at |= mask.every | mask.some | mask.never
    return Entry(name, masks, looks_at)
