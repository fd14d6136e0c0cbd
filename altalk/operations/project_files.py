"""The YAML files of the project, read before Rasa reads them, so that a slip is told in one line."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from altalk.operations.errors import OperationError
from altalk.operations.fingerprint import training_files
from altalk.operations.settings import Settings

_REQUIRED = ("config.yml", "domain.yml", "credentials.yml", "endpoints.yml")


def check_project_files(settings: Settings) -> None:
    """Make sure that the files Rasa needs are there and are YAML.

    Raises:
        OperationError: with file, line and reason of the first that is not.
    """
    required = [settings.root / name for name in _REQUIRED]
    for path in required:
        if not path.is_file():
            raise OperationError(f"{path.name} is missing in {settings.root}: is this the folder of ALTalk?")
    check_yaml(settings.root, [*required, *training_files(settings.root)])


def check_yaml(root: Path, paths: Iterable[Path]) -> None:
    """Make sure that these files, where they end in .yml, are YAML.

    Raises:
        OperationError: with file, line and reason of the first that is not.
    """
    for path in paths:
        if path.suffix in {".yml", ".yaml"}:
            _check_one(path.relative_to(root), path)


def _check_one(name: Path, path: Path) -> None:
    try:
        yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise OperationError(f"{name} is not UTF-8 text (byte {error.start}).") from error
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise OperationError(f"{name}{line} is not valid YAML: {error.problem or error.context}.") from error
    except yaml.YAMLError as error:
        raise OperationError(f"{name} is not valid YAML: {' '.join(str(error).split())}") from error
