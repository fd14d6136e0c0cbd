"""Blood values from raw text: a table of formats, the traps, and properties that hold for any message."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from altalk.knowledge.analytes import analytes
from altalk.reading.labs import find_labs
from altalk.reading.mention import Mention

FORMATS = yaml.safe_load((Path(__file__).parent / "lab_formats.yml").read_text(encoding="utf-8"))
BARE_KEYS = {"reading_of"}


def told(mention: Mention) -> dict[str, Any]:
    """A mention as the table writes it: entity and value, then the keys that say something."""
    keys = {key: value for key, value in mention.details.items() if value is not None and key not in BARE_KEYS}
    return {mention.entity: mention.value, **({"negated": True} if mention.negated else {}), **keys}


@pytest.mark.parametrize("case", FORMATS, ids=[case["text"] for case in FORMATS])
def test_each_format_gives_its_mentions_and_no_other(case: dict[str, Any]) -> None:
    assert [told(mention) for mention in find_labs(case["text"])] == case["is"]


def test_the_table_is_large_and_bilingual() -> None:
    chinese = [case for case in FORMATS if any("\u4e00" <= sign <= "\u9fff" for sign in case["text"])]
    assert len(FORMATS) >= 400
    assert len(chinese) >= 150
    assert len(FORMATS) - len(chinese) >= 150
    assert len({case["text"] for case in FORMATS}) == len(FORMATS)


def alt_values(text: str) -> list[Any]:
    return [
        mention.value
        for mention in find_labs(text)
        if mention.entity in ("alt", "liver_enzyme") and not mention.negated
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I'm 34", "34M", "34岁", "我今年34岁", "男，34", "500mg", "两片", "2 tablets", "5 g", "2024-03-05", "3月5日",
        "on the 12th", "23:30", "11点半", "3 weeks", "6个月", "7 hours", "38.5°C", "体温38.5", "BP 120/80", "血压120/80",
        "13812345678", "70kg", "140斤", "175 cm", "20%", "$50", "300块", "Alt+F4", "alt code 0176", "altcoin 500",
        "alt text 3", "GPT-4", "GPT 5", "chatgpt 4", "AST syntax tree 5", "salt 5", "glucose 95", "肌酐 80", "AFP 3.2",
        "week 32", "3次", "第3次", "room 204", "BMI 27",
    ],
)  # fmt: skip
@pytest.mark.parametrize("frame", ["{}", "My ALT was high. {}", "{}，转氨酶偏高", "{}, my ALT is 61", "谷丙61，{}"])
def test_another_number_never_becomes_an_alt(text: str, frame: str) -> None:
    expected = [61] if "61" in frame else []
    assert [value for value in alt_values(frame.format(text)) if value is not None] == expected


def test_spans_already_read_are_no_lab_numbers() -> None:
    text = "ALT 78, 45 and 60"
    assert [mention.value for mention in find_labs(text, taken=((8, 10),))] == [78, 60]
    assert [mention.value for mention in find_labs("78", taken=((0, 2),))] == []


def test_offsets_point_into_the_text_as_written() -> None:
    text = "\u200b谷丙\u200f转氨酶：\u200b７８\u200b U/L"
    (mention,) = find_labs(text)
    assert (mention.entity, mention.value) == ("alt", 78)
    assert text[mention.start : mention.end].startswith("７８")


def test_every_analyte_is_found_by_each_of_its_terms() -> None:
    for analyte in analytes().values():
        for term in (*analyte.terms.en, *analyte.terms.zh, *analyte.capitals):
            found = [m for m in find_labs(f"{term}: 61.5") if m.value == 61.5]
            entity = {"enzyme": "liver_enzyme", "panel": "liver_enzyme", "other": "other_lab"}.get(
                analyte.kind, analyte.id
            )
            assert [m.entity for m in found] == [entity], term
            assert entity != "other_lab" or found[0].details["analyte"] == analyte.id, term


VALUES = st.integers(6, 9999)
STYLES = [
    "ALT {}", "ALT: {} U/L", "alt={}", "ALT{}", "谷丙{}", "谷丙转氨酶：{}U/L", "my ALT is {}", "ALT〔{}〕", "ALT({})", "ALT {}H",
    "ALT H{}", "谷丙{}↑", "SGPT {} (0-40)", "GPT {}, AST 30", "AST 30, ALT {}", "{} is my ALT", "谷丙{}，正常吗", "ALT;{}",
    "34M, ALT {}", "ALT {} U/L ref 9-50", "肝功能正常，谷丙{}", "ALT/AST {}/30", "SGOT and SGPT are 30 and {} respectively",
]  # fmt: skip


@given(VALUES, st.sampled_from(STYLES))
def test_a_value_in_any_style_is_read_back(value: int, style: str) -> None:
    assert [m.value for m in find_labs(style.format(value)) if m.entity == "alt"] == [value]


@given(st.integers(60, 1899), st.sampled_from([".{}", ",{}", "·{}", "。{}"]), st.integers(1, 9))
def test_any_decimal_mark_is_understood(whole: int, mark: str, tenth: int) -> None:
    (mention,) = find_labs(f"ALT {whole}{mark.format(tenth)}")
    assert (mention.entity, mention.value) == ("alt", float(f"{whole}.{tenth}"))


@given(
    VALUES,
    st.integers(0, 15),
    st.integers(30, 60),
    st.sampled_from([" ({}-{})", " ref {}-{}", "，参考值{}～{}", " [{} - {}]"]),
)
def test_a_limit_behind_a_value_is_its_limit(value: int, low: int, high: int, style: str) -> None:
    (mention,) = find_labs(f"ALT {value}" + style.format(low, high))
    assert (mention.value, mention.details["lower_limit"], mention.details["upper_limit"]) == (value, low, high)


PIECE_TEXT = (
    "ALT AST 谷丙 转氨酶 78 45.6 1,115 0-40 ( ) U/L µkat/L < > ≤ 正常 上限 limit normal 倍 x times 高 ↑ H , ， 。 . \n - ~ / : 一百五 三百多 "
    "one thirty and now 上次 2024-03-05 3月 岁 mg \u200b 😀 from to 到 不是 not"
)
PIECES = st.sampled_from(PIECE_TEXT.split(" "))


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=25).map("".join) | st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=80))
def test_no_text_breaks_the_reader_and_spans_stay_inside(text: str) -> None:
    for mention in find_labs(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.entity in set(analytes()) | {"upper_limit", "number", "ambiguous", "other_lab"}


ADVERSARIAL = [
    "1",
    ",",
    "一",
    "<",
    "1,",
    "ALT ",
    "ALT 1 ",
    "1 ",
    "-",
    "1-",
    "(",
    "one ",
    "\n",
    "7😀",
    "上限",
    "高",
    "几百",
    "ALT 82, ",
]


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_time_grows_with_length_not_with_its_square(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        start = time.process_time()
        find_labs(text)
        return time.process_time() - start

    find_labs("ALT 78")
    short = min(seconds(1_500) for _ in range(3))
    long = min(seconds(12_000) for _ in range(2))
    assert long < 24 * max(short, 0.004)


def test_a_long_message_is_read_quickly() -> None:
    text = ("My ALT is 78 U/L (ref 0-40), 谷丙转氨酶高怎么办，医生说要复查，我很担心。" * 250)[:10_000]
    find_labs(text[:100])
    start = time.process_time()
    find_labs(text)
    assert time.process_time() - start < 0.25


def test_an_absurd_number_is_kept_so_that_it_can_be_refused_by_name() -> None:
    assert [mention.value for mention in find_labs("ALT 99999999999999999999")] == [1e20]


@pytest.mark.parametrize(
    "text", ["1" * 10_000, "ALT " + "9" * 400, "ALT 1e308", "ALT 1e999", "ALT -1e999", "谷丙" + "一" * 9_999]
)
def test_huge_numbers_are_never_infinite(text: str) -> None:
    assert all(mention.value is None or mention.value != float("inf") for mention in find_labs(text))


def test_middle_of_an_endless_run_of_numbers_is_left_out_and_its_ends_are_kept() -> None:
    found = find_labs("ALT 78; " + "85 " * 3000 + "AST 45")
    assert (found[0].entity, found[0].value) == ("alt", 78)
    assert (found[-1].entity, found[-1].value) == ("ast", 45)
    assert len(found) < 500
