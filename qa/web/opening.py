"""The articles that the page answers from: one index directory, and the assistant on top of it.

The page outlives its index: there may be none yet, it may be damaged, it may be built again while people ask.
Every method may be called from any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qa.assistant import Assistant
from qa.errors import IndexInvalid, IndexNotFound, QAError
from qa.search.within import there
from qa.types import EVERYTHING, Within


class OpenIndex:
    """Opens the assistant on first use, and again when the index was missing or damaged the time before."""

    def __init__(self, directory: Path, opener: Callable[[Path], Assistant], *, read_only: bool = False) -> None:
        self.directory = directory
        self.read_only = read_only
        self._opener = opener
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None
        self._warm = threading.Event()

    def problem(self) -> QAError | None:
        """Give the reason why no question can be answered now, or None. Opens the index if it can."""
        try:
            self.opened()
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
                self._assistant = self._opener(self.directory)
                self._warm.clear()
                threading.Thread(target=self._load, args=(self._assistant,), name="load-model", daemon=True).start()
            return self._assistant

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
