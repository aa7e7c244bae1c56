"""A mapped column is the one that was written, or the file is told to be another."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import IndexInvalid
from qa.index.columns import mapped

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
