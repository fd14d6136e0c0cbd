"""A served WeChat channel with scripted replies, WeChat's server before it and its interface behind it."""

import asyncio
import base64
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from rasa.core.channels.channel import register
from rasa.shared.core.domain import Domain
from sanic import Sanic

from altalk.channels.wechat import WeChatInput
from altalk.channels.wechat.settings import Account, Settings
from altalk.message import Button, Card, File, Image, Message
from altalk.storage.tracker_store import PrivateTrackerStore
from tests.channels import stub_server
from tests.channels.stub_server import Say, StubAgent
from tests.channels.wechat.simulator import AES_KEY, APP_ID, SECRET, TOKEN, Interface, WeChat

FACTOR = 0.06
LONG = "".join(f"第{number}句：谷丙转氨酶是肝细胞里的一种酶👩‍⚕️。" for number in range(1, 451))
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass
class World:
    """Everything a test needs to look at."""

    wechat: WeChat
    interface: Interface
    agent: StubAgent
    channel: WeChatInput
    app: Any

    @property
    def heard(self) -> list[str]:
        """What reached the assistant."""
        return [message.text or "" for message in self.agent.seen]


@asynccontextmanager
async def world(
    folder: Path,
    *,
    mode: str = "secure",
    verified: bool = False,
    settings: Settings | None = None,
    agent: StubAgent | None = None,
) -> AsyncIterator[World]:
    """A channel on a free port of loopback.

    Args:
        folder: where the talks are kept; the same folder again is a restart.
        mode: `plain`, `compatible` or `secure`.
        verified: the account has a secret.
        settings: of the channel.
        agent: stands for Rasa's agent.
    """
    stub_server.SCRIPTS.update(SCRIPTS)
    interface = Interface()
    runner = web.AppRunner(interface.app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    account = Account(TOKEN, APP_ID, SECRET if verified else "", AES_KEY if mode != "plain" else "", base)
    channel = WeChatInput(account, settings or Settings(time_factor=FACTOR, message_burst=1000))
    Sanic.test_mode = True
    app = Sanic(f"wechat{id(object())}", configure_logging=False)
    app.ctx.agent = agent or _stub(folder)
    register([channel], app, "/webhooks/")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server: Any = await app.create_server(sock=listening, return_asyncio_server=True)
        await server.startup()
        await server.before_start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/webhooks/wechat/"
        wechat = WeChat(address, channel.settings.time_factor, interface, mode=mode)
        try:
            yield World(wechat, interface, app.ctx.agent, channel, app)
        finally:
            await wechat.close()
            await channel._stop()
            server.close()
            await runner.cleanup()


def _stub(folder: Path) -> StubAgent:
    agent = StubAgent(str(folder / "talks.db"))
    # The assistant notes the language of a talk in a slot.
    domain = f"{stub_server.DOMAIN}  language: {{type: text, mappings: [{{type: custom}}]}}\n"
    agent.tracker_store = PrivateTrackerStore(Domain.from_yaml(domain), db=str(folder / "talks.db"))
    return agent


def run(scenario: Awaitable[None]) -> None:
    """Run one scenario to its end."""

    async def awaited() -> None:
        await scenario

    asyncio.run(awaited())


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for something that happens in the background."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


def _after(seconds: float, answer: str) -> Callable[[Say], Awaitable[None]]:
    async def script(say: Say) -> None:
        await asyncio.sleep(seconds * FACTOR)
        await say(Message(answer))

    return script


def _saying(*messages: Message) -> Callable[[Say], Awaitable[None]]:
    async def script(say: Say) -> None:
        for message in messages:
            await say(message)

    return script


async def _english(say: Say) -> dict[str, str]:
    await say(Message("All right, in English."))
    return {"language": "en"}


async def _crash_after_a_word(say: Say) -> None:
    await say(Message("先说一句。"))
    raise RuntimeError("ALT 4321 of a person must not be logged")


PICTURE = Image(f"data:image/png;base64,{base64.b64encode(PNG).decode()}", "谷丙从120降到60，上限40。")
_CARD_ZH = Card(
    "doctor_soon",
    "一周内去看消化内科或肝病科门诊。",
    grade="中度升高",
    value=268,
    upper_limit=40,
    multiple=6.7,
    unit="U/L",
    next=("带上这张化验单", "去之前不要喝酒"),
    retest="由医生安排",
)

SCRIPTS: dict[str, Callable[[Say], Awaitable[Any]]] = {
    "in English please": _english,
    "慢7": _after(7, "七秒的回答。"),
    "慢17": _after(17, "十七秒的回答。"),
    "slow17": _after(17, "The answer after seventeen seconds."),
    "慢40": _after(40, "太晚了。"),
    "长": _saying(Message(LONG)),
    "多条": _saying(*(Message(f"第{number}条。" + "说明" * 330) for number in range(1, 10))),
    "图": _saying(Message("趋势如下：", image=PICTURE)),
    "只有图": _saying(Message(image=PICTURE)),
    "文件": _saying(Message("小结：", file=File("summary.txt", "data:text/plain;charset=utf-8,ALT%2089"))),
    "网页文件": _saying(Message("小结：", file=File("summary.pdf", "/talk/summary.pdf"))),
    "卡片": _saying(Message("谷丙是上限的**6.7倍**。", card=_CARD_ZH)),
    "说一半": _crash_after_a_word,
    "特殊": _saying(Message("a]]>b & <c> \x0b\x00 “引号”")),
    "谷丙转氨酶 89": _saying(
        Message("我看到的是：**谷丙 89 U/L**。"),
        Message("您是男是女？", buttons=(Button("男", "男"), Button("女", "女"), Button("跳过", "跳过"))),
    ),
    "女": _saying(Message("您多大年纪？", buttons=(Button("跳过", "跳过"),))),
    "2": _saying(Message("两岁。ALT在化验单上是多少？", buttons=(Button("不知道", "不知道"),))),
    "My ALT is 89 today": _saying(
        Message("I understood: **ALT 89 U/L**."),
        Message("Did you take any medicine?", buttons=(Button("Yes", "yes, medicine"), Button("No", "no medicine"))),
    ),
    "no medicine": _saying(Message("Thank you. How old are you?", buttons=(Button("Skip", "skip"),))),
}
