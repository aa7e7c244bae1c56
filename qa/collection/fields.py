"""What is told of a file in its sidecar, checked before it is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qa.collection.names import shown
from qa.documents import sidecar
from qa.errors import DocumentError, FileRefused


def told_anew(file: Path, *, title: str | None = None, date: str | None = None, source: str | None = None) -> bytes:
    """The sidecar of a file with these fields in place of its own; b"" where it has nothing left to tell. None leaves a
    field, "" takes it back. Raises FileRefused for what none can be, and where the sidecar cannot be read."""
    try:
        before = sidecar.content(file)
    except DocumentError as error:
        raise FileRefused(f"{shown(sidecar.beside(file).name)}: {error}; remove it, or mend it yourself") from error
    wanted = {"title": title, "date": date, "source": source}
    given = sidecar.of((name, value) for name, value in wanted.items() if value and value.strip())
    if given.faults:
        raise FileRefused(given.faults[0])
    told = sidecar.read(before or b"")
    changes = {name: getattr(given, name) for name, value in wanted.items() if value is not None}
    return sidecar.written(replace(told, **changes))
