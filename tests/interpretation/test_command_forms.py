"""The command line with FHIR in and FHIR or a page out; plain use loads neither."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from altalk.interpretation.__main__ import main

DOCUMENTS = Path(__file__).parent / "fhir" / "documents"
BUNDLE = str(DOCUMENTS / "bundle_of_a_visit.json")


def test_fhir_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([BUNDLE]) == 0
    assert json.loads(capsys.readouterr().out)["alt"] == 132


def test_fhir_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["--from", "fhir", "--format", "text", "--language", "zh", str(DOCUMENTS / "list_of_observations.json")])
        == 0
    )
    assert "紧急程度" in capsys.readouterr().out


def test_fhir_comes_out_and_goes_in_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--format", "fhir", BUNDLE]) == 0
    written = capsys.readouterr().out
    (tmp_path / "again.json").write_text(written, encoding="utf-8")
    assert main(["--format", "fhir", str(tmp_path / "again.json")]) == 0
    assert capsys.readouterr().out == written


@pytest.mark.parametrize(("language", "tag"), [("en", 'lang="en"'), ("zh", 'lang="zh-CN"')])
def test_a_page_comes_out(language: str, tag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--format", "html", "--language", language, BUNDLE]) == 0
    assert tag in capsys.readouterr().out


def test_refused_with_the_fhir_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(Path(BUNDLE).read_text(encoding="utf-8"))
    document["entry"][3]["resource"]["valueQuantity"]["code"] = "mmol/L"
    document["entry"][3]["resource"]["valueQuantity"]["unit"] = "mmol/L"
    (tmp_path / "bad.json").write_text(json.dumps(document), encoding="utf-8")
    assert main([str(tmp_path / "bad.json")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Bundle.entry[3].resource.valueQuantity.code" in told.err


def test_a_case_read_as_a_case_is_no_fhir(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--from", "case", BUNDLE]) == 2
    assert "unknown field" in capsys.readouterr().err


def test_plain_use_loads_neither_fhir_nor_the_page() -> None:
    program = "import sys, altalk.interpretation, altalk.interpretation.__main__; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "altalk.interpretation" in loaded
    assert not [
        name for name in loaded if name.startswith(("altalk.interpretation.fhir", "altalk.interpretation.page"))
    ]
