"""The page of environment variables, checked against the code that reads them."""

import re
from functools import cache
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from altalk.documentation.markdown import code, page, table

_ROOT = Path(__file__).parents[2]
_FOLDERS = ("altalk", "actions")
_NAME = re.compile(
    # Asked for, or held by a constant.
    r"""(?:environ\.get\(|environ\[|environment\.get\(|getenv\(|^[A-Z_]+\ =\ )
    ["']((?:ALTALK|TELEGRAM|WECHAT)_[A-Z0-9_]+)["']""",
    re.MULTILINE | re.VERBOSE,
)


class Variable(Struct, frozen=True, forbid_unknown_fields=True):
    """An environment variable and what holds without it."""

    id: str
    meaning: str
    default: str


@cache
def variables() -> tuple[Variable, ...]:
    """All variables that are described."""
    text = Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), tuple[Variable, ...])


def variables_in_code() -> frozenset[str]:
    """All names of ours and of the channels that the code asks the environment for."""
    files = (file for folder in _FOLDERS for file in (_ROOT / folder).rglob("*.py"))
    return frozenset(name for file in files for name in _NAME.findall(file.read_text(encoding="utf-8")))


def environment_page() -> str:
    """Every variable with its meaning and default.

    Raises:
        LookupError: the code reads one that is not described, or one is described that nothing reads.
    """
    described = frozenset(one.id for one in variables())
    differing = described ^ variables_in_code()
    if differing:
        raise LookupError(f"{code(sorted(differing))}: code and altalk/documentation/environment.yml differ")
    about = (
        "Each channel reads its own variables and stays off when they are not set. None is needed to try the assistant."
    )
    rows = ((f"`{one.id}`", one.meaning, one.default) for one in variables())
    return page("Environment variables", about, table(("variable", "meaning", "without it"), rows))
