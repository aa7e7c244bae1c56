"""Damage an index on disk and look at what it then gives: `python -m tests.crash.damage [FLIPS]`.

Each file is deleted, cut short, and has one byte changed at many places. Then opening the index, searching it and
fetching every row gives exactly what was written, or one error of ours that names the file and what to do. The look is
taken by a process of its own, since a mapped file that is damaged can end a process.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

import qa
from qa.building.batches import Batches
from qa.building.origin import SOURCE
from qa.index import index as opening
from qa.index.generations import CURRENT, GENERATIONS, MANIFEST, live
from qa.index.lock import OWNER, builder
from qa.index.manifest import state
from qa.search.retriever import Retriever
from tests import crash
from tests.fakes import BagOfWords

QUESTIONS = ("ferry of Marlow", "bridge", "which harbour")
REMEDIES = ("build the index again", "qa rollback", "index_build.py")
# What grows with the texts, so that it is not compared as a whole when a large index is opened.
LARGE = ("articles.sqlite", "vectors.faiss")
# The first bytes of a file say how to read the rest: half of all changes are made there.
HEAD = 128


def made(place: Path) -> Path:
    """An index of two generations, with what a killed builder leaves."""
    source, index = place / "source", place / "index"
    source.mkdir()
    for edition in (1, 2):
        for number in range(12):
            text = f"date 2025-11-{number + 1:02d}\n\nEdition {edition}: ferry {number} of Marlow sank near the bridge."
            (source / f"{number}.txt").write_text(f"{text}\n\nBased On Herald Report\n")
        qa.build_index(source, index, embedder=BagOfWords())
    Batches(index, BagOfWords().fingerprint).add([bytes(32)], np.ones((1, 64), np.float16))
    note = (
        '{"process": 1, "host": "elsewhere", "since": "2025", "started": 0, "stage": "reading", "done": 1, "total": 2}'
    )
    (index / OWNER).write_text(note)
    return index


def look(index: Path) -> list[object]:
    """All that an index gives: every row, and the passages found with and without a filter."""
    retriever = Retriever.open(index, embedder=BagOfWords())
    rows: list[object] = list(retriever.index.store.each())
    for question in QUESTIONS:
        for since in (None, "2025-11-06"):
            hits = retriever.search(question, k=5, since=since)
            assert all(hit.document.text[hit.start : hit.end] == hit.text for hit in hits)
            rows.append([hit.passage for hit in hits])
    assert isinstance(state(retriever.index.manifest, builder(index)), str)
    return rows


def files(index: Path) -> list[Path]:
    """Those that make a generation, and then the others: what it was built from, what a killed builder left."""
    left = [index / SOURCE, index / OWNER, *(index / "batches").rglob("*.npz")]
    return [index / CURRENT, *sorted(file for file in live(index).rglob("*") if file.is_file()), *left]


def damages(file: Path, flips: int, rng: random.Random) -> Iterator[tuple[str, bytes | None]]:
    """(what is done, what the file then holds: None when it is gone)."""
    whole = file.read_bytes()
    yield "deleted", None
    every = file.name in (CURRENT, MANIFEST, OWNER) and flips > len(whole) // 8
    for length in range(len(whole)) if every else sorted({0, len(whole) // 2, max(0, len(whole) - 1)}):
        yield "cut short", whole[:length]
    places = list(range(len(whole)))
    if flips < len(places):
        head = rng.sample(places[:HEAD], min(flips // 2, HEAD))
        places = head + rng.sample(places, flips - len(head))
    for at in places:
        yield "a byte changed", whole[:at] + bytes([whole[at] ^ rng.randrange(1, 256)]) + whole[at + 1 :]


def put(file: Path, data: bytes | None) -> None:
    file.unlink(missing_ok=True)  # not written over: it may be mapped
    if data is not None:
        file.write_bytes(data)


def kind(file: Path) -> str:
    """The name of a file without what differs from index to index."""
    return f"lexical/*{file.suffix or file.name}" if file.parent.name == "lexical" else file.name


def run(flips: int, place: Path, *, checked: bool = True) -> Counter[str]:
    """Count damages and what came of them. Unless `checked`, no file is compared with its hash when it is opened, as
    in a very large index: then a search may be worse, but no text may be wrong."""
    index, rng, seen = made(place), random.Random(2), Counter[str]()
    looker = Looker(checked)
    expected = looker.look(index)
    for file in files(index):
        if not checked and file.name not in LARGE:
            continue
        whole = file.read_bytes()
        for what, data in damages(file, flips, rng):
            put(file, data)
            outcome = _outcome(looker.look(index), expected, file, checked)
            assert outcome in EXPECTED, f"{file.name} {what} ({data!r:.200}): {outcome}"
            seen[f"{kind(file)} {what}: {outcome}"] += data != whole
        put(file, whole)
    looker.close()
    return seen


EXPECTED = ("one clear error", "all as written", "the generation before", "all texts as written, other hits")


def _outcome(found: object, expected: object, file: Path, checked: bool) -> str:
    assert isinstance(expected, list)
    ours = GENERATIONS in file.parts
    if isinstance(found, str):
        named = file.name in found or (not checked and file.parent.name in found)
        clear = named and any(remedy in found for remedy in REMEDIES) and "\n" not in found
        return "one clear error" if clear else f"unclear: {found}"
    assert isinstance(found, list)
    if found == expected:
        unread = checked and ours and file.name != MANIFEST and file.exists() and file.stat().st_size
        return "not noticed" if unread else "all as written"
    rows = len(expected) - 2 * len(QUESTIONS)
    if file.name == CURRENT and all("Edition 1" in document.text for document, _ in found[:rows]):
        return "the generation before"
    same = not checked and found[:rows] == expected[:rows]
    return "all texts as written, other hits" if same else "WRONG ROWS"


class Looker:
    """A process that looks at an index; it may die of it."""

    def __init__(self, checked: bool) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.pipe, theirs = spawn.Pipe()
        self.process = spawn.Process(target=_serve, args=(checked, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def look(self, index: Path) -> object:
        """What is there, or the text of our error."""
        self.pipe.send(index)
        try:
            return self.pipe.recv()
        except EOFError:
            self.process.join()
            raise AssertionError(f"looking at {index} ended the process with {self.process.exitcode}") from None

    def close(self) -> None:
        self.pipe.send(None)
        self.process.join()


def _serve(checked: bool, pipe: Connection) -> None:
    if not checked:
        opening.CHECKED_ON_OPEN = 0
    while (index := pipe.recv()) is not None:
        try:
            found: object = look(index)
        except qa.QAError as error:
            found = str(error)
        pipe.send(found)


def main() -> None:
    flips = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for checked in (True, False):
        with crash.room() as folder:
            seen = run(flips, Path(folder), checked=checked)
        crash.table(f"Damages, {'all' if checked else 'no'} files compared at opening, no wrong row", seen)


if __name__ == "__main__":
    main()
