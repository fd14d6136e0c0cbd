"""Whether a condition of the knowledge holds for a person, and the condition as a sentence."""

from collections.abc import Callable, Iterable, Mapping
from operator import ge, gt, le, lt

from msgspec import Struct

from altalk.knowledge.catalogue import Condition


class Facts(Struct):
    """What a condition is held against: the findings that are present, and the measures that are known."""

    present: set[str]
    measures: dict[str, float]


COMPARISONS: tuple[tuple[str, Callable[[float, float], bool], str, str], ...] = (
    ("above", gt, "above", "大于"),
    ("at_least", ge, "at least", "不低于"),
    ("below", lt, "below", "小于"),
    ("at_most", le, "at most", "不超过"),
)


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether all lines of the condition hold; a measure that is not known makes its line fail."""
    present = facts.present
    if not present.issuperset(condition.all):
        return False
    if condition.any and present.isdisjoint(condition.any):
        return False
    if not present.isdisjoint(condition.none):
        return False
    return _measures_hold(condition, facts.measures)


def any_holds(conditions: Iterable[Condition], facts: Facts) -> bool:
    """Whether at least one of the conditions holds."""
    return any(holds(condition, facts) for condition in conditions)


def _measures_hold(condition: Condition, measures: Mapping[str, float]) -> bool:
    for line, compare, _, _ in COMPARISONS:
        for name, threshold in getattr(condition, line).items():
            value = measures.get(name)
            if value is None or not compare(value, threshold):
                return False
    return True


def sentence(condition: Condition, name_of: Callable[[str], str], language: str = "en") -> str:
    """The condition as a sentence a clinician can read; `name_of` gives the name of a finding or measure."""
    zh = language == "zh"
    parts = [name_of(finding) for finding in condition.all]
    if condition.any:
        parts.append(("至少有一项：" if zh else "any of: ") + ("、" if zh else ", ").join(map(name_of, condition.any)))
    for line, _, word, word_zh in COMPARISONS:
        for name, threshold in getattr(condition, line).items():
            parts.append(f"{name_of(name)}{word_zh}{threshold:g}" if zh else f"{name_of(name)} {word} {threshold:g}")
    if condition.none:
        parts.append(("没有：" if zh else "none of: ") + ("、" if zh else ", ").join(map(name_of, condition.none)))
    return ("；" if zh else " and ").join(parts)


def names_in(condition: Condition) -> frozenset[str]:
    """All findings and measures that a condition looks at."""
    measures = (name for line, _, _, _ in COMPARISONS for name in getattr(condition, line))
    return frozenset((*condition.all, *condition.any, *condition.none, *measures))
