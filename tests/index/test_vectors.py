from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest

from qa.errors import IndexInvalid
from qa.index import nearest as nearest_lists
from qa.index import vectors as module
from qa.index.vectors import FILES, Vectors

HALF = 2e-3  # what half precision costs a cosine here


@pytest.fixture
def table() -> np.ndarray:
    """500 unit vectors in 20 clusters."""
    rng = np.random.default_rng(1)
    vectors = np.repeat(rng.normal(size=(20, 24)), 25, axis=0) + 0.5 * rng.normal(size=(500, 24))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything has inverted lists, of which a search looks into few."""
    for where, name, value in (
        (module, "LARGE", 100),
        (module, "SPARE", 10),
        (nearest_lists, "SCANNED", 60),
        (nearest_lists, "PASSING", 30),
    ):
        monkeypatch.setattr(where, name, value)


def built(vectors: np.ndarray, folder: Path, absent: list[int] | None = None) -> Vectors:
    Vectors.build(vectors, folder, np.array(absent or [], np.int64))
    Vectors.build_lists(folder)
    return Vectors.open(folder)


def nearest(table: np.ndarray, question: np.ndarray, rows: np.ndarray) -> list[int]:
    return list(rows[np.argsort(-(table[rows] @ question), kind="stable")])


def test_search_is_the_dot_product(tmp_path: Path, table: np.ndarray) -> None:
    question = table[17] * 0.8 + table[318] * 0.6
    rows, scores = built(table, tmp_path).search(question, 9)
    assert scores == pytest.approx((table @ question)[rows], abs=HALF)
    assert scores[-1] >= np.sort(table @ question)[-9] - HALF
    assert list(scores) == sorted(scores, reverse=True)
    assert not (tmp_path / module.LISTS).exists()


@pytest.mark.parametrize("few", [1, 3, 40, 400])
@pytest.mark.parametrize("kind", ["exact", "lists"])
def test_a_filter_is_applied_before_ranking(
    kind: str, few: int, tmp_path: Path, table: np.ndarray, request: pytest.FixtureRequest
) -> None:
    if kind == "lists":
        request.getfixturevalue("large")
    opened = built(table, tmp_path)
    assert (tmp_path / module.LISTS).exists() == (kind == "lists")
    mask = np.zeros(500, bool)
    mask[np.random.default_rng(2).permutation(500)[:few]] = True
    for at in (0, 120, 480):
        rows, scores = opened.search(table[at], 10, mask)
        assert len(rows) == min(10, few)
        assert mask[rows].all()
        assert scores == pytest.approx((table @ table[at])[rows], abs=HALF)
        if kind == "exact" or few <= 40:  # a narrow filter is answered exactly from lists, too
            assert list(rows) == nearest(table, table[at], np.flatnonzero(mask))[:10]
    assert len(opened.search(table[0], 10, np.zeros(500, bool))[0]) == 0


def test_lists_find_nearly_what_all_vectors_do(tmp_path: Path, table: np.ndarray, large: None) -> None:
    opened = built(table, tmp_path)
    everything = np.arange(500)
    shared = [len({*opened.search(v, 10)[0]} & {*nearest(table, v, everything)[:10]}) for v in table[::10]]
    assert np.mean(shared) > 9
    rows, _ = opened.search(table[3], 500)
    assert sorted(rows) == list(everything)  # as many as are asked for, whatever lists they are in


@pytest.mark.parametrize("kind", ["exact", "lists"])
def test_rows_without_a_vector_are_never_found(
    kind: str, tmp_path: Path, table: np.ndarray, request: pytest.FixtureRequest
) -> None:
    if kind == "lists":
        request.getfixturevalue("large")
    absent = [0, 7, 499]
    table[absent] = np.nan
    opened = built(table, tmp_path, absent)
    assert list(opened.absent) == absent
    rows, _ = opened.search(table[8], 500)
    assert sorted(rows) == [row for row in range(500) if row not in absent]
    only = np.zeros(500, bool)
    only[[7, 8]] = True
    assert list(opened.search(table[8], 5, only)[0]) == [8]


def test_with_no_vector_at_all_nothing_is_found(tmp_path: Path, table: np.ndarray) -> None:
    opened = built(np.zeros_like(table), tmp_path, list(range(500)))
    assert len(opened.search(table[0], 5)[0]) == 0
    assert (len(opened), opened.dimension, len(opened.absent)) == (500, 24, 500)


def test_take_gives_half_precision_back_to_the_bit(
    tmp_path: Path, table: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = table.astype(np.float16)
    opened = built(half, tmp_path)
    rows = np.array([499, 0, 3, 3])
    assert np.array_equal(opened.take(rows), half[rows].astype(np.float32))
    monkeypatch.setattr(module, "FEW", 2)
    assert np.array_equal(opened.take(rows), half[rows].astype(np.float32))
    assert opened.take(rows[:0]).shape == (0, 24)


def test_the_file_is_what_faiss_would_write(tmp_path: Path, table: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 64)  # the last piece is a shorter one
    half, absent = table.astype(np.float16), [0, 63, 64, 499]
    built(half, tmp_path, absent)
    whole = half.astype(np.float32)
    whole[absent] = 0
    index = faiss.IndexScalarQuantizer(24, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index.add(whole)
    assert (tmp_path / module.FILE).read_bytes() == faiss.serialize_index(index).tobytes()


def test_a_damaged_file_is_refused_by_name(tmp_path: Path, table: np.ndarray, large: None) -> None:
    absent = [3]
    built(table, tmp_path, absent)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(FILES)
    for file in sorted(tmp_path.iterdir()):
        whole = file.read_bytes()
        for damaged in (b"not an index", b"", whole[:60], whole[:-1], whole[: len(whole) // 2]):
            file.write_bytes(damaged)
            with pytest.raises(IndexInvalid, match=file.name):
                Vectors.open(tmp_path)
        file.write_bytes(whole)
    Vectors.open(tmp_path)
