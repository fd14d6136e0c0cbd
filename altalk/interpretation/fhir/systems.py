"""Names of code systems, extensions and coded values, as FHIR R4 and its terminology write them."""

from typing import Literal

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
YES_NO = "http://terminology.hl7.org/CodeSystem/v2-0136"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"

# Systems of our own, for what has no code elsewhere.
OURS = "urn:altalk:"
ANALYTE = f"{OURS}analyte"
CASE = f"{OURS}case"
MEASURE = f"{OURS}measure"
MEDICINE = f"{OURS}medicine"
QUESTION = f"{OURS}question"
URGENCY = f"{OURS}urgency"
EXTENSION = f"{OURS}extension:"

Flag = Literal["high", "low", "normal"]

FLAGS: dict[str, Flag] = {
    **dict.fromkeys(("H", "HH", "HU", "HX", ">", "H>"), "high"),
    **dict.fromkeys(("L", "LL", "LU", "LX", "<", "L<"), "low"),
    "N": "normal",
}
FLAG_CODES: dict[Flag, str] = {"high": "H", "low": "L", "normal": "N"}
ABSENT_ANSWERS = {"unknown": "asked-unknown", "refused": "asked-declined"}
ANSWERS_ABSENT = {"unknown": "unknown", "asked-unknown": "unknown", "asked-declined": "refused"}
