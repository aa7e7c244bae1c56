"""The shipped articles are what README says they are."""

from __future__ import annotations

import re

from qa import documents
from qa.types import Document
from tests.conftest import EXAMPLES


def load() -> list[Document]:
    files, skipped = documents.find(EXAMPLES)
    loaded = [item for file in files for item in documents.read(file)]
    assert skipped == []
    assert all(isinstance(item, Document) for item in loaded)
    return [item for item in loaded if isinstance(item, Document)]


def test_every_article_is_dated_sourced_and_short() -> None:
    articles = load()
    assert len(articles) >= 30
    for article in articles:
        assert article.date is not None, article.id
        assert article.source, article.id
        assert 150 <= len(article.text.split()) <= 500, article.id
    assert len({article.source for article in articles}) >= 5


def test_the_questions_name_articles_that_exist() -> None:
    table = (EXAMPLES.parent / "QUESTIONS.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w-]+\.txt)`", table))
    assert len(named) >= 15
    assert named <= {article.id for article in load()}
