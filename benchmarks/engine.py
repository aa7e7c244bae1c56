"""Whether an index at an engine ranks and cites as the one on disk: `python benchmarks/engine.py FOLDER milvus://…`.

FOLDER has `docs.jsonl.gz` (id, title, text, date, source) and `questions.jsonl.gz` (question). Both indexes are built
from it, with the bundled model; then each question is searched and asked in both. `--questions N` and `--distractors N`
take the first questions alone, and so many articles beside those that answer them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import qa

K = 10


def main() -> None:
    """Print the figures as JSON."""
    options = _options()
    questions = _read(options.folder / "questions.jsonl.gz")[: options.questions]
    with tempfile.TemporaryDirectory() as place:
        articles = Path(place, "articles.jsonl")
        _write(articles, _chosen(_read(options.folder / "docs.jsonl.gz"), questions, options.distractors))
        disk = options.index or Path(place, "index")
        built = [_timed(lambda index=index: qa.build_index(articles, index)) for index in (disk, options.address)]
        figures = _compared([question["question"] for question in questions], disk, options.address)
        report = built[0][1]
        seconds = {"disk": round(built[0][0], 1), "engine": round(built[1][0], 1)}
        print(json.dumps({"passages": report.passages, "build_s": seconds} | figures, indent=1))


def _compared(questions: list[str], disk: Path, address: str) -> dict[str, Any]:
    assistants = [qa.Assistant.open(index) for index in (disk, address)]
    overlaps, first, cited, answered, spent = [], 0, 0, 0, ([], [])  # type: ignore[var-annotated]
    for question in questions:
        found, told = [], []
        for assistant, seconds in zip(assistants, spent, strict=True):
            began = time.perf_counter()
            found.append([hit.passage.id for hit in assistant.retriever.search(question, K)])
            seconds.append(time.perf_counter() - began)
            answer = assistant.ask(question)
            told.append([(each.document.id, each.start, each.end) for each in answer.citations])
        overlaps.append(len(set(found[0]) & set(found[1])) / max(1, len(found[0])))
        first += found[0] == found[1]
        cited += told[0][:1] == told[1][:1]
        answered += bool(told[0])
    return {
        "questions": len(questions),
        "overlap_of_first_ten": round(statistics.mean(overlaps), 4),
        "least_overlap": min(overlaps),
        "same_order": round(first / len(questions), 4),
        "same_cited_sentence": round(cited / len(questions), 4),
        "answered": answered,
        "search_ms_median": {
            name: round(1000 * statistics.median(seconds), 1)
            for name, seconds in zip(("disk", "engine"), spent, strict=True)
        },
    }


def _chosen(
    documents: list[dict[str, Any]], questions: list[dict[str, Any]], distractors: int
) -> Iterable[dict[str, Any]]:
    wanted = {each for question in questions for each in _answering(question)}
    left = distractors
    for document in documents:
        if document["id"] in wanted:
            yield document
        elif left > 0:
            left -= 1
            yield document


def _answering(question: dict[str, Any]) -> Iterable[str]:
    yield from question.get("doc_ids") or filter(None, [question.get("doc_id")])
    yield from (each["doc_id"] for each in question.get("evidence") or ())


def _timed(build: Any) -> tuple[float, qa.BuildReport]:
    began = time.perf_counter()
    report = build()
    return time.perf_counter() - began, report


def _read(file: Path) -> list[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _write(file: Path, documents: Iterable[dict[str, Any]]) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(document) + "\n" for document in documents)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("address", help="milvus://HOST:PORT/NAME, which is built anew")
    parser.add_argument("--questions", type=int, default=None)
    parser.add_argument("--distractors", type=int, default=10**9)
    parser.add_argument("--index", type=Path, help="keep the one on disk here, for the next time")
    return parser.parse_args()


if __name__ == "__main__":
    main()
