"""What an index takes at an engine, a passage: `python benchmarks/engine_size.py milvus://HOST:PORT/NAME [--data DIR]`.

Makes articles as `size.py` does and builds the index from them, with its synthetic vectors: first as one worker of one
(what reading, asking the engine and sending vectors cost, embedding left out), then the build that publishes. Prints
the seconds and CPU of both here, and for each collection the rows and bytes a passage as they are sent (numbers by
their width, texts by their letters, a word of a sparse vector by eight bytes) with the seconds of sending; and with
`--data`, the folder of a milvus-lite, how many bytes a passage lie there afterwards.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import size

import qa
from qa.building.sharing import Share, embed_share
from qa.embedder import DEFAULT_MODEL, open_embedder
from qa.engine.connection import Engine


class Sent:
    """Counts what goes to the engine, by the kind of the collection."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, float]] = defaultdict(lambda: {"rows": 0, "bytes": 0, "seconds": 0.0})
        insert = Engine.insert

        def counted(engine: Engine, name: str, rows: Any) -> None:
            kind = next(kind for kind in ("parts", "texts", "passages", "words", "vectors") if f"_{kind}" in name)
            began = time.perf_counter()
            insert(engine, name, rows)
            told = self.found[kind]
            told["seconds"] += time.perf_counter() - began
            told["rows"] += len(rows)
            told["bytes"] += sum(_width(field, value) for row in rows for field, value in row.items())

        Engine.insert = counted  # type: ignore[method-assign]


def main() -> None:
    """Print the figures as JSON."""
    options = _options()
    rng = random.Random(options.passages)
    pool = size.real_sentences(options.docs)
    embedder = size.Synthetic(open_embedder(DEFAULT_MODEL).encode(rng.sample(pool, min(len(pool), 500))))
    sent = Sent()
    with tempfile.TemporaryDirectory() as temporary:
        articles = Path(temporary, "articles.jsonl")
        size.write_articles(pool, options.passages, rng, articles)
        took, cpu, share = _timed(lambda: embed_share(articles, options.address, Share(1, 1), embedder=embedder))
        worker = {"s": round(took, 1), "cpu_s": round(cpu, 1)} | _each(sent, share.read)
        sent.found.clear()
        took, cpu, report = _timed(lambda: qa.build_index(articles, options.address, embedder=embedder))
        figures = {
            "passages": report.passages,
            "characters": round(articles.stat().st_size / report.passages),
            "worker": worker,
            "build": {"s": round(took, 1), "cpu_s": round(cpu, 1), "embedded": report.embedded},
            "a passage": _each(sent, report.passages),
        }
    if options.data:
        there = sum(file.stat().st_size for file in options.data.rglob("*") if file.is_file())
        figures["bytes lying there a passage"] = round(there / report.passages)
    print(json.dumps(figures, indent=1))


def _each(sent: Sent, passages: int) -> dict[str, Any]:
    return {
        kind: {"rows": round(told["rows"] / passages, 3), "bytes": round(told["bytes"] / passages)}
        | {"sending_s": round(told["seconds"], 1)}
        for kind, told in sent.found.items()
    }


def _width(field: str, value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return 8 * len(value)
    if isinstance(value, list):
        return 4 * len(value) if field != "none" else 0
    return 4 if field in ("day", "source") else 8


def _timed(work: Any) -> tuple[float, float, Any]:
    began, cpu = time.perf_counter(), time.process_time()
    found = work()
    return time.perf_counter() - began, time.process_time() - cpu, found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", help="milvus://HOST:PORT/NAME, which is built anew")
    parser.add_argument("--docs", type=Path, default=size.EXAMPLES, help=".jsonl, or a folder")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of milvus-lite, new for this")
    return parser.parse_args()


if __name__ == "__main__":
    main()
