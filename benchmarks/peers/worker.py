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

from peers.engine import Engine, engine

K = 10


def main() -> None:
    name, task, place = sys.argv[1:]
    work = Path(place)
    run = json.loads((work / "run.json").read_text("utf-8"))
    figures = {"build": build, "search": search, "update": update}[task](engine(name), work, run)
    (work / "figures.json").write_text(json.dumps(figures), "utf-8")


def build(made: Engine, work: Path, run: dict[str, Any]) -> dict[str, Any]:
    loading = seconds(lambda: made.load(Path(run["model"])))
    cpu = time.process_time()
    started = time.perf_counter()
    passages = made.build(work / "docs.jsonl", work / "index")
    return {
        "build": time.perf_counter() - started - made.loading,
        "cpu": time.process_time() - cpu,
        "loading": loading + made.loading,
        "passages": passages,
        "disk": size(work / "index"),
        "build_peak": peak(),
        "threads": threads(),
        "versions": {package: version(package) for package in made.packages},
        "cut": made.passages,
        "renewal": made.renewal,
    }


def search(made: Engine, work: Path, run: dict[str, Any]) -> dict[str, Any]:
    ready = seconds(lambda: made.open(Path(run["model"]), work / "index"))
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
    if run["reopen"]:
        made.open(Path(run["model"]), work / "index")
    took = seconds(lambda: made.update(work / "changed.jsonl", work / "index", set(run["changed"])))
    return {"update": took - made.loading, "update_disk": size(work / "index")}


def seconds(task: Any) -> float:
    started = time.perf_counter()
    task()
    return time.perf_counter() - started


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
