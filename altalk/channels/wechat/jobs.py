"""Five seconds: WeChat asks for the answer to a message three times, and each time waits no longer than that.

A message is worked on once. Each attempt joins the same job; the answer is handed out once, to the latest attempt.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from altalk.channels.wechat.replies import Reply

logger = logging.getLogger(__name__)

ATTEMPTS = 3

_MOST_JOBS = 20_000
# Longer than a signature is valid: a repeated request is either refused or recognised.
_KEPT_SECONDS = 1_300.0

Work = Callable[["Job"], Awaitable[Reply]]


class Times:
    """The waits in seconds, multiplied by a factor that tests make small.

    Attributes:
        wait: how long an attempt may wait for the answer.
        hold: how long a connection is then left open for WeChat to give up and come again.
        retries: all attempts of a message come within this time.
        between: pause between the passive reply and a message pushed after it.
    """

    def __init__(self, factor: float = 1.0) -> None:
        self.wait = 4.5 * factor
        self.hold = 5.0 * factor
        self.retries = 20.0 * factor
        self.between = 0.5 * factor


class Job:
    """The work on one message."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.began = time.monotonic()
        self.attempts = 0
        self.closed = False
        self.language = "zh"
        self.reply: Reply | None = None
        self._ready = asyncio.Event()

    def finish(self, reply: Reply) -> None:
        """The answer is there."""
        self.reply = reply
        self._ready.set()

    async def ready_within(self, seconds: float) -> bool:
        """Whether the answer is there, at the latest after so many seconds."""
        try:
            await asyncio.wait_for(self._ready.wait(), seconds)
        except asyncio.TimeoutError:
            return False
        return True

    def take(self) -> Reply:
        """The answer, handed out for the only time; later attempts get none."""
        reply, self.reply, self.closed, self.person = self.reply, None, True, ""
        return reply or Reply()


class Jobs:
    """The jobs of the last minutes by message; a bounded number, the oldest go first."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    def join(self, key: str, person: str, work: Work) -> Job:
        """The job of this message, begun with its first attempt; counts the attempt."""
        job = self._jobs.get(key)
        if job is None:
            job = self._jobs[key] = Job(person)
            self._drop_old()
            self.spawn(_run(job, work))
        job.attempts += 1
        return job

    def spawn(self, work: Awaitable[None]) -> None:
        """Work on something although no request waits for it."""
        # Without a reference the loop might drop a task half-done.
        task = asyncio.get_running_loop().create_task(_awaited(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def forget(self, person: str) -> None:
        """Drop the answers that a person has not got yet; that their messages were answered stays known."""
        for job in self._jobs.values():
            if job.person == person and job.reply is not None:
                job.take()

    async def stop(self) -> None:
        """Give up all work."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _drop_old(self) -> None:
        oldest = time.monotonic() - _KEPT_SECONDS
        while len(self._jobs) > _MOST_JOBS or next(iter(self._jobs.values())).began < oldest:
            self._jobs.popitem(last=False)


async def _run(job: Job, work: Work) -> None:
    job.finish(await work(job))


async def _awaited(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 - nobody waits for it
        # Only the kind: the text of an error may quote the message.
        logger.error("Work for WeChat failed: %s", type(error).__name__)  # noqa: TRY400
