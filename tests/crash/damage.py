"""Damage an index on disk and look at what it then gives: `python -m tests.crash.damage [FLIPS]`, or `make torture`.

After each damage, opening it, searching it and fetching every row gives exactly what was written, or one error of ours
that names the file and what to do. The look is taken by a process of its own, since a mapped file that is cut short can
end a process.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import qa
from qa import index as module
from qa.generations import CURRENT, live
from qa.retriever import Retriever
from tests.fakes import BagOfWords

QUESTIONS = ("ferry of Marlow", "bridge", "which harbour")
SMALL = 4000  # bytes: so that the files that grow with an index are not compared as a whole
REMEDIES = ("build the index again", "qa rollback", "index_build.py")


def made(place: Path) -> Path:
    """An index of two generations."""
    source, index = place / "source", place / "index"
    source.mkdir()
    for edition in (1, 2):
        for number in range(12):
            text = (
                f"date 2025-11-{number + 1:02d}\n\nEdition {edition}: ferry {number} of Marlow sank near the bridge.\n"
            )
            (source / f"{number}.txt").write_text(text + "\nBased On Herald Report\n")
        qa.build_index(source, index, embedder=BagOfWords())
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
    return rows


def files(index: Path) -> list[Path]:
    return [index / CURRENT, *sorted(file for file in live(index).rglob("*") if file.is_file())]


def damages(file: Path, flips: int, rng: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    whole = file.read_bytes()
    yield "deleted", file.unlink
    for length in {0, len(whole) // 2, max(0, len(whole) - 1)}:
        yield "cut short", lambda length=length: file.write_bytes(whole[:length])
    for _ in range(flips):
        if whole:
            at, bit = rng.randrange(len(whole)), 1 << rng.randrange(8)
            changed = whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :]
            yield "one bit flipped", lambda changed=changed: file.write_bytes(changed)


def run(flips: int, place: Path, *, checked: bool = True) -> Counter[str]:
    """Count damages and what came of them. Unless `checked`, files are opened without comparing them with their hashes,
    as those of large indexes are: then a search may be worse, but no text may be wrong."""
    index = made(place)
    looker = Looker(checked)
    expected = looker.look(index)
    rng = random.Random(2)
    seen: Counter[str] = Counter()
    for file in files(index):
        whole, name = file.read_bytes(), file.name if file.parent.name != "lexical" else "lexical/*"
        for what, damage in damages(file, flips, rng):
            damage()
            try:
                seen[f"{name} {what}: {_outcome(looker.look(index), expected, checked)}"] += 1
            except AssertionError as error:
                raise AssertionError(f"{file} {what}: {error}") from error
            file.write_bytes(whole)
    looker.close()
    return seen


def _outcome(found: object, expected: object, checked: bool) -> str:
    if isinstance(found, str):
        assert any(remedy in found for remedy in REMEDIES), found
        return "one clear error"
    if found == expected:
        return "all as written"
    assert isinstance(found, list)
    assert isinstance(expected, list)
    rows = len(expected) - 2 * len(QUESTIONS)
    old = all("Edition 1" in document.text for document, _ in found[:rows])
    assert old or (not checked and found[:rows] == expected[:rows]), "wrong rows"
    return "the generation before" if old else "other passages found"


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
        module.CHECKED_ON_OPEN = SMALL
    while (index := pipe.recv()) is not None:
        try:
            found: object = look(index)
        except qa.QAError as error:
            found = str(error)
        pipe.send(found)


def main() -> None:
    flips = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    for checked in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            seen = run(flips, Path(folder), checked=checked)
        print(f"{sum(seen.values())} damages, {'small' if checked else 'large'} index, no wrong row:")
        for what, times in sorted(seen.items()):
            print(f"  {times:5} {what}")


if __name__ == "__main__":
    main()
