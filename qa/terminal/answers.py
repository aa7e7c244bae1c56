"""Answers and passages as people read them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from qa.terminal.text import line, safe
from qa.types import Answer, Citation, Document, Hit

NEAREST_SHOWN = 3


def print_answer(answer: Answer, copies: Sequence[Sequence[Citation]]) -> None:
    """The answer with its numbered sources, under each where else its sentence stands (`copies`); when there is no
    answer, the nearest passages, marked as none."""
    console = Console(highlight=False)
    if answer.short:
        console.print(Text(line(answer.short), style="bold"))
    console.print(Text(safe(answer.text)))
    if answer.citations:
        console.print()
    for citation, others in zip(answer.citations, copies, strict=True):
        console.print(Text(f"[{citation.number}] {_where(citation.document)}", style="bold"))
        console.print(Text(f"    “{safe(citation.text)}”"))
        for copy in others:
            console.print(Text(f"    also in {_where(copy.document)}"))
    if not answer.found and answer.hits:
        console.print("\nClosest passages, which do not answer it:")
        print_hits(list(answer.hits[:NEAREST_SHOWN]))


def print_hits(hits: list[Hit]) -> None:
    """Passages, best first, with where they stand."""
    console = Console(highlight=False)
    if not hits:
        console.print("No passage found.")
    for number, hit in enumerate(hits, 1):
        console.print(Text(f"{number}. {_where(hit.document)}  ({hit.score:.2f})", style="bold"))
        console.print(Text(f"   {safe(hit.text)}"))


def _where(document: Document) -> str:
    """Title (source, date), id: the id of a file is its path in the folder."""
    date = document.date.isoformat() if document.date else None
    facts = ", ".join(fact for fact in (document.source, date) if fact)
    return line(f"{document.title}{f' ({facts})' if facts else ''}, {document.id}")
