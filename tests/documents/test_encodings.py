"""Bytes -> text: every encoding that is read, and what is refused as no text."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents import encoding
from qa.errors import DocumentError
from qa.types import Document, Note, Skipped

TEXT = "Café’s “menu” costs 5 €.\r\nNaïve\u00a0guests – a few – paid more.\n"
Only = Callable[[str, bytes | str], Document]
Reason = Callable[[str, bytes | str], str]
Load = Callable[[str, bytes | str], list[Document | Skipped | Note]]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 bom", "utf-16-le bom", "utf-16-be bom", "utf-16-le", "utf-16-be", "utf-32 bom", "cp1252"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_every_encoding(document: Only, data: bytes, name: str) -> None:
    assert encoding.decode(data) == TEXT
    text = document(name, data).text
    if name == "a.txt":
        assert text == TEXT.removesuffix("\n")
    assert "Café’s “menu” costs 5 €." in text
    assert "guests – a few – paid more." in text


def test_bytes_that_cp1252_leaves_undefined_are_read_as_browsers_do() -> None:
    body = b"a sentence of the article that stands here \xe9 and goes on for a while longer, so that it is text"
    for byte in b"\x81\x8d\x8f\x90\x9d":
        assert encoding.decode(body + bytes([byte])) == body.decode("cp1252") + chr(byte)


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02\x03" * 50, b"\x7fELF\x02\x01\x01\x00\x00\x00", bytes(range(256)), b"\x93\x1f\x04\x17\xe2\x05" * 99],
)
def test_binary_data_is_no_text(reason: Reason, data: bytes) -> None:
    for name in ("a.txt", "a.md", "a.html", "a.csv"):
        assert reason(name, data) == "binary data, not text"


def test_a_bad_byte_is_shown_and_told(load: Load) -> None:
    whole = "Größere Straßen führen über die Brücke, und kleinere nicht."
    damaged = {
        "a.txt": whole.encode().replace(b"\xc3\x9f", b"\x9f", 1),
        "b.txt": whole.encode() + "ü".encode()[:1],
        "c.txt": codecs.BOM_UTF16_LE + whole.encode("utf-16-le") + b"\x00\xd8",
        "d.md": whole.encode().replace(b"S", b"\xff"),
        "e.html": b"<html><body><p>" + whole.encode().replace(b"S", b"\xff"),
        "f.txt": whole.encode().replace(b"S", b"\0"),
        "g.csv": b"text\n" + whole.encode().replace(b"S", b"\xff"),
        "h.jsonl": b'{"text": "' + whole.encode().replace(b"S", b"\xff") + b'"}',
    }
    for name, data in damaged.items():
        article, note = load(name, data)
        assert isinstance(article, Document)
        assert article.text.count("\ufffd") == 1, name
        assert "führen über" in article.text
        assert isinstance(note, Note)
        assert note.text.startswith("characters that cannot be read and are shown as \ufffd: 1"), name


@given(st.text("aß–é ", min_size=4, max_size=60), st.data())
def test_one_bad_byte_costs_one_character(text: str, data: st.DataObject) -> None:
    """Against the decoder of the language, wherever the byte lies between whole characters."""
    at = data.draw(st.integers(0, len(text)))
    damaged = text[:at].encode() + b"\xff" + text[at:].encode()
    if any(char > "\x7f" for char in text):
        assert encoding.decode(damaged) == damaged.decode("utf-8", "replace") == text[:at] + "\ufffd" + text[at:]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_utf8_with_a_mark_is_read_to_the_letter(text: str) -> None:
    controls = sum((char < " " and char not in "\t\n\v\f\r") or char == "\x7f" for char in text)
    data = codecs.BOM_UTF8 + text.encode()
    if controls > 0.02 * len(data):
        with pytest.raises(DocumentError, match="binary"):
            encoding.decode(data)
    else:
        assert encoding.decode(data) == text


@given(st.text(st.characters(codec="cp1252", min_codepoint=32, exclude_characters="\x7f"), min_size=1))
def test_cp1252_is_read_unless_it_is_utf8_too(text: str) -> None:
    data = text.encode("cp1252")
    try:
        expected = data.decode("utf-8")
    except UnicodeDecodeError:
        expected = text
    found = encoding.decode(data)
    assert found == expected or "\ufffd" in found  # cp1252 text that is UTF-8 for the most part


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1), min_size=1))
def test_blocks_may_cut_a_character(parts: list[str]) -> None:
    data = "".join(parts).encode()
    assert encoding.detect(data[at : at + 1] for at in range(len(data))) == encoding.detect([data]) == "utf-8-sig"
