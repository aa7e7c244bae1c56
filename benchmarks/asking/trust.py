"""Whether "High", "Medium" and "Low confidence" keep their word:
`.venv/bin/python benchmarks/asking/trust.py [--kept] [--index INDEX --questions QUESTIONS.jsonl[.gz]] [-v]`.

Each plain question is asked of the articles of its folder and of those of all folders together; a quarter of them has
no answer. An answer is right when a sentence that answers is cited first and the few words, where there are any, say
what is accepted. Questions of one's own, with evidence as for `qa evaluate`, are asked of an index that holds it; there
a cited sentence with an accepted answer in it is right too. Printed: of each band, how many answers are right; the same
by tenths of confidence; and the lowest cuts from which all surer answers are right nine or seven times of ten.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from dialogues import assistant
from dialogues import right as cites_right

import qa
from qa.evaluation.metrics import normalise, reliability
from qa.web.sure import HIGH, MEDIUM

HERE = Path(__file__).parent
Judged = tuple[float, bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--index", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="show surely given answers that are wrong")
    wanted = parser.parse_args()
    half = "_kept" if wanted.kept else ""
    judged = list(plain(HERE / f"plain{half}.jsonl", HERE / f"conversation{half}" / "docs", wanted.verbose))
    if wanted.index and wanted.questions:
        judged += labelled(wanted.index, wanted.questions, wanted.verbose)
    report(judged)


def plain(path: Path, docs: Path, verbose: bool) -> Iterator[Judged]:
    items = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as temporary:
        for sources in (None, sorted(docs.glob("*.jsonl"))):
            for item in items:
                asked = assistant(sources or [docs / f"{item['folder']}.jsonl"], Path(temporary))
                answer = asked.ask(item["question"], dates=False)
                good = cites_right(answer, item) and (not answer.short or accepted(answer.short, item["short"]))
                yield from judge(answer, good, verbose)


def labelled(index: Path, questions: Path, verbose: bool) -> Iterator[Judged]:
    asked = qa.Assistant.open(index)
    held = {document.id for document in asked.index.store.articles()}
    with gzip.open(questions, "rt") if questions.suffix == ".gz" else questions.open() as lines:
        items: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for item in items:
        places = item["evidence"]
        if not places or not {place["doc_id"] for place in places} <= held:
            continue
        answer = asked.ask(item["question"], dates=False)
        first = answer.citations[0] if answer.found else None
        good = first is not None and (
            accepted(first.text, item["answers"])
            or any(
                place["doc_id"] == first.document.id and place["start"] < first.end and first.start < place["end"]
                for place in places
            )
        )
        yield from judge(answer, good, verbose)


def accepted(said: str, right: Sequence[str]) -> bool:
    """Whether words say what one of the right answers says, with some more or fewer words around it."""
    said = f" {normalise(said)} "
    return any((plain := f" {normalise(each)} ").strip() and (plain in said or said in plain) for each in right)


def judge(answer: qa.Answer, good: bool, verbose: bool) -> Iterator[Judged]:
    if answer.found:
        if verbose and answer.confidence >= MEDIUM and not good:
            print(f"{answer.confidence:.2f} {answer.question}\n    {answer.short} | {answer.text[:150]}")
        yield answer.confidence, good


def report(judged: Sequence[Judged]) -> None:
    sure = np.array([confidence for confidence, _ in judged])
    good = np.array([right for _, right in judged], np.bool_)
    for name, low, high in (("High", HIGH, 1.01), ("Medium", MEDIUM, HIGH), ("Low", 0.0, MEDIUM)):
        band = good[(sure >= low) & (sure < high)]
        print(
            f"{name:6} from {low:.2f}: {band.sum():3} of {len(band):3} right"
            + (f", {band.mean():.3f}" if len(band) else "")
        )
    for each in reliability(sure, good):
        if each.count:
            told = f"{each.count:4} answers, mean {each.confidence:.3f}, right {each.right:.3f}"
            print(f"  {each.low:.1f} to {each.high:.1f}: {told}")
    for least in (0.9, 0.7):
        print(f"right {least:.1f} from {lowest_cut(sure, good, least)}")


def lowest_cut(sure: np.ndarray, good: np.ndarray, least: float, below: float = 1.01) -> float | None:
    """The lowest confidence from which so great a share of the answers is right."""
    fits = [cut for cut in np.arange(0.2, 1.0, 0.01) if (at := sure >= cut).sum() >= 10 and good[at].mean() >= least]
    return round(float(min(fits)), 2) if fits else None


if __name__ == "__main__":
    main()
