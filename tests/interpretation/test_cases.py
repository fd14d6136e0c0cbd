"""Every case of the table: what the published guidance says comes out of `assess`."""

import pytest

from tests.interpretation.case_table import differences, table


@pytest.mark.parametrize("key", table())
def test_the_assessment_is_what_the_source_says(key: str) -> None:
    entry = table()[key]
    assert not (found := differences(entry)), f"{entry.source}\n" + "\n".join(found)
