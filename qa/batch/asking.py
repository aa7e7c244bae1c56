"""Many questions -> their answers: some at a time, given back in the order they were asked in."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from qa.assistant import Assistant
from qa.types import EVERYTHING, Answer, Within


def ask_all(
    assistant: Assistant, questions: Iterable[str], within: Within = EVERYTHING, *, dates: bool = True
) -> Iterator[Answer]:
    """Answer each question as `Assistant.answer` does, one a core at a time. Raises ModelNotFound, IndexInvalid."""
    waiting = iter(questions)
    with ThreadPoolExecutor(os.cpu_count() or 1, "ask") as pool:
        running: deque[Future[Answer]] = deque()
        try:
            while True:
                # Never more than this ahead: who stops in the middle waits for no more than these.
                for question in islice(waiting, 2 * (os.cpu_count() or 1) - len(running)):
                    running.append(pool.submit(assistant.answer, question, (), within, dates=dates))
                if not running:
                    return
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()
