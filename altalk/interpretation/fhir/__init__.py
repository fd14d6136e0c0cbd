"""FHIR R4 in and out: laboratory reports become a case, an assessment becomes Observations and a RiskAssessment.

>>> from altalk.interpretation.fhir import case_from_fhir
>>> case_from_fhir({"resourceType": "Observation", "status": "final",
...                 "code": {"coding": [{"system": "http://loinc.org", "code": "1742-6"}]},
...                 "valueQuantity": {"value": 78, "unit": "U/L"}}).labs[0].value
78.0
"""

from altalk.interpretation.fhir.read import case_from_fhir, case_from_fhir_json
from altalk.interpretation.fhir.write import assessment_to_fhir, case_to_fhir

__all__ = ["assessment_to_fhir", "case_from_fhir", "case_from_fhir_json", "case_to_fhir"]
