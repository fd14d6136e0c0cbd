"""The page of medicines, herbs and classes."""

from altalk.documentation.markdown import STATUS_KEY, code, page, table
from altalk.documentation.names import cited
from altalk.knowledge.vocabulary import Medicine, medicines

_KINDS = {"medicine": "Medicines", "herb": "Herbs and supplements", "class": "Classes"}


def medicines_page() -> str:
    """Every product with its class, likelihood, what may be done, and its note."""
    about = (
        "Likelihood is the LiverTox category: how well a link to liver injury is documented, not how risky it is. "
        f"`self_stop` is what a person may do before a doctor has been asked. {STATUS_KEY}"
    )
    return page("Medicines, herbs and supplements", about, *(_kind(kind, title) for kind, title in _KINDS.items()))


def _kind(kind: str, title: str) -> str:
    rows = (_row(one) for one in medicines().values() if one.kind == kind)
    heads = (
        "id",
        "name",
        "中文",
        "classes",
        "likelihood",
        "self_stop",
        "note",
        "中文说明",
        "source",
        "status of the note",
    )
    return f"## {title}\n\n" + table(heads, rows)


def _row(one: Medicine) -> tuple[str, ...]:
    likelihood = f"{one.likelihood} (`{one.likelihood_status}`)" if one.likelihood else ""
    note = (one.note.en, one.note.zh) if one.note else ("", "")
    status = f"`{one.note_status}`" if one.note else ""
    return (
        f"`{one.id}`",
        one.name.en,
        one.name.zh,
        code(one.classes),
        likelihood,
        f"`{one.self_stop}`",
        *note,
        cited(one.source),
        status,
    )
