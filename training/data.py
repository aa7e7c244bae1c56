"""Turn labelled sets into examples: questions, the windows that answer them, and hard ones that do not.

    python training/data.py SET SET [--whole SET] --out FOLDER

A SET is a folder of docs.jsonl[.gz] and questions.jsonl[.gz] (see README.md here). Writes FOLDER/examples.npz for
train.py and, of what is kept out, FOLDER/NAME_fit and FOLDER/NAME_test. Of a whole SET nothing is kept out.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sets import SEED, Row, keep_out, rows, write_kept_out

from qa.evaluation.metrics import normalise
from qa.index.lexical import Entry, Lexical
from qa.index.passages import pack, searched_text
from qa.reader.windows import NOWHERE, TokenWindow, question_ids, window_tokenizer, windows
from qa.types import Document, Passage

NEGATIVES = 4
SEARCHED = 16
TITLE_DROPOUT = 0.1
SWAPPED = 0.06
WITHOUT_MARK, KEYWORDS_ALONE = 0.4, 0.06

_YEAR = re.compile(r"\b(?:1\d{3}|20[012]\d)\b")
_NAME = re.compile(r"(?<!^)\b[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_SMALL_WORDS = {"the", "a", "an", "of", "in", "is", "was", "did", "does", "do", "to", "what", "which", "were", "are"}


@dataclass
class Corpus:
    """All passages of the sets, cut and tokenised as the product does; passage p owns windows first[p]:first[p + 1]."""

    windows: list[TokenWindow] = field(default_factory=list)
    first: list[int] = field(default_factory=lambda: [0])
    texts: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    of_document: dict[str, list[tuple[int, Passage]]] = field(default_factory=dict)

    def add(self, document: Document, rng: random.Random) -> None:
        title = "" if rng.random() < TITLE_DROPOUT else document.title
        for passage in pack(document):
            text = document.text[passage.start : passage.end]
            spans = [(s.start - passage.start, s.end - passage.start) for s in passage.sentences]
            self.of_document.setdefault(document.id, []).append((len(self.texts), passage))
            self.windows += windows(TOKENIZER, title, text, spans)
            self.first.append(len(self.windows))
            self.texts.append(f" {normalise(text)} ")
            self.entries.append(Entry(searched_text(document, passage), None, None))

    def windows_of(self, passage: int) -> range:
        return range(self.first[passage], self.first[passage + 1])


@dataclass
class Example:
    """A question; the window that answers it or NOWHERE; windows that do not; labels as token and sentence numbers."""

    question: np.ndarray
    origin: int
    positive: int
    negatives: list[int]
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)


def examples(corpus: Corpus, lexical: Lexical, asked: list[tuple[int, Row]], rng: random.Random) -> Iterator[Example]:
    """One a question whose evidence is found or that nothing answers, now and then one about another name or year."""
    for origin, row in asked:
        if not row["answerable"]:
            yield _missed(corpus, lexical, origin, row, rng)
            continue
        example = _answered(corpus, origin, row, rng)
        if example is None:
            continue
        example.negatives = _hard(corpus, lexical, origin, row, rng)
        yield example
        if rng.random() < SWAPPED:
            at = rng.randrange(len(asked))
            other = swapped(row["question"], [o["question"] for _, o in asked[max(0, at - 5) : at + 5]], rng)
            if other:
                yield Example(_tokens(other, rng), origin, NOWHERE, [example.positive])


def _answered(corpus: Corpus, origin: int, row: Row, rng: random.Random) -> Example | None:
    evidence = [(e["start"], e["end"]) for e in row["evidence"]]
    for number, passage in corpus.of_document[f"{origin}/{row['doc_id']}"]:
        right = {
            i
            for i, s in enumerate(passage.sentences)
            for a, b in evidence
            if min(s.end, b) - max(s.start, a) >= 0.5 * min(b - a, s.end - s.start)
        }
        for window in corpus.windows_of(number):
            view = corpus.windows[window]
            held = sorted(right & set(view.sentence.tolist()))
            if held:
                spans = list(_answer_tokens(view, passage, held, row["answers"]))
                starts, ends = [a for a, _ in spans], [b for _, b in spans]
                return Example(_tokens(row["question"], rng), origin, window, [], starts, ends, held)
    return None


def _missed(corpus: Corpus, lexical: Lexical, origin: int, row: Row, rng: random.Random) -> Example:
    """A near miss: the article that seems to answer comes before what else ranks high."""
    own = [w for number, _ in corpus.of_document[f"{origin}/{row['doc_id']}"] for w in corpus.windows_of(number)]
    negatives = list(dict.fromkeys([*own, *_hard(corpus, lexical, origin, row, rng)]))[:NEGATIVES]
    return Example(_tokens(row["question"], rng), origin, NOWHERE, negatives)


def _answer_tokens(
    view: TokenWindow, passage: Passage, held: list[int], answers: list[str]
) -> Iterator[tuple[int, int]]:
    """(first, last) token of every place where an answer stands in the right sentences."""
    for sentence in (passage.sentences[i] for i in held):
        for answer in filter(None, answers):
            for match in re.finditer(re.escape(answer), sentence.text):
                start, end = (at + sentence.start - passage.start for at in match.span())
                inside = (view.offsets[:, 1] > start) & (view.offsets[:, 0] < end) & (view.offsets[:, 0] >= 0)
                if (tokens := np.flatnonzero(inside)).size:
                    yield int(tokens[0]), int(tokens[-1])


def _hard(corpus: Corpus, lexical: Lexical, origin: int, row: Row, rng: random.Random) -> list[int]:
    """Windows that rank high and hold neither the evidence nor an answer, best first."""
    own = dict(corpus.of_document[f"{origin}/{row['doc_id']}"])
    answers = [f" {answer} " for answer in map(normalise, row["answers"]) if answer]
    found, _ = lexical.search(row["question"], SEARCHED)
    return [
        rng.choice(corpus.windows_of(p))
        for p in found.tolist()
        if not any(answer in corpus.texts[p] for answer in answers)
        and not (p in own and any(e["start"] < own[p].end and e["end"] > own[p].start for e in row["evidence"]))
    ][:NEGATIVES]


def swapped(question: str, others: list[str], rng: random.Random) -> str | None:
    """The question about another year or name: nothing in its own passage answers it."""
    if years := _YEAR.findall(question):
        year = rng.choice(years)
        return question.replace(year, str(int(year) + rng.choice([-11, -7, -4, -3, -2, -1, 1, 2, 3, 4, 7, 11])))
    names = _NAME.findall(question)
    pool = [name for other in others for name in _NAME.findall(other) if name not in question]
    return question.replace(rng.choice(names), rng.choice(pool)) if names and pool else None


def _tokens(question: str, rng: random.Random) -> np.ndarray:
    """As people type: now and then without the question mark, or keywords alone."""
    if rng.random() < WITHOUT_MARK:
        question = question.rstrip(" ?")
    if rng.random() < KEYWORDS_ALONE:
        words = [word for word in question.split() if word.lower() not in _SMALL_WORDS]
        question = " ".join(words) if len(words) >= 3 else question
    return question_ids(TOKENIZER, question)


def save(path: Path, corpus: Corpus, made: list[Example]) -> None:
    """Everything as flat arrays; NAME_bounds[i] is where item i of NAME begins."""
    lists = {name: [getattr(w, name) for w in corpus.windows] for name in ("ids", "sentence")} | {
        "questions": [e.question for e in made],
        "starts": [e.starts for e in made],
        "ends": [e.ends for e in made],
        "sentences": [e.sentences for e in made],
    }
    arrays = {
        "positive": np.array([e.positive for e in made], np.int32),
        "negatives": np.array([(e.negatives + [NOWHERE] * NEGATIVES)[:NEGATIVES] for e in made], np.int32),
        "origin": np.array([e.origin for e in made], np.int8),
    }
    for name, items in lists.items():
        arrays[name] = np.concatenate([np.asarray(item, np.int16).reshape(-1) for item in items])
        arrays[f"{name}_bounds"] = np.cumsum([0, *map(len, items)])
    np.savez_compressed(path, allow_pickle=False, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--whole", nargs="*", default=[], type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rng, corpus = random.Random(SEED), Corpus()
    asked: list[tuple[int, Row]] = []
    for origin, folder in enumerate([*args.sets, *args.whole]):
        documents, questions = list(rows(folder, "docs")), list(rows(folder, "questions"))
        kept: set[str] = set()
        if folder in args.sets:
            questions = [q for q in questions if q["answerable"]]
            kept = keep_out(documents, questions)
            write_kept_out(args.out, folder.name, documents, questions, kept)
        for row in documents:
            if row["id"] not in kept:
                corpus.add(Document(f"{origin}/{row['id']}", row["title"], row["text"]), rng)
        asked += [
            (origin, q)
            for q in questions
            if q["doc_id"] not in kept and ((q.get("evidence") and q["answers"]) or not q["answerable"])
        ]
        print(f"{folder.name}: {len(documents)} documents, {len(corpus.windows)} windows so far", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        made = list(examples(corpus, Lexical.build(corpus.entries, Path(folder)), asked, rng))
    save(args.out / "examples.npz", corpus, made)
    print(f"{len(made)} examples of {len(asked)} questions")


TOKENIZER = window_tokenizer()

if __name__ == "__main__":
    main()
