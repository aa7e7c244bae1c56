from __future__ import annotations

import datetime
import math
from pathlib import Path

import pytest

from qa.errors import IndexInvalid
from qa.lexical import Entry, Lexical, terms

DAY = datetime.date(2025, 12, 5)
TEXTS = [
    "The mayor opened the bridge on Tuesday",
    "A bridge too far, said the mayor of Łodzin, opening bridges",
    "Fishing boats stayed in the harbour",
    "bridge",
]


@pytest.fixture
def lexical(tmp_path: Path) -> Lexical:
    sources = ["Herald", "Courier", None, "Herald"]
    dates = [DAY, DAY - datetime.timedelta(30), DAY, None]
    return Lexical.build((Entry(*row) for row in zip(TEXTS, dates, sources, strict=True)), tmp_path)


def bm25(words: list[str], row: int, k1: float = 1.2, b: float = 0.75) -> float:
    """The formula, over the same terms."""
    documents = [terms(text) for text in TEXTS]
    average = sum(map(len, documents)) / len(documents)
    total = 0.0
    for word in words:
        containing = sum(word in document for document in documents)
        idf = math.log(1 + (len(documents) - containing + 0.5) / (containing + 0.5))
        frequency = documents[row].count(word)
        total += idf * frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * len(documents[row]) / average))
    return total


def test_scores_are_bm25(lexical: Lexical) -> None:
    rows, scores = lexical.search("Which mayor opened a bridge?", 10)
    words = list(dict.fromkeys(terms("Which mayor opened a bridge?")))
    expected = {row: bm25(words, row) for row in range(4) if bm25(words, row) > 0}
    assert list(rows) == sorted(expected, key=lambda row: -expected[row])
    assert scores == pytest.approx([expected[row] for row in rows], rel=0.01)  # tantivy rounds lengths to a byte


def test_terms_are_lower_case_without_accents_and_stemmed() -> None:
    assert terms("Opening BRIDGES in Győr") == ["open", "bridg", "in", "gyor"]


def test_filters_are_applied_before_ranking(lexical: Lexical) -> None:
    def found(**filters: object) -> set[int]:
        return set(lexical.search("bridge harbour", 10, **filters)[0])  # type: ignore[arg-type]

    assert found() == {0, 1, 2, 3}
    assert found(since=DAY) == {0, 2}
    assert found(until=DAY - datetime.timedelta(1)) == {1}
    assert found(since=DAY, until=DAY, sources=["Herald"]) == {0}
    assert found(sources=["Herald", "Courier"]) == {0, 1, 3}
    assert found(sources=[]) == found(sources=["herald"]) == set()


def test_filters_do_not_change_scores(lexical: Lexical) -> None:
    free, filtered = lexical.search("bridge", 10), lexical.search("bridge", 10, sources=["Herald"])
    scores = dict(zip(*free, strict=True))
    assert all(scores[row] == pytest.approx(score) for row, score in zip(*filtered, strict=True))


def test_nothing_to_search_for(lexical: Lexical) -> None:
    assert len(lexical.search("?!", 5)[0]) == len(lexical.search("zebra", 5)[0]) == 0
    rows, _ = lexical.search('bridge AND ( OR " mayor: *' + "word " * 5000, 5)
    assert 0 in rows  # query syntax and length mean nothing


def test_reopened_it_is_the_same(lexical: Lexical, tmp_path: Path) -> None:
    again = Lexical.open(tmp_path)
    assert len(again) == 4
    assert again.search("mayor bridge", 4)[1] == pytest.approx(lexical.search("mayor bridge", 4)[1])
    assert again.idf("bridg") == pytest.approx(math.log(1 + 1.5 / 3.5))


def test_a_missing_folder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(IndexInvalid, match="lexical"):
        Lexical.open(tmp_path / "nowhere")
