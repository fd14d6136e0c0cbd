"""The pages of `docs/` say what the knowledge says, and a stale one is found."""

import runpy
from pathlib import Path

import pytest

from altalk.documentation import environment
from altalk.documentation.__main__ import main
from altalk.documentation.environment import environment_page, variables, variables_in_code
from altalk.documentation.limits import limits_page
from altalk.documentation.pages import pages
from altalk.documentation.rules import rules_page
from altalk.documentation.to_confirm import to_confirm_page
from altalk.interpretation.conditions import names_in
from altalk.knowledge.article import article_claims
from altalk.knowledge.catalogue import definitions, figures, grades, limits, rules, statements, units
from altalk.knowledge.files import KnowledgeError
from altalk.knowledge.loinc import loinc_codes
from altalk.knowledge.measures import measures, name_of
from altalk.knowledge.questions import questions
from altalk.knowledge.topics import topics
from altalk.knowledge.vocabulary import medicines

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", list(pages()))
def test_the_page_is_not_stale(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "make docs writes it anew"


def test_every_entry_is_on_its_page() -> None:
    found = pages()
    wanted = {
        "rules.md": [*rules(), *definitions()],
        "limits.md": [*limits(), *grades(), *units(), *figures(), *loinc_codes()],
        "article.md": list(article_claims()),
        "medicines.md": list(medicines()),
        "questions.md": list(questions()),
    }
    missing = [(page, name) for page, names in wanted.items() for name in names if name not in found[page]]
    assert missing == []


def test_rules_are_sentences_in_both_languages() -> None:
    rule = rules_page().partition("### GR-2\n")[2].partition("###")[0]
    assert "ALT in multiples of its limit at least 2" in rule
    assert "ALT是上限的倍数不低于2" in rule
    assert "`own_rule`" in rule
    assert "ACG Clinical Guideline" in rule


def test_every_name_in_every_condition_has_a_name_in_both_languages() -> None:
    conditions = [
        *(one for entry in (*rules().values(), *definitions().values()) for one in entry.when),
        *(one for question in questions().values() for one in question.only_if),
        *(answer.when for topic in topics().values() for answer in topic.answers if answer.when),
    ]
    names = {name for condition in conditions for name in names_in(condition)}
    assert len(names) > 100
    for name in names:
        assert name_of(name, "en").isascii() or "÷" in name_of(name, "en") or "²" in name_of(name, "en")
        assert not name_of(name, "zh").isascii() or name_of(name, "zh") in ("ALT", "AST")


def test_a_use_of_a_medicine_has_a_name() -> None:
    assert name_of("takes:statin", "en") == "takes statin"
    assert name_of("took:paracetamol", "zh") == "半年内用过对乙酰氨基酚"
    with pytest.raises(KeyError, match="nonsense"):
        name_of("took:nonsense", "en")


def test_measures_are_worked_out_from_what_exists() -> None:
    assert measures()["fib4"].derived_from == ("age", "ast", "alt", "platelets")


def test_every_open_entry_is_to_be_signed_off_and_no_seen_one() -> None:
    page = to_confirm_page()
    parts = {part.partition(" (")[0]: part for part in page.split("\n## ")[1:]}
    for title, entries in {
        "Rules": rules(),
        "Statements": statements(),
        "Limits": limits(),
        "Figures": figures(),
    }.items():
        for one in entries.values():
            assert (f"| `{one.id}` |" in parts[title]) == (one.status != "seen"), one.id
    for one in medicines().values():
        if one.likelihood is not None and one.likelihood_status != "seen":
            assert f"| `{one.id}` |" in parts["Medicines: likelihood"]
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert all(line.endswith("|  |  |") for line in rows)  # room for name and date
    assert f"{len(rows)} entries" in page


def test_limits_tell_for_whom_they_are() -> None:
    page = limits_page()
    assert "CN, male, from 18 years" in page
    assert "anywhere, male, below 18 years" in page
    assert "never decides the grade" in page
    assert "9 to 50 U/L" in page
    assert "above 10000 U/L" in page


def test_every_table_is_square() -> None:
    for name, text in pages().items():
        widths: list[int] = []
        for line in [*text.splitlines(), ""]:
            if line.startswith("|"):
                widths.append(line.replace("\\|", "").count("|"))
            else:
                assert len(set(widths)) <= 1, f"{name}: {line}"
                widths = []


def test_every_variable_that_the_code_reads_is_described() -> None:
    assert {one.id for one in variables()} == variables_in_code()
    assert {"ALTALK_REGION", "ALTALK_WEB_KEY", "ALTALK_STATE_DIR", "TELEGRAM_BOT_TOKEN"} <= variables_in_code()


def test_a_variable_that_is_not_described_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "variables_in_code", lambda: frozenset({"ALTALK_SECRET_SWITCH"}))
    with pytest.raises(LookupError, match="ALTALK_SECRET_SWITCH"):
        environment_page()


def test_check_finds_what_is_stale_and_writing_mends_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--docs", str(tmp_path), "--check"]) == 1
    assert "docs/rules.md is stale" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main(["--docs", str(tmp_path)]) == 0
    assert {file.name for file in tmp_path.iterdir()} == set(pages())
    assert main(["--docs", str(tmp_path), "--check"]) == 0
    (tmp_path / "rules.md").write_text("old", encoding="utf-8")
    assert main(["--docs", str(tmp_path), "--check"]) == 1


def test_it_runs_as_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["altalk.documentation", "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("altalk.documentation", run_name="__main__")
    assert ended.value.code == 0


def test_broken_knowledge_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> dict[str, str]:
        raise KnowledgeError("knowledge/rules: broken")

    monkeypatch.setattr("altalk.documentation.__main__.pages", broken)
    assert main(["--check"]) == 2
    assert "broken" in capsys.readouterr().err
