"""The folder whose files an index is built from: files come in whole, are replaced, leave, and come back.

    FOLDER/report.pdf                what a build reads
    FOLDER/.incoming/                files that are still arriving; hidden, so that no build sees them
    FOLDER/.removed/000007/…         what was removed or replaced, one folder each time, under its old name

    collection/
    ├── names.py      what a file may be called
    ├── arriving.py   a file that is being received
    ├── placing.py    the place of one that has arrived
    ├── fields.py     what its sidecar tells of a file
    ├── originals.py  the file that an article came from
    └── folder.py     making, keeping aside and bringing back files, without following links

Nothing is ever deleted, and nothing outside FOLDER is written or moved. Builds nothing.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qa import documents
from qa.building import origin
from qa.collection import names
from qa.collection.arriving import Arriving, told
from qa.collection.fields import told_anew
from qa.collection.folder import INCOMING, Folder, Parts, sidecar
from qa.collection.placing import Outcome, take_in
from qa.errors import FileRefused, FileUnknown, IndexInvalid, IndexNotFound, SourceUnknown
from qa.index import generations
from qa.index.lock import builder

__all__ = ["Arriving", "Collection", "Outcome", "Received"]

DEFAULT = "articles"


@dataclass(frozen=True, slots=True)
class Received:
    """`name` is relative to the folder; `id` is that of the file in an index of the sources."""

    name: str
    id: str
    outcome: Outcome


class Collection:
    """The files that an index is built from, as far as they lie in the first folder among its sources.

    Bound to the index, not to a folder: when somebody builds it from another one, that is the collection. Every method
    may be called from any thread and in several processes, and raises SourceUnknown when the index does not say what
    it was built from.
    """

    def __init__(self, index: str | os.PathLike[str]) -> None:
        # The folder beside it may come into SOURCE, which takes absolute paths alone.
        self.index = Path(os.path.abspath(index))

    @property
    def sources(self) -> list[str]:
        """What the index is to be built from."""
        return self._place()[1]

    @property
    def folder(self) -> Path:
        """Where files are taken in. Without an index yet, or with one of single files: `articles` beside it."""
        return self._place()[0]

    def arriving(self, name: str, size: int | None = None) -> Arriving:
        """Begin to receive a file; `size` is in bytes, where it is told before. Raises FileRefused, NotWritten."""
        parts = names.checked(name)
        with told(name):
            self._begin()
            folder = Folder(self.folder)
            self._check_place(folder, folder.spelt(parts)[0])  # now, and not after all its bytes have come
            return Arriving(folder.make((INCOMING,)), "/".join(parts), size)

    def keep(self, file: Arriving) -> Received:
        """Take in a file that has arrived. Raises FileRefused, NotWritten."""
        with told(file.name):
            root, sources = self._place()
            folder, digest = Folder(root), file.finish()  # on disk before the lock is taken, which others wait for
            with folder.locked():
                parts, outcome = take_in(folder, file, digest)
        return Received("/".join(parts), _id(folder, sources, parts), outcome)

    def receive(self, name: str, blocks: Iterable[bytes]) -> Received:
        """Take in a file from its bytes. Raises FileRefused, NotWritten."""
        with self.arriving(name) as file:
            for block in blocks:
                file.write(block)
            return self.keep(file)

    def remove(self, file_id: str) -> None:
        """Take a file out, so that no build sees it, and keep it aside. Raises FileUnknown, FileRefused, NotWritten."""
        folder, parts = self._known(file_id)
        with told(file_id), folder.locked():
            if not folder.holds(parts):
                raise FileUnknown(f"the collection has no file {names.shown(file_id)}")
            folder.set_aside(parts, copy=False)

    def restore(self, file_id: str) -> None:
        """Bring back what was removed or replaced last under this id; a file that is there now is kept aside.

        Raises FileUnknown, FileRefused, NotWritten.
        """
        folder, parts = self._known(file_id)
        with told(file_id), folder.locked():
            kept = next(folder.removed(parts), None)
            if kept is None:
                raise FileUnknown(f"no file {names.shown(file_id)} was removed: there is nothing to bring back")
            if folder.spelt(parts)[1] or folder.holds(sidecar(parts)):
                folder.set_aside(parts, copy=True)
            folder.bring_back(kept)

    def set_fields(self, file_id: str, **fields: str | None) -> None:
        """Tell the `title`, the `date` or the `source` of a file in its sidecar, whose former state is kept aside. ""
        takes one back, None leaves it as it is. Raises FileUnknown, FileRefused, NotWritten."""
        folder, parts = self._known(file_id)
        # All of it under the lock: another may set another field at the same moment.
        with told(file_id), folder.locked():
            if not folder.holds(parts) or documents.kind(parts[-1]) == documents.SIDECAR:
                raise FileUnknown(f"the collection has no file {names.shown(file_id)}")
            if data := told_anew(folder.path(parts), **fields):
                with self.arriving("/".join(sidecar(parts))) as file:
                    file.write(data)
                    take_in(folder, file, file.finish())
            elif folder.holds(sidecar(parts)):
                folder.set_aside(sidecar(parts), copy=False)

    def _place(self) -> tuple[Path, list[str]]:
        if self._is_new():
            folder = self.index.parent / DEFAULT
            return folder, [str(folder)]
        sources = origin.recall(self.index)
        for source in sources:
            if os.path.isdir(source):
                return Path(source), sources
        folder = _free(self.index.parent)
        return folder, [*sources, str(folder)]

    def _is_new(self) -> bool:
        """Whether there is nothing yet that an index could have been built from."""
        if origin.known(self.index) is not None:
            return False
        try:
            generations.live(self.index)
        except IndexNotFound:
            return True
        except IndexInvalid:  # an index of before it said so, and damaged
            return False
        return False

    def _begin(self) -> None:
        """Make the folder on first use, and note that it is a source. Raises OSError."""
        # That build notes its own sources when it succeeds: the folder that would be noted here would be lost.
        if self._is_new() and builder(self.index):
            raise SourceUnknown(f"{self.index} is being built for the first time: wait until it has been")
        folder, sources = self._place()
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
        # Before the first file is there: none may lie where no build looks for it.
        if origin.known(self.index) != sources:
            self.index.mkdir(parents=True, exist_ok=True)
            origin.remember(self.index, sources)

    def _check_place(self, folder: Folder, parts: Parts) -> None:
        inside = Path(os.path.realpath(folder.root), *parts)  # real paths: either may be named through a link
        if inside.is_relative_to(os.path.realpath(self.index)):
            raise FileRefused(f"{names.shown('/'.join(parts))} lies in the directory of the index: choose another name")

    def _known(self, file_id: str) -> tuple[Folder, Parts]:
        """The folder, and the parts in it of the file that has this id. Raises FileUnknown, FileRefused."""
        root, sources = self._place()
        named = names.known(file_id)
        if named is not None:
            path = Path(documents.common(sources), *named)
            if path.is_relative_to(root):
                folder, parts = Folder(root), path.relative_to(root).parts
                if not any(part.startswith(".") for part in parts):  # nor what is kept aside, or arriving
                    self._check_place(folder, parts)
                    return folder, parts
            elif any(path.is_relative_to(source) for source in sources):
                raise FileRefused(
                    f"{names.shown(file_id)} lies in another folder, which nothing here may change: move it yourself"
                )
        raise FileUnknown(f"the collection has no file {names.shown(file_id)}")


def _free(parent: Path) -> Path:
    """A folder beside the index that is not there yet: in one that is, there may be what is not meant to be found."""
    wanted = (parent / (DEFAULT if number == 1 else f"{DEFAULT}-{number}") for number in itertools.count(1))
    return next(folder for folder in wanted if not os.path.lexists(folder))


def _id(folder: Folder, sources: list[str], parts: Parts) -> str:
    return Path(os.path.relpath(folder.path(parts), documents.common(sources))).as_posix()
