"""Kill builders at random moments and look at what is left: `python -m tests.crash.kill [KILLS] [SEED]`.

Each time a process builds a folder - the first index of it, a change, everything anew, or the rest of what a killed one
began - and is killed with SIGKILL after a random time. Then the index must hold exactly what it held before or what the
folder gives, the latter perhaps still without some vectors. The next build, which may be killed too, must end where a
build from nothing ends, and embed exactly what no build had finished. Runs in a process of its own, since it forks.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import qa
from qa.building.batches import Batches
from qa.index.index import Index
from qa.index.lock import OWNER, builder
from qa.index.passages import searched_text
from qa.index.store.schema import text_key
from tests import crash
from tests.crash.contents import Rows, built, sound, tidy
from tests.fakes import BagOfWords

ARTICLES = 40
PAUSE = 0.002  # seconds that a batch takes, so that kills fall into embedding too
NEITHER: tuple[Rows, bool] = ([], False)


class Slow(BagOfWords):
    """Takes a moment for each batch, and notes on disk what it encoded."""

    def __init__(self, notes: Path) -> None:
        super().__init__()
        self.notes = notes

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        time.sleep(PAUSE)
        with self.notes.open("a", encoding="utf-8") as file:
            file.write(json.dumps(list(texts)) + "\n")
        return super().encode(texts)


class Yard:
    """A folder that changes, the index of it, and what the builder there is doing."""

    def __init__(self, place: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        self.source, self.index, self.anew, self.notes = (place / n for n in ("source", "index", "anew", "notes"))
        self.source.mkdir()
        self.change()
        self.stage = multiprocessing.get_context("fork").Array("c", 32, lock=False)

    def change(self) -> None:
        """Some articles new, some changed, some removed."""
        for number in range(ARTICLES):
            file, chance = self.source / f"{number}.txt", self.rng.random()
            if chance < 0.2:
                file.unlink(missing_ok=True)
            elif chance < 0.5 or not file.exists():
                day, nth = self.rng.randrange(1000), self.rng.randrange(99)
                file.write_text(f"Ferry {number} sank on day {day}. It was the {nth}th.")

    def work(self, full: bool) -> None:
        """Build, telling what is being done at every moment."""
        sys.addaudithook(self._heard)
        qa.build_index(self.source, self.index, embedder=Slow(self.notes), progress=self._told, full=full)

    def kill(self, after: float, full: bool) -> str:
        """Kill a builder after so many seconds; what it was doing, or "" when it had ended."""
        self.stage.value = b"starting"
        self.notes.write_text("")
        process = multiprocessing.get_context("fork").Process(target=self.work, args=(full,))
        process.start()
        process.join(after)
        if process.is_alive():
            os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
        return self.stage.value.decode() if process.exitcode else ""

    def found(self) -> tuple[Rows, bool]:
        """What is there; NEITHER where no index is yet."""
        try:
            return sound(self.index)
        except qa.IndexNotFound:
            return NEITHER
        except qa.IndexInvalid as error:  # a first index, killed when complete and not published yet
            if "CURRENT is missing" in str(error) and "generations/000001" not in str(error):
                return NEITHER
            raise

    def wanted(self) -> Rows:
        shutil.rmtree(self.anew, ignore_errors=True)
        built(self.source, self.anew)
        return sound(self.anew)[0]

    def finished(self) -> set[str]:
        """The texts whose vectors the killed builder is known to have kept: all but those of its last batch."""
        lines = self.notes.read_text(encoding="utf-8").splitlines()
        return {text for line in lines[:-1] for text in json.loads(line)}

    def _told(self, stage: str, done: int, total: int) -> None:
        self.stage.value = stage.encode()

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and str(arguments[0]).endswith("manifest.json") and arguments[1] == "w":
            self.stage.value = b"publishing"
        elif event == "os.rename" and str(arguments[1]).endswith("CURRENT"):
            self.stage.value = b"just published"
        elif event == "shutil.rmtree":
            self.stage.value = b"tidying up"


def unembedded(wanted: Rows, index: Path) -> set[str]:
    """The texts that neither the live generation nor a kept batch has a vector of."""
    texts = {searched_text(*pair) for pair in wanted}
    keys = {text_key(text): text for text in texts}
    kept = {keys[key] for key in Batches(index, BagOfWords().fingerprint).load(keys)}
    try:
        live = Index.open(index)
    except (qa.IndexNotFound, qa.IndexInvalid):
        return texts - kept
    missing = set(live.vectors.absent.tolist())
    return texts - kept - {searched_text(*pair) for row, pair in enumerate(live.store.each()) if row not in missing}


@crash.batches_of(2)
def run(kills: int, seed: int, place: Path) -> Counter[str]:
    """Count what the builders were doing when they were killed, and what was found after it."""
    yard, seen, duration = Yard(place, seed), Counter[str](), 0.5
    for _ in range(kills):
        task = yard.rng.choice(["first", "full", "rest", "change", "change", "change"])
        if task == "first":
            shutil.rmtree(yard.index, ignore_errors=True)
        if task != "rest":
            yard.change()
        (before, _), wanted, started = yard.found(), yard.wanted(), time.monotonic()
        stage = yard.kill(yard.rng.random() * duration, task == "full")
        if not stage:
            duration = 0.8 * duration + 0.2 * (time.monotonic() - started)
        seen[f"killed: {stage}" if stage else "not killed: it had ended"] += 1
        left, partial = yard.found()
        assert left in (before, wanted), f"{task}, killed while {stage}"
        assert stage or (left == wanted and not partial)
        assert builder(yard.index) is None
        seen["after it: the note of a dead builder"] += (yard.index / OWNER).exists()
        state = "nothing yet" if not left else "what was before" if left == before else "what was to come"
        seen[f"after it: {state}{', without some vectors' if partial else ''}"] += 1
        missing = unembedded(wanted, yard.index)
        assert not missing & yard.finished(), "a finished batch was lost"
        if yard.rng.random() < 0.6:
            embedded = built(yard.source, yard.index)
            assert sorted(embedded) == sorted(missing)
            assert yard.found() == (wanted, False)
            tidy(yard.index)
            seen["then built to the end"] += 1
            seen["then built to the end, fewer to embed than all"] += len(embedded) < len(wanted)
    return seen


def main() -> None:
    kills, seed = (int(value) for value in [*sys.argv[1:], *["300", "1"][len(sys.argv) - 1 :]])
    with crash.room() as folder:
        crash.table(f"{kills} builders, seed {seed}", run(kills, seed, Path(folder)))


if __name__ == "__main__":
    main()
