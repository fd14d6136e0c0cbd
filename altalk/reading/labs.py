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

# Numbers and marks in a row; no report has as many without a word between.
_MOST_IN_RUN = 400


def find_labs(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Mention, ...]:
    """The blood values, limits and unexplained numbers of a message, in the order of the text.

    Args:
        text: the message as written.
        taken: spans of the text already read as something else; nothing in them is a lab number.

    Returns:
        Mentions of the entity table, and `other_lab` (with `analyte`) for a value that the case does not hold.
    """
    folded = fold(text)
    items = reworded(without_look_alikes(with_dates(_bounded(compose(_without(cut(folded), folded, taken))))))
    items = divide_shared(items, anchors(items), folded)
    names = anchors(items)
    kinds = roles(items, names)
    given = give(items, names, kinds)
    return mentions(Scene(folded, items, names, kinds, given))


def _bounded(items: list[Item]) -> list[Item]:
    """The items with the middle of an endless run of bare numbers left out, which keeps a pasted table cheap."""
    if len(items) <= _MOST_IN_RUN:
        return items
    kept: list[Item] = []
    run: list[Item] = []
    for item in items:
        if item.kind in ("number", "mark"):
            run.append(item)
            continue
        kept += [*_ends(run), item]
        run = []
    return kept + _ends(run)


def _ends(run: list[Item]) -> list[Item]:
    return run if len(run) <= _MOST_IN_RUN else run[: _MOST_IN_RUN // 2] + run[-_MOST_IN_RUN // 2 :]


def _without(items: list[Item], folded: Folded, taken: Sequence[tuple[int, int]]) -> list[Item]:
    if not taken:
        return items
    covered = bytearray(len(folded.written) + 1)
    for start, end in taken:
        covered[max(0, start) : end] = b"\x01" * max(0, min(end, len(covered)) - max(0, start))
    return [replace(item, kind="taken") if covered[folded.places[item.start]] else item for item in items]
