"""Counting questions over any folder, whose truth is computed another way: `python benchmarks/counting.py DOCS INDEX`.

DOCS is a .jsonl or .jsonl.gz of articles (id, title, text, date, source), INDEX an index of it. The questions are made
of what the file holds: its sources, months, days, and the names that stand in it most. Right is what plain Python
counts over the file: dates and sources by their fields, a name by whether it stands in the title or text. A name that
is part of longer ones counts as the longer ones do, in both. Times are of the whole answer, the first left out.
"""

from __future__ import annotations

import argparse
import collections
import datetime
import gzip
import json
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import qa
from qa.types import Answer

ASKED_ON = datetime.date(2030, 1, 1)  # so that no month is of this year
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,} [A-Z][a-z]{3,}(?= [a-z])")


class Wanted(NamedTuple):
    """A question, the articles that count, and the number that is told of them."""

    kind: str
    question: str
    ids: set[str]
    value: int


def articles(place: Path) -> list[dict[str, Any]]:
    """The rows of the file, their days as dates."""
    opened: Callable[..., Any] = gzip.open if place.suffix == ".gz" else open
    with opened(place, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        row["day"] = datetime.date(*map(int, re.split(r"[-/]", row["date"])[:3])) if row.get("date") else None
    return rows


def questions(rows: list[dict[str, Any]], names: int) -> Iterator[Wanted]:
    """About the folder of these articles."""
    sources = [
        source for source, _ in collections.Counter(row["source"] for row in rows if row["source"]).most_common(6)
    ]
    months = collections.Counter((row["day"].year, row["day"].month) for row in rows if row["day"])
    yield Wanted("all", "How many articles are there?", {row["id"] for row in rows}, len(rows))
    yield Wanted("all", "How many sources are there?", {row["id"] for row in rows}, len({r["source"] for r in rows}))
    for source in sources:
        yield _of("source", f"How many articles are from {source}?", rows, lambda r, s=source: r["source"] == s)
    for (year, month), _ in months.most_common(30):
        said = datetime.date(year, month, 1).strftime("%B %Y")

        def then(row: dict[str, Any], y: int = year, m: int = month) -> bool:
            return bool(row["day"]) and (row["day"].year, row["day"].month) == (y, m)

        yield _of("month", f"How many articles were published in {said}?", rows, then)
        for source in sources[:2]:
            yield _of(
                "month and source",
                f"How many articles did {source} publish in {said}?",
                rows,
                lambda r, s=source, t=then: r["source"] == s and t(r),
            )
    for year in sorted({year for year, _ in months})[-4:]:
        yield _of(
            "since",
            f"How many articles are there since {year}?",
            rows,
            lambda r, y=year: r["day"] and r["day"].year >= y,
        )
        yield _of(
            "between", f"List all articles from March {year} to May {year}.", rows, lambda r, y=year: _spring(r, y)
        )
    yield from _about(rows, names)


def _about(rows: list[dict[str, Any]], names: int) -> Iterator[Wanted]:
    found = collections.Counter(name for row in rows for name in set(_NAME.findall(row["text"])))
    for name, _ in found.most_common(names * 8)[::8]:
        said = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)

        def holds(row: dict[str, Any], said: re.Pattern[str] = said) -> bool:
            return bool(said.search(row["text"]) or said.search(row["title"]))

        yield _of("name", f"How many articles mention {name}?", rows, holds)
        yield _of("name in quotes", f'How many articles mention "{name}"?', rows, holds)
        told = [row for row in rows if holds(row)]
        days = {row["day"] for row in told if row["day"]}
        yield Wanted("name, days", f"On how many days was {name} mentioned?", {r["id"] for r in told}, len(days))


def _spring(row: dict[str, Any], year: int) -> bool:
    return bool(row["day"]) and (year, 3) <= (row["day"].year, row["day"].month) <= (year, 5)


def _of(kind: str, question: str, rows: list[dict[str, Any]], counts: Callable[[dict[str, Any]], Any]) -> Wanted:
    ids = {row["id"] for row in rows if counts(row)}
    return Wanted(kind, question, ids, len(ids))


def listed(answer: Answer) -> set[str]:
    """The articles that count."""
    near = set(answer.tally.near) if answer.tally else set()
    return {citation.document.id for citation in answer.citations if citation.number not in near}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("index")
    parser.add_argument("--names", type=int, default=40)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    assistant = qa.Assistant.open(options.index)
    assistant.ask("How many articles mention nothing?")
    right: dict[str, list[bool]] = collections.defaultdict(list)
    hit = listed_in_all = wanted_in_all = 0
    times: dict[str, list[float]] = collections.defaultdict(list)
    for wanted in questions(articles(options.docs), options.names):
        began = time.perf_counter()
        answer = assistant.ask(wanted.question, asked_on=ASKED_ON)
        times["a list of 500 or more" if len(wanted.ids) >= 500 else "a shorter list"].append(
            time.perf_counter() - began
        )
        found = listed(answer)
        good = answer.tally is not None and answer.tally.value == wanted.value
        right[wanted.kind].append(good)
        hit, listed_in_all, wanted_in_all = (
            hit + len(found & wanted.ids),
            listed_in_all + len(found),
            wanted_in_all + len(wanted.ids),
        )
        if options.misses and not good:
            told = answer.tally.value if answer.tally else None
            print(f"{wanted.question} {told}, should be {wanted.value}: {answer.tally and answer.tally.rule}")
            print("   -", sorted(wanted.ids - found)[:3], "+", sorted(found - wanted.ids)[:3])
    for kind, each in right.items():
        print(f"{kind}: the exact number {sum(each)} of {len(each)}")
    print(f"in all {sum(map(sum, right.values()))} of {sum(map(len, right.values()))}")
    print(f"listed: precision {hit / max(listed_in_all, 1):.4f}, recall {hit / wanted_in_all:.4f}")
    for name, took in times.items():
        print(f"{name}: median {statistics.median(took) * 1000:.0f} ms, most {max(took) * 1000:.0f} ms, of {len(took)}")


if __name__ == "__main__":
    main()
