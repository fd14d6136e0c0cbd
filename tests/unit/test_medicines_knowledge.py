"""The knowledge about medicines: complete, typed, consistent with itself and with its sources."""

import re
import time
from collections import Counter

import pytest

from altalk.knowledge.catalogue import sources
from altalk.knowledge.medicine_words import frequencies, medicine_words
from altalk.knowledge.vocabulary import Medicine, medicines

NEVER_STOPPED_ALONE = [
    "antituberculosis",
    "antiepileptic",
    "hbv_antiviral",
    "hcv_antiviral",
    "antiretroviral",
    "anticoagulant",
    "antiplatelet",
    "corticosteroid",
    "immunosuppressant",
    "opioid",
    "benzodiazepine",
    "antidepressant",
    "antipsychotic",
    "antiarrhythmic",
    "chemotherapy",
    "checkpoint_inhibitor",
    "antithyroid",
]
CLASSES_OF_RULES = [
    "analgesic",
    "antibiotic",
    "nsaid",
    "statin",
    "antituberculosis",
    "antiepileptic",
    "antifungal",
    "hbv_antiviral",
    "immunosuppressant",
    "checkpoint_inhibitor",
    "anticoagulant",
    "antiplatelet",
    "corticosteroid",
    "chemotherapy",
    "oral_contraceptive",
    "anabolic_steroid",
    "antithyroid",
    "hepatoprotectant",
    "herb",
    "supplement",
    "weight_loss",
]
CATEGORIES = {
    "ibuprofen": "A",
    "naproxen": "B",
    "amoxicillin_clavulanate": "A",
    "isoniazid": "A",
    "atorvastatin": "A",
    "pravastatin": "B",
    "pitavastatin": "D",
    "fenofibrate": "B",
    "methotrexate": "A",
    "valproate": "A",
    "metformin": "B",
    "semaglutide": "D",
    "loratadine": "E*",
    "entecavir": "E*",
    "lamivudine": "E",
    "he_shou_wu": "A",
    "kava": "A",
    "ashwagandha": "B",
    "ginseng": "E",
    "berberine": "E",
    "aspirin": "A[HD]",
    "paracetamol": "A[HD]",
    "niacin": "A[HD]",
}
TO_CONFIRM = [
    "indomethacin",
    "amoxicillin",
    "levofloxacin",
    "comfrey",
    "turmeric",
    "omeprazole",
    "leflunomide",
    "niacin",
]
LOOKED_UP = ["ibuprofen", "isoniazid", "atorvastatin", "valproate", "kava", "germander", "oseltamivir"]
WITH_PARACETAMOL = [
    "excedrin",
    "nyquil",
    "dayquil",
    "lemsip",
    "tylenol_cold",
    "combiflam",
    "co_codamol",
    "gankang",
    "saridon",
    "bai_jia_hei",
    "999_ganmaoling",
    "weic_yinqiao",
    "oxycodone_paracetamol",
    "hydrocodone_paracetamol",
]


def test_at_least_the_products_of_the_clinical_list() -> None:
    products = [entry for entry in medicines().values() if entry.kind != "class"]
    assert len(products) >= 152
    assert len([entry for entry in products if entry.likelihood]) >= 130


def test_ids_are_stable_names() -> None:
    assert [name for name in medicines() if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", name)] == []


def test_no_name_means_two_things() -> None:
    names = Counter(name for entry in medicines().values() for name in {*entry.words(), *entry.pinyin})
    assert [name for name, count in names.items() if count > 1] == []


def test_every_entry_has_a_name_in_each_language() -> None:
    assert [entry.id for entry in medicines().values() if not entry.name.en or not entry.name.zh] == []
    latin = [entry.id for entry in medicines().values() if not re.search("[\u4e00-\u9fff]", entry.name.zh)]
    assert latin == ["liv52"]


def test_every_entry_can_be_met_in_a_text() -> None:
    assert [entry.id for entry in medicines().values() if not entry.words()] == []


def test_parts_and_general_entries_exist() -> None:
    known = medicines()
    assert [
        part for entry in known.values() for part in (*entry.contains, *entry.contents_mg) if part not in known
    ] == []
    assert {entry.general for entry in known.values() if entry.general} == {"any_herb"}


def test_the_first_content_is_one_of_the_product() -> None:
    for entry in medicines().values():
        if entry.contents_mg:
            assert set(entry.contents_mg) <= {entry.id, *entry.contains}, entry.id


def test_every_source_is_listed() -> None:
    listed = sources()
    assert sorted({name for entry in medicines().values() for name in entry.source if name not in listed}) == []


def test_a_statement_has_a_source() -> None:
    unsourced = [entry.id for entry in medicines().values() if (entry.likelihood or entry.note) and not entry.source]
    assert unsourced == []


@pytest.mark.parametrize(("name", "category"), CATEGORIES.items())
def test_categories(name: str, category: str) -> None:
    assert medicines()[name].likelihood == category


def test_doubtful_categories_are_marked() -> None:
    assert {medicines()[name].likelihood_status for name in TO_CONFIRM} == {"to_confirm"}
    assert {medicines()[name].likelihood_status for name in LOOKED_UP} == {"secondary"}
    assert all(entry.likelihood_status != "seen" for entry in medicines().values())


@pytest.mark.parametrize("name", NEVER_STOPPED_ALONE)
def test_never_stopped_alone(name: str) -> None:
    wrong = [entry.id for entry in medicines().values() if name in entry.classes and entry.self_stop != "never"]
    assert set(wrong) <= {"tramadol_paracetamol", "co_codamol", "tripterygium"}


def test_prescribed_medicines_are_never_paused_alone() -> None:
    prescribed = {"statin", "antibiotic", "antihypertensive", "antidiabetic", "antifungal", "urate_lowering"}
    paused = [entry for entry in medicines().values() if entry.self_stop == "pause_if_not_prescribed"]
    assert [entry.id for entry in paused if entry.medicine_class in prescribed] == []
    assert all(medicines()[name].self_stop == "never" for name in ("insulin", "aspirin", "levothyroxine", "prednisone"))


@pytest.mark.parametrize("name", CLASSES_OF_RULES)
def test_classes_have_members(name: str) -> None:
    assert [entry for entry in medicines().values() if name in entry.classes]


@pytest.mark.parametrize("name", WITH_PARACETAMOL)
def test_products_with_paracetamol_say_so(name: str) -> None:
    entry = medicines()[name]
    assert entry.contains[0] == "paracetamol"
    assert entry.contents_mg["paracetamol"] > 0


def test_paracetamol() -> None:
    entry = medicines()["paracetamol"]
    assert entry.medicine_class == "analgesic"
    assert entry.contents_mg == {"paracetamol": 500}
    assert entry.max_mg_24h == 4000
    assert entry.strength_status == "to_confirm"


def test_members_of_a_class_that_is_an_entry_share_its_id() -> None:
    classes = [entry for entry in medicines().values() if entry.kind == "class" and not entry.id.startswith("any_")]
    assert [entry.id for entry in classes if entry.id not in entry.classes and entry.medicine_class != entry.id] == []


def test_notes_promise_and_order_nothing() -> None:
    forbidden = re.compile(r"harmless(?! liver)|\bcure|mg\b|stop taking|无害|毫克|治愈|安全无", re.IGNORECASE)
    notes = [note for entry in medicines().values() if entry.note for note in (entry.note.en, entry.note.zh)]
    assert [note for note in notes if forbidden.search(note)] == []


def test_word_groups_are_complete() -> None:
    for name in ("take", "started", "stopped", "prescribed", "bought", "deliberate", "general", "food"):
        terms = medicine_words()[name].terms
        assert terms.en
        assert terms.zh
    assert {entry.per_day for entry in frequencies().values()} == {1, 2, 3, 4, 6}


def test_loading_is_quick() -> None:
    def load() -> float:
        medicines.cache_clear()
        start = time.process_time()
        medicines()
        return time.process_time() - start

    assert min(load() for _ in range(7)) < 0.120


def test_classes_lists_the_main_class_first() -> None:
    entry = medicines()["red_yeast_rice"]
    assert isinstance(entry, Medicine)
    assert entry.classes == ("supplement", "statin")
