"""all-MiniLM-L6-v2 with int8 weights in ONNX Runtime: neither PyTorch nor transformers is imported.

The model and how it was made: qa/embedder/models/minilm/README.md. Its tokenizer is the one of the package that
carries the original weights.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.embedder.spans import Span, completed, span_means
from qa.embedder.weights import MODELS, check, minilm_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
MODEL = MODELS / "minilm" / "minilm.onnx"
SHA256 = "269fcf3b8a95b9dad1ec57de0a75ae3fcabbc230ca8db0b20ca2c10e320129f1"
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

    def _load(self) -> _Loaded:
        with self._loading:
            if self._loaded is None:
                self._loaded = _Loaded(_tokenizer(), _session(), ThreadPoolExecutor(_cores(), "embedder"))
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


def _session() -> InferenceSession:
    check(MODEL, SHA256, "reinstall Article QA")
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # the builds for Windows have them
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Not "all": that joins each sum with its layer norm into an operator that takes eight times as long as the two.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(MODEL, options, providers=["CPUExecutionProvider"])


def _cores() -> int:
    """The cores that this process may use, which a container or `taskset` can narrow down."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
