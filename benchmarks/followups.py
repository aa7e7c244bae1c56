"""How well follow-up questions are filled in: `.venv/bin/python benchmarks/followups.py FOLDER|FILE`.

FOLDER holds `docs.jsonl[.gz]` (id, title, text) and `questions.jsonl[.gz]` (id, question, doc_ids, turns of {role,
text}, rewrite: the stand-alone question that a person wrote), such as MTRAG (Katsis et al., 2025) in that form. Each
question is searched as it was typed, as `qa.question.followup` fills it in, and as the person wrote it. Then each one
that opens a conversation is put behind one about something else: a new topic must lose nothing.

FILE is a `.jsonl[.gz]` of the same without documents (question, turns, rewrite), such as CANARD (Elgohary et al., 2019)
and TREC CAsT: how many of the words that name something, stemmed, the question shares with the person's (F1).
"""

from __future__ import annotations

import gzip
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import qa
from qa.english.stems import terms
from qa.english.words import content
from qa.question.followup import stand_alone
from qa.search.retriever import search
from qa.types import Turn

TOP = (5, 10)
Question = dict[str, Any]


def main(place: Path) -> None:
    if not place.is_dir():
        rewrites([question for question in rows(place) if question.get("turns")])
        return
    documents, questions = (list(rows(next(place.glob(f"{stem}.jsonl*")))) for stem in ("docs", "questions"))
    questions = [q for q in questions if q.get("doc_ids") and q.get("rewrite")]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "docs.jsonl"
        source.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
        qa.build_index(source, Path(folder) / "index")
        retriever = qa.Retriever.open(Path(folder) / "index")
        conversations(retriever, questions)
        new_topics(retriever, questions)


def rows(file: Path) -> Iterator[Question]:
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def rewrites(questions: Sequence[Question]) -> None:
    """The words of the question as typed and as filled in, against those that the person wrote."""
    typed = [shared(q["question"], q["rewrite"]) for q in questions]
    filled = [shared(stand_alone(q["question"], history(q)), q["rewrite"]) for q in questions]
    before, after = statistics.mean(typed), statistics.mean(filled)
    print(f"{len(questions)} follow-ups: F1 as typed {before:.3f}, filled in {after:.3f}")


def shared(one: str, other: str) -> float:
    ours, theirs = set(terms(" ".join(content(one)))), set(terms(" ".join(content(other))))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def conversations(retriever: qa.Retriever, questions: Sequence[Question]) -> None:
    rarity = retriever.index.lexical.rarity
    started = time.perf_counter()
    alone = [stand_alone(q["question"], history(q), rarity) for q in questions]
    each = 1000 * (time.perf_counter() - started) / len(questions)
    raw = [hits(retriever, q, q["question"]) for q in questions]
    ours = [hits(retriever, q, asked, q["question"]) for q, asked in zip(questions, alone, strict=True)]
    human = [hits(retriever, q, q["rewrite"]) for q in questions]
    changed = sum(q["question"] != asked for q, asked in zip(questions, alone, strict=True))
    print(f"{len(questions)} questions, {changed} filled in, {each:.1f} ms each")
    for at, k in enumerate(TOP):
        typed, filled, written = (sum(found[at] for found in way) / len(questions) for way in (raw, ours, human))
        closed = (filled - typed) / (written - typed) if written > typed else float("nan")
        print(
            f"hit@{k}: as typed {typed:.3f}, filled in {filled:.3f}, by a person {written:.3f}: {closed:.0%} of the gap"
        )


def new_topics(retriever: qa.Retriever, questions: Sequence[Question]) -> None:
    """Questions that open a conversation, each behind another conversation."""
    rarity = retriever.index.lexical.rarity
    opening = [q for q in questions if not q.get("turns")]
    others = [q for q in questions if q.get("turns")]
    random.Random(7).shuffle(others)
    pairs = list(zip(opening, others, strict=False))
    before = [hits(retriever, q, q["question"]) for q, _ in pairs]
    asked = [stand_alone(q["question"], history(other), rarity) for q, other in pairs]
    after = [hits(retriever, q, alone, q["question"]) for (q, _), alone in zip(pairs, asked, strict=True)]
    changed = sum(q["question"] != alone for (q, _), alone in zip(pairs, asked, strict=True))
    print(f"{len(pairs)} on a new topic: {changed} filled in")
    for at, k in enumerate(TOP):
        was, now = (sum(found[at] for found in way) / len(pairs) for way in (before, after))
        print(f"hit@{k}: {was:.3f} alone, {now:.3f} behind another conversation")


def history(question: Question) -> list[Turn]:
    return [(turn["role"], turn["text"]) for turn in question.get("turns") or []]


def hits(retriever: qa.Retriever, question: Question, asked: str, typed: str | None = None) -> list[bool]:
    """Whether a passage of a right document is among the first 5, the first 10."""
    found = search(*retriever.live(), asked, max(TOP), typed=typed)
    right = [hit.document.id in question["doc_ids"] for hit in found]
    return [any(right[:k]) for k in TOP]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
