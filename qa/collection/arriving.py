"""A file on its way into a collection: written where no build sees it, checked while it comes, then moved in whole."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from qa import documents
from qa.collection.names import shown
from qa.errors import DocumentError, FileRefused, FileTooLarge, NotWritten
from qa.index import generations

ROWS_LIMIT = 200_000_000  # a build takes .csv and .jsonl of any size: this bounds what can be sent over a network
# What stays free on the disk: the next generation of the index has to be written, too.
RESERVE = 100_000_000
LOOK_EVERY = 8_000_000  # bytes between two looks at what is free: others fill the disk, too
HEAD = 16  # bytes: more than any of the marks in `documents.DISGUISES` has
# A file that comes slowly is written to all the time; one that nobody wrote to for so many seconds was left by a crash.
ABANDONED = 3600


class Arriving:
    """Write its bytes, then hand it to `Collection.keep`. A context manager: what was not kept is gone afterwards."""

    def __init__(self, folder: Path, name: str, size: int | None) -> None:
        """`name` is checked already. Raises FileRefused when so many bytes are too many, NotWritten, OSError."""
        self.name = name
        self.size = 0
        self._kind = documents.kind(name) or ""
        self._limit = _limit(self._kind)
        self._head = b""
        self._digest = hashlib.sha256()
        self._check_size(size or 0)
        _clear(folder)
        self._folder = folder
        self._check_room(size or 0)
        self._path: Path | None = folder / secrets.token_hex(8)
        # O_EXCL: never through something that lies there already, such as a link.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._file = os.fdopen(os.open(self._path, flags, 0o666), "wb")  # what may read it is the umask's business

    def __enter__(self) -> Arriving:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # a full disk, of which `write` has told
            self._file.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def write(self, block: bytes) -> None:
        """Add some bytes. Raises FileRefused as soon as it is clear that the file cannot be taken, NotWritten."""
        before, self.size = self.size, self.size + len(block)
        self._check_size(self.size)
        if len(self._head) < HEAD:
            self._head = (self._head + block)[:HEAD]
            self._check_head()
        if self.size // LOOK_EVERY > before // LOOK_EVERY:
            self._check_room(0)
        with told(self.name):
            self._file.write(block)
        self._digest.update(block)

    def finish(self) -> bytes:
        """Force it to disk; its SHA-256. Raises FileRefused when it is empty, OSError."""
        if self.size == 0:
            raise FileRefused(f"{shown(self.name)} is empty: there is nothing to read in it")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return self._digest.digest()

    def move(self, target: Path) -> None:
        """Put it in its place, over what is there. Raises OSError."""
        assert self._path is not None  # noqa: S101 moved once
        os.replace(self._path, target)
        self._path = None
        generations.sync_folder(target.parent)

    def _check_size(self, size: int) -> None:
        if size > self._limit:
            limit = f"{shown(self.name)} is larger than the limit of {self._limit / 1e6:.0f} MB"
            larger = documents.limit(self._kind) != self._limit  # a build takes it
            raise FileTooLarge(f"{limit}: " + ("put it into the folder yourself" if larger else "split it"))

    def _check_head(self) -> None:
        try:
            documents.check_disguise(self._head, self._kind)
        except DocumentError as error:
            raise FileRefused(f"{shown(self.name)} is {error}") from error

    def _check_room(self, size: int) -> None:
        if shutil.disk_usage(self._folder).free < size + RESERVE:
            raise NotWritten(f"there is no room for {shown(self.name)} on the disk: make some")


@contextlib.contextmanager
def told(name: str) -> Iterator[None]:
    """What the disk does not take, as one of our errors."""
    try:
        yield
    except OSError as error:
        raise NotWritten(
            f"{shown(name)} could not be written or moved ({error.strerror or error}): look at the folder and its disk"
        ) from error


def _limit(kind: str) -> int:
    return min(documents.limit(kind) or ROWS_LIMIT, ROWS_LIMIT)


def _clear(folder: Path) -> None:
    """Remove what a crash has left."""
    long_ago = time.time() - ABANDONED
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):  # somebody else is as quick
                # 16: such names `token_hex(8)` gives. The lock lies in the same folder, and stays.
                if len(entry.name) == 16 and entry.stat(follow_symlinks=False).st_mtime < long_ago:
                    os.unlink(entry.path)
