"""Any sentence-transformers model, run by that library on PyTorch. Downloads nothing but what a user names."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.embedder.minilm import DEFAULT_MODEL
from qa.embedder.quiet import quieten
from qa.embedder.spans import Span, completed, span_means
from qa.embedder.weights import minilm_folder
from qa.errors import ModelNotFound

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Texts of like length in batches of this size are as fast as larger ones: padding is what costs.
BATCH = 16
# A table of word vectors pads nothing, and its tokenizer uses all cores only on many texts.
STATIC_BATCH = 1024


class _Loaded(NamedTuple):
    model: SentenceTransformer
    fingerprint: str
    static: bool  # a table of word vectors: gives no vectors of tokens in context


class SentenceTransformerEmbedder:
    """Any sentence-transformers model by name or path. Loaded on first use; safe to share between threads."""

    def __init__(self, name: str = DEFAULT_MODEL, folder: Path | None = None) -> None:
        """`folder` is where the model lies, if that is not what `name` says."""
        self.name = name
        self._folder = folder
        self._loading = threading.Lock()
        self._encoding = threading.Lock()  # a fast tokenizer raises "Already borrowed" when two threads enter it
        self._loaded: _Loaded | None = None

    @property
    def fingerprint(self) -> str:
        """As `Embedder.fingerprint`."""
        return self._load().fingerprint

    @property
    def dimension(self) -> int:
        """As `Embedder.dimension`."""
        return int(self._load().model.get_embedding_dimension() or self.encode(["size"]).shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `Embedder.encode`. Raises ModelNotFound."""
        loaded = self._load()
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        with self._encoding:
            vectors = loaded.model.encode(
                list(texts),
                batch_size=STATIC_BATCH if loaded.static else BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, np.float32)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[NDArray[np.float32]]:
        """From the vectors of tokens (`qa.embedder.spans`); a model that has none encodes each span by itself."""
        loaded = self._load()
        if not texts:
            return []
        if loaded.static:
            return self._apart(texts, spans)
        model = loaded.model
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
            span_means(matrix.numpy(), np.array(offsets), wanted)
            for matrix, offsets, wanted in zip(tokens, read["offset_mapping"], spans, strict=True)
        ]
        return [
            completed(text, wanted, found, self.encode)
            for text, wanted, found in zip(texts, spans, vectors, strict=True)
        ]

    def _apart(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[NDArray[np.float32]]:
        pieces = [text[slice(*span)] for text, wanted in zip(texts, spans, strict=True) for span in wanted]
        ends = np.cumsum([len(wanted) for wanted in spans])
        return np.split(self.encode(pieces), ends[:-1])

    def _load(self) -> _Loaded:
        with self._loading:
            if self._loaded is None:
                self._loaded = _load_model(self.name, self._folder or _local_folder(self.name))
            return self._loaded


def _load_model(name: str, folder: Path | None) -> _Loaded:
    """Raises ModelNotFound."""
    from sentence_transformers import SentenceTransformer

    quieten()
    try:
        model = SentenceTransformer(str(folder) if folder else name, device="cpu")
    except (OSError, ValueError) as error:  # what transformers and the hub raise for a missing or torn model
        raise ModelNotFound(
            f"no embedding model {name!r}: neither a folder nor in the local cache, and the hub did not give it. "
            f"Name a folder that holds a sentence-transformers model, or leave --model out for {DEFAULT_MODEL}."
        ) from error
    # By name: the module that defines it has moved between the releases that are supported.
    static = any(type(module).__name__ == "StaticEmbedding" for module in model)
    return _Loaded(model, _fingerprint(model), static)


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
