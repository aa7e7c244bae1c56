"""A written sentence and the sentences it names as sources -> whether these bear it out."""

from __future__ import annotations

from collections.abc import Sequence

from qa.embedder import Embedder
from qa.gate import Ground, Verdict
from qa.gate.support import signals, support

# Below it a sentence is struck.
THRESHOLD = 0.5


def check(written: str, grounds: Sequence[Ground], embedder: Embedder) -> Verdict:
    """Whether the grounds bear a sentence out; without any it has no support. Raises ModelNotFound."""
    if not grounds:
        return Verdict(0.0, ("it names no source",))
    found, told = signals(written, grounds, embedder)
    return Verdict(support(found), tuple(told))
