"""A folder in which files are made, kept aside and brought back. Leads nowhere else: no link inside it is followed.

Files are named by parts: ("2025", "bridge.txt"). Methods raise FileRefused for what is in the way, and OSError. Those
that move files are called under `locked`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from qa.collection.names import shown
from qa.documents import SIDECAR
from qa.errors import FileRefused, NotWritten
from qa.index import generations

INCOMING = ".incoming"
REMOVED = ".removed"
LOCK = "lock"
LOCKED_AT_MOST = 30.0

Parts = tuple[str, ...]


class Folder:
    """`root` may itself be a link, since its owner named it, and need not exist yet."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, parts: Parts) -> Path:
        """Where these parts lie, whether there is anything or not."""
        return self.root.joinpath(*parts)

    def make(self, parts: Parts = ()) -> Path:
        """A folder inside, made where it is missing."""
        self.root.mkdir(parents=True, exist_ok=True)
        for depth in range(1, len(parts) + 1):
            place = self.path(parts[:depth])
            with contextlib.suppress(FileExistsError):
                place.mkdir()
                generations.sync_folder(place.parent)
            self._check_folder(parts[:depth])  # one that was there may be a link that leads out
        return self.path(parts)

    def spelt(self, parts: Parts) -> tuple[Parts, bool]:
        """The parts as they are spelt on disk, and whether there is such a file.

        A name that differs only in capitals is refused: some systems would take both for the same file. One that
        differs only in how its accents are coded is the same.
        """
        for depth, part in enumerate(parts):
            there = _spelling(self.path(parts[:depth]), part)
            if there is None:
                return parts, False
            # `part` is composed; names on disk may be coded otherwise, as macOS does.
            if there != part and unicodedata.normalize("NFC", there) != part:
                written = "/".join((*parts[:depth], there))
                raise FileRefused(f"{shown('/'.join(parts))} is there already as {shown(written)}: use that spelling")
            parts = (*parts[:depth], there, *parts[depth + 1 :])
            if depth < len(parts) - 1:
                self._check_folder(parts[: depth + 1])
        self._check_file(parts)
        return parts, True

    def holds(self, parts: Parts) -> bool:
        """Whether there is a file of just this name, reached through no link."""
        try:
            places = [self.path(parts[:depth]) for depth in range(1, len(parts) + 1)]
            modes = [os.lstat(place).st_mode for place in places]
        except (OSError, ValueError):  # ValueError: a NUL in the name
            return False
        return stat.S_ISREG(modes[-1]) and all(map(stat.S_ISDIR, modes[:-1]))

    def digest(self, parts: Parts) -> bytes:
        """The SHA-256 of a file. Raises OSError."""
        with self.path(parts).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()

    def files(self) -> Iterator[str]:
        """The path of every file that is not hidden."""
        pending = [str(self.root)]
        while pending:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):  # links that lead in a circle would never end
                        pending.append(entry.path)
                    else:
                        yield entry.path

    def set_aside(self, parts: Parts, *, copy: bool) -> None:
        """Keep a file among the removed ones, and its sidecar with it; as a `copy` they stay, to be replaced without
        ever being missing."""
        numbers = [int(name) for name in os.listdir(self.make((REMOVED,))) if _is_number(name)]
        here = self.path(parts).parent
        kept = self.make((REMOVED, f"{max(numbers, default=0) + 1:06d}", *parts[:-1]))
        names = [each[-1] for each in (parts, sidecar(parts)) if self.holds(each)]
        if copy:
            # A second name for the same bytes: what comes in its place is another file, so these stay as they are.
            generations.link(names, here, kept)
        else:
            for name in names:
                os.rename(here / name, kept / name)
            generations.sync_folder(here)
        generations.sync_folder(kept)

    def bring_back(self, kept: Parts) -> None:
        """Move one of the `removed` to where it was, with or without a sidecar as it was then, over what is there."""
        parts = kept[2:]
        here = self.make(parts[:-1])
        if self.holds(sidecar(kept)):
            os.replace(self.path(sidecar(kept)), here / sidecar(kept)[-1])
        elif self.holds(sidecar(parts)):
            os.unlink(here / sidecar(parts)[-1])
        os.replace(self.path(kept), here / parts[-1])
        generations.sync_folder(self.path(parts).parent)
        for depth in range(len(kept) - 1, 1, -1):  # folders that are empty now
            with contextlib.suppress(OSError):  # rmdir refuses one that still holds something
                self.path(kept[:depth]).rmdir()

    def removed(self, parts: Parts) -> Iterator[Parts]:
        """Where files of this name are kept, the one that was set aside last first."""
        if not stat.S_ISDIR(_mode(self.path((REMOVED,)))):  # a link would lead elsewhere
            return
        for number in sorted(filter(_is_number, os.listdir(self.path((REMOVED,)))), key=int, reverse=True):
            if self.holds((REMOVED, number, *parts)):
                yield REMOVED, number, *parts

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """One at a time may move files, of whatever process."""
        import filelock

        place = self.make((INCOMING,)) / LOCK
        if _mode(place):  # before it is opened for writing: a link in its place would lead elsewhere
            self._check_file((INCOMING, LOCK))
        try:
            with filelock.FileLock(place, timeout=LOCKED_AT_MOST):
                yield
        except filelock.Timeout as error:
            raise NotWritten("the collection is being changed by another process: try again") from error

    def _check_folder(self, parts: Parts) -> None:
        if not stat.S_ISDIR(_mode(self.path(parts))):
            raise FileRefused(f"{shown('/'.join(parts))} is a file or a link and no folder: choose another name")

    def _check_file(self, parts: Parts) -> None:
        if not stat.S_ISREG(_mode(self.path(parts))):
            raise FileRefused(f"{shown('/'.join(parts))} is a folder or a link and no file: choose another name")


def sidecar(parts: Parts) -> Parts:
    """The parts of the sidecar of a file."""
    return (*parts[:-1], parts[-1] + SIDECAR)


def _spelling(folder: Path, part: str) -> str | None:
    """How a name is written in a folder: to the letter, else with its accents or capitals otherwise."""
    try:
        there = os.listdir(folder)
    except FileNotFoundError:
        return None
    if part in there:
        return part
    alike = [name for name in there if _folded(name) == _folded(part)]
    return min(alike, key=lambda name: unicodedata.normalize("NFC", name) != part, default=None)


def _folded(name: str) -> str:
    # Composed once more: casefold may take letters apart.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit()  # "²" is a digit too, and none for int()


def _mode(place: Path) -> int:
    """0 when there is nothing."""
    try:
        return os.lstat(place).st_mode
    except FileNotFoundError:
        return 0
