"""`qa save`, `qa saved`, `qa unsave`, `qa watch-questions`: questions that are kept and asked again."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from qa import saved
from qa.assistant import Assistant
from qa.errors import NotWritten, QAError, SavedInvalid
from qa.saved import ChangeJSON, SavedJSON, SeenPlaceJSON
from qa.search.within import there, within
from qa.terminal import given
from qa.terminal.progress import BuildProgress, waiting
from qa.terminal.reading import add_reader
from qa.terminal.shared import Command, add_dates, add_filters, add_index, add_json
from qa.terminal.text import line, print_json


def save(options: argparse.Namespace) -> None:
    """Keep a question with its answer of now. Raises QAError."""
    filters = within(options.since, options.until, options.source, options.name)
    assistant = Assistant.open(options.index, reader=options.reader, threshold=options.threshold)
    filters = there(filters, assistant.index)
    with waiting("Loading the model"):
        kept = saved.save(assistant, Path(options.index), options.question, filters, dates=not options.no_dates)
    Console(highlight=False).print(Text(f"Saved: {_question(kept)}\n    {_answer(kept)}"))


def show(options: argparse.Namespace) -> None:
    """Print the saved questions. Raises SavedInvalid."""
    questions = _listed(Path(options.index))
    if options.json:
        print_json(questions)
        return
    console = Console(highlight=False)
    if not questions:
        console.print('No question is saved: qa save "…"')
    for number, each in enumerate(questions, 1):
        console.print(Text(f"{number}. {_question(each)}", style="bold"))
        console.print(Text(f"    {_answer(each)}"))
        if each["change"]:
            console.print(Text(f"    {line(saved.told(each['change']))}  (seen {each['seen']['at'][:10]})"))


def unsave(options: argparse.Namespace) -> None:
    """Forget a question, by its number in the list or its words. Raises SavedInvalid, NotWritten."""
    directory, wanted = Path(options.index), options.question
    questions = saved.listed(directory).questions
    chosen = [each for each in questions if each["question"] == " ".join(wanted.split())]
    if not chosen and wanted.isdigit() and 0 < int(wanted) <= len(questions):
        chosen = [questions[int(wanted) - 1]]
    if not chosen:
        raise SavedInvalid(f"no such question is saved: {wanted[:80]!r}; `qa saved` lists them with their numbers")
    saved.unsave(directory, [each["id"] for each in chosen])
    for each in chosen:
        Console(highlight=False).print(Text(f"No longer saved: {_question(each)}"))


def watch(options: argparse.Namespace) -> None:
    """Ask the saved questions again, and print what changed. Raises QAError."""
    directory = Path(options.index)
    questions = look(directory, options.reader, options.threshold) if _listed(directory) else []
    changed = [each for each in questions if each["change"]]
    if options.json:
        print_json(changed)
    else:
        print_changes(questions)
    if options.atom:
        _write(Path(options.atom), saved.feed(directory, saved.listed(directory).questions))
    if not options.keep and changed:  # last: what was not printed or written was not seen
        saved.mark_seen(directory, [each["id"] for each in changed])


def look(directory: Path, reader: str | None = None, threshold: float | None = None) -> list[SavedJSON]:
    """Ask the saved questions again, with a bar on stderr. Raises QAError."""
    chosen = {} if threshold is None else {"threshold": threshold}
    assistant = Assistant.open(directory, reader=reader, **chosen)
    with BuildProgress() as progress:
        return saved.watch(assistant, directory, lambda done, total: progress("asking", done, total))


def after_build(directory: Path) -> None:
    """What a build changed in the saved questions, where there are any; they stay as they were seen. Raises nothing:
    the watching goes on."""
    try:
        before = {each["id"]: each["change"] for each in _listed(directory)}
        found = look(directory) if before else []
    except QAError as error:
        print(f"saved questions: {line(str(error))}", file=sys.stderr)
        return
    if changed := [each for each in found if each["change"] and each["change"] != before.get(each["id"])]:
        print_changes(changed)


def print_changes(questions: Sequence[SavedJSON]) -> None:
    """What changed, each with the sentences that are new on it, and how many of the questions did."""
    console = Console(highlight=False)
    changed = [each for each in questions if each["change"]]
    for each in changed:
        _print(console, each, each["change"])
    many = f"{len(questions)} saved question{'' if len(questions) == 1 else 's'}"
    console.print(f"{many}, {len(changed)} changed")


def _print(console: Console, each: SavedJSON, change: ChangeJSON | None) -> None:
    if change is None:
        return
    console.print(Text(_question(each), style="bold"))
    console.print(Text(f"    {line(saved.told(change))}"))
    for place in change["places"]:
        console.print(Text(f"    “{line(place['text'])}”"))
        console.print(Text(f"    {_where(place)}", style="dim"))


def _listed(directory: Path) -> list[SavedJSON]:
    found = saved.listed(directory)
    if said := saved.complaint(directory, found):
        print(line(said), file=sys.stderr)
    return found.questions


def _question(each: SavedJSON) -> str:
    filters = [f"since {each['since']}" if each["since"] else "", f"until {each['until']}" if each["until"] else ""]
    told = "; ".join(filter(None, [*filters, ", ".join([*(each["sources"] or ()), *(each.get("names") or ())])]))
    return line(f"{each['question']}{f' ({told})' if told else ''}")


def _answer(each: SavedJSON) -> str:
    found = [part for part in each["now"]["parts"] if part["found"] and part["places"]]
    if not found:
        return "Not in these articles."
    said = (" / ".join(part["accounts"]) or part["short"] or part["places"][0]["text"] for part in found)
    return line("; ".join(said))


def _where(place: SeenPlaceJSON) -> str:
    facts = ", ".join(fact for fact in (place["source"], place["date"]) if fact)
    return line(f"{place['title']}{f' ({facts})' if facts else ''}, {place['document']}")


def _write(file: Path, content: bytes) -> None:
    new = file.with_name(f"{file.name}.part")
    try:
        new.write_bytes(content)
        os.replace(new, file)  # a feed reader may look at any moment
    except OSError as error:
        raise NotWritten(f"{file} cannot be written: {error.strerror or error}") from error


def _add_save(command: argparse.ArgumentParser) -> None:
    command.add_argument("question", type=given.words)
    add_filters(command)
    add_dates(command)
    add_reader(command)
    add_index(command)


def _add_saved(command: argparse.ArgumentParser) -> None:
    add_json(command)
    add_index(command)


def _add_unsave(command: argparse.ArgumentParser) -> None:
    command.add_argument("question", metavar="N|QUESTION", help="its number in `qa saved`, or its words")
    add_index(command)


def _add_watch(command: argparse.ArgumentParser) -> None:
    command.add_argument("--atom", type=given.atom, metavar="FILE", help="write the changes until now as an Atom feed")
    seen = command.add_mutually_exclusive_group()
    seen.add_argument("--seen", action="store_true", help="what is told counts as seen (so it is without --keep)")
    seen.add_argument("--keep", action="store_true", help="tell the same changes again the next time")
    add_json(command)
    add_reader(command)
    add_index(command)
    command.set_defaults(after_interrupt=": nothing counts as seen")


COMMANDS = {
    "save": Command(_add_save, save),
    "saved": Command(_add_saved, show),
    "unsave": Command(_add_unsave, unsave),
    "watch-questions": Command(_add_watch, watch),
}
