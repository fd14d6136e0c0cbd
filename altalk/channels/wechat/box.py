"""What a person is still to get: kept in memory until they write again or send "继续"."""

from collections import OrderedDict
from collections.abc import Callable

from altalk.channels.wechat.replies import joined

_MOST_BOXES = 2_000
_KEPT_SECONDS = 12 * 3600.0
_GO_ON = frozenset({"继续", "繼續", "更多", "下一页", "continue", "more", "go on"})
_EDGES = " \t\n.。!！,，~～\"'“”‘’「」"


def asks_to_go_on(text: str) -> bool:
    """Whether a message asks for what is in the box."""
    return text.strip(_EDGES).casefold() in _GO_ON


class _Box:
    def __init__(self, now: float) -> None:
        self.began = now
        self.late = ""
        self.rest = ""


class Boxes:
    """One box for each person; a bounded number, the oldest go first.

    A box holds answers nothing of which was seen yet (late) and the ends of long answers (rest).
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._boxes: OrderedDict[str, _Box] = OrderedDict()

    def put_late(self, person: str, text: str) -> None:
        """Keep an answer that could not be delivered; it comes with the next reply, whatever that is."""
        if text:
            box = self._renewed(person)
            box.late = joined(box.late, text)

    def put_rest(self, person: str, text: str) -> None:
        """Keep the end of a long answer; it comes when it is asked for, the latest answer first."""
        if text:
            box = self._renewed(person)
            box.rest = joined(text, box.rest)

    def take_late(self, person: str) -> str:
        """The answers not seen yet, taken out of the box."""
        box = self._box(person)
        if box is None:
            return ""
        late, box.late = box.late, ""
        if not box.rest:
            del self._boxes[person]
        return late

    def take(self, person: str) -> str:
        """All that is in the box, taken out of it."""
        late = self.take_late(person)
        box = self._boxes.pop(person, None)
        return joined(late, box.rest if box else "")

    def holds_something(self, person: str) -> bool:
        """Whether anything waits for this person."""
        return self._box(person) is not None

    def forget(self, person: str) -> None:
        """Throw everything of a person away."""
        self._boxes.pop(person, None)

    def _box(self, person: str) -> _Box | None:
        self._drop_old()
        return self._boxes.get(person)

    def _renewed(self, person: str) -> _Box:
        box = self._boxes.setdefault(person, _Box(self._clock()))
        box.began = self._clock()
        self._boxes.move_to_end(person)
        self._drop_old()
        return box

    def _drop_old(self) -> None:
        oldest = self._clock() - _KEPT_SECONDS
        while self._boxes and (len(self._boxes) > _MOST_BOXES or next(iter(self._boxes.values())).began < oldest):
            self._boxes.popitem(last=False)
