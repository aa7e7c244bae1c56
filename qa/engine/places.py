"""An index by its name, wherever it is kept: in a directory, or at an engine."""

from __future__ import annotations

import os
from collections.abc import Hashable
from pathlib import Path
from typing import Protocol

from qa.engine import generations
from qa.engine.address import Address, is_address, parsed
from qa.engine.connection import Engine
from qa.engine.opening import EngineIndex
from qa.errors import IndexInvalid
from qa.index.generations import CURRENT
from qa.index.index import Index


class IndexPlace(Protocol):
    """Where an index is kept."""

    def stamp(self) -> Hashable | None:
        """Changes whenever another generation is live; None while none can be seen: whoever opens it says why. Raises
        EngineFailed while an engine cannot be reached, ExtraMissing."""
        ...

    def open(self) -> Index:
        """The live generation. Raises IndexNotFound, IndexInvalid, EngineFailed."""
        ...


class Directory:
    """An index on disk."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def stamp(self) -> Hashable | None:
        """Of the file that names the live generation."""
        try:
            status = (self._directory / CURRENT).stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino  # the number of the file too: clocks of file systems are coarse

    def open(self) -> Index:
        """The live generation. Raises IndexNotFound, IndexInvalid."""
        return Index.open(self._directory)


LOOK = 3.0
"""Seconds until a look at an engine that does not answer is given up: somebody waits for what comes of it."""


class AtEngine:
    """An index that an engine keeps."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._engine: Engine | None = None

    def stamp(self) -> Hashable | None:
        """The number of the live generation. Raises EngineFailed, ExtraMissing."""
        self._engine = self._engine or Engine(self._address)
        try:
            found = generations.live_or_none(self._engine, LOOK)
        except IndexInvalid:
            return None
        return found and found.generation

    def open(self) -> Index:
        """The live generation. Raises IndexNotFound, IndexInvalid, EngineFailed, ExtraMissing."""
        return EngineIndex.open_at(self._address)


def place_of(index: str | os.PathLike[str]) -> IndexPlace:
    """Where an index of this name is kept. Raises EngineFailed for an address that is none."""
    return AtEngine(parsed(str(index))) if is_address(index) else Directory(Path(index))


def open_index(index: str | os.PathLike[str]) -> Index:
    """The live generation of an index, wherever it is. Raises IndexNotFound, IndexInvalid, EngineFailed."""
    return place_of(index).open()
