"""Mail as Outlook saves it (.msg), read as an .eml file is.

Only the streams that are wanted are read: an OLE file can name the same bytes as often as it likes. Does not read a
text that is kept as RTF alone, nor mails attached to it.
"""

from __future__ import annotations

import datetime
import email
import struct
from collections.abc import Iterator
from typing import Any

from qa.documents import mail, mailtext, markup
from qa.documents.fields import Fields, make_document
from qa.documents.files import SourceFile
from qa.documents.inside import Read, Within
from qa.errors import DocumentError
from qa.types import Skipped

# Properties by their numbers in MS-OXPROPS.
SUBJECT, HEADERS, BODY, HTML, RTF = "0037", "007D", "1000", "1013", "1009"
SENDERS = ("0042", "0C1A", "5D01", "0C1F")  # names, then addresses
NAMES, DATA = ("3707", "3704"), "37010102"  # of an attachment
HIDDEN = 0x7FFE  # whether it is part of how the text looks, as the picture in a signature is
TIMES = (0x0039, 0x0E06)  # sent, delivered
CODE_PAGES = (0x3FDE, 0x3FFD)  # of the HTML, of the other texts
EPOCH = datetime.datetime(1601, 1, 1)
HEADER_LENGTH = 1_000_000
Properties = dict[int, int]


def load(file: SourceFile, within: Within) -> Iterator[Read]:
    """Read a .msg file."""
    import olefile

    try:
        with olefile.OleFileIO(str(file.path)) as ole:
            message = _Message(ole, file.size)
            yield from message.read(file.id, within)
    except (OSError, struct.error, IndexError, TypeError) as error:  # what it raises on damaged files
        if isinstance(error, OSError) and error.strerror:  # the file cannot be had
            raise
        what = "its parts are not where it says" if olefile.isOleFile(str(file.path)) else "it does not begin as one"
        raise DocumentError(f"damaged Outlook mail: {what}; save it again, or as .eml") from error
    except (ValueError, ArithmeticError) as error:  # a size of a sector that Python does not even write out
        raise DocumentError("damaged Outlook mail: sizes in it that no file can have") from error


class _Message:
    def __init__(self, ole: Any, size: int) -> None:
        self.ole = ole
        self.left = size  # bytes that may still be read: no honest file has a stream twice
        if not ole.exists("__properties_version1.0"):
            raise DocumentError("an Office file, but not an Outlook mail")
        self.properties = self._properties("", 32)

    def read(self, id: str, within: Within) -> Iterator[Read]:
        """The mail as a document, then what is attached to it."""
        headers = email.message_from_string(self._text("", HEADERS)[:HEADER_LENGTH])
        text = mailtext.plain_text(self._text("", BODY)) or self._html()
        names = (self._text("", name) for name in SENDERS)
        source = mail.sender(headers) or next(filter(None, names), None)
        fields = Fields(self._text("", SUBJECT), mail.day(headers) or self._day(), source)
        if not text and self._find("", RTF):
            yield Skipped(id, "its text is kept as RTF alone: save it as .eml or .txt")
        else:
            try:
                yield make_document(id, text, fields)
            except DocumentError as error:
                yield Skipped(id, str(error))
        yield from mail.attached(list(self._files()), id, within)

    def _files(self) -> Iterator[mail.File]:
        folders = sorted({path[0] for path in self.ole.listdir() if path[0].startswith("__attach_version1.0_")})
        for folder in folders:
            if self._properties(f"{folder}/", 8).get(HIDDEN):
                continue
            name = next(filter(None, (self._text(folder, name) for name in NAMES)), "")
            stream = f"{folder}/__substg1.0_{DATA}"
            yield (name, self._blocks(stream)) if self.ole.exists(stream) else (name or "a mail", [])

    def _blocks(self, stream: str) -> Iterator[bytes]:
        yield self._stream(stream)

    def _properties(self, folder: str, head: int) -> Properties:
        """The properties of a fixed length of the message or an attachment, behind a head of so many bytes."""
        if not self.ole.exists(f"{folder}__properties_version1.0"):
            return {}
        data = self._stream(f"{folder}__properties_version1.0")[head:]
        records = (struct.unpack_from("<HHLQ", data, place) for place in range(0, len(data) - 15, 16))
        return {number: value for _, number, _, value in records}

    def _html(self) -> str:
        data = self._find("", HTML)
        if data is None:
            return ""
        kind, content = data
        return markup.text(_decoded(content, kind, self.properties.get(CODE_PAGES[0])))

    def _text(self, folder: str, number: str) -> str:
        found = self._find(folder, number)
        return _decoded(found[1], found[0], self.properties.get(CODE_PAGES[1])).strip("\0") if found else ""

    def _find(self, folder: str, number: str) -> tuple[str, bytes] | None:
        """The type of a property, 001F for UTF-16, and its bytes."""
        for kind in ("001F", "001E", "0102"):
            stream = f"{folder}/__substg1.0_{number}{kind}".lstrip("/")
            if self.ole.exists(stream):
                return kind, self._stream(stream)
        return None

    def _stream(self, name: str) -> bytes:
        self.left -= self.ole.get_size(name)
        if self.left < 0:
            raise DocumentError("damaged Outlook mail: its parts are larger than the whole")
        return bytes(self.ole.openstream(name).read())

    def _day(self) -> str | None:
        """The day in Greenwich: a mail without the headers of the internet does not tell another."""
        for time in filter(None, map(self.properties.get, TIMES)):
            try:
                return (EPOCH + datetime.timedelta(microseconds=time // 10)).date().isoformat()
            except OverflowError:
                continue
        return None


def _decoded(data: bytes, kind: str, code_page: int | None) -> str:
    if kind == "001F":
        return data.decode("utf-16-le", "replace")
    return mailtext.decoded(data, f"cp{(code_page or 1252) & 0xFFFF}")
