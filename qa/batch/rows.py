"""An answer -> the cells of a row: what is answered, and everything that says where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from qa.types import Answer, Citation, Document

Row: TypeAlias = dict[str, str | int | float | None]
"""Cells by the names of their columns; None is an empty one."""

# `document`, `start` and `end` are the place of `sentence`: characters of the article's text, the end exclusive.
HEAD = (
    *("question", "found", "answer", "sentence", "article", "date", "source", "confidence"),
    *("document", "start", "end", "url", "also"),
)


def cells(question: str, answer: Answer, beside: Mapping[str, str] | None = None, of: Document | None = None) -> Row:
    """The row of an answer, behind the cells that stood `beside` its question. `of` is the one article that was asked:
    it is named where it answers nothing, too. `also` are the places of the citations behind the first."""
    first = answer.citations[0] if answer.citations else None
    document = first.document if first else of
    row: Row = {name: value for name, value in (beside or {}).items() if name not in HEAD}
    row |= {
        "question": question,
        "found": "yes" if answer.found else "no",
        "answer": answer.short or (None if first or of else answer.text),
        "sentence": first.text if first else None,
        "confidence": round(answer.confidence, 4),
        "start": first.start if first else None,
        "end": first.end if first else None,
        "also": "; ".join(map(_place, answer.citations[1:])) or None,
    }
    row |= {
        "article": document.title if document else None,
        "date": document.date.isoformat() if document and document.date else None,
        "source": document.source if document else None,
        "document": document.id if document else None,
        "url": document.url if document else None,
    }
    return row


def _place(citation: Citation) -> str:
    return f"{citation.document.id}:{citation.start}-{citation.end}"
