"""Rasa's input channel for a WeChat Official Account: routes, and nothing but routes."""

import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from altalk.channels.wechat.access_log import hide_queries
from altalk.channels.wechat.api import Api
from altalk.channels.wechat.desk import Desk
from altalk.channels.wechat.envelope import Envelopes, RefusedError
from altalk.channels.wechat.jobs import Times
from altalk.channels.wechat.person import CHANNEL, Conversations, Handler
from altalk.channels.wechat.settings import Account, Settings, read_account, read_settings
from altalk.channels.wechat.updates import Update, read_update
from altalk.channels.wechat.xml import write_xml
from altalk.storage.forgetting import on_forgotten

logger = logging.getLogger(__name__)

Route = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]

_NOTHING_TO_SAY = "success"
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
_QUIET_SECONDS = 60.0


class WeChatInput(InputChannel):
    """Serves the address that is entered in WeChat's console: `/webhooks/wechat/`."""

    def __init__(
        self, account: Account | None, settings: Settings | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self.account = account
        self.settings = settings or Settings()
        self.desk: Desk | None = None
        self._clock = clock
        self._api = Api(account) if account and account.secret else None
        self._refusals: dict[str, float] = {}

    @classmethod
    def name(cls) -> str:
        """The channel's name in the tracker and in the address."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WeChatInput":
        """The channel with the account of the environment; without `WECHAT_TOKEN` it is off."""
        return cls(read_account(), read_settings(credentials))

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """All routes of the channel; none when it is off."""
        blueprint = Blueprint("altalk_wechat", strict_slashes=True)
        if self.account is None:
            return blueprint
        hide_queries()
        self.desk = Desk(Conversations(self.settings, on_new_message), self._api, Times(self.settings.time_factor))
        on_forgotten(self._forget_in_memory)
        self._serve(blueprint, Envelopes(self.account), self.desk)
        blueprint.listener("before_server_stop")(self._stop)
        return blueprint

    def _serve(self, blueprint: Blueprint, envelopes: Envelopes, desk: Desk) -> None:
        async def check(request: Request) -> HTTPResponse:
            return _text(envelopes.echo(_query(request), self._clock()))

        async def message(request: Request) -> HTTPResponse:
            fields = envelopes.open(request.body, _query(request), self._clock())
            update = read_update(fields, self.settings.event_keys)
            if update is None:
                raise RefusedError(400, "no message")
            said = "" if update.kind == "ignored" else await desk.answer(update, _agent(request))
            return self._passive(envelopes, update, said)

        for place, address in (("root", ""), ("slash", "/"), ("webhook", "/webhook")):
            blueprint.add_route(self._guarded(check), address, methods=["GET"], name=f"check_{place}")
            blueprint.add_route(self._guarded(message), address, methods=["POST"], name=f"message_{place}")

    def _passive(self, envelopes: Envelopes, update: Update, said: str) -> HTTPResponse:
        if not said:
            return _text(_NOTHING_TO_SAY)
        now = self._clock()
        fields: dict[str, str | int] = {
            "ToUserName": update.person,
            "FromUserName": update.account,
            "CreateTime": int(now),
            "MsgType": "text",
            "Content": said,
        }
        return response.text(
            envelopes.seal(write_xml(fields), now), content_type="application/xml; charset=utf-8", headers=_HEADERS
        )

    def _guarded(self, route: Route) -> Route:
        async def served(request: Request) -> HTTPResponse:
            try:
                return await route(request)
            except RefusedError as refusal:
                self._note(str(refusal))
                return response.empty(status=refusal.status, headers=_HEADERS)
            except Exception as error:  # noqa: BLE001 - WeChat comes again after this
                # Only the kind: the text of an error may quote the message.
                logger.error("A WeChat request failed: %s", type(error).__name__)  # noqa: TRY400
                return response.empty(status=503, headers=_HEADERS)

        return served

    def _note(self, reason: str) -> None:
        # Anybody can knock at the address: each reason is logged once a minute.
        now = time.monotonic()
        if now - self._refusals.get(reason, -_QUIET_SECONDS) >= _QUIET_SECONDS:
            self._refusals[reason] = now
            logger.warning("A request to the WeChat address was refused: %s.", reason)

    def _forget_in_memory(self, sender_id: str) -> None:
        person = sender_id.removeprefix("wx:")
        if self.desk is not None and person != sender_id:
            self.desk.boxes.forget(person)
            self.desk.jobs.forget(person)

    async def _stop(self, *_server: Any) -> None:
        if self.desk is not None:
            await self.desk.jobs.stop()
        if self._api is not None:
            await self._api.close()


def _query(request: Request) -> Mapping[str, str]:
    return {name: str(values[0]) for name, values in request.args.items() if values}


def _agent(request: Request) -> Any:
    return getattr(request.app.ctx, "agent", None)


def _text(text: str) -> HTTPResponse:
    return response.text(text, headers=_HEADERS)
