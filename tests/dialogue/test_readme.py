"""The sample talk of the README is what the assistant really says."""

import re
from pathlib import Path

from tests.dialogue.assistant import Assistant
from tests.dialogue.talk import Talk

README = Path(__file__).parents[2] / "README.md"


def test_sample_talk(assistant: Assistant) -> None:
    block = re.search(r"<!-- sample talk -->\n```text\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    talk, heard = Talk(assistant, "en"), ""
    for line in block.group(1).splitlines():
        speaker, _, words = line.partition(": ")
        if speaker == "You":
            heard = "\n".join(reply.get("text", "") for reply in talk.say(words))
        else:
            assert words in heard.replace("**", "")
