"""XML in and out: flat, without declarations, whatever the text."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altalk.channels.wechat.xml import ForbiddenXmlError, XmlError, read_xml, write_xml

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>'
    "<xml><Content>&lol2;</Content></xml>"
)


def test_fields_are_read_with_and_without_cdata() -> None:
    document = "<xml><A><![CDATA[谷丙 <89> & 更多]]></A><B>1 &lt; 2</B><C/><D><E>deep</E></D></xml>"
    assert read_xml(document) == {"A": "谷丙 <89> & 更多", "B": "1 < 2", "C": "", "D": ""}


@pytest.mark.parametrize(
    "document",
    [
        BOMB,
        "<!DOCTYPE xml SYSTEM 'file:///etc/passwd'><xml/>",
        "<!doctype xml><xml/>",
        "<xml><!-- comment --></xml>",
        "<xml><!ENTITY a 'b'></xml>",
        "<xml><A><![CDATA[x]]><!DOCTYPE a></A></xml>",
    ],
)
def test_declarations_are_forbidden(document: str) -> None:
    with pytest.raises(ForbiddenXmlError):
        read_xml(document)


@pytest.mark.parametrize(
    "document",
    [
        *("", "text", "<xml>", "<xml><A></xml>", "<xml>&lol;</xml>", "<xml/><xml/>", "<xml><A><![CDATA[x]]</A></xml>"),
        *("<a>" * 20 + "</a>" * 20, f"<xml>{'<a/>' * 1000}</xml>", "<xml>\x00</xml>", "<xml>\ud800</xml>"),
    ],
)
def test_what_is_no_message_is_refused(document: str) -> None:
    with pytest.raises(XmlError):
        read_xml(document)


def test_a_declaration_inside_a_text_is_text() -> None:
    assert read_xml("<xml><A><![CDATA[<!DOCTYPE a>]]></A></xml>") == {"A": "<!DOCTYPE a>"}


def test_another_encoding_cannot_be_declared() -> None:
    assert read_xml('<?xml version="1.0" encoding="utf-16"?><xml><A>谷</A></xml>') == {"A": "谷"}


@given(st.text())
def test_what_is_written_can_be_read_by_others(text: str) -> None:
    written = write_xml({"Content": text, "CreateTime": 7})
    read = ET.fromstring(written)  # noqa: S314 - written by ourselves a line above
    kept = UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    assert (read.findtext("Content"), read.findtext("CreateTime")) == (kept, "7")
    assert read_xml(written)["Content"] == kept
