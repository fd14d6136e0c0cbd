"""A running assistant: the trained model and the actions, reached through the web channel."""

from collections.abc import Iterator

import pytest

from tests.dialogue.assistant import Assistant, running_assistant


@pytest.fixture(scope="session")
def assistant() -> Iterator[Assistant]:
    """The assistant on free loopback ports, with an empty database, for all talks of the session."""
    with running_assistant() as started:
        yield started
