"""The texts of a generation at the engine, back on disk: the next build copies what the same files gave."""

from __future__ import annotations

from pathlib import Path

from qa.engine.texts import EngineTexts
from qa.index.store import Writer
from qa.types import Note, Skipped

_AT_ONCE = 50


def restore(texts: EngineTexts, folder: Path) -> None:
    """Write the texts to an empty folder. Raises EngineFailed, IndexInvalid, OSError when the disk is full."""
    first = 0
    with Writer(folder) as writer:
        for file in texts.read_files():
            since = writer.counts
            for at in range(first, first + file.documents, _AT_ONCE):
                some = range(at, min(at + _AT_ONCE, first + file.documents))
                for document, passages in texts.passages_of(some):
                    writer.add(document, passages)
            first += file.documents
            for skipped in file.skipped:
                writer.skip(file.path, Skipped(*skipped))
            for note in file.notes:
                writer.note(file.path, Note(*note))
            digest = None if file.digest is None else bytes.fromhex(file.digest)
            writer.end_file(file.path, digest, since, whole=bool(file.whole))
