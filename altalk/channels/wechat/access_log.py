"""Keep openids and signatures out of the access log: WeChat sends both in the address of each request."""

import logging

_LOGGERS = ("sanic.access",)


class _WithoutQuery(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Cut the query off the address; nothing is held back."""
        request = getattr(record, "request", None)
        if isinstance(request, str):
            record.request = request.partition("?")[0]
        return True


def hide_queries() -> None:
    """Log addresses without what follows the question mark; calling it again changes nothing."""
    for name in _LOGGERS:
        access = logging.getLogger(name)
        if not any(isinstance(each, _WithoutQuery) for each in access.filters):
            access.addFilter(_WithoutQuery())
