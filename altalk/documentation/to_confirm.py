"""The list for signing off: every entry that was not seen at a source of authority."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from altalk.documentation.markdown import figure, page, table
from altalk.knowledge.analytes import analytes
from altalk.knowledge.article import article_claims
from altalk.knowledge.catalogue import (
    Statement,
    causes,
    definitions,
    figures,
    grades,
    limits,
    rules,
    sources,
    statements,
    units,
    urgency_lines,
)
from altalk.knowledge.drinks import drinks
from altalk.knowledge.exchange import exchange_fields
from altalk.knowledge.files import load_entries
from altalk.knowledge.loinc import loinc_codes
from altalk.knowledge.reading_figures import ReadingFigure
from altalk.knowledge.regions import places
from altalk.knowledge.topics import topics
from altalk.knowledge.vocabulary import medicines


class Open(Struct, frozen=True):
    """One entry to be signed off."""

    id: str
    what: str
    source: tuple[str, ...]
    status: str


def to_confirm_page() -> str:
    """Every entry with status `to_confirm`, `secondary` or `own_rule`, with room for a name and a date."""
    parts = {title: [one for one in entries if one.status != "seen"] for title, entries in _all()}
    count = sum(map(len, parts.values()))
    about = (
        f"{count} entries are to be signed off by a clinician or pharmacist before anybody relies on them: "
        "`to_confirm` is widely published and was not seen at the source, `secondary` was seen only in a secondary "
        "place, `own_rule` is the project's own. A signed entry gets its status and source changed in altalk/knowledge."
    )
    return page("To confirm", about, *(_part(title, entries) for title, entries in parts.items()))


def _part(title: str, entries: list[Open]) -> str:
    heads = ("id", "what", "source", "status", "name", "date")
    rows = ((f"`{one.id}`", one.what, _titles(one.source), f"`{one.status}`", "", "") for one in entries)
    return f"## {title} ({len(entries)})\n\n{table(heads, rows)}" if entries else ""


def _titles(names: tuple[str, ...]) -> str:
    return "; ".join(sources()[name].title for name in names)


def _all() -> Iterator[tuple[str, Iterable[Open]]]:
    yield (
        "Rules",
        (Open(one.id, f"{one.urgency}: {one.because.en}", one.source, one.status) for one in rules().values()),
    )
    yield "Derived findings", (Open(one.id, one.name.en, one.source, one.status) for one in definitions().values())
    yield "Urgencies", (Open(one.id, one.line.en, one.source, one.status) for one in urgency_lines().values())
    yield "Limits", _limits()
    yield "Grades", (Open(one.id, one.name.en, one.source, one.status) for one in grades().values())
    yield "Figures", _figures()
    yield "Units and codes", _units()
    yield "Statements", (Open(one.id, one.text.en, one.source, one.status) for one in statements().values())
    yield "Answers", _answers()
    yield "Texts for a failure", _safe_texts()
    yield "Causes", (Open(one.id, one.explanation.en, one.source, one.status) for one in causes().values())
    yield "Medicines: likelihood", _likelihoods()
    yield "Medicines: notes", _notes()
    yield "Medicines: strengths", _strengths()
    yield "Drinks", _drinks()
    yield "How words are read", _reading()
    yield "Printed values taken for possible", _ranges()
    yield "Regions", _regions()
    yield "The article", (Open(one.id, one.claim.en, one.source, one.status) for one in article_claims().values())


def _limits() -> Iterator[Open]:
    for one in limits().values():
        yield Open(one.id, f"{one.name.en}: {figure(one.upper)} {one.unit}", one.source, one.status)


def _figures() -> Iterator[Open]:
    for one in figures().values():
        yield Open(one.id, f"{one.about}: {figure(one.value)} {one.unit}", one.source, one.status)


def _units() -> Iterator[Open]:
    for unit in units().values():
        yield Open(unit.id, f"factor {figure(unit.factor)} ({unit.quantity})", unit.source, unit.status)
    for code in loinc_codes().values():
        yield Open(code.id, code.display, code.source, code.status)


def _answers() -> Iterator[Open]:
    for topic in topics().values():
        yield from (Open(one.id, one.text.en, one.source, one.status) for one in topic.answers)


def _safe_texts() -> Iterator[Open]:
    for one in load_entries("safe_text.yml", Statement).values():
        yield Open(one.id, one.text.en, one.source, one.status)


def _likelihoods() -> Iterator[Open]:
    for one in medicines().values():
        if one.likelihood is not None:
            yield Open(one.id, f"{one.name.en}: {one.likelihood}", one.source, one.likelihood_status)


def _notes() -> Iterator[Open]:
    for one in medicines().values():
        if one.note is not None:
            yield Open(one.id, one.note.en, one.source, one.note_status)


def _strengths() -> Iterator[Open]:
    for one in medicines().values():
        if one.contents_mg:
            contents = ", ".join(f"{name} {figure(amount)} mg" for name, amount in one.contents_mg.items())
            yield Open(one.id, contents, one.source, one.strength_status)


def _drinks() -> Iterator[Open]:
    for one in drinks().values():
        yield Open(one.id, f"{one.kind}: {figure(one.value)} {one.unit}", one.source, one.status)


def _reading() -> Iterator[Open]:
    for one in load_entries("reading_figures.yml", ReadingFigure).values():
        yield Open(one.id, f"{one.about}: {figure(one.value)} {one.unit}", one.source, one.status)


def _ranges() -> Iterator[Open]:
    for one in analytes().values():
        ranges = ", ".join(f"{figure(low)} to {figure(high)} {unit}" for unit, (low, high) in one.plausible.items())
        if ranges:
            yield Open(one.id, f"{one.name.en}: {ranges}", one.source, one.status)
    for field in exchange_fields().values():
        yield Open(field.id, f"{field.name.en}: FHIR code and units", field.source, field.status)


def _regions() -> Iterator[Open]:
    for one in places().values():
        yield Open(one.id, f"emergency number {one.emergency_number}; {one.crisis_line.en}", one.source, one.status)
