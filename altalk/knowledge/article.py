"""The article's claims: where the assistant says each, and why some are said otherwise."""

from functools import cache

from msgspec import Struct

from altalk.knowledge.catalogue import causes, rules, statements
from altalk.knowledge.entries import Status, Text
from altalk.knowledge.files import load_entries
from altalk.knowledge.topics import topics


class Claim(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing the article says.

    Attributes:
        claim: the claim in our own words.
        said_by: ids of the topic answers, statements, rules and causes that speak to it; see `sayings`.
        instead: how and why it is said otherwise; without it the claim is said as the article has it.
        source: what bears out the claim, or the difference.
    """

    id: str
    claim: Text
    said_by: tuple[str, ...]
    source: tuple[str, ...]
    status: Status
    instead: Text | None = None


@cache
def article_claims() -> dict[str, Claim]:
    """All claims in the order of the article."""
    return load_entries("article.yml", Claim)


def sayings() -> dict[str, str]:
    """All that the assistant can say, id → `answer`, `statement`, `rule` or `cause`."""
    return {
        **{answer.id: "answer" for topic in topics().values() for answer in topic.answers},
        **dict.fromkeys(statements(), "statement"),
        **dict.fromkeys(rules(), "rule"),
        **dict.fromkeys(causes(), "cause"),
    }
