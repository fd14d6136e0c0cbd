"""Cut a text into messages of Telegram's size: nothing is lost, and the cut is where a reader would make it."""

import re
import unicodedata

from msgspec.structs import replace

from altalk.channels.telegram.markup import Run, to_html, to_plain, utf16_units

MOST_UNITS = 4096

_PARAGRAPH = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n")
_SENTENCE = re.compile(r"[.!?;…]+[\"'”’)\]]*\s+|[。！？；…]+[”’」』）]*")
_SPACE = re.compile(r"\s+|[，、]")
_BREAKS = (_PARAGRAPH, _LINE, _SENTENCE, _SPACE)
# A break in the first third would leave a stub: the next finer kind is taken then.
_EARLIEST_SHARE = 3
_JOINER = "\u200d"
_LONGEST_CLUSTER = 32


def split_text(text: str, most_units: int = MOST_UNITS) -> list[str]:
    """Parts of at most `most_units` UTF-16 units each; joined they are the text again."""
    parts = []
    while text:
        end = first_break(text, most_units)
        parts.append(text[:end])
        text = text[end:]
    return parts


def paginate(runs: list[Run], most_units: int = MOST_UNITS) -> list[list[Run]]:
    """The runs in pages whose HTML fits into one message. Pages without visible text are left out."""
    pages = []
    while runs:
        page, runs = _first_page(runs, most_units)
        pages.append(page)
    return [page for page in pages if to_plain(page).strip()]


def first_break(text: str, most_units: int) -> int:
    """How many characters of the text come first: up to the last paragraph, line, sentence or word that fits."""
    fitting = _fitting(text, most_units)
    if fitting == len(text):
        return fitting
    for kind in _BREAKS:
        ends = [match.end() for match in kind.finditer(text, 0, fitting)]
        if ends and ends[-1] > fitting // _EARLIEST_SHARE:
            return ends[-1]
    return _before_cluster(text, fitting)


def _first_page(runs: list[Run], most_units: int) -> tuple[list[Run], list[Run]]:
    text = to_plain(runs)
    budget = most_units
    while True:
        head, rest = _cut(runs, first_break(text, budget))
        size = utf16_units(to_html(head))
        if size <= most_units or budget == 1:
            return head, rest
        # Marks and escapes need room as well.
        budget = max(1, budget * most_units // size)


def _cut(runs: list[Run], characters: int) -> tuple[list[Run], list[Run]]:
    head: list[Run] = []
    for position, run in enumerate(runs):
        if len(run.text) > characters:
            left, right = run.text[:characters], run.text[characters:]
            return head + ([replace(run, text=left)] if left else []), [replace(run, text=right), *runs[position + 1 :]]
        head.append(run)
        characters -= len(run.text)
    return head, []


def _fitting(text: str, most_units: int) -> int:
    units = 0
    for position, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > most_units:
            return max(1, position)
    return len(text)


def _before_cluster(text: str, end: int) -> int:
    # An emoji of several characters, or a letter and its accent, stay together.
    for earlier in range(end, max(0, end - _LONGEST_CLUSTER), -1):
        if not (_continues(text[earlier]) or text[earlier - 1] == _JOINER):
            return earlier
    return end


def _continues(character: str) -> bool:
    return (
        character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
    )
