"""Add a medicine, herb or supplement that a message mentions."""

from typing import Any

import msgspec

from altalk.interpretation.case import Case, MedicineUse
from altalk.knowledge.vocabulary import medicines
from altalk.reading.mention import Mention

_ANY = {"any_medicine": "takes_medicines", "any_herb": "takes_herbs"}
_SAME = (
    "since_days",
    "until_days",
    "dose_mg_24h",
    "single_dose_mg",
    "days",
    "staggered",
    "amount_unknown",
    "deliberate",
)
_HERBAL = ("herb", "supplement", "weight_loss")


def with_medicine(case: Case, mention: Mention) -> Case:
    """The case with this product added, or filled in if it was named before; a product denied is left out."""
    if mention.negated and mention.value in _HERBAL:
        return msgspec.structs.replace(case, takes_herbs="no")
    if mention.value in _ANY:
        return msgspec.structs.replace(case, **{_ANY[mention.value]: "no" if mention.negated else "yes"})
    if mention.negated or mention.details.get("hypothetical"):
        return case
    before = {use.name: use for use in case.medicines}
    use = _merged(before.get(mention.value), mention)
    taken = case.takes_medicines if _is_herbal(mention) else "yes"
    herbs = "yes" if _is_herbal(mention) else case.takes_herbs
    uses = tuple({**before, use.name: use}.values())
    return msgspec.structs.replace(case, medicines=uses, takes_medicines=taken, takes_herbs=herbs)


def _merged(before: MedicineUse | None, mention: Mention) -> MedicineUse:
    told: dict[str, Any] = {name: mention.details[name] for name in _SAME if mention.details.get(name) is not None}
    origin = mention.details.get("origin")
    if origin is not None:
        told["prescribed"] = "yes" if origin == "prescribed" else "no"
    if mention.details.get("stopped") and "until_days" not in told:
        told["until_days"] = 1
    if before is None:
        return MedicineUse(name=str(mention.value), **told)
    return msgspec.structs.replace(before, **told)


def _is_herbal(mention: Mention) -> bool:
    known = medicines().get(str(mention.value))
    return mention.details.get("kind") == "herb" or (known is not None and known.medicine_class in _HERBAL)
