"""Blood values of a message: which number is the ALT, which its limit, and which is neither.

The work goes in stages: fold → cut into items → compose numbers → roles → give values to names → mentions.
When it is not sure that a number is the value of a name, the number stays a `number` or an `ambiguous` mention.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from altalk.reading.lab_anchors import anchors, divide_shared, without_look_alikes
from altalk.reading.lab_dates import with_dates
from altalk.reading.lab_folding import Folded, fold
from altalk.reading.lab_items import Item, cut
from altalk.reading.lab_mentions import mentions
from altalk.reading.lab_roles import roles
from altalk.reading.lab_scene import Scene
from altalk.reading.lab_values import give
from altalk.reading.lab_wording import reworded
from altalk.reading.mention import Mention
from altalk.reading.numbers import compose


def find_labs(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Mention, ...]:
    """The blood values, limits and unexplained numbers of a message, in the order of the text.

    Args:
        text: the message as written.
        taken: spans of the text already read as something else; nothing in them is a lab number.

    Returns:
        Mentions of the entity table, and `other_lab` (with `analyte`) for a value that the case does not hold.
    """
    folded = fold(text)
    items = reworded(without_look_alikes(with_dates(compose(_without(cut(folded), folded, taken)))))
    items = divide_shared(items, anchors(items), folded)
    names = anchors(items)
    kinds = roles(items, names)
    given = give(items, names, kinds)
    return mentions(Scene(folded, items, names, kinds, given))


def _without(items: list[Item], folded: Folded, taken: Sequence[tuple[int, int]]) -> list[Item]:
    if not taken:
        return items
    covered = bytearray(len(folded.written) + 1)
    for start, end in taken:
        covered[max(0, start) : end] = b"\x01" * max(0, min(end, len(covered)) - max(0, start))
    return [replace(item, kind="taken") if covered[folded.places[item.start]] else item for item in items]
