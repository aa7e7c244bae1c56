"""Back to the generation before."""

from __future__ import annotations

import contextlib
from pathlib import Path

from qa.errors import IndexInvalid, NotWritten
from qa.index import generations
from qa.index.index import Index
from qa.index.lock import locked


def roll_back(index: Path) -> Index:
    """Make the newest sound generation before the live one the live one.

    A generation whose vectors were still missing is passed over: the one after it held the same texts.
    Raises IndexNotFound, IndexInvalid when there is none, IndexLocked, NotWritten.
    """
    try:
        # Where there is no index this says so, before the lock would make a folder for itself.
        if not generations.older(index):
            generations.live(index)
        with locked(index):
            opened = _sound_before(index)
            generations.publish(index, opened.folder)
            return opened
    except OSError as error:
        raise NotWritten(f"{index} could not be rolled back ({error}): make room there and try again") from error


def _sound_before(index: Path) -> Index:
    for folder in generations.older(index):
        with contextlib.suppress(IndexInvalid):
            opened = Index.open_generation(folder, check=True)
            if not opened.manifest.partial:
                return opened
            opened.close()
    raise IndexInvalid(f"{index} holds no sound generation before the live one: build the index again")
