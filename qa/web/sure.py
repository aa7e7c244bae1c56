"""How sure an answer is, in words whose cuts were measured: `benchmarks/asking/trust.py`, docs/measurements.md."""

from __future__ import annotations

# From so high a confidence on nine of ten answers are right; between the two, seven of ten.
HIGH = 0.93
MEDIUM = 0.6


def how_sure(confidence: float) -> str:
    """The words for a confidence in [0, 1].

    >>> how_sure(0.95), how_sure(0.7)
    ('High confidence', 'Medium confidence')
    """
    if confidence >= HIGH:
        return "High confidence"
    return "Medium confidence" if confidence >= MEDIUM else "Low confidence: read the source before you rely on it"
