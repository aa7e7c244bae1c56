"""What the options of the command may be given: each function reads one, and tells argparse what is wrong with it."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

from qa.types import COLUMNS, Columns


def probability(text: str) -> float:
    """A number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:  # written so that NaN, which float() reads too, is refused
        raise argparse.ArgumentTypeError(f"{text!r} is not a probability: give a number from 0 to 1")
    return value


def column(text: str) -> tuple[str, str]:
    """FIELD=NAME -> the two."""
    field, equals, name = text.partition("=")
    if field not in COLUMNS or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not FIELD=NAME with a FIELD of {', '.join(COLUMNS)}")
    return field, name


def columns(told: Sequence[tuple[str, str]] | None) -> Columns | None:
    """What all `column` said together; one without a name forgets."""
    return None if told is None else {field: name for field, name in told if name}


def worker(text: str) -> tuple[int, int]:
    """I/N -> the two."""
    number, slash, count = text.partition("/")
    if not (slash and _whole(number) and _whole(count) and 1 <= int(number) <= int(count)):
        raise argparse.ArgumentTypeError(f"{text!r} is not I/N, worker I of N: 1/3, 2/3 and 3/3 are three")
    return int(number), int(count)


def words(text: str) -> str:
    """A text with a word in it."""
    if not any(c.isalnum() for c in text):
        raise argparse.ArgumentTypeError("it needs a word at least")
    return text


def positive(text: str) -> int:
    """A number from 1 up."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def count(text: str) -> int:
    """A number from 0 up."""
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 up")
    return int(text)


def png(text: str) -> str:
    """A picture to write, in a folder that exists."""
    return writable(text, (".png",))


def atom(text: str) -> str:
    """A feed to write, in a folder that exists."""
    return writable(text, (".atom", ".xml"))


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


def writable(text: str, suffixes: tuple[str, ...]) -> str:
    """A file to write that ends in one of these, in a folder that exists."""
    # Found out now, and not after all questions were asked.
    if not text.lower().endswith(suffixes):
        raise argparse.ArgumentTypeError(f"{text!r} does not end in {' or '.join(suffixes)}")
    if not Path(text).absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {str(Path(text).parent)!r} to write to")
    return text


def port(text: str) -> int:
    """A number from 1 to 65535."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return int(text)
