"""The medicines, herbs and supplements that a message mentions, with origin, time and dose."""

import re
from collections.abc import Iterator
from typing import Any

from altalk.knowledge.medicine_words import cue
from altalk.knowledge.vocabulary import Medicine, medicines
from altalk.reading.doses import is_deliberate, read_dose
from altalk.reading.medicine_history import asked_about, history
from altalk.reading.medicine_scope import Scope, scopes, sentences
from altalk.reading.medicine_terms import Place, find_terms
from altalk.reading.mention import Mention
from altalk.reading.tokens import normal_form
from altalk.reading.unknown_products import find_unknown

_ANY = "any_medicine"
# A herb or supplement beside "no medicines" is told apart from them.
_GENERAL = frozenset((_ANY, "any_herb", "herb", "supplement"))
_ALL = frozenset((_ANY, "any_herb"))
_NO_MEDICINES = ("herb", "supplement", "vitamin")
# How far before a word "any" or "no" may stand.
_GENERAL_REACH = 24


def find_medicines(text: str) -> tuple[Mention, ...]:
    """All medicines, herbs, supplements and classes of them in the order of the text.

    Args:
        text: the message as written.

    Returns:
        Mentions of the entity `medicine`. The value is a canonical id, a class id, `any_medicine` or `any_herb` for
        the words in general, or the text as written with `kind` `unknown`. `negated` is left to the reader,
        but for what stands behind a name.
        Beside the keys of the entity table: `strength_assumed`, `amount_unknown`, `hypothetical` (only asked about).
    """
    folded = normal_form(text)
    places = _with_unknown(folded, find_terms(folded))
    places = _without_general(folded, _merged(folded, [place for place in places if _counts(folded, place)]))
    around = scopes(folded, [(place.start, place.end) for place in places])
    deliberate = bool(places) and is_deliberate(folded)
    found = [_mention(text, folded, place, scope, deliberate) for place, scope in zip(places, around, strict=True)]
    return (*_each_once(_without_empty_words(found, around)), *_nothing(folded, found))


def _nothing(folded: str, found: list[Mention]) -> Iterator[Mention]:
    """Both groups denied by "I'm not taking anything", unless the sentence names an exception or one of them."""
    for told in cue("takes_nothing").finditer(folded):
        first, last = next((low, high) for low, high in sentences(folded) if low <= told.start() < high)
        if cue("but_one").match(folded[told.end() : last].lstrip(" ,，")) or cue("but_one").search(
            folded, first, told.start()
        ):
            continue
        named = {mention.value for mention in found if first <= mention.start < last}
        for value in () if named - _ALL else sorted(_ALL - named, reverse=True):
            yield Mention("medicine", value, *told.span(), negated=True, details={"kind": medicines()[value].kind})


def _each_once(found: Iterator[Mention]) -> Iterator[Mention]:
    """Without the second of two general words that say the same: 中药 and 保健品 after one "no"."""
    seen: list[tuple[str, bool, dict[str, Any]]] = []
    for mention in found:
        said = (mention.value, mention.negated, mention.details)
        if mention.value not in _ALL or said not in seen:
            yield mention
        seen.append(said)


def _with_unknown(folded: str, known: list[Place]) -> list[Place]:
    unknown = find_unknown(folded, [(place.start, place.end) for place in known])
    kept = [place for place in known if not any(start <= place.start and place.end <= end for start, end in unknown)]
    places = [*kept, *(Place("", start, end, folded[start:end]) for start, end in unknown)]
    return sorted(places, key=lambda place: place.start)


def _merged(folded: str, places: list[Place]) -> list[Place]:
    """One place for a name that is explained by another name of the same: "Tylenol (acetaminophen)"."""
    merged: list[Place] = []
    for place in places:
        last = merged[-1] if merged else None
        if last and place.id and last.id == place.id and _EXPLAINED.fullmatch(folded[last.end : place.start]):
            merged[-1] = last._replace(end=place.end)
        else:
            merged.append(place)
    return merged


_EXPLAINED = re.compile(r"\s*[(（/]\s*|\s+")


def _counts(folded: str, place: Place) -> bool:
    """A plant that is eaten too counts unless it stands as food."""
    entry = medicines().get(place.id)
    if entry is None or entry.food is None or place.term not in _plain_names(entry):
        return True
    near = (
        re.split(r"[.,;!?。，；！？]", folded[: place.start])[-1]
        + " | "
        + re.split(r"[.,;!?。，；！？]", folded[place.end :])[0]
    )
    if cue("product_form").search(near):
        return True
    return entry.food == "unless_eaten" and not cue("food").search(near)


def _plain_names(entry: Medicine) -> set[str]:
    """The names that do not themselves tell that a product is meant."""
    return {name for name in (*entry.words(), *entry.pinyin) if not cue("product_form").search(name)}


def _mention(text: str, folded: str, place: Place, scope: Scope, deliberate: bool) -> Mention:
    entry = medicines().get(place.id)
    denied = _denied_after(scope)
    value = _value(folded, place, entry, denied) if entry else text[place.start : place.end]
    details: dict[str, Any] = {"kind": entry.kind if entry else "unknown", **history(scope)}
    details.update(read_dose(scope, entry, place.term))
    if deliberate:
        details["deliberate"] = True
    if not denied and asked_about(scope, place.term):
        details["hypothetical"] = True
    return Mention("medicine", value, place.start, place.end, negated=denied, details=details)


def _denied_after(scope: Scope) -> bool:
    """Whether the verb behind the name denies it: 什么药都没吃, 保健品也没碰过; 药也不吃了 has been taken."""
    return bool(_NOT_TAKEN.match(scope.after) or _NOT_TAKEN.match(scope.shared.partition(" | ")[2]))


def _value(folded: str, place: Place, entry: Medicine, denied: bool) -> str:
    """The canonical id; the general one for words like "supplements" after "any" or "no"."""
    if entry.general is None or denied:
        return entry.general or entry.id
    before = re.split(r"[.!?;。！？；]", folded[max(0, place.start - _GENERAL_REACH) : place.start])[-1]
    return entry.general if cue("general").search(_EITHER_OR.sub("", before)) else entry.id


def _without_general(folded: str, places: list[Place]) -> list[Place]:
    """Leave out "medicine" and "tablets" in sentences that name a medicine; a herb or vitamin is told beside them."""
    bounds = sentences(folded)
    named = {bound for bound in bounds for place in places if _inside(place, bound) and _names_medicine(place)}
    return [place for place in places if place.id != _ANY or not any(_inside(place, bound) for bound in named)]


def _names_medicine(place: Place) -> bool:
    entry = medicines().get(place.id)
    return place.id not in _GENERAL and (entry is None or entry.medicine_class not in _NO_MEDICINES)


def _inside(place: Place, bound: tuple[int, int]) -> bool:
    return bound[0] <= place.start < bound[1]


def _without_empty_words(found: list[Mention], around: list[Scope]) -> Iterator[Mention]:
    """Leave out "medicine" and "pills" where they are only asked about."""
    for mention, scope in zip(found, around, strict=True):
        if mention.value in _ALL and "hypothetical" in mention.details:
            continue
        if mention.value != _ANY or _told_of(scope, mention):
            yield mention


def _told_of(scope: Scope, mention: Mention) -> bool:
    """Whether "medicine" is said to be taken or not taken; "which medicine is good?" says neither."""
    if mention.negated or "tablets" in mention.details or "amount_unknown" in mention.details:
        return True
    if _ASKED.match(scope.after):
        return False
    if "stopped" in mention.details or "origin" in mention.details:
        return True
    return bool(
        cue("take").search(scope.before) or cue("general").search(scope.before) or _WITHIN.search(scope.sentence)
    )


# 是不是 asks and does not deny.
_EITHER_OR = re.compile(r"(.)[不没]\1|不是[^，,]*是?")
_NOT_TAKEN = re.compile(
    r"\s*(?:这些|那些|什么的|之类的?|等等?|一类的?)*[\s,，]*我?(?:[都也均全]|一概|从来|一直|压根|根本)+(?:没有?|未|不|沒有?)"
    r"(?:怎么)?(?:在|再)?(?:吃|用|喝|服|碰|沾|打|做|买|有(?!效|用|停))(?![^,，。;；]{0,2}[了完停])|\s*[:：-]\s*(?:none|no\b|nil|never|无|没有|否|不吃)"
)
_ASKED = re.compile(r"[^,，。;；?？]{0,8}?(?:[吗呢么才能]|可以|会|行不行)")
_WITHIN = re.compile(r"[吃服用停]药|用药|medicines?\s*[:：]|meds?\s*[:：]|medications?\s*[:：]|药[:：]|药物[:：]")
