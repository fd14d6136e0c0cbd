"""The process that trains: Rasa behind a few plain lines on standard output.

Run as `python -m altalk.operations.rasa_training train|validate FOLDER`. Lines begin with `step ` (what is
done now), `remark ` (what may be a slip) or `problem ` (what is wrong); all else goes to standard error, the log.
"""

import contextlib
import logging
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

STEP = "step "
PROBLEM = "problem "
REMARK = "remark "
MODEL_NAME = "altalk"

# What Rasa remarks on though it is as it should be: actions say most responses by name, which its check of
# the stories cannot see; the red-flag intent comes from a rule, never from examples; and a general notice.
_EXPECTED = re.compile(
    r"The utterance '\w+' is not used in any story or rule"
    r"|The intent 'red_flag' is listed in the domain file, but is not found in the NLU training data"
    r"|Slot auto-fill has been removed"
)
_COMPONENT = re.compile(r"Starting to train component '(\w+)'")


class _Reporter(logging.Handler):
    """Turns Rasa's log into steps, and keeps what it complained about."""

    def __init__(self, output: TextIO) -> None:
        super().__init__(logging.INFO)
        self._output = output
        self.complaints: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Tell which component is trained now; remember warnings and errors."""
        text = record.getMessage()
        if record.levelno >= logging.WARNING:
            self.complaints.append(text)
        elif found := _COMPONENT.search(text):
            self.tell(STEP, f"Training {found[1]}")

    def warn(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        """Remember a warning of Rasa's about the training data; stands in for `warnings.showwarning`."""
        if issubclass(category, UserWarning):
            self.complaints.append(str(message))

    def remarks(self) -> list[str]:
        """What Rasa complained about, once each, without what is as it should be."""
        lines = dict.fromkeys(one_line(text) for text in self.complaints)
        return [line for line in lines if not _EXPECTED.match(line)]

    def tell(self, kind: str, text: str) -> None:
        """Write one line for the parent process."""
        self._output.write(f"{kind}{one_line(text)}\n")
        self._output.flush()


def one_line(text: str) -> str:
    """A message of Rasa's without colours, line breaks and the pointer to its documentation."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    plain = re.sub(r"(More info at|You can find more information.*?:|Please visit) *https?://\S+", "", plain)
    return " ".join(plain.split())


def main(arguments: list[str]) -> int:
    """Train or validate; returns the exit code."""
    task, folder = arguments
    os.chdir(folder)
    sys.path.insert(0, folder)
    with _standard_output_for_us() as output:
        reporter = _Reporter(output)
        try:
            return _TASKS[task](reporter)
        except KeyboardInterrupt:
            return 130
        except SystemExit as end:
            return _explain_exit(reporter, end)
        except Exception as error:
            logging.getLogger(__name__).exception("Training failed")
            reporter.tell(PROBLEM, _describe(error))
            return 1


def _train(reporter: _Reporter) -> int:
    reporter.tell(STEP, "Loading Rasa")
    _listen(reporter)
    from rasa.model_training import train

    reporter.tell(STEP, "Checking the training data")
    _check(reporter)
    for remark in reporter.remarks():
        reporter.tell(REMARK, remark)
    reporter.tell(STEP, "Training")
    output = Path(".run", "training")
    result = train(
        domain=_domain(), config="config.yml", training_files=["data"], output=str(output), fixed_model_name=MODEL_NAME
    )
    if result.code != 0 or result.model is None:
        reporter.tell(PROBLEM, _last(reporter.remarks()))
        return 1
    return 0


def _validate(reporter: _Reporter) -> int:
    reporter.tell(STEP, "Loading Rasa")
    _listen(reporter)
    reporter.tell(STEP, "Checking the training data")
    _check(reporter)
    remarks = reporter.remarks()
    for remark in remarks:
        reporter.tell(PROBLEM, remark)
    return 1 if remarks else 0


def _check(reporter: _Reporter) -> None:
    """What `rasa data validate` looks at.

    Raises:
        SystemExit: the data contradict themselves.
    """
    from rasa.cli.utils import validate_files
    from rasa.shared.importers.importer import TrainingDataImporter

    importer = TrainingDataImporter.load_from_config("config.yml", _domain(), ["data"])
    reporter.complaints.clear()
    validate_files(fail_on_warnings=False, max_history=None, importer=importer)


def _listen(reporter: _Reporter) -> None:
    """Hear what Rasa logs, through both of its ways."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.INFO)
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(reporter)
    root.addHandler(logging.StreamHandler(sys.stderr))
    warnings.simplefilter("always", UserWarning)
    warnings.showwarning = reporter.warn


@contextlib.contextmanager
def _standard_output_for_us() -> Iterator[TextIO]:
    """Rasa prints to standard output; send that to the log, and keep the real one."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as ours:
        os.dup2(2, 1)
        yield ours


def _explain_exit(reporter: _Reporter, end: SystemExit) -> int:
    if end.code:
        reporter.tell(PROBLEM, _last(reporter.remarks()))
        return 1
    return 0


def _domain() -> str:
    return "domain.yml" if Path("domain.yml").exists() else "domain"


def _last(complaints: list[str]) -> str:
    return complaints[-1] if complaints else "Rasa gave no reason"


def _describe(error: Exception) -> str:
    """The error's text, with its kind where the text alone would not be understood."""
    text = str(error) or "no reason given"
    return text if type(error).__module__.startswith("rasa.") else f"{type(error).__name__}: {text}"


_TASKS: dict[str, Callable[[_Reporter], int]] = {"train": _train, "validate": _validate}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
