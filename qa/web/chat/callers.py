"""Who waits for an answer through Gradio, so that a question whose asker has gone is given up.

Gradio forgets such a question, but looks for that only when its function says something: one that waits would keep its
place in the queue.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gradio.context import LocalContext

from qa.errors import QAError


class CallerGone(QAError):
    """Nobody reads the answer any more."""


class Callers:
    """For one event loop."""

    def __init__(self) -> None:
        self._waiting: dict[asyncio.Task[Any], tuple[str | None, str | None]] = {}

    @contextmanager
    def waiting(self, session: str | None, task: asyncio.Task[Any]) -> Iterator[None]:
        """While a function of Gradio's waits for `task`, which is cancelled when its caller has gone: then raises
        CallerGone."""
        self._waiting[task] = session, LocalContext.event_id.get(None)
        try:
            yield
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if not task.cancelled() or (current is not None and current.cancelling()):  # stopped, not left
                raise
            raise CallerGone("whoever asked has gone") from None
        finally:
            del self._waiting[task]

    def gone(self, known_by: str) -> None:
        """Nobody reads what is said to this event, or session, any more: all that waits for it is given up."""
        sessions = {session for session, event in self._waiting.values() if known_by in (session, event)}
        for task, (session, event) in self._waiting.items():
            if event == known_by or (session is not None and session in sessions):
                task.cancel()
