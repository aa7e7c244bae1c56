"""Opens the file of a generation's texts for reading, and says that it is damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qa.errors import MEND, IndexInvalid

# Virtual memory, not resident: pages are read as they are needed.
_MAPPED = 1 << 40


def connected(place: Path) -> sqlite3.Connection:
    """A connection that threads may share behind a lock of theirs. Raises IndexInvalid."""
    try:
        # Immutable: no locks and no journal are looked for on disk.
        connection = sqlite3.connect(f"{place.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
        connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
    except sqlite3.DatabaseError as error:
        raise damaged(place, error) from error
    return connection


def damaged(place: Path | str, why: object) -> IndexInvalid:
    """The error that says which file is damaged, why, and what to do."""
    return IndexInvalid(f"{place} is damaged ({why}): {MEND}")
