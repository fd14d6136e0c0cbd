"""The medicine: `assess(case) -> Assessment`, pure and deterministic.

>>> from altalk.interpretation import assess, case_from
>>> assess(case_from({"sex": "male", "age": 34, "labs": [{"analyte": "ALT", "value": 78, "upper_limit": 40}]})).grade
'borderline'
"""

from altalk.interpretation.assess import assess
from altalk.interpretation.assessment import Assessment, assessment_to_dict
from altalk.interpretation.case import (
    Answer,
    Case,
    CaseError,
    LabResult,
    MedicineUse,
    case_from,
    case_from_json,
    case_to_dict,
)
from altalk.interpretation.text import as_text

__all__ = [
    "Answer",
    "Assessment",
    "Case",
    "CaseError",
    "LabResult",
    "MedicineUse",
    "as_text",
    "assess",
    "assessment_to_dict",
    "case_from",
    "case_from_json",
    "case_to_dict",
]
