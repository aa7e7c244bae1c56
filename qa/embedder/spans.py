"""Vectors of spans from the vectors of tokens: "late chunking" (Günther et al. 2024, arXiv 2409.04701).

A span is the mean of its tokens after the whole text went through the model, so "He resigned" is near to the man's
name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
"""Start and end in a text, in code points, end exclusive."""


def span_means(tokens: NDArray[np.float32], offsets: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.float32]:
    """Unit means of the token vectors inside each span; zeros for a span that holds no whole token."""
    starts, ends = offsets[: len(tokens), 0], offsets[: len(tokens), 1]
    means = np.zeros((len(spans), tokens.shape[1]), np.float32)
    for i, (start, end) in enumerate(spans):
        inside = (starts >= start) & (ends <= end) & (ends > starts)
        if inside.any():
            mean = tokens[: len(offsets)][inside].mean(axis=0)
            means[i] = mean / np.linalg.norm(mean)
    return means


def completed(
    text: str, spans: Sequence[Span], means: NDArray[np.float32], encode: Callable[[Sequence[str]], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """`means` with the spans that the model did not read, lying beyond its token limit, encoded by themselves."""
    unread = [i for i, vector in enumerate(means) if not vector.any()]
    if unread:
        means[unread] = encode([text[slice(*spans[i])] for i in unread])
    return means
