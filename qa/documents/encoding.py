"""Bytes -> text: a byte order mark, else UTF-8, else Windows-1252; or a reason why it is no text.

A short fixed order instead of a detector: charset-normalizer reads "Café’s “menu”" in cp1252 as UTF-16 Chinese and
"Ørsted" as "Řrsted", since a short text gives it too little to weigh. A byte that no character has in the encoding of
its file is read as �, where it stands: nothing is left out, and who reads the file tells of it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

from qa.errors import DocumentError

BLOCK = 1 << 20
# Longest first: the UTF-32 mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"
UNDEFINED_1252 = b"\x81\x8d\x8f\x90\x9d"
# Text has next to no control characters; in compressed or binary data they are one byte in nine.
CONTROLS_AT_MOST = 0.02
ASCII = bytes(range(128))
# In a UTF-8 file with some bad bytes there are more whole characters; in cp1252 text hardly any occur by chance.
WHOLE_PER_BAD = 1
REPLACED = "�"


def _as_c1(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that cp1252 leaves undefined as the control character of that number, as browsers do; what is bad in
    Unicode as what stands for an unknown character. Any other encoding was a mistake."""
    if isinstance(error, UnicodeDecodeError):
        if error.encoding in ("charmap", "cp1252"):
            return chr(error.object[error.start]), error.start + 1
        if error.encoding.startswith("utf"):
            return REPLACED, error.end
    raise error


C1 = "qa.undefined-as-c1"
"""The error handler to decode with."""
codecs.register_error(C1, _as_c1)


def decode(data: bytes) -> str:
    """Decode a whole file. Raises `DocumentError` if it is not text."""
    if wide(data) is None:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        else:
            check_text(data)
            return text.replace("\0", REPLACED)
    return data.decode(detect([data]), C1).replace("\0", REPLACED)


def check_text(head: bytes) -> None:
    """Raises `DocumentError` if a file that begins with this is no text, in UTF-8 or in an encoding of single bytes."""
    if len(head) - len(head.translate(None, CONTROLS)) > CONTROLS_AT_MOST * len(head):
        raise DocumentError("binary data, not text")


def detect(blocks: Iterable[bytes]) -> str:
    """The codec of a file given in blocks, none of them empty. Raises `DocumentError` if it is not text."""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    total = controls = undefined = whole = bad = 0
    for number, block in enumerate(blocks):
        if number == 0 and (name := wide(block)) is not None:
            return name
        total += len(block)
        controls += len(block) - len(block.translate(None, CONTROLS))
        beyond_ascii = 0 if block.isascii() else len(block.translate(None, ASCII))
        undefined += len(block) - len(block.translate(None, UNDEFINED_1252)) if beyond_ascii else 0
        try:
            utf8.decode(block)
            whole += beyond_ascii // 2
        except UnicodeDecodeError:
            utf8.reset()
            text = block.decode("utf-8", "replace")
            replaced = text.count("\ufffd")
            bad += replaced
            whole += len(text) - replaced - (len(block) - beyond_ascii)
    bad += bool(utf8.getstate()[0])  # the file ends within a character
    is_utf8 = not bad or whole >= WHOLE_PER_BAD * bad
    if controls + (0 if is_utf8 else undefined) > CONTROLS_AT_MOST * total:
        raise DocumentError("binary data, not text")
    return "utf-8-sig" if is_utf8 else "cp1252"


def wide(head: bytes) -> str | None:
    """The codec that a byte order mark names, or UTF-16 without a mark if every other byte of a fair share is zero."""
    for mark, name in MARKS:
        if head.startswith(mark) and name != "utf-8-sig":
            return name
    if b"\0" not in head:
        return None
    halves = head[0:BLOCK:2], head[1:BLOCK:2]
    zeros = halves[0].count(0), halves[1].count(0)
    if min(zeros) > 0 or max(zeros) <= 0.4 * len(halves[1]):
        return None
    letters = halves[1] if zeros[0] else halves[0]
    # Some controls are expected: the lower byte of ’ is 0x19.
    if len(letters) - len(letters.translate(None, CONTROLS)) > 0.25 * len(letters):
        return None
    return "utf-16-be" if zeros[0] else "utf-16-le"


def blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time."""
    with open(path, "rb") as stream:
        while block := stream.read(BLOCK):
            yield block
