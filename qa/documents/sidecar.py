"""The file beside an article that tells its title, day and source: `report.txt.meta.yaml` beside `report.txt`.

    title: The weir opens
    date: 2022-03-11
    source: The Harbour Post

Where the article is all that its file holds, this counts before what stands there. Of a file of several, day and source
count for those that have none. What it does not understand is told, and the article is read all the same.
"""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qa.documents import plainyaml
from qa.documents.encoding import decode
from qa.documents.fields import clean, json_kind, shorten
from qa.documents.files import SIDECAR
from qa.documents.inside import Read
from qa.documents.kinds import limit
from qa.documents.labels import usable
from qa.errors import DocumentError
from qa.types import Document, Note

TOLD = 3  # faults
MARK = b"\0"  # which no version of Tesseract begins with
LIMIT = limit(SIDECAR) or 0  # bytes
DIGEST_LENGTH = len(MARK) + 32

_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What it tells, and what of it is not understood, a line each."""

    title: str | None = None
    date: datetime.date | None = None
    source: str | None = None
    faults: tuple[str, ...] = ()


def beside(file: Path) -> Path:
    """Where the sidecar of a file lies, whether there is one or not."""
    return file.with_name(file.name + SIDECAR)


def content(file: Path) -> bytes | None:
    """The bytes of the sidecar of a file; None where there is none. Raises DocumentError."""
    place = beside(file)
    try:
        if not stat.S_ISREG(os.lstat(place).st_mode):
            raise DocumentError("a link, or no regular file: it is not read")
        with open(os.open(place, _FLAGS), "rb") as stream:
            data = stream.read(LIMIT + 1)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
            return None
        raise DocumentError(f"cannot be opened: {error.strerror}") from error
    if len(data) > LIMIT:
        raise DocumentError(f"larger than {LIMIT:,} bytes: it is not read")
    return data


def digest(file: Path) -> bytes:
    """What follows the SHA-256 of a file in an index: b"" without a sidecar, else a mark and its SHA-256."""
    try:
        data = content(file)
    except DocumentError as error:
        data = str(error).encode()  # which another state of it changes
    return b"" if data is None else MARK + hashlib.sha256(data).digest()


def read(data: bytes) -> Sidecar:
    """What a sidecar tells."""
    try:
        pairs = plainyaml.pairs(decode(data))
    except DocumentError as error:
        return Sidecar(faults=(f"{error}; it is not read",))
    return of(pairs)


def of(pairs: Iterable[tuple[str, object]]) -> Sidecar:
    """What names and values tell."""
    values: dict[str, str | None] = {}
    faults: list[str] = []
    for name, value in pairs:
        key = name.strip().casefold()
        if key not in ("title", "date", "source"):
            faults.append(f"unknown name {_shown(name)}: it takes title, date and source")
            continue
        if key in values:
            faults.append(f"{key} stands there twice: the last counts")
        values[key] = _checked(key, value, faults)
    day = values.get("date")
    date = datetime.date.fromisoformat(day) if day else None
    if len(faults) > TOLD:
        faults[TOLD:] = [f"and {len(faults) - TOLD:,} more"]
    return Sidecar(values.get("title"), date, values.get("source"), tuple(faults))


def written(told: Sidecar) -> bytes:
    """A sidecar that tells this; b"" where that is nothing. `read` gives the same again."""
    import yaml

    values = {"title": told.title, "date": told.date, "source": told.source}
    stated = {name: value for name, value in values.items() if value is not None}
    return yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, width=10_000).encode() if stated else b""


def described(file: Path, id: str, items: Iterator[tuple[str, Read]]) -> Iterator[tuple[str, Read]]:
    """What a file gives, with what its sidecar tells."""
    try:
        data = content(file)
    except DocumentError as error:
        yield from items
        yield id, Note(id + SIDECAR, str(error))
        return
    if data is None:
        yield from items
        return
    told, faults = read(data), []
    held: tuple[str, Document] | None = None  # the first article, until it is known whether another one follows
    several = False
    for place, item in items:
        if not isinstance(item, Document):
            yield place, item
        elif several:
            yield place, _filled(item, told)
        elif held is None:
            held = place, item
        else:
            several = True
            yield held[0], _filled(held[1], told)
            yield place, _filled(item, told)
    if held and not several:
        yield held[0], _overridden(held[1], told)
    if several and told.title:
        faults.append("its title is left out, for the file holds several articles")
    if faults := [*told.faults, *faults]:
        yield id, Note(id + SIDECAR, "; ".join(faults))


def _filled(article: Document, told: Sidecar) -> Document:
    return replace(article, date=article.date or told.date, source=article.source or told.source)


def _overridden(article: Document, told: Sidecar) -> Document:
    title, source = told.title or article.title, told.source or article.source
    return replace(article, title=title, date=told.date or article.date, source=source)


def _checked(key: str, value: object, faults: list[str]) -> str | None:
    """The value as a field takes it; what cannot be one is a fault."""
    if value is None:
        return None
    if not isinstance(value, str):
        faults.append(f"{key} is {json_kind(value)}: write one line")
        return None
    taken = clean(value) if key == "title" else usable("date" if key == "date" else "source", value)
    if taken is None:
        what = "no day, or reads as two: write it as 2022-03-11" if key == "date" else "no name"
        faults.append(f"{key} {_shown(value)} is {what}")
    return taken


def _shown(text: str) -> str:
    return f'"{shorten(clean(text) or "", 40)}"'
