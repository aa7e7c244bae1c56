"""Mailboxes (.mbox): each message is a document.

Read message by message, so a mailbox may have any size. A message has the id `<file>#<its Message-ID>`, which it keeps
when others come and go. Not read by Python's `mailbox`: that begins a message at any line with "From " at its start,
reads all of it before the first, and holds a message of any size.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import IO

from qa.documents import mail
from qa.documents.files import SourceFile
from qa.documents.inside import Read, Within
from qa.errors import DocumentError
from qa.types import Skipped

MESSAGE_LIMIT = 50_000_000  # bytes, as of an .eml file
SEPARATOR = re.compile(rb"From .*\d{4}|From (?:-|\S+@\S+)", re.DOTALL)
HEADER = re.compile(rb"[!-9;-~]{1,100}:")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def load(file: SourceFile, within: Within) -> Iterator[Read]:
    """Read an .mbox file."""
    seen: dict[str, bytes] = {}
    number = 0
    with open(file.path, "rb") as stream:
        for number, data in enumerate(_messages(stream), 1):
            if data is None:
                limit = f"longer than the limit of {MESSAGE_LIMIT / 1e6:.0f} MB a message"
                yield Skipped(f"{file.id}#{number}", limit)
                continue
            digest = hashlib.sha256(data).digest()
            try:
                message = mail.parsed(data)
            except DocumentError as error:
                yield Skipped(f"{file.id}#{number}", str(error))
                continue
            id = f"{file.id}#{mail.name_of(message) or digest.hex()[:16]}"
            if (known := seen.get(id)) is not None:
                if known == digest:
                    yield Skipped(id, "the same message stands in this mailbox already")
                    continue
                id = f"{id}-{digest.hex()[:8]}"
            seen[id] = digest
            yield from mail.read(message, id, within)
    if number == 0:
        raise DocumentError('no messages in it: each begins with a line "From …"')


def _messages(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The bytes of each message; None for one that is too long.

    A line that begins with "From " opens one at the start of the file, or behind a blank line if a header follows.
    """
    lines: list[bytes] | None = None
    size, blank = 0, True
    line = stream.readline(MESSAGE_LIMIT)
    while line:
        following = stream.readline(MESSAGE_LIMIT)
        if blank and line.startswith(b"From ") and SEPARATOR.match(line[:1000]) and HEADER.match(following):
            if lines is not None:
                yield _whole(lines, size)
            lines, size = [], 0
        elif lines is not None:
            size += len(line)
            if size <= MESSAGE_LIMIT:
                lines.append(line)
        elif line.strip():
            raise DocumentError('not a mailbox: it does not begin with a line "From …"')
        blank = not line.strip()
        line = following
    if lines is not None:
        yield _whole(lines, size)


def _whole(lines: list[bytes], size: int) -> bytes | None:
    """A message, with the ">" taken away that mailboxes put before "From " at the start of a line."""
    return QUOTED.sub(rb"\1", b"".join(lines)) if size <= MESSAGE_LIMIT else None
