"""The measures: counts, F1, macro-F1, and what went wrong with one message."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from altalk.evaluation.matching import Found, expected_facts, found_facts, implied, matches, wrong_details
from altalk.evaluation.messages import RED_FLAG, Fact, Message
from altalk.evaluation.understanding import Understood

FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
FORM_STARTERS = frozenset({"start_assessment", "inform", "change_subject", "correct"})
ALT_SLOT = frozenset({"alt", "liver_enzyme"})
_LABS = "alt ast alp ggt bilirubin bilirubin_direct albumin platelets inr ck ldh liver_enzyme upper_limit"
_PERSON = "age weight_kg height_cm blood_pressure raised_months number ambiguous"
_GROUPS = {
    **dict.fromkeys([*_LABS.split(), *_PERSON.split()], "numbers"),
    "medicine": "medicines",
    "symptom": "findings",
    "condition": "findings",
}
OTHER = "person and habits"
GROUPS = ("numbers", "medicines", "findings", OTHER)
# A number whose meaning the message does not tell does no harm, and no file lists all of them.
_NEVER_EXTRA = frozenset({"number", "ambiguous", "language"})
# General remarks ("I feel fine", "the pills") are not labelled in full either.
_GENERAL_REMARKS = frozenset({"no_symptoms", "pregnancy_warning", "any_medicine"})


class Counts(Struct, frozen=True):
    """How often something was found rightly, found wrongly, or missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        return _share(self.right, self.right + self.extra)

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 when nothing is there."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 when nothing was there and nothing was found."""
        return _share(2 * self.right, 2 * self.right + self.extra + self.missed)


class Wrong(Struct, frozen=True):
    """One thing that went wrong with a message."""

    what: str
    expected: str
    got: str


class Result(Struct, frozen=True):
    """A message, what was made of it, and how far that is right.

    Attributes:
        counts: facts by group of entities; `person and habits` has no extra facts, they are not labelled in full.
        details: right and wrong further keys of the facts that were found.
        wrongs: everything that went wrong.
    """

    message: Message
    understood: Understood
    counts: dict[str, Counts]
    details: Counts
    wrongs: tuple[Wrong, ...]

    @property
    def intent(self) -> str | None:
        """The intent understood; an accepted one counts as the expected one."""
        intent = self.understood.intent
        return self.message.intent if intent in self.message.accept else intent

    @property
    def facts(self) -> Counts:
        """Facts of all groups."""
        return total(self.counts.values())

    def has(self, what: str) -> bool:
        """Whether this kind of thing went wrong."""
        return any(wrong.what == what for wrong in self.wrongs)


def judge(message: Message, understood: Understood) -> Result:
    """Compare what should be understood with what was understood."""
    expected, found = expected_facts(message.facts), found_facts(understood.entities)
    detail_wrongs, details = _details(expected, found)
    wrongs = [*_intent_wrongs(message, understood), *_red_flag_wrongs(message, understood)]
    wrongs += [*_alt_wrongs(message, found), *_fact_wrongs(expected, found), *_polarity_wrongs(expected, found)]
    counts = {group: _count(group, expected, found) for group in GROUPS}
    return Result(message, understood, counts, details, (*wrongs, *detail_wrongs))


def total(counts: Iterable[Counts]) -> Counts:
    """All counts together."""
    return sum(counts, Counts())


def intent_counts(results: Iterable[Result]) -> dict[str, Counts]:
    """Counts of each intent that was expected or understood."""
    counts: Counter[tuple[str, str]] = Counter()
    for result in results:
        expected, got = result.message.intent, result.intent
        if got == expected:
            counts[expected, "right"] += 1
            continue
        counts[expected, "missed"] += 1
        counts[str(got), "extra"] += 1
    names = sorted({name for name, _ in counts})
    return {name: Counts(counts[name, "right"], counts[name, "extra"], counts[name, "missed"]) for name in names}


def macro_f1(counts: dict[str, Counts]) -> float:
    """Mean F1 of the intents that occur; an intent that was only guessed lowers the others, not the mean."""
    scores = [count.f1 for count in counts.values() if count.right + count.missed]
    return sum(scores) / len(scores) if scores else 1.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _group(entity: str) -> str:
    return _GROUPS.get(entity, OTHER)


def _extra(expected: list[Fact], found: list[Found]) -> list[Found]:
    """Facts that nobody told. A lab value without a number is only a mention."""
    candidates = [fact for fact in found if fact.entity not in _NEVER_EXTRA and _group(fact.entity) != OTHER]
    told = [fact for fact in candidates if not (fact.value is None and _group(fact.entity) == "numbers")]
    told = [fact for fact in told if fact.value not in _GENERAL_REMARKS]
    return [fact for fact in told if not any(matches(label, fact) or implied(label, fact) for label in expected)]


def _missed(expected: list[Fact], found: list[Found]) -> list[Fact]:
    required = [fact for fact in expected if not fact.optional]
    return [fact for fact in required if not any(matches(fact, other) for other in found)]


def _count(group: str, expected: list[Fact], found: list[Found]) -> Counts:
    required = sum(not fact.optional and _group(fact.entities[0]) == group for fact in expected)
    missed = sum(_group(fact.entities[0]) == group for fact in _missed(expected, found))
    extra = sum(_group(fact.entity) == group for fact in _extra(expected, found))
    return Counts(required - missed, extra, missed)


def _intent_wrongs(message: Message, understood: Understood) -> list[Wrong]:
    intent = understood.intent
    if intent is None:
        return []
    wrongs = []
    if intent != message.intent and intent not in message.accept:
        wrongs.append(Wrong("intent", message.intent, f"{intent} {understood.confidence:.2f}"))
    if message.intent == OUT_OF_SCOPE and intent in FORM_STARTERS - set(message.accept):
        wrongs.append(Wrong("would start the form", OUT_OF_SCOPE, intent))
    return wrongs


def _red_flag_wrongs(message: Message, understood: Understood) -> list[Wrong]:
    if message.red_flag and not understood.red_flag:
        return [Wrong("red flag missed", RED_FLAG, str(understood.intent))]
    if message.harmless and understood.red_flag:
        return [Wrong("false alarm", message.intent, RED_FLAG)]
    return []


def _alt_wrongs(message: Message, found: list[Found]) -> list[Wrong]:
    """Numbers that would land in the ALT slot and are not the person's ALT."""
    right = [fact for fact in message.facts if ALT_SLOT & set(fact.entities)]
    read = [fact for fact in found if fact.entity in ALT_SLOT and fact.value is not None and not fact.negated]
    wrong = [fact for fact in read if message.not_alt or not any(_same_alt(label, fact) for label in right)]
    return [Wrong("wrong ALT", " / ".join(map(str, right)) or "no ALT", str(fact)) for fact in wrong]


def _same_alt(label: Fact, found: Found) -> bool:
    """Whether the number is the one labelled, be it as ALT or as a liver enzyme without a name."""
    return matches(Fact(tuple(ALT_SLOT), label.values), found)


def _fact_wrongs(expected: list[Fact], found: list[Found]) -> list[Wrong]:
    others = ", ".join(map(str, found))
    missed = [Wrong("fact missed", str(fact), others) for fact in _missed(expected, found)]
    return [*missed, *(Wrong("fact not told", "", str(fact)) for fact in _extra(expected, found))]


def _polarity_wrongs(expected: list[Fact], found: list[Found]) -> list[Wrong]:
    wrongs: list[Wrong] = []
    for label in expected:
        same = [fact for fact in found if matches(label, fact) and not fact.details.get("hypothetical")]
        as_told = [str(fact) for fact in same if not fact.negated]
        if label.negated:
            wrongs += [Wrong("negated fact stored as positive", str(label), fact) for fact in as_told[:1]]
        elif same and not as_told and not label.optional and "hypothetical" not in label.details:
            wrongs.append(Wrong("positive fact stored as negated", str(label), str(same[0])))
    return wrongs


def _details(expected: list[Fact], found: list[Found]) -> tuple[list[Wrong], Counts]:
    """The further keys of the facts that were found; of several readings of a fact the best one counts."""
    wrongs: list[Wrong] = []
    keys = 0
    for label in expected:
        readings = [wrong_details(label, fact) for fact in found if matches(label, fact)]
        if readings and not label.optional:
            keys += len(label.compared_details)
            wrongs += [Wrong("detail", str(label), text) for text in min(readings, key=len)]
    return wrongs, Counts(keys - len(wrongs), 0, len(wrongs))
