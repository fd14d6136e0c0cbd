"""The causes: led by what the person told, lowered by what speaks against, silent about what is not known."""

import re

import pytest
from wording_checks import LATE_DISEASE, problems, style_problems, unknown_names

from altalk.interpretation import assess, case_from
from altalk.interpretation.assessment import RankedCause
from altalk.knowledge.catalogue import Cause, causes, sources

CAUSES = causes()
ARTICLE = ["exercise_muscle", "sleep_fatigue", "hbv_chronic", "masld", "dili_drug"]
VOCABULARY = {
    *ARTICLE, "rhabdomyolysis", "muscle_disease", "hbv_flare_withdrawal", "hbv_reactivation", "hcv", "viral_acute",
    "alcohol", "dili_herb", "dili_paracetamol", "ici_hepatitis", "biliary", "cholestatic_liver_disease",
    "pregnancy_hellp_aflp", "pregnancy_icp", "pregnancy_hyperemesis", "ischaemic_heat", "autoimmune", "wilson",
    "coeliac", "reye", "amatoxin", "decompensated_cirrhosis", "gilbert", "infection_nonhepatotropic",
}  # fmt: skip


def lab(analyte: str, value: float, upper_limit: float) -> dict[str, object]:
    return {"analyte": analyte, "value": value, "upper_limit": upper_limit}


ALT_60, ALT_90, ALT_500, ALT_1500 = (lab("ALT", value, 40) for value in (60, 90, 500, 1500))
GYM = {"exercise": "yes", "exercise_days_before": 2}

# One everyday case for each cause; in each the cause stands first.
FIRST = {
    "exercise_muscle": {"labs": [ALT_90, lab("AST", 110, 40)], **GYM},
    "sleep_fatigue": {"labs": [ALT_60], "sleep_hours": 5, "late_nights": "yes"},
    "hbv_chronic": {"labs": [ALT_90], "conditions": {"hepatitis_b": "yes"}},
    "masld": {"labs": [ALT_60], "height_cm": 170, "weight_kg": 88, "conditions": {"diabetes": "yes"}},
    "dili_drug": {"labs": [ALT_90], "medicines": [{"name": "isoniazid"}]},
    "rhabdomyolysis": {"labs": [ALT_90, lab("CK", 9000, 200)], **GYM},
    "muscle_disease": {"labs": [ALT_90, lab("AST", 80, 40), lab("CK", 700, 200)], "sex": "male", "age": 7},
    "hbv_flare_withdrawal": {"labs": [ALT_500], "conditions": {"hepatitis_b": "yes", "hbv_antiviral_stopped": "yes"}},
    "hbv_reactivation": {"labs": [ALT_90], "conditions": {"hepatitis_b": "yes", "cancer_treatment": "yes"}},
    "hcv": {"labs": [ALT_60], "conditions": {"hepatitis_c": "yes"}},
    "viral_acute": {"labs": [ALT_1500], "symptoms": {"jaundice": "yes", "nausea": "yes"}},
    "infection_nonhepatotropic": {"labs": [ALT_60], "conditions": {"mononucleosis": "yes"}},
    "alcohol": {"labs": [ALT_60, lab("AST", 130, 40)], "sex": "male", "alcohol": "yes", "alcohol_g_week": 400},
    "dili_herb": {"labs": [ALT_90], "takes_herbs": "yes", "medicines": [{"name": "he_shou_wu"}]},
    "dili_paracetamol": {
        "labs": [ALT_60],
        "weight_kg": 60,
        "medicines": [{"name": "paracetamol", "dose_mg_24h": 9000}],
    },
    "ici_hepatitis": {"labs": [ALT_90], "medicines": [{"name": "nivolumab"}]},
    "biliary": {"labs": [ALT_90, lab("ALP", 260, 120)], "symptoms": {"right_upper_pain": "yes"}},
    "cholestatic_liver_disease": {
        "labs": [ALT_60, lab("ALP", 400, 120), lab("GGT", 300, 45)],
        "symptoms": {"itching": "yes"},
    },
    "autoimmune": {"labs": [ALT_90], "sex": "female", "conditions": {"autoimmune_hepatitis": "yes"}},
    "wilson": {"labs": [ALT_60], "age": 19, "conditions": {"wilson": "yes"}},
    "coeliac": {"labs": [ALT_60], "conditions": {"coeliac": "yes"}},
    "decompensated_cirrhosis": {
        "labs": [ALT_60],
        "conditions": {"cirrhosis": "yes", "hepatitis_b": "yes"},
        "symptoms": {"abdominal_swelling": "yes"},
    },
    "gilbert": {"labs": [lab("ALT", 20, 40), lab("bilirubin", 32, 21)]},
    "pregnancy_hellp_aflp": {
        "labs": [ALT_90],
        "pregnant": "yes",
        "gestation_weeks": 34,
        "symptoms": {"headache": "yes"},
    },
    "pregnancy_icp": {
        "labs": [ALT_90],
        "pregnant": "yes",
        "gestation_weeks": 31,
        "symptoms": {"palm_sole_itching": "yes"},
    },
    "pregnancy_hyperemesis": {
        "labs": [ALT_60],
        "pregnant": "yes",
        "gestation_weeks": 9,
        "symptoms": {"vomiting": "yes"},
    },
    "ischaemic_heat": {"labs": [ALT_1500], "symptoms": {"heat_stroke": "yes"}},
    "reye": {
        "labs": [ALT_500],
        "age": 6,
        "symptoms": {"vomiting": "yes", "lethargy": "yes"},
        "medicines": [{"name": "aspirin"}],
    },
    "amatoxin": {"labs": [ALT_60], "symptoms": {"wild_mushrooms": "yes", "vomiting": "yes"}},
}

# cause, a case that points to it, and what speaks against it
AGAINST = [
    ("exercise_muscle", FIRST["exercise_muscle"], {"labs": [ALT_90, lab("AST", 110, 40), lab("CK", 90, 200)]}),
    ("exercise_muscle", FIRST["exercise_muscle"], {"labs": [ALT_90, lab("AST", 110, 40), lab("GGT", 150, 45)]}),
    ("exercise_muscle", FIRST["exercise_muscle"], {"labs": [ALT_90, lab("AST", 30, 40)]}),
    ("exercise_muscle", FIRST["exercise_muscle"], {"raised_months": 6}),
    ("sleep_fatigue", FIRST["sleep_fatigue"], {"labs": [ALT_500]}),
    (
        "hbv_chronic",
        {"conditions": {"family_liver_disease": "yes"}},
        {"conditions": {"family_liver_disease": "yes", "hepatitis_vaccinated": "yes"}},
    ),
    ("masld", FIRST["masld"], {"alcohol": "yes", "alcohol_g_week": 500}),
    ("masld", FIRST["masld"], {"labs": [ALT_500]}),
    ("alcohol", FIRST["alcohol"], {"labs": [ALT_60, lab("AST", 130, 40), lab("CK", 4000, 200)]}),
    ("alcohol", {"labs": [ALT_60, lab("AST", 130, 40)]}, {"alcohol": "no", "alcohol_g_week": 0}),
    ("rhabdomyolysis", {"symptoms": {"dark_urine": "yes", "muscle_pain": "yes"}}, {"labs": [lab("CK", 90, 200)]}),
    ("muscle_disease", {"symptoms": {"muscle_weakness": "yes"}}, {"labs": [lab("CK", 90, 200)]}),
    ("viral_acute", FIRST["viral_acute"], {"raised_months": 8}),
    ("infection_nonhepatotropic", FIRST["infection_nonhepatotropic"], {"raised_months": 8}),
    ("biliary", FIRST["biliary"], {"labs": [ALT_90, lab("ALP", 90, 120)]}),
    ("cholestatic_liver_disease", FIRST["cholestatic_liver_disease"], {"labs": [ALT_60, lab("ALP", 90, 120)]}),
    ("gilbert", FIRST["gilbert"], {"labs": [lab("ALT", 20, 40), lab("bilirubin", 32, 21), lab("GGT", 200, 45)]}),
    ("wilson", FIRST["wilson"], {"age": 70}),
]


def ranked(case: dict[str, object]) -> dict[str, RankedCause]:
    return {cause.id: cause for cause in assess(case_from(case)).causes}


def test_all_causes_of_the_vocabulary_are_here_the_articles_five_first() -> None:
    assert set(CAUSES) == VOCABULARY
    assert list(CAUSES)[:5] == ARTICLE
    assert [name for name, cause in CAUSES.items() if cause.article] == ARTICLE
    assert [name for name, cause in CAUSES.items() if not cause.only_if_pointed_to] == ARTICLE


@pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES)
def test_wording_is_safe_and_in_both_languages(cause: Cause) -> None:
    for text in (cause.name, cause.explanation, *(evidence.text for evidence in cause.evidence)):
        assert problems(text.en) == [] and problems(text.zh) == []
        assert style_problems(text.en, text.zh) == []
    # Facts are said in brackets behind the name.
    assert not any(
        set("()（）") & set(text.en + text.zh) for text in (cause.name, *(one.text for one in cause.evidence))
    )
    assert len(cause.explanation.en) <= 240 and len(cause.explanation.zh) <= 90
    for evidence in cause.evidence:
        assert len(evidence.text.en) <= 60 and len(evidence.text.zh) <= 24


@pytest.mark.parametrize(
    "cause",
    [cause for cause in CAUSES.values() if cause.id not in ("ici_hepatitis", "decompensated_cirrhosis")],
    ids=lambda cause: cause.id,
)
def test_no_cause_brings_up_cancer_or_cirrhosis(cause: Cause) -> None:
    texts = [text for evidence in cause.evidence for text in (evidence.text.en, evidence.text.zh)]
    said = " ".join([cause.name.en, cause.name.zh, cause.explanation.en, cause.explanation.zh, *texts])
    assert re.search(LATE_DISEASE, said, re.IGNORECASE) is None


@pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES)
def test_evidence_needs_facts_that_can_be_known(cause: Cause) -> None:
    assert cause.source and set(cause.source) <= set(sources())
    assert any(evidence.weight > 0 for evidence in cause.evidence)
    for evidence in cause.evidence:
        when = evidence.when
        assert when.all or when.any or when.above or when.at_least or when.below or when.at_most, (
            "the absence of a fact is no evidence"
        )
        assert evidence.weight != 0
        assert unknown_names(when) == set()


def test_nothing_is_ranked_when_nothing_is_known() -> None:
    for case in ({}, {"labs": [ALT_60]}, {"exercise": "unknown", "alcohol": "refused", "late_nights": "unknown"}):
        found = ranked(case)
        assert list(found) == ARTICLE
        assert all(cause.score == 0 and not cause.points_for for cause in found.values())


@pytest.mark.parametrize("field", ["exercise", "alcohol", "late_nights", "takes_medicines", "takes_herbs", "pregnant"])
@pytest.mark.parametrize("answer", ["unknown", "refused"])
def test_an_unknown_answer_changes_no_rank(field: str, answer: str) -> None:
    assert ranked({"labs": [ALT_90], field: answer}) == ranked({"labs": [ALT_90]})


def test_every_cause_has_an_everyday_case() -> None:
    assert set(FIRST) == set(CAUSES)


@pytest.mark.parametrize("name", FIRST)
def test_the_cause_stands_first_in_its_everyday_case(name: str) -> None:
    found = list(ranked(FIRST[name]).values())
    assert found[0].id == name
    assert found[0].points_for
    assert len(found) == 1 or found[0].score > found[1].score


@pytest.mark.parametrize(("name", "case", "against"), AGAINST)
def test_what_speaks_against_lowers_it_and_is_told(
    name: str, case: dict[str, object], against: dict[str, object]
) -> None:
    before, after = ranked(case)[name], ranked({**case, **against}).get(name)
    assert after is None or after.score < before.score
    assert after is None or after.points_against or len(after.points_for) < len(before.points_for)


@pytest.mark.parametrize(
    ("facts", "stronger", "weaker"),
    [
        (
            {"conditions": {"hepatitis_b": "yes", "overweight": "yes", "diabetes": "yes", "hypertension": "yes"}},
            "hbv_chronic",
            "masld",
        ),
        ({**GYM, "conditions": {"overweight": "yes"}, "sleep_hours": 5}, "exercise_muscle", "masld"),
        (
            {**GYM, "labs": [ALT_90, lab("AST", 70, 40), lab("CK", 900, 200)], "conditions": {"fatty_liver": "yes"}},
            "exercise_muscle",
            "masld",
        ),
        (
            {"medicines": [{"name": "he_shou_wu"}], "conditions": {"overweight": "yes", "hypertension": "yes"}},
            "dili_herb",
            "masld",
        ),
        ({"medicines": [{"name": "isoniazid"}], "alcohol": "yes", "alcohol_g_week": 60}, "dili_drug", "alcohol"),
        (
            {"conditions": {"overweight": "yes", "high_triglycerides": "yes"}, "medicines": [{"name": "atorvastatin"}]},
            "masld",
            "dili_drug",
        ),
        ({"conditions": {"overweight": "yes"}, "sleep_hours": 5, "late_nights": "yes"}, "masld", "sleep_fatigue"),
        (
            {
                "sex": "male",
                "alcohol": "yes",
                "alcohol_g_week": 400,
                "conditions": {"overweight": "yes", "hypertension": "yes"},
            },
            "alcohol",
            "masld",
        ),
        (
            {"pregnant": "yes", "gestation_weeks": 34, "symptoms": {"palm_sole_itching": "yes", "headache": "yes"}},
            "pregnancy_hellp_aflp",
            "pregnancy_icp",
        ),
    ],
)
def test_the_strongest_fact_decides(facts: dict[str, object], stronger: str, weaker: str) -> None:
    found = ranked({"labs": [ALT_90], **facts})
    assert list(found).index(stronger) < list(found).index(weaker)
    assert next(iter(found)) == stronger


def test_sleep_never_outweighs_another_fact() -> None:
    most = max(evidence.weight for evidence in CAUSES["sleep_fatigue"].evidence)
    others = [
        evidence.weight
        for cause in CAUSES.values()
        if cause.id != "sleep_fatigue"
        for evidence in cause.evidence
        if evidence.weight > 0
    ]
    assert most <= min(others)


@pytest.mark.parametrize("multiple", [2.1, 3])
def test_ast_far_above_alt_is_not_called_alcohol_after_hard_exercise(multiple: float) -> None:
    labs = [ALT_60, lab("AST", 60 * multiple, 40)]
    assert "alcohol" in ranked({"labs": labs})
    assert "alcohol" not in ranked({"labs": labs, **GYM})


@pytest.mark.parametrize("name", ["pregnancy_hellp_aflp", "pregnancy_icp", "pregnancy_hyperemesis"])
def test_pregnancy_causes_need_a_pregnancy(name: str) -> None:
    case = {key: value for key, value in FIRST[name].items() if key not in ("pregnant", "gestation_weeks")}
    assert name not in ranked({**case, "sex": "female", "age": 30})


def test_the_worsening_of_a_liver_disease_needs_one_that_was_told() -> None:
    signs = {"symptoms": {"abdominal_swelling": "yes", "jaundice": "yes", "confusion": "yes"}}
    assert "decompensated_cirrhosis" not in ranked({"labs": [ALT_90], **signs})


def test_a_medicine_never_counts_as_a_herb_nor_a_herb_as_a_medicine() -> None:
    herb = ranked({"labs": [ALT_90], "medicines": [{"name": "he_shou_wu"}]})
    drug = ranked({"labs": [ALT_90], "medicines": [{"name": "isoniazid"}]})
    assert herb["dili_drug"].score == 0
    assert "dili_herb" not in drug
