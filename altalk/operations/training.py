"""Training when something it depends on has changed, and only then."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from altalk.operations.console import Progress, say
from altalk.operations.environment import child_environment
from altalk.operations.errors import OperationError
from altalk.operations.fingerprint import ModelState, model_state, record, training_fingerprint
from altalk.operations.project_files import check_project_files
from altalk.operations.rasa_training import MODEL_NAME, PROBLEM, REMARK, STEP
from altalk.operations.settings import Settings

_WHY = {
    ModelState.MISSING: "There is no model yet: training one (about a minute).",
    ModelState.CHANGED: "What the model is trained from has changed: training again.",
    ModelState.DAMAGED: "The model file is not the one that was trained (damaged or replaced): training again.",
}


def ensure_model(settings: Settings) -> bool:
    """Train if there is no model, it is damaged, or what it is trained from has changed.

    Returns:
        Whether training was needed.

    Raises:
        OperationError: the training data are broken.
    """
    state = model_state(settings)
    if state is ModelState.CURRENT:
        return False
    check_project_files(settings)
    say(_WHY[state])
    train(settings)
    return True


def train(settings: Settings) -> None:
    """Train and put the model in its place only when it is complete.

    Raises:
        OperationError: training failed, with Rasa's reason in one line.
    """
    fingerprint = training_fingerprint(settings.root)
    output = settings.run_folder / "training"
    shutil.rmtree(output, ignore_errors=True)
    problems = run_task("train", settings)
    model = output / f"{MODEL_NAME}.tar.gz"
    if problems or not model.is_file():
        reason = problems[-1] if problems else "Rasa ended without a model"
        raise OperationError(f"Training failed: {reason} (all of it: {_log_name('train', settings)})")
    settings.model.parent.mkdir(exist_ok=True)
    model.replace(settings.model)
    record(settings, fingerprint)
    shutil.rmtree(output, ignore_errors=True)
    say("Trained.")


def validate(settings: Settings) -> list[str]:
    """What `rasa data validate` finds wrong, one line each; empty if nothing is.

    Raises:
        OperationError: a file is missing or is not YAML.
    """
    check_project_files(settings)
    return run_task("validate", settings)


def run_task(task: str, settings: Settings) -> list[str]:
    """Run `train` or `validate` in a process of its own, showing its steps; gives the problems it told."""
    log = _log_path(task, settings)
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "altalk.operations.rasa_training", task, str(settings.root)]
    problems: list[str] = []
    with Progress("Starting") as progress, log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own module, nothing from outside
            command, stdout=subprocess.PIPE, stderr=errors, env=child_environment(), text=True, encoding="utf-8"
        )
        try:
            _follow(process, progress.step, problems)
        finally:
            process.kill()
            process.wait()
    return problems


def _follow(process: "subprocess.Popen[str]", step: Callable[[str], None], problems: list[str]) -> None:
    """Read the lines of the training process until it ends."""
    for line in process.stdout or ():
        if line.startswith(STEP):
            step(line.removeprefix(STEP).strip())
        elif line.startswith(REMARK):
            say(f"Look at: {line.removeprefix(REMARK).strip()}")
        elif line.startswith(PROBLEM):
            problems.append(line.removeprefix(PROBLEM).strip())
    if process.wait() != 0 and not problems:
        problems.append(f"the training process ended with code {process.returncode}")


def _log_path(task: str, settings: Settings) -> Path:
    return settings.logs / f"{task}.log"


def _log_name(task: str, settings: Settings) -> str:
    return _log_path(task, settings).relative_to(settings.root).as_posix()
