"""A case, and the assessment of it, as a FHIR Bundle."""

from altalk.interpretation.assessment import Assessment
from altalk.interpretation.case import Case, case_to_json
from altalk.interpretation.fhir.identity import Identity, Resource
from altalk.interpretation.fhir.write_assessment import derived_observations, risk_assessment
from altalk.interpretation.fhir.write_case import case_resources


def case_to_fhir(case: Case) -> Resource:
    """The facts of the case as a Bundle that `case_from_fhir` reads back."""
    identity = Identity(case_to_json(case))
    return identity.bundle(case_resources(case, identity))


def assessment_to_fhir(case: Case, assessment: Assessment, language: str = "en") -> Resource:
    """The facts, the derived values and the urgency as one Bundle; the same input gives the same Bundle.

    Args:
        case: the case that was assessed; `assess` has accepted it.
        assessment: what came of it.
        language: `en` or `zh`, of all wording.
    """
    identity = Identity(f"{case_to_json(case)}/{language}")
    facts = case_resources(case, identity)
    derived = derived_observations(case, assessment, identity, language)
    basis = tuple(name for name in (*facts, *derived) if name != "patient")
    risk = risk_assessment(case, assessment, identity, language, basis)
    return identity.bundle({**facts, **derived, "risk": risk})
