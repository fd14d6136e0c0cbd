"""Every claim of the article is said somewhere, or said otherwise with a reason."""

import pytest
from wording_checks import style_problems

from altalk.knowledge.article import Claim, article_claims, sayings
from altalk.knowledge.catalogue import sources
from altalk.knowledge.topics import topics
from altalk.knowledge.vocabulary import medicines

CLAIMS = article_claims()
# Where the article is clinically questionable, it must not be repeated as it stands.
OTHERWISE = {
    "medicine_stop_at_once", "hepatitis_lamivudine", "hepatitis_one_treatment", "fatty_liver_silybin",
    "fatty_liver_polyene_phosphatidylcholine", "fatty_liver_ursodeoxycholic_acid", "medicine_glutathione",
    "medicine_glycyrrhizin", "medicine_tiopronin", "sleep_liver_needs_rest", "exercise_normal_in_two_weeks",
    "fatty_liver_jogging", "intro_other_causes", "intro_symptoms_hospital", "medicine_painkillers",
    "medicine_antibiotics", "hepatitis_no_alcohol", "fatty_liver_less_fat",
}  # fmt: skip
DRUGS = {
    "entecavir": ("entecavir", "恩替卡韦"),
    "tenofovir": ("tenofovir alafenamide", "丙酚替诺福韦"),
    "lamivudine": ("lamivudine", "拉米夫定"),
    "silybin": ("silybin", "水飞蓟宾"),
    "polyene_phosphatidylcholine": ("polyene phosphatidylcholine", "多烯磷脂酰胆碱"),
    "ursodeoxycholic_acid": ("ursodeoxycholic acid", "熊去氧胆酸"),
    "glutathione": ("glutathione", "谷胱甘肽"),
    "glycyrrhizin": ("glycyrrhizin", "甘草酸"),
    "tiopronin": ("tiopronin", "硫普罗宁"),
}


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_a_claim_is_said_by_something_that_exists(claim: Claim) -> None:
    assert claim.said_by
    assert set(claim.said_by) <= set(sayings())
    assert claim.source and set(claim.source) <= set(sources())


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_a_claim_has_both_languages(claim: Claim) -> None:
    assert style_problems(claim.claim.en, claim.claim.zh) == []
    if claim.instead is not None:
        assert style_problems(claim.instead.en, claim.instead.zh) == []


def test_questionable_claims_are_said_otherwise() -> None:
    said_otherwise = {name for name, claim in CLAIMS.items() if claim.instead is not None}
    assert said_otherwise >= OTHERWISE


def test_a_claim_said_as_it_stands_rests_on_the_article() -> None:
    assert all(
        "article" in claim.source
        for claim in CLAIMS.values()
        if claim.instead is None and not claim.id.startswith("intro_other")
    )


def test_a_claim_said_otherwise_has_a_source_beside_the_article() -> None:
    assert all(set(claim.source) - {"article"} for claim in CLAIMS.values() if claim.instead is not None)


@pytest.mark.parametrize("drug", DRUGS)
def test_every_drug_of_the_article_is_a_claim_and_is_explained(drug: str) -> None:
    en, zh = DRUGS[drug]
    claim = next(claim for claim in CLAIMS.values() if drug in claim.id)
    lines = {answer.id: answer.text for topic in topics().values() for answer in topic.answers}
    said = [lines[name] for name in claim.said_by if name in lines]
    assert any(en in text.en.lower() for text in said)
    assert any(zh in text.zh for text in said)
    assert any(zh in term for medicine in medicines().values() for term in (medicine.name.zh, *medicine.terms.zh))


def test_every_section_of_the_article_is_covered() -> None:
    sections = ("intro", "exercise", "sleep", "hepatitis", "fatty_liver", "medicine", "daily")
    assert {section: sum(name.startswith(section) for name in CLAIMS) >= 5 for section in sections} == dict.fromkeys(
        sections, True
    )


def test_sayings_do_not_share_ids() -> None:
    answers = sum(len(topic.answers) for topic in topics().values())
    assert sum(kind == "answer" for kind in sayings().values()) == answers
