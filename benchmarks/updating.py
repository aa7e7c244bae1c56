"""What a change of 1 % costs against a full build, step by step: `python benchmarks/updating.py [DOCS.jsonl]`.

Makes a folder of articles as `size.py` does (real sentences in random order, `--passages N` of them, `--each N`
articles a file), builds an index of it, adds a sentence to every hundredth article, and builds again, all in one
process. Each step has its seconds on the clock and of CPU. Vectors are synthetic, as in `size.py`, so embedding costs
nothing here; how long it would take is reckoned from what the real model takes for a few of these passages in the same
run.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import size

import qa
from qa.building import build, making
from qa.embedder import DEFAULT_MODEL, open_embedder
from qa.index.passages import searched_text

ADDED = " The editors were told of a mistake in it on the following day."
ENCODED = 100  # passages by which the real model is timed
STEPS = {
    "old": "the old index is compared with its hashes",
    "digests": "the files are compared with those of then",
    "texts": "texts: read, or copied",
    "words": "words",
    "columns": "days, sources, mentions, stories",
    "said": "who said what",
    "names": "names",
    "vectors": "vectors: taken over, written, published",
    "rest": "the rest",
}

Cost = tuple[float, float]
"""Seconds on the clock, and of CPU."""


class Steps:
    """What each step of a build costs; the functions of the product that make them are replaced by timed ones."""

    def __init__(self) -> None:
        self.costs: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        build._open_or_none = self.timed("old", build._open_or_none)  # type: ignore[assignment]
        making.digests = self.timed("digests", making.digests)  # type: ignore[assignment]
        making.write_texts = self.timed("texts", making.write_texts)  # type: ignore[assignment]
        making.WORDS = self._column("words", making.WORDS)
        columns, said, named = making.columns_anew, making.said_anew, making.named_anew
        making.columns_anew = lambda old: self._column("columns", columns(old))
        making.said_anew = lambda old: self._column("said", said(old))
        making.named_anew = lambda old: self._column("names", named(old))
        making.Making._embed = self.timed("vectors", making.Making._embed)  # type: ignore[method-assign]

    def timed(self, step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, which counts as this step."""

        def run(*arguments: Any) -> Any:
            with self.counted(step):
                return work(*arguments)

        return run

    @contextmanager
    def counted(self, step: str) -> Iterator[None]:
        """What is done meanwhile counts as this step."""
        began, cpu = time.perf_counter(), time.process_time()
        yield
        self.costs[step][0] += time.perf_counter() - began
        self.costs[step][1] += time.process_time() - cpu

    def _column(self, step: str, column: Any) -> Any:
        return column._replace(write=self.timed(step, column.write))

    def taken(self) -> dict[str, Cost]:
        """The costs since the last time, with what all steps leave of the whole."""
        whole, cpu = self.costs.pop("whole")
        found = {step: (clock, used) for step, (clock, used) in self.costs.items()}
        known = [sum(each) for each in zip(*found.values(), strict=True)]
        self.costs.clear()
        return found | {"rest": (whole - known[0], cpu - known[1]), "whole": (whole, cpu)}


def main() -> None:
    """Print a table, step by step."""
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.work) as temporary:
        folder, index = Path(temporary, "articles"), Path(temporary, "index")
        rng = random.Random(options.passages)
        pool = size.real_sentences(options.docs)
        articles = write(pool, options.passages, options.each, rng, folder)
        model = open_embedder(DEFAULT_MODEL)
        embedder = size.Synthetic(model.encode(rng.sample(pool, min(size.REAL, len(pool), 1000))))
        steps = Steps()
        with steps.counted("whole"):
            report = qa.build_index(folder, index, embedder=embedder)
        full = steps.taken()
        change(folder, articles)
        with steps.counted("whole"):
            changed = qa.build_index(folder, index, embedder=embedder)
        part = steps.taken()
        rate = _rate(model, index)
    print(
        f"{articles} articles in files of {options.each}, {report.passages} passages; {changed.changed} changed, ",
        end="",
    )
    print(f"{changed.embedded} passages with another text\n")
    show(full, part)
    seconds = [whole["whole"][0] + made.embedded / rate for whole, made in ((full, report), (part, changed))]
    print(f"\nWith the default model at {rate:.0f} passages a second (reckoned): {seconds[0]:.0f} s and ", end="")
    print(f"{seconds[1]:.1f} s, {100 * seconds[1] / seconds[0]:.1f} %")


def write(pool: list[str], passages: int, each: int, rng: random.Random, folder: Path) -> int:
    """Articles as those of `size.py`, so many a file; how many they are."""
    folder.mkdir()
    whole = folder.with_suffix(".jsonl")
    size.write_articles(pool, passages, rng, whole)
    lines = whole.read_text("utf-8").splitlines()
    for at in range(0, len(lines), each):
        (folder / f"{at:08d}.jsonl").write_text("\n".join(lines[at : at + each]) + "\n", "utf-8")
    return len(lines)


def change(folder: Path, articles: int) -> None:
    """Add a sentence to every hundredth article."""
    at = 0
    for file in sorted(folder.iterdir()):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        touched = [row for n, row in enumerate(rows, at) if n % 100 == 0]
        at += len(rows)
        for row in touched:
            row["text"] += ADDED
        if touched:
            file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def show(full: dict[str, Cost], part: dict[str, Cost]) -> None:
    """The table."""
    print("| step | full, s | of CPU | 1 % changed, s | of CPU | of the full CPU |\n|---|---|---|---|---|---|")
    for step, name in (STEPS | {"whole": "**whole**"}).items():
        (clock, cpu), (then, used) = full.get(step, (0.0, 0.0)), part.get(step, (0.0, 0.0))
        share = f"{100 * used / cpu:.0f} %" if cpu > 0.005 else "-"
        print(f"| {name} | {clock:.2f} | {cpu:.2f} | {then:.2f} | {used:.2f} | {share} |")


def _rate(model: Any, index: Path) -> float:
    found = qa.Index.open(index)
    rows = np.linspace(0, found.store.passages - 1, ENCODED).astype(int).tolist()
    texts = [searched_text(*pair) for pair in found.store.fetch(rows)]
    model.encode(texts[:5])
    began = time.perf_counter()
    model.encode(texts)
    return len(texts) / (time.perf_counter() - began)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path, nargs="?", default=size.EXAMPLES, help=".jsonl, or a folder")
    parser.add_argument("--passages", type=int, default=50_000, metavar="N")
    parser.add_argument("--each", type=int, default=1, metavar="N", help="articles a file (1)")
    parser.add_argument("--work", type=Path, metavar="DIR", help="make articles and index here, and remove them")
    return parser.parse_args()


if __name__ == "__main__":
    main()
