"""Make citations from sentences, and the text of an answer from citations. Writes no word of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa.answer.leaning import context
from qa.types import Citation, Document, Sentence


def cite(sentences: Iterable[tuple[Document, Sentence]]) -> tuple[Citation, ...]:
    """Number the sentences from 1. Raises ValueError for one that does not stand in its document."""
    return tuple(
        Citation(
            number,
            document,
            sentence.start,
            sentence.end,
            sentence.text,
            sentence.speaker,
            context(document, sentence),
        )
        for number, (document, sentence) in enumerate(sentences, 1)
    )


def compose(citations: Sequence[Citation]) -> str:
    """The cited sentences, each with its mark: `The bridge opened. [1] It cost 3 million. [2]`"""
    # `keep/verdicts.py`, `keep/markdown.py` and `web/chat/render.py` look for this very form.
    return " ".join(f"{citation.text} [{citation.number}]" for citation in citations)
