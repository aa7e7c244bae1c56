"""What a file that comes from elsewhere may be called. Touches no disk.

A name is relative, with forward slashes, as in the ids of documents: `2025/bridge.txt`.
"""

from __future__ import annotations

import os
import re
import unicodedata

from qa.documents import READABLE, kind
from qa.errors import FileRefused

PART_BYTES = 240  # file systems take 255
WHOLE_BYTES = 1000
PARTS = 16
# What Windows keeps for itself; elsewhere "What now?.pdf" is a name like any other.
_WINDOWS = re.compile(r'[<>:"|?*]|^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)', re.IGNORECASE)
# Of the characters that nobody sees, these two join letters and emoji.
_JOINERS = "\u200c\u200d"
_UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


def checked(name: str) -> tuple[str, ...]:
    """The parts of a name for a new file, in the composed form of Unicode (NFC). Raises FileRefused."""
    parts = tuple(unicodedata.normalize("NFC", name).split("/"))  # some systems send accents apart: still one name
    for part in parts:
        if problem := _problem(part):
            raise FileRefused(f"{shown(name)} {problem}: rename it")
    if len(parts) > PARTS:
        raise FileRefused(f"{shown(name)} lies {len(parts)} folders deep: {PARTS} are the most")
    if len("/".join(parts).encode()) > WHOLE_BYTES:
        raise FileRefused(f"{shown(name)} is longer than {WHOLE_BYTES:,} bytes: rename it")
    check_kind(parts[-1])
    return parts


def check_kind(name: str) -> None:
    """Raises FileRefused for a file of a kind that is not read."""
    if kind(name) is None:
        raise FileRefused(f"{shown(name)} is not among the kinds that are read ({READABLE}): save it as one of them")


def known(name: str) -> tuple[str, ...] | None:
    """The parts of the name that a file has already, to the letter; None when no file that is read has such one."""
    parts = tuple(name.split("/"))
    # Only what leads elsewhere: a file that somebody put there himself may have a name that `checked` refuses.
    strange = any(part in ("", ".", "..") or "\0" in part or os.path.splitdrive(part)[0] for part in parts)
    if strange or (os.name == "nt" and "\\" in name) or kind(parts[-1]) is None:
        return None
    return parts


def shown(name: str) -> str:
    """A name as it may stand in a message: quoted, on one line, and short."""
    return repr(name if len(name) <= 80 else f"{name[:40]}…{name[-39:]}")


def _problem(part: str) -> str | None:
    if not part:
        return "is empty between two slashes, or at an end"
    if part.startswith("."):
        return "is hidden, or leads out of the folder"
    if "\\" in part:
        return "has a backslash in it"
    # U+FFFD is what servers make of bytes in an address that are no UTF-8: different names would become one.
    if "\ufffd" in part or any(unicodedata.category(char) in _UNSEEN and char not in _JOINERS for char in part):
        return "has a character in it that cannot be seen"
    if part != part.strip() or part.endswith("."):  # nobody sees them, and Windows drops them
        return "begins or ends with a space, or ends with a full stop"
    if len(part.encode()) > PART_BYTES:
        return f"has a part of more than {PART_BYTES} bytes"
    if os.name == "nt" and _WINDOWS.search(part):
        return "is a name that Windows keeps for itself"
    return None
