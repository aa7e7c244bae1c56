from __future__ import annotations

import datetime
import math
import random
from pathlib import Path

import numpy as np
import pytest

from qa.english.stems import terms
from qa.errors import IndexInvalid
from qa.index import lexical as module
from qa.index.lexical import Entry, Lexical
from qa.search.within import within
from qa.types import Within

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
        return set(lexical.search("bridge harbour", 10, None, within(**filters))[0])  # type: ignore[arg-type]

    assert found() == {0, 1, 2, 3}
    assert found(since=DAY) == {0, 2}
    assert found(until=DAY - datetime.timedelta(1)) == {1}
    assert found(since=DAY, until=DAY, sources=["Herald"]) == {0}
    assert found(sources=["Herald", "Courier"]) == {0, 1, 3}
    assert found(sources=[]) == found(sources=["herald"]) == set()


def test_filters_do_not_change_scores(lexical: Lexical) -> None:
    free, filtered = lexical.search("bridge", 10), lexical.search("bridge", 10, None, within(sources=["Herald"]))
    scores = dict(zip(*free, strict=True))
    assert all(scores[row] == pytest.approx(score) for row, score in zip(*filtered, strict=True))


def test_in_a_large_index_wide_and_narrow_filters_give_the_same_scores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(3)
    words = ["ferry", "bridge", "mayor", "storm", "harbour", "the", "apple"]
    days = [DAY + datetime.timedelta(i % 10) for i in range(300)]
    texts = [" ".join(["the", *rng.choices(words, k=rng.randint(3, 9))]) for _ in days]
    lexical = Lexical.build((Entry(text, day, None) for text, day in zip(texts, days, strict=True)), tmp_path)
    for late in (1, 8):  # nine in ten pass, then two in ten: both ways of filtering
        since = DAY + datetime.timedelta(late)
        among = np.array([day >= since for day in days])
        whole = lexical.search("ferry in the storm", 20, among, Within(since))
        with monkeypatch.context() as patched:
            patched.setattr(module, "LARGE", 50)
            for wide in (0.05, 0.95):
                patched.setattr(module, "WIDE", wide)
                patched.setattr(module, "COMMON", 1.0)
                rows, scores = lexical.search("ferry in the storm", 20, among, Within(since))
                assert list(rows) == list(whole[0])
                assert scores == pytest.approx(whole[1])
    monkeypatch.setattr(module, "LARGE", 50)  # "the" stands everywhere: without it the others rank
    rare = {row for row, text in enumerate(texts) if {"ferry", "storm"} & set(text.split())}
    assert set(lexical.search("ferry in the storm", len(rare))[0]) == rare
    assert len(lexical.search("ferry in the storm", 300)[0]) == 300  # where they are too few, "the" counts again
    assert len(lexical.search("the", 300)[0]) == 300


def test_equal_scores_come_in_the_order_of_the_rows(tmp_path: Path) -> None:
    lexical = Lexical.build((Entry("The same words", None, None) for _ in range(50)), tmp_path)
    assert list(lexical.search("words", 50)[0]) == list(range(50))


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
