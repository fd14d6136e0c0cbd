"""Whether something mentioned is told as so, only asked about or imagined, or long past."""

from altalk.reading.negation import Item
from altalk.reading.phrases import Hit
from altalk.reading.scan import Scan, hits_between

_FILLERS = frozenset({"so", "and", "ok", "hi", "hello", "hey", "well", "then", "doctor"})
_NEARBY = 24
_WIDEST = 60
_BEGINNING = 4
# "so is jaundice…", "and would…": a word may stand before the verb that opens a question.
_BEFORE_OPENING = 1


def is_hypothetical(message: Scan, item: Item, red_flag: bool = False) -> bool:
    """Whether the message only asks about it or imagines it ("what if my eyes turn yellow?", 会不会黄疸).

    A question about a red flag that carries a value of one's own ("is yellow skin with ALT 300 bad?") tells it.
    """
    start, end = _clause(message, item)
    if hits_between(message.cue("is_it_normal"), start, end):
        return False
    if hits_between(message.cue("if"), start, item.first):
        return True
    if _is_possibility(message, item, start):
        return True
    if hits_between(message.cue("own_case"), item.last, end) or (red_flag and _has_value(message, start, end)):
        return False
    return _is_general(message, item, start) or _is_asked(message, item, start, end)


def is_study(message: Scan) -> bool:
    """Whether the message is about an exam or a textbook and tells of nobody."""
    study = message.cover("study")
    return any(study) and all(study[hit.first] for hit in message.cue("presence"))


def is_past(message: Scan, item: Item, lasting: bool) -> bool:
    """Whether it was long ago and is not said to be so now. What lasts for life is past only when cured."""
    start, end = _clause(message, item)
    if lasting:
        return bool(hits_between(message.cue("cured"), start, end))
    if hits_between(message.cue("by_now"), start, end) or _is_back(message, end):
        return False
    if hits_between(message.cue("always_past"), start, end):
        return True
    long_ago = hits_between(message.cue("long_ago"), start, end)
    if any(item.core.isdisjoint(range(*hit)) and not _of_another(message, item, hit) for hit in long_ago):
        return True
    return bool(hits_between(message.cue("told_past"), start, end)) and _began_long_ago(message, start)


def _is_back(message: Scan, end: int) -> bool:
    """Whether the next clauses of the sentence say that it came back: "last year, now it is swelling again"."""
    last = min(end + _NEARBY, len(message.tokens))
    return any(
        message.sentence[hit.first] == message.sentence[end - 1]
        for hit in hits_between(message.cue("back_again"), end, last)
    )


def _of_another(message: Scan, item: Item, hit: Hit) -> bool:
    """Whether the time is that of somebody told of by the way: "thinks I am his brother who died in 1990"."""
    return bool(hits_between(message.cue("who"), item.last, hit.first))


def _began_long_ago(message: Scan, start: int) -> bool:
    """Whether the clause before sets the time: "when I was a child, I had jaundice"."""
    first = max(message.sentence_start[start], start - _WIDEST)
    return bool(hits_between(message.cue("long_ago"), first, start))


def _is_possibility(message: Scan, item: Item, start: int) -> bool:
    cues = hits_between(message.cue("possible"), start, item.first)
    return any(_near(message, cue, item) and not _told(message, cue, item) for cue in cues)


def _is_general(message: Scan, item: Item, start: int) -> bool:
    beginning = hits_between(message.cue("generic"), start, min(start + _BEGINNING, item.first))
    opening = hits_between(message.cue("opening"), start, min(start + _BEFORE_OPENING + 1, item.first))
    opening = [cue for cue in opening if cue.first == start or message.tokens[start].norm in _FILLERS]
    asked = [cue for cue in (*beginning, *opening) if not _told_before(message, cue, start)]
    return any(not _told(message, cue, item) for cue in asked)


def _is_asked(message: Scan, item: Item, start: int, end: int) -> bool:
    """Whether a question follows it (黄疸是什么) or closes round it (是肝炎吗)."""
    if not hits_between(message.cue("presence"), start, item.first) and any(
        hit.first - item.last <= 1 for hit in hits_between(message.cue("generic_after"), item.last, end)
    ):
        return True
    if _is_sign_asked(message, item, start, end):
        return True
    closed = any(hit.first - item.last <= 1 for hit in hits_between(message.cue("ma"), item.last, end))
    if not closed or hits_between(message.cue("presence"), start, item.first):
        return False
    inside = hits_between(message.cue("would"), item.first, item.last)
    return bool(inside) or any(hit.last == item.first for hit in message.cue("asked_with_ma"))


def _is_sign_asked(message: Scan, item: Item, start: int, end: int) -> bool:
    """Whether it is asked what it is a sign of (黄疸是肝不好的表现吗), and nobody is said to have it."""
    signs = hits_between(message.cue("sign_of"), item.last, end)
    joined = any(hit.first - item.last <= 1 for hit in hits_between(message.cue("is_a"), item.last, end))
    return bool(signs) and joined and not hits_between(message.cue("presence"), start, item.first)


def _has_value(message: Scan, start: int, end: int) -> bool:
    """Whether a number of two or more figures stands there."""
    return any(len(token.norm) > 1 and token.norm.isdigit() for token in message.tokens[start:end])


def _near(message: Scan, cue: Hit, item: Item) -> bool:
    return message.reach[item.first] - message.reach[cue.last] <= _NEARBY


def _told(message: Scan, cue: Hit, item: Item) -> bool:
    """Whether the question takes it for a fact: "should I worry about my yellow eyes?"."""
    return bool(hits_between(message.cue("presence"), cue.last, item.last))


def _told_before(message: Scan, cue: Hit, start: int) -> bool:
    return bool(hits_between(message.cue("presence"), start, cue.first))


def _clause(message: Scan, item: Item) -> tuple[int, int]:
    """The clause round the item, at most `_WIDEST` tokens to either side."""
    start = max(message.clause_start[item.first], item.first - _WIDEST)
    return start, min(message.clause_end[item.last - 1], item.last + _WIDEST)
