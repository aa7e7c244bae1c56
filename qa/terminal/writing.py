"""`qa ask --llm URL`: what a model wrote, as people read it."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from qa import terminal
from qa.assistant import Assistant
from qa.terminal.text import line, safe
from qa.types import Answer
from qa.written import WrittenAnswer, WrittenSentence
from qa.written.endpoint import Endpoint
from qa.written.writing import write


def written_on(answer: Answer, assistant: Assistant, endpoint: Endpoint, *, show: bool) -> WrittenAnswer:
    """Have the model write, and `show` each sentence once it is judged. Raises ModelNotFound."""
    console = Console(highlight=False)
    if show:
        told = (
            f"Written by {line(endpoint.model)} at {line(endpoint.host)}. What the articles do not bear out is struck."
        )
        console.print(Text(told, style="dim"))
    _, embedder = assistant.retriever.live()
    return write(answer, endpoint, embedder, (lambda each: _print_sentence(console, each)) if show else lambda _: None)


def print_written(written: WrittenAnswer) -> bool:
    """The citations of what was shown, or why nothing of it stands; then False: the answer of the articles is to be
    shown in its place."""
    console = Console(highlight=False)
    if not written.held:
        console.print(Text(f"{safe(written.told)} This is what the articles say themselves:", style="dim"))
        console.print()
        return False
    console.print()
    for citation in written.citations:
        console.print(Text(f"[{citation.number}] {terminal.where(citation.document)}", style="bold"))
        console.print(Text(f"    “{safe(citation.text)}”"))
    return True


def _print_sentence(console: Console, each: WrittenSentence) -> None:
    marks = "".join(f"[{number}]" for number in each.numbers)
    if each.struck:
        why = "; ".join(each.reasons)
        console.print(Text.assemble((safe(each.text), "strike dim"), (f"  struck: {safe(why)}", "dim")))
    else:
        console.print(Text(f"{safe(each.text)} {marks}"))
