"""`python -m altalk.interpretation`: JSON in, JSON or text out, exit code 2 for what is refused."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from altalk.interpretation import assess, assessment_to_dict, case_from
from altalk.interpretation.__main__ import main

CASE = {
    "sex": "male",
    "age": 34,
    "region": "CN",
    "labs": [{"analyte": "ALT", "value": 330, "unit": "U/L", "upper_limit": 40}],
}


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE), encoding="utf-8")
    return file


def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "altalk.interpretation", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)


def test_a_case_on_standard_input_gives_its_assessment_as_json() -> None:
    done = run(text=json.dumps(CASE))
    assert done.returncode == 0
    assert done.stderr == ""
    assert json.loads(done.stdout) == json.loads(json.dumps(assessment_to_dict(assess(case_from(CASE)))))


def test_a_refused_case_gives_exit_code_2_and_the_path_on_standard_error() -> None:
    done = run(text='{"labs": [{"analyte": "ALT", "value": -3}]}')
    assert done.returncode == 2
    assert done.stdout == ""
    assert "$.labs[0].value" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_is_read(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(case_file)]) == 0
    assert json.loads(capsys.readouterr().out)["urgency"] == "urgent"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Urgency: Urgent", "8.25", "What to do", "How this was worked out", "U-8X", "fda_dili_2009"]),
        ("zh", ["紧急程度: 尽快就医", "8.25", "怎么做", "判断依据", "U-8X", "fda_dili_2009"]),
    ],
)
def test_the_text_is_in_the_language_asked_for(
    language: str, words: list[str], case_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(case_file), "--format", "text", "--language", language]) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in words), said


@pytest.mark.parametrize(("region", "number"), [("CN", "120"), ("UK", "999"), ("US", "911"), ("other", "112")])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_emergency_gives_the_number_of_the_region(
    region: str, number: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps({"region": region, "symptoms": {"vomiting_blood": "yes"}}), encoding="utf-8")
    assert main([str(file), "--format", "text", "--language", language]) == 0
    assert number in capsys.readouterr().out


def test_the_chinese_text_has_no_english_sentence(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case_file.write_text(json.dumps({"labs": [{"analyte": "ALT", "value": 60}]}), encoding="utf-8")
    assert main([str(case_file), "--format", "text", "--language", "zh"]) == 0
    said = capsys.readouterr().out
    assert " for men" not in said
    assert " for women" not in said
    assert "上限" in said


@pytest.mark.parametrize("arguments", [["--format", "yaml"], ["--language", "fr"], ["--schema", "rule"], ["a", "b"]])
def test_a_wrong_argument_gives_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b"\xff\xfe\x00", b'{"age": 400}', b'{"labs": [{"analyte": "XYZ"}]}']
)
def test_what_is_no_case_gives_exit_code_2(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(content)
    assert main([str(file)]) == 2
    assert capsys.readouterr().err.startswith("altalk: $")


def test_a_file_that_is_not_there_gives_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nothing.json")]) == 2
    assert "nothing.json" in capsys.readouterr().err


def schema(name: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["--schema", name]) == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


def test_the_schema_of_a_case_names_every_field_and_its_range(capsys: pytest.CaptureFixture[str]) -> None:
    fields = schema("case", capsys)["$defs"]["Case"]
    assert fields["additionalProperties"] is False
    assert set(CASE) <= fields["properties"].keys()
    assert {"maximum": 120, "minimum": 0}.items() <= fields["properties"]["age"]["anyOf"][0].items()


def test_the_schema_of_an_assessment_names_every_urgency(capsys: pytest.CaptureFixture[str]) -> None:
    fields = schema("assessment", capsys)["$defs"]["Assessment"]["properties"]
    assert set(fields["urgency"]["enum"]) == {"normal", "retest", "doctor_soon", "urgent", "emergency"}
    assert {"working", "missing", "notes", "upper_limit"} <= fields.keys()
