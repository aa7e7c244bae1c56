"""Articles written for training, with their questions, as a labelled set.

    python training/written.py training/news/*.txt --out FOLDER

A file holds articles one after another:

    === Title
    2026-03-04 · Source
    Text, as many paragraphs as it needs.
    ---
    ? A question that this article answers
    > the answer, letter for letter @ some words that stand in the one sentence that says so
    ! A question that no article of the file answers, though this one seems to

Writes FOLDER/docs.jsonl and FOLDER/questions.jsonl. A line that does not hold is told with its number, exit code 2.
"""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sets import Row, write_rows

from qa.index.passages import pack
from qa.types import Document


class Wrong(ValueError):
    """A line of a file that does not hold."""


@dataclass
class Article:
    """One article as it stands in its file; each question with its answers, none for a near miss."""

    line: int
    id: str
    title: str
    head: str = ""
    text: str = ""
    asked: list[tuple[int, str, list[str]]] = field(default_factory=list)

    @property
    def document(self) -> Document:
        date, _, source = self.head.partition(" · ")
        return Document(self.id, self.title, self.text.strip(), source, datetime.date.fromisoformat(date))

    def row(self, file: str) -> Row:
        d = self.document
        return {"id": d.id, "title": d.title, "text": d.text, "source": d.source, "date": str(d.date), "article": file}


def articles(path: Path) -> Iterator[Article]:
    """The articles of a file, in order."""
    article, questions = None, False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("=== "):
            if article:
                yield article
            article, questions = Article(number, f"{path.stem}/{number}", line[4:].strip()), False
        elif article is None:
            raise Wrong(f"{path}:{number}: a file begins with '=== Title'")
        elif line.strip() == "---":
            questions = True
        elif not questions and not article.head:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d · .+", line):
                raise Wrong(f"{path}:{number}: the day and the source belong here, as '2026-03-04 · Source'")
            article.head = line.strip()
        elif not questions:
            article.text += line + "\n"
        elif line[:2] in ("? ", "! "):
            article.asked.append((number, line, []))
        elif line.startswith("> ") and article.asked and article.asked[-1][1].startswith("?"):
            article.asked[-1][2].append(line[2:])
        elif line.strip():
            raise Wrong(f"{path}:{number}: '? ', '> ' or '! ' should begin this line: {line[:60]}")
    if article:
        yield article


def question_rows(path: Path, article: Article) -> Iterator[Row]:
    """The questions of an article, with the sentences that answer them."""
    document = article.document
    sentences = [s for passage in pack(document) for s in passage.sentences]
    for number, line, answers in article.asked:
        evidence, words = [], []
        if line.startswith("?") and not answers:
            raise Wrong(f"{path}:{number}: no line '> answer @ words of its sentence' follows")
        for answer in answers:
            short, _, mark = (part.strip() for part in answer.partition(" @ "))
            at = document.text.find(mark) if mark else -1
            if at < 0 or document.text.find(mark, at + 1) >= 0:
                raise Wrong(f"{path}:{number}: '{mark}' stands {'more than once' if at >= 0 else 'not'} in the text")
            held = [s for s in sentences if s.start <= at < s.end]
            if not held or not short or short not in held[0].text:
                raise Wrong(f"{path}:{number}: '{short}' is not in the sentence: {held[0].text if held else mark}")
            words.append(short)
            evidence.append({"doc_id": document.id, "start": held[0].start, "end": held[0].end})
        yield {
            "id": f"{path.stem}/q{number}",
            "question": line[2:].strip(),
            "answers": words,
            "doc_id": document.id,
            "evidence": evidence,
            "answerable": bool(answers),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    documents: list[Row] = []
    questions: list[Row] = []
    try:
        for path in args.files:
            for article in articles(path):
                documents.append(article.row(path.stem))
                questions += question_rows(path, article)
    except Wrong as wrong:
        parser.exit(2, f"{wrong}\n")
    answered = sum(q["answerable"] for q in questions)
    print(f"{len(documents)} articles, {answered} questions answered, {len(questions) - answered} near misses")
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        write_rows(args.out / "docs.jsonl", documents)
        write_rows(args.out / "questions.jsonl", questions)


if __name__ == "__main__":
    main()
