"""Articles that are near to a topic in meaning, though its words do not stand there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from qa.embedder import Embedder
from qa.index.index import Index
from qa.search.mentioned.stands import Mask, Standing

# As near as this share of the articles with the words are, and nearer than the least that is told at all.
MIDDLE = 0.5
LEAST = 0.45
MOST = 20
LOOKED_AT = 400


def near(
    index: Index, embedder: Embedder, topic: str, counted: Mapping[int, Standing], among: Mask | None = None
) -> dict[int, Standing]:
    """Number of the article -> its nearest passage's nearest sentence, of at most `MOST` articles that are not
    `counted` and as near to the topic as the middle one of those that are; the nearest first. Raises IndexInvalid."""
    (vector,) = embedder.encode([topic])
    least = LEAST
    if counted:
        rows = np.array([mention.row for mention in counted.values()], np.int64)
        least = max(least, float(np.quantile(index.vectors.take(rows) @ vector, MIDDLE)))
    rows, cosines = index.vectors.search(vector, LOOKED_AT, among)
    chosen: dict[int, int] = {}
    for row in rows[cosines >= least].tolist():
        article = int(index.article_numbers[row])
        if article not in counted and len(chosen) < MOST:
            chosen.setdefault(article, row)
    return _sentences(index, embedder, vector, chosen.values())


def _sentences(index: Index, embedder: Embedder, vector: np.ndarray, rows: Collection[int]) -> dict[int, Standing]:
    if not rows:
        return {}
    # All at once: each call of a model costs as much as a dozen sentences.
    glances = index.store.glances(list(rows))
    spans = [each.read()[1] for each in glances]
    cosines = embedder.encode(
        [each.document.text[start:end] for each, those in zip(glances, spans, strict=True) for start, end, *_ in those]
    )
    ends = np.cumsum(list(map(len, spans)))
    best = {
        each.row: Standing(each.document, each.sentence(int(np.argmax(those @ vector))), each.row)
        for each, those in zip(glances, np.split(cosines, ends[:-1]), strict=True)
    }
    return {int(index.article_numbers[row]): best[row] for row in rows}
