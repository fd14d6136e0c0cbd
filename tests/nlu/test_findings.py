"""Symptoms and conditions: which, where in the text, now or formerly, told or only asked about."""

import time

import pytest

from altalk.knowledge.vocabulary import Finding, findings
from altalk.reading.findings import find_findings
from altalk.reading.mention import Mention
from altalk.reading.scan import scan


def present(text: str) -> set[str]:
    return {m.value for m in find_findings(text) if not m.negated and not m.details["hypothetical"]}


def only(text: str, value: str) -> Mention:
    (mention,) = [m for m in find_findings(text) if m.value == value]
    return mention


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I have hepatitis B and a fatty liver", "hepatitis_b fatty_liver"),
        ("hep c since 2010", "hepatitis_c"),
        ("type 2 diabetic, high blood pressure, overweight", "diabetes hypertension overweight"),
        ("fever and chills with pain under my right ribs", "fever rigors right_upper_pain"),
        ("nausea, no appetite, dead tired", "nausea no_appetite fatigue"),
        ("threw up twice, sore throat and a rash", "vomiting sore_throat rash"),
        ("my palms and soles itch", "palm_sole_itching"),
        ("I feel fine", "no_symptoms"),
        ("I've got no symptoms at all", "no_symptoms"),
        ("coeliac and an underactive thyroid", "coeliac thyroid_disease"),
        ("liver transplant, on chemo, HIV positive", "transplant cancer_treatment hiv"),
        ("I stopped entecavir two months ago", "hbv_antiviral_stopped"),
        ("my father died of liver cancer", "family_liver_disease"),
        ("had covid last month", "covid"),
        ("I'm breastfeeding", "breastfeeding"),
        ("vaccinated against hepatitis", "hepatitis_vaccinated"),
        ("hepititis b carrier", "hepatitis_b"),
        ("diabetees and choleserol", "diabetes"),
        ("乙肝大三阳", "hepatitis_b"),
        ("我是小三阳", "hepatitis_b"),
        ("乙肝病毒携带者", "hepatitis_b"),
        ("表面抗原阳性", "hepatitis_b"),
        ("脂肪肝，有点胖，血脂高", "fatty_liver overweight high_cholesterol"),
        ("恶心，没胃口，浑身没劲", "nausea no_appetite fatigue"),
        ("发烧打寒战，右上腹疼", "fever rigors right_upper_pain"),
        ("手心脚心痒", "palm_sole_itching"),
        ("没有任何不舒服", "no_symptoms"),
        ("没症状，感觉挺好", "no_symptoms"),
        ("糖尿病、高血压", "diabetes hypertension"),
        ("上个月停了恩替卡韦", "hbv_antiviral_stopped"),
        ("在吃抗结核药", "tuberculosis_treatment"),
        ("我爸得过肝癌", "family_liver_disease"),
        ("甲亢，还有胆结石", "thyroid_disease gallstones"),
        ("噁心想吐，頭痛", "nausea headache"),
        ("有B肝，最近很累", "hepatitis_b fatigue"),
        ("哺乳期", "breastfeeding"),
        ("有抗体，打过疫苗", "hepatitis_vaccinated"),
        ("我是diabetic，ALT 60", "diabetes"),
    ],
)
def test_vocabulary(text: str, expected: str) -> None:
    """What the message tells is found."""
    assert set(expected.split()) <= present(text)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "78", "😀", "ALT 78", "thanks", "what does ALT mean?", "谢谢", "转氨酶高怎么办", "altcoin price"],
)
def test_nothing_to_find(text: str) -> None:
    """Messages without symptom or condition."""
    assert find_findings(text) == ()


@pytest.mark.parametrize(
    "text", ["两对半正常", "只有第二项阳性", "表面抗体阳性", "anti-HBs positive", "hepatitis B negative"]
)
def test_good_news_about_hepatitis(text: str) -> None:
    """Positive wording that means: no hepatitis B."""
    mentions = [m for m in find_findings(text) if m.value == "hepatitis_b"]
    assert mentions and all(m.negated for m in mentions)


@pytest.mark.parametrize(
    ("text", "value", "tense"),
    [
        ("I had jaundice as a baby", "jaundice", "past"),
        ("when I was a child, I had jaundice", "jaundice", "past"),
        ("I had a seizure years ago", "seizure", "past"),
        ("I had jaundice last night", "jaundice", "now"),
        ("I had a rash in 2015 and again now", "rash", "now"),
        ("I was diagnosed with hepatitis B years ago", "hepatitis_b", "now"),
        ("hepatitis C was cured", "hepatitis_c", "past"),
        ("小时候得过黄疸", "jaundice", "past"),
        ("十年前抽搐过", "seizure", "past"),
        ("昨天开始发烧", "fever", "now"),
        ("以前有过黄疸，现在又眼睛黄", "jaundice", "past"),
        ("去年查出乙肝", "hepatitis_b", "now"),
    ],
)
def test_tense(text: str, value: str, tense: str) -> None:
    """Long ago is past; yesterday is now; what lasts for life stays."""
    mentions = [m for m in find_findings(text) if m.value == value]
    assert mentions[0].details["tense"] == tense


@pytest.mark.parametrize(
    ("text", "value", "hypothetical"),
    [
        ("what if my eyes turn yellow?", "jaundice", True),
        ("should I worry about jaundice?", "jaundice", True),
        ("should I worry about my yellow eyes?", "jaundice", False),
        ("is jaundice a symptom?", "jaundice", True),
        ("my eyes are yellow, is it serious?", "jaundice", False),
        ("is it normal to have black stools?", "black_stool", False),
        ("could it be hepatitis?", "hepatitis_unspecified", True),
        ("do I have cirrhosis?", "cirrhosis", True),
        ("I'm afraid of getting liver cancer", "liver_cancer", True),
        ("会不会黄疸", "jaundice", True),
        ("如果眼睛黄了怎么办", "jaundice", True),
        ("眼睛黄了怎么办", "jaundice", False),
        ("会不会是肝硬化", "cirrhosis", True),
        ("是肝炎吗", "hepatitis_unspecified", True),
        ("我怕是肝癌", "liver_cancer", True),
        ("我有肝硬化，严重吗", "cirrhosis", False),
        ("眼睛黄是不是严重", "jaundice", False),
    ],
)
def test_hypothetical(text: str, value: str, hypothetical: bool) -> None:
    """Asked about or imagined is not told; a question about one's own symptom tells it."""
    assert only(text, value).details["hypothetical"] is hypothetical


@pytest.mark.parametrize(
    ("text", "value", "part"),
    [
        ("ALT 78, my eyes look yellow today", "jaundice", "eyes look yellow"),
        ("转氨酶78，眼睛有点黄", "jaundice", "眼睛有点黄"),
        ("😀 眼睛變黃", "jaundice", "眼睛變黃"),
        ("I have  Hepatitis-B.", "hepatitis_b", "Hepatitis-B"),
    ],
)
def test_place(text: str, value: str, part: str) -> None:
    """Offsets count characters of the text as written."""
    mention = only(text, value)
    assert text[mention.start : mention.end] == part


def test_longest_name_wins() -> None:
    """Hepatitis B is not hepatitis of an unknown kind as well."""
    assert present("hepatitis B") == {"hepatitis_b"}
    assert present("乙型肝炎") == {"hepatitis_b"}


def test_every_finding_is_worded_in_both_languages() -> None:
    """A finding that only one language can tell would be a gap."""
    for finding in findings().values():
        assert finding.name.en and finding.name.zh
        assert finding.near or (finding.terms.en and finding.terms.zh), finding.id


@pytest.mark.parametrize("finding", list(findings().values()), ids=lambda finding: finding.id)
def test_every_term_finds_its_own(finding: Finding) -> None:
    """No term of the vocabulary is shadowed by a look-alike or by another finding's pattern."""
    plain = [term for term in (*finding.terms.en, *finding.terms.zh) if not {"$", "*", "%"} & set(term)]
    assert not [term for term in plain if ".." not in term and not covers(term, finding.id)]


def covers(term: str, name: str) -> bool:
    """Whether the term finds its finding, or one whose longer name holds it."""
    found = {m.value for m in find_findings(term)}
    longer = {other.id for other in findings().values() if term in (*other.terms.en, *other.terms.zh)}
    return name in found or bool(found & longer)


def seconds(text: str) -> float:
    scan.cache_clear()
    begin = time.process_time()
    find_findings(text)
    return time.process_time() - begin


@pytest.mark.parametrize(
    "unit", ["眼睛黄", "no fever, jaundice, ", "没有发烧、黄疸、", "不", "want to die ", "my ALT is 78, I am tired. "]
)
def test_time_grows_with_length_only(unit: str) -> None:
    """Four times the text takes about four times as long, not sixteen."""
    find_findings("warm up")
    short, long = (unit * 10_000)[:3_000], (unit * 10_000)[:12_000]
    assert min(seconds(long) for _ in range(3)) < 9 * min(seconds(short) for _ in range(3)) + 0.02
