"""Signatures and encryption against wechatpy, its published vectors, and what an attacker could send."""

import base64
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wechatpy.crypto import WeChatCrypto
from wechatpy.crypto.base import BasePrpCrypto

from altalk.channels.wechat.crypto import CryptoError, MessageCipher, key_from
from altalk.channels.wechat.signature import is_genuine, is_recent, signature
from tests.channels.wechat.simulator import AES_KEY, APP_ID, signed

# Published with wechatpy's own tests.
VECTOR_TOKEN = "123456"
VECTOR_KEY = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"
VECTOR_ID = "wx49f0ab532d5d035a"
VECTOR_ECHO = "4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q=="
VECTOR_MESSAGE = (
    "RgqEoJj5A4EMYlLvWO1F86ioRjZfaex/gePD0gOXTxpsq5Yj4GNglrBb8I2BAJVODGajiFnXBu7mCPatfjsu6IHCrsTyeDXzF6Bv283dGymz"
    "xh6ydJRvZsryDyZbLTE7rhnus50qGPMfp2wASFlzEgMW9z1ef/RD8XzaFYgm7iTdaXpXaG4+BiYyolBug/gYNx410cvkKR2/nPwBiT+P4hIi"
    "OAQqGp/TywZBtDh1yCF2KOd0gpiMZ5jSw3e29mTvmUHzkVQiMS6td7vXUaWOMZnYZlF3So2SjHnwh4jYFxdgpkHHqIrH/54SNdshoQgWYEvc"
    "cTKe7FS709/5t6NMxuGhcUGAPOQipvWTT4dShyqio7mlsl5noTrb++x6En749zCpQVhDpbV6GDnTbcX2e8K9QaNWHp91eBdCRxthuL0="
)
VECTOR_REPLY = (
    "9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURnAtOb"
    "vesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8"
    "NRrrNrsDf03oxI1p9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39xn1vWwi1O"
    "5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3"
)
REPLY = """<xml>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[test]]></Content>
<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>
<ToUserName><![CDATA[messense]]></ToUserName>
<AgentID>1</AgentID>
<CreateTime>1411525903</CreateTime>
</xml>"""


def oracle() -> BasePrpCrypto:
    return BasePrpCrypto(base64.b64decode(f"{AES_KEY}="))


def test_the_published_vectors_are_opened_and_made(monkeypatch: pytest.MonkeyPatch) -> None:
    cipher = MessageCipher(VECTOR_KEY, VECTOR_ID)
    echo = signature(VECTOR_TOKEN, "1411443780", "437374425", VECTOR_ECHO)
    assert echo == "dd6b9c95b495b3f7e2901bfbc76c664930ffdb96" and cipher.decrypt(VECTOR_ECHO)
    message = signature(VECTOR_TOKEN, "1411525903", "461056294", VECTOR_MESSAGE)
    assert message == "74d92dfeb87ba7c714f89d98870ae5eb62dff26d"
    assert "<![CDATA[test]]>" in cipher.decrypt(VECTOR_MESSAGE)
    monkeypatch.setattr(os, "urandom", lambda _size: b"1234567890123456")
    assert cipher.encrypt(REPLY) == VECTOR_REPLY
    reply = signature(VECTOR_TOKEN, "1411525903", "461056294", VECTOR_REPLY)
    assert reply == "407518b7649e86ef23978113f92d27afa9296533"


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=400))
def test_five_hundred_random_texts_pass_both_ways(text: str) -> None:
    cipher = MessageCipher(AES_KEY, APP_ID)
    assert oracle()._decrypt(cipher.encrypt(text), APP_ID) == text
    assert cipher.decrypt(oracle()._encrypt(text, APP_ID).decode()) == text


def test_the_official_account_class_of_wechatpy_agrees() -> None:
    sealed = MessageCipher(AES_KEY, APP_ID).encrypt("谷丙 89")
    xml = f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    opened = WeChatCrypto("token", AES_KEY, APP_ID).decrypt_message(xml, signed("token", "1", "2", sealed), "1", "2")
    assert opened == "谷丙 89"


def opened(sealed: bytes) -> str | None:
    try:
        return MessageCipher(AES_KEY, APP_ID).decrypt(base64.b64encode(sealed).decode())
    except CryptoError:
        return None


def test_what_was_cut_or_changed_is_not_opened_as_it_was() -> None:
    sealed = base64.b64decode(MessageCipher(AES_KEY, APP_ID).encrypt("ALT 89, limit 40"))
    assert opened(sealed) == "ALT 89, limit 40"
    # The first block only makes the text unpredictable; it is the signature that covers it.
    for position in range(16, len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        assert opened(bytes(changed)) != "ALT 89, limit 40", position
    assert not any(opened(sealed[:length]) for length in range(len(sealed)))


@pytest.mark.parametrize("sealed", ["", "!!", "谷丙", "AAAA", "A" * 64, "====", "\ud800"])
def test_no_base64_is_not_opened(sealed: str) -> None:
    with pytest.raises(CryptoError):
        MessageCipher(AES_KEY, APP_ID).decrypt(sealed)


@pytest.mark.parametrize("other", ["wx0000000000000000", APP_ID[:-1], f"{APP_ID}0", ""])
def test_another_receiver_is_refused(other: str) -> None:
    with pytest.raises(CryptoError):
        MessageCipher(AES_KEY, APP_ID).decrypt(MessageCipher(AES_KEY, other).encrypt("text"))


def test_another_key_is_refused() -> None:
    with pytest.raises(CryptoError):
        MessageCipher(AES_KEY[::-1], APP_ID).decrypt(MessageCipher(AES_KEY, APP_ID).encrypt("text" * 50))


@pytest.mark.parametrize("key", ["", "short", AES_KEY[:-1], f"{AES_KEY}A", f"{AES_KEY[:-1]}*"])
def test_only_43_characters_are_a_key(key: str) -> None:
    with pytest.raises(ValueError, match="43 characters"):
        key_from(key)


def test_a_signature_covers_every_part_in_any_order() -> None:
    given = signature("token", "1411443780", "nonce")
    assert given == signed("nonce", "token", "1411443780") and is_genuine(given, "nonce", "token", "1411443780")
    for other in ("", given[:-1], given.upper(), given.replace(given[0], "x"), "签名"):
        assert not is_genuine(other, "token", "1411443780", "nonce")
    assert not is_genuine(given, "token", "1411443781", "nonce")


@pytest.mark.parametrize(
    ("timestamp", "recent"),
    [
        *(("1000", True), ("1599", True), ("401", True)),
        *((other, False) for other in ("1600", "400", "-1000", "", "1e3", "１０００", "1000.0", " 1000", "9" * 400)),
    ],
)
def test_only_ten_minutes_are_recent(timestamp: str, recent: bool) -> None:
    assert is_recent(timestamp, 1000.0) is recent
