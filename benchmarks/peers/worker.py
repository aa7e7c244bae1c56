"""One engine doing one thing in a process of its own: `python -m peers.worker ENGINE build|search|update WORK`.

WORK holds docs.jsonl, changed.jsonl and run.json; the index is kept in WORK/index. The figures go to WORK/figures.json.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from peers.engine import Engine, Spent, engine

K = 10


def main() -> None:
    name, task, place = sys.argv[1:]
    work = Path(place)
    run = json.loads((work / "run.json").read_text("utf-8"))
    figures = {"build": build, "search": search, "update": update}[task](engine(name), work, run)
    (work / "figures.json").write_text(json.dumps(figures), "utf-8")


def build(made: Engine, work: Path, run: dict[str, Any]) -> dict[str, Any]:
    began = Spent.now()
    made.load(Path(run["model"]))
    loaded = Spent.now()
    passages = made.build(work / "docs.jsonl", work / "index")
    spent = Spent.now() - loaded - made.loading
    return {
        "build": spent.clock,
        "cpu": spent.cpu,
        "loading": (loaded - began + made.loading).clock,
        "passages": passages,
        "disk": size(work / "index"),
        "build_peak": peak(),
        "threads": threads(),
        "versions": {package: version(package) for package in made.packages},
        "cut": made.passages,
        "renewal": made.renewal,
    }


def search(made: Engine, work: Path, run: dict[str, Any]) -> dict[str, Any]:
    began = Spent.now()
    made.open(Path(run["model"]), work / "index")
    ready = (Spent.now() - began).clock
    made.search("warm", K)
    found, times = [], []
    for question in run["questions"]:
        started = time.perf_counter()
        results = made.search(question, K)
        times.append(1000 * (time.perf_counter() - started))
        found.append(results)
    memory = resident()
    return {
        "ready": ready,
        "times": times,
        "memory": memory,
        "search_peak": peak(),
        "found": [[asdict(result) for result in results] for results in found],
    }


def update(made: Engine, work: Path, run: dict[str, Any]) -> dict[str, Any]:
    made.open(Path(run["model"]), work / "index")
    opened = Spent.now()
    made.update(work / "changed.jsonl", work / "index", set(run["changed"]))
    spent = Spent.now() - opened - made.loading
    return {"update": spent.clock, "update_disk": size(work / "index")}


def size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def peak() -> float:
    """The most memory this process had at once, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident() -> float:
    """The memory this process has now, MB."""
    import psutil

    return float(psutil.Process().memory_info().rss / 2**20)


def threads() -> int:
    import torch

    return torch.get_num_threads()


if __name__ == "__main__":
    main()
