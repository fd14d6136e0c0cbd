"""What is known about one person: the input of `assess`."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct, field

Answer = Literal["yes", "no", "unknown", "refused"]
Sex = Literal["male", "female"]
Region = Literal["CN", "UK", "US", "other"]
Comparator = Literal["<", "<=", ">", ">="]

NotNegative = Annotated[float, Meta(ge=0)]
Days = Annotated[float, Meta(ge=0, le=36_500)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]


class CaseError(ValueError):
    """A case cannot be used.

    Attributes:
        path: JSON path of the offending field, for example `$.labs[0].value`.
        reason: what is wrong and what is allowed.
    """

    def __init__(self, path: str, reason: str) -> None:
        """Keep the path and the reason apart, so that a program can use them."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class LabResult(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One result of a blood report; value and limits are in `unit`.

    Attributes:
        analyte: `ALT`, `AST`, `ALP`, … or a LOINC code; see `knowledge/analytes.yml`.
        value: the number, or None where only a multiple or a flag is known.
        unit: as written or in UCUM; None means the analyte's customary unit.
        comparator: set where the laboratory gave `<5` or `>1000`.
        lower_limit: the report's own lower limit.
        upper_limit: the report's own upper limit.
        multiple: times the upper limit, where the person knows no more than that.
        flag: what the report prints beside the value.
        date: ISO date of the blood draw.
        approximate: the person gave a rough number ("80ish").
        previous: an earlier result, told without its date.
    """

    analyte: Name
    value: float | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    lower_limit: float | None = None
    upper_limit: float | None = None
    multiple: Annotated[float, Meta(gt=0, le=10_000)] | None = None
    flag: Literal["high", "low", "normal"] | None = None
    date: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    approximate: bool = False
    previous: bool = False


class MedicineUse(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One medicine, herb or supplement that a person takes or took.

    Attributes:
        name: canonical id of `knowledge/medicines/`, or the text as written when it is not known.
        prescribed: `yes` when a doctor prescribed it, `no` when bought.
        since_days: days since it was begun.
        until_days: days since it was last taken; 0 or None means it is still taken.
        dose_mg_24h: milligrams of this product's active substance in the worst 24 hours.
        single_dose_mg: milligrams taken at once.
        days: on how many days that dose was taken.
        staggered: the dose was spread over more than one hour beyond the licensed use.
        amount_unknown: more than the licensed dose, nobody knows how much.
        deliberate: taken to harm oneself.
    """

    name: Name
    prescribed: Answer | None = None
    since_days: Days | None = None
    until_days: Days | None = None
    dose_mg_24h: NotNegative | None = None
    single_dose_mg: NotNegative | None = None
    days: Days | None = None
    staggered: bool = False
    amount_unknown: bool = False
    deliberate: bool = False


class Case(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """All that is known about one person; everything is optional.

    Attributes:
        age: years; an infant's as a fraction.
        labs: results, oldest first where no dates are given.
        symptoms: canonical ids (or the text as written) with an answer.
        conditions: canonical ids (or the text as written) with an answer.
        takes_medicines: answer to "do you take any medicine?".
        takes_herbs: answer to "do you take any herb or supplement?".
        exercise: hard exercise in the week before the blood draw.
        exercise_days_before: days between the last hard exercise and the blood draw.
        alcohol_g_week: grams of pure alcohol a week.
        raised_months: for how many months the value has been raised.
        declined: question id → `unknown` or `refused`; such a question is not asked again.
    """

    sex: Sex | None = None
    age: Annotated[float, Meta(ge=0, le=120)] | None = None
    region: Region | None = None
    pregnant: Answer | None = None
    gestation_weeks: Annotated[float, Meta(ge=0, le=45)] | None = None
    weeks_since_birth: Annotated[float, Meta(ge=0, le=520)] | None = None
    weight_kg: Annotated[float, Meta(gt=0, le=500)] | None = None
    height_cm: Annotated[float, Meta(ge=30, le=260)] | None = None
    systolic_bp: Annotated[float, Meta(ge=20, le=350)] | None = None
    diastolic_bp: Annotated[float, Meta(ge=10, le=250)] | None = None
    labs: tuple[LabResult, ...] = ()
    symptoms: dict[Name, Answer] = field(default_factory=dict)
    conditions: dict[Name, Answer] = field(default_factory=dict)
    medicines: tuple[MedicineUse, ...] = ()
    takes_medicines: Answer | None = None
    takes_herbs: Answer | None = None
    exercise: Answer | None = None
    exercise_days_before: Days | None = None
    alcohol: Answer | None = None
    alcohol_g_week: Annotated[float, Meta(ge=0, le=10_000)] | None = None
    sleep_hours: Annotated[float, Meta(ge=0, le=24)] | None = None
    late_nights: Answer | None = None
    raised_months: Annotated[float, Meta(ge=0, le=1_200)] | None = None
    declined: dict[Name, Literal["unknown", "refused"]] = field(default_factory=dict)


def case_from(document: Mapping[str, Any]) -> Case:
    """Read a case from the form that JSON gives.

    Raises:
        CaseError: a field is unknown, of the wrong type or out of range.
    """
    try:
        return msgspec.convert(document, Case)
    except msgspec.ValidationError as error:
        raise _case_error(error) from error


def case_from_json(text: str | bytes) -> Case:
    """Read a case from JSON text.

    Raises:
        CaseError: the text is not JSON, or a field is unknown, of the wrong type or out of range.
    """
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CaseError("$", f"is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise CaseError("$", "must be an object")
    return case_from(document)


def case_to_dict(case: Case) -> dict[str, Any]:
    """The case in the form that JSON takes; only what is known."""
    built: dict[str, Any] = msgspec.to_builtins(case)
    return built


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a case."""
    return msgspec.json.schema(Case)


def _case_error(error: msgspec.ValidationError) -> CaseError:
    reason, found, place = str(error).partition(" - at `")
    # A wrong key reads "key` in `$.symptoms`".
    path = f"${place.rpartition('$')[2].rstrip('`')}" if found else "$"
    return CaseError(path, _lower_first(reason) + _allowed(path, reason))


def _allowed(path: str, reason: str) -> str:
    """The words that are allowed at a path, where the reason does not tell them."""
    if "regex" in reason:
        return "; YYYY-MM-DD is expected"
    if "enum" not in reason:
        return ""
    name = path.replace("[...]", "").rpartition(".")[2]
    kinds = (hints[name] for kind in (Case, LabResult, MedicineUse) if name in (hints := get_type_hints(kind)))
    words = dict.fromkeys(word for kind in kinds for word in _words(kind))
    return f"; allowed are {', '.join(words)}"


def _words(kind: Any) -> Iterator[str]:
    """The words of every Literal within a type."""
    if get_origin(kind) is Literal:
        yield from get_args(kind)
        return
    for inner in get_args(kind):
        yield from _words(inner)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def case_to_json(case: Case) -> str:
    """The case as JSON text with sorted keys."""
    return json.dumps(case_to_dict(case), ensure_ascii=False, sort_keys=True)
