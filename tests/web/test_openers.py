"""Questions to begin with: each is answered by the articles, or it is not shown."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import qa
from qa.web.library import Library
from qa.web.openers import SHOWN, candidates
from tests.web import articles


def chosen(library: Library) -> list[str]:
    library.openers()
    while library.choosing:
        time.sleep(0.01)
    return library.openers()


@pytest.fixture(scope="module")
def library(real_index: Path) -> Library:
    return Library(real_index, qa.Assistant.open)


def test_each_is_answered(library: Library) -> None:
    questions = chosen(library)
    assert 0 < len(questions) <= SHOWN
    assert len(set(questions)) == len(questions)
    assert all(library.ask(question)["found"] for question in questions)


def test_what_is_no_name_is_not_asked_about(tmp_path: Path) -> None:
    index = tmp_path / "index"
    with articles.to_the_letter():
        qa.build_index(articles.write(tmp_path / "articles"), index)
    asked = list(candidates(qa.Index.open(index)))
    assert "What did Inês Carvalho say?" in asked
    for question in asked:
        assert question.isprintable()
        assert not set("<>*[]{}$") & set(question)


def test_nothing_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "shopping.txt").write_text("milk and bread\n", encoding="utf-8")
    qa.build_index(tmp_path / "shopping.txt", tmp_path / "index")
    assert chosen(Library(tmp_path / "index", qa.Assistant.open)) == []
    nowhere = Library(tmp_path / "nowhere", qa.Assistant.open)
    assert (nowhere.openers(), nowhere.choosing) == ([], False)
