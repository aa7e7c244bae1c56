"""Which files a source holds. Opens none of them and follows no link out of the folder it stands in."""

from __future__ import annotations

import os
import pathlib
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa.errors import NoDocuments
from qa.types import Skipped, Source

# Suffix -> the suffix whose reader is used.
SUFFIXES = {
    ".txt": ".txt",
    ".text": ".txt",
    ".md": ".md",
    ".markdown": ".md",
    ".html": ".html",
    ".htm": ".html",
    ".xhtml": ".html",
    ".pdf": ".pdf",
    ".png": ".png",
    ".jpg": ".jpg",
    ".jpeg": ".jpg",
    ".tif": ".tif",
    ".tiff": ".tif",
    ".docx": ".docx",
    ".csv": ".csv",
    ".tsv": ".csv",
    ".jsonl": ".jsonl",
    ".ndjson": ".jsonl",
    ".json": ".json",
    ".ninjs": ".json",
    ".odt": ".odt",
    ".rtf": ".rtf",
    ".epub": ".epub",
    ".eml": ".eml",
    ".mbox": ".mbox",
    ".mbx": ".mbox",
    ".msg": ".msg",
    ".xml": ".xml",
    ".rss": ".xml",
    ".atom": ".xml",
    ".rdf": ".xml",
    ".nitf": ".xml",
    ".newsml": ".xml",
    ".zip": ".zip",
}
SIDECAR = ".meta.yaml"
READABLE = " ".join(suffix for suffix, reader in SUFFIXES.items() if suffix == reader)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `id` is its path relative to the source, with forward slashes; `size` is in bytes."""

    path: pathlib.Path
    id: str
    size: int


def kind(name: str) -> str | None:
    """The suffix whose reader takes a file of this name, SIDECAR for what tells title, day and source of another file;
    None for any other file."""
    return SIDECAR if described_by(name) else SUFFIXES.get(os.path.splitext(name)[1].lower())


def described_by(name: str) -> str | None:
    """The name of the file that a sidecar of this name is about: `report.txt.meta.yaml` -> `report.txt`; else None."""
    about = name.removesuffix(SIDECAR)
    return about if about != name and os.path.splitext(about)[1].lower() in SUFFIXES else None


def find(source: Source, exclude: str | os.PathLike[str] | None = None) -> tuple[list[SourceFile], list[Skipped]]:
    """List the readable files of a source and, with the reason, those that are not; both sorted by id.

    Hidden files, what lies in the folder `exclude` and the sidecars of files are left out without a word. A file that
    is reached twice is listed once.
    Raises `NoDocuments` if a named path does not exist.
    """
    roots = [_root(path) for path in _paths(source)]
    shunned = None if exclude is None else os.path.realpath(exclude)
    base = common(roots)
    files: dict[str, SourceFile] = {}  # by real path: one entry for a file reached twice
    skipped: dict[str, Skipped] = {}
    for root in roots:
        found = _walk(root, shunned) if os.path.isdir(root) else [(root, _fault(root, None))]
        for path, fault in found:
            name = pathlib.PurePath(os.path.relpath(path, base)).as_posix()
            if fault is not None:
                printable = name.encode("utf-8", "backslashreplace").decode()
                skipped[printable] = Skipped(printable, fault)
                continue
            file = SourceFile(pathlib.Path(path), name, os.stat(path).st_size)
            real = os.path.realpath(path)
            # Of a file and the links to it, keep the file: the choice must not depend on the order of the folder.
            known = files.get(real)
            if known is None or (path != real, name) < (str(known.path) != real, known.id):
                files[real] = file
    return sorted(files.values(), key=lambda file: file.id), sorted(skipped.values(), key=lambda item: item.file)


def _paths(source: Source) -> list[str]:
    paths: Iterable[str | os.PathLike[str]] = [source] if isinstance(source, str | os.PathLike) else source
    listed = [os.fspath(path) for path in paths]
    if not listed:
        raise NoDocuments("no source given: name a file, a folder, or several of them")
    return listed


def _root(path: str) -> str:
    """The absolute form of a path that the user named; a link is kept as it is named."""
    try:
        os.stat(path)
    except (OSError, ValueError) as error:
        printable = path.encode("utf-8", "backslashreplace").decode()
        why = getattr(error, "strerror", None) or "not the name of a file"
        why = "no such file or folder" if isinstance(error, FileNotFoundError) else why
        raise NoDocuments(f"{printable!r}: {why}. Name a file, or a folder of articles ({READABLE})") from error
    return os.path.abspath(path)


def common(roots: list[str]) -> str:
    """The folder that ids are relative to: that of the only source, or the deepest one above all; of absolute paths."""
    try:
        return os.path.commonpath([root if os.path.isdir(root) else os.path.dirname(root) for root in roots])
    except ValueError as error:
        raise NoDocuments(f"the sources lie on different drives: {', '.join(roots)}. Build from one") from error


def _walk(root: str, exclude: str | None) -> Iterator[tuple[str, str | None]]:
    """Each file under a folder, with what speaks against it. A stack, not recursion: trees deeper than 1,000 exist."""
    inside = os.path.realpath(root)
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as listing:
                entries = [entry for entry in listing if not entry.name.startswith(".")]
        except OSError as error:
            yield folder, f"a folder that cannot be read: {error.strerror}"
            continue
        names = {entry.name for entry in entries}
        for entry in entries:
            if described_by(entry.name) in names:
                continue
            if entry.is_dir(follow_symlinks=False) and _is_unicode(entry.name):
                if exclude is None or os.path.realpath(entry.path) != exclude:
                    pending.append(entry.path)
            else:
                yield entry.path, _fault(entry.path, inside)


def _fault(path: str, inside: str | None) -> str | None:
    """Why this file is not to be read, or None. `inside` is the folder that links must not lead out of."""
    if not _is_unicode(os.path.basename(path)):
        return "its name is not valid Unicode: rename it"
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        return "a link that leads nowhere" if os.path.islink(path) else f"cannot be opened: {error.strerror}"
    if stat.S_ISDIR(mode):
        return "a link to a folder, not followed: name that folder as a source too"
    if inside is not None and os.path.islink(path) and not _is_under(os.path.realpath(path), inside):
        return "a link to a file outside the folder, not followed: name that file as a source too"
    if not stat.S_ISREG(mode):
        return "not a regular file"
    suffix = os.path.splitext(path)[1]
    if about := described_by(os.path.basename(path)):
        beside = os.path.lexists(os.path.join(os.path.dirname(path), about))
        return f"tells of {about}, which is {'what to name' if beside else 'not beside it'}"
    if suffix.lower() not in SUFFIXES:
        return f"{suffix or 'no suffix'}: not among the kinds that are read ({READABLE})"
    return None


def _is_under(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))


def _is_unicode(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
