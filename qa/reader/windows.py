"""Cut passages into windows of tokens that a reader's network can take in. Offsets map back exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa.embedder.weights import minilm_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Span = tuple[int, int]
"""Start and end in a text, in code points, end exclusive."""

CLS, SEP = 101, 102
# Tokens of one window. A passage of the index has about 180; more than this needs a second window.
MAX_TOKENS = 256
# A second window repeats this many tokens, so that an answer across the cut stands whole in one of them.
OVERLAP = 64
MAX_TITLE = 32
MAX_QUESTION = 64
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class TokenWindow:
    """A run of tokens of a passage behind its title.

    ids: [CLS] title body [SEP], shape (n,), int64. offsets: where each token stands in the body text, shape (n, 2),
    code points; sentence: which of the spans it stands in, shape (n,); both NOWHERE for what is no body token.
    """

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    sentence: NDArray[np.int64]


def window_tokenizer() -> Tokenizer:
    """MiniLM's tokenizer without truncation or padding, which is done here. Raises ModelNotFound."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(minilm_tokenizer()))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def question_ids(tokenizer: Tokenizer, question: str) -> NDArray[np.int64]:
    """[CLS] question [SEP], bounded: shape (n,), n <= MAX_QUESTION."""
    ids = tokenizer.encode(question, add_special_tokens=False).ids[: MAX_QUESTION - 2]
    return np.array([CLS, *ids, SEP], np.int64)


def windows(tokenizer: Tokenizer, title: str, text: str, sentences: Sequence[Span]) -> list[TokenWindow]:
    """The windows of a passage: one, or several that overlap when it is long. `sentences` are spans of `text`."""
    head = [CLS, *tokenizer.encode(title, add_special_tokens=False).ids[:MAX_TITLE]]
    encoded = tokenizer.encode(text, add_special_tokens=False)
    ids = np.array(encoded.ids, np.int64)
    offsets = np.array(encoded.offsets, np.int64).reshape(len(ids), 2)
    sentence = owners(offsets, sentences)
    return [
        TokenWindow(
            np.concatenate([head, ids[piece], [SEP]]).astype(np.int64),
            _framed(offsets[piece], len(head)),
            _framed(sentence[piece], len(head)),
        )
        for piece in _pieces(len(ids), MAX_TOKENS - len(head) - 1)
    ]


def _pieces(count: int, size: int) -> Iterator[slice]:
    start = 0
    while start + size < count:
        yield slice(start, start + size)
        start += size - OVERLAP
    yield slice(start, count)


def owners(offsets: NDArray[np.int64], sentences: Sequence[Span]) -> NDArray[np.int64]:
    """For each token the span it begins in, or NOWHERE: offsets (n, 2) -> (n,). `sentences` come in order."""
    if not sentences:
        return np.full(len(offsets), NOWHERE, np.int64)
    starts, ends = np.array(sentences, np.int64).T
    owners = np.searchsorted(starts, offsets[:, 0], side="right") - 1
    inside = (owners >= 0) & (offsets[:, 0] < ends[owners])
    return np.where(inside, owners, NOWHERE)


def _framed(values: NDArray[np.int64], before: int) -> NDArray[np.int64]:
    widths = [(before, 1), *[(0, 0)] * (values.ndim - 1)]
    return np.pad(values, widths, constant_values=NOWHERE)
