"""What a command is, the options that several share, and how one complains."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from qa.errors import QAError
from qa.terminal.text import line

DEFAULT_INDEX = "index"


class Command(NamedTuple):
    """`add` gives its parser its options, `run` does what they say and gives the exit code, or None for 0."""

    add: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int | None]


def add_index(command: argparse.ArgumentParser) -> None:
    """Which index."""
    where = f"directory of the index ({DEFAULT_INDEX}), or milvus://HOST:PORT/NAME"
    command.add_argument("--index", default=DEFAULT_INDEX, metavar="DIR", help=where)
    command.set_defaults(after_interrupt="")


def add_json(command: argparse.ArgumentParser) -> None:
    """Whether it prints JSON."""
    command.add_argument("--json", action="store_true", help="print JSON")


def add_dates(command: argparse.ArgumentParser) -> None:
    """Whether words about time are read."""
    command.add_argument("--no-dates", action="store_true", help='take words such as "last week" as words like others')


def add_filters(command: argparse.ArgumentParser) -> None:
    """Which articles count."""
    command.add_argument("--since", metavar="DATE", help="only articles of this day or later, such as 2025-12-05")
    command.add_argument("--until", metavar="DATE", help="only articles of this day or earlier")
    command.add_argument(
        "--source", action="append", metavar="NAME", help="only articles of this source; may be repeated"
    )
    command.add_argument(
        "--name",
        action="append",
        metavar="NAME",
        help="only articles that mention this person, organisation or place, by any form; may be repeated: each",
    )


def add_searched(command: argparse.ArgumentParser) -> None:
    """Which articles of which index, and whether it prints JSON."""
    add_filters(command)
    add_json(command)
    add_index(command)


def complain(error: QAError) -> None:
    """Tell on stderr, in a line, what is wrong."""
    print(f"{program()}: {line(str(error))}", file=sys.stderr)  # it may name a file or quote a document


def program() -> str:
    """The name under which the command was called."""
    name = Path(sys.argv[0]).name if sys.argv else ""
    return "qa" if name in ("", "__main__.py", "cli.py") else name
