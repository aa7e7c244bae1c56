"""Figures of the written sets of this folder: `python benchmarks/asking/measure.py [--misses SET]`."""

from __future__ import annotations

import argparse
import datetime
import functools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qa.answer.accounts import Statement, accounts
from qa.answer.rows import NAMED, by_row
from qa.embedder import default_embedder
from qa.english.dates import window
from qa.english.stems import terms
from qa.evaluation.metrics import normalise
from qa.index.passages import pack
from qa.question.parts import parts
from qa.reader import Reader
from qa.reader.bundled import BundledScorer
from qa.reader.trained import TrainedReader
from qa.types import Document, Hit

HERE = Path(__file__).parent
Item = dict[str, Any]


def differs(item: Item) -> bool:
    """Whether two sentences are told as reports that differ."""
    days = [datetime.date.fromisoformat(day) if day else None for day in item["dates"]]
    said = [Statement(text, str(at), day) for at, (text, day) in enumerate(zip(item["sentences"], days, strict=True))]
    return bool(accounts(item["question"], said, terms))


def account(item: Item) -> tuple[str, bool]:
    """(the kind of the pair, whether it is told as it should be)"""
    return item["kind"], differs(item) == (item["kind"] == "differ")


def days(item: Item) -> tuple[str, bool]:
    """(whether there is a window, whether it is the one that was found)"""
    found = window(item["question"], datetime.date.fromisoformat(item["today"]))
    told = None
    if found is not None:
        since, until = (str(day) if day else None for day in (found[0].since, found[0].until))
        told = {"since": since, "until": until, "latest": found[0].latest}
    return "a time" if item["window"] else "none", told == item["window"]


def several(item: Item) -> tuple[str, bool]:
    """(whether it is several questions, whether they were told apart)"""
    found = [part.question for part in parts(item["question"])]
    if len(item["parts"]) == 1:
        return "one", found == item["parts"]
    return "several", [_words(each) for each in found] == [_words(each) for each in item["parts"]]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@functools.cache
def reader() -> Reader:
    """The bundled one, in an index where no word is rarer than another."""
    return TrainedReader(BundledScorer(), default_embedder(), terms, lambda _: 1.0)


def few_words(item: Item) -> tuple[str, bool]:
    """(the kind of the question, whether the few words are among those that are right, or none where none are)"""
    document = Document("d", "", item["text"])
    reading = reader().read(item["question"], [Hit(document, passage, 1.0) for passage in pack(document)])
    if not item["right"]:
        return item["kind"], reading.short is None
    return item["kind"], normalise(reading.short or "") in map(normalise, item["right"])


def cells(item: Item) -> tuple[str, bool]:
    """(the kind of the question, whether the few words are the cell that is asked for, or nothing is sure of one)"""
    document = Document("d", item["title"], item["text"])
    hits = [Hit(document, passage, 1.0) for passage in pack(document)]
    reading = by_row(item["question"], reader().read(item["question"], hits))
    if not item["right"]:
        return item["kind"], reading.short is None or reading.confidence < NAMED
    return item["kind"], normalise(reading.short or "") in map(normalise, item["right"])


SETS: dict[str, Callable[[Item], tuple[str, bool]]] = {
    "accounts": account,
    "windows": days,
    "parts": several,
    "shorts": few_words,
    "rows": cells,
}


def figures(name: str, judge: Callable[[Item], tuple[str, bool]], misses: bool) -> str:
    """One line: of each kind, how many are right."""
    right: dict[str, list[bool]] = {}
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        kind, good = judge(item)
        right.setdefault(kind, []).append(good)
        if misses and not good:
            print(json.dumps(item, ensure_ascii=False))
    told = ", ".join(f"{kind} {sum(each)} of {len(each)}" for kind, each in sorted(right.items()))
    return f"{name}: {sum(map(sum, right.values()))} of {sum(map(len, right.values()))} ({told})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", metavar="SET", help="show what is not as it should be")
    wanted = parser.parse_args().misses
    for name, judge in SETS.items():
        for part in (name, f"{name}_kept"):
            if (HERE / f"{part}.jsonl").exists():
                print(figures(part, judge, part == wanted))


if __name__ == "__main__":
    main()
