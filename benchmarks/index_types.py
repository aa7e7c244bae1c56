"""Index types by size: `.venv/bin/python benchmarks/index_types.py [TEXTS]`. What qa/index/vectors.py chose was read
from it.

The vectors are synthetic: those of the passages of TEXTS (files of articles; without it the example articles), by
all-MiniLM-L6-v2, each moved towards a near neighbour and blurred, until there are enough; unit length, 384 numbers. The
questions are made in the same way and are not among them. A filter keeps a random share of the rows. Each question is
searched alone; recall is that of the ten best against NumPy's dot products, in single precision.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from qa import documents
from qa.embedder import SentenceTransformerEmbedder
from qa.index.passages import pack, searched_text
from qa.index.vectors import Vectors
from qa.types import Document

SIZES = (10_000, 50_000, 100_000, 200_000, 1_000_000)
HNSW_UP_TO = 50_000  # larger ones take minutes to build
QUESTIONS = 200
K = 10
FILTERS = (0.25, 0.04, 0.0006)
MOST_TEXTS = 20_000
BLOCK = 50_000

Search = Callable[[np.ndarray, np.ndarray | None], np.ndarray]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", type=Path, default=Path(__file__).parent.parent / "examples" / "articles")
    parser.add_argument("--vectors", type=Path, help="a .npy of vectors in place of those of TEXTS")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    args = parser.parse_args()
    real = np.load(args.vectors) if args.vectors else embedded(args.texts)
    print(f"around {len(real)} vectors of {args.vectors or args.texts}; {QUESTIONS} questions")
    print("| vectors | type | build s | bytes/vector | open s | p50 / p99 ms | recall@10 | 25 % | 4 % | 0.06 % |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    questions = np.concatenate(list(around(real, QUESTIONS, seed=1))).astype(np.float32)
    for size in args.sizes:
        table = np.empty((size, real.shape[1]), np.float16)
        for number, block in enumerate(around(real, size, seed=0)):
            table[number * BLOCK : number * BLOCK + len(block)] = block
        masks = [None, *(np.random.default_rng(2).random(size) < kept for kept in FILTERS)]
        truth = [exact(table, questions, mask) for mask in masks]
        for name, kind in kinds(size).items():
            with tempfile.TemporaryDirectory() as folder:
                print(f"| {size:,} | {name} | {row(kind, table, questions, masks, truth, Path(folder))} |", flush=True)


def embedded(texts: Path) -> np.ndarray:
    """The vectors of passages, as many as there are up to a limit."""
    files, _ = documents.find(texts)
    found = [item for file in files for item in documents.read(file) if isinstance(item, Document)]
    passages = [searched_text(document, passage) for document in found for passage in pack(document)]
    return SentenceTransformerEmbedder().encode(passages[:MOST_TEXTS])


def around(real: np.ndarray, count: int, seed: int) -> Iterator[np.ndarray]:
    """Blocks of `count` vectors: up to half way to one of 16 neighbours, and noise half as long as they are."""
    rng = np.random.default_rng(seed)
    near = np.concatenate(
        [np.argsort(-(part @ real.T))[:, 1:17] for part in np.array_split(real, len(real) // 500 + 1)]
    )
    for at in range(0, count, BLOCK):
        size = min(BLOCK, count - at)
        one = rng.integers(0, len(real), size)
        other = near[one, rng.integers(0, near.shape[1], size)]
        way = rng.uniform(0, 0.5, (size, 1)).astype(np.float32)
        noise = rng.normal(size=(size, real.shape[1])).astype(np.float32) * 0.5 / np.sqrt(real.shape[1])
        moved = (1 - way) * real[one] + way * real[other] + noise
        yield (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float16)


def exact(table: np.ndarray, questions: np.ndarray, mask: np.ndarray | None) -> list[set[int]]:
    """The rows of the ten best for each question."""
    rows = np.arange(len(table)) if mask is None else np.flatnonzero(mask)
    best_rows = np.empty((len(questions), 0), np.int64)
    best = np.empty((len(questions), 0), np.float32)
    for at in range(0, len(rows), BLOCK):
        part = rows[at : at + BLOCK]
        best = np.concatenate([best, questions @ table[part].astype(np.float32).T], axis=1)
        best_rows = np.concatenate([best_rows, np.broadcast_to(part, (len(questions), len(part)))], axis=1)
        top = np.argsort(-best, axis=1)[:, :K]
        best, best_rows = np.take_along_axis(best, top, 1), np.take_along_axis(best_rows, top, 1)
    return [set(found.tolist()) for found in best_rows]


class Ours:
    """Vectors as the product makes them."""

    def build(self, table: np.ndarray, folder: Path) -> None:
        Vectors.build(table, folder)
        Vectors.build_lists(folder)

    def open(self, folder: Path) -> Search:
        vectors = Vectors.open(folder)
        return lambda question, mask: vectors.search(question, K, mask)[0]


class Faiss:
    """An index of FAISS by its factory string, read into memory."""

    def __init__(self, described: str) -> None:
        self.described = described

    def build(self, table: np.ndarray, folder: Path) -> None:
        index: Any = faiss.index_factory(table.shape[1], self.described, faiss.METRIC_INNER_PRODUCT)
        index.train(table[:BLOCK].astype(np.float32))
        for at in range(0, len(table), BLOCK):
            index.add(table[at : at + BLOCK].astype(np.float32))
        faiss.write_index(index, str(folder / "index"))

    def open(self, folder: Path) -> Search:
        index: Any = faiss.read_index(str(folder / "index"))
        hnsw = "HNSW" in self.described

        def search(question: np.ndarray, mask: np.ndarray | None) -> np.ndarray:
            only = None if mask is None else faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
            params = faiss.SearchParametersHNSW(sel=only, efSearch=64) if hnsw else faiss.SearchParameters(sel=only)
            return index.search(question[None, :], K, params=params)[1][0]

        return search


def kinds(size: int) -> dict[str, Ours | Faiss]:
    known: dict[str, Ours | Faiss] = {
        "Flat, fp32": Faiss("Flat"),
        "flat, fp16": Faiss("SQfp16"),
        "flat, SQ8": Faiss("SQ8"),
        "HNSW32, ef 64": Faiss("HNSW32"),
        "qa/index/vectors.py": Ours(),
    }
    if size > HNSW_UP_TO:
        del known["HNSW32, ef 64"]
    return known


def row(
    kind: Ours | Faiss,
    table: np.ndarray,
    questions: np.ndarray,
    masks: list[np.ndarray | None],
    truth: list[list[set[int]]],
    folder: Path,
) -> str:
    """One line of the table."""
    built, _ = seconds(lambda: kind.build(table, folder))
    size = sum(file.stat().st_size for file in folder.iterdir()) / len(table)
    opened, search = seconds(lambda: kind.open(folder))
    cells = [f"{built:.1f}", f"{size:.0f}", f"{opened:.2f}"]
    for mask, wanted in zip(masks, truth, strict=True):
        for question in questions[:20]:
            search(question, mask)
        answers = [seconds(lambda q=question: search(q, mask)) for question in questions]  # noqa: B023
        times = 1000 * np.array([taken for taken, _ in answers])
        recall = np.mean([len(best & set(found)) / len(best) for best, (_, found) in zip(wanted, answers, strict=True)])
        timed = f"{np.median(times):.1f} / {np.percentile(times, 99):.1f}"
        cells += [timed, f"{recall:.3f}"] if mask is None else [f"{recall:.3f} ({timed})"]
    return " | ".join(cells)


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


if __name__ == "__main__":
    main()
