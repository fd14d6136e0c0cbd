"""Everything a message says: all readers together, overlaps settled, negation applied."""

import msgspec

from altalk.knowledge.vocabulary import findings
from altalk.reading.alcohol import find_alcohol
from altalk.reading.body import find_body
from altalk.reading.exercise import find_exercise
from altalk.reading.findings import find_findings
from altalk.reading.labs import find_labs
from altalk.reading.language import detect_language
from altalk.reading.medicines import find_medicines
from altalk.reading.mention import Mention
from altalk.reading.negation import apply_negation
from altalk.reading.passages import passages
from altalk.reading.persistence import find_persistence
from altalk.reading.person import find_person, past_ages, without_own
from altalk.reading.pregnancy import find_pregnancy
from altalk.reading.sleep import find_sleep
from altalk.reading.spelling import Visible, visible
from altalk.reading.subject import find_relatives, find_subject
from altalk.reading.temperature import find_temperature

_ANALYTES = {"alt", "ast", "alp", "ggt", "bilirubin", "bilirubin_direct", "albumin", "platelets", "inr", "ck", "ldh"}
_LABS = frozenset(_ANALYTES | {"other_lab", "upper_limit", "liver_enzyme", "ambiguous", "number"})
# Their own negation was read with them; the general rule is for symptoms, conditions and medicines.
_GENERAL_NEGATION = frozenset({"symptom", "condition", "medicine"})
# Habits whose words overlap one another by nature: "bed at 2, up at 7" is a bedtime and a duration.
_SHARING = frozenset({"sleep_hours", "bedtime", "symptom", "condition", "subject", "language", "sleep_habit", "sex"})


def read(text: str) -> tuple[Mention, ...]:
    """All mentions of a message in the order of the text, the language first.

    Args:
        text: the message as written; any characters, any length.

    Returns:
        Rows of the entity table; offsets are those of the text as written.
    """
    seen = visible(text)
    personal = _personal(seen.text)
    if any(mention.value == "animal" for mention in personal if mention.entity == "subject"):
        personal = tuple(mention for mention in personal if mention.entity == "subject")
        mentions = _settled(personal, (*find_findings(seen.text),))
    else:
        named = (*find_medicines(seen.text), *_own_findings(seen.text))
        numbered = ((mention.start, mention.end) for mention in (*personal, *named) if _carries_number(mention))
        taken = (*numbered, *past_ages(seen.text))
        mentions = _settled(personal, (*named, *find_labs(seen.text, taken=taken)))
    found = [_placed(mention, seen) if seen.places else mention for mention in _negated(seen.text, mentions)]
    language = detect_language(seen.text)
    return (*([Mention("language", language, 0, len(text))] if language else []), *found)


def _personal(text: str) -> tuple[Mention, ...]:
    readers = (
        find_subject,
        find_person,
        find_body,
        find_pregnancy,
        find_alcohol,
        find_sleep,
        find_exercise,
        find_persistence,
        find_temperature,
    )
    found = [_moved(mention, start) for start, part in passages(text) for reader in readers for mention in reader(part)]
    others = {mention.value for mention in found if mention.entity == "subject"} - {"self", "animal"}
    return without_own(text, tuple(found)) if others else tuple(found)


def _moved(mention: Mention, start: int) -> Mention:
    return msgspec.structs.replace(mention, start=mention.start + start, end=mention.end + start) if start else mention


def _own_findings(text: str) -> tuple[Mention, ...]:
    """Symptoms and conditions, without the conditions of relatives; a red flag stays, whoever has it."""
    found = find_findings(text)
    relatives = [span for start, part in passages(text) for span in _relatives(part, start)] if found else []
    return tuple(mention for mention in found if not _of_relative(mention, relatives))


def _relatives(part: str, start: int) -> list[tuple[int, int]]:
    return [(first + start, last + start) for first, last in find_relatives(part)]


def _of_relative(mention: Mention, relatives: list[tuple[int, int]]) -> bool:
    if mention.entity != "condition" or mention.value.startswith("family") or findings()[mention.value].red_flag:
        return False
    return any(first <= mention.start < last for first, last in relatives)


def _carries_number(mention: Mention) -> bool:
    return mention.entity not in ("sex", "subject", "symptom", "condition") or mention.value == "fever"


def _settled(personal: tuple[Mention, ...], others: tuple[Mention, ...]) -> list[Mention]:
    """Of a laboratory value and a personal fact on the same characters the personal fact stays."""
    fever = any(mention.value == "fever" for mention in others)
    personal = tuple(mention for mention in personal if not fever or mention.value != "fever")
    spans = [(mention.start, mention.end) for mention in personal if mention.entity not in _SHARING]
    kept = [mention for mention in others if mention.entity not in _LABS or not _overlaps(mention, spans)]
    return sorted((*personal, *kept), key=lambda mention: (mention.start, mention.end, mention.entity))


def _overlaps(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in spans)


def _negated(text: str, mentions: list[Mention]) -> list[Mention]:
    general = [mention for mention in mentions if mention.entity in _GENERAL_NEGATION]
    own = [mention for mention in mentions if mention.entity not in _GENERAL_NEGATION]
    judged = apply_negation(text, tuple(general))
    denied = [(one.start, one.end) for one in judged if one.negated and one.value == "breastfeeding"]
    # "Not pregnant or breastfeeding": who does not nurse has told nothing about a birth.
    own = [one for one in own if one.value != "postpartum" or not _overlaps(one, denied)]
    return sorted((*own, *judged), key=lambda mention: (mention.start, mention.end, mention.entity))


def _placed(mention: Mention, seen: Visible) -> Mention:
    """The mention with its place in the text as written."""
    return msgspec.structs.replace(mention, start=seen.start(mention.start), end=seen.end(mention.end))
