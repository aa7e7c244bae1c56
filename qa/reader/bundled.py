"""The network that comes with this package: its own upper layers, over the lower ones of the embedding model.

The lower layers are those of all-MiniLM-L6-v2, unchanged, and see the question and the passage each by itself; the
upper ones read both as one sequence (the split is that of DeFormer: Cao et al. 2020, arXiv 2005.00697). So a question
goes through the lower ones once, and what they make of a passage is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.embedder import MiniLMEmbedder, default_embedder
from qa.embedder.running import cores, session
from qa.reader.scores import Read, Scores, Text, gathered
from qa.reader.windows import TokenWindow, question_ids, window_tokenizer, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights" / "reader.onnx"
SHA256 = "1448ba9c0f92ce74ffde70754e97615aa6460ea823dd3cb975a52f4699a891cf"
# Windows whose lower states are kept: some 35 MB in half precision.
KEPT = 256


class _Loaded(NamedTuple):
    tokenizer: Tokenizer
    upper: InferenceSession
    pool: ThreadPoolExecutor


class BundledScorer:
    """Loaded on first use, checked by hash; safe to share between threads. A window goes through alone, on one core."""

    def __init__(self) -> None:
        self._lower = LowerStates(default_embedder())
        self._loading = threading.Lock()
        self._loaded: _Loaded | None = None

    def warm(self) -> None:
        """Load the network. Raises ModelNotFound."""
        self._load()

    def score(self, question: str, texts: Sequence[Text]) -> list[Scores]:
        """As `Scorer.score`. Raises ModelNotFound."""
        loaded = self._load()
        cut = [windows(loaded.tokenizer, text.title, text.body, text.sentences) for text in texts]
        asked = self._lower.of(question_ids(loaded.tokenizer, question))[None]

        def read(window: TokenWindow) -> Read:
            passage = self._lower.of(window.ids)[None]
            (logits,) = loaded.upper.run(["logits"], {"question": asked, "passage": passage})
            return Read(window, float(logits[0, 0, 3]), logits[0, asked.shape[1] :, :3])

        reads = iter(list(loaded.pool.map(read, [window for pieces in cut for window in pieces])))
        return [
            gathered(len(text.sentences), [next(reads) for _ in pieces])
            for text, pieces in zip(texts, cut, strict=True)
        ]

    def _load(self) -> _Loaded:
        with self._loading:
            if self._loaded is None:
                self._loaded = _Loaded(
                    window_tokenizer(), session(WEIGHTS, SHA256), ThreadPoolExecutor(cores(), "reader")
                )
            return self._loaded


class LowerStates:
    """What the lower layers make of texts; that of the last `KEPT` is remembered. Safe to share between threads."""

    def __init__(self, encoder: MiniLMEmbedder) -> None:
        self._encoder = encoder
        self._known: OrderedDict[bytes, NDArray[np.float16]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Tokens, shape (n,) -> states, shape (n, width), the same whether they are remembered or not."""
        key = ids.tobytes()
        with self._lock:
            states = self._known.get(key)
            if states is not None:
                self._known.move_to_end(key)
        if states is None:
            states = self._encoder.states(ids).astype(np.float16)
            with self._lock:
                self._known[key] = states
                if len(self._known) > KEPT:
                    self._known.popitem(last=False)
        return states.astype(np.float32)
