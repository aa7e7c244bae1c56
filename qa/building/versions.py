"""Which code and libraries made what an index holds, part by part: only what another version makes is made again."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
from collections.abc import Sequence
from pathlib import Path

# The code itself, and no number that somebody could forget to raise: so a new comment in it has files read again, too.
# What decides which passages a file gives, and which boxes of their words...
READING = (
    "documents/**/*.py",
    *(f"english/{name}.py" for name in ("sentences", "cuts", "marks", "headings", "heads", "turns", "words")),
    "index/passages.py",
    "index/store/boxes.py",
)
READERS = (
    *("sentencex", "trafilatura", "babel", "justext", "courlan", "lxml", "lxml_html_clean"),
    *("pypdfium2", "python-docx", "markdown-it-py", "pyyaml", "python-dateutil"),
    *("feedparser", "feedparser-sgmllib", "olefile", "pillow"),
)
# ...and which days a passage names, which articles tell one story. How questions name days is no part of it.
COLUMNS = (
    *(
        f"english/dates/{name}.py"
        for name in ("calendar", "expressions", "speech", "absolute", "relative", "meaning", "texts")
    ),
    "index/stories.py",
)
# What finds who said what, beside what finds sentences.
QUOTATIONS = (
    *("english/quotations/*.py", "english/words.py", "english/asks.py"),
    *("index/quotations.py", "index/speakers.py"),
)
# What finds names, with the weights that tell their kinds.
NAMES = ("english/naming/**/*", "english/words.py", "english/asks.py", "index/names.py", "index/name_columns.py")
CODE = (".py", ".npz")
# What stems words has its version in `english/stems.py`: searches compare it too, and import nothing of this package.
RULES = ("python-dateutil",)


@functools.cache
def reading() -> str:
    """A hash of what makes passages of files: when it changes, files are read again."""
    return _hash(READING, READERS)


@functools.cache
def columns() -> str:
    """A hash of what makes the columns of an index of its passages: when it changes, they are made again."""
    return _hash(COLUMNS, RULES)


@functools.cache
def quotations() -> str:
    """A hash of what finds who said what: when it changes, quotations are looked for again."""
    return _hash(QUOTATIONS, ())


@functools.cache
def names() -> str:
    """A hash of what finds the names of a folder: when it changes, they are looked for again."""
    return _hash(NAMES, ())


def _hash(code: Sequence[str], libraries: Sequence[str]) -> str:
    """Raises FileNotFoundError for a pattern without a file: code that moved must not pass for code without changes."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for pattern in code:
        files = sorted(file for file in package.glob(pattern) if file.suffix in CODE)
        if not files:
            raise FileNotFoundError(f"{package / pattern} names no file")
        for file in files:
            digest.update(file.read_bytes())
    for library in libraries:
        digest.update(f"{library} {_version(library)}\n".encode())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:  # one that another brings along, and may cease to
        return "none"
