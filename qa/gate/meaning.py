"""Words of a written sentence that have no counterpart in its grounds, and how near the whole is to them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.embedder import Embedder
from qa.english.irregular import family
from qa.english.stems import terms
from qa.english.words import content
from qa.gate import Ground

# A word is told by another when their vectors are so near.
NEAR = 0.55


def coverage(written: str, text: str) -> float:
    """The share of the content of a written sentence whose stems stand in a text; 1 where it has none."""
    known = _families(text)
    asked = _stems(written)
    return sum(bool(family(stem) & known) for stem in asked) / len(asked) if asked else 1.0


def strange(written: str, text: str, embedder: Embedder) -> list[tuple[str, float]]:
    """The words of a written sentence that do not stand in a text, each with how near its nearest word there is."""
    known = _families(text)
    mine = [word for word in dict.fromkeys(content(written)) if any(not family(s) & known for s in terms(word))]
    mine = [word for word in mine if word[:1].islower() and word.isalpha()]
    theirs = list(dict.fromkeys(word for word in content(text) if word.isalpha()))
    if not mine or not theirs:
        return [(word, 0.0) for word in mine]
    near = _unit(embedder.encode(mine)) @ _unit(embedder.encode(theirs)).T
    return [(word, float(score)) for word, score in zip(mine, near.max(axis=1), strict=True)]


def cosines(written: str, grounds: Sequence[Ground], embedder: Embedder) -> tuple[float, float]:
    """How near a written sentence is to the sentences it cites, all together, and to the nearest of them."""
    cited = [ground.cited for ground in grounds]
    vectors = _unit(embedder.encode([written, " ".join(cited), *cited]))
    return float(vectors[0] @ vectors[1]), float((vectors[2:] @ vectors[0]).max())


def _stems(text: str) -> list[str]:
    return list(dict.fromkeys(stem for word in content(text) for stem in terms(word)))


def _families(text: str) -> set[str]:
    return {each for stem in terms(text) for each in family(stem)}


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, np.float32(1e-9))
