"""What an index was built from, so that it can be built again without being told.

index/SOURCE     a JSON list of absolute paths, replaced atomically by each build that succeeds
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from qa.errors import SourceUnknown
from qa.index import generations
from qa.types import Source

SOURCE = "SOURCE"


def paths(source: Source) -> list[str]:
    """A source as a list of absolute paths; a link is kept as it is named."""
    named = [source] if isinstance(source, str | os.PathLike) else source
    return [os.path.abspath(os.fspath(path)) for path in named]


def remember(index: Path, sources: list[str]) -> None:
    """Note what this index is built from. Raises OSError."""
    file = index / SOURCE
    if _read(file) == sources:
        file.with_name(f"{SOURCE}.new").unlink(missing_ok=True)  # left by a build that was killed
        return
    # Escapes keep even names that are no Unicode.
    generations.replace_text(file, json.dumps(sources, indent=1) + "\n")


def known(index: Path) -> list[str] | None:
    """What the index says it was built from, there or not; None when it does not say."""
    return _read(index / SOURCE)


def recall(index: Path) -> list[str]:
    """What to build this index from again. Raises SourceUnknown when it does not say, or when some of it is gone."""
    found = known(index)
    if found is None:
        raise SourceUnknown(
            f"{index} does not say what it was built from: name it, `python index_build.py FOLDER --index {index}`"
        )
    for path in found:
        if not os.path.exists(path):
            raise SourceUnknown(
                f"{index} was built from {path!r}, which is gone: bring it back, or name another folder, "
                f"`python index_build.py FOLDER --index {index}`"
            )
    return found


def _read(file: Path) -> list[str] | None:
    try:
        found = json.loads(file.read_text(encoding="ascii"))
    except (OSError, ValueError, RecursionError):  # whatever damage has left of it says nothing, and does no harm
        return None
    if not isinstance(found, list) or not found:
        return None
    return found if all(isinstance(path, str) and os.path.isabs(path) and "\0" not in path for path in found) else None
