"""all-MiniLM-L6-v2 with int8 weights in ONNX Runtime: neither PyTorch nor transformers is imported.

The model and how it was made: qa/embedder/models/minilm/README.md. Its tokenizer is the one of the package that
carries the original weights.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.embedder.running import cores, session
from qa.embedder.spans import Span, completed, span_means
from qa.embedder.weights import MODELS, minilm_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
MODEL = MODELS / "minilm" / "minilm.onnx"
SHA256 = "62eb531cf79c6ab7b3c8cf5a7d563496586d59ea539e9ffc7aa7b49e3c4762cf"
DIMENSION = 384
MAX_TOKENS = 256  # as the original was trained

T = TypeVar("T")
R = TypeVar("R")


class _Loaded(NamedTuple):
    tokenizer: Tokenizer
    session: InferenceSession
    pool: ThreadPoolExecutor


class MiniLMEmbedder:
    """Loaded on first use; safe to share between threads.

    Every text goes through the network alone, on one core, as many at a time as there are cores: no padding, no waiting
    of cores for each other, and a vector that is the same whatever it is encoded together with.
    """

    name = DEFAULT_MODEL
    dimension = DIMENSION

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._loaded: _Loaded | None = None

    @property
    def fingerprint(self) -> str:
        """As `Embedder.fingerprint`."""
        self._load()  # so that a missing or torn file shows before anything is built
        return hashlib.sha256(f"{SHA256} {MAX_TOKENS}".encode()).hexdigest()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `Embedder.encode`. Raises ModelNotFound."""
        loaded = self._load()
        vectors = np.empty((len(texts), DIMENSION), np.float32)
        # The longest first, so that no core is left with one when the others are done.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))

        def write(i: int) -> None:
            vectors[i] = _run(loaded, "vectors", loaded.tokenizer.encode(texts[i]))

        for _ in _each(loaded.pool, write, order):
            pass
        return vectors

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[NDArray[np.float32]]:
        """As `Embedder.encode_spans`. Raises ModelNotFound."""
        loaded = self._load()

        def means(pair: tuple[str, Sequence[Span]]) -> NDArray[np.float32]:
            text, wanted = pair
            read = loaded.tokenizer.encode(text)
            return span_means(_run(loaded, "tokens", read), np.array(read.offsets), wanted)

        pairs = list(zip(texts, spans, strict=True))
        return [
            completed(text, wanted, found, self.encode)
            for (text, wanted), found in zip(pairs, _each(loaded.pool, means, pairs), strict=True)
        ]

    def states(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """What the lower half of the layers makes of a text of tokens, shape (n,), n <= MAX_TOKENS: (n, DIMENSION). A
        reader goes on from there. Raises ModelNotFound."""
        (result,) = self._load().session.run(["lower"], {"ids": ids[None]})
        found: NDArray[np.float32] = result[0]
        return found

    def _load(self) -> _Loaded:
        with self._loading:
            if self._loaded is None:
                self._loaded = _Loaded(_tokenizer(), session(MODEL, SHA256), ThreadPoolExecutor(cores(), "embedder"))
            return self._loaded


def _each(pool: ThreadPoolExecutor, work: Callable[[T], R], items: Sequence[T]) -> Iterable[R]:
    return pool.map(work, items) if len(items) > 1 else map(work, items)


def _run(loaded: _Loaded, output: str, read: Encoding) -> NDArray[np.float32]:
    """An output of the network for one text, without the dimension of the batch."""
    (result,) = loaded.session.run([output], {"ids": np.array([read.ids], np.int64)})
    found: NDArray[np.float32] = result[0]
    return found


def _tokenizer() -> Tokenizer:
    """Settings are never changed after this, so threads may share it."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(minilm_tokenizer()))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer
