"""Exact match and F1 of the network alone, with the right paragraph given, as SQuAD measures it.

python training/paragraphs.py SET [--limit N]
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from sets import SEED, overlaps, rows

from qa.evaluation.metrics import short_em, short_f1
from qa.index.passages import pack
from qa.reader.bundled import BundledScorer
from qa.reader.scores import Text
from qa.types import Document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path)
    parser.add_argument("--limit", type=int, default=500)
    args = parser.parse_args()
    documents = {row["id"]: Document(row["id"], row["title"], row["text"]) for row in rows(args.set, "docs")}
    questions = [q for q in rows(args.set, "questions") if q["answerable"] and q["answers"]]
    random.Random(SEED).shuffle(questions)
    scorer = BundledScorer()
    exact, f1, sentence = [], [], []
    for q in questions[: args.limit]:
        document = documents[q["doc_id"]]
        places = [s for passage in pack(document) for s in passage.sentences]
        text = Text(document.title, document.text, tuple((s.start, s.end) for s in places))
        (scores,) = scorer.score(q["question"], [text])
        best = int(scores.span.argmax())
        words = document.text[slice(*scores.spans[best])]
        exact.append(short_em(words, q["answers"]))
        f1.append(short_f1(words, q["answers"]))
        sentence.append(overlaps(document.id, places[best].start, places[best].end, q["evidence"]))
    for name, values in (("exact match", exact), ("F1", f1), ("right sentence", sentence)):
        print(f"{name}: {sum(values) / len(values):.3f} of {len(values)}")


if __name__ == "__main__":
    main()
