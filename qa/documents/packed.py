"""Zip archives that others made: what is asked of one is bounded before it is unpacked. Writes nothing."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from qa.errors import DocumentError

DIRECTORY = 10_000_000  # bytes of the list of members, which Python holds whole; 100,000 names
RATIO = 200  # text shrinks to a fifth, the same line over and over to a hundredth, a bomb to a thousandth
SMALL = 1_000_000  # bytes below which the ratio tells nothing
BLOCK = 1 << 16
END, END_LENGTH = b"PK\x05\x06", 22
END_64, END_64_LENGTH = b"PK\x06\x06", 56
LOCATOR_LENGTH = 20
# bzip2 and LZMA are unpacked by Python without a bound on what one read gives.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
CUT_OFF = "its list of contents is missing or garbled, as in a file that was cut off; copy or download it again"
BROKEN = (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError, RuntimeError, zlib.error)


def opened(stream: IO[bytes], what: str) -> zipfile.ZipFile:
    """The archive in a stream. Raises `DocumentError` where there is none, or one with too long a list."""
    if (size := _directory(stream)) > DIRECTORY:
        raise DocumentError(f"{size / 1e6:,.0f} MB of names in it, more than the limit of {DIRECTORY / 1e6:.0f} MB")
    try:
        return zipfile.ZipFile(stream)
    except BROKEN as error:
        raise DocumentError(f"damaged {what}: {CUT_OFF}") from error


def blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member, a block at a time. Raises `DocumentError` for what is damaged, locked or a bomb."""
    if member.flag_bits & 1:
        raise DocumentError("password-protected: unpack it")
    if member.compress_type not in METHODS:
        raise DocumentError("compressed in a way that is not read: unpack it")
    size = 0
    try:
        with archive.open(member) as stream:
            while block := stream.read(BLOCK):
                size += len(block)
                if size > SMALL and size > RATIO * member.compress_size:
                    raise DocumentError(f"unpacks to more than {RATIO} times its size: unpack it yourself")
                yield block
    except BROKEN as error:
        raise DocumentError("damaged in the archive: copy or download the archive again") from error


def content(archive: zipfile.ZipFile, name: str, limit: int) -> bytes | None:
    """The bytes of a member by its name; None where there is none. Raises `DocumentError`."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return None
    parts: list[bytes] = []
    size = 0
    for block in blocks(archive, member):
        size += len(block)
        if size > limit:
            raise DocumentError(f"{name}: more than {limit / 1e6:.0f} MB when unpacked, split it")
        parts.append(block)
    return b"".join(parts)


def _directory(stream: IO[bytes]) -> int:
    """The bytes that the list of members has by its own account, as `zipfile` finds them; 0 where there is none."""
    length = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, length - END_LENGTH - 0xFFFF - LOCATOR_LENGTH - END_64_LENGTH))
    tail = stream.read()
    stream.seek(0)
    sizes = [0]
    for place in {len(tail) - END_LENGTH, tail.rfind(END)}:  # without a comment, and with one
        if place < 0 or tail[place : place + 4] != END or place + END_LENGTH > len(tail):
            continue
        wider = place - LOCATOR_LENGTH - END_64_LENGTH
        if wider >= 0 and tail[wider : wider + 4] == END_64:
            sizes += struct.unpack_from("<Q", tail, wider + 40)
        else:
            sizes += struct.unpack_from("<L", tail, place + 12)
    return min(max(sizes), length)
