"""What a message denies: the reach of "no", 没有 and their kin, and where it ends.

A negator reaches forward over the words that carry it ("any sign of", 出现过) and along a list ("fever, jaundice or
pain", 发烧、黄疸和腹痛). It ends at a sentence end, a "but" or an exception, at a word that it denies itself ("I don't
drink"), and at a new subject after that. In doubt a finding counts as told, never as denied.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from altalk.reading.mention import Mention
from altalk.reading.phrases import Hit
from altalk.reading.scan import Scan, hits_between, scan

_FURTHEST = 40
_COMMAS = frozenset(",，")
_ENDS = frozenset(".。!！?？;；\n")
_MARKS = frozenset(".。!！?？;；\n,，、:：()（）-—–…~～\"'“”")
_LONG_LIST = 3
# Entities whose denial an exception takes back: "I don't drink, only at weekends".
_HABITS = frozenset({"alcohol", "exercise", "sleep_habit"})
_READ_HERE = frozenset({"symptom", "condition"})


class Item(NamedTuple):
    """Something mentioned: tokens `first` up to and without `last`; `core` are the words that mean it."""

    first: int
    last: int
    core: frozenset[int]


def apply_negation(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions with `negated` set for those the message denies.

    Symptoms and conditions keep what `find_findings` said; a negation already found is never taken back.
    """
    listed = tuple(mentions)
    message = scan(text)
    if not message.tokens:
        return listed
    items = [_item(message, mention) for mention in listed]
    negation = Negation(message, items)
    return tuple(_judged(negation, mention, item) for mention, item in zip(listed, items, strict=True))


def negated(text: str, start: int, end: int) -> bool:
    """Whether the message denies what stands from character `start` to `end`."""
    message = scan(text)
    if not message.tokens:
        return False
    hit = message.place(start, end)
    item = Item(hit.first, hit.last, frozenset(range(*hit)))
    return Negation(message, [item]).denies(item)


def _item(message: Scan, mention: Mention) -> Item:
    hit = message.place(mention.start, mention.end)
    return Item(hit.first, hit.last, frozenset(range(*hit)))


def _judged(negation: "Negation", mention: Mention, item: Item) -> Mention:
    if mention.entity in _READ_HERE or mention.negated or not negation.denies(item):
        return mention
    if mention.entity in _HABITS and negation.has_exception(item):
        return mention
    return msgspec.structs.replace(mention, negated=True)


class _Walk:
    """The state of one walk from a mention back to its negator."""

    __slots__ = ("comma", "content", "having", "link", "mentions", "subject", "thing", "unknown")

    def __init__(self) -> None:
        self.link = ""
        self.subject = False
        self.content = False
        self.comma = False
        self.mentions = 0
        # Whether something was named since the last comma; else the negator denies only a verb: "haven't eaten, fever".
        self.thing = True
        # Whether that was a word of which nothing is known, and whether a "have" stands between it and the negator.
        self.unknown = False
        self.having = False


class Negation:
    """The denials of one message; `items` are all things mentioned in it."""

    def __init__(self, message: Scan, items: Sequence[Item]) -> None:
        """Mark the words of the message that deny, carry and end a denial."""
        self._message = message
        size = len(message.tokens)
        self._owner: list[int] = [-1] * size
        for number, item in enumerate(items):
            for place in item.core:
                self._owner[place] = number
        self._items = items
        self._but = message.cover("but")
        self._carried = message.cover("carried")
        self._subject = message.cover("restart")
        self._denied_alone = message.cover("denied_alone")
        self._having = message.cover("having")
        self._of_things = message.cover("negator_of_things")
        self._list_word = message.cover("list_word")
        self._list_or = message.cover("list_or")
        self._body = {hit.first for hit in message.cue("body")}
        self._name_end = message.cover("name_end")
        self._negators = self._real_negators()
        self._negator_places = sorted(self._negators)
        self._answers = {hit.first: hit.last for hit in message.cue("negator_after")}
        self._list_answers = {hit.first: hit.last for hit in message.cue("negator_of_list")}
        self._over = message.cue("is_over")
        self._minus = {hit.first for hit in message.cue("dash_minus")}
        self._skipped = message.cover("before_answer")

    def denies(self, item: Item) -> bool:
        """Whether the message denies the item."""
        if self._is_not_over(item):
            return False
        return self._denied_before(item) or self._denied_inside(item) or self._denied_after(item)

    def _is_not_over(self, item: Item) -> bool:
        """Whether it is its end that is denied: "neither the itching nor the nausea has gone"."""
        end = min(self._message.clause_end[item.last - 1], item.last + _FURTHEST)
        return bool(hits_between(self._over, item.last, end))

    def has_exception(self, item: Item) -> bool:
        """Whether an exception follows in the sentence: "only at weekends"."""
        exceptions = self._message.cue("exception")
        place = bisect_left(exceptions, (item.last, 0))
        if place == len(exceptions):
            return False
        return self._message.sentence[exceptions[place].first] == self._message.sentence[item.first]

    def _real_negators(self) -> dict[int, Hit]:
        harmless = self._message.cover("not_a_negator")
        tokens = self._message.tokens
        negators: dict[int, Hit] = {}
        for hit in self._message.cue("negator"):
            if any(harmless[place] or self._owner[place] >= 0 for place in range(*hit)):
                continue
            if _asks_both_ways(tokens, hit):
                continue
            known = negators.get(hit.last - 1)
            if known is None or hit.first < known.first:
                negators[hit.last - 1] = hit
        return negators

    def _denied_before(self, item: Item) -> bool:
        if not self._has_negator(item.first - _FURTHEST, item.first):
            return False
        walk = _Walk()
        place = item.first - 1
        for _ in range(_FURTHEST):
            if place < 0 or self._message.tokens[place].norm in _ENDS:
                return False
            if place in self._negators:
                return self._reaches(walk, item, place)
            if self._but[place]:
                return False
            step = self._step(walk, place, item)
            if not step:
                return False
            place -= step
        return False

    def _has_negator(self, first: int, last: int) -> bool:
        place = bisect_left(self._negator_places, first)
        return place < len(self._negator_places) and self._negator_places[place] < last

    def _step(self, walk: _Walk, place: int, item: Item) -> int:
        """Go back over one word or mention; 0 where the reach of any negator further back ends."""
        word = self._message.tokens[place].norm
        if word in _COMMAS:
            walk.comma, walk.link, walk.content = True, walk.link or ",", False
            walk.thing = walk.unknown = walk.having = False
            return 0 if walk.subject or self._is_clause(item) else 1
        if self._list_word[place]:
            # "I don't drink and my eyes …": a new subject after "and" begins a statement of its own.
            if walk.subject and not self._list_or[place]:
                return 0
            walk.link, walk.content = word, False
            return 1
        if self._owner[place] >= 0:
            return self._step_over_mention(walk, place, item)
        if self._denied_alone[place]:
            return 0
        walk.having = walk.having or self._having[place]
        if self._subject[place]:
            walk.subject = True
            return 1
        if self._carried[place] or word in _MARKS:
            return 1
        return self._step_over_content(walk, place)

    def _step_over_mention(self, walk: _Walk, place: int, item: Item) -> int:
        other = self._items[self._owner[place]]
        if other is item:
            return 1
        if walk.subject or (self._is_clause(item) and walk.link not in ("or", "nor", "、", "或", "或者")):
            return 0
        if not walk.link and not _is_han(self._message, place):
            return 0
        walk.mentions += 1
        walk.link, walk.content, walk.thing, walk.unknown = "", True, True, False
        return max(place - other.first + 1, 1) if other.first <= place else 1

    def _step_over_content(self, walk: _Walk, place: int) -> int:
        if walk.content:
            return 1
        if walk.subject:
            return 0
        if walk.link:
            walk.mentions += 1
            walk.link, walk.content, walk.thing, walk.unknown = "", True, True, True
            return 1
        # One unknown attribute may stand right after the negator: "no scleral jaundice".
        before = self._negators.get(place - 1)
        return 1 if before and self._message.tokens[place - 1].norm in ("no", "without") else 0

    def _reaches(self, walk: _Walk, item: Item, place: int) -> bool:
        if walk.comma and walk.unknown and not walk.having and not self._of_things[place]:
            # "haven't been to work, fever": what is denied is what the person did.
            return False
        if walk.comma:
            return walk.thing and not walk.subject and self._is_list(walk, item)
        return True

    def _is_list(self, walk: _Walk, item: Item) -> bool:
        """Whether things after commas are one list: it has an "or", or at least three things."""
        if walk.mentions + 1 >= _LONG_LIST:
            return True
        number = walk.mentions + 1
        for place in range(item.last, min(item.last + _FURTHEST, len(self._owner))):
            if self._list_or[place]:
                return True
            if self._owner[place] >= 0:
                number += self._items[self._owner[place]].first == place
            elif self._subject[place] or not self._may_stand_in_list(place):
                break
        return number >= _LONG_LIST

    def _may_stand_in_list(self, place: int) -> bool:
        return self._carried[place] or self._list_word[place] or self._message.tokens[place].norm in _COMMAS

    def _is_clause(self, item: Item) -> bool:
        """Whether the item says something of a part of the body ("eyes yellow") rather than naming a thing."""
        return item.first in self._body and item.last - item.first > 1 and not self._name_end[item.last - 1]

    def _denied_inside(self, item: Item) -> bool:
        if not self._has_negator(item.first, item.last):
            return False
        starts = (place for place in item.core if place > item.first and place - 1 not in item.core)
        return any(self._denied_between(item, place) for place in starts)

    def _denied_between(self, item: Item, place: int) -> bool:
        for before in range(place - 1, item.first, -1):
            if before in self._negators:
                return True
            if not self._carried[before] and not self._list_word[before] and self._owner[before] < 0:
                return False
        return False

    def _denied_after(self, item: Item) -> bool:
        crossed = False
        for place in range(item.last, min(item.last + _FURTHEST, len(self._owner))):
            if place in self._minus:
                return not crossed
            if place in self._list_answers and self._at_end(self._list_answers[place]):
                return True
            if not crossed and place in self._answers and self._at_end(self._answers[place]):
                return True
            if self._owner[place] >= 0:
                crossed = True
            elif not (self._skipped[place] or self._may_stand_in_answer(place)):
                return False
        return False

    def _may_stand_in_answer(self, place: int) -> bool:
        return self._list_word[place] or self._message.tokens[place].norm in _COMMAS

    def _at_end(self, place: int) -> bool:
        return place >= len(self._owner) or self._message.tokens[place].norm in _MARKS


def _asks_both_ways(tokens: Sequence[object], hit: Hit) -> bool:
    """Whether 不 or 没 stands in a question such as 黄不黄."""
    before, after = hit.first - 1, hit.last
    if before < 0 or after >= len(tokens) or hit.last - hit.first != 1:
        return False
    return bool(tokens[before][0] == tokens[after][0])  # type: ignore[index]


def _is_han(message: Scan, place: int) -> bool:
    return message.tokens[place].norm >= "\u3007"
