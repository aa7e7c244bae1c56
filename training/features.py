"""Features of what the retriever finds for labelled questions: what fit.py fits the reader's weights on.

    python training/features.py SET INDEX --out F.npz [--limit N]

A question is read twice over: as it is, and without the passages that answer it.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from sets import overlaps, rows

import qa
from qa.english.stems import terms
from qa.evaluation.metrics import normalise
from qa.reader.bundled import BundledScorer
from qa.reader.signals import cosines
from qa.reader.statement import silent
from qa.reader.trained import TrainedReader

READ, SPARE = 10, 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=300)
    args = parser.parse_args()
    retriever = qa.Retriever.open(args.index)
    index, embedder = retriever.live()
    reader = TrainedReader(BundledScorer(), embedder, terms, index.lexical.idf)
    questions = [q for q in rows(args.set, "questions") if q["answerable"] is not None]
    random.Random(7).shuffle(questions)
    out: dict[str, list] = {k: [] for k in ("features", "question", "rank", "label", "gold", "cosine", "silent")}
    texts, answers, asked = [], [], []
    for number, q in enumerate(questions[: args.limit]):
        hits = retriever.search(q["question"], READ + SPARE)
        features, scores = reader.features(q["question"], hits)
        wanted = {normalise(a) for a in q.get("answers") or []} - {""}
        evidence = q.get("evidence") or []
        rank = np.repeat(np.arange(len(hits)), [len(h.passage.sentences) for h in hits])
        label = [overlaps(h.document.id, s.start, s.end, evidence) for h in hits for s in h.passage.sentences]
        gold = [
            any(overlaps(h.document.id, s.start, s.end, evidence) for s in h.passage.sentences)
            or any(f" {a} " in f" {normalise(h.text)} " for a in wanted)
            for h in hits
        ]
        out["cosine"].append(np.concatenate(cosines(embedder, q["question"], hits)))
        out["features"].append(features)
        out["rank"].append(rank)
        out["label"].append(label)
        out["gold"].append(np.array(gold)[rank])
        out["question"].append(np.full(len(rank), number))
        out["silent"].append(silent(q["question"], hits, terms))
        texts += [h.text[a:b] for h, s in zip(hits, scores, strict=True) for a, b in s.spans]
        answers.append("\t".join(q.get("answers") or []))
        asked.append(q["question"])
        if number % 50 == 0:
            print(number, flush=True)
    np.savez(
        args.out,
        **{k: np.concatenate(v) for k, v in out.items() if v},
        texts=np.array(texts),
        answers=np.array(answers),
        asked=np.array(asked),
        answerable=np.array([bool(q["answerable"]) for q in questions[: args.limit]]),
    )


if __name__ == "__main__":
    main()
