"""What an index holds, compared part with part."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import qa
from qa.index.index import Index
from qa.index.passages import searched_text
from qa.types import Document, Passage
from tests.fakes import BagOfWords

Rows = list[tuple[Document, Passage]]


def contents(index: Index) -> Rows:
    """Every row, after looking that all parts of the index mean the same one by it."""
    vectors = index.vectors.take(np.arange(len(index.vectors)))
    missing = set(index.vectors.absent.tolist())
    rows = list(index.store.each())
    texts = [searched_text(*pair) for pair in rows]
    wanted = BagOfWords().encode(texts)
    for row, (document, passage) in enumerate(rows):
        assert (passage.id, passage.document_id) == (row, document.id)
        assert all(document.text[s.start : s.end] == s.text for s in passage.sentences)
        assert row in missing or np.allclose(vectors[row], wanted[row], atol=1e-3)
        assert _finds(index, texts[row], row), f"words find row {row} with another text"
    return rows


def _finds(index: Index, text: str, row: int) -> bool:
    """Whether the words of a passage find it first, or another of the same score."""
    rows, scores = index.lexical.search(text, 5)
    return bool(row in rows[scores >= scores[0] - 1e-4])


def sound(index: Path) -> tuple[Rows, bool]:
    """(contents, whether vectors are missing) of an index that has to be whole. Raises what opening it raises."""
    opened = Index.open(index)
    try:
        opened.verify()
        return contents(opened), opened.manifest.partial
    finally:
        opened.close()


def built(source: Path, index: Path, *, full: bool = False) -> list[str]:
    """Build; the texts that were embedded for it."""
    embedder = BagOfWords()
    qa.build_index(source, index, embedder=embedder, full=full)
    return embedder.encoded


def tidy(index: Path) -> None:
    """Raises AssertionError when an index holds anything that nobody needs once a build ended well."""
    rest = {entry.name for entry in index.iterdir()}
    assert rest <= {"CURRENT", "SOURCE", "generations", "BUILD.lock"}, rest
    generations = sorted(entry.name for entry in (index / "generations").iterdir())
    assert len(generations) <= 2, generations
