"""The saved questions of an index: `saved.jsonl` in its directory, a line each, which no build touches.

Read without a lock, written under one: a new file takes the place of the old one, whole or not at all. Lines that
cannot be read are told and kept as they stand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qa.errors import NotWritten, SavedInvalid
from qa.index.generations import sync_folder
from qa.saved.schema import SavedJSON, line_of, parsed

FILE = "saved.jsonl"
LOCKED_AT_MOST = 10.0  # seconds
MOST_SAVED = 500
LARGEST = 100_000_000
"""Bytes of the file."""
LINE_BYTES = 400_000
"""Bytes of a question with its answers: fewer changes are kept of one that has more."""


@dataclass(frozen=True, slots=True)
class SavedList:
    """The questions in the order they were saved, and the lines that could not be read, as they stand."""

    questions: list[SavedJSON]
    damaged: tuple[bytes, ...] = ()


def listed(index: Path) -> SavedList:
    """What is saved; nothing where nothing was. Raises SavedInvalid when the file as a whole cannot be read."""
    try:
        with (index / FILE).open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return SavedList([])
    except OSError as error:
        raise SavedInvalid(f"{index / FILE} cannot be read: {error.strerror or error}") from error
    if len(data) > LARGEST:
        raise SavedInvalid(f"{index / FILE} is larger than {LARGEST / 1e6:.0f} MB: move it elsewhere")
    questions: dict[str, SavedJSON] = {}
    damaged = []
    for line in filter(bytes.strip, data.split(b"\n")):
        saved = parsed(line) if len(line) <= LINE_BYTES else None
        if saved is None or saved["id"] in questions or len(questions) == MOST_SAVED:
            damaged.append(line)
        else:
            questions[saved["id"]] = saved
    return SavedList(list(questions.values()), tuple(damaged))


@contextmanager
def edited(index: Path) -> Iterator[SavedList]:
    """Gives the list to change in place, alone with it; what it is at the end is on disk when this returns, unless an
    error leaves it as it was. Raises SavedInvalid, NotWritten."""
    import filelock

    if not index.is_dir():  # the lock would make it
        raise NotWritten(f"{index / FILE} could not be written (there is no such folder)")
    try:
        with filelock.FileLock(index / f"{FILE}.lock", timeout=LOCKED_AT_MOST):
            now = listed(index)
            before = _content(now)
            yield now
            after = _content(now)
            if after != before:
                _replace(index / FILE, after)
    except filelock.Timeout as error:
        raise NotWritten(f"{index / FILE} is held by another process: try again in a moment") from error
    except OSError as error:
        raise NotWritten(f"{index / FILE} could not be written ({error.strerror or error})") from error


def unsave(index: Path, ids: Sequence[str]) -> int:
    """Forget questions; how many of them were saved. Raises SavedInvalid, NotWritten."""
    with edited(index) as now:
        kept = [saved for saved in now.questions if saved["id"] not in ids]
        gone = len(now.questions) - len(kept)
        now.questions[:] = kept
    return gone


def complaint(index: Path, found: SavedList) -> str | None:
    """One line about what could not be read; None where all could."""
    if not found.damaged:
        return None
    many = f"{len(found.damaged)} line{'' if len(found.damaged) == 1 else 's'}"
    return f"{index / FILE}: {many} cannot be read and are left as they stand; the others are used"


def _content(now: SavedList) -> bytes:
    return b"".join([*map(_bounded, now.questions), *(line + b"\n" for line in now.damaged)])


def _bounded(saved: SavedJSON) -> bytes:
    """The line of a question, with as many of its changes as there is room for."""
    for kept in range(len(saved["history"]), -1, -1):
        line = line_of({**saved, "history": saved["history"][len(saved["history"]) - kept :]})
        if len(line) <= LINE_BYTES:
            return line
    raise SavedInvalid(f"the answer to {saved['question'][:80]!r} is too long to be kept")


def _replace(place: Path, content: bytes) -> None:
    if len(content) > LARGEST:
        raise NotWritten(f"{place} is full ({LARGEST / 1e6:.0f} MB): unsave some questions")
    new = place.with_name(f"{place.name}.new")
    # What somebody wants to know is nobody else's business.
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with open(file, "wb") as writing:
        writing.write(content)
        writing.flush()
        os.fsync(writing.fileno())  # before it takes the name: a crash must not leave that with an empty file
    os.replace(new, place)
    sync_folder(place.parent)
