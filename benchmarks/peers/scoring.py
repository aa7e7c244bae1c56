"""Score what an engine found. The rule is the same for all: only the article's id and the passage's text count.

A result is right when it comes from a right article and, where the question has evidence, holds at least half of a
sentence of it. Where a passage stands is found by its text, white space left out, since not every engine keeps offsets
and some change the spaces.
"""

from __future__ import annotations

from collections.abc import Sequence

from peers.data import Article, Question
from peers.engine import Result, shown_text

CUTOFFS = (1, 5)
# How much of the results is read: their lengths differ so much that "the first five" is no equal measure. The ten
# results of the engine with the shortest still fill the larger of the two.
READ = (1000, 2000)


def score(
    questions: Sequence[Question], found: Sequence[Sequence[Result]], articles: dict[str, Article]
) -> dict[str, float]:
    """Shares of questions with a right passage, and with a right article, among the first results or characters."""
    figures: dict[str, float] = {}
    right = [[_right(q, result, articles) for result in results] for q, results in zip(questions, found, strict=True)]
    same = [[result.article in q.gold for result in results] for q, results in zip(questions, found, strict=True)]
    for k in CUTOFFS:
        figures[f"hit@{k}"] = _share([any(row[:k]) for row in right])
        figures[f"article@{k}"] = _share([any(row[:k]) for row in same])
    for characters in READ:
        read = [_read(results, characters) for results in found]
        figures[f"hit in {characters}"] = _share(
            [any(_right(q, part, articles) for part in parts) for q, parts in zip(questions, read, strict=True)]
        )
    results = [result for row in found for result in row[: max(CUTOFFS)]]
    figures["characters"] = sum(len(result.text) for result in results) / max(1, len(results))
    figures["not_located"] = _share([_place(result, articles[result.article]) is None for result in results])
    return figures


def _read(results: Sequence[Result], characters: int) -> list[Result]:
    """The results in order, down to so many characters; the last one is cut off there."""
    read = []
    for result in results:
        if characters > 0:
            read.append(Result(result.article, result.text[:characters]))
            characters -= len(result.text)
    return read


def _right(question: Question, result: Result, articles: dict[str, Article]) -> bool:
    if result.article not in question.gold:
        return False
    if not question.evidence:
        return True
    article = articles[result.article]
    place = _place(result, article)
    if place is None:
        return False
    for id, start, end in question.evidence:
        if id == result.article:
            first, last = (len(_bare(shown_text(article.title, article.text[:at]))) for at in (start, end))
            if 2 * (min(last, place[1]) - max(first, place[0])) >= last - first:
                return True
    return False


def _place(result: Result, article: Article) -> tuple[int, int] | None:
    """Where the passage stands in title and text, counted in characters that are not white space."""
    part, title, text = _bare(result.text), _bare(article.title), _bare(article.text)
    inside = text.find(part)  # the text first: our passages come without the title, and a text may repeat its title
    start = len(title) + inside if inside >= 0 else (title + text).find(part)
    return (start, start + len(part)) if start >= 0 else None


def _bare(text: str) -> str:
    return "".join(text.split())


def _share(values: Sequence[bool]) -> float:
    return sum(values) / max(1, len(values))
