"""Mail (.eml): the subject is the title, the sender the source, the day that of the Date header.

The plain text is read, the HTML where there is none; replies that it quotes and signatures stay, as written. Attached
files of a kind that is read give documents of their own, `<mail>#<name>`; the report names the others.
"""

from __future__ import annotations

import contextlib
import email
import email.errors
import email.header
import email.utils
import os
import re
from collections.abc import Iterable, Iterator
from email.message import Message
from typing import Any

from qa.documents import mailtext
from qa.documents.encoding import decode
from qa.documents.fields import Fields, clean, make_document
from qa.documents.files import SUFFIXES, SourceFile
from qa.documents.inside import Read, Within
from qa.errors import DocumentError
from qa.types import Skipped

MULTIPARTS = 100
COMPARED = 50_000_000  # Python compares each line with the boundaries of all parts that are open
MULTIPART = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
# The headers that Python takes apart over and over; 300,000 parameters take it minutes.
TAKEN_APART = re.compile(
    rb"^content-[a-z-]{1,20}:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE
)
HEADER_LENGTH = 2_000
TAKEN_LENGTH = 20_000
ATTACHMENTS = 100  # that are read
NAME_LENGTH = 200
ID = re.compile(r"[!-;=?-~]{1,250}")
TOLD = ("From", "Date", "Subject", "Message-ID", "Received", "MIME-Version")

File = tuple[str, Iterable[bytes]]
"""An attached file: its name and its bytes."""


def load(file: SourceFile, within: Within) -> Iterator[Read]:
    """Read an .eml file."""
    yield from read(parsed(file.path.read_bytes()), file.id, within)


def parsed(data: bytes) -> Message:
    """A message from its bytes. Raises `DocumentError` for what is none."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    multiparts = sum(1 for _ in MULTIPART.finditer(data))
    if multiparts > MULTIPARTS or multiparts * data.count(b"\n") > COMPARED:
        raise DocumentError("too many parts of parts: save them by themselves")
    if any(len(found[0]) > TAKEN_LENGTH for found in TAKEN_APART.finditer(data)):
        raise DocumentError(f"a header of more than {TAKEN_LENGTH:,} bytes")
    # The older of Python's two policies: the newer takes headers apart at length, and fails on many that people have.
    message = email.message_from_bytes(data)
    if not any(map(message.get, TOLD)):
        raise DocumentError("not a mail: it has no headers such as From and Date")
    return message


def name_of(message: Message) -> str | None:
    """The Message-ID without its brackets, if it has a sensible one."""
    found = header(message, "Message-ID").removeprefix("<").removesuffix(">")
    return found if ID.fullmatch(found) else None


def read(message: Message, id: str, within: Within) -> Iterator[Read]:
    """The mail as a document, then what is attached to it."""
    texts, files = mailtext.sort(message)
    try:
        text = mailtext.text(texts)
        if not text and message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime"):
            raise DocumentError("encrypted: save it as text")
        fields = Fields(
            header(message, "Subject"), day(message), sender(message), header(message, "Archived-At").strip("<>")
        )
        yield make_document(id, text, fields)
    except DocumentError as error:
        yield Skipped(id, str(error))
    yield from attached([(_name(part), _blocks(part)) for part in files], id, within)


def header(message: Message, name: str) -> str:
    """A header in one line with its encoded words decoded; "" where there is none."""
    value = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    try:
        return _words(decode(value[:HEADER_LENGTH].encode("utf-8", "surrogateescape")))
    except (DocumentError, UnicodeEncodeError):
        return ""


def day(message: Message) -> str | None:
    """The day in the Date header, where the sender was."""
    try:
        return email.utils.parsedate_to_datetime(header(message, "Date")).date().isoformat()
    except (TypeError, ValueError, OverflowError):  # what it raises on text that is no date
        return header(message, "Date")


def sender(message: Message) -> str | None:
    """The name in the From header, or else the address."""
    value = next((str(value) for key, value in message.raw_items() if key.lower() == "from"), "")
    # Taken apart before it is decoded: a name may hold a comma then.
    name, address = email.utils.parseaddr(
        value[:HEADER_LENGTH].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    )
    return _words(name) or address or None


def _words(value: str) -> str:
    # What is not as RFC 2047 says stays as it is.
    with contextlib.suppress(LookupError, ValueError, email.errors.MessageError):
        value = str(email.header.make_header(email.header.decode_header(value)))
    return " ".join(value.split())


def attached(files: list[File], id: str, within: Within) -> Iterator[Read]:
    """What the files of a mail give; those that are not read are named in one entry."""
    used: dict[str, int] = {}
    others: list[str] = []
    for number, (name, data) in enumerate(files, 1):
        name = (clean(name.replace("\\", "/").rpartition("/")[2], NAME_LENGTH) or f"attachment {number}").lstrip(".")
        stem, suffix = os.path.splitext(name)
        if suffix.lower() not in SUFFIXES or number > ATTACHMENTS:
            others.append(name)
            continue
        used[name] = used.get(name, 0) + 1
        yield from within(f"{id}#{stem}{f' ({used[name]})' if used[name] > 1 else ''}{suffix}", data)
    if others:
        more = f" and {len(others) - 10} more" if len(others) > 10 else ""
        yield Skipped(id, f"attached and not read: {', '.join(others[:10])}{more}")


def _name(part: Message) -> str:
    """The name of an attached file, "" if it has none."""
    name = _words(part.get_filename() or "")
    if part.get_content_type() == "message/rfc822" and not name.lower().endswith(".eml"):
        inner: Any = part.get_payload()
        name = (name or header(inner[0], "Subject") if part.is_multipart() and inner else name) or "message"
        name = re.sub(r"[/\\#]", " ", name)[: NAME_LENGTH - 10] + ".eml"
    return name


def _blocks(part: Message) -> Iterator[bytes]:
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        inner: Any = part.get_payload()
        yield inner[0].as_bytes()
    else:
        data = part.get_payload(decode=True)
        yield data if isinstance(data, bytes) else b""
