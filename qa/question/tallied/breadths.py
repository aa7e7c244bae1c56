"""How a topic is to be looked for, as questions say it behind everything else."""

from __future__ import annotations

from qa.english.asks import END_MARKS
from qa.question.tallied.wording import BREADTHS
from qa.types import TallyBreadth

# Each as the forms of `BREADTHS` read it.
_SAID: dict[TallyBreadth, str] = {"words": "", "phrase": ", in these very words", "meaning": ", with near in meaning"}


def without_breadth(question: str) -> tuple[str, TallyBreadth]:
    """The question without "with near in meaning", "in these very words", and which of them it had; "words" for none.
    It must end in a word."""
    for breadth, tail in BREADTHS:
        if found := tail.search(question):
            return question[: found.start()], breadth
    return question, "words"


def with_breadth(question: str, breadth: TallyBreadth) -> str:
    """The same question, its topic to be looked for in another way.

    >>> with_breadth("How many articles mention the strike, word for word?", "meaning")
    'How many articles mention the strike, with near in meaning?'
    """
    plain = END_MARKS.sub("", " ".join(question.split()))
    marks = " ".join(question.split())[len(plain) :].strip()
    return f"{without_breadth(plain)[0]}{_SAID[breadth]}{marks}"
