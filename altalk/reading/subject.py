"""Whose report it is: the person's own, a relative's, a friend's, an animal's."""

import re
from functools import cache

from altalk.knowledge.habit_words import habit_words
from altalk.reading.habit_patterns import clause, sentence, words
from altalk.reading.mention import Mention
from altalk.reading.spelling import fold

_SEX = {
    "husband": "male", "father": "male", "son": "male", "male_friend": "male",
    "wife": "female", "mother": "female", "daughter": "female", "female_friend": "female",
}  # fmt: skip
_GROUPS = (
    "husband", "wife", "father", "mother", "parent", "son", "daughter", "child", "male_friend", "female_friend",
    "friend", "other_person", "partner", "old_partner",
)  # fmt: skip
# In Chinese these tell a relative by themselves; the others need "my" or "for" before them.
_ALONE = frozenset({"husband", "wife", "son", "daughter", "child", "mother", "father", "old_partner"})
_OPENS = re.compile(r"(?:^|[.!?;\n])\s*(?:(?:hi|hello|so|ok|okay|and|hey)[ ,]*)?$")
_AGE = (
    r"\d+(?:\s*[-/]?\s*(?:years?|yrs?|months?|weeks?|y)[\s-]*/?(?:old|o)\b|\s*(?:周?岁|个?月))"
    r"|[半一二两三四五六七八九十]+岁"
)
_CARED = re.compile(
    rf"{words('report_word')}|{_AGE}|pregnant|怀孕|孕|\bis \d|\b(?:is|has) (?:a )?(?:jaundice|yellow|itch)|\d{{2,4}}|"
    r"黄|\bhas been feeling\b"
)
_REPORT = re.compile(rf"\s*(?:one\b|{words('report_word')})")
# "the blood test I helped a friend" is not all about the friend.
_LEAD_WORD = r"(?!(?:i|and|but|is|was|has|had|have|a|an|the|my|to|for|when|with)\b)[a-z\d]+"
_WAS_TOLD = re.compile(r"\s+(?:was|were|has been|got|just got|been) (?:just )?told\b")
_YOUNG = re.compile(
    r"\b(?:my|our)\s+(?:(?:1[0-7]|\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve)[\s-]*(?:years?|yrs?|y)[\s-]*/?(?:olds?|o)|"
    r"(?:\d{1,2}|[a-z]+)[\s-]*(?:months?|weeks?|days?)[\s-]*old)\b(?!\s*(?:woman|man|male|female|"
    r"[a-z]*\s?(?:result|report|test|problem|habit|injury)))"
)
_OWN = re.compile(r"\b(?:my|i|i'm|i've|mine)\b|我(?!家|们家|妈|爸|老|儿|女|爱人|孩|先生|太太|朋友|同事|的?宝)")
_THEIRS = re.compile(rf"(?:{words('their_report')})\s*(?:看看?|问问?|查查?|咨询一?下?)?\s*$")
_CHANGE = re.compile(words("change_of_subject"))
_NOT_THEIRS = re.compile(words("not_their_report"))
_OWN_REPORT = re.compile(words("own_report"))
_ANIMAL = re.compile(
    rf"(?:\b(?:my|our|the|his|her|a|for|this|friend's|vet'?s?)\s+(?:[a-z]+\s){{0,2}}|我家?的?|家里?的?|帮|给|这只|一只|一条|^)?"
    rf"(?P<animal>{words('animal')})(?P<owns>'s)?"
)
_NOT_ANIMAL = re.compile(words("not_animal"))
_VET = re.compile(r"\b(?:vet|veterinarian|feline|canine)\b|兽医|宠物医院")


@cache
def _relations() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{words(name)})" for name in _GROUPS)
    english = rf"\b(?:my|our|his|her|the|a|an|this)\s+(?:{_LEAD_WORD}(?:[-\s]{_LEAD_WORD})?[\s-]){{0,3}}?"
    chinese = r"(?:我们?家?的?|俺们?家?的?|咱们?家?的?|家里的?|帮|替|给|是)"
    return re.compile(
        rf"(?P<lead>{english}|{chinese})?(?:{groups})(?P<owns>'s|s(?=\s+(?:one\b|{words('report_word')}))|的)?(?![a-z])"
    )


def find_subject(text: str) -> tuple[Mention, ...]:
    """Mentions of `subject`: only of those whose report the message is about, not of every relative named."""
    folded = fold(text)
    animals = _animals(folded)
    own = [
        Mention("subject", "self", *match.span(), details={"changed": True})
        for match in _OWN_REPORT.finditer(folded)
        if not folded[: match.start()].rstrip()[-1:].isdigit()
    ]
    if animals:
        return tuple(animals)
    return (*_people(folded), *own[:1])


def find_relatives(text: str) -> tuple[tuple[int, int], ...]:
    """Where a message tells of people whose report it is not: "my dad had hepatitis", up to the end of the clause."""
    folded = fold(text)
    subjects = {mention.start for mention in _people(folded)}
    spans = []
    for match in _relations().finditer(folded):
        group = next(name for name in _GROUPS if match[name])
        if match.start() in subjects or not _named(match, group):
            continue
        _, last = clause(folded, *match.span())
        own = _OWN.search(folded, match.end(), last)
        spans.append((match.start(), own.start() if own else last))
    return tuple(spans)


def _people(folded: str) -> list[Mention]:
    found: dict[str, Mention] = {}
    if young := _YOUNG.search(folded):
        found["child"] = Mention("subject", "child", *young.span())
    for match in _relations().finditer(folded):
        group = next(name for name in _GROUPS if match[name])
        if not _named(match, group):
            continue
        changed = _changed(folded, match)
        if changed or _about(folded, match):
            mention = _mention(folded, match, group, changed)
            found.setdefault(mention.value, mention)
    return list(found.values())


def _named(match: re.Match[str], group: str) -> bool:
    word = match[group]
    if match["lead"] and re.match(r"an?\s", match["lead"]) and group not in ("friend", "other_person"):
        return bool(re.search(_AGE, match["lead"]))
    if word.isascii() and not match["lead"]:
        return group in _ALONE and bool(_OPENS.search(match.string, 0, match.start())) and _goes_on(match)
    return bool(match["lead"]) or (len(word) > 1 and group in _ALONE) or _owns_report(match)


def _goes_on(match: re.Match[str]) -> bool:
    """What follows "dad" where the sentence begins with it: "dad's results", "mum has", "son, 8"."""
    return bool(match["owns"] or re.match(r"\s*(?:has|had|is|was|got|gets|\d|\(|,\s*\d)", match.string[match.end() :]))


def _mention(folded: str, match: re.Match[str], group: str, changed: bool) -> Mention:
    details: dict[str, object] = {"changed": True} if changed else {}
    if sex := _SEX.get(group) or _pronoun(folded, match.end()):
        details["sex"] = sex
    return Mention("subject", habit_words()[group].value, *match.span(), details=details)


def _pronoun(folded: str, start: int) -> str | None:
    found = re.search(r"\b(?P<f>she|her)\b|她|\b(?P<m>he|his|him)\b|他", folded[start : start + 80])
    if not found:
        return None
    return "female" if found["f"] or found[0] == "她" else "male"


def _changed(folded: str, match: re.Match[str]) -> bool:
    first, last = sentence(folded, *match.span())
    place = max(first, match.start() - 24)
    near = _CHANGE.search(folded, place, match.start())
    if not near or _OWN.search(folded, near.end(), match.start()) or _NOT_THEIRS.search(folded, near.end(), last):
        return False
    after = folded[match.end() : last]
    return bool(match["owns"] or _CARED.search(after) or not after.strip(" ?!的呢吧"))


def _about(folded: str, match: re.Match[str]) -> bool:
    first, last = sentence(folded, *match.span())
    before, after = folded[first : match.start()], folded[match.end() : min(len(folded), last + 60)]
    if (
        not _owns_report(match)
        and not _WAS_TOLD.match(folded, match.end())
        and _NOT_THEIRS.search(folded, max(first, match.start() - 20), min(len(folded), match.end() + 14))
    ):
        return False
    if not (before + after).strip(" .!?,。吧的") or (_THEIRS.search(before) and not _OWN.search(after)):
        return True
    if match["lead"] and match["lead"][0] in "帮替":
        return True
    cared = _CARED.search(after) or _CARED.search(match["lead"] or "")
    return bool(cared) and not (_CARED.search(after) and _OWN.search(after[: _first(after)]))


def _owns_report(match: re.Match[str]) -> bool:
    """My wife's one, "dad's ALT", 我妈的化验单."""
    return bool(match["owns"] or match[0].endswith("s")) and bool(_REPORT.match(match.string, match.end()))


def _first(after: str) -> int:
    found = _CARED.search(after)
    return found.start() if found else 0


def _animals(folded: str) -> list[Mention]:
    found = []
    for match in _ANIMAL.finditer(folded):
        if _NOT_ANIMAL.search(folded, max(0, match.start() - 12), match.end() + 10):
            continue
        first, last = sentence(folded, *match.span())
        after = folded[match.end() : min(len(folded), last + 40)]
        cared = _CARED.search(after)
        if (
            (cared and not _OWN.search(after[: cared.start()]))
            or _VET.search(folded)
            or _THEIRS.search(folded[first : match.start()])
        ):
            found.append(Mention("subject", "animal", match.start(), match.end()))
    return found[:1]
