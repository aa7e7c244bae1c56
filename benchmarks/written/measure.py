"""How many of the planted false sentences the gate strikes, and how many true ones with them.

python -m benchmarks.written.measure [--kept]
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa.embedder import default_embedder
from qa.gate import Ground
from qa.gate.checking import THRESHOLD, check

HERE = Path(__file__).parent


def planted(kept: bool) -> Iterator[dict[str, Any]]:
    """The sentences of one half."""
    name = "planted_kept.jsonl" if kept else "planted.jsonl"
    yield from map(json.loads, (HERE / name).read_text(encoding="utf-8").splitlines())


def grounds_of(sources: list[dict[str, Any]]) -> list[Ground]:
    """The sources of one sentence."""
    return [
        Ground(
            each["text"], *each["cited"], each.get("title", ""), each.get("source", ""),
            datetime.date.fromisoformat(each["date"]) if each.get("date") else None,
        )
        for each in sources
    ]  # fmt: skip


def main() -> None:
    """Print what is struck of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", action="store_true", help="the half that no rule was written by")
    parser.add_argument("--show", action="store_true", help="print what is judged wrongly")
    options = parser.parse_args()
    struck: Counter[str] = Counter()
    every: Counter[str] = Counter()
    embedder = default_embedder()
    for each in planted(options.kept):
        verdict = check(each["written"], grounds_of(each["sources"]), embedder)
        kinds = (each["kind"], "true ones" if each["holds"] else "false ones")
        every.update(kinds)
        if verdict.support < THRESHOLD:
            struck.update(kinds)
        if options.show and (verdict.support < THRESHOLD) == each["holds"]:
            print(each["id"], each["kind"], f"{verdict.support:.2f}", each["written"], *verdict.reasons, sep="\n  ")
    for kind, count in sorted(every.items()):
        print(f"{kind:20} {struck[kind]:4} of {count:4} struck  {struck[kind] / count:.3f}")


if __name__ == "__main__":
    main()
