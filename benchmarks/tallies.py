"""How long counts and lists over a large folder take: `python benchmarks/tallies.py DOCS [--passages 100000]`.

DOCS is a .jsonl or .jsonl.gz of articles (id, title, text, date, source). Where it has fewer passages, its articles
come again with one long word of three in another one's place, so that they are no copies. The index is built once, by
the static model, and is kept in --work. Each question is asked --rounds times behind a first round, one at a time, in
turn, and the whole answer counts: search, reading, citations, JSON. An answer of which an article is not cited, or a
citation is not what stands there, ends it.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import itertools
import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import qa
from qa.english.words import content
from qa.keep.shaping import answer_json
from qa.types import Answer

CHANGED = 1 / 3
_LONG = re.compile(r"\b[^\W\d_]{5,}\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,} [A-Z][a-z]{3,}(?= [a-z])")
# "The might", "the announced" would be no questions that somebody asks.
_NOUN = re.compile(r"(?:tion|ment|ness|ship|ity|ence|ance|ist|ism|ture|age)s?$")
Row = dict[str, Any]


def rows_of(place: Path) -> list[Row]:
    """The articles of a file."""
    opened: Callable[..., Any] = gzip.open if place.suffix == ".gz" else open
    with opened(place, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def altered(rows: list[Row]) -> Iterator[Row]:
    """The articles again and again, each time with other words in other places."""
    chance = random.Random(1)
    words = _LONG.findall(" ".join(row["text"] for row in rows[:500]))
    small = [word for word in words if word.islower()]
    large = [word for word in words if word[0].isupper()]

    def other(match: re.Match[str]) -> str:
        if chance.random() > CHANGED:
            return match[0]
        return chance.choice(large if match[0][0].isupper() else small)

    for again in range(2, 1000):
        for row in rows:
            yield {**row, "id": f"{row['id']}#{again}", "text": _LONG.sub(other, row["text"])}


def built(rows: list[Row], passages: int, work: Path) -> tuple[Path, list[Row]]:
    """An index of so many passages, or a few more, and the articles in it."""
    index, folder = work / f"index-{passages}", work / f"articles-{passages}"
    folder.mkdir(parents=True, exist_ok=True)
    _written(folder / "000.jsonl", rows)
    more = altered(rows)
    while (report := qa.build_index(folder, index, model="static")).passages < passages:
        missing = (passages - report.passages) / report.passages * report.documents
        parts = len(list(folder.iterdir()))
        _written(folder / f"{parts:03}.jsonl", itertools.islice(more, int(1.02 * missing) + 1))
    return index, [row for place in sorted(folder.iterdir()) for row in rows_of(place)]


def _written(place: Path, rows: Iterable[Row]) -> None:
    if not place.exists():
        place.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def questions(rows: list[Row]) -> Iterator[tuple[str, str]]:
    """(kind, question), made of what the articles hold."""
    names = [
        n for n, _ in collections.Counter(n for row in rows for n in set(_NAME.findall(row["text"]))).most_common(60)
    ]
    words = collections.Counter(word for row in rows for word in set(_LONG.findall(row["text"])) if _is_topic(word))
    often = [word for word, count in words.most_common() if count <= len(rows) * 0.35]
    yield from (("name", f"How many articles mention {name}?") for name in names[::6])
    yield from (("word", f"How many articles mention the {word}?") for word in often[:: max(1, len(often) // 10)][:10])
    yield from (
        ("two words", f"Which articles mention the {one} and the {other}?")
        for one, other in zip(often[10:400:80], often[50:440:80], strict=True)
    )
    yield from (("per month", f"How many articles mention {name} per month?") for name in names[1:20:6])
    yield from (("per source", f"How many articles mention the {word} per source?") for word in often[5:200:60])
    yield ("whole folder", "How many articles are there?")
    yield ("whole folder", "How many articles are there per month?")
    yield ("whole folder", "Which sources are there?")
    yield ("people", "Who is quoted most?")
    yield from (("people", f"Who is quoted in articles about {name}?") for name in names[:20:6])
    yield from (("people", f"How many people are quoted in articles about the {word}?") for word in often[5:200:60])


def _is_topic(word: str) -> bool:
    """Whether a word may be what an article is about: a noun by its ending, and no word of telling or of grammar."""
    return word.islower() and bool(_NOUN.search(word)) and bool(content(word))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, default=Path("tallies-work"))
    options = parser.parse_args()
    index, rows = built(rows_of(options.docs), options.passages, options.work)
    assistant = qa.Assistant.open(index, reader="none")
    print(f"{assistant.index.manifest.passages:,} passages of {assistant.index.manifest.documents:,} articles")
    took: dict[tuple[str, str], list[float]] = collections.defaultdict(list)
    listed: dict[tuple[str, str], int] = {}
    asked = list(questions(rows))
    for turn in range(options.rounds + 1):
        for kind, question in asked:
            began = time.perf_counter()
            answer = assistant.ask(question)
            answer_json(answer)
            if turn:
                took[kind, question].append(time.perf_counter() - began)
            listed[kind, question] = _checked(question, answer)
    _report(took, listed)


def _checked(question: str, answer: Answer) -> int:
    """How many sentences are cited. Raises SystemExit for an answer that counts nothing, or leaves an article out."""
    told = answer.tally
    if told is None:
        raise SystemExit(f"{question!r} is not taken for a count")
    cited = {each.document.id for each in answer.citations if each.number not in told.near}
    if len(cited) != told.articles or any(c.document.text[c.start : c.end] != c.text for c in answer.citations):
        raise SystemExit(f"{question!r}: {told.articles} articles count, {len(cited)} are cited")
    return len(answer.citations)


def _report(took: dict[tuple[str, str], list[float]], listed: dict[tuple[str, str], int]) -> None:
    groups: dict[str, list[tuple[str, str]]] = collections.defaultdict(list)
    for each in took:
        groups[each[0]].append(each)
        groups["500 sentences or more" if listed[each] >= 500 else "fewer sentences"].append(each)
        groups["all"].append(each)
    print("| | questions | sentences cited, most | median ms | slowest question's median ms |\n|---|---|---|---|---|")
    for kind, those in groups.items():
        medians = [statistics.median(took[each]) * 1000 for each in those]
        worst = max(zip(medians, those, strict=True))
        print(
            f"| {kind} | {len(those)} | {max(listed[each] for each in those):,} | {statistics.median(medians):.0f} | "
            f"{worst[0]:.0f}: {worst[1][1]} |"
        )


if __name__ == "__main__":
    main()
