"""People who use Telegram: what they do becomes updates."""

import re
from typing import Any

from tests.channels.telegram.fake_bot_api import BOT, FakeBotApi, units


class Person:
    """Somebody with a Telegram app. In a private chat the chat has the person's number."""

    def __init__(self, api: FakeBotApi, number: int, language: str | None = None, group: int | None = None) -> None:
        self.api = api
        self.number = number
        self.language = language
        self.chat = group or number
        self._private = group is None

    def in_group(self, group: int) -> "Person":
        """The same person in a group."""
        return Person(self.api, self.number, self.language, group)

    async def writes(self, text: str, **more: Any) -> int:
        """Send a text; mentions and commands are marked as Telegram's apps mark them."""
        return await self.sends(text=text, entities=_entities(text), **more)

    async def sends(self, **content: Any) -> int:
        """Send any message; gives the number of the update."""
        return await self.api.publish({"message": self.message(**content)})

    def message(self, **content: Any) -> dict[str, Any]:
        """A message of this person as the Bot API shows it."""
        number = self.api.next_message_id()
        message = {
            "message_id": number,
            "date": 1_700_000_000,
            "from": self._user(),
            "chat": self._chat(),
            **content,
        }
        self.api.messages[self.chat, number] = message
        return message

    async def presses(self, title: str, message: dict[str, Any] | None = None) -> int:
        """Press the button with this title, in the newest message that has it unless another is given."""
        shown = message or next(each for each in reversed(self.hears()) if title in titles(each))
        buttons = [button for row in shown["reply_markup"]["inline_keyboard"] for button in row]
        data = next(button["callback_data"] for button in buttons if button["text"] == title)
        return await self.presses_raw(shown, data)

    async def presses_raw(self, message: dict[str, Any] | None, data: str | None) -> int:
        """Press a button with any data, as a forged client could."""
        number = self.api.next_update_id()
        query: dict[str, Any] = {"id": f"q{number}", "from": self._user(), "chat_instance": "c"}
        self.api.pending_queries.add(query["id"])
        if message is not None:
            query["message"] = {key: value for key, value in message.items() if key != "formatted"}
        if data is not None:
            query["data"] = data
        return await self.api.publish({"update_id": number, "callback_query": query})

    def hears(self) -> list[dict[str, Any]]:
        """All that the bot has said in this chat."""
        return self.api.said(self.chat)

    def texts(self) -> list[str]:
        """The words of it."""
        return [str(message.get("text", message.get("caption", ""))) for message in self.hears()]

    def _user(self) -> dict[str, Any]:
        user = {"id": self.number, "is_bot": False, "first_name": f"P{self.number}"}
        return user | ({"language_code": self.language} if self.language else {})

    def _chat(self) -> dict[str, Any]:
        if self._private:
            return {"id": self.chat, "type": "private", "first_name": f"P{self.number}"}
        return {"id": self.chat, "type": "supergroup", "title": "Family"}


def titles(message: dict[str, Any]) -> list[str]:
    """What stands on the buttons of a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def _entities(text: str) -> list[dict[str, Any]]:
    found = []
    mention = re.search(rf"(?<!\w)@{BOT['username']}\b", text)
    if text.startswith("/"):
        found.append({"type": "bot_command", "offset": 0, "length": units(text.split(maxsplit=1)[0])})
    elif mention:
        found.append({"type": "mention", "offset": units(text[: mention.start()]), "length": units(mention[0])})
    return found
