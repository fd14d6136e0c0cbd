"""The outside of a request: signature, age and encryption are checked before anything inside is believed."""

import secrets
from collections.abc import Mapping

from altalk.channels.wechat.crypto import CryptoError, MessageCipher
from altalk.channels.wechat.settings import Account
from altalk.channels.wechat.signature import is_genuine, is_recent, signature
from altalk.channels.wechat.xml import ForbiddenXmlError, XmlError, read_xml, write_xml

_MOST_BYTES = 64 * 1024
_NONCE_BYTES = 8

Query = Mapping[str, str]


class RefusedError(Exception):
    """A request that is not from WeChat or not a message; nothing of it was processed."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Envelopes:
    """Opens requests to one account and seals the replies, in plain, compatible or secure mode."""

    def __init__(self, account: Account) -> None:
        self._token = account.token
        self._cipher = MessageCipher(account.aes_key, account.app_id) if account.aes_key else None

    def echo(self, query: Query, now: float) -> str:
        """What WeChat wants back when the address is entered in its console.

        Raises:
            RefusedError: 403.
        """
        self._check(query, "signature", now)
        return query.get("echostr", "")

    def open(self, body: bytes, query: Query, now: float) -> dict[str, str]:
        """The fields of a message.

        Raises:
            RefusedError: 403 not from WeChat, too old, too large, not as this account is set; 400 not a message.
        """
        if len(body) > _MOST_BYTES:
            raise RefusedError(403, f"more than {_MOST_BYTES} bytes")
        if self._cipher is None:
            self._check(query, "signature", now)
            return self._plain(_fields(_decoded(body)))
        sealed = _fields(_decoded(body)).get("Encrypt", "")
        if not sealed:
            raise RefusedError(403, "not encrypted")
        self._check(query, "msg_signature", now, sealed)
        return _fields(self._opened(self._cipher, sealed))

    def seal(self, reply: str, now: float) -> str:
        """The reply as it is sent: signed and encrypted if the account has a key."""
        if self._cipher is None:
            return reply
        sealed, timestamp, nonce = self._cipher.encrypt(reply), int(now), secrets.token_hex(_NONCE_BYTES)
        signed = signature(self._token, str(timestamp), nonce, sealed)
        return write_xml({"Encrypt": sealed, "MsgSignature": signed, "TimeStamp": timestamp, "Nonce": nonce})

    def _check(self, query: Query, name: str, now: float, *sealed: str) -> None:
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if not is_genuine(query.get(name, ""), self._token, timestamp, nonce, *sealed):
            raise RefusedError(403, "not signed by WeChat")
        if not is_recent(timestamp, now):
            raise RefusedError(403, "too old")

    @staticmethod
    def _plain(fields: dict[str, str]) -> dict[str, str]:
        if "FromUserName" not in fields and "Encrypt" in fields:
            raise RefusedError(403, "encrypted, but no key is set")
        return fields

    @staticmethod
    def _opened(cipher: MessageCipher, sealed: str) -> str:
        try:
            return cipher.decrypt(sealed)
        except CryptoError:
            raise RefusedError(403, "not encrypted for this account") from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise RefusedError(400, "not UTF-8") from None


def _fields(document: str) -> dict[str, str]:
    try:
        return read_xml(document)
    except ForbiddenXmlError as error:
        raise RefusedError(403, str(error)) from None
    except XmlError as error:
        raise RefusedError(400, str(error)) from None
