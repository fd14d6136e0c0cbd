"""The model is trained again when what it is trained from has changed, and only then."""

from pathlib import Path

import pytest

from altalk.operations import training
from altalk.operations.errors import OperationError
from altalk.operations.fingerprint import ModelState, model_state, record, training_fingerprint
from altalk.operations.settings import Settings

FILES = {
    "config.yml": "pipeline: []\n",
    "domain.yml": "intents: [ask]\n",
    "credentials.yml": "{}\n",
    "endpoints.yml": "{}\n",
    "data/nlu/ask.yml": "nlu: []\n",
    "altalk/nlu/tokenizer.py": "SPLIT = ' '\n",
    "altalk/knowledge/statements/sleep.yml": "- id: sleep\n",
    "README.md": "read me\n",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Settings(tmp_path)


def put_model(settings: Settings, contents: bytes = b"model") -> None:
    settings.model.parent.mkdir(exist_ok=True)
    settings.model.write_bytes(contents)


def test_a_recorded_model_is_current(settings: Settings) -> None:
    put_model(settings)
    record(settings, training_fingerprint(settings.root))
    assert model_state(settings) is ModelState.CURRENT


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/nlu/ask.yml", "altalk/nlu/tokenizer.py"])
def test_a_change_of_what_it_is_trained_from_is_noticed(settings: Settings, name: str) -> None:
    put_model(settings)
    record(settings, training_fingerprint(settings.root))
    with (settings.root / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert model_state(settings) is ModelState.CHANGED


@pytest.mark.parametrize("name", ["README.md", "altalk/knowledge/statements/sleep.yml", "credentials.yml"])
def test_a_change_of_anything_else_is_not(settings: Settings, name: str) -> None:
    put_model(settings)
    record(settings, training_fingerprint(settings.root))
    (settings.root / name).write_text("other: 1\n", encoding="utf-8")
    assert model_state(settings) is ModelState.CURRENT


def test_new_deleted_and_renamed_training_files_are_noticed(settings: Settings) -> None:
    fingerprints = {training_fingerprint(settings.root)}
    example = settings.root / "data/nlu/ask.yml"
    renamed = example.rename(example.with_name("asked.yml"))
    fingerprints.add(training_fingerprint(settings.root))
    (settings.root / "data/nlu/more.yml").write_text("nlu: []\n", encoding="utf-8")
    fingerprints.add(training_fingerprint(settings.root))
    renamed.unlink()
    fingerprints.add(training_fingerprint(settings.root))
    assert len(fingerprints) == 4


def test_the_folder_it_stands_in_does_not_matter(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "copy"
    settings.root.rename(elsewhere)
    moved = training_fingerprint(elsewhere)
    elsewhere.rename(settings.root)
    assert moved == training_fingerprint(settings.root)


def test_what_python_leaves_behind_does_not_matter(settings: Settings) -> None:
    before = training_fingerprint(settings.root)
    left = settings.root / "altalk/nlu/__pycache__/tokenizer.pyc"
    left.parent.mkdir()
    left.write_bytes(b"x")
    assert training_fingerprint(settings.root) == before


def test_no_model_is_missing_and_one_of_unknown_origin_is_not_trusted(settings: Settings) -> None:
    assert model_state(settings) is ModelState.MISSING
    put_model(settings)
    assert model_state(settings) is ModelState.CHANGED


@pytest.mark.parametrize("contents", ["", "[]", "{}", "not json", '{"model": 1}'])
def test_an_unreadable_record_counts_as_changed(settings: Settings, contents: str) -> None:
    put_model(settings)
    settings.fingerprint.write_text(contents, encoding="utf-8")
    assert model_state(settings) is ModelState.CHANGED


def test_a_damaged_model_is_noticed(settings: Settings) -> None:
    put_model(settings)
    record(settings, training_fingerprint(settings.root))
    put_model(settings, b"half a mod")
    assert model_state(settings) is ModelState.DAMAGED


class FakeTraining:
    """Stands in for the process that runs Rasa."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        self.runs = 0

    def __call__(self, _task: str, settings: Settings) -> list[str]:
        self.runs += 1
        if not self.problems:
            output = settings.run_folder / "training"
            output.mkdir(parents=True)
            (output / "altalk.tar.gz").write_bytes(b"trained")
        return self.problems


def test_the_second_time_nothing_is_trained(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeTraining([])
    monkeypatch.setattr(training, "run_task", fake)
    assert training.ensure_model(settings)
    assert not training.ensure_model(settings)
    assert fake.runs == 1
    assert settings.model.read_bytes() == b"trained"


def test_a_failed_training_leaves_the_old_model_and_tells_the_reason(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_model(settings, b"old")
    monkeypatch.setattr(training, "run_task", FakeTraining(["rule 'one' contradicts rule 'two'"]))
    with pytest.raises(OperationError, match=r"rule 'one' contradicts rule 'two'.*\.run/logs/train\.log") as caught:
        training.ensure_model(settings)
    assert "\n" not in str(caught.value)
    assert settings.model.read_bytes() == b"old"
    assert model_state(settings) is ModelState.CHANGED


def test_broken_yaml_is_told_with_file_and_line_before_rasa_is_started(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeTraining([])
    monkeypatch.setattr(training, "run_task", fake)
    (settings.root / "data/nlu/ask.yml").write_text("nlu:\n- intent: [ask\n  examples: x\n", encoding="utf-8")
    with pytest.raises(OperationError, match=r"data/nlu/ask\.yml, line \d+ is not valid YAML") as caught:
        training.ensure_model(settings)
    assert "\n" not in str(caught.value)
    assert fake.runs == 0


def test_a_file_that_is_not_text_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "run_task", FakeTraining([]))
    (settings.root / "data/nlu/ask.yml").write_bytes(b"nlu: \xff\n")
    with pytest.raises(OperationError, match=r"data/nlu/ask\.yml is not UTF-8"):
        training.ensure_model(settings)


def test_a_missing_file_is_told(settings: Settings) -> None:
    (settings.root / "domain.yml").unlink()
    with pytest.raises(OperationError, match=r"domain\.yml is missing"):
        training.ensure_model(settings)
