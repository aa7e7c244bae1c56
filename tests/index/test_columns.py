"""A mapped column is the one that was written, or the file is told to be another."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import IndexInvalid
from qa.index.columns import mapped, mapped_records, records

WRITTEN = np.arange(40, dtype=np.int32)
HEAD = 128  # bytes of a .npy file before its numbers


@given(at=st.integers(0, HEAD - 1), byte=st.integers(0, 255))
def test_a_damaged_head_is_told_or_does_no_harm(at: int, byte: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "column.npy"
        np.save(file, WRITTEN)
        damaged = bytearray(file.read_bytes())
        damaged[at] = byte
        file.write_bytes(damaged)
        try:
            found = mapped(file, np.int32)
        except IndexInvalid:
            return
        assert found.dtype == np.int32
        assert found.ndim == 1


def test_another_kind_of_column_is_told(tmp_path: Path) -> None:
    file = tmp_path / "column.npy"
    np.save(file, WRITTEN)
    assert (mapped(file, np.int32) == WRITTEN).all()
    for kind, dimensions in ((np.int64, 1), (np.uint16, 1), (np.int32, 2)):
        with pytest.raises(IndexInvalid, match="holds int32 of shape"):
            mapped(file, kind, dimensions)
    with pytest.raises(IndexInvalid, match="cannot be read"):
        mapped(tmp_path / "gone.npy", np.int32)


@given(st.lists(st.tuples(st.integers(-(2**40), 2**40), st.integers(-3, 3), st.integers(-300, 300)), max_size=20))
def test_records_hold_what_they_were_given(rows: list[tuple[int, int, int]]) -> None:
    one, *two = np.array(rows, np.int64).reshape(-1, 3).T
    table = records(one=one, two=np.stack(two, axis=1))
    assert (table["one"] == one).all()
    assert (table["two"] == np.stack(two, axis=1)).all()
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "rows.npy", table)
        assert (mapped_records(Path(folder) / "rows.npy", one=1, two=2) == table).all()


def test_other_records_are_told(tmp_path: Path) -> None:
    file = tmp_path / "rows.npy"
    np.save(file, records(one=np.arange(3), two=np.zeros((3, 2), np.int64)))
    for widths in ({"one": 1}, {"two": 2, "one": 1}, {"one": 1, "two": 3}, {"one": 2, "two": 2}):
        with pytest.raises(IndexInvalid, match="holds"):
            mapped_records(file, **widths)
    for other in (np.arange(3), np.zeros(3, [("one", np.float32), ("two", np.int8, (2,))])):
        np.save(file, other)
        with pytest.raises(IndexInvalid, match="holds"):
            mapped_records(file, one=1, two=2)
