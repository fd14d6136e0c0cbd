"""Rasa's input channel for the web: routes, and nothing but routes."""

import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse, ResponseStream

from altalk.channels.forget import CannotForgetError, forget
from altalk.channels.incoming import SenderLocks, read_incoming
from altalk.channels.safe_text import language_of, safe_text
from altalk.channels.web.assets import load_assets
from altalk.channels.web.history import stored_facts, talk_so_far
from altalk.channels.web.output import WebOutput
from altalk.channels.web.rate_limit import RateLimit
from altalk.channels.web.requests import (
    ClientMessage,
    RefusalError,
    address,
    bearer_token,
    read_client_message,
    too_fast,
)
from altalk.channels.web.sessions import Session, Sessions
from altalk.channels.web.settings import Settings, read_settings
from altalk.channels.web.signing_key import signing_key
from altalk.channels.web.turns import Say, Turn, Turns
from altalk.message import Message
from altalk.storage.forgetting import on_forgotten

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]
Route = Callable[[Request], Coroutine[Any, Any, Any]]

_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_SECONDS_PER_DAY = 86_400


class WebInput(InputChannel):
    """Serves the page at `/talk` and the calls below it."""

    def __init__(self, settings: Settings | None = None, key: bytes | None = None) -> None:
        self.settings = settings or Settings()
        self.sessions = Sessions(key or signing_key(), self.settings.session_days * _SECONDS_PER_DAY, time.time)
        self.turns = Turns(self.settings.timeout_seconds)
        self._locks = SenderLocks()
        self._messages = RateLimit(self.settings.message_burst, self.settings.message_seconds, time.monotonic)
        self._talks = RateLimit(self.settings.session_burst, self.settings.session_seconds, time.monotonic)
        self._reads = RateLimit(self.settings.read_burst, self.settings.read_seconds, time.monotonic)
        on_forgotten(self._forget_in_memory)

    @classmethod
    def name(cls) -> str:
        """The channel's name in the tracker."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WebInput":
        """The channel with the settings of `credentials.yml`; none are needed."""
        return cls(read_settings(credentials))

    def url_prefix(self) -> str:
        """Absolute, so that the channel does not lie below `/webhooks/`."""
        return "/talk"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """All routes of the channel."""
        blueprint = Blueprint("altalk_web", strict_slashes=True)
        self._serve_assets(blueprint)
        self._serve_sessions(blueprint)
        self._serve_talk(blueprint, on_new_message)
        blueprint.middleware("response")(_protect)
        return blueprint

    def _serve_assets(self, blueprint: Blueprint) -> None:
        assets = load_assets()

        async def page(request: Request) -> HTTPResponse:
            return assets["index.html"].response(request)

        async def to_page(_request: Request) -> HTTPResponse:
            return response.empty(status=302, headers={"Location": "../talk"})

        async def asset(request: Request) -> HTTPResponse:
            return assets[request.path.rpartition("/")[2]].response(request)

        blueprint.add_route(_guarded(page), "", methods=["GET"], name="page")
        blueprint.add_route(_guarded(to_page), "/", methods=["GET"], name="slash")
        for name in assets.keys() - {"index.html"}:
            blueprint.add_route(_guarded(asset), f"/{name}", methods=["GET"], name=name.replace(".", "_"))

    def _serve_sessions(self, blueprint: Blueprint) -> None:
        async def session(request: Request) -> HTTPResponse:
            known = self.sessions.read(bearer_token(request))
            if known is None:
                _within(self._talks, address(request), request)
            issued = self.sessions.renew(known) if known else self.sessions.begin()
            return response.json({"token": self.sessions.token(issued), "expires": issued.expires})

        async def forget_me(request: Request) -> HTTPResponse:
            person = self._person(request)
            _within(self._reads, person.sid, request)
            return await self._forget(request.app.ctx.agent, person)

        blueprint.add_route(_guarded(session), "/session", methods=["POST"], name="session")
        blueprint.add_route(_guarded(forget_me), "/forget", methods=["POST"], name="forget")

    def _serve_talk(self, blueprint: Blueprint, on_new_message: Handler) -> None:
        async def message(request: Request) -> ResponseStream:
            person = self._person(request)
            _within(self._messages, person.sid, request)
            return _stream(self._turn(person, read_client_message(request), on_new_message))

        async def history(request: Request) -> HTTPResponse:
            person = self._reader(request)
            tracker = await request.app.ctx.agent.tracker_store.retrieve_full_tracker(person.sender_id)
            said = talk_so_far(tracker.events if tracker else ())
            pending = [turn.text for turn in self.turns.running(person.sid)]
            return response.json({"messages": said, "pending": pending}, ensure_ascii=False, dumps=json.dumps)

        async def case(request: Request) -> HTTPResponse:
            person = self._reader(request)
            tracker = await request.app.ctx.agent.tracker_store.retrieve(person.sender_id)
            return response.json(stored_facts(tracker), ensure_ascii=False, dumps=json.dumps)

        blueprint.add_route(_guarded(message), "/message", methods=["POST"], name="message")
        blueprint.add_route(_guarded(history), "/history", methods=["GET"], name="history")
        blueprint.add_route(_guarded(case), "/case", methods=["GET"], name="case")

    def _person(self, request: Request) -> Session:
        person = self.sessions.read(bearer_token(request))
        if person is None:
            raise RefusalError(
                401, "authorization", "no valid token; ask for a new one", {"WWW-Authenticate": "Bearer"}
            )
        return person

    def _reader(self, request: Request) -> Session:
        person = self._person(request)
        _within(self._reads, person.sid, request)
        return person

    def _turn(self, person: Session, sent: ClientMessage, on_new_message: Handler) -> Turn:
        known = self.turns.find(person.sid, sent.id)
        if known is not None and known.text != sent.text:
            raise RefusalError(409, "id", "was used for another text")
        if known is not None:
            return known

        async def work(say: Say) -> None:
            await self._answer(person, sent, say, on_new_message)

        turn = Turn(sent.text, language_of(sent.text, sent.language))
        return self.turns.begin(person.sid, sent.id, turn, work)

    async def _answer(self, person: Session, sent: ClientMessage, say: Say, on_new_message: Handler) -> None:
        incoming = read_incoming(sent.text)
        language = language_of(sent.text, sent.language)
        if not incoming.text:
            say(Message(text=safe_text("blank", language), ids=("blank",)))
            return
        async with self._locks.of(person.sender_id):
            await on_new_message(
                UserMessage(
                    incoming.text,
                    WebOutput(say),
                    person.sender_id,
                    input_channel=self.name(),
                    message_id=sent.id,
                    metadata={"language": sent.language} if sent.language else {},
                )
            )
        if incoming.shortened:
            say(Message(text=safe_text("shortened", language), ids=("shortened",)))

    async def _forget(self, agent: Any, person: Session) -> HTTPResponse:
        self.turns.stop(person.sid)
        try:
            async with self._locks.of(person.sender_id):
                await forget(agent, person.sender_id)
        except CannotForgetError as error:
            logger.error("Forget me: %s", error)  # noqa: TRY400 - the trace adds nothing
            raise RefusalError(501, "forget", "this installation cannot delete talks; nothing was deleted") from None
        self.sessions.end(person)
        return response.json({"forgotten": True})

    def _forget_in_memory(self, sender_id: str) -> None:
        self.turns.forget(sender_id.removeprefix("web-"))


def _within(limit: RateLimit, key: str, request: Request) -> None:
    seconds = limit.wait(key)
    if seconds:
        raise too_fast(seconds, request)


def _stream(turn: Turn) -> ResponseStream:
    async def write(stream: Any) -> None:
        async for line in _as_ndjson(turn):
            await stream.write(line)

    # A proxy that collects the answer before passing it on would undo the streaming.
    return response.stream(
        write, content_type="application/x-ndjson; charset=utf-8", headers={"X-Accel-Buffering": "no"}
    )


async def _as_ndjson(turn: Turn) -> AsyncIterator[str]:
    async for line in turn.lines():
        yield f"{json.dumps(line, ensure_ascii=False)}\n"


async def _protect(_request: Request, served: HTTPResponse) -> None:
    for name, value in _HEADERS.items():
        served.headers.setdefault(name, value)


def _guarded(route: Route) -> Route:
    # Not Sanic's exception handlers: their answers miss the CORS headers, a widget elsewhere could not read them.
    async def served(request: Request) -> Any:
        try:
            return await route(request)
        except RefusalError as refusal:
            return refusal.response()
        except Exception as error:  # noqa: BLE001 - a person always gets an answer
            # Only the kind: the text of an error may quote the message.
            logger.error("A web request failed: %s", type(error).__name__)  # noqa: TRY400
            return RefusalError(503, "server", safe_text("failure", None)).response()

    return served
