"""What no sentence of the assistant may say, and which names a condition of the knowledge may use."""

import re
from collections.abc import Iterator

from altalk.interpretation import Case, case_from
from altalk.interpretation.conditions import names_in
from altalk.interpretation.medicine_groups import groups_of
from altalk.interpretation.verdict import verdict_of
from altalk.knowledge.catalogue import Condition, definitions
from altalk.knowledge.vocabulary import findings, medicines

_NOT = r"(?<!not )(?<!never )"
FORBIDDEN = {
    "dose": r"\d\s*(mg|milligrams?|tablets?|capsules?|毫克|片|粒)"
    r"|(每[日天]|一[日天])[0-9一二两三四]次|(twice|three times) (a day|daily)",
    "stop": _NOT + r"\bstop (taking|using|your|the|this|that|it\b|them\b|all )"
    r"|(立即|立刻|马上|赶紧|应该|必须|可以|就|先)停(用|药|掉|服)",
    "diagnosis": r"\byou (have|suffer from|are suffering) (a |an |the )?(\w+ )?(hepatitis|fatty|cirrhosis|cancer|liver)"
    r"|您(得了|患有|患了|就是|肯定是|一定是|这是)",
    "promise": r"\bguarantee|\bwill (certainly|definitely|surely|be normal|go back)|nothing to worry"
    r"|(?<!not )\bharmless\b|(?<!不能)(?<!药能)保证|肯定(会|能|没)|一定(会|能)|没事|不用担心|尽管放心",
    "cheer": r"!|！|\bgreat\b|don't worry|加油",
}
LATE_DISEASE = r"cancer|cirrhos|tumou?r|癌|肝硬化|肿瘤"
_RICH = {
    "sex": "female",
    "age": 30,
    "pregnant": "yes",
    "gestation_weeks": 30,
    "weeks_since_birth": 1,
    "weight_kg": 60,
    "height_cm": 165,
    "systolic_bp": 120,
    "diastolic_bp": 80,
    "exercise": "yes",
    "exercise_days_before": 2,
    "late_nights": "yes",
    "sleep_hours": 5,
    "alcohol": "yes",
    "alcohol_g_week": 100,
    "raised_months": 4,
    "takes_medicines": "yes",
    "takes_herbs": "yes",
    "medicines": [
        {"name": "paracetamol", "dose_mg_24h": 2000, "staggered": True, "amount_unknown": True, "deliberate": True}
    ],
}
_LABS = ("alt", "ast", "alp", "ggt", "bilirubin", "albumin", "platelets", "inr", "ck", "ldh")


def problems(text: str) -> list[str]:
    """The kinds of forbidden wording in a sentence."""
    return [kind for kind, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)]


def style_problems(en: str, zh: str) -> list[str]:
    """Mixed scripts and half-width punctuation in Chinese text."""
    found = []
    if re.search(r"[\u4e00-\u9fff，。：；！？（）]", en):
        found.append("Chinese in the English text")
    if not re.search(r"[\u4e00-\u9fff]", zh):
        found.append("no Chinese")
    if re.search(r"[\u4e00-\u9fff] ?[,;:!?()]|[,;:!?()] ?[\u4e00-\u9fff]|[\u4e00-\u9fff]\.", zh):
        found.append("half-width punctuation in Chinese")
    if re.search(r"\{|\}", en + zh):
        found.append("a blank nobody fills in")
    return found


def sentences(text: str) -> int:
    """How many sentences a text has."""
    return len(re.findall(r"[.!?](?=\s|\"|$)|[。！？]", text)) or 1


def unknown_names(condition: Condition) -> set[str]:
    """The findings and measures of a condition that nothing can ever set."""
    return {name for name in names_in(condition) if name not in _known() and not _is_medicine_group(name)}


def facts_of_case(**fields: object) -> object:
    """The facts of a case given in the form of JSON."""
    return verdict_of(case_from(fields)).facts


def _known() -> set[str]:
    return {*findings(), *definitions(), *_from_cases()}


def _from_cases() -> Iterator[str]:
    labs = [{"analyte": name, "value": 30} for name in _LABS]
    for extra in (
        {"labs": labs},
        {"labs": [{"analyte": "alt", "flag": "high"}]},
        {"sex": "male", "age": 0.5, "labs": labs},
    ):
        facts = verdict_of(_case({**_RICH, **extra})).facts
        yield from facts.present
        yield from facts.measures
    # FIB-4 is computed only outside pregnancy and acute injury.
    grown = {"age": 50, "labs": labs}
    yield from verdict_of(_case(grown)).facts.measures


def _case(document: dict[str, object]) -> Case:
    return case_from(document)


def _is_medicine_group(name: str) -> bool:
    prefix, _, group = name.partition(":")
    groups = {"any_medicine", "any_herb", "unknown_product"}.union(*(groups_of(product) for product in medicines()))
    return prefix in ("takes", "took", "stopped", "recent") and group in groups
