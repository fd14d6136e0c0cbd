"""Doses read from messages: what the paracetamol rules need."""

from typing import Any

import pytest

from altalk.reading.doses import is_deliberate
from altalk.reading.medicines import find_medicines


def first(text: str) -> dict[str, Any]:
    found = find_medicines(text)
    assert found, text
    return found[0].details


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("two Tylenol 500 every 4 hours", 6000),
        ("took 20 paracetamol", 10000),
        ("12 grams of acetaminophen last night", 12000),
        ("paracetamol 500mg x 4", 2000),
        ("paracetamol 1g tds", 3000),
        ("paracetamol 500 mg 2 tablets 4 times a day", 4000),
        ("I took 16 x 500mg paracetamol yesterday", 8000),
        ("I've been taking 8 Tylenol a day", 4000),
        ("up to 10 tablets of acetaminophen daily", 5000),
        ("took 30 tablets of panadol over 3 days", 5000),
        ("paracetamol 4 g a day", 4000),
        ("paracetamol 4000mg/day", 4000),
        ("Dolo 650 1-1-1", 1950),
        ("acetaminophen 325 mg, 3 tablets every 4-6 hours", 5850),
        ("took 10,000 mg of tylenol", 10000),
        ("six grams of tylenol a day for four days", 6000),
        ("paracetamol 1 g qid", 4000),
        ("panadol 2 tabs TDS", 3000),
        ("1000 mg of acetaminophen every 6 hours", 4000),
        ("taken twenty-four paracetamol tablets", 12000),
        ("I took 12 co-codamol since this morning", 6000),
        ("I swallowed thirty 500 mg paracetamol tablets", 15000),
        ("2-3 panadol every six hours", 6000),
        ("took a dozen Tylenol", 6000),
        ("Crocin 650 four times daily", 2600),
        ("paracetamol 1 gram every 4 hours", 6000),
        ("she ate 15 of the panadol tablets", 7500),
        ("一次吃了二十片必理通", 10000),
        ("扑热息痛一天四次每次两片", 4000),
        ("一次两片扑热息痛，一天四次", 4000),
        ("泰诺林650mg每4小时一次，每次两片", 7800),
        ("对乙酰氨基酚10克", 10000),
        ("每天吃8片散利痛", 2000),
        ("扑热息痛0.5g，一天3次", 1500),
        ("两天内吃了20片对乙酰氨基酚", 5000),
        ("对乙酰氨基酚500毫克×4", 2000),
        ("每6小时吃1000mg对乙酰氨基酚", 4000),
        ("早晚各一片必理通", 1000),
        ("今天吃了12片百服宁", 6000),
        ("每天四克扑热息痛", 4000),
        ("感康一次一片一天两次", 500),
        ("24小时内吃了16片必理通", 8000),
        ("昨晚吞了三十片扑热息痛", 15000),
        ("吃了十几片必理通", 9500),
        ("吃了二十多片必理通", 14500),
        ("普拿疼一天三次，一次两粒", 3000),
    ],
)
def test_milligrams_in_24_hours(text: str, day: float) -> None:
    assert first(text)["dose_mg_24h"] == pytest.approx(day)


@pytest.mark.parametrize(
    ("text", "single"),
    [
        ("took 20 paracetamol", 10000),
        ("two Tylenol 500 every 4 hours", 1000),
        ("paracetamol 1g tds", 1000),
        ("一次吃了二十片必理通", 10000),
        ("扑热息痛一天四次每次两片", 1000),
        ("吃了30片泰诺林", 19500),
        ("took 2 Dolo", 1300),
    ],
)
def test_milligrams_at_once(text: str, single: float) -> None:
    assert first(text)["single_dose_mg"] == pytest.approx(single)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lipitor 20 mg daily", {"strength_mg": 20, "per_day": 1}),
        ("ibuprofen 400mg tds", {"strength_mg": 400, "per_day": 3}),
        ("two Tylenol 500 every 4 hours", {"strength_mg": 500, "tablets": 2, "per_day": 6}),
        ("立普妥20mg每晚一片", {"strength_mg": 20, "tablets": 1, "per_day": 1}),
        ("恩替卡韦0.5mg每天一片", {"strength_mg": 0.5, "tablets": 1, "per_day": 1}),
        ("augmentin 625 bd", {"strength_mg": 625, "per_day": 2}),
        ("methotrexate 15 mg once a week", {"strength_mg": 15}),
        ("二甲双胍一天两次一次一片", {"tablets": 1, "per_day": 2}),
        ("half a tablet of Crestor", {"tablets": 0.5}),
    ],
)
def test_strength_tablets_and_times(text: str, expected: dict[str, float]) -> None:
    found = first(text)
    assert {name: found.get(name) for name in ("strength_mg", "tablets", "per_day") if name in found} == expected


def test_an_assumed_strength_says_so() -> None:
    assert first("took 20 paracetamol")["strength_assumed"] is True
    assert "strength_assumed" not in first("took 20 paracetamol 500 mg")
    assert first("took 3 Dolo")["strength_mg"] == 650


@pytest.mark.parametrize(
    "text",
    [
        "I swallowed a whole box of Panadol",
        "took all the pills",
        "she took a handful of Tylenol",
        "I overdosed on paracetamol",
        "drank half a bottle of calpol",
        "don't know how many paracetamol I took",
        "昨晚吞了一整瓶必理通",
        "吃了一把止痛药",
        "扑热息痛吃多了，记不清多少片",
        "所有的药都吃了",
        "一次吃了三板扑热息痛",
        "一口气吃了一盒必理通",
        "把整盒退烧药都吃了",
        "必理通吃超量了",
    ],
)
def test_amount_unknown(text: str) -> None:
    assert first(text).get("amount_unknown") is True


@pytest.mark.parametrize(
    "text",
    [
        "bought a bottle of Tylenol",
        "two panadol",
        "买了一盒布洛芬",
        "这几天吃了一盒感冒药",
        "感康吃了半盒",
        "my doctor gave me a box of Lipitor",
        "吃了两片必理通",
        "I take paracetamol sometimes",
    ],
)
def test_amount_not_unknown(text: str) -> None:
    assert "amount_unknown" not in first(text)


@pytest.mark.parametrize(
    ("text", "staggered"),
    [
        ("took 15 paracetamol over the evening", True),
        ("陆陆续续吃了十几片必理通", True),
        ("took 30 panadol over 3 days", True),
        ("24小时内吃了16片必理通", True),
        ("took 2 paracetamol over the day", False),
        ("paracetamol 1 g tds", False),
        ("took 20 paracetamol at once", False),
        ("扑热息痛三天吃了6片", False),
    ],
)
def test_staggered(text: str, staggered: bool) -> None:
    assert first(text).get("staggered", False) is staggered


@pytest.mark.parametrize(
    "text",
    [
        "I took 30 paracetamol to kill myself",
        "swallowed her pills on purpose",
        "he took Tylenol because he wants to die",
        "吃了三十片扑热息痛，不想活了",
        "故意吃了一瓶安眠药",
        "她想自杀，吃了必理通",
    ],
)
def test_deliberate(text: str) -> None:
    assert first(text)["deliberate"] is True
    assert is_deliberate(text.lower())


@pytest.mark.parametrize(
    "text",
    [
        "I accidentally took 6 paracetamol",
        "took too many Tylenol by mistake, not on purpose",
        "不小心多吃了两片泰诺林",
        "不是故意的，多吃了必理通",
        "I take Lipitor, am I going to die?",
        "I'm not suicidal, just took Tylenol",
    ],
)
def test_not_deliberate(text: str) -> None:
    assert "deliberate" not in first(text)


def test_two_products_keep_their_own_amounts() -> None:
    found = find_medicines("2 Tylenol and 1 Advil")
    assert [mention.details["tablets"] for mention in found] == [2, 1]
    found = find_medicines("白加黑每次2片一日3次，泰诺林也吃了4片")
    assert [mention.details["tablets"] for mention in found] == [2, 4]


@pytest.mark.parametrize(
    "text", ["ALT 80, Lipitor", "I'm 34, on Lipitor", "34岁，吃立普妥", "my ALT is 120 Lipitor", "since 2019 Lipitor"]
)
def test_other_numbers_are_no_tablets(text: str) -> None:
    assert "tablets" not in first(text)
    assert "strength_mg" not in first(text)


@pytest.mark.parametrize("amount", range(1, 40, 3))
def test_more_tablets_are_never_a_smaller_dose(amount: int) -> None:
    def day(text: str) -> float:
        return float(first(text)["dose_mg_24h"])

    assert day(f"took {amount + 1} paracetamol") > day(f"took {amount} paracetamol")
    assert day(f"吃了{amount + 1}片必理通") > day(f"吃了{amount}片必理通")
