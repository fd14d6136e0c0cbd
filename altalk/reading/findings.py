"""Which symptoms and conditions a message tells of, and whether now, formerly, perhaps or not."""

from collections.abc import Iterable, Iterator
from itertools import product
from operator import attrgetter

from msgspec import Struct

from altalk.knowledge.vocabulary import Finding, Near, findings
from altalk.reading.mention import Mention
from altalk.reading.modality import is_hypothetical, is_past, is_study
from altalk.reading.negation import Item, Negation
from altalk.reading.phrases import Hit
from altalk.reading.scan import Scan, hits_between, scan

# How many words of one group are tried on either side of an anchor.
_CANDIDATES = 4


class _Found(Struct, frozen=True):
    finding: Finding
    item: Item
    term: bool
    denied: bool = False


def find_findings(text: str) -> tuple[Mention, ...]:
    """The symptoms and conditions of a message, in the order of the text.

    `details` holds `tense` (`now`, `past`) and `hypothetical`.
    """
    message = scan(text)
    found = _without_parts(_without_repeats(_all_found(message)))
    negation = Negation(message, [one.item for one in found])
    study = is_study(message)
    mentions = (_mention(message, one, one.denied or negation.denies(one.item), study) for one in found)
    return tuple(sorted(mentions, key=attrgetter("start", "end")))


def red_flag_mentions(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that are red flags: told as present, not denied, not asked about, not of long ago."""
    return tuple(mention for mention in mentions if _is_present_red_flag(mention))


def _is_present_red_flag(mention: Mention) -> bool:
    finding = findings().get(mention.value) if mention.entity in ("symptom", "condition") else None
    if finding is None or not finding.red_flag or mention.negated:
        return False
    return not mention.details.get("hypothetical") and mention.details.get("tense") != "past"


def _mention(message: Scan, one: _Found, negated: bool, study: bool) -> Mention:
    item, finding = one.item, one.finding
    asked = study or is_hypothetical(message, item, finding.red_flag)
    details = {
        "tense": "past" if is_past(message, item, finding.lasting) else "now",
        "hypothetical": asked and not finding.even_if_asked,
    }
    start, end = message.tokens[item.first].start, message.tokens[item.last - 1].end
    return Mention(finding.kind, finding.id, start, end, negated, details)


def _all_found(message: Scan) -> Iterator[_Found]:
    for name in _possible(message):
        finding = findings()[name]
        denials = message.hits.get(("denied", name, 0, 0), [])
        barred = {place: hit for hit in (*denials, *message.hits.get(("not", name, 0, 0), ())) for place in range(*hit)}
        yield from (_Found(finding, _whole(hit), True, True) for hit in denials)
        for item, term in (*_terms(message, name), *_nears(message, finding)):
            if not any(place in barred and not _exceeds(item, barred[place]) for place in item.core):
                yield _Found(finding, item, term)


def _exceeds(item: Item, hit: Hit) -> bool:
    """Whether the item says all that the look-alike says, and more: "confused about where he is"."""
    return len(item.core) > hit.last - hit.first and item.core.issuperset(range(*hit))


def _possible(message: Scan) -> list[str]:
    return list(dict.fromkeys(name for role, name, _, _ in message.hits if role in ("term", "near", "denied")))


def _whole(hit: Hit) -> Item:
    return Item(hit.first, hit.last, frozenset(range(*hit)))


def _terms(message: Scan, name: str) -> Iterator[tuple[Item, bool]]:
    for hit in message.hits.get(("term", name, 0, 0), ()):
        yield _whole(hit), True


def _nears(message: Scan, finding: Finding) -> Iterator[tuple[Item, bool]]:
    for number, near in enumerate(finding.near):
        groups = [message.hits.get(("near", finding.id, number, group), []) for group in range(len(near.all))]
        if all(groups):
            for item in _near(message, finding.id, number, near, groups):
                yield item, len(groups) == 1


def _near(message: Scan, name: str, number: int, near: Near, groups: list[list[Hit]]) -> Iterator[Item]:
    anchor = min(range(len(groups)), key=lambda group: len(groups[group]))
    part = message.sentence if near.across == "sentence" else message.clause
    excluded = {part[hit.first] for hit in message.hits.get(("unless", name, number, 0), ())}
    between = message.hits.get(("between", name, number, 0), [])
    for hit in groups[anchor]:
        if part[hit.first] in excluded:
            continue
        options = [
            [hit] if group == anchor else _neighbours(message, hit, hits, near.within * 2, part)
            for group, hits in enumerate(groups)
        ]
        item = _closest(options, near.ordered, between)
        if item:
            yield item


def _neighbours(message: Scan, anchor: Hit, hits: list[Hit], furthest: int, part: list[int]) -> list[Hit]:
    middle = _first_after(hits, anchor)
    nearby = hits[max(0, middle - _CANDIDATES) : middle + _CANDIDATES]
    place = part[anchor.first]
    return [hit for hit in nearby if part[hit.first] == place and 0 <= message.gap(anchor, hit) <= furthest]


def _first_after(hits: list[Hit], anchor: Hit) -> int:
    low, high = 0, len(hits)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if hits[middle].first < anchor.first else (low, middle)
    return low


def _closest(options: list[list[Hit]], ordered: bool, between: list[Hit]) -> Item | None:
    for choice in sorted(product(*options), key=_looseness):
        core = [place for hit in choice for place in range(*hit)]
        first, last = min(core), max(core) + 1
        apart = len(set(core)) == len(core)
        if apart and (not ordered or list(choice) == sorted(choice)) and _free(between, first, last, core):
            return Item(first, last, frozenset(core))
    return None


def _looseness(choice: tuple[Hit, ...]) -> tuple[int, int]:
    """The closest words first; of equally close ones the longest phrases."""
    words = sum(hit.last - hit.first for hit in choice)
    return max(hit.last for hit in choice) - min(choice).first - words, -words


def _free(between: list[Hit], first: int, last: int, core: list[int]) -> bool:
    return all(hit.first in core for hit in hits_between(between, first, last))


def _without_repeats(found: Iterable[_Found]) -> list[_Found]:
    """With mentions of one finding that share a word made one."""
    by_finding: dict[str, list[_Found]] = {}
    for one in found:
        by_finding.setdefault(one.finding.id, []).append(one)
    return [one for group in by_finding.values() for one in _joined(group)]


def _joined(group: list[_Found]) -> list[_Found]:
    owner: dict[int, int] = {}
    shared: list[list[_Found]] = []
    for one in sorted(group, key=lambda one: (one.item.first, -one.item.last)):
        number = next((owner[place] for place in one.item.core if place in owner), len(shared))
        if number == len(shared):
            shared.append([])
        shared[number].append(one)
        owner.update(dict.fromkeys(one.item.core, number))
    return [_union(parts) for parts in shared]


def _union(parts: list[_Found]) -> _Found:
    first, last = min(one.item.first for one in parts), max(one.item.last for one in parts)
    core = frozenset(place for one in parts for place in one.item.core)
    term = all(one.term for one in parts)
    return _Found(parts[0].finding, Item(first, last, core), term, parts[0].denied)


def _without_parts(found: list[_Found]) -> list[_Found]:
    """Without findings that are only a word of a longer phrase, as hepatitis in "hepatitis B"."""
    longest: dict[int, int] = {}
    for one in found:
        if one.term:
            for place in one.item.core:
                longest[place] = max(longest.get(place, 0), len(one.item.core))
    return [one for one in found if not _is_part(one, longest)]


def _is_part(one: _Found, longest: dict[int, int]) -> bool:
    return all(longest.get(place, 0) > len(one.item.core) for place in one.item.core)
