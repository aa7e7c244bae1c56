"""Articles and questions for one run: read, sampled, and changed a little. Everything random is seeded."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SEED = 7
CHANGED_SHARE = 0.01
ADDITION = "\n\nA correction was added to this article on the following day, after a reader had pointed out a mistake."


@dataclass(frozen=True, slots=True)
class Article:
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """`evidence`: (article, start, end) of the sentences that answer it, in characters of the article's text."""

    text: str
    articles: frozenset[str]
    evidence: tuple[tuple[str, int, int], ...]

    @property
    def gold(self) -> frozenset[str]:
        return self.articles | {article for article, _, _ in self.evidence}


def read_articles(source: Path) -> dict[str, Article]:
    """A .jsonl or .jsonl.gz file, or a folder of anything that Article QA reads."""
    if source.name.endswith((".jsonl", ".jsonl.gz")):
        rows = (Article(str(row["id"]), row.get("title") or "", row["text"]) for row in _rows(source))
    else:
        from qa import documents

        files, _ = documents.find(source)
        loaded = (item for file in files for item in documents.read(file) if hasattr(item, "text"))
        rows = (Article(item.id, item.title, item.text) for item in loaded)
    return {article.id: article for article in rows if article.text.strip()}


def read_questions(source: Path, articles: dict[str, Article], limit: int | None = None) -> list[Question]:
    """The answerable questions that name the article or the sentence, shuffled, at most `limit` of them."""
    questions = [_question(row, articles) for row in _rows(source) if row.get("answerable") is not False]
    questions = [question for question in questions if question.gold]
    random.Random(SEED).shuffle(questions)
    return questions[:limit]


def sample(articles: dict[str, Article], questions: list[Question], others: int | None) -> list[Article]:
    """The articles that the questions need and `others` more; all of them without a number."""
    if others is None:
        return list(articles.values())
    gold = {id for question in questions for id in question.gold}
    rest = [id for id in articles if id not in gold]
    chosen = gold | set(random.Random(SEED).sample(rest, min(others, len(rest))))
    return [article for id, article in articles.items() if id in chosen]


def changed(articles: list[Article]) -> tuple[list[Article], set[str]]:
    """The articles with a paragraph added to one in a hundred of them, and which these are."""
    count = max(1, round(CHANGED_SHARE * len(articles)))
    ids = {article.id for article in random.Random(SEED).sample(articles, count)}
    return [Article(a.id, a.title, a.text + ADDITION) if a.id in ids else a for a in articles], ids


def write(articles: list[Article], target: Path) -> None:
    with target.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(asdict(article), ensure_ascii=False) + "\n" for article in articles)


def _rows(source: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _question(row: dict[str, Any], articles: dict[str, Article]) -> Question:
    named = row.get("articles") or row.get("doc_ids") or row.get("doc_id") or []
    ids = [named] if isinstance(named, str) else named
    spans = [span for item in row.get("evidence") or () for span in _spans(item, articles)]
    return Question(row["question"], frozenset(id for id in ids if id in articles), tuple(spans))


def _spans(item: dict[str, Any], articles: dict[str, Article]) -> Iterator[tuple[str, int, int]]:
    article = articles.get(item["doc_id"])
    if article is None:
        return
    if "start" in item:
        yield article.id, item["start"], item["end"]
        return
    at = article.text.find(item["text"])
    while at >= 0:
        yield article.id, at, at + len(item["text"])
        at = article.text.find(item["text"], at + 1)
