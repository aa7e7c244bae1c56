"""`qa batch`: a file of questions, or one question of every article, into a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from qa import batch
from qa.assistant import Assistant
from qa.batch.writing import to_stream, written
from qa.search.within import there, within
from qa.terminal import given
from qa.terminal.progress import BuildProgress
from qa.terminal.reading import add_reader
from qa.terminal.shared import Command, add_dates, add_filters, add_index
from qa.types import Within

_Add = Callable[[batch.Row], None]


def run(options: argparse.Namespace) -> None:
    """Ask everything and write it down, row by row. Raises QAError."""
    lines = [batch.QuestionRow(options.each)] if options.each else batch.read(Path(options.questions))
    filters = within(options.since, options.until, options.source, options.name)
    assistant = Assistant.open(options.index, reader=options.reader, threshold=options.threshold)
    filters = there(filters, assistant.index)
    beside = [name for line in lines for name in line.beside]
    done, found = 0, 0
    total = len(assistant.index.articles(filters)) if options.each else len(lines)
    with BuildProgress() as progress, _opened(options.out, beside) as add:
        progress("loading", 0, 1)
        assistant.warm()
        progress("loading", 1, 1)
        rows = _each(assistant, options.each, filters) if options.each else _all(assistant, lines, options, filters)
        for done, row in enumerate(rows, 1):
            add(row)
            found += row["found"] == "yes"
            progress("asking", done, total)
    if options.out:
        print(f"{done:,} asked, {found:,} answered: {options.out}", file=sys.stderr)


def _opened(out: str | None, beside: list[str]) -> AbstractContextManager[_Add]:
    return written(Path(out), form_of(out), beside) if out else to_stream(sys.stdout, beside)


def form_of(out: str) -> batch.Form:
    """The form of a file by its suffix; KeyError for another one."""
    return {f".{form}": form for form in batch.FORMS}[Path(out).suffix.lower()]


def _all(
    assistant: Assistant, lines: list[batch.QuestionRow], options: argparse.Namespace, filters: Within
) -> Iterator[batch.Row]:
    answers = batch.ask_all(assistant, (line.text for line in lines), filters, dates=not options.no_dates)
    for line, answer in zip(lines, answers, strict=True):
        yield batch.cells(line.text, answer, line.beside)


def _each(assistant: Assistant, question: str, filters: Within) -> Iterator[batch.Row]:
    for document, answer in assistant.each(question, filters):
        yield batch.cells(question, answer, of=document)


def _table(text: str) -> str:
    return given.writable(text, tuple(f".{form}" for form in batch.FORMS))


def _add(command: argparse.ArgumentParser) -> None:
    asked = command.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "questions",
        nargs="?",
        metavar="QUESTIONS",
        help="a .csv or .jsonl with `question`, whose other columns stay; any other file: a line each; -: piped in",
    )
    asked.add_argument(
        "--each", type=given.words, metavar="QUESTION", help="ask this question of every article by itself"
    )
    command.add_argument(
        "--out",
        type=_table,
        metavar="FILE",
        help=f"write {', '.join(f'.{form}' for form in batch.FORMS)} (CSV, printed)",
    )
    add_filters(command)
    add_dates(command)
    add_reader(command)
    add_index(command)
    command.set_defaults(after_interrupt=": what was answered until here stands in a file of that name with -partial")


COMMANDS = {"batch": Command(_add, run)}
