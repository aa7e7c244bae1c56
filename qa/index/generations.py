"""The directory of an index: which generation is live, and how another takes its place.

    index/CURRENT                  the name of the live generation, replaced atomically
    index/generations/000007/      complete once it has its manifest.json

Knows nothing of what a generation holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TypeVar

from qa.errors import MEND, IndexInvalid, IndexNotFound
from qa.index.lock import BUSY, builder

CURRENT = "CURRENT"
GENERATIONS = "generations"
MANIFEST = "manifest.json"

T = TypeVar("T")


def live(index: Path) -> Path:
    """The folder that CURRENT names. Raises IndexNotFound or IndexInvalid."""
    try:
        return _named(index)
    except OSError as error:
        raise IndexInvalid(f"{index / CURRENT} cannot be read ({error}): {MEND}") from error


def live_or_none(index: Path) -> Path | None:
    """None when CURRENT names none. Raises OSError when that cannot be told: what is live must not pass for rubbish."""
    try:
        return _named(index)
    except (IndexNotFound, IndexInvalid):
        return None


def of_live(index: Path, read: Callable[[Path], T]) -> T:
    """What `read` makes of the live generation's folder. Raises IndexNotFound, IndexInvalid, and what `read` raises.

    A build may publish another generation while this one is read, and remove it: then that one is read. Each further
    round takes a whole build, so there is no end to set.
    """
    while True:
        folder = live(index)
        try:
            return read(folder)
        except IndexInvalid:
            if live(index) == folder:
                raise


def _named(index: Path) -> Path:
    """Believes CURRENT twice only: what it names may be removed once it names another one, as in `of_live`."""
    said = _said(index)
    while True:
        # Digits, and few: whatever a damaged CURRENT says leads nowhere else, and is no name that the system refuses.
        if said is not None and said.isdigit() and len(said) < 20 and (folder := index / GENERATIONS / said).is_dir():
            return folder
        fault = _fault(index, said)
        before, said = said, _said(index)
        if said == before:
            raise fault


def _said(index: Path) -> str | None:
    """The text of CURRENT, None where there is none."""
    try:
        return (index / CURRENT).read_text(encoding="ascii", errors="backslashreplace").strip()
    except FileNotFoundError:
        return None


def _fault(index: Path, said: str | None) -> IndexNotFound | IndexInvalid:
    """What is wrong with an index whose CURRENT says this."""
    current = index / CURRENT
    if said is not None:
        return IndexInvalid(f"{current} names the generation {said[:40]!r}, which is not there: {MEND}")
    complete = _complete(index)
    if not complete:
        return IndexNotFound(f"no index at {index}: make one with `python index_build.py FOLDER --index {index}`")
    if len(complete) == 1 and (who := builder(index)) is not None:  # its first, which is about to be published
        return IndexNotFound(f"no index at {index} yet: it {BUSY} {who}")
    return IndexInvalid(f"{current} is missing: {MEND}")


def older(index: Path) -> list[Path]:
    """The complete generations before the live one, newest first; all when CURRENT names none. Raises OSError."""
    current = live_or_none(index)
    # Names are padded with zeros, so they compare as their numbers do.
    return [folder for folder in reversed(_complete(index)) if current is None or folder.name < current.name]


def make(index: Path) -> None:
    """Make the directory of an index where there is none."""
    (index / GENERATIONS).mkdir(parents=True, exist_ok=True)


def new(index: Path) -> Path:
    """An empty folder with the next number."""
    # Numbered before anything goes, so that no number comes twice: somebody may still hold the generation of that name.
    numbers = [int(folder.name) for folder in (index / GENERATIONS).iterdir() if folder.name.isdigit()]
    clear(index)
    folder = index / GENERATIONS / f"{max(numbers, default=0) + 1:06d}"
    folder.mkdir()
    return folder


def clear(index: Path) -> None:
    """Remove what killed builds left, complete or not."""
    current, complete = live_or_none(index), _complete(index)
    for folder in list((index / GENERATIONS).iterdir()):
        # Complete and newer than the live one: never published, or gone back from.
        if folder != current and (folder not in complete or (current and folder.name > current.name)):
            shutil.rmtree(folder, ignore_errors=True)


def discard(index: Path, folder: Path) -> None:
    """Remove a generation that was not finished; one that was published a moment before the interruption stays."""
    with contextlib.suppress(OSError):  # when that cannot be told, the next build clears it
        if live_or_none(index) != folder:
            shutil.rmtree(folder, ignore_errors=True)


def publish(index: Path, folder: Path) -> None:
    """Make a complete generation the live one."""
    sync_folder(index / GENERATIONS)  # first: CURRENT must never name a folder that a crash has lost
    replace_text(index / CURRENT, folder.name + "\n")


def prune(index: Path, kept: Collection[Path]) -> None:
    """Remove the generations before the live one that are not `kept`."""
    for folder in older(index):
        if folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)  # on Windows a reader may hold it: the next build tries again


def link(names: Iterable[str], old: Path, new: Path) -> None:
    """Take files over from one generation into another: they never change, so both may share them."""
    for name in names:
        (new / name).parent.mkdir(exist_ok=True)
        try:
            os.link(old / name, new / name)
        except OSError:  # a file system without links
            shutil.copy2(old / name, new / name)


def replace_text(file: Path, text: str) -> None:
    """Give a small file this text (ASCII): whoever reads it, now or after a crash, finds the old one or the new one."""
    new = file.with_name(f"{file.name}.new")
    new.write_text(text, encoding="ascii")
    synced(new)  # before it takes the name: a crash must not leave that with an empty file
    os.replace(new, file)
    sync_folder(file.parent)


def synced(file: Path) -> tuple[int, str]:
    """Force a file to disk; its size and SHA-256."""
    with file.open("rb+") as handle:  # for writing: Windows forces no other to disk
        os.fsync(handle.fileno())
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
        return handle.tell(), digest


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk. Raises OSError."""
    if os.name == "nt":  # Windows cannot open a directory; NTFS orders its own metadata
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _complete(index: Path) -> list[Path]:
    """The generations that were written to their end, oldest first. Raises OSError."""
    try:
        folders = list((index / GENERATIONS).iterdir())
    except FileNotFoundError:
        return []
    return sorted(folder for folder in folders if folder.name.isdigit() and (folder / MANIFEST).is_file())
