"""Turn texts into unit vectors with a sentence-transformers model. Downloads nothing but what a user names."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.errors import ModelNotFound
from qa.weights import minilm_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
# Texts of like length in batches of this size are as fast as larger ones: padding is what costs.
BATCH = 16


Span = tuple[int, int]
"""Start and end in a text, in code points, end exclusive."""


class Embedder(Protocol):
    """What the index and the reader need of a model."""

    @property
    def name(self) -> str: ...

    @property
    def fingerprint(self) -> str:
        """A hash that changes when the vectors would."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector of length 1 a text: shape (len(texts), dimension)."""
        ...

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[NDArray[np.float32]]:
        """For each text one unit vector a span of it, shape (len(spans[i]), dimension), read in the text's context."""
        ...


class SentenceTransformerEmbedder:
    """Any sentence-transformers model by name or path. Loaded on first use; safe to share between threads."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self._loading = threading.Lock()
        self._encoding = threading.Lock()  # a fast tokenizer raises "Already borrowed" when two threads enter it
        self._loaded: tuple[SentenceTransformer, str] | None = None

    @property
    def fingerprint(self) -> str:
        return self._load()[1]

    @property
    def dimension(self) -> int:
        return int(self._load()[0].get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        model, _ = self._load()
        with self._encoding:
            vectors = model.encode(
                list(texts),
                batch_size=BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, np.float32).reshape(len(texts), -1 if texts else 0)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[NDArray[np.float32]]:
        """Mean of a span's token vectors after the whole text went through the model: "late chunking" (Günther et al.
        2024, arXiv 2409.04701). So "He resigned" is near to the man's name. What lies beyond the model's token limit
        is encoded by itself."""
        model, _ = self._load()
        with self._encoding:
            tokens = model.encode(
                list(texts),
                batch_size=BATCH,
                output_value="token_embeddings",
                convert_to_numpy=False,
                show_progress_bar=False,
            )
            limit = model.max_seq_length
            read = model.tokenizer(list(texts), return_offsets_mapping=True, truncation=True, max_length=limit)
        vectors = [
            _span_means(matrix.numpy(), np.array(offsets), wanted)
            for matrix, offsets, wanted in zip(tokens, read["offset_mapping"], spans, strict=True)
        ]
        return [self._completed(text, wanted, found) for text, wanted, found in zip(texts, spans, vectors, strict=True)]

    def _completed(self, text: str, spans: Sequence[Span], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        unread = [i for i, vector in enumerate(vectors) if not vector.any()]
        if unread:
            vectors[unread] = self.encode([text[slice(*spans[i])] for i in unread])
        return vectors

    def _load(self) -> tuple[SentenceTransformer, str]:
        with self._loading:
            if self._loaded is None:
                self._loaded = _load_model(self.name)
            return self._loaded


def _span_means(tokens: NDArray[np.float32], offsets: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.float32]:
    """Unit means of the token vectors inside each span; zeros for a span that holds no whole token."""
    starts, ends = offsets[: len(tokens), 0], offsets[: len(tokens), 1]
    means = np.zeros((len(spans), tokens.shape[1]), np.float32)
    for i, (start, end) in enumerate(spans):
        inside = (starts >= start) & (ends <= end) & (ends > starts)
        if inside.any():
            mean = tokens[: len(offsets)][inside].mean(axis=0)
            means[i] = mean / np.linalg.norm(mean)
    return means


def _load_model(name: str) -> tuple[SentenceTransformer, str]:
    """The model and its fingerprint. Raises ModelNotFound."""
    folder = _local_folder(name)
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]  # a bar for 0.1 s of loading, amid our own output
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # our own error says what failed, in one line
    try:
        model = SentenceTransformer(str(folder) if folder else name, device="cpu")
    except (OSError, ValueError) as error:  # what transformers and the hub raise for a missing or torn model
        raise ModelNotFound(
            f"no embedding model {name!r}: neither a folder nor in the local cache, and the hub did not give it. "
            f"Name a folder that holds a sentence-transformers model, or leave --model out for {DEFAULT_MODEL}."
        ) from error
    return model, _fingerprint(model)


def _local_folder(name: str) -> Path | None:
    if Path(name).is_dir():
        return Path(name)
    if name.removeprefix("sentence-transformers/") != DEFAULT_MODEL:
        return None
    return minilm_folder()


def _fingerprint(model: SentenceTransformer) -> str:
    """A hash of all parameters, their names and the token limit: the same wherever the model was loaded from."""
    digest = hashlib.sha256(str(model.max_seq_length).encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.contiguous().numpy().tobytes())
    return digest.hexdigest()


def open_embedder(name):
    return SentenceTransformerEmbedder(name)
