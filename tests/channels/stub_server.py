"""A web channel with scripted replies in the place of the assistant: no model, no TensorFlow.

Run as a program it serves on a port of loopback: `python stub_server.py PORT DATABASE [ALLOWED_ORIGIN]`.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage, register
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from sanic import Blueprint, Sanic, response
from sanic_cors import CORS

from altalk.channels.web import WebInput
from altalk.channels.web.settings import Settings
from altalk.message import Button, Card, Image, Message
from altalk.storage.tracker_store import PrivateTrackerStore

DOMAIN = """
version: "3.1"
slots:
  case: {type: any, mappings: [{type: custom}]}
  urgency: {type: text, mappings: [{type: custom}]}
  upper_limit: {type: float, mappings: [{type: custom}]}
  forget_me: {type: bool, mappings: [{type: custom}]}
"""

_SVG = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='320' height='120'%3E"
    "%3Cpolyline points='10,20 160,60 310,95' fill='none' stroke='%230b6e6e' stroke-width='4'/%3E%3C/svg%3E"
)

Say = Callable[[Message], Awaitable[None]]


class StubAgent:
    """Stands where Rasa's agent stands: keeps a tracker and answers by script."""

    def __init__(self, database: str) -> None:
        self.tracker_store = PrivateTrackerStore(Domain.from_yaml(DOMAIN), db=database)
        self.lock_store = InMemoryLockStore()
        self.seen: list[UserMessage] = []

    async def handle_message(self, message: UserMessage) -> None:
        """Record the message, say what the script says, save: in the order in which Rasa does it."""
        self.seen.append(message)
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        tracker.update(UserUttered(message.text, input_channel=message.input_channel, metadata=message.metadata))

        async def say(said: Message) -> None:
            utterance = said.to_utterance()
            data = {"buttons": utterance.pop("buttons", None)}
            event = BotUttered(utterance.pop("text", None), data, metadata=utterance)
            tracker.update(event)
            await message.output_channel.send_response(message.sender_id, event.message())

        for slot, value in (await reply(message.text or "", say)).items():
            tracker.update(SlotSet(slot, value))
        await self.tracker_store.save(tracker)


async def reply(text: str, say: Say) -> dict[str, Any]:
    """The script. Returns the slots to set."""
    script = SCRIPTS.get(text)
    if script is not None:
        return await script(say) or {}
    await say(Message(f"You wrote: {text}", ids=("echo",)))
    return {}


async def _slow(say: Say) -> None:
    await say(Message("First part."))
    await asyncio.sleep(1.5)
    await say(Message("Second part."))


async def _slowish(say: Say) -> None:
    await asyncio.sleep(0.4)
    await say(Message("Here it is."))


async def _hang(say: Say) -> None:
    await say(Message("I am looking at it."))
    await asyncio.sleep(3600)


async def _silence(_say: Say) -> None:
    pass


async def _crash(_say: Say) -> None:
    raise RuntimeError("ALT 4321 of a person must not be logged")


async def _forget(say: Say) -> dict[str, Any]:
    await say(Message("Everything is deleted."))
    return {"forget_me": True}


async def _markdown(say: Say) -> None:
    await say(
        Message(
            "**Bold** and *italic*, `code` and <b>no tag</b>\n\n- one\n- two\n\n1. first\n2. second\n\n"
            "[good](https://example.org/a?b=1&c=2) [call](tel:120) [bad](javascript:alert(1)) "
            "[worse](data:text/html,x) <img src=x onerror=alert(1)> 3 * 4 * 5 snake_case_name"
        )
    )


async def _picture(say: Say) -> None:
    await say(Message("Your values so far:", image=Image(_SVG, "ALT fell from 120 to 60 U/L; the limit is 40 U/L.")))


async def _english(say: Say) -> dict[str, Any]:
    await say(Message("I understood: **ALT 89 U/L**, limit 40. That is 2.2 times the upper limit.", ids=("read_back",)))
    await say(
        Message(
            "Did you do hard exercise in the week before the blood was taken?\n\n*Question 2 of at most 8*",
            buttons=(Button("Yes", "yes, hard exercise"), Button("No", "no exercise"), Button("Skip", "skip")),
            ids=("ask_exercise",),
        )
    )
    return {"case": {"alt": 89}, "urgency": "retest", "upper_limit": 40.0}


async def _chinese(say: Say) -> dict[str, Any]:
    await say(Message("我看到的是：**谷丙转氨酶 89 U/L**，上限 40，约为上限的 2.2 倍。", ids=("read_back",)))
    await say(
        Message(
            "抽血前一周内，做过比较剧烈的运动吗？\n\n*第 2 个问题，最多 8 个*",
            buttons=(Button("做过", "做过剧烈运动"), Button("没有", "没有运动"), Button("跳过", "跳过")),
            ids=("ask_exercise",),
        )
    )
    return {"case": {"alt": 89}, "urgency": "retest", "upper_limit": 40.0}


async def _assessed(say: Say) -> None:
    card = Card(
        "retest",
        "No hurry: repeat the test in 2 to 4 weeks.",
        grade="Mildly raised",
        value=89,
        upper_limit=40,
        multiple=2.2,
        unit="U/L",
        next=("No hard exercise for 3 days before the test", "No alcohol until then", "Bring this report to the visit"),
        retest="Between 7 and 21 December, in the morning, at the same laboratory",
    )
    await say(
        Message(
            "Your ALT is **2.2 times** the upper limit. On its own this is common and often passes.\n\n"
            "See a doctor sooner if your skin or eyes turn yellow, or your urine turns dark.",
            card=card,
            buttons=(Button("Why do you say that?", "why do you say that"), Button("Start over", "start over")),
            ids=("assessment",),
        )
    )


async def _assessed_chinese(say: Say) -> None:
    card = Card(
        "doctor_soon",
        "一周内去看消化内科或肝病科门诊。",
        grade="中度升高",
        value=268,
        upper_limit=40,
        multiple=6.7,
        unit="U/L",
        next=("带上这张化验单和正在吃的药", "去之前不要喝酒", "不要自己停处方药，先问开药的医生"),
        retest="就诊时由医生安排，一般在 1 周内",
    )
    await say(
        Message(
            "您的谷丙转氨酶是上限的 **6.7 倍**，需要医生当面看一看原因。",
            card=card,
            buttons=(Button("为什么这么说？", "为什么"), Button("挂哪个科？", "挂哪个科")),
            ids=("assessment",),
        )
    )


async def _emergency(say: Say) -> None:
    card = Card("emergency", "Call your emergency number now, or go to the nearest emergency department.")
    await say(Message("**Yellow eyes with confusion cannot wait.**", card=card, ids=("emergency",)))


async def _arabic(say: Say) -> None:
    await say(Message("قيمة ALT هي 89 (الحد 40)."))


SCRIPTS: dict[str, Callable[[Say], Awaitable[Any]]] = {
    "slow": _slow,
    "slowish": _slowish,
    "hang": _hang,
    "silence": _silence,
    "crash": _crash,
    "forget me": _forget,
    "markdown": _markdown,
    "picture": _picture,
    "My ALT is 89, the limit is 40": _english,
    "谷丙转氨酶 89，上限 40": _chinese,
    "assess": _assessed,
    "评估": _assessed_chinese,
    "emergency": _emergency,
    "arabic": _arabic,
}


class OtherInput(InputChannel):
    """A channel beside ours: it must not notice the web channel."""

    @classmethod
    def name(cls) -> str:
        """The name in the path."""
        return "other"

    def blueprint(self, on_new_message: Any) -> Any:
        """One route."""
        blueprint = Blueprint("other")

        @blueprint.get("/")
        async def health(_request: Any) -> Any:
            return response.json({"status": "ok"})

        return blueprint


def build_app(database: str, settings: Settings | None = None, origin: str | None = None) -> Sanic:
    """The app as Rasa builds it, with the stub in the place of the agent."""
    Sanic.test_mode = True
    app = Sanic(f"stub{id(object())}", configure_logging=False)
    app.config.CORS_AUTOMATIC_OPTIONS = True
    app.config.CORS_SUPPORTS_CREDENTIALS = True
    CORS(app, resources={r"/*": {"origins": origin or ""}}, automatic_options=True)
    app.ctx.agent = StubAgent(database)
    app.ctx.web = WebInput(settings, key=b"k" * 32)
    register([app.ctx.web, OtherInput()], app, "/webhooks/")
    return app


if __name__ == "__main__":
    _, port, database, *rest = sys.argv
    settings = Settings(message_burst=1000, session_burst=1000, read_burst=1000, timeout_seconds=5.0)
    app = build_app(database, settings, rest[0] if rest else None)
    app.run(host="127.0.0.1", port=int(port), access_log=False, motd=False)
