"""The options of the commands that answer: which reader, and how sure it must be."""

from __future__ import annotations

import argparse

from qa.assistant import THRESHOLD
from qa.terminal import given


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
