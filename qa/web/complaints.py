"""What is wrong with the arguments of a call, in one line for whoever sent them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

COMPLAINT_CHARACTERS = 300


def complaint(errors: Sequence[Any], depth: int = 0) -> str:
    """One line about what pydantic found, such as "k: input should be less than or equal to 100".

    `depth`: how many names, such as "body", stand in front of that of an argument.
    """
    said = []
    for error in errors:
        where = ".".join(map(str, error["loc"][depth:]))
        what = error["msg"][:1].lower() + error["msg"][1:]
        said.append(f"{where}: {what}" if where else what)
    line = "; ".join(dict.fromkeys(said))
    # It repeats names that the caller sent.
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)[:COMPLAINT_CHARACTERS]
