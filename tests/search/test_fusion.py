from __future__ import annotations

import numpy as np
import pytest

from qa.search.fusion import fuse


def ranking(**scores: float) -> tuple[np.ndarray, np.ndarray]:
    rows = sorted(scores, key=lambda row: -scores[row])
    return np.array([int(row[1:]) for row in rows], np.int64), np.array([scores[row] for row in rows], np.float32)


def test_scores_are_weighted_z_scores_by_hand() -> None:
    dense, lexical = ranking(r1=0.9, r2=0.7, r3=0.2), ranking(r2=12.0, r4=3.0)
    rows, scores = fuse(dense, lexical, weight=0.25)
    mean, deviation = 0.6, np.std([0.9, 0.7, 0.2])
    z = {1: (0.9 - mean) / deviation, 2: (0.7 - mean) / deviation, 3: (0.2 - mean) / deviation}
    z[4] = min(z.values())  # a row that a search did not bring gets its lowest score
    words = {2: 1.0, 4: -1.0, 1: -1.0, 3: -1.0}
    expected = {row: 0.25 * z[row] + 0.75 * words[row] for row in z}
    assert list(rows) == sorted(expected, key=lambda row: -expected[row])
    assert scores == pytest.approx([expected[row] for row in rows], abs=1e-5)


def test_one_empty_search_leaves_the_order_of_the_other() -> None:
    nothing = np.empty(0, np.int64), np.empty(0, np.float32)
    dense = ranking(r5=0.9, r2=0.5, r9=0.1)
    assert list(fuse(dense, nothing)[0]) == [5, 2, 9]
    assert list(fuse(nothing, dense)[0]) == [5, 2, 9]
    assert len(fuse(nothing, nothing)[0]) == 0


def test_ties_are_broken_by_row() -> None:
    same = np.array([3, 1, 2], np.int64), np.ones(3, np.float32)
    assert list(fuse(same, same)[0]) == [1, 2, 3]


def test_a_row_without_a_vector_is_judged_by_its_words() -> None:
    dense, lexical = ranking(r1=0.9, r2=0.1), ranking(r7=9.0, r1=5.0, r2=1.0)
    absent = np.array([7])
    assert fuse(dense, lexical)[0][0] == 1
    rows, scores = fuse(dense, lexical, absent)
    assert list(rows) == [7, 1, 2]
    assert scores[0] == pytest.approx((9.0 - 5.0) / np.std([9.0, 5.0, 1.0]))
    nothing = np.empty(0, np.int64), np.empty(0, np.float32)
    assert list(fuse(nothing, lexical, np.array([1, 2, 7]))[0]) == [7, 1, 2]
