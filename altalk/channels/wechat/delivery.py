"""Bring a reply to the person: in the passive reply, by customer service, or through the box."""

import asyncio
import logging
from collections.abc import Sequence

from altalk.channels.safe_text import language_of
from altalk.channels.wechat.api import Api, ApiError
from altalk.channels.wechat.attachments import Picture
from altalk.channels.wechat.box import Boxes
from altalk.channels.wechat.byte_limit import split_bytes
from altalk.channels.wechat.jobs import Jobs, Times
from altalk.channels.wechat.replies import Reply, joined
from altalk.channels.wechat.texts import own_text
from altalk.channels.wechat.updates import Update

logger = logging.getLogger(__name__)

# WeChat takes 2048 bytes; the hint that there is more must still fit.
_PIECE_BYTES = 1_900

Item = str | Picture


class Delivery:
    """Knows the ways to a person. What fails on one of them waits in the box, nothing is lost."""

    def __init__(self, api: Api | None, boxes: Boxes, jobs: Jobs, times: Times) -> None:
        self._api = api
        self._boxes = boxes
        self._jobs = jobs
        self._times = times

    @property
    def can_push(self) -> bool:
        """Whether a message may be sent without being asked for."""
        return self._api is not None and self._api.may_push

    def passive(self, update: Update, reply: Reply) -> str:
        """The beginning of a reply, for the answer to WeChat's request; the rest goes its own way."""
        pieces = split_bytes(joined(self._boxes.take_late(update.person), reply.text), _PIECE_BYTES)
        first, others = (pieces[0], pieces[1:]) if pieces else ("", [])
        items: list[Item] = [*others, *reply.pictures]
        if items and self.can_push:
            self._jobs.spawn(self._push(update, items, pause=True))
            return first
        self._keep_rest(update.person, items)
        return str(self._with_hint(update.person, first))

    async def push(self, update: Update, reply: Reply) -> None:
        """A whole reply by customer service."""
        text = joined(self._boxes.take_late(update.person), reply.text)
        await self._push(update, [*split_bytes(text, _PIECE_BYTES), *reply.pictures])

    def keep(self, person: str, reply: Reply) -> None:
        """A whole reply into the box."""
        self._boxes.put_late(person, joined(reply.text, *(picture.alt for picture in reply.pictures)))

    async def _push(self, update: Update, items: Sequence[Item], *, pause: bool = False) -> None:
        now, later = items[: update.pushes], items[update.pushes :]
        self._keep_rest(update.person, later)
        for position, item in enumerate(now):
            # A message pushed at once may arrive before the passive reply it belongs to.
            await asyncio.sleep(self._times.between if pause or isinstance(item, Picture) else 0)
            try:
                await self._send(update.person, self._with_hint(update.person, item) if item is now[-1] else item)
            except ApiError as error:
                logger.warning("A WeChat message could not be pushed (%s); it waits in the box.", error)
                self._boxes.put_late(update.person, _as_text(now[position:]))
                return

    async def _send(self, person: str, item: Item) -> None:
        if self._api is None:
            raise ApiError(0)
        if isinstance(item, str):
            await self._send_text(self._api, person, item)
            return
        try:
            await self._api.send_picture(person, item)
        except ApiError:
            await self._send_text(self._api, person, item.alt)

    @staticmethod
    async def _send_text(api: Api, person: str, text: str) -> None:
        try:
            await api.send_text(person, text)
        except ApiError as error:
            if not error.is_too_long:
                raise
            for half in split_bytes(text, _PIECE_BYTES // 2):
                await api.send_text(person, half)

    def _keep_rest(self, person: str, items: Sequence[Item]) -> None:
        if items:
            self._boxes.put_rest(person, _as_text(items))

    def _with_hint(self, person: str, item: Item) -> Item:
        if not isinstance(item, str) or not item or not self._boxes.holds_something(person):
            return item
        return joined(item.rstrip(), own_text("more", language_of(item, "zh")))


def _as_text(items: Sequence[Item]) -> str:
    # Neighbouring pieces were one text.
    texts = "".join(item for item in items if isinstance(item, str))
    return joined(texts, *(item.alt for item in items if isinstance(item, Picture)))
