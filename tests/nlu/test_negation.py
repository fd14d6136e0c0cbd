"""What is denied and what is not, told of symptoms, conditions and of things other readers find."""

import pytest

from altalk.reading.findings import find_findings
from altalk.reading.mention import Mention
from altalk.reading.negation import apply_negation, negated

Found = set[str]


def told(text: str) -> tuple[Found, Found]:
    mentions = find_findings(text)
    return {m.value for m in mentions if not m.negated}, {m.value for m in mentions if m.negated}


@pytest.mark.parametrize(
    ("text", "present", "denied"),
    [
        ("no yellow eyes", "", "jaundice"),
        ("my eyes aren't yellow", "", "jaundice"),
        ("the patient denies jaundice", "", "jaundice"),
        ("neither fever nor belly pain", "", "fever abdominal_pain"),
        ("no fever, jaundice, or belly pain", "", "fever jaundice abdominal_pain"),
        ("no fever, nausea and vomiting", "", "fever nausea vomiting"),
        ("no fever but my eyes are yellow", "jaundice", "fever"),
        ("no fever, my eyes are yellow", "jaundice", "fever"),
        ("I have no fever and my skin is itchy", "itching", "fever"),
        ("no itching; dark urine though", "dark_urine", "itching"),
        ("I don't smoke, I have a rash", "rash", ""),
        ("I don't drink and my urine is dark", "dark_urine", ""),
        ("never had hepatitis B", "", "hepatitis_b"),
        ("I don't have diabetes or high blood pressure", "", "diabetes hypertension"),
        ("without fever or chills", "", "fever rigors"),
        ("fever: no. rash: no. itching: yes", "itching", "fever rash"),
        ("hepatitis B negative", "", "hepatitis_b"),
        ("tested negative for hep C", "", "hepatitis_c"),
        ("hepatitis B and C were both ruled out", "", "hepatitis_b"),
        ("no appetite", "no_appetite", ""),
        ("no appetite and no fever", "no_appetite", "fever"),
        ("not feeling well, fever since Monday", "fever", ""),
        ("no doubt it is fatty liver", "fatty_liver", ""),
        ("not only fever, also vomiting", "fever vomiting", ""),
        ("I can't sleep, I'm nauseous", "nausea", ""),
        ("no medicines, just a bit of nausea", "nausea", ""),
        ("the jaundice has not gone away", "jaundice", ""),
        ("I haven't seen a doctor about my rash", "rash", ""),
        ("no fever no vomiting no pain in my belly", "", "fever vomiting abdominal_pain"),
        ("fever, rash, itching - none of those", "", "fever rash itching"),
        ("I'm not diabetic", "", "diabetes"),
        ("没有黄疸", "", "jaundice"),
        ("眼睛不黄", "", "jaundice"),
        ("无恶心呕吐", "", "nausea vomiting"),
        ("没发烧也没吐", "", "fever vomiting"),
        ("否认发热、皮疹", "", "fever rash"),
        ("没有发烧、黄疸和腹痛", "", "fever jaundice abdominal_pain"),
        ("没有发烧，就是没胃口", "no_appetite", "fever"),
        ("没有发烧但是眼睛黄", "jaundice", "fever"),
        ("不发烧，眼睛黄", "jaundice", "fever"),
        ("没发烧眼睛黄", "jaundice", "fever"),
        ("没喝酒，恶心", "nausea", ""),
        ("没胃口", "no_appetite", ""),
        ("没精神，没劲，没力气", "fatigue", ""),
        ("没错，是发烧", "fever", ""),
        ("发烧没有，皮疹也没有", "", "fever rash"),
        ("发烧、皮疹、腹痛都没有", "", "fever rash abdominal_pain"),
        ("没有乙肝", "", "hepatitis_b"),
        ("乙肝阴性", "", "hepatitis_b"),
        ("两对半正常", "", "hepatitis_b"),
        ("两对半检查没问题", "", "hepatitis_b"),
        ("不是脂肪肝", "", "fatty_liver"),
        ("没有糖尿病和高血压", "", "diabetes hypertension"),
        ("没有高血压，有糖尿病", "diabetes", "hypertension"),
        ("有脂肪肝，没有肝硬化", "fatty_liver", "cirrhosis"),
        ("排除了丙肝", "", "hepatitis_c"),
        ("不知道是不是因为感冒发烧", "fever", ""),
        ("没去医院，一直发烧", "fever", ""),
        ("不光发烧，还吐", "fever vomiting", ""),
        ("從來沒有肝炎", "", "hepatitis_unspecified"),
        ("皮肤不痒", "", "itching"),
        ("肚子不疼", "", "abdominal_pain"),
    ],
)
def test_scope(text: str, present: str, denied: str) -> None:
    """Exactly these are told as denied; those told as present are."""
    yes, no = told(text)
    assert set(present.split()) <= yes
    assert set(denied.split()) <= no
    assert not yes & set(denied.split())
    assert not no & set(present.split())


def mention(text: str, word: str, entity: str) -> Mention:
    start = text.index(word)
    return Mention(entity, word, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word", "entity", "expected"),
    [
        ("I don't take any paracetamol", "paracetamol", "medicine", True),
        ("no medicines, just painkillers", "painkillers", "medicine", False),
        ("no medicines, just painkillers", "medicines", "medicine", True),
        ("I take paracetamol, no herbs", "paracetamol", "medicine", False),
        ("I take paracetamol, no herbs", "herbs", "medicine", True),
        ("I don't drink alcohol", "alcohol", "alcohol", True),
        ("I don't drink, only on weekends", "drink", "alcohol", False),
        ("I don't exercise", "exercise", "exercise", True),
        ("I'm not pregnant", "pregnant", "pregnancy", True),
        ("I am pregnant", "pregnant", "pregnancy", False),
        ("no paracetamol, ibuprofen or herbs", "ibuprofen", "medicine", True),
        ("我没吃药", "药", "medicine", True),
        ("我不喝酒", "喝酒", "alcohol", True),
        ("平时不喝酒，只有周末喝一点", "喝酒", "alcohol", False),
        ("没怀孕", "怀孕", "pregnancy", True),
        ("怀孕了", "怀孕", "pregnancy", False),
        ("没有熬夜", "熬夜", "sleep_habit", True),
        ("从来不运动", "运动", "exercise", True),
        ("没吃别的药，只吃了泰诺", "泰诺", "medicine", False),
        ("没吃泰诺、布洛芬和中药", "中药", "medicine", True),
    ],
)
def test_denies_what_other_readers_found(text: str, word: str, entity: str, expected: bool) -> None:
    """Medicines, alcohol, exercise, sleep and pregnancy are denied by the same rules."""
    (judged,) = apply_negation(text, [mention(text, word, entity)])
    assert judged.negated is expected


def test_lists_of_other_mentions() -> None:
    """A negator reaches along a list although each thing in it was found by another reader."""
    text = "I take no statins, paracetamol, or herbs"
    mentions = [mention(text, word, "medicine") for word in ("statins", "paracetamol", "herbs")]
    assert [m.negated for m in apply_negation(text, mentions)] == [True, True, True]


def test_keeps_what_was_already_denied() -> None:
    """A denial found by its own reader stays, and findings keep what their reader said."""
    text = "yes alcohol"
    denied = Mention("alcohol", "none", 4, 11, negated=True)
    assert apply_negation(text, [denied]) == (denied,)


def test_place_in_text() -> None:
    """`negated` takes character offsets."""
    assert negated("no yellow eyes", 3, 14)
    assert not negated("yes, yellow eyes", 5, 16)
    assert not negated("", 0, 0)
