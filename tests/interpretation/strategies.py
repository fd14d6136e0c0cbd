"""Cases for Hypothesis: valid documents, as JSON gives them, from the whole range of what may be known."""

from typing import Any

from hypothesis import strategies as st

from altalk.knowledge.vocabulary import findings, medicines

Document = dict[str, Any]

SYMPTOMS = sorted(name for name, one in findings().items() if one.kind == "symptom")
CONDITIONS = sorted(name for name, one in findings().items() if one.kind == "condition")
RED_FLAGS = sorted(name for name, one in findings().items() if one.red_flag)
MEDICINES = sorted(medicines())
QUESTIONS = ("medicines", "herbs", "hepatitis", "exercise", "alcohol", "sex", "age", "upper_limit", "warning_signs")
ANSWERS = st.sampled_from(["yes", "no", "unknown", "refused"])

# Values and limits in the customary unit: around every threshold, and anything between.
_ALT = st.one_of(
    st.sampled_from([39, 40, 41, 80, 81, 120, 200, 201, 320, 321, 500, 501, 1001, 10_001]), st.integers(1, 15_000)
)
_OTHERS: dict[str, tuple[st.SearchStrategy[float], float]] = {
    "AST": (st.integers(5, 6000), 40),
    "ALP": (st.integers(30, 900), 120),
    "GGT": (st.integers(5, 900), 60),
    "bilirubin": (st.integers(2, 300), 21),
    "albumin": (st.integers(18, 55), 50),
    "platelets": (st.integers(20, 600), 400),
    "CK": (st.integers(20, 60_000), 200),
    "INR": (st.sampled_from([0.9, 1.1, 1.2, 1.3, 1.49, 1.5, 2.4]), 1.2),
}
UNITS = {"ALT": "U/L", "AST": "U/L", "ALP": "U/L", "GGT": "U/L", "CK": "U/L", "bilirubin": "umol/L", "albumin": "g/L"}


def _result(analyte: str, value: float, limit: float | None) -> Document:
    unit = {"unit": UNITS[analyte]} if analyte in UNITS else {}
    return {"analyte": analyte, "value": value, **unit, **({"upper_limit": limit} if limit is not None else {})}


@st.composite
def labs(draw: st.DrawFn) -> list[Document]:
    """One result of ALT and of some other analytes."""
    results = [_result("ALT", draw(_ALT), draw(st.sampled_from([None, 26, 33, 35, 40, 50, 64])))]
    for analyte in draw(st.lists(st.sampled_from(sorted(_OTHERS)), unique=True, max_size=4)):
        values, limit = _OTHERS[analyte]
        results.append(_result(analyte, draw(values), limit))
    return results


@st.composite
def medicine_uses(draw: st.DrawFn) -> Document:
    """One product with some of what may be told about it."""
    name = draw(
        st.one_of(st.sampled_from(MEDICINES), st.sampled_from(["paracetamol", "isoniazid", "he_shou_wu", "祖传丸"]))
    )
    use: Document = {"name": name}
    for key, values in {
        "prescribed": ANSWERS,
        "since_days": st.integers(0, 900),
        "until_days": st.integers(0, 400),
        "dose_mg_24h": st.integers(0, 9000),
        "staggered": st.booleans(),
        "amount_unknown": st.booleans(),
    }.items():
        if draw(st.integers(0, 3)) == 0:
            use[key] = draw(values)
    return use


_PERSON: dict[str, st.SearchStrategy[Any]] = {
    "sex": st.sampled_from(["male", "female"]),
    "age": st.one_of(st.sampled_from([0.04, 0.5, 5, 17.9, 18, 34, 35, 65, 66]), st.integers(1, 95)),
    "region": st.sampled_from(["CN", "UK", "US", "other"]),
    "pregnant": ANSWERS,
    "gestation_weeks": st.integers(4, 41),
    "weeks_since_birth": st.integers(0, 60),
    "weight_kg": st.integers(3, 180),
    "height_cm": st.integers(45, 210),
    "systolic_bp": st.integers(70, 190),
    "diastolic_bp": st.integers(40, 120),
    "takes_medicines": ANSWERS,
    "takes_herbs": ANSWERS,
    "exercise": ANSWERS,
    "exercise_days_before": st.integers(0, 12),
    "alcohol": ANSWERS,
    "alcohol_g_week": st.integers(0, 900),
    "sleep_hours": st.integers(2, 11),
    "late_nights": ANSWERS,
    "raised_months": st.integers(0, 24),
}


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A valid case in the form of JSON; always with an ALT value."""
    document: Document = {"labs": draw(labs())}
    for name in draw(st.lists(st.sampled_from(sorted(_PERSON)), unique=True, max_size=9)):
        document[name] = draw(_PERSON[name])
    document["symptoms"] = draw(st.dictionaries(st.sampled_from(SYMPTOMS), ANSWERS, max_size=3))
    document["conditions"] = draw(st.dictionaries(st.sampled_from(CONDITIONS), ANSWERS, max_size=3))
    document["medicines"] = draw(st.lists(medicine_uses(), max_size=2))
    document["declined"] = draw(
        st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(["unknown", "refused"]), max_size=2)
    )
    return document


# Any JSON a program may send, from nearly right to absurd.
_FIELDS = st.sampled_from([*_PERSON, "labs", "symptoms", "conditions", "medicines", "declined", "nonsense"])
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 20_000),
    st.floats(allow_nan=False),
    st.sampled_from(["yes", "male", "ALT", "", "高"]),
)
_LAB_LIKE = st.dictionaries(
    st.sampled_from(
        ["analyte", "value", "unit", "comparator", "upper_limit", "lower_limit", "multiple", "flag", "date"]
    ),
    st.one_of(_SCALARS, st.sampled_from(["U/L", "ukat/L", ">", "high", "2024-02-30", "2024-02-10", "bilirubin"])),
)
anything = st.one_of(
    documents(),
    st.dictionaries(
        _FIELDS, st.one_of(_SCALARS, st.lists(_LAB_LIKE, max_size=2), st.dictionaries(st.text(max_size=4), _SCALARS))
    ),
    st.fixed_dictionaries({"labs": st.lists(_LAB_LIKE, min_size=1, max_size=3)}),
)
