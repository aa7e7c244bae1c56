"""`qa set`: the title, day and source of an article, told in a file beside its own, and the build that follows."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from rich.console import Console
from rich.text import Text

from qa import documents
from qa.building.build import build_index
from qa.collection import Collection
from qa.errors import BadCall, FileRefused
from qa.index.index import Index
from qa.terminal.building import print_rebuild
from qa.terminal.progress import BuildProgress
from qa.terminal.shared import Command, add_index
from qa.terminal.text import line

FIELDS = ("title", "date", "source")


def run(options: argparse.Namespace) -> None:
    """Write the files beside, then build. Raises QAError; what was written before a mistake stays, and is told."""
    fields = {name: getattr(options, name) for name in FIELDS if getattr(options, name) is not None}
    if not fields:
        raise BadCall("name what to set: --date, --source or --title")
    place = Path(options.index)
    collection, index = Collection(place), Index.open(place)
    files = [_file(index, collection, each) for each in options.articles]  # all, before the first is written
    console = Console(highlight=False)
    for file in files:
        collection.set_fields(file, **fields)
        console.print(Text(f"{line(file)}: {', '.join(f'{name} {line(value)}' for name, value in fields.items())}"))
    with BuildProgress() as progress:
        report = build_index(collection.sources, place, progress=progress)
    print_rebuild(report)


def _file(index: Index, collection: Collection, named: str) -> str:
    """The id of the file that is meant by an article, or by a path. Raises FileRefused for one article of several."""
    if index.places.count(named) is not None:
        return named
    if origin := index.places.origin(named):
        if index.places.count(origin.file) == 1:
            return origin.file
        raise FileRefused(
            f"{named!r} is one of several articles of {origin.file}: write it there, or name that file, and those of "
            "its articles that have none take it"
        )
    if os.path.exists(named):
        return Path(os.path.relpath(named, documents.common(collection.sources))).as_posix()
    return named


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("articles", nargs="+", metavar="ARTICLE", help="its id, or its file")
    command.add_argument("--date", metavar="DATE", help="the day, such as 2022-03-11; an empty text takes it back")
    command.add_argument("--source", metavar="NAME", help="who published it")
    command.add_argument("--title", metavar="TITLE", help="of a file of one article alone")
    add_index(command)


COMMANDS = {"set": Command(_add, run)}
