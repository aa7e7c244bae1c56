"""Build an index from files: a new generation beside the old one, published by replacing CURRENT.

Until that moment the old index answers, and whatever interrupts a build leaves it as it was. When embedding will take
long, a generation that finds the new passages by their words is published first.
"""

from __future__ import annotations

import os
from pathlib import Path

from qa import documents
from qa.building import origin
from qa.building.making import Making
from qa.building.remote import RemoteMaking
from qa.building.reporting import nothing
from qa.embedder import DEFAULT_MODEL, Embedder, open_embedder
from qa.engine import generations as generations_there
from qa.engine.address import Address, is_address, parsed
from qa.engine.connection import Engine
from qa.engine.lease import leased
from qa.engine.opening import EngineIndex
from qa.errors import IndexInvalid, IndexNotFound, NoDocuments, NotWritten
from qa.index import generations
from qa.index.index import Index
from qa.index.lock import locked
from qa.index.manifest import Manifest
from qa.types import COLUMNS, BuildReport, Columns, Progress, Source


def build_index(
    source: Source,
    index: str | os.PathLike[str],
    *,
    model: str | None = None,
    progress: Progress | None = None,
    embedder: Embedder | None = None,
    full: bool = False,
    columns: Columns | None = None,
) -> BuildReport:
    """Index a file, a folder, or a list of them, and publish the result in the directory `index`, or at the engine that
    it is the address of (`milvus://HOST:PORT/NAME`).

    `model` names an embedding model; without it the index keeps the model it has, a new one gets all-MiniLM-L6-v2.
    Files that did not change are not read again, and passages whose text and model did not change keep their vectors;
    `full` reads and embeds everything. When nothing changed, no generation is written. `embedder` takes the place of
    `model` for programs that bring their own. The index remembers its source (`origin.recall`).

    `columns` tells which column of a table holds what where its name does not, {"text": "body of report"}; without it
    the index keeps what it was told, and {} forgets that.

    Raises ValueError for a key of `columns` that is none, NoDocuments when there is nothing to index, IndexLocked while
    another build runs, ModelNotFound, NotWritten when the disk does not take the new index, EngineFailed when an
    engine cannot be reached or does not.
    """
    if unknown := (columns or {}).keys() - set(COLUMNS):
        raise ValueError(f"columns has {sorted(unknown)[0]!r}, which is not among {', '.join(COLUMNS)}")
    if is_address(index):
        return _at_engine(parsed(str(index)), source, model, progress or _silent, embedder, full, columns)
    place, sources = Path(index), origin.paths(source)
    files, skipped = documents.find(sources, exclude=place)  # the index may lie among its sources
    if not files:  # before anything is made: a wrong path leaves no index behind
        raise NoDocuments(nothing(sources, skipped))
    progress = progress or _silent
    embedder = embedder or open_embedder(model or _model_of(place))
    _load(embedder, progress)  # now, so that a wrong name fails before anything is read or written
    try:
        generations.make(place)
        with locked(place) as owner:
            before = _open_or_none(place)  # under the lock: another build may have published a moment ago
            told = _told_of(place) if columns is None else columns
            try:
                making = Making(place, sources, before, embedder, owner.following(progress), full, told)
                return making.run(files, skipped)
            finally:
                if before:
                    before.close()
    except OSError as error:
        raise NotWritten(_unwritten(place, error)) from error


def _at_engine(
    address: Address,
    source: Source,
    model: str | None,
    progress: Progress,
    embedder: Embedder | None,
    full: bool,
    columns: Columns | None,
) -> BuildReport:
    sources = origin.paths(source)
    files, skipped = documents.find(sources)
    if not files:
        raise NoDocuments(nothing(sources, skipped))
    engine = Engine(address)
    try:
        with leased(engine) as lease:
            live = generations_there.live_or_none(engine)
            before = EngineIndex.of(engine, live) if live else None
            embedder = embedder or open_embedder(model or (before.manifest.model if before else DEFAULT_MODEL))
            _load(embedder, progress)
            told = columns if columns is not None else before.manifest.told if before else {}
            return RemoteMaking(engine, lease, before, embedder, progress, full, told).run(files, skipped)
    except OSError as error:
        raise NotWritten(f"{address} could not be built ({error.strerror or error}): make room here") from error
    finally:
        engine.close()


def _model_of(index: Path) -> str:
    try:
        return generations.of_live(index, Manifest.read).model
    except (IndexNotFound, IndexInvalid):
        return DEFAULT_MODEL


def _told_of(index: Path) -> Columns:
    try:
        return generations.of_live(index, Manifest.read).told
    except (IndexNotFound, IndexInvalid):
        return {}


def _load(embedder: Embedder, progress: Progress) -> None:
    progress("loading", 0, 1)
    _ = embedder.fingerprint
    progress("loading", 1, 1)


def _open_or_none(index: Path) -> Index | None:
    """The live index, to compare with and take over from. One that is damaged is simply built anew."""
    try:
        # Every byte is compared: what is taken over would carry a damage into all generations to come.
        return Index.open_generation(generations.live(index), check=True)
    except (IndexNotFound, IndexInvalid):
        return None


def _unwritten(index: Path, error: OSError) -> str:
    why = f"{error.strerror}: {error.filename}" if error.strerror and error.filename else error.strerror or error
    return f"the index {index} could not be written ({why}): make room there, or choose another place with --index"


def _silent(stage: str, done: int, total: int) -> None:
    """No progress shown."""
