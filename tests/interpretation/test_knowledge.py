"""The knowledge holds together: sources, statuses, thresholds, both languages, and errors that name the entry."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec import Struct

from altalk.knowledge import files
from altalk.knowledge.catalogue import (
    Rule,
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
from altalk.knowledge.entries import Source
from altalk.knowledge.files import ROOT, KnowledgeError, load_entries, load_folder
from altalk.knowledge.regions import places

STATUSES = {"seen", "secondary", "to_confirm", "own_rule"}
FILES = sorted(file.relative_to(ROOT).as_posix() for file in ROOT.rglob("*.yml"))
COLLECTIONS = (causes, definitions, figures, grades, limits, rules, statements, units, urgency_lines, places)
BLANK = re.compile(r"\{[a-z_]+\}")


def document(file: str) -> Any:
    return yaml.load((ROOT / file).read_text(encoding="utf-8"), Loader=files._Loader)  # noqa: S506, it is a safe one


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a document, the inner ones included."""
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts(inner)


def entries() -> Iterator[Any]:
    for collection in COLLECTIONS:
        yield from collection().values()


# Sources and statuses


def used_sources() -> set[str]:
    named = (
        part["source"]
        for file in FILES
        if not file.startswith("sources/")
        for part in parts(document(file))
        if "source" in part
    )
    return {source for value in named for source in (value if isinstance(value, list) else [value])}


def test_every_source_that_is_named_exists() -> None:
    assert not (unknown := used_sources() - sources().keys()), sorted(unknown)


def test_every_source_is_used() -> None:
    assert not (unused := sources().keys() - used_sources()), sorted(unused)


def test_every_source_can_be_found() -> None:
    assert all(source.title and source.where for source in sources().values())


def test_every_medical_entry_has_a_source_and_a_status() -> None:
    assert not [entry.id for entry in entries() if not entry.source or entry.status not in STATUSES]


@pytest.mark.parametrize("file", FILES)
def test_every_status_is_one_of_the_four(file: str) -> None:
    found = {
        value
        for part in parts(document(file))
        for name, value in part.items()
        if name == "status" or name.endswith("_status")
    }
    assert found <= STATUSES


def test_a_rule_of_the_project_itself_is_never_said_to_be_seen() -> None:
    assert not [entry.id for entry in entries() if entry.source == ("project",) and entry.status == "seen"]


# Thresholds and references


def test_the_thresholds_of_the_grades_increase() -> None:
    bands = [grade for grade in grades().values() if grade.above_value is None]
    thresholds = [band.above if band.above is not None else band.at_least for band in bands]
    assert None not in thresholds
    assert thresholds == sorted(set(thresholds))
    assert list(grades())[-1] == "massive"


def test_the_thresholds_of_the_ctcae_grades_increase() -> None:
    thresholds = [figures()[f"ctcae_grade_{grade}_above"].value for grade in (1, 2, 3, 4)]
    assert thresholds == sorted(set(thresholds))


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("r_cholestatic_at_most", "r_hepatocellular_at_least"),
        ("fib4_low", "fib4_low_over_65"),
        ("fib4_low_over_65", "fib4_high"),
        ("nfs_low", "nfs_low_over_65"),
        ("nfs_low_over_65", "nfs_high"),
        ("apri_significant_above", "apri_cirrhosis_above"),
        ("adult_age", "fib4_age_from"),
        ("fib4_age_from", "fib4_age_over"),
        ("recent_medicine_days", "medicine_look_back_days"),
    ],
)
def test_the_lower_figure_of_a_pair_is_lower(lower: str, higher: str) -> None:
    assert figures()[lower].value < figures()[higher].value


def test_every_limit_lies_above_its_lower_limit() -> None:
    assert not [one.id for one in limits().values() if one.lower is not None and one.lower >= one.upper]


def test_a_stricter_limit_lies_below_every_default_for_the_same_person() -> None:
    strict = [one for one in limits().values() if one.use == "second_opinion"]
    defaults = [one for one in limits().values() if one.use == "default"]
    assert strict
    for one in strict:
        same = [
            other
            for other in defaults
            if (other.analyte, other.sex, other.age_from) == (one.analyte, one.sex, one.age_from)
        ]
        assert same
        assert all(one.upper < other.upper for other in same), one.id


def test_rules_of_one_file_have_one_urgency_and_the_files_go_from_emergency_down() -> None:
    order = ["emergency", "urgent", "doctor_soon", "retest"]
    found = [
        [rule.urgency for rule in load_entries(f"rules/{file.name}", Rule).values()]
        for file in sorted((ROOT / "rules").glob("*.yml"))
    ]
    assert [set(one) for one in found] == [{urgency} for urgency in order]


def test_a_retest_rule_has_a_window_that_opens_before_it_closes() -> None:
    windows = [rule.retest for rule in rules().values() if rule.retest]
    assert windows
    assert all(0 < window.from_days < window.to_days for window in windows)


def test_advice_names_statements_that_exist_and_all_are_said() -> None:
    advised = {name for rule in rules().values() for name in rule.advice}
    assert advised <= statements().keys()
    assert statements().keys() - advised <= {"warning_signs", "normal_lifestyle"}


def test_each_shorter_urgency_line_asks_for_a_sooner_visit() -> None:
    days = [urgency_lines()[name].within_days for name in ("emergency", "urgent", "doctor_soon")]
    assert days == sorted(set(days), key=lambda one: -1 if one is None else one)
    assert None not in days


# Both languages


def texts(file: str) -> Iterator[tuple[str, str]]:
    for part in parts(document(file)):
        if {"en", "zh"} & part.keys() and all(isinstance(part.get(name, ""), str) for name in ("en", "zh")):
            yield part.get("en", ""), part.get("zh", "")


@pytest.mark.parametrize("file", FILES)
def test_a_wording_stands_in_both_languages(file: str) -> None:
    for en, zh in texts(file):
        assert en.strip(), f"no English for {zh!r}"
        assert zh.strip(), f"no Chinese for {en!r}"


@pytest.mark.parametrize("file", FILES)
def test_the_blanks_of_a_wording_agree_in_both_languages(file: str) -> None:
    for en, zh in texts(file):
        assert set(BLANK.findall(en)) == set(BLANK.findall(zh)), en


def test_there_are_wordings_to_compare() -> None:
    assert sum(1 for file in FILES for _ in texts(file)) > 300


def test_the_chinese_of_a_medical_sentence_is_chinese() -> None:
    told = [
        *(rule.because for rule in rules().values()),
        *(one.text for one in statements().values()),
        *(one.line for one in urgency_lines().values()),
    ]
    assert not [one.zh for one in told if not re.search(r"[\u4e00-\u9fff]", one.zh)]


# Broken files


BROKEN = {
    "- id: [": "is not YAML",
    "id: a": "must be a list of entries",
    "": "must be a list of entries",
    "- id: a\n  title: A": "entry a: Object missing required field `where`",
    "- {id: a, title: A, where: here, colour: red}": "entry a: Object contains unknown field `colour`",
    "- {id: a, title: 3, where: here}": "entry a: Expected `str`, got `int`",
    "- {title: A, where: here}": "entry number 1: Object missing required field `id`",
    "- {id: a, title: A, where: here}\n- {id: a, title: B, where: there}": "entry a: this id stands twice",
    "- {id: a, title: A, where: here}\n- 5": "entry number 2: Expected `object`, got `int`",
}


@pytest.mark.parametrize(("content", "reason"), BROKEN.items())
def test_a_broken_file_names_itself_the_entry_and_the_reason(
    content: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "ROOT", tmp_path)
    (tmp_path / "sources.yml").write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_entries("sources.yml", Source)
    assert str(caught.value).startswith("knowledge/sources.yml: ")
    assert reason in str(caught.value)


def test_a_missing_file_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROOT", tmp_path)
    with pytest.raises(KnowledgeError, match=r"knowledge/sources\.yml: cannot be read"):
        load_entries("sources.yml", Source)


def test_an_id_in_two_files_of_a_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROOT", tmp_path)
    (tmp_path / "sources").mkdir()
    for name in ("a", "b"):
        (tmp_path / "sources" / f"{name}.yml").write_text("- {id: one, title: A, where: here}", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"sources/b\.yml: entry one: this id stands in another file too"):
        load_folder("sources", Source)


class Numbered(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry with a figure, for the test below."""

    id: str
    value: float


def test_a_figure_that_is_no_number_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROOT", tmp_path)
    (tmp_path / "figures.yml").write_text("- {id: limit, value: fifty}", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"knowledge/figures\.yml: entry limit: Expected `float`, got `str`"):
        load_entries("figures.yml", Numbered)
