"""The directory of an index: which generation is live, and how another takes its place.

    index/CURRENT                  the name of the live generation, replaced atomically
    index/BUILD.lock               held while a build runs; BUILD.owner names its process
    index/generations/000007/      complete once it has its manifest.json

Knows nothing of what a generation holds.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from qa.errors import IndexInvalid, IndexLocked, IndexNotFound, QAError

CURRENT = "CURRENT"
GENERATIONS = "generations"
MANIFEST = "manifest.json"
LOCK = "BUILD.lock"
OWNER = "BUILD.owner"
# The live generation and the one before it stay: a reader may be opening the latter at this moment.
KEPT = 2


def live(index: Path) -> Path:
    """The folder that CURRENT names. Raises IndexNotFound or IndexInvalid."""
    current = index / CURRENT
    try:
        name = current.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise IndexNotFound(
            f"no index at {index}: make one with `python index_build.py FOLDER --index {index}`"
        ) from error
    except (OSError, ValueError) as error:
        raise IndexInvalid(f"{current} cannot be read ({error}): build the index again") from error
    if not (name.isdigit() and (folder := index / GENERATIONS / name).is_dir()):
        raise IndexInvalid(f"{current} names the generation {name[:40]!r}, which is not there: build the index again")
    return folder


@contextlib.contextmanager
def locked(index: Path) -> Iterator[None]:
    """One builder at a time. The lock ends with its process, however that ends; the owner file only names it."""
    try:
        (index / GENERATIONS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QAError(f"cannot make the index directory {index}: {error.strerror or error}") from error
    import filelock

    owner = index / OWNER
    try:
        with filelock.FileLock(index / LOCK, timeout=0):
            now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
            owner.write_text(f"process {os.getpid()} on {socket.gethostname()} since {now}", encoding="utf-8")
            try:
                yield
            finally:
                owner.unlink(missing_ok=True)
    except filelock.Timeout as error:
        who = owner.read_text(encoding="utf-8") if owner.exists() else "another process"
        raise IndexLocked(f"{index} is being built by {who}: wait for it to end") from error


def new(index: Path) -> Path:
    """An empty folder with the next number. What killed builds left, complete or not, is cleared first."""
    current = _named(index)
    for folder in (index / GENERATIONS).iterdir():
        if not (folder / MANIFEST).is_file() or (current and folder.name > current):
            shutil.rmtree(folder, ignore_errors=True)
    numbers = [int(folder.name) for folder in (index / GENERATIONS).iterdir() if folder.name.isdigit()]
    folder = index / GENERATIONS / f"{max(numbers, default=0) + 1:06d}"
    folder.mkdir()
    return folder


def discard(index: Path, folder: Path) -> None:
    """Remove a generation that was not finished; one that was published a moment before the interruption stays."""
    if _named(index) != folder.name:
        shutil.rmtree(folder, ignore_errors=True)


def _named(index: Path) -> str:
    try:
        return live(index).name
    except (IndexNotFound, IndexInvalid):
        return ""


def publish(index: Path, folder: Path) -> None:
    sync_folder(index / GENERATIONS)
    new = index / f"{CURRENT}.new"
    new.write_text(folder.name + "\n", encoding="ascii")
    synced(new)
    os.replace(new, index / CURRENT)
    sync_folder(index)


def prune(index: Path) -> None:
    generations = sorted(folder for folder in (index / GENERATIONS).iterdir() if folder.name.isdigit())
    for folder in generations[:-KEPT]:
        shutil.rmtree(folder, ignore_errors=True)  # on Windows a reader may hold it: the next build tries again


def synced(file: Path) -> tuple[int, str]:
    """Force a file to disk; its size and SHA-256."""
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
        return handle.tell(), digest


def sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a directory; NTFS orders its own metadata
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
