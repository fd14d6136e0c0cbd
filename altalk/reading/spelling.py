"""One spelling for the patterns on habits and people, and texts without invisible characters; offsets stay exact."""

import re

from msgspec import Struct

from altalk.reading.tokens import normal_form

# A full-width comma never stands inside a number: 谷丙85，34岁.
_COMMA_OF_TEXT = re.compile(r"(?<=[0-9０-９])，(?=[0-9０-９])")
_MARKS = str.maketrans("–—−‐‑‒～〜〇", "------~~零")
_BLANKS = re.compile(r"\s{3,}")
# Zero-width, direction and control marks: invisible to the person, in the way of a match.
_INVISIBLE = dict.fromkeys(
    [
        173,
        1564,
        127,
        65279,
        *range(9),
        *range(14, 32),
        *range(8203, 8208),
        *range(8234, 8239),
        *range(8288, 8293),
        *range(8294, 8298),
        *range(65024, 65040),
        *range(55296, 57344),
    ]
)


class Visible(Struct, frozen=True):
    """A text without its invisible characters, and the way back.

    Attributes:
        text: what can be seen.
        places: for each character of `text` its offset in the text as written; None where nothing was removed.
    """

    text: str
    places: tuple[int, ...] | None

    def start(self, offset: int) -> int:
        """Where the character at this offset stands in the text as written."""
        return self.places[offset] if self.places else offset

    def end(self, offset: int) -> int:
        """One past the last character, in the text as written."""
        return self.places[offset - 1] + 1 if self.places and offset else offset


def visible(text: str) -> Visible:
    """Leave out zero-width, direction and control characters, and all but two of a run of blanks."""
    gone = {place for run in _BLANKS.finditer(text) for place in range(run.start() + 2, run.end())}
    if not gone and len(text.translate(_INVISIBLE)) == len(text):
        return Visible(text, None)
    places = [place for place, sign in enumerate(text) if ord(sign) not in _INVISIBLE and place not in gone]
    return Visible("".join(text[place] for place in places), tuple(places))


def fold(text: str) -> str:
    """Lower case, half width, simplified characters, plain quotes and dashes; of the same length as the text."""
    if text.isascii():
        return text.lower()
    return normal_form(_COMMA_OF_TEXT.sub("、", text)).translate(_MARKS)
