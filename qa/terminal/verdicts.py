"""`qa verify-answer`: what became of the citations of kept answers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from qa.engine.places import open_index
from qa.keep.verdicts import Checked, State, Verdict, check, checked_json
from qa.terminal.shared import Command, add_index, add_json
from qa.terminal.text import line, print_json


def run(options: argparse.Namespace) -> int:
    """Tell whether the citations stand; 1 when one does not. Raises QAError."""
    answers = check(Path(options.file), open_index(options.index))
    if options.json:
        print_json(checked_json(answers))
    else:
        _print(answers)
    return 0 if all(answer.stands for answer in answers) else 1


def _print(answers: Sequence[Checked]) -> None:
    """Each question with its citations, and how many of all stand."""
    console = Console(highlight=False)
    for answer in answers:
        console.print(Text(line(answer.question), style="bold"))
        if not answer.worded:
            console.print(Text("    the text of the answer is not that of its citations"))
        for verdict in answer.verdicts:
            console.print(Text(f"[{verdict.number}] {line(verdict.document_id)}: {_said(verdict)}"))
            if verdict.state is not State.STANDS:
                console.print(Text(f"    “{line(verdict.text)}”"))
    verdicts = [verdict for answer in answers for verdict in answer.verdicts]
    standing = sum(verdict.stands for verdict in verdicts)
    console.print(f"{standing} of {len(verdicts)} {'citation stands' if len(verdicts) == 1 else 'citations stand'}")


def _said(verdict: Verdict) -> str:
    if verdict.state is State.STANDS:
        return "stands as cited"
    if verdict.state is State.MISSING:
        return "the article is not in the index"
    article = "the article has changed" if verdict.changed else "the article is the same"
    if verdict.state is State.GONE:
        return f"{article}, the sentence does not stand in it"
    return f"{article}, the sentence stands at characters {verdict.start} to {verdict.end}"


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="an exported conversation, or what `qa ask --json` printed")
    add_index(command)
    add_json(command)


COMMANDS = {"verify-answer": Command(_add, run)}
