"""The folder of tantivy that holds a lexical index: its fields, writing it, opening it where nothing may be written."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qa.english.stems import analyzer
from qa.errors import MEND, IndexInvalid

if TYPE_CHECKING:
    import tantivy

TOKENIZER = "qa_en"
WRITER_MEMORY = 64_000_000

Opened = TypeVar("Opened")


@contextlib.contextmanager
def written(place: Path) -> Iterator[tuple[tantivy.Index, tantivy.IndexWriter]]:
    """Make the folder; what was added to the writer is in the index afterwards. Raises OSError when the disk does not
    take it."""
    import tantivy

    place.mkdir()
    try:
        index = tantivy.Index(_schema(), path=str(place))
        index.register_tokenizer(TOKENIZER, analyzer())
        writer = index.writer(heap_size=WRITER_MEMORY, num_threads=1)  # one thread keeps the order of the rows
        yield index, writer
        _heard(writer.commit)
        _heard(writer.wait_merging_threads)  # else they change files that have been hashed
        index.reload()
    except ValueError as error:
        raise OSError(f"{place}: {error}") from error  # tantivy says so of a full disk
    for file in place.iterdir():  # it makes some for this user alone: what may read them is the umask's business
        file.chmod(place.stat().st_mode & 0o666)


def _heard(work: Callable[[], object]) -> None:
    """Do this in a thread, so that Ctrl-C is heard at once and not when it is done. The thread may then go on for a
    while: it writes to a folder that is not read."""
    done: Future[object] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 raised by whoever waits
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()  # a daemon: the program ends without waiting for it
    done.result()


def reading(place: Path, opened: Callable[[tantivy.Index], Opened]) -> Opened:
    """What `opened` makes of the index, which has to open its searcher. Raises IndexInvalid when files are missing or
    damaged."""
    try:
        if os.access(place, os.W_OK) or not place.is_dir():
            return opened(_open(place))
        # tantivy locks what it opens by a file, which cannot be made here: it is given a folder of links.
        with tempfile.TemporaryDirectory(prefix="qa-words-") as other:
            for file in place.iterdir():
                if not file.name.endswith(".lock"):
                    os.symlink(file.resolve(), Path(other, file.name))
            return opened(_open(Path(other)))  # a searcher keeps its files open
    except ValueError as error:
        raise IndexInvalid(f"{place} cannot be read: {MEND}") from error


def _open(place: Path) -> tantivy.Index:
    import tantivy

    index = tantivy.Index.open(str(place))
    index.register_tokenizer(TOKENIZER, analyzer())
    return index


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=False, indexed=True, fast=True)
    builder.add_text_field("text", stored=False, tokenizer_name=TOKENIZER, index_option="freq")
    builder.add_integer_field("day", stored=False, indexed=True, fast=True)
    builder.add_text_field("source", stored=False, tokenizer_name="raw", index_option="basic")
    return builder.build()
