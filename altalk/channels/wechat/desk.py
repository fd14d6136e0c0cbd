"""What each attempt of WeChat gets: the answer, "come again", "still thinking", or nothing because it was answered."""

import asyncio
import logging
import time
from typing import Any

from altalk.channels.forget import CannotForgetError, forget
from altalk.channels.incoming import SenderLocks
from altalk.channels.safe_text import safe_text
from altalk.channels.wechat.api import Api
from altalk.channels.wechat.box import Boxes, asks_to_go_on
from altalk.channels.wechat.delivery import Delivery
from altalk.channels.wechat.jobs import ATTEMPTS, Job, Jobs, Times
from altalk.channels.wechat.person import Conversations
from altalk.channels.wechat.plain_text import plain_text
from altalk.channels.wechat.replies import Reply, render
from altalk.channels.wechat.texts import own_text
from altalk.channels.wechat.updates import Update

logger = logging.getLogger(__name__)


class Desk:
    """Takes updates in and gives passive replies out; an empty one means that there is nothing to say now."""

    def __init__(self, conversations: Conversations, api: Api | None, times: Times) -> None:
        self.boxes = Boxes(time.monotonic)
        self.jobs = Jobs()
        self._conversations = conversations
        self._times = times
        self._delivery = Delivery(api, self.boxes, self.jobs, times)
        self._locks = SenderLocks()

    async def answer(self, update: Update, agent: Any) -> str:
        """The passive reply to one attempt.

        Args:
            update: what WeChat sent; the same key again is the next attempt of the same message.
            agent: Rasa's agent; None if there is none.
        """
        job = self.jobs.join(update.key, update.person, lambda job: self._work(job, update, agent))
        attempt = job.attempts
        ready = await job.ready_within(self._times.wait)
        if job.closed or attempt != job.attempts:
            return ""
        if ready:
            return self._delivery.passive(update, job.take())
        return await self._not_ready(job, update)

    async def _not_ready(self, job: Job, update: Update) -> str:
        if self._delivery.can_push:
            job.closed = True
            return ""
        if job.attempts >= ATTEMPTS:
            job.closed = True
            return own_text("thinking", job.language)
        # No word now: WeChat gives up after five seconds and comes again. Saying "success" would end that.
        await asyncio.sleep(self._times.hold)
        return ""

    async def _work(self, job: Job, update: Update, agent: Any) -> Reply:
        async with self._locks.of(update.sender_id):
            reply = await self._reply(job, update, agent)
            if job.closed:
                await self._deliver_late(update, reply)
                return Reply()
        asyncio.get_running_loop().call_later(self._times.retries, self._rescue, job, update)
        return reply

    async def _reply(self, job: Job, update: Update, agent: Any) -> Reply:
        try:
            if update.kind == "left":
                await self._forget(update, agent)
                return Reply()
            if update.kind == "words" and asks_to_go_on(update.content) and self.boxes.holds_something(update.person):
                return Reply(self.boxes.take(update.person))
            turn = await self._conversations.open(update, agent)
            job.language = turn.language
            return render(await self._conversations.answer(turn), with_pictures=self._delivery.can_push)
        except Exception as error:  # noqa: BLE001 - a person always gets an answer
            # Only the kind: the text of an error may quote the message.
            logger.error("A WeChat message could not be answered: %s", type(error).__name__)  # noqa: TRY400
            return Reply(plain_text(safe_text("failure", job.language)))

    async def _deliver_late(self, update: Update, reply: Reply) -> None:
        if self._delivery.can_push:
            await self._delivery.push(update, reply)
        else:
            self._delivery.keep(update.person, reply)

    def _rescue(self, job: Job, update: Update) -> None:
        # WeChat has not come again for an answer that it did not wait for.
        if not job.closed:
            self._delivery.keep(update.person, job.take())

    async def _forget(self, update: Update, agent: Any) -> None:
        self.boxes.forget(update.person)
        self.jobs.forget(update.person)
        try:
            await forget(agent, update.sender_id)
        except (CannotForgetError, AttributeError) as error:
            logger.error("A person left, their talk could not be deleted: %s", type(error).__name__)  # noqa: TRY400
