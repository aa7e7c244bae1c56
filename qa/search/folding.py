"""Passages that tell the same as a better one take no place of their own among the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qa.english.nearcopy import covered, share
from qa.index.index import Index
from qa.index.stories import NO_STORY
from qa.types import Hit

# A hit is folded into one that holds so much of it.
TOLD = 0.5


def distinct(index: Index, rows: NDArray[np.int64], scores: NDArray[np.float32], k: int) -> list[Hit]:
    """The k best rows of which no two tell the same; those that do are kept beside the better one."""
    kept: list[Hit] = []
    folded: dict[int, list[Hit]] = {}
    for start in range(0, len(rows), k):
        some = rows[start : start + k]
        for (document, passage), score in zip(
            index.store.fetch([int(row) for row in some]), scores[start:], strict=False
        ):
            hit = Hit(document, passage, float(score))
            at = _told_by(index, hit, kept)
            if at is not None:
                folded.setdefault(at, []).append(hit)
            elif len(kept) < k:
                kept.append(hit)
        if len(kept) == k:
            break
    return [replace(hit, also=tuple(folded.get(at, ()))) for at, hit in enumerate(kept)]


def _told_by(index: Index, hit: Hit, kept: Sequence[Hit]) -> int | None:
    """Which of the better hits tells the same in another article of the same story, so that this one may be folded.

    What a passage begins and ends with differs between copies: the rest of this one must stand in the better one's
    article, where it is found for itself, or in the other hits. Nothing that stands here alone is hidden.
    """
    story = index.stories.of(hit.passage.id)
    if story == NO_STORY:
        return None
    told = [sentence.text for sentence in hit.passage.sentences]
    others = {
        at: better
        for at, better in enumerate(kept)
        if better.document.id != hit.document.id and index.stories.of(better.passage.id) == story
    }
    for at, better in others.items():
        if share(told, [better.text]) >= TOLD and covered(told, [better.document.text]):
            return at
    together = others and covered(told, [better.text for better in others.values()])
    return next(iter(others)) if together else None
