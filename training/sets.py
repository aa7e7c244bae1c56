"""Labelled sets: reading them, comparing answers, and keeping some out of training."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SEED = 7
# Of each set this share is never trained on: whole articles of SQuAD, single paragraphs of QED.
KEPT_OUT = 0.1
# Questions of each half of what is kept out.
ASKED = 500

Row = dict[str, Any]


def rows(folder: Path, stem: str) -> Iterator[Row]:
    """The JSON objects of folder/stem.jsonl or folder/stem.jsonl.gz."""
    plain = folder / f"{stem}.jsonl"
    packed = plain.with_suffix(".jsonl.gz")
    with plain.open(encoding="utf-8") if plain.exists() else gzip.open(packed, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def overlaps(document: str, start: int, end: int, evidence: Sequence[Row]) -> bool:
    """Whether a span shares half of the shorter one with a span of the evidence."""
    return any(
        e["doc_id"] == document
        and min(end, e["end"]) - max(start, e["start"]) >= max(1, 0.5 * min(end - start, e["end"] - e["start"]))
        for e in evidence
    )


def keep_out(documents: list[Row], questions: list[Row]) -> set[str]:
    """Ids of the documents that are not trained on."""
    asked = {q["doc_id"] for q in questions}
    groups = sorted({_group(d) for d in documents if d["id"] in asked})
    random.Random(SEED).shuffle(groups)
    chosen = set(groups[: int(len(groups) * KEPT_OUT)])
    return {d["id"] for d in documents if _group(d) in chosen}


def write_kept_out(out: Path, name: str, documents: list[Row], questions: list[Row], kept: set[str]) -> None:
    """Two sets over the same documents: one to fit weights on, one of other articles to measure on."""
    inside = [d for d in documents if d["id"] in kept]
    groups = sorted({_group(d) for d in inside})
    half = {group: ("fit", "test")[i % 2] for i, group in enumerate(groups)}
    side = {d["id"]: half[_group(d)] for d in inside}
    for part in ("fit", "test"):
        chosen = [q for q in questions if side.get(q["doc_id"]) == part and q.get("evidence")]
        random.Random(SEED).shuffle(chosen)
        folder = out / f"{name}_{part}"
        folder.mkdir(parents=True, exist_ok=True)
        write_rows(folder / "docs.jsonl", inside)
        write_rows(folder / "questions.jsonl", chosen[:ASKED])


def _group(document: Row) -> str:
    """What is kept out as a whole: the article of a paragraph."""
    return str(document.get("article") or document["id"])


def write_rows(path: Path, items: list[Row]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
