"""The articles that the page answers from: one index, and the assistant on top of it.

The page outlives its index: there may be none yet, it may be damaged, it may be built again while people ask, and an
engine that keeps it may be away for a while. Every method may be called from any thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qa.assistant import Assistant
from qa.engine.address import is_address
from qa.errors import EngineFailed, FolderOnly, IndexInvalid, IndexNotFound, QAError, ReadOnly
from qa.search.within import there
from qa.types import EVERYTHING, Within

Opener = Callable[[Path | str], Assistant]

RETRY = 2.0
"""Seconds after which an engine is tried again that could not be reached. Until then nobody waits for it."""


class OpenIndex:
    """Opens the assistant on first use, and again when the index was missing or damaged the time before."""

    def __init__(self, place: Path | str, opener: Opener, *, read_only: bool = False) -> None:
        """`place` is a directory, or the address of an index at an engine: that one takes no changes from a page."""
        self.at_engine = isinstance(place, str) and is_address(place)
        self._place = place
        self._read_only = read_only
        self._opener = opener
        self._lock = threading.Lock()
        self._unreached: tuple[float, str] | None = None  # until when an engine is not tried again, and why
        self._assistant: Assistant | None = None
        self._warm = threading.Event()

    @property
    def directory(self) -> Path:
        """That of the index. Raises FolderOnly for one at an engine."""
        if self.at_engine:
            raise FolderOnly
        return Path(self._place)

    @property
    def unchangeable(self) -> QAError | None:
        """Why nothing can be changed or kept from here; None where it can."""
        return FolderOnly() if self.at_engine else ReadOnly() if self._read_only else None

    @property
    def read_only(self) -> bool:
        """Whether there is such a reason."""
        return self.unchangeable is not None

    def problem(self) -> QAError | None:
        """Give the reason why no question can be answered now, or None. Opens the index if it can."""
        try:
            _ = self.opened().index  # which looks whether an engine is still there
        except QAError as error:
            return error
        return None

    @property
    def loading(self) -> bool:
        """Whether the index is open but the model is still being loaded."""
        return self._assistant is not None and not self._warm.is_set()

    def follow(self) -> None:
        """Answer from what was built last, from now on; what is wrong with it, the next question will say."""
        with self._lock:
            assistant = self._assistant
        if assistant is not None:
            with suppress(QAError, OSError):
                assistant.retriever.follow()

    def warmed(self) -> None:
        """The model is there: a question was answered."""
        self._warm.set()

    def opened(self) -> Assistant:
        """The assistant, opened when it is not yet. Raises QAError without a usable index."""
        with self._lock:
            if self._assistant is None:
                self._assistant = self._tried()
                self._warm.clear()
                threading.Thread(target=self._load, args=(self._assistant,), name="load-model", daemon=True).start()
            return self._assistant

    def _tried(self) -> Assistant:
        if self._unreached and time.monotonic() < self._unreached[0]:
            raise EngineFailed(self._unreached[1])
        try:
            return self._opener(self._place)
        except EngineFailed as error:
            self._unreached = time.monotonic() + RETRY, str(error)
            raise

    @contextmanager
    def using(self, within: Within = EVERYTHING) -> Iterator[Assistant]:
        """The assistant; one whose index turns out to be gone or damaged is opened anew the next time. Raises BadFilter
        for a source or a name that no article has, and for a name that may be several: silence about a misspelt one
        would be taken for an answer."""
        assistant = self.opened()
        try:
            there(within, assistant.index)
            yield assistant
        except (IndexNotFound, IndexInvalid):
            with self._lock:
                if self._assistant is assistant:  # else another thread has opened it anew already
                    self._assistant = None
            raise

    def _load(self, assistant: Assistant) -> None:
        """Load the model before the first question needs it; what is wrong with it, that question will say."""
        try:
            with suppress(QAError):
                assistant.warm()
        finally:
            self._warm.set()
