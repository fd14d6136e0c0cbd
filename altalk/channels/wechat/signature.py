"""WeChat's signatures: SHA-1 over the sorted parts, compared in constant time, valid for ten minutes."""

import hmac
import re
from hashlib import sha1

_WINDOW_SECONDS = 600
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


def signature(*parts: str) -> str:
    """The signature of the parts, whatever their order; 40 hexadecimal digits."""
    # SHA-1 is what the protocol prescribes.
    return sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def is_genuine(given: str, *parts: str) -> bool:
    """Whether `given` is the signature of the parts; takes the same time wherever they differ."""
    return hmac.compare_digest(signature(*parts).encode(), given.encode())


def is_recent(timestamp: str, now: float) -> bool:
    """Whether the seconds since 1970 in `timestamp` lie within ten minutes of `now`."""
    return _TIMESTAMP.fullmatch(timestamp) is not None and abs(now - int(timestamp)) < _WINDOW_SECONDS
