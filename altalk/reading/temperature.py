"""A body temperature that is a fever: "temperature 38.5", "102 F", 烧到39度."""

import re

from altalk.knowledge.reading_figures import reading_figure
from altalk.reading.habit_patterns import words
from altalk.reading.mention import Mention
from altalk.reading.spelling import fold

_READING = re.compile(
    rf"(?:{words('temperature')})[^\d,.;。]{{0,12}}?(?P<named>\d{{2,3}}(?:\.\d)?)(?!\d|\s*(?:[-/~]|mg|days?|"
    r"天))\s*(?P<unit>°?\s*[cf](?![a-z])|degrees?(?: [cf](?![a-z]))?|°|度|℃)?|"
    r"(?<![\d.])(?P<plain>\d{2,3}(?:\.\d)?)\s*(?:°\s*(?P<letter>[cf])(?![a-z])|(?P<sign>℃|℉|degrees? (?:fever|"
    r"temperature)))"
)


def find_temperature(text: str) -> tuple[Mention, ...]:
    """A mention of the symptom `fever` for each reading from the fever limit on; other readings say nothing."""
    folded = fold(text)
    low, high = reading_figure("fever_from"), reading_figure("fever_to")
    found = []
    for match in _READING.finditer(folded):
        if low <= _celsius(match) <= high:
            details = {"tense": "now", "hypothetical": False}
            found.append(Mention("symptom", "fever", *match.span(), details=details))
    return tuple(found[:1])


def _celsius(match: re.Match[str]) -> float:
    value = float(match["named"] or match["plain"])
    fahrenheit = "f" in (match["unit"] or match["letter"] or "") or match["sign"] == "℉"
    # Without a letter no living person's Celsius reading is above 45.
    return (value - 32) / 1.8 if fahrenheit or value > 45 else value
