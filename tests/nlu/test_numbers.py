"""Every number of a text: digits, separators, Chinese and English numerals, comparators, ranges and multiples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altalk.reading.numbers import Number, find_numbers
from altalk.reading.units import canonical_unit


def only(text: str) -> Number:
    (number,) = find_numbers(text)
    return number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("78", 78), ("78.5", 78.5), ("７８", 78), ("1,115", 1115), ("12,345", 12345), ("37,7", 37.7), ("98。26", 98.26),
        ("37，7", 37.7), ("6·37", 6.37), ("0,750", 0.75), ("1.115,5", 1115.5), ("1,115.5", 1115.5), (".75", 0.75), ("1e9", 1e9),
        ("七十八", 78), ("一百五", 150), ("一百零五", 105), ("一百五十", 150), ("一百五十五", 155), ("一千二", 1200), ("一千零二十", 1020),
        ("八十七点六", 87.6), ("两百", 200), ("十五", 15), ("二十", 20), ("一万三", 13000), ("三五六", 356), ("1千2", 1200),
        ("3百", 300), ("1.2万", 12000), ("七十8", 78), ("one thirty five", 135), ("one oh five", 105), ("seventy-eight", 78),
        ("seventy eight", 78), ("one hundred and five", 105), ("two hundred", 200), ("twelve fifty", 1250), ("two ten", 210),
        ("one three five", 135), ("seventy eight point five", 78.5), ("eleven hundred", 1100), ("two thousand three hundred", 2300),
        ("point seven five", 0.75), ("ninety", 90), ("2.5×10^5", 250000),
    ],
)  # fmt: skip
def test_value(text: str, value: float) -> None:
    number = only(text)
    assert number.value == pytest.approx(value)
    assert (number.start, number.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("<5", "<"), ("＞500", ">"), ("≤40", "<="), (">= 40", ">="), ("over 500", ">"), ("under 40", "<"), ("大于500", ">"),
        ("不到40", "<"), ("超过100", ">"), ("500+", ">"), ("40以下", "<"), ("100以上", ">"), ("at least 100", ">="), ("up to 40", "<="),
        ("不超过40", "<="), ("40以内", "<="), ("more than 500", ">"), ("less than 40", "<"),
    ],
)  # fmt: skip
def test_comparator(text: str, comparator: str) -> None:
    number = only(text)
    assert number.comparator == comparator
    assert (number.start, number.end) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "80ish",
        "about 80",
        "80左右",
        "大概80",
        "~80",
        "80 or so",
        "将近80",
        "80上下",
        "80多",
        "around 80",
        "80s",
        "约80",
    ],
)
def test_approximate(text: str) -> None:
    number = only(text)
    assert (number.value, number.approximate) == (80, True)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0-40", 0, 40), ("5到40", 5, 40), ("9~50", 9, 50), ("9～50", 9, 50), ("9 – 50", 9, 50), ("9--50", 9, 50), ("9—50", 9, 50),
        ("7 to 56", 7, 56), ("9至50", 9, 50), ("九到五十", 9, 50), ("0.2-0.75", 0.2, 0.75), ("50-9", 50, 9), ("between 9 and 50", 9, 50),
    ],
)  # fmt: skip
def test_range(text: str, low: float, high: float) -> None:
    number = only(text)
    assert (number.value, number.upper) == (low, high)


@pytest.mark.parametrize(
    ("text", "value"),
    [("3x the upper limit", 3), ("2.5 times normal", 2.5), ("3倍", 3), ("twice the normal", 2), ("triple", 3)],
)
def test_multiple(text: str, value: float) -> None:
    number = only(text)
    assert (number.value, number.times) == (value, True)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("正常值的两三倍", (2, 3)),
        ("三四百", (300, 400)),
        ("七八十", (70, 80)),
        ("几百", (200, 900)),
        ("一百五六", (150, 160)),
    ],
)
def test_vague_sizes_keep_their_readings(text: str, readings: tuple[float, ...]) -> None:
    assert only(text).readings == readings


@pytest.mark.parametrize(
    ("text", "value"), [("-5", -5), ("ALT -5", -5), ("ALT-5", 5), ("ALT: -5 U/L", -5), ("ALT - 78", 78)]
)
def test_minus(text: str, value: float) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    "text", ["2024-03-05", "23:30", "13812345678", "一般", "一直", "有一点", "two", "covid19", "192.168.1.1"]
)
def test_no_number_of_its_own(text: str) -> None:
    assert [number for number in find_numbers(text) if number.value >= 10] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("82, 86, 259", [82, 86, 259]),
        ("82,86,259", [82, 86, 259]),
        ("78,AST 45", [78, 45]),
        ("45.AST 30", [45, 30]),
        ("78。45。", [78.45]),
    ],
)
def test_separators_between_numbers(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == values


CHINESE = "零一二三四五六七八九"


def in_chinese(value: int) -> str:
    """The written Chinese numeral of a number below ten thousand."""
    text, zero, started = "", False, False
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // scale % 10
        if digit:
            text += ("零" if zero and started else "") + CHINESE[digit] + sign
            zero, started = False, True
        else:
            zero = True
    return text


@given(st.integers(11, 9999))
def test_written_chinese_numerals_are_read_back(value: int) -> None:
    assert only(in_chinese(value)).value == value


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_english(value: int, joint: str) -> str:
    """The English words of a number from 1 to 999."""
    hundreds, rest = divmod(value, 100)
    words = [ONES.split()[hundreds], "hundred"] if hundreds else []
    words += [joint] if hundreds and rest and joint else []
    if rest >= 20:
        words.append(TENS[rest // 10 - 2] + (f"-{ONES.split()[rest % 10]}" if rest % 10 else ""))
    elif rest:
        words.append(ONES.split()[rest])
    return " ".join(words)


@given(st.integers(1, 999), st.sampled_from(["", "and"]))
def test_english_words_are_read_back(value: int, joint: str) -> None:
    assert only(in_english(value, joint)).value == value


@given(st.text(max_size=60))
def test_spans_lie_inside_any_text(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)


@pytest.mark.parametrize(
    ("spelling", "unit"),
    [
        ("µkat/L", "ukat/L"),
        ("μkat/l", "ukat/L"),
        ("IU/L", "U/L"),
        ("[IU]/L", "U/L"),
        ("单位/升", "U/L"),
        ("nKat / l", "nkat/L"),
        ("furlong", None),
    ],
)
def test_unit_spellings(spelling: str, unit: str | None) -> None:
    assert canonical_unit(spelling) == unit
