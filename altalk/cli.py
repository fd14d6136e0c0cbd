"""The command `altalk`: hands each word on to the part that does it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after `altalk`; those of the process if not given.

    Returns:
        The exit code: 0 if all went well, 1 for a failure told in one line, 2 for a wrong command line.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["assess"]:
        return _assess(words[1:])
    options = _parser().parse_args(words)
    from altalk.operations.commands import perform

    return perform(options)


def _assess(words: list[str]) -> int:
    """`assess` has its own options, and needs nothing of Rasa."""
    from altalk.interpretation.__main__ import main as assess

    return assess(words)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="altalk", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("assess", help="assess one case given as JSON")
    for name, summary in _SUMMARIES.items():
        command = commands.add_parser(name, help=summary, description=summary)
        command.add_argument("--root", type=Path, default=Path.cwd(), help="folder of config.yml (default: this one)")
        command.add_argument("--port", type=int, default=5005, help="port of the page (default: 5005)")
        command.add_argument("--actions-port", type=int, default=5055, help="port of the actions (default: 5055)")
    return parser


_SUMMARIES = {
    "run": "train if needed, start everything, print the address of the page",
    "shell": "talk in the terminal",
    "train": "train, unless nothing the model is trained from has changed",
    "validate": "check domain, stories and rules against each other",
    "doctor": "say what is installed, trained and configured, and which ports are free",
}

if __name__ == "__main__":
    sys.exit(main())
