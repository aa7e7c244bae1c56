"""The network that comes with this package: loaded on first use, checked by hash, run in batches."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa.reader.scores import Read, Scores, Text, gathered
from qa.reader.windows import TokenWindow, question_ids, windows

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

    from qa.reader.network import Network

WEIGHTS = Path(__file__).parent / "weights" / "reader.safetensors"
SHA256 = "4122f3d082ebbe542e46d7fda2e051c8425aa3989ec53aa5b5b1d983b01361d3"
# Windows of like length that are read at once: less is padded, and memory stays small.
BATCH = 4


class BundledScorer:
    """Safe to share between threads."""

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._loaded: tuple[Tokenizer, Network] | None = None

    def warm(self) -> None:
        """Load the network. Raises ModelNotFound."""
        self._load()

    def score(self, question: str, texts: Sequence[Text]) -> list[Scores]:
        """As `Scorer.score`. Raises ModelNotFound."""
        tokenizer, network = self._load()
        cut = [windows(tokenizer, text.title, text.body, text.sentences) for text in texts]
        reads = iter(_read(network, question_ids(tokenizer, question), [w for pieces in cut for w in pieces]))
        return [
            gathered(len(text.sentences), [next(reads) for _ in pieces])
            for text, pieces in zip(texts, cut, strict=True)
        ]

    def _load(self) -> tuple[Tokenizer, Network]:
        with self._loading:
            if self._loaded is None:
                from qa.reader.network import load, load_tokenizer

                self._loaded = load_tokenizer(), load(WEIGHTS, SHA256)
            return self._loaded


def _read(network: Network, question: NDArray[np.int64], wanted: Sequence[TokenWindow]) -> list[Read]:
    """What the network makes of windows, in their order."""
    import torch

    reads: dict[int, Read] = {}
    with torch.inference_mode():
        asked, everywhere = _tensors([question])
        about = network.apart(asked, everywhere)
        for batch in _alike([len(window.ids) for window in wanted]):
            ids, mask = _tensors([wanted[i].ids for i in batch])
            several = len(batch), -1, -1
            tokens, answers = network.together(
                about.expand(several), everywhere.expand(several[:2]), network.apart(ids, mask), mask
            )
            for i, logits, answer in zip(batch, tokens.numpy(), answers.tolist(), strict=True):
                reads[i] = Read(wanted[i], answer, logits[: len(wanted[i].ids)])
    return [reads[i] for i in range(len(wanted))]


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Batches of indices whose lengths are near to each other."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    for at in range(0, len(order), BATCH):
        yield order[at : at + BATCH]


def _tensors(rows: Sequence[NDArray[np.int64]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows of any length -> (ids, mask), both of shape (rows, longest)."""
    import torch

    ids = torch.zeros((len(rows), max(map(len, rows))), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.from_numpy(row)
    lengths = torch.tensor([len(row) for row in rows])
    return ids, torch.arange(ids.shape[1])[None] < lengths[:, None]
