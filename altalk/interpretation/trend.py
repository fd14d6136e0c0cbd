"""How ALT moved between the last two results."""

from altalk.interpretation.assessment import Trend
from altalk.knowledge.catalogue import figures


def trend_of(values: tuple[float, ...]) -> Trend | None:
    """Direction and per cent change from the last but one value to the last; None with fewer than two.

    A change within the day-to-day swing of one healthy person counts as steady.
    """
    if len(values) <= 1 or values[-2] == 0:
        return None
    earlier, latest = values[-2], values[-1]
    percent = (latest - earlier) / earlier * 100
    beyond = abs(percent) > figures()["alt_swing_percent"].value
    if not beyond:
        return Trend("steady", percent, beyond, earlier, latest)
    return Trend("rising" if percent > 0 else "falling", percent, beyond, earlier, latest)
