"""The interpretation is pure: importing and using it loads neither Rasa nor a model library."""

import json
import subprocess
import sys

import pytest

HEAVY = ("rasa", "rasa_sdk", "spacy", "tensorflow", "numpy", "sklearn", "rapidfuzz", "jieba", "sanic", "telegram")
PROBE = """
import json, sys
from altalk.interpretation import assess, case_from
assess(case_from({"sex": "male", "labs": [{"analyte": "ALT", "value": 78, "upper_limit": 40}]}))
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True, timeout=60)
    return set(json.loads(done.stdout))


def test_the_probe_sees_what_is_loaded(loaded: set[str]) -> None:
    assert {"altalk", "msgspec", "yaml"} <= loaded


@pytest.mark.parametrize("module", HEAVY)
def test_the_interpretation_does_not_load(module: str, loaded: set[str]) -> None:
    assert module not in loaded
