"""Spoken and written numerals: 一百五, 两百零三, 八十七点六, "one thirty five", "seventy-eight point five"."""

from functools import cache

from altalk.knowledge.lab_words import NumberWord, number_words


@cache
def english_words() -> dict[str, NumberWord]:
    """The English number words by spelling."""
    return {word: entry for entry in number_words().values() for word in entry.en}


@cache
def _chinese_digits() -> dict[str, int]:
    return {sign: int(word.value) for word in number_words().values() if word.kind == "digit" for sign in word.zh}


@cache
def _chinese_scales() -> dict[str, int]:
    return {sign: int(word.value) for word in number_words().values() if word.kind == "scale" for sign in word.zh}


@cache
def chinese_signs() -> str:
    """All characters a Chinese numeral can consist of, without the decimal point."""
    return "".join((*_chinese_digits(), *_chinese_scales()))


def chinese_scale(sign: str) -> int | None:
    """100 for 百, and so on; None for any other character."""
    return _chinese_scales().get(sign)


def parse_chinese(numeral: str) -> tuple[float, ...]:
    """The values a Chinese numeral can mean; none when it is no numeral, two when it names a span (七八十).

    A trailing digit after a scale counts in the next lower scale (一百五 is 150), unless 零 stands between.
    """
    whole, point, fraction = numeral.partition("点")
    if point and not all(sign in _chinese_digits() for sign in fraction):
        return ()
    values = _span(whole) if not point else ()
    single = _whole(whole)
    values = values or (() if single is None else (single,))
    if not point:
        return values
    decimals = "".join(str(_chinese_digits()[sign]) for sign in fraction[:9])
    return tuple(float(f"{int(value)}.{decimals}") for value in values)


def _span(numeral: str) -> tuple[float, ...]:
    """七八十 → 70, 80; 一百五六 → 150, 160; 两三 → 2, 3."""
    digits = _chinese_digits()
    for place in range(len(numeral) - 1):
        first, second = digits.get(numeral[place]), digits.get(numeral[place + 1])
        read_out = place > 0 and numeral[place - 1] in digits
        if not read_out and first and second == first + 1 and sum(sign in digits for sign in numeral[place:]) == 2:
            low = _whole(numeral[: place + 1] + numeral[place + 2 :])
            high = _whole(numeral[:place] + numeral[place + 1 :])
            return () if low is None or high is None else (low, high)
    return ()


def _whole(numeral: str) -> float | None:
    digits, scales = _chinese_digits(), _chinese_scales()
    if not numeral or len(numeral) > 15:
        return None
    if all(sign in digits for sign in numeral):
        return float("".join(str(digits[sign]) for sign in numeral))
    total, section, digit, scale, zero = 0.0, 0.0, None, 1, False
    for sign in numeral:
        if sign in digits:
            if digit:
                return None
            zero, digit = zero or digits[sign] == 0, digits[sign]
            continue
        scale, zero = scales[sign], False
        section += (1 if digit is None else digit) * scale if scale < 10000 else 0
        if scale == 10000:
            total, section = total + (section + (digit or 0)) * scale, 0.0
        digit = None
    rest = (digit or 0) * (1 if zero or scale <= 10 else scale // 10)
    return total + section + rest


def parse_english(words: list[str]) -> float | None:
    """The value of English number words in their order, or None when they do not make one number."""
    if "point" in words:
        return _with_fraction(words)
    kinds = [english_words()[word] for word in words if word != "and"]
    if any(word.kind == "scale" for word in kinds):
        return _with_scales(kinds)
    return _read_aloud(kinds)


def _with_fraction(words: list[str]) -> float | None:
    place = words.index("point")
    fraction = [english_words()[word] for word in words[place + 1 :]]
    whole = parse_english(words[:place]) if place else 0.0
    if whole is None or not fraction or any(word.kind not in ("digit", "ten", "teen") for word in fraction):
        return None
    return float(f"{int(whole)}." + "".join(str(int(word.value)) for word in fraction[:9]))


def _with_scales(kinds: list[NumberWord]) -> float | None:
    total, pending = 0.0, []
    for word in kinds:
        if word.kind != "scale":
            pending.append(word)
            continue
        amount = _read_aloud(pending) if pending else (1.0 if not total else None)
        if amount is None:
            return None
        total, pending = (total + amount * word.value, []) if word.value < 1000 else ((total + amount) * word.value, [])
    rest = _read_aloud(pending) if pending else 0.0
    return None if rest is None else total + rest


def _read_aloud(kinds: list[NumberWord]) -> float | None:
    """Numbers read in pairs or digit by digit: one thirty five, twelve fifty, one oh five, seven eight."""
    groups: list[str] = []
    for position, word in enumerate(kinds):
        before = kinds[position - 1] if position else None
        if before is not None and before.kind == "ten" and word.kind == "digit" and word.value:
            groups[-1] = str(int(groups[-1]) + int(word.value))
        else:
            groups.append(str(int(word.value)))
    if len(groups) > 4 or not groups or (len(groups) == 2 and len(groups[0]) == 2 and int(groups[0]) >= 20):
        return None
    return float("".join(groups)) if len(groups[0]) == 1 or len(groups) <= 2 else None
