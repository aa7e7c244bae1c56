"""Answers that a language model writes, of which only what the articles bear out is shown. None is contacted unless it
is named.

    written/
    ├── __init__.py    what comes of it
    ├── endpoint.py    where the model is: an OpenAI-compatible chat endpoint
    ├── prompt.py      what it is told, and the numbered sentences
    ├── parsing.py     what it writes -> sentences with the numbers that they name
    ├── gathering.py   which sentences it is given
    └── writing.py     question -> sentences, each behind the gate (`qa.gate`)

The model chooses neither a tool nor an address: it gets text and gives text. What it writes is judged against the
articles by code that does not ask it.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.types import Answer, Citation


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """One sentence of a model: its `text` without marks, the `numbers` of the citations that it names, their `support`
    in [0, 1], and, where it is `struck`, the `reasons` in words."""

    text: str
    numbers: tuple[int, ...]
    support: float
    struck: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """What a model wrote on a question: `sentences` in its order, those struck among them, and the `citations` that
    they name, numbered from 1.

    `answer` is what the articles answer in their own sentences. Where nothing written holds, or the model cannot be
    had, `sentences` has none that is not struck, `told` says why, and `answer` stands for it.
    """

    question: str
    sentences: tuple[WrittenSentence, ...]
    citations: tuple[Citation, ...]
    answer: Answer
    told: str = ""

    @property
    def held(self) -> tuple[WrittenSentence, ...]:
        """The sentences that are not struck."""
        return tuple(each for each in self.sentences if not each.struck)
