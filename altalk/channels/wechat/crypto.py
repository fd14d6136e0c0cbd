"""The secure mode: AES-256-CBC with the receiver's id inside, as WeChat and WeCom prescribe it."""

import base64
import binascii
import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

_KEY_BYTES = 32
_RANDOM_BYTES = 16
_LENGTH_BYTES = 4
# The protocol pads to 32 bytes, though a block of AES has 16.
_PADDED_TO_BITS = 256


class CryptoError(ValueError):
    """A text that was not sealed with this key for this receiver. Why exactly is told to nobody."""


def key_from(encoding_aes_key: str) -> bytes:
    """The 32 bytes behind the 43 characters of the console.

    Raises:
        ValueError: not 43 characters of base64.
    """
    try:
        key = base64.b64decode(f"{encoding_aes_key}=", validate=True)
    except binascii.Error:
        key = b""
    if len(key) != _KEY_BYTES:
        raise ValueError("not 43 characters of base64")
    return key


class MessageCipher:
    """Seals and opens messages for one receiver: the app id of an account, the corp id of a company."""

    def __init__(self, encoding_aes_key: str, receiver: str) -> None:
        key = key_from(encoding_aes_key)
        # The key's own beginning as initialisation vector is the protocol's choice; 16 random bytes come first.
        self._cipher = Cipher(algorithms.AES(key), modes.CBC(key[:_RANDOM_BYTES]))
        self._receiver = receiver.encode()

    def encrypt(self, text: str) -> str:
        """Seal a text; base64."""
        content = text.encode()
        length = len(content).to_bytes(_LENGTH_BYTES, "big")
        padder = PKCS7(_PADDED_TO_BITS).padder()
        plain = os.urandom(_RANDOM_BYTES) + length + content + self._receiver
        encryptor = self._cipher.encryptor()
        sealed = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def decrypt(self, sealed: str) -> str:
        """Open a text.

        Raises:
            CryptoError: tampered with, cut, sealed with another key or for another receiver.
        """
        try:
            plain = self._unpadded(base64.b64decode(sealed, validate=True))
            content, receiver = _unpacked(plain)
            text = content.decode()
        except ValueError:
            raise CryptoError("cannot be opened") from None
        if not hmac.compare_digest(receiver, self._receiver):
            raise CryptoError("cannot be opened")
        return text

    def _unpadded(self, sealed: bytes) -> bytes:
        decryptor = self._cipher.decryptor()
        unpadder = PKCS7(_PADDED_TO_BITS).unpadder()
        return unpadder.update(decryptor.update(sealed) + decryptor.finalize()) + unpadder.finalize()


def _unpacked(plain: bytes) -> tuple[bytes, bytes]:
    start = _RANDOM_BYTES + _LENGTH_BYTES
    end = start + int.from_bytes(plain[_RANDOM_BYTES:start], "big")
    if not start <= end <= len(plain):
        raise ValueError("the length is wrong")
    return plain[start:end], plain[end:]
