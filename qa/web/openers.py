"""Questions to begin with: about what the newest articles tell, each of which the articles do answer.

A question is only shown once it was asked of the index and answered. That takes seconds, so a thread does it.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from itertools import chain, zip_longest

from qa.assistant import Assistant
from qa.english.phrases import names
from qa.errors import EngineFailed, QAError
from qa.index.index import Index
from qa.keep.literal import visible
from qa.types import EVERYTHING
from qa.web.sure import MEDIUM

SHOWN = 4
# So many of the newest articles are looked through, and so many questions asked at most.
ARTICLES = 12
ASKED = 12
HEAD = 300  # characters of an article that are looked through for names

_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,4}")
LONGEST = 50

log = logging.getLogger(__name__)


class Openers:
    """Those of the live generation. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun = 0  # the generation that they are, or are being, chosen for
        self._chosen: tuple[int, list[str]] = (0, [])

    def of(self, assistant: Assistant) -> list[str]:
        """Those that are known by now; a thread chooses them when there are none of this generation yet."""
        generation = assistant.index.manifest.generation
        with self._lock:
            if self._begun != generation:
                self._begun = generation
                threading.Thread(target=self._choose, args=(assistant, generation), name="openers", daemon=True).start()
            chosen_for, questions = self._chosen
            return questions if chosen_for == generation else []

    @property
    def choosing(self) -> bool:
        """Whether a thread is at it."""
        with self._lock:
            return self._begun != self._chosen[0]

    def _choose(self, assistant: Assistant, generation: int) -> None:
        questions: list[str] = []
        try:
            questions = list(_answered(assistant))
        except EngineFailed:  # they are chosen once it is there again
            with self._lock:
                if self._begun == generation:
                    self._begun = self._chosen[0]
            return
        except QAError as error:  # what is wrong with the index, the next question will say
            log.debug("no questions to begin with: %s", error)
        with self._lock:
            if self._begun == generation:
                self._chosen = generation, questions


def _answered(assistant: Assistant) -> Iterator[str]:
    given = 0
    for asked, question in enumerate(candidates(assistant.index)):
        if given == SHOWN or asked == ASKED:
            return
        answer = assistant.answer(question, (), EVERYTHING)
        if answer.found and answer.confidence >= MEDIUM:
            given += 1
            yield question


def candidates(index: Index) -> Iterator[str]:
    """Questions about people who are quoted and names at the head of the newest articles, in turn, each name once."""
    documents = index.newest(ARTICLES)
    said = (each.speaker for document in documents for each in index.said_in(document) if each.speaker)
    speakers = _plain(said)
    heads = (name.text for each in documents for name in names(f"{each.title}. {each.text[:HEAD]}"))
    named = [name for name in _plain(heads) if name not in speakers]
    asked = (f"What did {name} say?" for name in speakers)
    latest = (f"What is the latest on {name}?" for name in named[::2])
    counted = (f"How many articles mention {name}?" for name in named[1::2])
    return filter(None, chain.from_iterable(zip_longest(asked, latest, counted)))


def _plain(texts: Iterator[str]) -> list[str]:
    """Names as anybody would write them, each once: what stands in an article is hostile."""
    shown = (" ".join(visible(text).split()) for text in texts)
    return list(dict.fromkeys(name for name in shown if len(name) <= LONGEST and _is_name(name)))


def _is_name(text: str) -> bool:
    """Of two words or more: "Thursday" and "GWh" have their capitals, too."""
    words = text.split()
    return _NAME.fullmatch(text) is not None and len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
