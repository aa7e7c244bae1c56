"""Kill builders at random points and look at what is left: `python -m tests.crash.kill [KILLS]`, or `make torture`.

Each kill: a process builds a changed folder over an index, is killed with SIGKILL after a random time, and then the
index must hold exactly what one of the two folders gives, whole or still without some vectors; and the next build must
end where a build from nothing ends, without embedding again what had been finished.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

import qa
from qa import build, embedding
from qa.index import Index
from qa.lock import builder
from qa.passages import searched_text
from tests.fakes import BagOfWords

ARTICLES = 40
PAUSE = 0.004  # seconds that a batch takes, so that kills fall into embedding too


class Slow(BagOfWords):
    """Takes a moment for each batch, and notes on disk what it encoded."""

    def __init__(self, notes: Path) -> None:
        super().__init__()
        self.notes = notes

    def encode(self, texts):  # type: ignore[no-untyped-def]
        time.sleep(PAUSE)
        with self.notes.open("a") as file:
            file.write("x" * len(texts))
        return super().encode(texts)


def write(folder: Path, rng: random.Random) -> None:
    """Some articles new, some changed, some removed."""
    folder.mkdir(exist_ok=True)
    for number in range(ARTICLES):
        file = folder / f"{number}.txt"
        chance = rng.random()
        if chance < 0.2:
            file.unlink(missing_ok=True)
        elif chance < 0.6 or not file.exists():
            file.write_text(f"Ferry {number} sank on day {rng.randrange(1000)}. It was the {rng.randrange(99)}th.")


def contents(index: Index) -> list[tuple[object, ...]]:
    """Every row as all its parts show it."""
    vectors = index.vectors.take(np.arange(len(index.vectors)))
    missing = set(index.vectors.absent.tolist())
    rows = []
    for row, ((document, passage), vector) in enumerate(zip(index.store.each(), vectors, strict=True)):
        text = searched_text(document, passage)
        assert row in index.lexical.search(text, len(vectors))[0]
        assert row in missing or np.allclose(vector, BagOfWords().encode([text])[0], atol=1e-3)
        rows.append((document, passage))
    return rows


def run(kills: int, seed: int, place: Path) -> Counter[str]:
    """Count what the builders were doing when they were killed, and what was found after it."""
    build.PATIENCE, embedding.BATCH = -1.0, 2
    rng = random.Random(seed)
    source, index, anew, notes = (place / name for name in ("source", "index", "anew", "notes"))
    write(source, rng)
    started = time.monotonic()
    qa.build_index(source, index, embedder=Slow(notes))
    duration = time.monotonic() - started
    seen: Counter[str] = Counter()
    fork = multiprocessing.get_context("fork")
    for _ in range(kills):
        before = contents(Index.open(index))
        write(source, rng)
        started = time.monotonic()
        process = fork.Process(target=qa.build_index, args=(source, index), kwargs={"embedder": Slow(notes)})
        process.start()
        process.join(rng.random() * duration)
        working = builder(index)
        if process.is_alive():
            os.kill(process.pid or 0, signal.SIGKILL)
            seen[f"killed while {working.stage if working else 'starting or ending'}"] += 1
        else:
            duration = 0.8 * duration + 0.2 * (time.monotonic() - started)
            seen["had ended"] += 1
        process.join()
        assert builder(index) is None
        found = Index.open(index)
        found.verify()
        left = contents(found)
        shutil.rmtree(anew, ignore_errors=True)
        qa.build_index(source, anew, embedder=BagOfWords())
        wanted = contents(Index.open(anew))
        assert left in (before, wanted)
        state = "old" if left == before else "partial" if found.manifest.partial else "new"
        seen[f"found the {state} generation"] += 1
        kept = len(list((index / "batches").rglob("*.npz"))) if (index / "batches").exists() else 0
        seen["finished batches were kept"] += kept > 0
        qa.build_index(source, index, embedder=BagOfWords())
        now = Index.open(index)
        now.verify()
        assert contents(now) == wanted
        assert not now.manifest.partial
        rest = {entry.name for entry in index.iterdir()}
        assert rest <= {"CURRENT", "generations", "BUILD.lock"}, rest
        assert len(list((index / "generations").iterdir())) <= 2
    return seen


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        seen = run(kills, 1, Path(folder))
    print(f"{kills} builds killed or ended, every index sound:")
    for what, times in sorted(seen.items()):
        print(f"  {times:5} {what}")


if __name__ == "__main__":
    main()
