"""The environment of every process that is started: quiet, private, on the loopback address only."""

import os
from collections.abc import Mapping

from altalk.operations.settings import HOST

_ALWAYS = {
    "RASA_TELEMETRY_ENABLED": "false",
    # The action server has no option for its address.
    "SANIC_HOST": HOST,
    "PYTHONUNBUFFERED": "1",
    # No graphics card is looked for, and the same input trains the same model.
    "CUDA_VISIBLE_DEVICES": "-1",
    "TF_DETERMINISTIC_OPS": "1",
    # TensorFlow: errors only. SQLAlchemy: no notice about version 2, which Rasa does not use.
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
# The libraries below Rasa warn about one another; nothing here can be done about it.
_UNLESS_CHOSEN = {"PYTHONWARNINGS": "ignore"}


def child_environment(inherited: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for a process of ALTalk.

    Args:
        inherited: the environment to start from; this process's own if not given.
    """
    return _UNLESS_CHOSEN | dict(os.environ if inherited is None else inherited) | _ALWAYS
