"""How long the interpretation takes: `python -m benchmarks.interpretation`.

Prints the time to import it without Rasa, to load the knowledge, and for one assessment over the case table.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from altalk.interpretation import Case, CaseError, assess, case_from

CASES = Path(__file__).parent.parent / "tests" / "interpretation" / "cases"
REPEATS = 5
IMPORT = "import time; t = time.perf_counter(); import altalk.interpretation; print(time.perf_counter() - t)"
FIRST = (
    "import time; from altalk.interpretation import assess, Case; "
    "t = time.perf_counter(); assess(Case()); print(time.perf_counter() - t)"
)


def main() -> None:
    """Measure and print."""
    cases = table()
    for case in cases:
        assess(case)
    times = sorted(_seconds(lambda case=case: assess(case)) for case in cases for _ in range(REPEATS))
    _print("import of altalk.interpretation, new process", statistics.median(in_new_process(IMPORT)))
    _print("knowledge loaded by the first assessment, new process", statistics.median(in_new_process(FIRST)))
    _print(f"one assessment, median over {len(cases)} cases", statistics.median(times))
    _print("one assessment, 95th percentile", times[int(len(times) * 0.95)])
    _print("one assessment, slowest", times[-1])


def table() -> list[Case]:
    """The valid cases of the case table."""
    entries = (
        entry for file in sorted(CASES.glob("*.yml")) for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    )
    return [_case(entry["given"]) for entry in entries if "error" not in entry["expect"]]


def in_new_process(program: str) -> list[float]:
    """Seconds that a program prints, from several runs of a new interpreter."""
    command = [sys.executable, "-c", program]
    return [
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)  # noqa: S603, our own program
        for _ in range(REPEATS)
    ]


def _case(given: dict[str, Any]) -> Case:
    try:
        return case_from(given)
    except CaseError as error:
        raise SystemExit(f"the case table is broken: {error}") from error


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _print(what: str, seconds: float) -> None:
    print(f"{seconds * 1000:9.2f} ms  {what}")  # noqa: T201, a benchmark prints


if __name__ == "__main__":
    main()
