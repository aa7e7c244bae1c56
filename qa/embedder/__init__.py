"""Turn texts into unit vectors. `open_embedder` finds the model for a name; each is loaded on first use.

Downloads nothing but what a user names.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.embedder.minilm import DEFAULT_MODEL, MiniLMEmbedder
from qa.embedder.sentence_transformer import SentenceTransformerEmbedder
from qa.embedder.spans import Span
from qa.embedder.weights import MODELS
from qa.errors import ModelNotFound

__all__ = [
    "DEFAULT_MODEL",
    "Embedder",
    "MiniLMEmbedder",
    "SentenceTransformerEmbedder",
    "Span",
    "default_embedder",
    "knows_english_alone",
    "open_embedder",
]

STATIC_MODEL = "static"


class Embedder(Protocol):
    """What the index and the reader need of a model. Safe to share between threads."""

    @property
    def name(self) -> str:
        """The name that the index remembers and `open_embedder` takes."""
        ...

    @property
    def fingerprint(self) -> str:
        """A hash that changes when the vectors would. Loads the model; raises ModelNotFound."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector. May load the model."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector of length 1 a text, in the order of the texts, however many: shape (len(texts), dimension)."""
        ...

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[NDArray[np.float32]]:
        """For each text one unit vector a span of it, shape (len(spans[i]), dimension), read in the text's context."""
        ...


def open_embedder(name: str) -> Embedder:
    """The embedder for the name of a model: all-MiniLM-L6-v2 and "static" come along with the package, and are loaded
    once for all that ask for them; anything else is a sentence-transformers model by name or path. Raises ModelNotFound
    where "static" is not there."""
    if name.removeprefix("sentence-transformers/") == DEFAULT_MODEL:
        return default_embedder()
    return _static(MODELS / STATIC_MODEL) if name == STATIC_MODEL else SentenceTransformerEmbedder(name)


def knows_english_alone(embedder: Embedder) -> bool:
    """Whether it is one of the models that come along; what others know, nobody says."""
    return embedder.name.removeprefix("sentence-transformers/") in (DEFAULT_MODEL, STATIC_MODEL)


@functools.cache
def default_embedder() -> MiniLMEmbedder:
    """all-MiniLM-L6-v2, one for all."""
    return MiniLMEmbedder()


@functools.cache
def _static(folder: Path) -> Embedder:
    if not (folder / "modules.json").is_file():
        raise ModelNotFound(f"no embedding model {STATIC_MODEL!r}: {folder} does not hold it; leave --model out")
    return SentenceTransformerEmbedder(STATIC_MODEL, folder)
