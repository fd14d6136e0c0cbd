"""Medicines, herbs and supplements found in messages, with origin and time."""

import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from altalk.reading.medicine_terms import find_terms
from altalk.reading.medicines import find_medicines
from altalk.reading.mention import Mention

TABLE: dict[str, list[list[Any]]] = yaml.safe_load(
    (Path(__file__).parent / "medicine_messages.yml").read_text(encoding="utf-8")
)
ORDINARY_ENGLISH = """
liver limit normal water family paradise motion tired result alcohol status station static creative creating
program contact ability clarity concert celebrate precise neural singular translate mediation meditation
modification preparing regain essential essentially augment aspiring insulting condor concord cortex dioxin
heroic herein inhale lyrics marvelous stains tables biological contraction contractions creation secretive
sincerest sortie spiral supplicant tempura ultras wayfaring ambient antibodies bacterium buffering calibrate
creatinine bilirubin albumin globulin hemoglobin platelets triglycerides transaminase aminotransferase
jaundice hepatitis cirrhosis gallbladder kidney stomach headache nausea vomiting itching urine stool yellow
swollen ankle weight height exercise running marathon bicycle swimming football yoga sleep night shift
insomnia overtime coffee coke beer wine whisky vodka smoking vegetables chicken noodles breakfast dinner lunch
holiday birthday husband wife mother father daughter brother friend neighbour doctor nurse hospital clinic
laboratory ultrasound biopsy fibroscan virus carrier antigen antibody infection pregnant weeks trimester
delivery insurance employer examination certificate driving tomorrow yesterday monday january summer winter
morning evening minute hours months years always never sometimes maybe probably definitely question answer
worried scared anxious relieved grateful thanks hello please sorry okay continue restart language english
chinese english report picture photo upload button screen website telephone number reference interval range
upper lower value unit flag raised elevated borderline moderate severe mild acute chronic fatty autoimmune
muscle injury cancer
"""
ORDINARY_CHINESE = """
肝脏 转氨酶 谷丙 谷草 胆红素 白蛋白 血小板 体检 化验单 报告 参考范围 上限 偏高 升高 正常 单位
医生 医院 门诊 挂号 复查 空腹 抽血 乏力 恶心 呕吐 腹痛 右上腹 黄疸 尿黄 皮肤 眼睛 瘙痒 发烧
咳嗽 头痛 胃口 睡眠 熬夜 加班 失眠 跑步 健身 游泳 篮球 喝酒 白酒 啤酒 红酒 应酬 抽烟 吃饭 面条
鸡汤 水果 蔬菜 牛奶 咖啡 可乐 茶叶 乙肝 小三阳 大三阳 丙肝 脂肪肝 肝硬化 肝癌 怀孕 孕周 产检
宝宝 孩子 爸爸 妈妈 老公 老婆 朋友 同事 公务员 健康证 入职 体重 身高 血压 血糖 血脂 心脏 肾脏
甲状腺 胰岛素抵抗 肌酸激酶 激素六项 昨天 今天 上周 去年 三个月 谢谢 您好 请问 怎么办 严重吗 要紧吗
可定期 照片 图片 胸片 鱼丸 肉丸 散步 药店 医药费 情绪安定 人参加 应当归还
"""


def values(text: str) -> list[str]:
    return [("~" if mention.details["kind"] == "unknown" else "") + mention.value for mention in find_medicines(text)]


def only(text: str) -> Mention:
    found = find_medicines(text)
    assert len(found) == 1, found
    return found[0]


def details(text: str) -> dict[str, Any]:
    return only(text).details


@pytest.mark.parametrize("language", ["en", "zh"])
def test_f1_of_the_table(language: str) -> None:
    right = wrong = missed = 0
    for text, *expected in TABLE[language]:
        found, wanted = Counter(values(text)), Counter(expected)
        right += (found & wanted).total()
        wrong += (found - wanted).total()
        missed += (wanted - found).total()
    assert len(TABLE[language]) >= 150
    assert 2 * right / (2 * right + wrong + missed) >= 0.95


@pytest.mark.parametrize("text", [row[0] for rows in TABLE.values() for row in rows if len(row) == 1])
def test_ordinary_messages_name_no_medicine(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize("word", [*ORDINARY_ENGLISH.split(), *ORDINARY_CHINESE.split()])
def test_ordinary_words_are_no_medicines(word: str) -> None:
    assert find_terms(word) == []
    assert values(f"I feel {word} today" if word.isascii() else f"我想问一下{word}的事") == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("  I take Lipitor.", "Lipitor"),
        ("我吃立普妥半年", "立普妥"),
        ("我吃维 C 银翘片了", "维 C 银翘片"),
        ("降壓藥一天一片", "降壓藥"),
        ("吃了Ｔｙｌｅｎｏｌ", "Ｔｙｌｅｎｏｌ"),
        ("😀 panadoll!", "panadoll"),
        ("I take xyzomab 50 mg", "xyzomab"),
    ],
)
def test_offsets_are_those_of_the_text_as_written(text: str, written: str) -> None:
    mention = only(text)
    assert text[mention.start : mention.end] == written
    assert mention.entity == "medicine"
    assert mention.negated is False


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("atorvastatine", "atorvastatin"),
        ("Lipitor's", "atorvastatin"),
        ("panadoll", "paracetamol"),
        ("amoxicilin", "amoxicillin"),
        ("augmentn", "amoxicillin_clavulanate"),
        ("acetaminophine", "paracetamol"),
        ("ibuprofin", "ibuprofen"),
        ("metfromin", "metformin"),
        ("levothyroxin", "levothyroxine"),
        ("阿斯匹林", "aspirin"),
        ("阿托伐他丁", "atorvastatin"),
        ("对乙酰氨基粉", "paracetamol"),
        ("恩替卡书", "entecavir"),
        ("buluofen", "ibuprofen"),
        ("bu luo fen", "ibuprofen"),
        ("tuire yao", "antipyretic"),
        ("he shouwu", "he_shou_wu"),
    ],
)
def test_near_names(text: str, value: str) -> None:
    assert values(f"I take {text}" if text.isascii() else f"我吃{text}") == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My doctor gave me Lipitor", "prescribed"),
        ("metformin, prescribed by my GP", "prescribed"),
        ("医生开的立普妥", "prescribed"),
        ("医院给配了优思弗", "prescribed"),
        ("I bought turmeric capsules online", "bought"),
        ("over the counter ibuprofen", "bought"),
        ("自己在药店买的感冒药", "bought"),
        ("网上买的减肥药", "bought"),
        ("Lipitor, not prescribed", "bought"),
        ("I take ibuprofen", None),
        ("我吃布洛芬", None),
    ],
)
def test_origin(text: str, expected: str | None) -> None:
    assert details(text).get("origin") == expected


def test_origin_belongs_to_its_own_medicine() -> None:
    found = find_medicines("I bought milk thistle online and take Lipitor from my doctor")
    assert [mention.details.get("origin") for mention in found] == ["bought", "prescribed"]
    found = find_medicines("医生开的立普妥，还有自己买的护肝片")
    assert [mention.details.get("origin") for mention in found] == ["prescribed", "bought"]


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("stopped entecavir last week", True),
        ("I quit kratom", True),
        ("no longer on methotrexate", True),
        ("finished a course of Augmentin", True),
        ("恩替卡韦停了", True),
        ("以前吃过土三七", True),
        ("missed my entecavir", True),
        ("漏服了恩替卡韦", True),
        ("should I stop Lipitor?", False),
        ("I haven't stopped my tenofovir", False),
        ("立普妥能停吗", False),
        ("恩替卡韦没停过", False),
        ("要不要停立普妥", False),
        ("I stopped drinking, take Lipitor", False),
        ("戒酒了，吃护肝片", False),
    ],
)
def test_stopped(text: str, stopped: bool) -> None:
    assert details(text).get("stopped", False) is stopped


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Lipitor for 3 months", 90, None),
        ("I started Crestor 6 weeks ago", 42, None),
        ("on metformin since 2 years", 730, None),
        ("For the last two years I have been on Lipitor", 730, None),
        ("stopped amoxicillin two weeks ago", None, 14),
        ("took Augmentin three weeks ago", None, 21),
        ("amoxicillin for 10 days, stopped two weeks ago", 24, 14),
        ("quit kava last month", None, 30),
        ("took tylenol yesterday", None, 1),
        ("立普妥吃了半年", 182, None),
        ("恩替卡韦停了两个月", None, 60),
        ("两周前吃过阿莫西林", None, 14),
        ("从上周开始吃他汀", 7, None),
        ("何首乌喝了半个月，上周停了", 22, 7),
        ("昨晚吃了布洛芬", None, 1),
        ("开始吃瑞舒伐他汀两个月了", 60, None),
        ("替诺福韦漏服了一周", None, 7),
        ("ALT raised for 6 months, I take Lipitor", None, None),
        ("转氨酶高了半年，在吃立普妥", None, None),
        ("Lipitor 20 mg twice a day", None, None),
        ("阿莫西林一天三次", None, None),
        ("2019年开始吃恩替卡韦", None, None),
    ],
)
def test_times(text: str, since: int | None, until: int | None) -> None:
    found = details(text)
    assert (found.get("since_days"), found.get("until_days")) == (since, until)


@pytest.mark.parametrize(
    "text",
    [
        "Can I take ibuprofen?",
        "should I take milk thistle",
        "does turmeric help",
        "allergic to penicillin",
        "can kava raise ALT",
        "能吃布洛芬吗",
        "要不要吃护肝片",
        "青霉素过敏",
        "何首乌会伤肝吗",
        "联苯双酯有用吗",
    ],
)
def test_only_asked_about(text: str) -> None:
    assert details(text)["hypothetical"] is True


@pytest.mark.parametrize(
    "text",
    [
        "I take ibuprofen",
        "could it be my Lipitor?",
        "I'm on Lipitor, is that why?",
        "I've been taking kava, can it raise ALT?",
        "在吃立普妥，会不会是它引起的",
        "吃了何首乌伤肝吗",
        "我一直吃护肝片",
    ],
)
def test_taken_not_only_asked_about(text: str) -> None:
    assert "hypothetical" not in details(text)


def test_asking_about_one_beside_another() -> None:
    found = find_medicines("Can I take ibuprofen while on Lipitor?")
    assert ["hypothetical" in mention.details for mention in found] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I take no medicines", ["any_medicine"]),
        ("no meds, no herbs", ["any_medicine", "any_herb"]),
        ("没吃药，也没吃保健品", ["any_medicine", "any_herb"]),
        ("不吃中药", ["any_herb"]),
        ("I take some medicines", ["any_medicine"]),
        ("在吃药", ["any_medicine"]),
        ("喝中药", ["herb"]),
        ("吃保健品", ["supplement"]),
        ("I take supplements", ["supplement"]),
        ("took all the pills", ["any_medicine"]),
        ("I am on the pill", ["oral_contraceptive"]),
        ("no medicine except Lipitor", ["atorvastatin"]),
        ("除了立普妥没吃别的药", ["atorvastatin"]),
        ("what medicine should I take", []),
        ("吃药能降下来吗", []),
        ("有没有药", []),
        ("any herbs that help?", []),
        ("我没有吃中药，吃的是西药", ["any_herb", "any_medicine"]),
        ("是不是要停保健品", ["supplement"]),
    ],
)
def test_words_for_all_medicines(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I eat turmeric in curry", []),
        ("I take turmeric", ["turmeric"]),
        ("green tea every day", []),
        ("green tea extract pills", ["green_tea_extract"]),
        ("aloe gel on my skin", []),
        ("aloe vera capsules", ["aloe_vera"]),
        ("炖人参鸡汤", []),
        ("人参胶囊", ["ginseng"]),
        ("喝绿茶", []),
        ("绿茶提取物", ["green_tea_extract"]),
        ("涂芦荟胶", []),
        ("芦荟胶囊", ["aloe_vera"]),
        ("姜黄咖喱饭", []),
        ("在吃姜黄素", ["turmeric"]),
        ("gan cao candy with licorice sweets", []),
    ],
)
def test_plants_as_food_and_as_product(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I take xyzomab 50 mg", ["~xyzomab"]),
        ("he is on brolutinib", ["~brolutinib"]),
        ("我在吃康复灵胶囊", ["~康复灵胶囊"]),
        ("喝了清肝养血口服液", ["~清肝养血口服液"]),
        ("服用贝美替尼片", ["~贝美替尼片"]),
        ("ALT 50 mg/dL", []),
        ("bilirubin 17 mg/L", []),
        ("I took two tablets", ["any_medicine"]),
        ("sugar 110 mg", []),
        ("拍了胸片", []),
        ("吃了薯片", []),
        ("看了CT片", []),
        ("is there a good tablet", []),
        ("best supplement", ["supplement"]),
    ],
)
def test_unknown_products(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(("text", "kind"), [("Lipitor", "medicine"), ("何首乌", "herb"), ("statins", "class")])
def test_kind(text: str, kind: str) -> None:
    assert details(text)["kind"] == kind


@pytest.mark.parametrize("text", ["", " ", "。", "💊", "???", "\n\n", "药" * 300, "a" * 5000, "吃" * 2000, "1" * 3000])
def test_odd_texts_do_no_harm(text: str) -> None:
    for mention in find_medicines(text):
        assert 0 <= mention.start < mention.end <= len(text)


def test_a_message_takes_little_time() -> None:
    texts = [str(row[0]) for rows in TABLE.values() for row in rows]
    find_medicines(" ".join(texts[:20]))
    times = []
    for text in texts:
        start = time.process_time()
        find_medicines(f"{text}. ")
        times.append(time.process_time() - start)
    assert statistics.median(times) < 0.0015
