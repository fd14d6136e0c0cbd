"""Amounts of drink in a text, in grams of alcohol: "two pints of lager", 三两52度白酒, "a glass of wine and a beer"."""

import re
from functools import cache
from typing import NamedTuple

from altalk.knowledge.drinks import Drink, drinks, grams
from altalk.knowledge.habit_words import habit_words
from altalk.knowledge.vocabulary import Terms
from altalk.reading.habit_patterns import asks, permission, sentence, words
from altalk.reading.quantities import QUANTITY, quantity
from altalk.reading.spelling import fold

_VESSELS = (
    "sixpack",
    "half_bottle",
    "bottle",
    "can",
    "pint",
    "glass",
    "shot",
    "peg",
    "jug",
    "case",
    "ml",
    "liang",
    "jin",
)
# 两 is both "two" and the vessel of 50 millilitres: 二两白酒, 两瓶啤酒.
_COUNT = QUANTITY.replace(
    "[零〇一二两俩三四五六七八九十百]{1,7}",
    "(?:两三|两(?=[瓶罐听杯斤扎支箱件盅两大小半])|[一二三四五六七八九十百]{1,7})",
)
_OR_MORE = "two|three|four"
_DRINKING = re.compile(r"alcohol|drink|drank|booze|酒")
_NO_GRAMS = re.compile(words("not_alcohol_grams"))
_ALCOHOL_NEAR = re.compile(rf"alcohol|drink|drank|booze|酒|{words('per_week')}")
_NOT_ALCOHOL_NEAR = re.compile(rf"insulin|vitamin|heparin|u/l|enzyme|\balt\b|units?/|胰岛素|{words('other_drinks')}")


class Amount(NamedTuple):
    """Where an amount stands, and its grams of alcohol."""

    start: int
    end: int
    grams: float


def _terms(terms: Terms) -> str:
    english = "|".join(
        sorted((re.escape(fold(term)).replace(r"\ ", r"\s+") for term in terms.en), key=len, reverse=True)
    )
    chinese = "|".join(sorted((re.escape(fold(term)) for term in terms.zh), key=len, reverse=True))
    parts = [rf"(?<![a-z])(?:{english})(?![a-z])"] if english else []
    return "|".join(parts + ([chinese] if chinese else []))


@cache
def _amount_pattern() -> re.Pattern[str]:
    drink = "|".join(_terms(known.terms) for known in drinks().values() if known.terms.en or known.terms.zh)
    vessel = words(*(f"vessel_{name}" for name in _VESSELS))
    strength = r"(?:(?P<strength_{0}>\d{{1,2}}(?:\.\d)?)\s*(?:度|%|percent)的?\s*(?:abv\s*)?)?"
    kind = r"(?:(?:craft|cheap|good|dry|cold|strong|light|neat|large|small|strength|standard|alcoholic)\s+)*"
    return re.compile(
        rf"(?P<count>{_COUNT})\s*(?:or so|多|来)?\s*个?(?P<half>半)?\s*(?:(?:large|big|small|medium|大|小)\s*)?"
        rf"(?:(?P<size>\d{{2,4}})\s*(?:ml|毫升)\s*)?"
        rf"(?:(?P<vessel_a>{vessel})(?:\s+or\s+(?P<or_a>{_OR_MORE}))?(?P<and_half>半)?\s*(?:of\s+|"
        rf"的)?\s*{kind}{strength.format('a')}(?P<drink_a>{drink})?|"
        rf"{kind}{strength.format('b')}(?P<drink_b>{drink})\s*(?P<vessel_b>{vessel})?(?:\s+or\s+(?P<or_b>{_OR_MORE}))?)"
    )


@cache
def _vessel_of() -> dict[str, str]:
    groups = {name: habit_words()[f"vessel_{name}"].terms for name in _VESSELS}
    return {fold(word).replace("-", " "): name for name, terms in groups.items() for word in (*terms.en, *terms.zh)}


@cache
def _drink_of() -> dict[str, Drink]:
    return {fold(word): drink for drink in drinks().values() for word in (*drink.terms.en, *drink.terms.zh)}


def amounts_of(folded: str) -> list[Amount]:
    """All amounts that the person tells of themselves, not those asked about, in the order of the text."""
    found = []
    for match in _amount_pattern().finditer(folded):
        drink = _drink(match, folded)
        count = quantity(match["count"])
        if (
            drink is None
            or not count
            or _not_alcohol(folded, match, drink)
            or permission(folded, *match.span())
            or asks(folded, *match.span())
        ):
            continue
        more = quantity(match["or_a"] or match["or_b"] or "") if match["or_a"] or match["or_b"] else None
        count = count if more is None else (count + more) / 2
        count += 0.5 if match["half"] or match["and_half"] else 0.0
        found.append(Amount(*match.span(), _grams(match, drink, count)))
    return found


def _not_alcohol(folded: str, match: re.Match[str], drink: Drink) -> bool:
    """Units and drinks may be other things: 80 units of the enzyme, of insulin; soft drinks."""
    if drink.kind != "measure":
        return False
    first, last = sentence(folded, *match.span())
    if drink.id == "plain_gram":
        return not _DRINKING.search(folded, first, last) or bool(_NO_GRAMS.search(folded, first, last))
    return not _ALCOHOL_NEAR.search(folded, first, last) or bool(_NOT_ALCOHOL_NEAR.search(folded, first, last))


def _vessel(written: str) -> str | None:
    return _vessel_of().get(" ".join(written.replace("-", " ").split()))


def _grams(match: re.Match[str], drink: Drink, count: float) -> float:
    written = match["vessel_a"] or match["vessel_b"] or ""
    vessel = _vessel(written)
    if vessel and not written.isascii() and f"zh_{vessel}" in drink.sizes:
        vessel = f"zh_{vessel}"
    alcohol = grams(drink, vessel, count)
    if match["size"]:
        alcohol = grams(drink, "ml", count * float(match["size"]))
    strength = match["strength_a"] or match["strength_b"]
    return alcohol * float(strength) / drink.value if strength and drink.kind == "drink" else alcohol


def _drink(match: re.Match[str], folded: str) -> Drink | None:
    """The drink named with the amount, else in the sentence before or after it, else the one its vessel implies."""
    if named := match["drink_a"] or match["drink_b"]:
        return _drink_of().get(" ".join(named.split()))
    first, last = sentence(folded, *match.span())
    for part in (folded[first : match.start()], folded[match.end() : last]):
        if found := list(_named_drink().finditer(part)):
            return _drink_of().get(" ".join(found[-1][0].split()))
    vessel = _vessel(match["vessel_a"] or "")
    if vessel == "liang":
        return drinks()["baijiu"] if re.search("[喝酒]", folded[first:last]) else None
    if vessel in ("peg", "shot"):
        return drinks()["spirits"]
    return drinks()["beer"] if vessel in ("pint", "sixpack") and "milk" not in folded[first:last] else None


@cache
def _named_drink() -> re.Pattern[str]:
    return re.compile(named_drinks())


def named_drinks() -> str:
    """A pattern, without a capturing group, for the names of all drinks."""
    return "|".join(_terms(drink.terms) for drink in drinks().values() if drink.kind == "drink")


def grouped(amounts: list[Amount], folded: str) -> list[Amount]:
    """Amounts joined by "and", or one after the other in a sentence, are taken together."""
    groups: list[Amount] = []
    for amount in amounts:
        between = folded[groups[-1].end : amount.start] if groups else "."
        if len(between) < 12 and not re.search(r"[.;。;\d]|\bor\b|或|day|week|night|天|周", between):
            last = groups.pop()
            groups.append(Amount(last.start, amount.end, last.grams + amount.grams))
        else:
            groups.append(amount)
    return groups
