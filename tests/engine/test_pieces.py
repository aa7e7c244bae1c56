"""Bytes in pieces, lists of passages, lengths in one byte."""

from __future__ import annotations

import base64
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.engine import pieces, postings, records
from qa.engine.collections import LONGEST
from qa.engine.vocabulary import kept_length
from qa.index.store.decoding import document_of
from qa.types import Document
from tests.strategies import documents


@given(st.binary(max_size=300), st.integers(0, 600))
def test_bytes_come_back_as_they_were_cut(data: bytes, times: int) -> None:
    whole = data * times
    cut = pieces.cut(whole)
    assert pieces.joined(cut) == whole
    assert len(cut) == pieces.count(len(whole))


def test_what_cannot_be_packed_fits_too() -> None:
    noise = np.random.default_rng(0).bytes(3 * pieces.PIECE + 1)
    cut = pieces.cut(noise)
    assert pieces.joined(cut) == noise
    assert max(map(len, cut)) <= LONGEST


@pytest.mark.parametrize("piece", ["", "eJw", "!", "AAAA", pieces.cut(bytes(100))[0][:-4]])
def test_a_damaged_piece_is_told(piece: str) -> None:
    with pytest.raises(ValueError, match="damaged"):
        pieces.joined([piece])


def test_a_piece_that_unpacks_to_more_than_any_is_refused() -> None:
    bomb = base64.b64encode(zlib.compress(bytes(50_000_000))).decode()
    with pytest.raises(ValueError, match="longer than any"):
        pieces.joined([bomb])


@given(st.sets(st.integers(0, postings.BLOCK - 1), min_size=1, max_size=300), st.integers(1, 40))
def test_lists_of_passages_come_back(some: set[int], spread: int) -> None:
    rows = np.array(sorted({(row + step) % postings.BLOCK for row in some for step in range(spread)}), np.int64)
    value = postings.packed(rows)
    assert len(value) <= LONGEST
    assert postings.unpacked(value).tolist() == rows.tolist()


@given(documents)
def test_an_article_comes_back_as_it_was(document: Document) -> None:
    facts = records.facts(records.packed(document))
    assert document_of("here", facts) == document


@given(st.integers(0, 10_000_000))
def test_a_length_in_one_byte_is_at_most_itself_and_near(length: int) -> None:
    kept = kept_length(length)
    assert kept <= length
    assert length - kept <= length / 8
