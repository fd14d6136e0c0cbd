"""Small everyday quantities inside a phrase: "2.5", "half a", "5-6", 三, 两三, 十二, 一点五, 半."""

import re

_WORDS = {
    "no": 0.0, "half": 0.5, "half a": 0.5, "half an": 0.5, "a": 1.0, "an": 1.0, "one": 1.0, "once": 1.0, "two": 2.0,
    "twice": 2.0, "couple": 2.0, "a couple": 2.0, "a couple of": 2.0, "a few": 3.0, "few": 3.0, "several": 4.0,
    "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0,
    "eleven": 11.0, "twelve": 12.0, "thirteen": 13.0, "fourteen": 14.0, "fifteen": 15.0, "sixteen": 16.0,
    "seventeen": 17.0, "eighteen": 18.0, "nineteen": 19.0, "a dozen": 12.0,
}  # fmt: skip
_TENS = {
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0,
    "ninety": 90.0,
}  # fmt: skip
_HAN = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_HAN_SCALE = {"十": 10, "百": 100}

_TENS_WORD = rf"(?:{'|'.join(_TENS)})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine)(?![a-z]))?"
_WORD = "|".join(sorted((re.escape(word).replace(r"\ ", r"\s+") for word in _WORDS), key=len, reverse=True))
_ENGLISH = rf"(?<![a-z])(?:{_TENS_WORD}|{_WORD})(?![a-z])"
_CHINESE = r"[零〇一二两俩三四五六七八九十百]{1,7}(?:点[零一二三四五六七八九]{1,3})?|几|半"
_DIGITS = r"(?<![\d.])(?<!\d,)\d{1,4}(?:[.,]\d{1,2})?(?!\d)"
SINGLE = rf"(?:{_DIGITS}|{_CHINESE}|{_ENGLISH})"
"""A pattern for one quantity, without a capturing group."""
QUANTITY = rf"(?:{SINGLE}(?:\s*(?:-|~|to|or|至|到|或)\s*{SINGLE})?)"
"""A pattern for one quantity or a range of two."""

_RANGE = re.compile(rf"\s*({SINGLE})(?:\s*(?:-|~|to|or|至|到|或)\s*({SINGLE}))?\s*")


def quantity(text: str) -> float | None:
    """The value of a text that `QUANTITY` matched, folded; the middle of a range; None if it cannot be read."""
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    values = [_single(part) for part in found.groups() if part]
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known and len(known) == len(values) else None


def _single(text: str) -> float | None:
    if text[0].isdigit():
        return float(text.replace(",", "."))
    if text[0].isascii():
        return _english(" ".join(text.split()))
    return _chinese(text)


def _english(text: str) -> float | None:
    if text in _WORDS:
        return _WORDS[text]
    tens, _, unit = text.replace("-", " ").partition(" ")
    return _TENS[tens] + _WORDS.get(unit, 0.0) if tens in _TENS else None


def _chinese(text: str) -> float | None:
    if text in ("半", "几"):
        return 0.5 if text == "半" else 3.0
    whole, _, decimals = text.partition("点")
    value = _neighbours(whole) or _positional(whole)
    return value if not decimals else value + float("0." + "".join(str(_HAN[digit]) for digit in decimals))


def _neighbours(text: str) -> float | None:
    """四五 is between four and five, 十七八 between seventeen and eighteen."""
    if len(text) < 2 or text[-2] not in _HAN or text[-1] not in _HAN:
        return None
    low, high = _HAN[text[-2]], _HAN[text[-1]]
    if high - low != 1 or low == 0 or (len(text) > 2 and text[-3] in _HAN):
        return None
    return _positional(text[:-2]) + (low + high) / 2


def _positional(text: str) -> float:
    if len(text) > 1 and all(character in _HAN for character in text):
        return float("".join(str(_HAN[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _HAN_SCALE:
            total += (digit or 1) * _HAN_SCALE[character]
            digit = 0
        else:
            digit = _HAN[character]
    tail = digit * 10 if len(text) > 1 and text[-2] == "百" else digit
    return float(total + tail)
