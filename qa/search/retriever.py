"""Find the passages for a question: both searches, fused. Follows the index when it is rebuilt."""

from __future__ import annotations

import copy
import datetime
import logging
import math
import os
import threading
import time
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.embedder import Embedder, open_embedder
from qa.engine.places import IndexPlace, place_of
from qa.english import stems
from qa.errors import EngineFailed, IndexInvalid, IndexNotFound
from qa.index.filters import Mask
from qa.index.index import Index
from qa.search.folding import distinct
from qa.search.fusion import CANDIDATES, fuse
from qa.search.within import resolved, within
from qa.types import EVERYTHING, Day, Hit, Window, Within

log = logging.getLogger(__name__)

# How often, in seconds, a reader looks whether the index was rebuilt.
LOOK_EVERY = 1.0
MAX_RESULTS = 1000
# Where copies of one report take the places of others, so many candidates are looked at before fewer results are given.
MOST_CANDIDATES = 4000


class Retriever:
    """Searches the live generation of an index. Safe to share between threads.

    Every search works on one generation from beginning to end; the next one moves on when another is live. While an
    engine cannot be reached, whatever is asked raises EngineFailed.
    """

    def __init__(self, place: IndexPlace, embedder: Embedder | None = None) -> None:
        self._place = place
        self._stamp = place.stamp()  # before opening: what is published meanwhile is then seen at the next look
        self._refused: Hashable | None = None  # the stamp of one that could not be opened
        index = place.open()
        self._live = (index, embedder or open_embedder(index.manifest.model))
        self._looked = time.monotonic()
        self._away: str | None = None  # why the engine could not be reached at the last look
        self._moving = threading.Lock()

    @classmethod
    def open(cls, index: str | os.PathLike[str], *, embedder: Embedder | None = None) -> Retriever:
        """Open an index directory, or the address of an index at an engine; its model is loaded at the first search.
        Raises IndexNotFound, IndexInvalid, EngineFailed.

        `embedder` takes the place of the model that the index names, for programs that bring their own.
        """
        return cls(place_of(index), embedder)

    @property
    def index(self) -> Index:
        """The live generation."""
        return self.live()[0]

    def warm(self) -> None:
        """Load the model, which takes seconds, and check that it is the one the index was made with."""
        index, embedder = self.live()
        embedder.encode(["warm"])
        _check_made(index, embedder)

    def search(
        self,
        question: str,
        k: int = 5,
        since: Day | None = None,
        until: Day | None = None,
        sources: Sequence[str] | None = None,
        names: Sequence[str] | None = None,
    ) -> list[Hit]:
        """The k best passages, best first; fewer only when fewer pass the filters.

        `since` and `until` are dates or ISO strings, both included; undated articles pass neither. `sources` are
        names of sources; None is all of them. `names` are people, organisations and places of which every one must
        stand in an article, by any form. Raises BadFilter, ValueError (k < 1), ModelNotFound.
        """
        return self.find(question, k, resolved(within(since, until, sources, names), self.index))

    def find(self, question: str, k: int, within: Within) -> list[Hit]:
        """As `search`, of the articles `within`. Raises ValueError (k < 1), ModelNotFound."""
        if k < 1:
            raise ValueError(f"k must be 1 or more, not {k}")
        return search(*self.live(), question, min(k, MAX_RESULTS), within)

    def live(self) -> tuple[Index, Embedder]:
        """The live generation and its embedder, for work that must see one generation from beginning to end. Raises
        EngineFailed while an engine cannot be reached."""
        # One thread opens what is new; others do not wait for it and go on with the old.
        if time.monotonic() - self._looked > LOOK_EVERY and self._moving.acquire(blocking=False):
            try:
                self._follow()
            finally:
                self._moving.release()
        if self._away is not None:  # at once: a search would wait until its time is over
            raise EngineFailed(self._away)
        return self._live

    def follow(self) -> None:
        """Move on to what was published last, now; where another thread does so, wait for it."""
        with self._moving:
            self._follow()

    def still(self) -> Retriever:
        """One that stays with the generation that is live now, for work of several questions that must see one."""
        fixed = copy.copy(self)
        fixed._live, fixed._looked = self.live(), math.inf
        return fixed

    def _follow(self) -> None:
        try:
            stamp, self._away = self._place.stamp(), None
        except EngineFailed as error:
            self._away = str(error)
            return
        finally:
            self._looked = time.monotonic()  # afterwards: a look that fails takes its time
        if stamp == self._stamp or stamp is None:  # unchanged, or gone: what is open still answers
            return
        try:
            index = self._place.open()
        except (IndexNotFound, IndexInvalid, EngineFailed) as error:
            if self._refused != stamp:  # said once, and not every second
                log.warning("the new index cannot be opened, the old one goes on answering: %s", error)
            self._refused = stamp
            if not isinstance(error, EngineFailed):  # that may be over the next time
                self._stamp = stamp
            return
        _, embedder = self._live
        if index.manifest.model != embedder.name:
            embedder = open_embedder(index.manifest.model)
        self._live, self._stamp = (index, embedder), stamp  # one value: no thread may see another's model


def search(
    index: Index,
    embedder: Embedder,
    question: str,
    k: int,
    within: Within = EVERYTHING,
    window: Window | None = None,
    typed: str | None = None,
    rows: Sequence[int] | None = None,
) -> list[Hit]:
    """Both searches of the articles `within`, fused; see `Retriever.search`. Of these, where `rows` are given,
    they alone count.

    With a `window` that has days, only passages count whose article is of one of them, or that name one.
    `typed` is what stood in the place of `question` before a conversation filled it in. The vector that is looked for
    lies between the two: what was filled in may be wrong. See "Follow-ups" in docs/measurements.md for figures.
    """
    question = question.strip()
    if not question:
        return []
    vector = _between(embedder.encode([question] if typed in (None, question) else [question, typed]))
    _check_made(index, embedder)
    among = index.filters.mask(within)
    timely = _timely(index, window)
    if timely is not None:
        among = timely if among is None else among & timely
    if rows is not None:
        only = np.zeros(len(index.filters), np.bool_)
        only[np.asarray(rows, np.int64)] = True
        among = only if among is None else among & only
    masked = timely is not None or rows is not None
    candidates = max(k, CANDIDATES)
    while True:
        dense = index.vectors.search(vector, candidates, among, EVERYTHING if masked else within)
        lexical = index.lexical.search(question, candidates, among, within, masked=masked)
        found, scores = fuse(dense, lexical, index.vectors.absent)
        hits = distinct(index, found, scores, k)
        if len(hits) == k or len(found) < candidates or candidates >= MOST_CANDIDATES:
            return hits
        candidates *= 4  # copies have taken the places


def _between(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The unit vector in the middle of unit vectors, shape (n, dimension)."""
    middle = vectors.mean(axis=0)
    return np.asarray(middle / max(float(np.linalg.norm(middle)), 1e-9), np.float32) if len(vectors) > 1 else vectors[0]


def _timely(index: Index, window: Window | None) -> Mask | None:
    """The passages of a window; None when it has no days."""
    dated = index.filters.mask(window.days) if window else None
    return dated | index.mentions.mask(window.since, window.until) if window and dated is not None else None


def nearest_day(index: Index, window: Window, within: Within = EVERYTHING) -> datetime.date | None:
    """The day of an article `within` the filters that is nearest to a `window` and outside it; None when none is dated.

    What there is to tell when a search in the window found nothing.
    """
    day = index.filters.nearest(window.days, index.filters.mask(within))
    return datetime.date.fromordinal(day) if day else None


def _check_made(index: Index, embedder: Embedder) -> None:
    """Raises IndexInvalid when the index holds other vectors or words than a question is turned into here."""
    if embedder.fingerprint != index.manifest.model_hash:
        raise IndexInvalid(
            f"the index was made with other weights of {index.manifest.model} ({index.manifest.model_hash[:12]}) than "
            f"those here ({embedder.fingerprint[:12]}): build it again with `python index_build.py FOLDER`"
        )
    if index.manifest.words not in ("", stems.fingerprint()):  # "": of before versions were told, and still good
        raise IndexInvalid(
            "the index was made by a version that stems words otherwise: bring it up to date with "
            "`python index_build.py`, which neither reads nor embeds the articles again"
        )
