"""A Bot API server on loopback, written from the published protocol: its limits, its refusals, its way with updates."""

import asyncio
import re
from contextlib import suppress
from typing import Any

from aiohttp import ClientError, ClientSession, web

from tests.channels.telegram.fake_call import Call, RefusalError, caption, formatted, keyboard, read, uploaded
from tests.channels.telegram.fake_markup import units

TOKEN = "123456789:AAF-fake_token_of_the_tests_0123456789"
BOT = {"id": 123456789, "is_bot": True, "first_name": "ALTalk", "username": "altalk_test_bot"}

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_DEFAULT_KINDS = ["message", "edited_message", "channel_post", "callback_query", "my_chat_member", "poll"]


class FakeBotApi:
    """The server. Tests look at `calls`, and set `refusals` and `down` to make trouble."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.token = TOKEN
        self.down = False
        self.blocked_by: set[int] = set()
        self.refusals: dict[str, list[RefusalError]] = {}
        self.breaks_photos = False
        self.webhook: dict[str, Any] = {}
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.pending_queries: set[str] = set()
        self.webhook_answers: list[int] = []
        self._kinds = _DEFAULT_KINDS
        self._updates: list[dict[str, Any]] = []
        self._news = asyncio.Event()
        self._poller: asyncio.Task[Any] | None = None
        self._last_update = 1000
        self._last_message = 0
        self._runner: web.AppRunner | None = None
        self.url = ""

    # ---- running ---------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Listen on a free port."""
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    # ---- what tests look at ----------------------------------------------------------------------------------------

    def called(self, method: str) -> list[Call]:
        """The calls of a method that were not refused."""
        return [call for call in self.calls if call.method == method and call.refusal is None]

    def said(self, chat: int) -> list[dict[str, Any]]:
        """The messages that stand in a chat, sent by the bot, oldest first."""
        ours = (message for (where, _), message in self.messages.items() if where == chat)
        return [message for message in ours if message["from"]["is_bot"]]

    # ---- updates ---------------------------------------------------------------------------------------------------

    def next_message_id(self) -> int:
        """Numbers go on over all chats."""
        self._last_message += 1
        return self._last_message

    def next_update_id(self) -> int:
        """Numbers only grow."""
        self._last_update += 1
        return self._last_update

    async def publish(self, update: dict[str, Any]) -> int:
        """Give the bot an update: by its webhook if there is one, else it waits to be asked for."""
        update.setdefault("update_id", self.next_update_id())
        kind = next((key for key in update if key != "update_id"), "")
        if kind in self._kinds or kind not in _DEFAULT_KINDS:
            if self.webhook.get("url"):
                await self._post(update)
            else:
                self._updates.append(update)
                self._news.set()
        return int(update["update_id"])

    async def _post(self, update: dict[str, Any]) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}
        for _attempt in range(3):
            with suppress(ClientError):
                async with (
                    ClientSession() as session,
                    session.post(self.webhook["url"], json=update, headers=headers) as got,
                ):
                    self.webhook_answers.append(got.status)
                    if got.status < 300:
                        return
                    self.webhook["last_error_message"] = f"Wrong response from the webhook: {got.status} {got.reason}"

    # ---- serving ---------------------------------------------------------------------------------------------------

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if self.down:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        method = request.match_info["method"]
        call = Call(method, *await read(request))
        self.calls.append(call)
        try:
            call.answer = await self._answer(call, request.match_info["token"])
        except RefusalError as refusal:
            call.refusal = refusal
            return web.json_response(refusal.body, status=refusal.code)
        return web.json_response({"ok": True, "result": call.answer})

    async def _answer(self, call: Call, token: str) -> Any:
        if token != self.token:
            raise RefusalError(401, "Unauthorized")
        if self.refusals.get(call.method):
            raise self.refusals[call.method].pop(0)
        handler = getattr(self, f"_do_{call.method}", None)
        if handler is None:
            raise RefusalError(404, "Not Found: method not found")
        return await handler(call)

    async def _do_getMe(self, _call: Call) -> Any:  # noqa: N802 - the method's name
        return BOT

    async def _do_setWebhook(self, call: Call) -> Any:  # noqa: N802
        secret = call.data.get("secret_token", "")
        if not _SECRET.fullmatch(secret):
            raise RefusalError(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = {"url": call.data["url"], "secret_token": secret}
        self._kinds = call.data.get("allowed_updates") or _DEFAULT_KINDS
        return True

    async def _do_getWebhookInfo(self, _call: Call) -> Any:  # noqa: N802
        info = {"url": self.webhook.get("url", ""), "has_custom_certificate": False, "pending_update_count": 0}
        if "last_error_message" in self.webhook:
            info |= {"last_error_message": self.webhook["last_error_message"], "last_error_date": 1_700_000_000}
        return info | ({"allowed_updates": self._kinds} if self._kinds is not _DEFAULT_KINDS else {})

    async def _do_deleteWebhook(self, call: Call) -> Any:  # noqa: N802
        self.webhook = {}
        if call.data.get("drop_pending_updates"):
            self._updates.clear()
        return True

    async def _do_getUpdates(self, call: Call) -> Any:  # noqa: N802
        if self.webhook.get("url"):
            text = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first"
            raise RefusalError(409, text)
        if self._poller is not None:
            self._poller.cancel()
        self._kinds = call.data.get("allowed_updates") or self._kinds
        offset = int(call.data.get("offset") or 0)
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self._poller = poller = asyncio.ensure_future(self._wait_for_news(int(call.data.get("timeout") or 0)))
        try:
            await asyncio.wait({poller})
        finally:
            if self._poller is poller:
                self._poller = None
        if poller.cancelled():
            text = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            raise RefusalError(409, text)
        return self._updates[: int(call.data.get("limit") or 100)]

    async def _wait_for_news(self, seconds: int) -> None:
        if self._updates or not seconds:
            return
        self._news.clear()
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._news.wait(), seconds)

    async def _do_sendMessage(self, call: Call) -> Any:  # noqa: N802
        text, entities = formatted(call.data.get("text", ""), call.data.get("parse_mode"))
        if not text.strip():
            raise RefusalError(400, "Bad Request: message text is empty")
        if units(text) > 4096:
            raise RefusalError(400, "Bad Request: message is too long")
        return self._sent(call, text=text.strip(), formatted=entities)

    async def _do_sendPhoto(self, call: Call) -> Any:  # noqa: N802
        content = uploaded(call, "photo")
        if self.breaks_photos or not content[1].startswith((b"\x89PNG", b"\xff\xd8")):
            raise RefusalError(400, "Bad Request: IMAGE_PROCESS_FAILED")
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
        return self._sent(call, photo=photo, **caption(call))

    async def _do_sendDocument(self, call: Call) -> Any:  # noqa: N802
        name, _ = uploaded(call, "document")
        return self._sent(call, document={"file_id": "d", "file_unique_id": "d", "file_name": name}, **caption(call))

    async def _do_sendChatAction(self, call: Call) -> Any:  # noqa: N802
        self._writable(call)
        if call.data.get("action") != "typing":
            raise RefusalError(400, "Bad Request: wrong parameter action in request")
        return True

    async def _do_answerCallbackQuery(self, call: Call) -> Any:  # noqa: N802
        if call.data["callback_query_id"] not in self.pending_queries:
            raise RefusalError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if units(call.data.get("text", "")) > 200:
            raise RefusalError(400, "Bad Request: MESSAGE_TOO_LONG")
        self.pending_queries.discard(call.data["callback_query_id"])
        return True

    async def _do_editMessageReplyMarkup(self, call: Call) -> Any:  # noqa: N802
        message = self.messages.get((int(call.data["chat_id"]), int(call.data["message_id"])))
        if message is None:
            raise RefusalError(400, "Bad Request: message to edit not found")
        shown = keyboard(call)
        if message.get("reply_markup") == shown:
            raise RefusalError(400, "Bad Request: message is not modified")
        message.pop("reply_markup", None)
        return message | ({"reply_markup": shown} if shown else {})

    def _writable(self, call: Call) -> int:
        chat = int(call.data["chat_id"])
        if chat in self.blocked_by:
            raise RefusalError(403, "Forbidden: bot was blocked by the user")
        return chat

    def _sent(self, call: Call, **content: Any) -> dict[str, Any]:
        chat, shown = self._writable(call), keyboard(call)
        number = self.next_message_id()
        message = {
            "message_id": number,
            "date": 1_700_000_000,
            "from": BOT,
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
            **content,
            **({"reply_markup": shown} if shown else {}),
        }
        self.messages[chat, number] = message
        return {key: value for key, value in message.items() if key != "formatted"}
