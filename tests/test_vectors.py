from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa.errors import IndexInvalid
from qa.vectors import FILE, Vectors


@pytest.fixture
def table() -> np.ndarray:
    vectors = np.random.default_rng(1).normal(size=(500, 24)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_search_is_the_dot_product_before_and_after_saving(tmp_path: Path, table: np.ndarray) -> None:
    question = table[17] * 0.8 + table[18] * 0.6
    exact = np.argsort(-(table @ question))[:9]
    for vectors in (Vectors.build(table, tmp_path), Vectors.open(tmp_path)):
        rows, scores = vectors.search(question, 9)
        assert list(rows) == list(exact)
        assert scores == pytest.approx((table @ question)[exact], abs=1e-5)


def test_a_filter_is_applied_before_ranking(tmp_path: Path, table: np.ndarray) -> None:
    vectors = Vectors.build(table, tmp_path)
    among = np.arange(7, 500, 31)
    rows, _ = vectors.search(table[0], 10, among)
    assert list(rows) == list(among[np.argsort(-(table[among] @ table[0]))][:10])
    assert len(vectors.search(table[0], 10, among[:3])[0]) == 3
    assert len(vectors.search(table[0], 10, among[:0])[0]) == 0


def test_take_gives_the_vectors_back_to_the_bit(tmp_path: Path, table: np.ndarray) -> None:
    Vectors.build(table, tmp_path)
    rows = np.array([499, 0, 3, 3])
    assert np.array_equal(Vectors.open(tmp_path).take(rows), table[rows])
    assert Vectors.open(tmp_path).take(rows[:0]).shape == (0, 24)


def test_a_damaged_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not an index")
    with pytest.raises(IndexInvalid, match=FILE):
        Vectors.open(tmp_path)
