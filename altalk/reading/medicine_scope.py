"""Which words of a text belong to which medicine: what stands before and after a name, up to the next one."""

import re
from collections.abc import Sequence

from msgspec import Struct

from altalk.knowledge.medicine_words import cue
from altalk.reading.quantities import SINGLE

_SENTENCE_END = re.compile(r"[!?;！？；。\n]+|(?<!\d)\.(?!\d)|\.(?=\s|$)")
_PART_END = re.compile(
    r"(?<!\d),|,(?!\d)|[，、(（)）:：]|\b(?:and|but|then|also|while|plus|with|whereas)\b|&|\+|还有|后来|但是|但|然后|现在|和|跟|以及|又|另外|同时|而"
)
_CONNECTOR = re.compile(
    r"[\s,，、和跟与及加还有&+/()（）]*(?:and|or|with|plus|或者?|还|又|then)?"
    rf"\s*(?:{SINGLE}\s*(?:tablets? of|片|粒|包|袋)?)?\s*"
)


# What stands further away than this is about something else.
_REACH_BEFORE = 120
_REACH_AFTER = 240
_LONGEST_CONNECTOR = 24
_LARGEST_GROUP = 12


class Scope(Struct, frozen=True):
    """The surroundings of one name, folded.

    Attributes:
        before: its own part of the sentence up to the name.
        after: from the name to the next name or the end of the sentence.
        shared: what is said of all names that stand together, parts about something else left out.
        sentence: the whole sentence.
    """

    before: str
    after: str
    shared: str
    sentence: str


def scopes(folded: str, spans: Sequence[tuple[int, int]]) -> list[Scope]:
    """One scope for each span; the spans are in order and do not overlap."""
    bounds = sentences(folded)
    found = []
    for number, (start, end) in enumerate(spans):
        first, last = next((low, high) for low, high in bounds if low <= start < high)
        left = max(first, start - _REACH_BEFORE, spans[number - 1][1] if number else 0)
        right = min(last, spans[number + 1][0]) if number + 1 < len(spans) else last
        before = _last_part(folded[left:start])
        after = _until_next(folded[end:right], right < last)[:_REACH_AFTER]
        found.append(
            Scope(before, after, _shared(folded, spans, number, bounds), _around(folded, (first, last), (start, end)))
        )
    return found


def _around(folded: str, sentence: tuple[int, int], span: tuple[int, int]) -> str:
    return folded[max(sentence[0], span[0] - _REACH_AFTER) : min(sentence[1], span[1] + _REACH_AFTER)]


def sentences(folded: str) -> list[tuple[int, int]]:
    """Start and end of each sentence; the last one reaches beyond the text."""
    ends = [match.end() for match in _SENTENCE_END.finditer(folded)]
    starts = [0, *ends]
    return list(zip(starts, [*ends, len(folded) + 1], strict=True))


def _last_part(text: str) -> str:
    """The part that the name stands in; a part before it that says no more than when or how is kept too."""
    cuts = [match.end() for match in _PART_END.finditer(text)]
    return text[cuts[-1] :] if cuts else text


def _until_next(text: str, cut: bool) -> str:
    """What follows a name; before another name only up to the last connector."""
    if not cut:
        return text
    cuts = [match.start() for match in _PART_END.finditer(text)]
    return text[: cuts[-1]] if cuts else text


def _shared(folded: str, spans: Sequence[tuple[int, int]], number: int, bounds: list[tuple[int, int]]) -> str:
    """What is said about the group of names joined by "and" that this one stands in."""
    first, last = _group(folded, spans, number)
    place = next(index for index, (low, high) in enumerate(bounds) if low <= spans[number][0] < high)
    low, high = bounds[place]
    left = max(low, spans[first - 1][1] if first else 0)
    right = min(high, spans[last + 1][0] if last + 1 < len(spans) else high)
    near = max(left, spans[first][0] - _REACH_BEFORE)
    before = _before_group(folded[near : spans[first][0]], left == low)
    after = _after_group(folded[spans[last][1] : right][:_REACH_AFTER], right < high)
    return f"{before} | {after}{_next_sentence(folded, spans, last, bounds, place)}"


def _group(folded: str, spans: Sequence[tuple[int, int]], number: int) -> tuple[int, int]:
    first = last = number
    lowest, highest = max(0, number - _LARGEST_GROUP), min(len(spans) - 1, number + _LARGEST_GROUP)
    while first > lowest and _joined(folded[spans[first - 1][1] : spans[first][0]]):
        first -= 1
    while last < highest and _joined(folded[spans[last][1] : spans[last + 1][0]]):
        last += 1
    return first, last


def _joined(text: str) -> bool:
    return len(text) <= _LONGEST_CONNECTOR and _CONNECTOR.fullmatch(text) is not None


def _before_group(text: str, opens_sentence: bool) -> str:
    parts = _parts(text)
    if not opens_sentence or len(parts) < 2:
        return parts[-1]
    kept = parts[-1]
    for part in reversed(parts[:-1]):
        if cue("other_topic").search(part):
            break
        kept = f"{part}；{kept}"
    return kept


def _after_group(text: str, cut: bool) -> str:
    parts = _parts(text)
    if cut and len(parts) > 1:
        parts = parts[:-1]
    return parts[0] + "".join(f"；{part}" for part in parts[1:] if not cue("other_topic").search(part))


def _parts(text: str) -> list[str]:
    return _PART_END.split(text)


def _next_sentence(
    folded: str, spans: Sequence[tuple[int, int]], last: int, bounds: list[tuple[int, int]], place: int
) -> str:
    """The sentence after, when it goes on about the same medicine without naming another."""
    if place + 1 >= len(bounds):
        return ""
    low, high = bounds[place + 1]
    if last + 1 < len(spans) and spans[last + 1][0] < high:
        return ""
    text = folded[low : min(high, low + _REACH_AFTER)]
    goes_on = any(cue(name).search(text) for name in ("stopped", "prescribed", "bought", "take"))
    return f" {text}" if goes_on and not cue("other_topic").search(text) else ""
