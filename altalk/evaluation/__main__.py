"""Evaluate how messages are understood: `python -m altalk.evaluation [--reader-only]`."""

import argparse
import json
import sys
from pathlib import Path

from altalk.evaluation.measures import Result, judge
from altalk.evaluation.messages import load_folder
from altalk.evaluation.report import as_text, errors, summary
from altalk.evaluation.understanding import Understood, by_model, by_reader, newest_model

_ROOT = Path(__file__).parents[2]
MESSAGES = _ROOT / "tests/nlu/messages"


def main() -> None:
    """Understand all messages, print the report, write it as JSON."""
    options = _options()
    messages = load_folder(options.messages)
    try:
        understood = _understand([message.text for message in messages], options)
    except FileNotFoundError as error:
        raise SystemExit(str(error)) from error
    results = [judge(message, one) for message, one in zip(messages, understood, strict=True)]
    sys.stdout.write(as_text(results) + "\n")
    _write(results, options.out / ("reader.json" if options.reader_only else "understanding.json"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m altalk.evaluation", description=__doc__)
    parser.add_argument("--reader-only", action="store_true", help="facts and red flags by rule, without a model")
    parser.add_argument("--messages", type=Path, default=MESSAGES, help="folder of labelled messages")
    parser.add_argument("--models", type=Path, default=_ROOT / "models", help="folder of models; the newest one counts")
    parser.add_argument("--out", type=Path, default=_ROOT / "results/evaluation", help="folder for the JSON report")
    return parser.parse_args()


def _understand(texts: list[str], options: argparse.Namespace) -> list[Understood]:
    return by_reader(texts) if options.reader_only else by_model(texts, newest_model(options.models))


def _write(results: list[Result], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    report = {**summary(results), "errors": errors(results)}
    file.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
