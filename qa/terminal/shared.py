"""The options that several commands share."""

from __future__ import annotations

import argparse

from qa.assistant import THRESHOLD
from qa.terminal import given

DEFAULT_INDEX = "index"


def add_index(command: argparse.ArgumentParser) -> None:
    """Which index."""
    where = f"directory of the index ({DEFAULT_INDEX}), or milvus://HOST:PORT/NAME"
    command.add_argument("--index", default=DEFAULT_INDEX, metavar="DIR", help=where)
    command.set_defaults(after_interrupt="")


def add_dates(command: argparse.ArgumentParser) -> None:
    """Whether words about time are read."""
    command.add_argument("--no-dates", action="store_true", help='take words such as "last week" as words like others')


def add_reader(command: argparse.ArgumentParser) -> None:
    """Which reader, and how sure it must be."""
    command.add_argument(
        "--reader",
        metavar="NAME",
        help='extractive question-answering model of Hugging Face, by name or path; "none" reads without a network '
        "(default: the reader that comes along)",
    )
    command.add_argument(
        "--threshold",
        type=given.probability,
        default=THRESHOLD,
        metavar="P",
        help=f"how sure an answer must be, 0 to 1; higher answers less and is right more often ({THRESHOLD})",
    )


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
