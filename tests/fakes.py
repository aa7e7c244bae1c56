"""Small stand-ins for the seams, so that fast tests need no model; and a change to build."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DIMENSION = 64


class BagOfWords:
    """An embedder whose cosine grows with the number of shared words. Counts what it encodes."""

    def __init__(self, name: str = "bag-of-words", fingerprint: str = "0" * 64) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = DIMENSION
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        return np.array([self._vector(text) for text in texts], np.float32).reshape(len(texts), DIMENSION)

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[NDArray[np.float32]]:
        return [
            np.array([self._vector(text[start:end]) for start, end in wanted], np.float32).reshape(-1, DIMENSION)
            for text, wanted in zip(texts, spans, strict=True)
        ]

    @staticmethod
    def _vector(text: str) -> NDArray[np.float32]:
        vector = np.full(DIMENSION, 1e-3, np.float32)
        for word in re.findall(r"\w+", text.casefold()):
            vector[hashlib.sha256(word.encode()).digest()[0] % DIMENSION] += 1
        return vector / np.linalg.norm(vector)


def touch(articles: Path) -> None:
    """Change an article, so that there is something to build."""
    with (articles / "ferry.txt").open("a", encoding="utf-8") as file:
        file.write("\n\nIt sailed once more.\n")
