"""How long a build takes, and of what: `.venv/bin/python benchmarks/building.py [DOCS.jsonl] [--articles N]`.

In each round, one after the other in this process: plain `SentenceTransformer.encode` of all-MiniLM-L6-v2 in fp32 (the
texts in their order, everything at its default), a whole build with the default model and with the static one, a build
of the same folder with nothing changed, and one with a paragraph added to 1 % of the articles. Prints medians, and the
ratios within each round. Without a file it builds from examples/articles.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import defaultdict
from itertools import islice
from pathlib import Path

from sentence_transformers import SentenceTransformer

import qa
from examples import EXAMPLES, seconds
from qa import documents
from qa.embedder.weights import minilm_folder
from qa.index.index import Index
from qa.index.passages import searched_text
from qa.types import Document

ADDITION = "\n\nA correction was added to this article on the following day, after a reader had pointed out a mistake."

Times = dict[str, list[float]]


class Stages:
    """Seconds spent in each stage of a build, from its progress."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stage, self._since = "loading", time.perf_counter()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.perf_counter()
        self.seconds[self._stage] += now - self._since
        self._stage, self._since = stage, now


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path, nargs="?", default=EXAMPLES / "articles", help=".jsonl, or a folder")
    parser.add_argument("--articles", type=int, metavar="N", help="only the first N")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    articles = list(islice(read(options.docs), options.articles))
    plain = SentenceTransformer(str(minilm_folder()), device="cpu")
    times: Times = defaultdict(list)
    for i in range(options.rounds + 1):  # the first round warms everything up and does not count
        told = one_round(articles, plain, defaultdict(list) if i == 0 else times)
    show(times, *told)


def read(source: Path) -> list[Document]:
    files, _ = documents.find(source)
    return [item for file in files for item in documents.read(file) if isinstance(item, Document)]


def one_round(articles: list[Document], plain: SentenceTransformer, times: Times) -> tuple[int, int]:
    with tempfile.TemporaryDirectory() as folder:
        source, index = Path(folder) / "docs.jsonl", Path(folder) / "index"
        write(articles, source)
        stages = Stages()
        started = time.perf_counter()
        report = qa.build_index(source, index, progress=stages)
        stages("", 0, 0)
        took = time.perf_counter() - started - stages.seconds["loading"]
        times["build"].append(took)
        times["not embedding"].append(took - stages.seconds["embedding"])
        texts = [searched_text(*pair) for pair in Index.open(index).store.each()]
        times["plain encode"].append(seconds(lambda: plain.encode(texts, show_progress_bar=False)))
        times["unchanged"].append(seconds(lambda: qa.build_index(source, index)))
        write([changed(a) if i % 100 == 0 else a for i, a in enumerate(articles)], source)
        times["1 % changed"].append(seconds(lambda: qa.build_index(source, index)))
        times["static build"].append(seconds(lambda: qa.build_index(source, Path(folder) / "static", model="static")))
        return report.documents, report.passages


def write(articles: list[Document], target: Path) -> None:
    with target.open("w", encoding="utf-8") as lines:
        for article in articles:
            lines.write(json.dumps({"id": article.id, "title": article.title, "text": article.text}) + "\n")


def changed(article: Document) -> Document:
    return Document(article.id, article.title, article.text + ADDITION)


def show(times: Times, articles: int, passages: int) -> None:
    print(f"{articles} articles, {passages} passages, {len(times['build'])} rounds\n")
    print("| | median s | of plain encode |\n|---|---|---|")
    for name, values in times.items():
        ratio = statistics.median(a / b for a, b in zip(values, times["plain encode"], strict=True))
        print(f"| {name} | {statistics.median(values):.2f} | {ratio:.3f} |")
    faster = statistics.median(a / b for a, b in zip(times["plain encode"], times["build"], strict=True))
    other = statistics.median(a / b for a, b in zip(times["not embedding"], times["build"], strict=True))
    print(f"\nA build is {faster:.2f} x as fast as plain encode; {100 * other:.1f} % of it is not embedding.")


if __name__ == "__main__":
    main()
