"""`qa names`: who and what the articles name, and what is printed."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.text import Text

from qa.engine.places import open_index
from qa.keep.names import names_json
from qa.search.names import NamesFound, NamesWanted, names_within
from qa.search.within import there, within
from qa.terminal import given
from qa.terminal.shared import Command, add_searched
from qa.terminal.text import line, print_json
from qa.types import NAME_KINDS, FolderName

VARIANTS_SHOWN = 5


def names(options: argparse.Namespace) -> None:
    """The names, those of the most articles first. Raises QAError."""
    filters = within(options.since, options.until, options.source, options.name)
    index = open_index(options.index)
    wanted = NamesWanted(options.words.strip(), options.kind, options.about or "", limit=options.limit)
    found = names_within(index, wanted, there(filters, index))
    print_json(names_json(*found)) if options.json else _print(found, len(index.names))


def _print(found: NamesFound, known: int) -> None:
    console = Console(highlight=False)
    if not found.names:
        anew = "" if known else ": none were looked for when this index was made; build it again"
        console.print(Text(f"No such name{anew}."))
        return
    names, articles = _counted(found.total, "name"), _counted(found.articles, "article")
    console.print(Text(f"{names} in {articles}", style="bold"))
    width = len(f"{found.names[0].articles:,}")
    for each in found.names:
        console.print(Text.assemble(f"{each.articles:>{width},}  {line(each.name)}", (f"  {_told(each)}", "dim")))
    if (rest := found.total - len(found.names)) > 0:
        console.print(Text(f"\n{rest:,} more: --limit shows them", style="dim"))


def _told(name: FolderName) -> str:
    """What kind it is, and its other forms."""
    more = ["…"] if len(name.variants) > VARIANTS_SHOWN else []
    return ", ".join([name.kind, *map(line, name.variants[:VARIANTS_SHOWN]), *more])


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _add_names(command: argparse.ArgumentParser) -> None:
    command.add_argument("words", nargs="?", default="", help="only names of which a form holds this")
    command.add_argument("--kind", choices=NAME_KINDS, help="only people, organisations or places")
    command.add_argument("--about", type=given.words, metavar="TOPIC", help="only of articles that mention this topic")
    command.add_argument("--limit", type=given.positive, default=50, metavar="N", help="how many to show (50)")
    add_searched(command)


COMMANDS = {"names": Command(_add_names, names)}
