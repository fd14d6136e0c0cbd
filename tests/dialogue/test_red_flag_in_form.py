"""A red flag comes before everything, also as the answer to the very question that asks for it."""

import pytest

from tests.dialogue.assistant import Assistant
from tests.dialogue.talk import Talk


@pytest.mark.parametrize(
    ("language", "first", "sign", "rule"),
    [
        ("en", "My ALT is 420, limit 40", "Yellow eyes", "U-JAUND"),
        ("en", "ALT 52, limit 40", "my wee looks like coke and my legs ache since the marathon", "E-RHABDO"),
        ("en", "ALT 45, limit 40, male 30", "I don't want to be here any more", "E-SELFHARM"),
        ("zh", "谷丙420，上限40", "眼睛发黄", "U-JAUND"),
        ("zh", "谷丙52，上限40", "大便像柏油一样黑", "E-BLEED"),
        ("zh", "谷丙45，上限40，男，30岁", "活着没意思，不想活了", "E-SELFHARM"),
    ],
)
def test_a_sign_told_in_the_form_is_answered_at_once(
    assistant: Assistant, language: str, first: str, sign: str, rule: str
) -> None:
    talk = Talk(assistant, language)
    talk.say(first)
    replies = talk.say(sign)
    said = [name for reply in replies for name in reply.get("ids", [])]

    assert rule in said
    assert said[0] in ("urgency_emergency", "urgency_urgent")
    assert talk.waiting is None


@pytest.mark.parametrize(
    ("language", "first", "sign", "denial"),
    [
        ("en", "ALT 90, limit 40", "my dad's eyes have turned yellow", "no, his eyes are not yellow"),
        ("zh", "谷丙90，上限40", "我爸眼睛发黄", "没有，他眼睛不黄"),
    ],
)
def test_nothing_later_lowers_it(assistant: Assistant, language: str, first: str, sign: str, denial: str) -> None:
    talk = Talk(assistant, language)
    talk.say(first)
    talk.say(sign)
    assert talk.state()["urgency"] == "urgent"
    talk.say(denial)
    assert talk.state()["urgency"] == "urgent"
