"""Cost against size: `.venv/bin/python benchmarks/size.py [DOCS.jsonl] [--passages 10000,100000,1000000] [--work DIR]`.

Makes articles of so many passages out of the sentences of real ones (of examples/articles without a file), in random
order, so that the words are real and BM25 has real work; embedding a million passages would take hours, so a passage
gets the vector of a real one with noise added (cosine about .86). All else is the product: `qa.build_index`, then
`qa.Assistant` in a process of its own, which opens the index, searches with and without filters one question at a time
(the questions are sentences of the articles, their vectors those of the real model, made before) and answers some.
Prints a Markdown table of each size and, with --plot, draws it.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import qa
from qa import documents
from qa.embedder import DEFAULT_MODEL, open_embedder
from qa.english import sentences
from qa.index.index import Index
from qa.search.fusion import CANDIDATES, fuse
from qa.search.retriever import search
from qa.search.within import within
from qa.types import Document

EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
REAL = 4000  # real vectors that the others are made from
NOISE = 0.6  # its length; that of a vector is 1
QUESTIONS = 150
ANSWERS = 30
K = 10
# Source -> the share of the articles that have it; dates are spread evenly over DAYS.
SOURCES = {"Rare Post": 0.0006, "Quarter Times": 0.25, "Daily Rest": 0.7494}
DAYS = 2000
FILTERS: dict[str, dict[str, Any]] = {
    "no filter": {},
    "0.06 % pass": {"sources": ["Rare Post"]},
    "4 % pass": {"since": "2024-04-03"},
    "25 % pass": {"sources": ["Quarter Times"]},
    "60 % pass": {"until": "2022-04-15"},
}


class Synthetic:
    """Gives passages vectors around real ones; questions have theirs from the real model."""

    name = "synthetic"
    dimension = 384

    def __init__(self, real: NDArray[np.float32]) -> None:
        self.real = real
        self.fingerprint = f"{zlib.crc32(real.tobytes()):064x}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        hashes = [zlib.crc32(text.encode()) for text in texts]
        noise = np.random.default_rng(hashes[0]).standard_normal((len(texts), self.dimension), np.float32)
        vectors = self.real[np.array(hashes) % len(self.real)] + NOISE / self.dimension**0.5 * noise
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Any]) -> list[NDArray[np.float32]]:
        raise NotImplementedError("the reader brings its own model")


def main() -> None:
    options = _options()
    if options.phase:
        {"build": build, "serve": serve}[options.phase](options.work)
        return
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(options.work or temporary)
        pool = real_sentences(options.docs)
        rows = [one_size(work / str(size), pool, size) for size in options.passages]
    show(rows)
    if options.plot:
        draw(rows, options.plot)


def real_sentences(source: Path) -> list[str]:
    files, _ = documents.find(source)
    articles = (item for file in files for item in documents.read(file) if isinstance(item, Document))
    return [s.text for article in articles for s in sentences.split(article) if 40 <= len(s.text) <= 300]


def one_size(work: Path, pool: list[str], size: int) -> dict[str, Any]:
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "questions.json").exists():
        rng = random.Random(size)
        write_articles(pool, size, rng, work / "docs.jsonl")
        asked = [" ".join(s.split()[:14]) for s in rng.sample(pool, QUESTIONS)]
        (work / "questions.json").write_text(json.dumps(asked), "utf-8")
        model = open_embedder(DEFAULT_MODEL)
        np.save(work / "real.npy", model.encode(rng.sample(pool, min(REAL, len(pool)))))
        np.save(work / "asked.npy", model.encode(asked))
    figures: dict[str, Any] = {}
    for phase in ("build", "serve"):
        command = [sys.executable, __file__, "--phase", phase, "--work", str(work)]
        figures |= json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(f"{size} passages, {phase}: {figures}", file=sys.stderr, flush=True)
    return figures


def write_articles(pool: list[str], size: int, rng: random.Random, target: Path) -> None:
    """Articles of 12 paragraphs of four to six sentences: a paragraph makes about one passage."""
    with target.open("w", encoding="utf-8") as lines:
        for i in range(size // 12):
            paragraphs = [" ".join(rng.choices(pool, k=rng.randint(4, 6))) for _ in range(12)]
            day = np.datetime64("2019-01-01") + np.timedelta64(rng.randrange(DAYS), "D")
            source = rng.choices(list(SOURCES), list(SOURCES.values()))[0]
            row = {"id": str(i), "title": paragraphs[0][:60], "text": "\n\n".join(paragraphs)}
            lines.write(json.dumps(row | {"date": str(day), "source": source}) + "\n")


def build(work: Path) -> None:
    embedder = Synthetic(np.load(work / "real.npy"))
    report = qa.build_index(work / "docs.jsonl", work / "index", embedder=embedder)
    manifest = Index.open(work / "index").manifest
    megabytes = sum(size for size, _ in manifest.files.values()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    facts = {"passages": report.passages, "build_s": report.seconds, "build_mb": peak, "disk_mb": megabytes}
    print(json.dumps(facts))


def serve(work: Path) -> None:
    embedder = Synthetic(np.load(work / "real.npy"))
    asked: list[str] = json.loads((work / "questions.json").read_text("utf-8"))
    vectors = dict(zip(asked, np.load(work / "asked.npy"), strict=True))
    embedder.encode = lambda texts: np.stack([vectors[text] for text in texts])  # type: ignore[method-assign]
    started = time.perf_counter()
    retriever = qa.Retriever.open(work / "index", embedder=embedder)
    figures: dict[str, Any] = {"open_s": time.perf_counter() - started}
    for name, filters in FILTERS.items():
        times = sorted(timed(lambda q: retriever.search(q, k=K, **filters), asked))  # noqa: B023
        figures[name] = {"p50": statistics.median(times), "p99": times[int(0.99 * len(times))]}
    figures["search_mb"] = resident()
    assistant = qa.Assistant(retriever)
    times = timed(assistant.ask, asked[:ANSWERS])
    figures |= {"ask_ms": statistics.median(times), "ask_mb": resident()}
    for name, filters in FILTERS.items():
        figures[name]["recall"] = recall(retriever.index, embedder, asked, filters)
    print(json.dumps(figures))


def timed(work: Any, items: Sequence[str]) -> list[float]:
    """Milliseconds for each item, after a warm-up with the first few."""
    for item in items[:5]:
        work(item)
    times = []
    for item in items:
        started = time.perf_counter()
        work(item)
        times.append(1000 * (time.perf_counter() - started))
    return times


def recall(index: Index, embedder: Synthetic, asked: Sequence[str], filters: dict[str, Any]) -> float:
    """The share of the first K that a search with exact cosines of all rows gives, too."""
    articles = within(**filters)
    mask = index.filters.mask(articles)
    queries = embedder.encode(asked)
    shared = []
    for question, dense in zip(asked, exact(index, queries, mask), strict=True):
        words = index.lexical.search(question, CANDIDATES, mask, articles)
        rows, _ = fuse(dense, words)
        found = [hit.passage.id for hit in search(index, embedder, question, K, articles)]
        right = set(rows[:K].tolist())
        shared.append(len(right & set(found)) / len(right) if right else 1.0)
    return statistics.mean(shared)


def exact(index: Index, queries: NDArray[np.float32], mask: NDArray[np.bool_] | None) -> Iterator[tuple[Any, Any]]:
    """(rows, scores) of the CANDIDATES best rows by cosine for each query."""
    rows = np.arange(len(index.vectors)) if mask is None else np.flatnonzero(mask)
    best: list[tuple[Any, Any]] = [(np.empty(0, np.int64), np.empty(0, np.float32))] * len(queries)
    for at in range(0, len(rows), 65_536):
        part = rows[at : at + 65_536]
        scores = queries @ index.vectors.take(part).T
        for i, (known, points) in enumerate(best):
            together = np.concatenate([points, scores[i]])
            top = np.argsort(-together, kind="stable")[:CANDIDATES]
            best[i] = np.concatenate([known, part])[top], together[top]
    yield from best


def resident() -> float:
    """Memory of this process now, MB, files that are mapped included."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def show(rows: list[dict[str, Any]]) -> None:
    head = [
        "passages",
        "build s",
        "build MB",
        "disk MB",
        "open s",
        "ask ms",
        "resident MB, searching",
        "with the reader",
    ]
    keys = ["passages", "build_s", "build_mb", "disk_mb", "open_s", "ask_ms", "search_mb", "ask_mb"]
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(f"{row[key]:,.2f}" if key == "open_s" else f"{row[key]:,.0f}" for key in keys) + " |")
    print("\n| search: p50 / p99 ms, recall@10 | " + " | ".join(FILTERS) + " |\n|---|" + "---|" * len(FILTERS))
    for row in rows:
        cells = [f"{row[name]['p50']:.1f} / {row[name]['p99']:.1f}, {row[name]['recall']:.3f}" for name in FILTERS]
        print(f"| {row['passages']:,} | " + " | ".join(cells) + " |")


def draw(rows: list[dict[str, Any]], target: Path) -> None:
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    sizes = [row["passages"] for row in rows]
    figure, axes = pyplot.subplots(1, 3, figsize=(13, 4))
    for name in FILTERS:
        axes[0].plot(sizes, [row[name]["p50"] for row in rows], marker="o", label=name)
    axes[0].set(title="search, median ms")
    axes[0].legend()
    axes[1].plot(sizes, [row["build_s"] for row in rows], marker="o")
    axes[1].set(title="build without the model, s")
    for key, label in (("search_mb", "searching"), ("ask_mb", "with the reader"), ("disk_mb", "on disk")):
        axes[2].plot(sizes, [row[key] for row in rows], marker="o", label=label)
    axes[2].set(title="MB")
    axes[2].legend()
    for axis in axes:
        axis.set(xscale="log", yscale="log", xlabel="passages")
    figure.tight_layout()
    figure.savefig(target, dpi=110)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path, nargs="?", default=EXAMPLES, help=".jsonl, or a folder")
    parser.add_argument(
        "--passages", type=lambda n: [int(i) for i in n.split(",")], default=[10_000, 100_000, 1_000_000]
    )
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep articles and indexes here")
    parser.add_argument("--plot", type=Path, metavar="FILE.png")
    parser.add_argument("--phase", choices=["build", "serve"], help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
