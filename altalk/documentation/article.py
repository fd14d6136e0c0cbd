"""The page on the article: each claim, where the assistant says it, and where it is said otherwise."""

from altalk.documentation.markdown import STATUS_KEY, code, page, table
from altalk.documentation.names import cited
from altalk.knowledge.article import article_claims


def article_page() -> str:
    """Coverage of the article, claim by claim."""
    claims = article_claims().values()
    changed = [one for one in claims if one.instead is not None]
    about = (
        f"The assistant is built over one article: {cited(('article',))}. Of its {len(article_claims())} claims "
        f"{len(changed)} are said otherwise than the article has it, the others as it has them. {STATUS_KEY}"
    )
    rows = (
        (
            f"`{one.id}`", one.claim.en, one.claim.zh, code(one.said_by),
            f"{one.instead.en} · {one.instead.zh}" if one.instead else "as the article has it",
            cited(one.source), f"`{one.status}`",
        )
        for one in claims
    )  # fmt: skip
    heads = ("id", "claim", "中文", "said by", "how", "source", "status")
    return page("Coverage of the article", about, table(heads, rows))
