"""Questions to begin with: looked for in the background, once for each generation of the index."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from qa.assistant import Assistant
from qa.errors import QAError

Find = Callable[[Assistant], list[str]]

log = logging.getLogger(__name__)


class Openers:
    """What `find` gives for the live generation, as soon as it is there. May be asked from any thread."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._lock = threading.Lock()
        self._looking = False
        self._generation: int | None = None
        self._found: list[str] = []

    def of(self, assistant: Assistant) -> list[str]:
        """The questions for the assistant's index; none while they are looked for, which this begins."""
        generation = assistant.index.manifest.generation
        with self._lock:
            if self._generation == generation:
                return list(self._found)
            if not self._looking:
                self._looking = True
                threading.Thread(
                    target=self._look, args=(assistant, generation), name="find-openers", daemon=True
                ).start()
            return []

    def _look(self, assistant: Assistant, generation: int) -> None:
        found: list[str] = []
        try:
            found = self._find(assistant)
        except QAError as error:  # whoever asks a question is told the same
            log.warning("no questions to begin with: %s", error)
        finally:
            with self._lock:
                self._looking, self._generation, self._found = False, generation, found
