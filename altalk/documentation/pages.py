"""All pages that are written from the knowledge."""

from altalk.documentation.article import article_page
from altalk.documentation.environment import environment_page
from altalk.documentation.limits import limits_page
from altalk.documentation.medicines import medicines_page
from altalk.documentation.questions import questions_page
from altalk.documentation.rules import rules_page
from altalk.documentation.to_confirm import to_confirm_page


def pages() -> dict[str, str]:
    """File name below `docs/` → text.

    Raises:
        KnowledgeError: a knowledge file is broken.
        LookupError: something has no name, or an environment variable is not described.
    """
    return {
        "rules.md": rules_page(),
        "limits.md": limits_page(),
        "article.md": article_page(),
        "medicines.md": medicines_page(),
        "questions.md": questions_page(),
        "to-confirm.md": to_confirm_page(),
        "environment.md": environment_page(),
    }
