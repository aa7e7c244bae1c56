"""Archives (.zip): each member of a kind that is read gives its documents, as a file of a folder would.

A member has the id `<archive>#<its path in the archive>`. Archives within archives are named, not opened; hidden
members are left out without a word, as hidden files are. Nothing is unpacked to where a member wants to go.
"""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator

from qa.documents import packed
from qa.documents.fields import clean
from qa.documents.files import SourceFile
from qa.documents.inside import Read, Within
from qa.errors import DocumentError
from qa.types import Document, Skipped

MEMBERS = 10_000
NAMED = 1_000  # members left out that the report names one by one
UNPACKED_LIMIT = 500_000_000  # bytes of all members together
NAME_LENGTH = 500  # characters
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def load(file: SourceFile, within: Within) -> Iterator[Read]:
    """Read a .zip file."""
    with open(file.path, "rb") as stream, packed.opened(stream, "zip archive") as archive:
        found = [(path, member) for member in archive.infolist() if (path := _path(member))]
        members = sorted(found, key=lambda pair: pair[0])
        if len(members) > MEMBERS:
            raise DocumentError(f"{len(members):,} files in it, more than the limit of {MEMBERS:,}: unpack it")
        if not members:
            raise DocumentError("no files in it")
        left = UNPACKED_LIMIT

        def counted(member: zipfile.ZipInfo) -> Iterator[bytes]:
            nonlocal left
            for block in packed.blocks(archive, member):
                left -= len(block)
                if left < 0:
                    raise DocumentError(f"the archive has more than {UNPACKED_LIMIT / 1e6:.0f} MB: unpack it")
                yield block

        skipped = 0
        for path, member in members:
            id = f"{file.id}#{path}"
            fault = _fault(path, member)
            for item in [Skipped(clean(id) or file.id, fault)] if fault else within(id, counted(member)):
                skipped += isinstance(item, Skipped)
                if isinstance(item, Document) or skipped <= NAMED:
                    yield item
        if skipped > NAMED:
            yield Skipped(file.id, f"{skipped - NAMED:,} more things in it were left out")


def _path(member: zipfile.ZipInfo) -> str | None:
    """The path with forward slashes; None for folders and for what is hidden."""
    path = member.filename.replace("\\", "/")  # some programs on Windows write these
    parts = path.split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts) or parts[0] == "__MACOSX"
    return None if path.endswith("/") or hidden else path


def _fault(path: str, member: zipfile.ZipInfo) -> str | None:
    """Why a member is not to be read, or None."""
    parts = path.split("/")
    if parts[0] == "" or ".." in parts or re.match(r"[A-Za-z]:", path):
        return "its name leads out of the archive"
    if len(path) > NAME_LENGTH:
        return f"its name is longer than {NAME_LENGTH} characters"
    if UNSEEN.search(path):
        return "its name has characters that cannot be seen"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link, not followed"
    return None
