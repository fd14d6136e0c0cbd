"""The answers: complete in both languages, safe in their wording, fitting the person."""

import re
from pathlib import Path

import pytest
from wording_checks import LATE_DISEASE, problems, sentences, style_problems, unknown_names

from altalk.interpretation import assess, case_from
from altalk.interpretation.conditions import holds, names_in
from altalk.interpretation.verdict import all_facts, verdict_of
from altalk.knowledge.article import article_claims
from altalk.knowledge.catalogue import causes, limits, sources
from altalk.knowledge.topics import topics
from altalk.reading.reader import read

INTENTS = Path(__file__).parents[2] / "docs" / "intents.md"
NOT_TOPICS = {"ask_why", "ask_human", "ask_language", "ask_privacy"}
ANSWERS = [(topic, answer) for topic in topics().values() for answer in topic.answers]
BUTTON_BYTES = 60
LONGEST = {"en": 175, "zh": 80}


def alt(multiple: float, **more: object) -> dict[str, object]:
    return {"labs": [{"analyte": "alt", "value": 40 * multiple, "unit": "U/L", "upper_limit": 40}], **more}


def told(topic: str, **case: object) -> list[str]:
    facts = all_facts(verdict_of(case_from(case)))
    return [answer.id for answer in topics()[topic].answers if answer.when is None or holds(answer.when, facts)]


PEOPLE = {
    "nothing known": {},
    "flag only": {"labs": [{"analyte": "alt", "flag": "high"}]},
    "normal": alt(0.6),
    "slight": alt(1.4),
    "mild": alt(3),
    "marked": alt(6),
    "strong": alt(12),
    "jaundice": alt(1.5, symptoms={"jaundice": "yes"}),
    "normal with jaundice": alt(0.8, symptoms={"jaundice": "yes"}),
    "exercise": alt(2.5, exercise="yes", exercise_days_before=2),
    "late nights": alt(1.3, sleep_hours=5),
    "overweight": alt(1.3, conditions={"overweight": "yes", "diabetes": "yes"}),
    "pregnant": alt(1.5, sex="female", age=30, pregnant="yes", gestation_weeks=32),
    "hepatitis B": alt(2, conditions={"hepatitis_b": "yes"}, medicines=[{"name": "entecavir"}]),
    "statin": alt(1.5, medicines=[{"name": "atorvastatin"}], conditions={"high_cholesterol": "yes"}),
    "tuberculosis": alt(2.5, medicines=[{"name": "isoniazid"}]),
    "herb": alt(2, takes_herbs="yes", medicines=[{"name": "he_shou_wu"}]),
    "drinker": alt(2, sex="male", alcohol="yes", alcohol_g_week=350),
    "child": alt(1.5, age=9, sex="male"),
    "transplant": alt(1.5, conditions={"transplant": "yes"}),
    "tired": alt(1.4, symptoms={"fatigue": "yes"}),
    "raised for long": alt(1.4, raised_months=8),
    "exercise and a herb": alt(2.5, exercise="yes", exercise_days_before=2, medicines=[{"name": "he_shou_wu"}]),
    "thyroid": alt(1.2, conditions={"thyroid_disease": "yes"}),
    "known cirrhosis": alt(1.5, conditions={"cirrhosis": "yes"}),
}


def test_there_is_a_topic_for_every_question_intent_and_for_why() -> None:
    asked = set(re.findall(r"`(ask_\w+)`", INTENTS.read_text(encoding="utf-8"))) - NOT_TOPICS
    assert {f"ask_{name}" for name in topics()} == asked | {"ask_why"}


def test_ids_of_answers_are_unique() -> None:
    ids = [answer.id for _, answer in ANSWERS]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", topics())
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_button_is_short_and_brings_no_fact_of_its_own(name: str, language: str) -> None:
    question = topics()[name].question.in_language(language)
    assert len(question.encode()) <= BUTTON_BYTES
    facts = [
        mention
        for mention in read(question)
        if mention.entity != "language" and not mention.details.get("hypothetical")
    ]
    assert facts == []


@pytest.mark.parametrize("name", topics())
def test_follow_ups_lead_somewhere_else(name: str) -> None:
    follow_ups = topics()[name].follow_ups
    assert set(follow_ups) <= set(topics()) - {name, "why"}
    assert len(set(follow_ups)) == len(follow_ups)
    assert name == "why" or 2 <= len(follow_ups) <= 3


def test_the_rarely_asked_topics_are_offered() -> None:
    offered = {follow_up for topic in topics().values() for follow_up in topic.follow_ups}
    assert {"sleep", "exercise", "preparation", "department", "retest", "warning_signs"} <= offered


def test_questions_about_the_value_open_with_it() -> None:
    assert {name for name, topic in topics().items() if topic.value_first} == {"meaning", "seriousness", "what_to_do"}


@pytest.mark.parametrize("answer", [answer for _, answer in ANSWERS], ids=lambda answer: answer.id)
def test_wording_is_safe_short_and_in_both_languages(answer: object) -> None:
    en, zh = answer.text.en, answer.text.zh
    assert problems(en) == [] and problems(zh) == []
    assert style_problems(en, zh) == []
    assert len(en) <= LONGEST["en"] and len(zh) <= LONGEST["zh"]
    assert sentences(en) <= 2 and sentences(zh) <= 2


@pytest.mark.parametrize("answer", [answer for _, answer in ANSWERS], ids=lambda answer: answer.id)
def test_sources_and_conditions_exist(answer: object) -> None:
    assert answer.source and set(answer.source) <= set(sources())
    if answer.when is not None:
        assert names_in(answer.when)
        assert unknown_names(answer.when) == set()
    if set(answer.source) == {"project"}:
        assert answer.status in ("own_rule", "to_confirm")


def test_cancer_and_cirrhosis_are_named_only_when_asked_for() -> None:
    naming = {
        topic.id for topic, answer in ANSWERS if re.search(LATE_DISEASE, answer.text.en + answer.text.zh, re.IGNORECASE)
    }
    assert naming == {"serious_disease"}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", sorted(set(topics()) - {"why"}))
def test_everybody_gets_a_short_answer(name: str, person: str) -> None:
    # Losing weight is one "not now" for those who should not.
    assert (1 if name == "weight" else 2) <= len(told(name, **PEOPLE[person])) <= 5


@pytest.mark.parametrize(
    ("multiple", "line"),
    [
        (0.2, "seriousness_normal"),
        (1.0, "seriousness_normal"),
        (1.01, "seriousness_slight"),
        (1.99, "seriousness_slight"),
        (2.0, "seriousness_mild"),
        (5.0, "seriousness_mild"),
        (5.1, "seriousness_moderate"),
        (8.0, "seriousness_moderate"),
        (8.1, "seriousness_high"),
        (40, "seriousness_high"),
    ],
)
def test_seriousness_names_exactly_one_size(multiple: float, line: str) -> None:
    sizes = {f"seriousness_{size}" for size in ("normal", "slight", "mild", "moderate", "high", "unknown")}
    assert sizes & set(told("seriousness", **alt(multiple))) == {line}


@pytest.mark.parametrize("sign", ["jaundice", "confusion", "dark_urine", "fever", "abdominal_swelling", "vomiting"])
@pytest.mark.parametrize("multiple", [0.7, 1.5, 4, 7])
def test_a_warning_sign_takes_every_calm_line_away(sign: str, multiple: float) -> None:
    lines = told("seriousness", **alt(multiple, symptoms={sign: "yes"}))
    assert "seriousness_symptom" in lines
    assert not {"seriousness_normal", "seriousness_slight", "seriousness_mild"} & set(lines)
    assert "what_to_do_normal" not in told("what_to_do", **alt(multiple, symptoms={sign: "yes"}))
    assert "retest_normal" not in told("retest", **alt(multiple, symptoms={sign: "yes"}))


@pytest.mark.parametrize(
    ("person", "line"),
    [
        ("exercise", "retest_after_exercise"),
        ("late nights", "retest_after_late_nights"),
        ("overweight", "retest_after_lifestyle"),
        ("slight", "retest_slight"),
        ("mild", "retest_doctor_first"),
        ("normal", "retest_normal"),
        ("nothing known", "retest_unknown"),
        ("pregnant", "retest_pregnant"),
        ("hepatitis B", "retest_clinic"),
        ("transplant", "retest_clinic"),
        ("child", "retest_not_only_wait"),
        ("statin", "retest_not_only_wait"),
        ("tired", "retest_not_only_wait"),
    ],
)
def test_the_retest_answer_has_one_window(person: str, line: str) -> None:
    general = {"retest_swing", "retest_lasting"}
    assert [name for name in told("retest", **PEOPLE[person]) if name not in general] == [line]


@pytest.mark.parametrize("person", PEOPLE)
def test_no_answer_is_calmer_than_the_assessment(person: str) -> None:
    case = case_from(PEOPLE[person])
    assessment = assess(case)
    lines = set(told("retest", **PEOPLE[person])) | set(told("what_to_do", **PEOPLE[person]))
    waiting = {
        "retest_after_exercise",
        "retest_after_late_nights",
        "retest_after_lifestyle",
        "retest_slight",
        "what_to_do_slight",
        "what_to_do_exercise",
    }
    if assessment.urgency in ("doctor_soon", "urgent", "emergency"):
        assert not waiting & lines
    if assessment.urgency == "retest":
        assert waiting & lines
    assert ("retest_normal" in lines) <= (assessment.urgency == "normal")


@pytest.mark.parametrize(
    ("topic", "person", "line"),
    [
        ("stop_medicine", "statin", "stop_medicine_statin"),
        ("stop_medicine", "tuberculosis", "stop_medicine_tuberculosis"),
        ("stop_medicine", "hepatitis B", "stop_medicine_hepatitis_b"),
        ("stop_medicine", "herb", "stop_medicine_herb"),
        ("exercise", "exercise", "exercise_rest"),
        ("exercise", "marked", "exercise_high"),
        ("alcohol", "drinker", "alcohol_withdrawal"),
        ("alcohol", "pregnant", "alcohol_never"),
        ("diet", "overweight", "diet_mediterranean"),
        ("department", "child", "department_child"),
        ("department", "pregnant", "department_pregnant"),
        ("serious_disease", "known cirrhosis", "serious_disease_known"),
        ("normal_range", "child", "normal_range_child"),
    ],
)
def test_an_answer_fits_the_person_and_nobody_else(topic: str, person: str, line: str) -> None:
    assert line in told(topic, **PEOPLE[person])
    assert line not in told(topic, **PEOPLE["slight"])


@pytest.mark.parametrize("person", PEOPLE)
def test_a_prescribed_medicine_is_never_stopped_alone(person: str) -> None:
    assert "stop_medicine_prescribed" in told("stop_medicine", **PEOPLE[person])
    assert "stop_medicine_emergency" in told("stop_medicine", **PEOPLE[person])


def test_drinking_limits_are_not_told_to_those_who_should_not_drink() -> None:
    for person in ("pregnant", "hepatitis B", "drinker", "child", "known cirrhosis"):
        assert "alcohol_limits" not in told("alcohol", **PEOPLE[person])
    assert "alcohol_limits" in told("alcohol", **PEOPLE["slight"])


@pytest.mark.parametrize(
    "case", [{"conditions": {"eating_disorder": "yes"}}, {"symptoms": {"weight_loss": "yes"}}, {"pregnant": "yes"}]
)
def test_nobody_is_told_to_lose_weight_who_should_not(case: dict[str, object]) -> None:
    lines = set(told("weight", **case)) | set(told("diet", **case, sex="female"))
    assert "weight_not_now" in lines
    assert not {"weight_helps", "weight_slowly", "weight_start", "diet_mediterranean"} & lines


def test_limits_in_answers_are_those_of_the_limits() -> None:
    usual = next(answer for _, answer in ANSWERS if answer.id == "normal_range_usual").text
    uppers = {
        limit.upper for limit in limits().values() if limit.analyte == "alt" and limit.age_from < 40 < limit.age_below
    }
    for text in (usual.en, usual.zh):
        assert {float(number) for number in re.findall(r"\d+", text)} <= uppers


def test_every_source_of_this_part_is_used() -> None:
    used = {name for _, answer in ANSWERS for name in answer.source}
    used |= {name for cause in causes().values() for name in cause.source}
    used |= {name for claim in article_claims().values() for name in claim.source}
    path = Path(__file__).parents[2] / "altalk/knowledge/sources/topics.yml"
    assert set(re.findall(r"\{id: (\w+)", path.read_text(encoding="utf-8"))) <= used


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("dose", "Take 500 mg."),
        ("dose", "Two capsules, twice a day."),
        ("dose", "每次吃2片"),
        ("dose", "每天三次"),
        ("stop", "Please stop taking it."),
        ("stop", "Stop your statin now."),
        ("stop", "请立即停药"),
        ("stop", "应该停用这个药"),
        ("diagnosis", "You have a fatty liver."),
        ("diagnosis", "您得了脂肪肝"),
        ("promise", "It will certainly be normal."),
        ("promise", "This is harmless."),
        ("promise", "保证恢复正常"),
        ("promise", "这个数值没事"),
        ("cheer", "Great news!"),
    ],
)
def test_the_wording_check_catches(kind: str, sentence: str) -> None:
    assert kind in problems(sentence)


@pytest.mark.parametrize(
    "sentence", ["Do not stop it on your own.", "不要自己停药，先问医生。", "谁也不能保证。", "They are not harmless."]
)
def test_the_wording_check_lets_careful_sentences_pass(sentence: str) -> None:
    assert problems(sentence) == []
