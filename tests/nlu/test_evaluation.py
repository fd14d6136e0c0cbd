"""The measures of the evaluation, on made-up messages."""

from pathlib import Path
from typing import Any

import pytest

from altalk.evaluation.__main__ import MESSAGES
from altalk.evaluation.matching import Found, found_facts, matches, wrong_details
from altalk.evaluation.measures import Counts, Result, intent_counts, judge, macro_f1
from altalk.evaluation.messages import Fact, Message, load_file, load_folder, parse_fact
from altalk.evaluation.report import as_text, errors, summary
from altalk.evaluation.understanding import Understood, newest_model


def entity(name: str, value: Any, **keys: Any) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": 1, "negated": False, **keys}


def message(intent: str = "inform", *facts: str, **keys: Any) -> Message:
    return Message("text", "en", intent, facts=tuple(parse_fact(fact) for fact in facts), **keys)


def judged(
    labelled: Message, *entities: dict[str, Any], intent: str | None = "inform", red_flag: bool = False
) -> Result:
    return judge(labelled, Understood(entities, red_flag, intent, 0.9))


def whats(result: Result) -> list[str]:
    return [wrong.what for wrong in result.wrongs]


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        ("alt 78", Fact(("alt",), (78,))),
        ("alt|liver_enzyme 7.5 unit=ukat/L", Fact(("alt", "liver_enzyme"), (7.5,), details={"unit": "ukat/L"})),
        ("not symptom jaundice|itching", Fact(("symptom",), ("jaundice", "itching"), negated=True)),
        ("maybe not alt null", Fact(("alt",), (None,), negated=True, optional=True)),
        ("alt 500 comparator=>=", Fact(("alt",), (500,), details={"comparator": ">="})),
        ('bedtime "02:00"', Fact(("bedtime",), ("02:00",))),
        ("symptom fever hypothetical=true", Fact(("symptom",), ("fever",), details={"hypothetical": True})),
    ],
)
def test_a_fact_is_read_as_written(written: str, fact: Fact) -> None:
    assert parse_fact(written) == fact


@pytest.mark.parametrize("written", ["", "alt", "not", "not alt", "alt 78 high"])
def test_a_broken_fact_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"a fact needs|not a key"):
        parse_fact(written)


@pytest.mark.parametrize(
    "line", ["{text: a, intent: inform, facts: [alt]}", "{text: a}", "{text: a, intent: b, fact: [alt 78]}"]
)
def test_a_broken_message_names_its_file(tmp_path: Path, line: str) -> None:
    (tmp_path / "en.yml").write_text(f"- {line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"en\.yml"):
        load_folder(tmp_path)


def test_a_message_that_stands_twice_is_refused(tmp_path: Path) -> None:
    for name in ("en", "mixed"):
        (tmp_path / f"{name}.yml").write_text("- {text: hello, intent: greet}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="twice: hello"):
        load_folder(tmp_path)


def test_counts_give_precision_recall_and_f1() -> None:
    counts = Counts(right=2, extra=2, missed=0) + Counts(right=1, missed=1)
    assert (counts.precision, counts.recall) == (0.6, 0.75)
    assert counts.f1 == pytest.approx(2 / 3)
    assert Counts().f1 == 1.0
    assert Counts(extra=1).f1 == Counts(missed=1).f1 == 0.0


def test_macro_f1_weighs_every_intent_the_same() -> None:
    greets = [judged(message("greet"), intent="greet") for _ in range(9)]
    wrong = judged(message("thanks"), intent="greet")
    counts = intent_counts([*greets, wrong])
    assert counts["greet"].precision == 0.9
    assert macro_f1(counts) == pytest.approx((18 / 19 + 0) / 2)


def test_an_intent_that_is_only_guessed_is_not_in_the_mean() -> None:
    assert macro_f1(intent_counts([judged(message("greet"), intent="greet")])) == 1.0
    counts = intent_counts([judged(message("greet"), intent="greet"), judged(message("greet"), intent="thanks")])
    assert macro_f1(counts) == pytest.approx(2 / 3)


def test_an_accepted_intent_is_right() -> None:
    result = judged(message("ask_retest", accept=("ask_recovery",)), intent="ask_recovery")
    assert not result.wrongs
    assert intent_counts([result])["ask_retest"].right == 1


def test_facts_are_counted_by_type_and_value() -> None:
    result = judged(message("inform", "alt 78", "ast 50"), entity("alt", 78), entity("ast", 60), entity("age", 50))
    assert result.counts["numbers"] == Counts(right=1, extra=2, missed=1)
    assert whats(result) == ["fact missed", "fact not told", "fact not told"]


def test_an_optional_fact_is_neither_missed_nor_extra() -> None:
    labelled = message("inform", "maybe condition fatty_liver")
    assert not judged(labelled).wrongs
    assert not judged(labelled, entity("condition", "fatty_liver")).wrongs


def test_a_limit_may_be_a_key_or_a_fact_on_either_side() -> None:
    as_key, as_fact = entity("alt", 78, upper_limit=40), entity("upper_limit", 40)
    for labelled in (message("inform", "alt 78 upper_limit=40"), message("inform", "alt 78", "upper_limit 40")):
        assert judged(labelled, as_key).counts["numbers"] == Counts(right=2)
        assert judged(labelled, entity("alt", 78), as_fact).counts["numbers"] == Counts(right=2)
        assert judged(labelled, entity("alt", 78)).counts["numbers"] == Counts(right=1, missed=1)


def test_a_lab_value_without_a_number_is_only_a_mention() -> None:
    assert not judged(message(), entity("alt", None)).wrongs
    assert whats(judged(message("inform", "alt null flag=high"))) == ["fact missed"]


def test_a_fact_read_twice_counts_once() -> None:
    assert len(found_facts((entity("alt", 78), entity("alt", 78), entity("alt", 78, negated=True)))) == 2


@pytest.mark.parametrize("value", [40, 87])
def test_a_number_that_is_not_the_alt_is_wrong_in_its_slot(value: int) -> None:
    assert "wrong ALT" in whats(judged(message("inform", "alt 78"), entity("alt", 78), entity("alt", value)))


def test_the_right_alt_is_not_wrong_whatever_its_name() -> None:
    labelled = message("inform", "liver_enzyme|alt 78", "maybe alt 60 role=previous")
    assert "wrong ALT" not in whats(judged(labelled, entity("alt", 78), entity("liver_enzyme", 60)))


def test_no_number_may_be_the_alt_where_none_was_told() -> None:
    labelled = message("inform", "maybe alt 78", not_alt=True)
    assert judged(labelled, entity("alt", 78)).has("wrong ALT")
    assert not judged(labelled, entity("alt", None)).has("wrong ALT")
    assert not judged(labelled, entity("alt", 78, negated=True)).has("wrong ALT")


def test_a_denied_fact_may_not_be_stored_as_told() -> None:
    labelled = message("inform", "not symptom fever")
    assert judged(labelled, entity("symptom", "fever")).has("negated fact stored as positive")
    assert not judged(labelled, entity("symptom", "fever", negated=True)).wrongs
    assert not judged(labelled, entity("symptom", "fever", hypothetical=True)).wrongs


def test_a_told_fact_may_not_be_stored_as_denied() -> None:
    result = judged(message("inform", "symptom no_appetite"), entity("symptom", "no_appetite", negated=True))
    assert whats(result) == ["positive fact stored as negated"]


def test_red_flags_are_missed_or_false_alarms() -> None:
    assert judged(message("red_flag")).has("red flag missed")
    assert judged(message("inform"), intent="red_flag", red_flag=True).has("false alarm")
    assert not judged(message("inform", accept=("red_flag",)), intent="red_flag", red_flag=True).wrongs


def test_an_accepted_intent_does_not_excuse_a_missed_red_flag() -> None:
    assert judged(message("red_flag", accept=("inform",))).has("red flag missed")


@pytest.mark.parametrize(("intent", "starts"), [("inform", True), ("start_assessment", True), ("greet", False)])
def test_out_of_scope_that_would_start_the_form(intent: str, starts: bool) -> None:
    assert judged(message("out_of_scope"), intent=intent).has("would start the form") is starts
    assert not judged(message("greet"), intent=intent).has("would start the form")


def test_further_keys_are_compared() -> None:
    labelled = message("inform", "alt 78 unit=U/L flag=high")
    result = judged(labelled, entity("alt", 78, unit="U/L"))
    assert result.details == Counts(right=1, missed=1)
    assert result.has("detail")


def test_a_value_without_a_role_is_the_current_one() -> None:
    assert not wrong_details(parse_fact("alt 78 role=current"), Found("alt", 78))
    assert wrong_details(parse_fact("alt 78 role=previous"), Found("alt", 78)) == ["role=previous (current)"]


@pytest.mark.parametrize("name", ["paracetamol", "Panadol", "扑热息痛"])
def test_a_medicine_is_right_by_any_of_its_names(name: str) -> None:
    assert matches(Fact(("medicine",), (name,)), Found("medicine", "paracetamol"))
    assert not matches(Fact(("medicine",), (name,)), Found("medicine", "ibuprofen"))


def test_a_medicine_that_nobody_knows_is_right_as_written() -> None:
    assert matches(Fact(("medicine",), ("blue_moon_tea",)), Found("medicine", "Blue Moon tea"))


def test_a_condition_labelled_as_symptom_is_the_same_finding() -> None:
    assert matches(parse_fact("symptom jaundice"), Found("condition", "jaundice"))
    assert not matches(parse_fact("symptom jaundice"), Found("symptom", "itching"))


def test_a_broader_finding_follows_from_a_narrower_one() -> None:
    assert not judged(message("inform", "symptom right_upper_pain"), entity("symptom", "abdominal_pain")).has(
        "fact not told"
    )
    assert judged(message("inform", "symptom abdominal_pain"), entity("symptom", "right_upper_pain")).has(
        "fact not told"
    )


def test_rounding_is_no_error_and_a_digit_is() -> None:
    assert matches(parse_fact("height_cm 175.26"), Found("height_cm", 175.3))
    assert not matches(parse_fact("alt 187"), Found("alt", 188))
    assert not matches(parse_fact("alt null"), Found("alt", 78))


def test_the_report_has_the_measures_by_language_and_tag() -> None:
    tagged = Message("旅行", "zh", "out_of_scope", tags=("lookalike",))
    results = [judged(message("inform", "alt 78"), entity("alt", 78)), judged(tagged, intent="nlu_fallback")]
    data = summary(results)
    assert data["languages"]["en"]["numbers F1"] == 1.0
    assert data["languages"]["zh"]["intent accuracy"] == 0.0
    assert data["tags"]["lookalike"]["without an error"] == 0.0
    assert data["all"]["fallback rate"] == 0.0
    assert [error["text"] for error in errors(results)] == ["旅行"]
    assert "旅行" in as_text(results)


def test_the_fallback_rate_is_that_of_messages_in_scope() -> None:
    results = [judged(message("greet"), intent="nlu_fallback"), judged(message("greet"), intent="greet")]
    assert summary(results)["all"]["fallback rate"] == 0.5


def test_the_reader_alone_has_no_intents_to_measure() -> None:
    results = [judged(message("inform", "alt 78"), entity("alt", 78), intent=None)]
    assert "intent accuracy" not in summary(results)["all"]
    assert not results[0].wrongs


def test_the_newest_model_counts(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="--reader-only"):
        newest_model(tmp_path)
    (tmp_path / "model.tar.gz").touch()
    assert newest_model(tmp_path).name == "model.tar.gz"


def test_the_held_out_messages_are_well_formed_and_enough() -> None:
    messages = load_folder(MESSAGES)
    for language, least, emergencies in (("en", 330, 60), ("zh", 330, 60), ("mixed", 60, 0)):
        own = [one for one in messages if one.language == language]
        assert len(own) >= least
        assert sum("emergency" in one.tags for one in own) >= emergencies
    assert load_file(MESSAGES / "en.yml")[0].language == "en"


def test_the_held_out_messages_use_the_documented_intents() -> None:
    documented = (MESSAGES.parents[2] / "docs" / "intents.md").read_text(encoding="utf-8")
    used = {intent for one in load_folder(MESSAGES) for intent in (one.intent, *one.accept)}
    assert [intent for intent in sorted(used) if f"| `{intent}` |" not in documented] == []
