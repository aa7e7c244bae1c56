"""Files that lie in another file: a member of an archive, an attachment of a mail.

Each is laid aside under a name that nobody chose, in the system's folder for what is temporary, and read from there as
any file is: with the same limits and the same reasons.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from qa.documents.files import SourceFile
from qa.errors import DocumentError
from qa.types import Document, Note, Skipped

INSIDE_LIMIT = 50_000_000  # bytes of one such file; rows of a table, which have no limit elsewhere, count too

Read = Document | Skipped | Note
"""What a file gives."""

Within = Callable[[str, Iterable[bytes]], Iterator[Read]]
"""What an inner file with this id (which ends in its name) and these bytes gives. Raises nothing for a bad one."""


@contextlib.contextmanager
def laid_aside(id: str, blocks: Iterable[bytes], suffix: str) -> Iterator[SourceFile]:
    """The inner file as a file. Raises `DocumentError` when it is too large."""
    with tempfile.TemporaryDirectory(prefix="qa-") as folder:
        path = Path(folder) / f"inside{suffix}"
        size = 0
        with path.open("wb") as stream:
            for block in blocks:
                size += len(block)
                if size > INSIDE_LIMIT:
                    raise DocumentError(f"more than {INSIDE_LIMIT / 1e6:.0f} MB in another file: save it by itself")
                stream.write(block)
        yield SourceFile(path, id, size)
