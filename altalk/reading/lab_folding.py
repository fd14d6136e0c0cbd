"""One spelling for what looks alike (width, case, look-alike letters, invisible characters), with the way back.

Rules read the folded text; every offset handed out is one into the text as written.
"""

import unicodedata
from functools import lru_cache

from msgspec import Struct

# Cyrillic and Greek capitals and small letters that look like Latin ones, and traditional characters of lab reports.
_ALIKE = str.maketrans(
    "АВСЕНКМОРТХУаесорхуіΑΒΕΖΗΙΚΜΝΟΡΤΥΧ兩萬點轉總紅膽清蛋參範圍標準單檢驗報結數項歲號時餘個來開體溫壓週鐘幾過於達約",
    "abcehkmoptxyaecopxyiabezhikmnoptyx两万点转总红胆清蛋参范围标准单检验报结数项岁号时余个来开体温压周钟几过于达约",
)
_DASHES = dict.fromkeys(map(ord, "–—−‐‑‒―─﹣"), "-")
_TILDES = dict.fromkeys(map(ord, "～〜∼˜"), "~")
_OTHERS = {ord("μ"): "u", ord("µ"): "u", ord("≤"): "≤", ord("⩽"): "≤", ord("≦"): "≤", ord("⩾"): "≥", ord("≧"): "≥"}
_DOTS = dict.fromkeys(map(ord, "‧•・˙∙⋅"), "·")
_KEPT = set("，。…①②③④⑤⑥⑦⑧⑨⑩")
_POWERS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_TABLE: dict[int, int | str] = {**_ALIKE, **_DASHES, **_TILDES, **_OTHERS, **_DOTS}


class Folded(Struct, frozen=True):
    """A folded text; `places[i]` is where its character i stands in the text as written."""

    text: str
    places: tuple[int, ...]
    written: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as written of the folded characters from `start` up to `end`."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def fold(text: str) -> Folded:
    """Fold a text character by character; invisible characters go, runs of blanks become one."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = character if "!" <= character <= "@" or "a" <= character <= "z" else _plain(character)
        if character in _POWERS and place and text[place - 1] in _POWERS:
            plain = _POWERS[character]
        if not plain or (plain == " " and folded and folded[-1] == " "):
            continue
        folded.extend(plain)
        places.extend([place] * len(plain))
    return Folded("".join(folded), (*places, len(text)), text)


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    if character in _KEPT:
        return character
    if character in _POWERS:
        return "^" + _POWERS[character]
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me", "Cs"):
        return ""
    if character in {"\n", "\u2028", "\u2029"}:
        return "\n"
    if category in ("Zs", "Cc"):
        return " "
    wide = unicodedata.normalize("NFKC", character)
    return (wide if len(wide) == 1 else character).translate(_TABLE).lower().translate(_TABLE)[:1]
