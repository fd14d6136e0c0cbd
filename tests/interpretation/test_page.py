"""The printed page: everything the doctor needs, nothing loaded, nothing unescaped, both languages."""

from html.parser import HTMLParser
from typing import Any

import pytest

from altalk.interpretation import Case, LabResult, assess, case_from
from altalk.interpretation.assessment import URGENCIES
from altalk.interpretation.page import as_page
from altalk.interpretation.phrases import bring_line, urgency_line
from altalk.knowledge.catalogue import grades, rules, sources
from altalk.knowledge.page_words import page_word, page_words
from altalk.knowledge.phrases import phrase
from altalk.knowledge.questions import questions

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])

FULL = case_from(
    {
        "sex": "female",
        "age": 48,
        "region": "CN",
        "weight_kg": 70,
        "alcohol": "refused",
        "labs": [
            {"analyte": "ALT", "value": 60, "upper_limit": 40, "date": "2026-01-10"},
            {"analyte": "ALT", "value": 120, "upper_limit": 40, "lower_limit": 7, "date": "2026-03-02"},
            {"analyte": "AST", "value": 80, "upper_limit": 35},
            {"analyte": "ALP", "value": 100, "upper_limit": 100},
            {"analyte": "platelets", "value": 180, "approximate": True},
            {"analyte": "GGT", "multiple": 2, "previous": True},
            {"analyte": "LDH", "flag": "high"},
            {"analyte": "CK"},
        ],
        "symptoms": {"fatigue": "yes", "jaundice": "no"},
        "conditions": {"hepatitis_b": "unknown", "an old ache": "refused"},
        "medicines": [
            {"name": "atorvastatin"},
            {"name": "paracetamol", "dose_mg_24h": 1500, "until_days": 3},
            {"name": "grandmother's <b>tea</b>"},
        ],
    }
)


class Reader(HTMLParser):
    """Collects tags, attributes and the text that is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.parts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.parts.append(data)


def read(case: Case, language: str) -> tuple[Reader, str]:
    reader = Reader()
    reader.feed(as_page(case, assess(case), language))
    assert reader.open == []
    return reader, "\n".join(reader.parts)


@LANGUAGES
def test_all_that_the_doctor_needs_is_there(language: str) -> None:
    assessment = assess(FULL)
    _, text = read(FULL, language)
    wanted = [
        "120 U/L",
        "40 U/L",
        page_word("page_from_report", language),
        "2026-03-02",
        grades()[assessment.grade].name.in_language(language),
        urgency_line(assessment, language, "CN"),
        bring_line(assessment, language),
        phrase("disclaimer", language),
        phrase("trend_rising", language, earlier="60", latest="120", percent="+100"),
        "FIB-4",
        *(questions()[name].name.in_language(language) for name in assessment.missing),
        *(note.text.in_language(language) for note in assessment.notes),
    ]
    for rule in assessment.rules:
        wanted += [rule, rules()[rule].because.in_language(language), sources()[rules()[rule].source[0]].title]
        wanted.append(phrase(f"status_{rules()[rule].status}", language))
    assert [one for one in wanted if one not in text] == []


@LANGUAGES
def test_all_that_was_told_is_there(language: str) -> None:
    _, text = read(FULL, language)
    wanted = {
        "en": "7 to 40|about 180 10*9/L|2 times the limit|earlier|high, number not known|48 years|female|70 kg|"
        "not answered|tired|no yellow skin|hepatitis B: not known|an old ache: not answered|atorvastatin|"
        "paracetamol, 1500 mg in 24 hours (stopped)",
        "zh": "参考范围7～40|约 180 10*9/L|上限的2倍|之前的结果|偏高，具体数值不详|48 岁|女|70 公斤|未回答|乏力|没有|"
        "乙肝：不清楚|阿托伐他汀|24小时内1500毫克（已停）",
    }
    assert [one for one in wanted[language].split("|") if one not in text] == []


@LANGUAGES
def test_nothing_runs_and_nothing_is_loaded(language: str) -> None:
    reader, text = read(FULL, language)
    page = as_page(FULL, assess(FULL), language)
    assert not {"script", "link", "img", "iframe", "object", "form", "b"} & set(reader.tags)
    assert not {"src", "href", "style"} & {name for name, _ in reader.attributes}
    assert not any(name.startswith("on") for name, _ in reader.attributes)
    assert not any(mark in page for mark in ("url(", "@import", "http://", "https://"))
    assert "grandmother's <b>tea</b>" in text


@LANGUAGES
@pytest.mark.parametrize(
    ("case", "urgency"),
    [
        ({"region": "CN", "symptoms": {"vomiting_blood": "yes"}}, "emergency"),
        ({"symptoms": {"jaundice": "yes"}}, "urgent"),
        ({}, "doctor_soon"),
        ({"sex": "male", "age": 40, "labs": [{"analyte": "ALT", "value": 45, "upper_limit": 40}]}, "retest"),
        ({"sex": "male", "age": 40, "labs": [{"analyte": "ALT", "value": 20}]}, "normal"),
    ],
)
def test_every_urgency_has_its_line_first(case: dict[str, Any], urgency: str, language: str) -> None:
    read_case = case_from(case)
    assessment = assess(read_case)
    reader, text = read(read_case, language)
    assert assessment.urgency == urgency
    assert urgency in URGENCIES
    assert ("class", f"urgency-{urgency}") in reader.attributes
    assert text.index(urgency_line(assessment, language, read_case.region)) < text.index(
        page_word("page_result", language)
    )


@LANGUAGES
def test_a_default_limit_is_named_and_a_missing_value_is_said(language: str) -> None:
    _, text = read(case_from({"labs": [{"analyte": "ALT", "multiple": 3}]}), language)
    assert page_word("page_unknown", language) in text
    _, text = read(case_from({"sex": "male", "age": 40, "labs": [{"analyte": "ALT", "value": 50}]}), language)
    assert page_word("page_from_default", language, name="").strip("，, （）") not in ("", text)
    assert "33 U/L" in text


def test_a_value_that_is_not_read_is_left_out() -> None:
    case = Case(labs=(LabResult("sodium in sweat", 3.0),))
    assert "sodium" not in as_page(case, assess(Case()))


def test_words_are_whole_in_both_languages() -> None:
    for one in page_words().values():
        assert one.text.en.strip() and one.text.zh.strip()
        assert one.text.en.count("{") == one.text.zh.count("{")
