"""How numbers are shown; comparisons always use the unrounded value."""

_WHOLE_FROM = 100


def shown(value: float) -> str:
    """A number with at most two decimals, from a hundred on with none."""
    return f"{value:.0f}" if value >= _WHOLE_FROM else f"{value:.2f}".rstrip("0").rstrip(".")
