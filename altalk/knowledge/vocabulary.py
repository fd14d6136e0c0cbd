"""The words people use for symptoms, conditions and medicines, by canonical id."""

from functools import cache
from typing import Literal

from msgspec import Struct

from altalk.knowledge.entries import Status, Text
from altalk.knowledge.files import load_entries, load_folder


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """Words and phrases that mean one thing; either language may be empty."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()


class WordList(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that mean the same to a pattern: `$eye` in a phrase stands for any of the list `eye`."""

    id: str
    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()


class Near(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that mean a finding when they stand near one another.

    Attributes:
        all: groups of phrases; one phrase of every group must be there.
        within: the most words between two of them; a Chinese character counts as half a word.
        ordered: the groups come in the order given.
        across: how far they may be apart: one clause (no comma between) or one sentence.
        between_not: phrases that may not stand between them.
        unless: phrases that may not stand in the clause (in the sentence, when `across` is sentence).
    """

    all: tuple[tuple[str, ...], ...]
    within: int = 5
    ordered: bool = False
    across: Literal["clause", "sentence"] = "clause"
    between_not: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Finding(Struct, frozen=True, forbid_unknown_fields=True):
    """A symptom or a condition that a person can tell about.

    Attributes:
        terms: phrases that mean it.
        not_terms: phrases that look like it and are not: a match that overlaps one does not count.
        denied_by: phrases that say it is not so, as "anti-HBs positive" for hepatitis B.
        near: words that mean it together.
        red_flag: it must never be missed; once told, a later "no" does not untell it.
        even_if_asked: a question about it, or an "if", counts as telling it.
        lasting: it stays for life unless the person says that it is cured, so "years ago" does not make it past.
    """

    id: str
    kind: Literal["symptom", "condition"]
    name: Text
    terms: Terms
    not_terms: Terms = Terms()
    denied_by: Terms = Terms()
    red_flag: bool = False
    even_if_asked: bool = False
    lasting: bool = False
    near: tuple[Near, ...] = ()


Likelihood = Literal["A", "A[HD]", "B", "B[HD]", "C", "D", "E", "E*", "X"]
SelfStop = Literal["never", "ask_prescriber", "pause_if_not_prescribed"]


class Medicine(Struct, frozen=True, forbid_unknown_fields=True):
    """A medicine, herb or supplement, or a class of them that people name without a product.

    Attributes:
        id: canonical id; that of a class is also the `medicine_class` of its members.
        terms: brands, further generic names and usual misspellings; the plain name of a product counts beside them.
        pinyin: Chinese names in Latin letters, without spaces.
        medicine_class: the class that decides about advice; `further_classes` hold beside it.
        contains: ids of the active substances of a combination product.
        contents_mg: milligrams in one tablet, capsule or sachet; the first substance is the one doses are told of.
        brand_mg: the same for a brand (lower case) whose usual tablet differs.
        mg_per_ml: milligrams in one millilitre of its stronger usual syrup.
        strength_status: how far these amounts are confirmed.
        max_mg_24h: licensed maximum of an adult in 24 hours.
        likelihood: LiverTox category: how well a link to liver injury is documented, not how risky it is.
        pattern: kinds of liver injury that were described.
        self_stop: what a person may do before a doctor has been asked.
        general: the entry that is meant when the word stands in a general "any" or "no" ("no supplements").
        food: a plant that is eaten too: it counts only as a product, or unless food words stand beside it.
    """

    id: str
    kind: Literal["medicine", "herb", "class"]
    name: Text
    terms: Terms
    pinyin: tuple[str, ...] = ()
    medicine_class: str | None = None
    further_classes: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    contents_mg: dict[str, float] = {}
    brand_mg: dict[str, float] = {}
    mg_per_ml: float | None = None
    strength_status: Status = "to_confirm"
    max_mg_24h: float | None = None
    likelihood: Likelihood | None = None
    likelihood_status: Status = "to_confirm"
    pattern: tuple[str, ...] = ()
    note: Text | None = None
    note_status: Status = "to_confirm"
    source: tuple[str, ...] = ()
    self_stop: SelfStop = "ask_prescriber"
    general: str | None = None
    food: Literal["unless_eaten", "only_as_product"] | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """All class ids, the main one first."""
        return ((self.medicine_class,) if self.medicine_class else ()) + self.further_classes

    def words(self) -> tuple[str, ...]:
        """All terms in both languages in lower case, with the name of a product unless it has an explanation in it."""
        names = () if self.kind == "class" else (self.name.en, self.name.zh)
        plain = tuple(name for name in names if not set(name) & set("(（、"))
        return tuple(dict.fromkeys(word.lower() for word in (*plain, *self.terms.en, *self.terms.zh)))


@cache
def findings() -> dict[str, Finding]:
    """All symptoms and conditions by id."""
    return load_folder("findings", Finding)


@cache
def word_lists() -> dict[str, WordList]:
    """The word lists that findings share, by id."""
    return load_entries("words.yml", WordList)


@cache
def cues() -> dict[str, WordList]:
    """The words that turn a statement: negation, exception, condition, question, past."""
    return load_entries("cues.yml", WordList)


@cache
def medicines() -> dict[str, Medicine]:
    """All medicines, herbs and medicine classes by id."""
    return load_folder("medicines", Medicine)
