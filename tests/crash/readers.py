"""Search an index while it is built again and again: `python -m tests.crash.readers [EDITIONS]`.

Every article of an edition has its number in the text, the date and the source, so a result that mixes two generations,
or the texts of one with the filters of another, shows. Threads share one retriever, a process has its own, and another
process opens the index anew each time.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import qa
from qa.search import retriever as module
from qa.search.retriever import Retriever
from tests import crash
from tests.fakes import BagOfWords

ARTICLES = 8
THREADS = 3
READING = "reading"


def publish(edition: int, source: Path, index: Path) -> None:
    """Twice: the vectors of most passages are missing at first."""
    for number in range(ARTICLES):
        text = f"date 2025-11-{edition % 28 + 1:02d}\n\nEdition {edition} of the ferry news, number {number + 100}."
        (source / f"{number}.txt").write_text(f"{text}\n\nBased On Courier {edition} Report\n")
    qa.build_index(source, index, embedder=BagOfWords())


def edition_of(hits: list[qa.Hit]) -> int:
    """The one edition that all of a result speaks of. Raises AssertionError when there are several."""
    editions = set()
    for hit in hits:
        edition = int(hit.text.split()[1])
        editions.add(edition)
        assert hit.document.source == f"Courier {edition}", hit
        assert hit.document.date, hit
        assert hit.document.date.day == edition % 28 + 1, hit
    assert len(editions) == 1, editions
    return editions.pop()


def look(retriever: Retriever, rng: random.Random, newest: int) -> int:
    """Search with and without a filter; the edition found."""
    found = edition_of(hits := retriever.search("ferry news", k=ARTICLES))
    assert len(hits) == ARTICLES, hits
    wanted = rng.choice([found, found + 1, newest])
    filtered = retriever.search("ferry news", k=ARTICLES, sources=[f"Courier {wanted}"])
    assert len(filtered) in (0, ARTICLES)  # none when the live edition is another
    assert not filtered or edition_of(filtered) == wanted
    return found


def reading(retriever: Callable[[], Retriever], going: Callable[[], bool], seen: Counter[int]) -> str:
    """Look until told to end; what went wrong, or ""."""
    rng, newest = random.Random(3), 0
    try:
        while going():
            newest = look(retriever(), rng, newest)
            seen[newest] += 1
    except Exception:  # noqa: BLE001  # whatever a reader meets is what this looks for
        return traceback.format_exc()
    return ""


class Threads:
    """Some threads of this process, which share a retriever."""

    def __init__(self, index: Path) -> None:
        self.retriever, self.ended = Retriever.open(index, embedder=BagOfWords()), threading.Event()
        self.told: list[tuple[str, Counter[int]]] = []
        self.threads = [threading.Thread(target=self._read) for _ in range(THREADS)]
        for thread in self.threads:
            thread.start()

    def _read(self) -> None:
        seen = Counter[int]()
        self.told.append((reading(lambda: self.retriever, lambda: not self.ended.is_set(), seen), seen))

    def end(self) -> Counter[int]:
        """Which editions they saw, and how often. Raises AssertionError when anything went wrong."""
        self.ended.set()
        for thread in self.threads:
            thread.join()
        assert [fault for fault, _ in self.told] == [""] * THREADS
        return sum((seen for _, seen in self.told), Counter())


class Other:
    """A process that opens the index once, or `anew` for each search."""

    def __init__(self, index: Path, anew: bool) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.pipe, theirs = spawn.Pipe()
        self.process = spawn.Process(target=_serve, args=(index, anew, theirs), daemon=True)
        self.process.start()
        self.pipe.poll(None)  # it reads, or has failed already

    def end(self) -> Counter[int]:
        with contextlib.suppress(ConnectionError):  # one that met a fault has ended; what it said is still in the pipe
            self.pipe.send("end")
        said = self.pipe.recv()
        fault, seen = self.pipe.recv() if said == READING else said
        self.process.join()
        assert not fault, fault
        return Counter(seen)


def _serve(index: Path, anew: bool, pipe: Connection) -> None:
    module.LOOK_EVERY = 0.0

    def opened() -> Retriever:
        return Retriever.open(index, embedder=BagOfWords())

    seen, once = Counter[int](), []

    def retriever() -> Retriever:
        if anew or not once:
            once[:] = [opened()]
            if not seen:
                pipe.send(READING)
        return once[0]

    pipe.send((reading(retriever, lambda: not pipe.poll(), seen), seen))


@crash.batches_of(4)
def run(editions: int, place: Path) -> Counter[str]:
    """Count how often, and how many editions, each kind of reader saw."""
    source, index = place / "source", place / "index"
    source.mkdir()
    publish(0, source, index)
    readers = {
        "threads with one retriever": Threads(index),
        "a process": Other(index, anew=False),
        "a process that opens it anew": Other(index, anew=True),
    }
    for edition in range(1, editions + 1):
        publish(edition, source, index)
    seen = {kind: reader.end() for kind, reader in readers.items()}
    return Counter({f"results in {kind}, of {len(found)} editions": found.total() for kind, found in seen.items()})


def main() -> None:
    editions = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with crash.room() as folder:
        crash.table(f"Results while {editions} editions were published, none mixed", run(editions, Path(folder)))


if __name__ == "__main__":
    main()
