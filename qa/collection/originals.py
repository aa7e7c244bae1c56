"""The file that an article came from, for as long as it is the one that was indexed.

Where it lies is told by the index alone, and what is given was compared with its hash: a link that was put in its
place, or in that of a folder above it, leads to nothing that is not in the index already.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path, PurePath
from typing import NamedTuple

from qa import documents
from qa.building import origin
from qa.collection.names import shown
from qa.errors import FileChanged, NoDocuments

_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))
_AGAIN = "build the index again to go on with what is there now"


class Stamp(NamedTuple):
    """What tells cheaply that a file is still the one it was a moment ago."""

    path: str
    device: int
    inode: int
    size: int
    changed: int
    touched: int


def stamp(index: Path, id: str) -> Stamp:
    """Where the file with this id lies that an index was built from. Raises FileChanged when it is not there."""
    path = _place(index, id)
    try:
        status = os.lstat(path)
    except (OSError, ValueError) as error:
        raise _gone(id) from error
    if not stat.S_ISREG(status.st_mode):
        raise _gone(id)
    return Stamp(path, status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def content(found: Stamp, id: str, digest: bytes) -> bytes:
    """The bytes of that file, which have this SHA-256. Raises FileChanged."""
    most = documents.limit(documents.SUFFIXES.get(PurePath(id).suffix.lower(), ""))
    if most is not None and found.size > most:
        raise _changed(id)
    try:
        with open(os.open(found.path, _FLAGS), "rb") as file:
            data = file.read(found.size + 1)  # no more, whatever has taken its place
    except OSError as error:
        raise (_gone if error.errno in (errno.ENOENT, errno.ELOOP) else _closed)(id) from error
    if hashlib.sha256(data).digest() != digest:
        raise _changed(id)
    return data


def _place(index: Path, id: str) -> str:
    """The real path, which lies in one of the folders that were indexed, or is one of the files."""
    sources = origin.known(index)
    if sources is None:
        raise FileChanged(f"the index does not say where {shown(id)} lies: {_AGAIN}")
    try:
        path = os.path.realpath(os.path.join(documents.common(sources), *id.split("/")))
    except (NoDocuments, OSError, ValueError) as error:
        raise _gone(id) from error
    roots = [os.path.realpath(source) for source in sources]
    if not any(path == root or path.startswith(os.path.join(root, "")) for root in roots):
        raise _gone(id)
    return path


def _gone(id: str) -> FileChanged:
    return FileChanged(f"{shown(id)} is no longer in the folder that was indexed: {_AGAIN}")


def _changed(id: str) -> FileChanged:
    return FileChanged(f"{shown(id)} has changed since it was indexed: {_AGAIN}")


def _closed(id: str) -> FileChanged:
    return FileChanged(f"{shown(id)} cannot be opened any more: {_AGAIN}")
