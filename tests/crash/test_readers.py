"""Readers of an index that is built meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import qa
from qa.index import nearest
from qa.index.index import Index
from tests.crash import readers


def test_no_result_mixes_two_generations_while_an_index_is_built_again_and_again(tmp_path: Path) -> None:
    seen = readers.run(20, tmp_path)
    assert len(seen) == 3
    assert all(seen.values())


@pytest.mark.parametrize("anew", [False, True])
def test_a_reader_that_went_wrong_tells_how(anew: bool, index: Path) -> None:
    other = readers.Other(index, anew)  # these articles have no editions
    other.process.join(60)
    with pytest.raises(AssertionError, match="ValueError: invalid literal for int"):
        other.end()


def test_a_generation_that_is_removed_while_it_is_opened_is_told(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(file: Path, flags: int) -> Any:
        found = nearest.read(file, flags)
        file.unlink()
        return found

    monkeypatch.setattr("qa.index.vectors.read", read)
    with pytest.raises(qa.IndexInvalid, match=r"vectors\.faiss"):
        Index.open(index)
