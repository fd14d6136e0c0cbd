"""Sex and age of the person a message tells about."""

import re

from altalk.reading.habit_patterns import sentence, words
from altalk.reading.mention import Mention
from altalk.reading.quantities import quantity
from altalk.reading.spelling import fold

_NUMBER = r"(?<![\d.])(?<!\d,)\d{1,3}(?:\.5)?(?![\d])"
_TENS = (
    r"(?:eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_SMALL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
)
_HAN = r"[一二两三四五六七八九十]{1,4}"
_YEARS_OLD = r"[\s-]*(?:(?:years?|yrs?|y)[\s.-]*(?:old|of age|o\b\.?)|y/?\s?o\b)"
# What may not follow a bare number that is to be an age: "I'm 32 weeks", "I'm 80 kg".
_NO_UNIT = (
    r"(?![\d.]*\d|\s*(?:%|percent|kg|kilo|lb|pound|st\b|stone|cm|mg|u/l|iu|units?|ft|foot|feet|'|\"|times|x\b|"
    r"hours?|h\b|"
    r"weeks?|wks?|months?|days?|minutes|drinks?|beers?|am\b|pm\b|:|/|th\b|kat|-\d|\s?to\s\d|"
    r"years? (?!old)(?!of age)))"
)
_NO_MEASURE = r"(?![\d.]*\d|\s*(?:kg|cm|u/l|months?|weeks?|days?|times|[-~/]\s*\d))"
_NO_HAN_UNIT = r"(?!\s*(?:[\d.年月日号天次个周斤公千点时分级度粒片杯瓶]|以[下内上]|kg|cm|u/l|[-~至到]\s*\d))"
_PERSON = words(
    "husband", "wife", "partner", "father", "mother", "son", "daughter", "child", "male_friend", "female_friend",
    "friend", "other_person",
)  # fmt: skip
_MALE, _FEMALE = words("male"), words("female")
# The start of a clause, with an adjective or two: "ALT 64. Healthy woman, 58"; not "for a woman, 33".
_CLAUSE = r"(?:^|[.,;!?:(\n]\s*)(?:(?!for|in|normal|every|of|limit|my|the|range|than|per)[a-z]+ ){0,2}"
_NOT_JUDGED = (
    r"(?!\s*(?:[-~]\s*\d|以[下内上]|"
    r"is (?:the|a|an|my|too|quite|very|high|normal|fine|ok|okay|bad|above|below|considered)\b))"
)
_NOT_FOR = r"(?<!for )(?<!for a )(?<!in )(?<!in a )(?<!limit )"
_BABY = words("son", "daughter", "child")
_AROUND = r"\s*(?:only|just|now|about|almost|nearly|currently|around|nearing)?\s*"

_AGES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"({_NUMBER}|{_TENS}|{_SMALL}){_YEARS_OLD}",
        rf"(?<![a-z])(?:age|aged)\s*(?:is|:|=|of)?\s*({_NUMBER}|{_TENS}){_NO_UNIT}",
        (
            rf"(?<![a-z])(?:i'?m|i am|he'?s|he is|she'?s|she is|turned|turning|who is|who's){_AROUND}({_NUMBER}|"
            rf"{_TENS}){_NO_UNIT}"
        ),
        (
            rf"{_PERSON}\s*(?:,|is|was|'s|\(|who is|turned)?{_AROUND}\s*({_NUMBER}|{_TENS}){_NO_UNIT}(?=\s*(?:$|"
            r"[,.;:)(!?\na-z]))"
        ),
        r"我(\d{2})了",
        r"(?:^|(?<!\d)\.|[,;:(\s])(\d{1,2})(?:\s*/\s*)?[mf](?![a-z\d'/])",
        r"(?:^|[,;:(]\s*|i'?m |am )(\d{1,2})\s+[mf](?=\s*(?:$|[,.;:)]))",
        r"^\s*(\d{2})\s[mf](?=\s(?!fever|temp))",
        r"(?:^|[,;:(.!?\n]\s*|\bi'?m |\bam )[mf][\s/,]*(\d{1,2})" + _NO_MEASURE,
        rf"{_NOT_FOR}(?<![a-z])(?:{_MALE}|{_FEMALE})(?![a-z])[\s,/:(]*(?:aged? |of )?({_NUMBER}){_NO_UNIT}{_NOT_JUDGED}",
        rf"({_NUMBER}|{_TENS})(?:\s*(?:years?|yrs?|y)\b)?[\s,/]*(?:male|female|man|woman)(?![a-z])",
        rf"({_NUMBER}|{_HAN})\s*(?:周)?岁(?!数)",
        rf"今年(?:都|刚|已经|才|刚好|刚满|满)?\s*({_NUMBER}|{_HAN}){_NO_HAN_UNIT}",
        rf"年[龄纪]\s*[::是为]?\s*({_NUMBER}|{_HAN}){_NO_HAN_UNIT}",
        rf"(?<!\d)[男女]性?[\s,、:/]*({_NUMBER}|{_HAN}){_NO_HAN_UNIT}",
        rf"(?<![-~至到])({_NUMBER})[\s,、/]*[男女](?=$|[\s,。、;:!]|性)",
        rf"{_PERSON}\s*(?:,|是|都|才|刚)?\s*({_NUMBER}|{_HAN})(?=\s*(?:$|[,。;:、了]|转氨酶|谷丙|alt)){_NO_HAN_UNIT}",
    )
)
_DECADES = re.compile(
    r"(?<!\d)(\d{2}|[二三四五六七八九]十)(?:多|来|几)岁?(?:的人|了)?(?=岁|的|了|$|[,。])|(?:in|of) (?:my|his|"
    r"her) (?:early |mid[ -]?|late )?([2-9]0)'?s|(?:(?:in|of) (?:my|his|her) (?:early |mid[ -]?|late )?|"
    r"(?:early|mid|late)[ -])(twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies"
)
_MONTHS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"({_NUMBER}|{_SMALL}|a)[\s-]*(months?|mos?|weeks?|wks?|days?)[\s-]*old",
        rf"{_BABY}(?:今年|现在|才|刚|刚满|已经|满|,|\s|有|刚刚)*({_NUMBER}|{_HAN}|半)\s*(?:个)?(?:半)?(月|天|周|岁)(?!前|没|以前|后)",
        rf"({_NUMBER}|{_HAN})个?(月|天|周)(?:大|龄)?的?\s*(?:小)?{_BABY}",
        rf"(?:出生|生下来)(?:才|刚|刚满|已经)?\s*({_NUMBER}|{_HAN})\s*个?(月|天|周)",
        rf"({_NUMBER}|{_HAN})\s*个?(月|天|周)(?:大|龄)",
        r"(?<![一二三四五六七八九十\d大])(半)(岁)",
    )
)
_ABOUT = {"approximate": True}
_SHARE = {
    "mo": 1 / 12,
    "we": 7 / 365.25,
    "wk": 7 / 365.25,
    "da": 1 / 365.25,
    "月": 1 / 12,
    "周": 7 / 365.25,
    "天": 1 / 365.25,
}
_LAB_BEFORE = re.compile(
    r"(?:alt|ast|alat|sgpt|sgot|gpt|ggt|alp|enzymes?|limit|uln|level|levels|reading|bilirubin|转氨酶|谷丙|谷草|上限|胆红素|肝功|肌酶)"
    r"(?:[^\d,;.。]{0,12}| (?:of|for|in) (?:my|our|the|his|her) [a-z' -]{1,24})$"
)
_RANGE_AFTER = re.compile(r"\s*(?:[-~至到]|to)\s*\d")
_AFTER_BIRTH = re.compile(r"(?:生完|生了|刚生|产后)[^,。]{0,4}$")
_PAST_AGES = re.compile(
    rf"(?:when|since|until|while|before|after) (?:i|he|she) was (?:{_NUMBER}|{_TENS})(?! ?(?:u/l|iu|%))|"
    rf"(?:at|from|since|by|until) (?:the )?age (?:of )?{_NUMBER}|(?:{_NUMBER}|{_HAN})岁(?:的时候|时|那年|起|开始|就)"
)
_OWN_BEFORE = re.compile(
    r"(?:\bi'?m|\bi am|本人|我(?:今年|现在|是|自己)?)(?:\s|an?\b|now|only|just|about|almost|都|快|已经|才)*"
    r"(?:\d{1,3}(?:\.5)?|[一二三四五六七八九十]{1,4}|[a-z]+(?:-[a-z]+)?|男|女)"
    r"(?:\s*(?:years? old|y/?o|yrs?|岁))?[.,;。]?$"
)
_WHOSE_YEAR = frozenset("我他她公婆妈爸妻子儿女人友爷奶哥姐弟妹")
_OTHER_YEAR = re.compile(r"去年|前年|上次|上回|之前|以前|转氨酶|谷丙|alt|体检")
_PAST_AGE = re.compile(words("past_age"))

_SEX_WORDS = {"m": "male", "f": "female", "男": "male", "女": "female"}
_NOT_OF_PERSON = (
    r"(?!\s*(?:doctor|nurse|friend|colleague|hormone|normal|range|limit|upper|partner|cat|dog|boss|"
    r"正常|参考|标准|激素|医生|朋友|上限|同事|同学|科|不育|的正常|的参考|的上限|的标准|[::]?\s*\d+\s*(?:[-~至到]|以[下内上])))"
)
_FRAME = (
    r"(?:\b(?:i'?m|i am|as|he'?s|he is|she'?s|she is|it'?s)(?: an?)?(?: [a-z\d'-]+){0,4}? |"
    r"(?:old|y/?o)[ ,-]+(?:[a-z]+ )?|^|\bgender[: ]+|\bsex[: ]+)"
)
_SEXES = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"(?<!for )(?<!for a )(?<!in )(?<!in a )(?<!a typical )(?<!adult )(?<![a-z])(male|"
            rf"female)(?![a-z]){_NOT_OF_PERSON}"
        ),
        rf"{_FRAME}({_MALE}|{_FEMALE})(?![a-z]){_NOT_OF_PERSON}",
        r"(?:sex|gender)\s*[:=]?\s*([mf])(?![a-z])",
        r"(?:^|(?<!\d)\.|[,;:(\s])\d{1,2}(?:\s*/\s*)?([mf])(?![a-z\d'/])",
        r"(?:^|[,;:(]\s*|i'?m |am )\d{1,2}\s+([mf])(?=\s*(?:$|[,.;:)]))",
        r"^\s*\d{2}\s([mf])(?=\s(?!fever|temp))",
        r"(?:^|[,;:(.!?\n]\s*|\bi'?m |\bam )([mf])[\s/,]*\d{1,2}" + _NO_MEASURE,
        rf"{_CLAUSE}({_MALE}|{_FEMALE})(?![a-z])(?=[\s,/:(]*(?:aged? |of )?{_NUMBER}{_NO_UNIT}{_NOT_JUDGED})",
        rf"{_CLAUSE}{_NUMBER}[\s,/]+({_MALE}|{_FEMALE})(?=\s*(?:$|[,.;:)!?\n]))",
        r"y/?o[\s,/-]?([mf])(?![a-z])",
        r"\d,\s*([mf])(?=\s*[,;.)]|\s*$)",
        rf"(?<!正常)(?<!参考)(?<!对)([男女](?:性|士|生|的|人|宝|孩)){_NOT_OF_PERSON}",
        rf"(?:^|[\s,、。:;(/]|我|者|人|性别|岁|是|个|名|位|\d)([男女])(?=$|[\s\d,、。;:)/!]|[一二三四五六七八九十]{{1,3}}岁?){_NOT_OF_PERSON}",
    )
)


def find_person(text: str) -> tuple[Mention, ...]:
    """Mentions of `sex` and `age`. An age of a past time ("when I was 20") is not one."""
    folded = fold(text)
    return (*_ages(folded), *_sexes(folded))


def past_ages(text: str) -> tuple[tuple[int, int], ...]:
    """Where ages of a past time stand: "when I was 20", 20岁的时候. They are no other number either."""
    return tuple(found.span() for found in _PAST_AGES.finditer(fold(text)))


def without_own(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without the age and sex of the writer, in a message about another person: "I'm 29 and my mother is 60"."""
    folded = fold(text)
    return tuple(
        mention
        for mention in mentions
        if mention.entity not in ("age", "sex")
        or not _OWN_BEFORE.search(folded, max(0, mention.start - 24), mention.end)
    )


def _ages(folded: str) -> list[Mention]:
    found: dict[tuple[int, int], Mention] = {}
    for mention in (*_months(folded), *_years(folded), *_decades(folded)):
        if not any(start < mention.end and mention.start < end for start, end in found):
            found[mention.start, mention.end] = mention
    return list(found.values())


def _years(folded: str) -> list[Mention]:
    ages = []
    for match in (match for pattern in _AGES for match in pattern.finditer(folded)):
        start, end = match.span(1)
        value = quantity(match[1])
        if value is None or not 0 < value <= 120 or _LAB_BEFORE.search(folded, max(0, start - 44), start):
            continue
        if (
            _RANGE_AFTER.match(folded, end)
            or _of_this_year(folded, match)
            or _of_past_time(folded, match.start(), match.end())
        ):
            continue
        half = 0.5 if folded.startswith("半", match.end()) and folded[match.end() - 1] == "岁" else 0.0
        ages.append(Mention("age", value + half, start, match.end()))
    return ages


def _of_this_year(folded: str, match: re.Match[str]) -> bool:
    """去年谷丙60,今年85: a value of this year, not an age."""
    if not match[0].startswith("今年") or folded[max(0, match.start() - 1) : match.start()] in _WHOSE_YEAR:
        return False
    return bool(_OTHER_YEAR.search(folded, max(0, match.start() - 40), match.start()))


def _of_past_time(folded: str, start: int, end: int) -> bool:
    return bool(_PAST_AGE.search(folded, max(0, start - 16), min(len(folded), end + 4)))


def _months(folded: str) -> list[Mention]:
    ages = []
    for match in (match for pattern in _MONTHS for match in pattern.finditer(folded)):
        value = quantity(match[1]) if not _AFTER_BIRTH.search(folded, 0, match.start(1)) else None
        share = 1.0 if match[2] == "岁" else _SHARE[match[2][:2] if match[2].isascii() else match[2]]
        if value is not None:
            ages.append(Mention("age", round(value * share, 2), match.start(1), match.end()))
    return ages


def _decades(folded: str) -> list[Mention]:
    """三十多岁, "in my thirties": the middle of the ten years."""
    return [
        Mention("age", (quantity(match[1] or match[2] or f"{match[3]}y") or 0.0) + 5, *match.span(), details=_ABOUT)
        for match in _DECADES.finditer(folded)
    ]


def _sexes(folded: str) -> list[Mention]:
    found: dict[int, Mention] = {}
    for match in (match for pattern in _SEXES for match in pattern.finditer(folded)):
        value = _sex(match[1])
        if (
            value
            and not _CALL.match(folded)
            and not _LAB_BEFORE.search(folded, max(0, match.start() - 30), match.start())
        ):
            found.setdefault(match.start(1), Mention("sex", value, *match.span(1)))
    return [mention for mention in found.values() if not _of_both(folded, mention)]


def _sex(word: str) -> str | None:
    if word[0] in "男女" or word in _SEX_WORDS:
        return _SEX_WORDS[word[0]]
    return "male" if _IS_MALE.fullmatch(word) else "female" if _IS_FEMALE.fullmatch(word) else None


_CALL = re.compile(r"(?:oh )?(?:man|boy|dude|girl)(?:,(?!\s*\d{1,3}\s*(?:$|[,.;)]))| (?:this|that|i|it|oh)\b)")
_IS_MALE, _IS_FEMALE = re.compile(_MALE), re.compile(_FEMALE)
_BOTH = re.compile(rf"(?P<male>{_MALE}|\bmen\b)|(?P<female>{_FEMALE}|\bwomen\b)")


def _of_both(folded: str, mention: Mention) -> bool:
    """A sentence that names men and women is about limits, not about the person."""
    first, last = sentence(folded, mention.start, mention.end)
    kinds = {match.lastgroup for match in _BOTH.finditer(folded, first, last)}
    return len(kinds) == 2
