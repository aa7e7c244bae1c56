"""Several workers that embed one folder for an index at an engine, and the build that takes what they share."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import qa
from qa.building.embedding import BATCH
from qa.building.sharing import Share, embed_share
from qa.engine.address import parsed
from qa.engine.collections import NO_VECTOR, VECTORS
from qa.engine.connection import Engine
from qa.engine.opening import EngineIndex
from qa.engine.shared import SharedVectors
from qa.errors import EngineFailed
from qa.terminal.cli import main
from tests.engine.conftest import Server
from tests.engine.test_building import collections, told
from tests.fakes import DIMENSION, BagOfWords, touch

WORKERS = 3
LARGE = 4 * BATCH
SMALL = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One file too large for a single worker and many small ones; ids that come twice, a text that does."""
    place = tmp_path / "many"
    place.mkdir()
    rows = [{"id": f"a{n}", "title": f"Report {n}", "text": _text(n)} for n in range(LARGE)]
    rows += [rows[7], rows[8] | {"text": "Somebody else took this number for another article."}]
    (place / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for n in range(SMALL):
        (place / f"note-{n}.txt").write_text(f"{_text(LARGE + n)}\n", encoding="utf-8")
    (place / "again.txt").write_bytes((place / "note-1.txt").read_bytes())
    (place / "broken.pdf").write_bytes(b"no pdf")
    return place


def _text(n: int) -> str:
    kinds = ("barge", "crane", "dredger", "lock", "pilot", "quay", "tug")
    return f"The {kinds[n % 7]} number {n} left berth {n % 31} at noon. Its {kinds[n // 7 % 7]} was painted on day {n}."


class Stopping(BagOfWords):
    """Says when it is asked for a second batch, and never gives it."""

    def __init__(self, stopped: Any) -> None:
        super().__init__()
        self._stopped = stopped

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.encoded:
            self._stopped.set()
            time.sleep(3600)
        return super().encode(texts)


def _work(folder: Path, address: str, worker: int, start: Any, stopped: Any, reports: Any) -> None:
    embedder = BagOfWords() if stopped is None else Stopping(stopped)
    start.wait()
    report = embed_share(folder, address, Share(worker, WORKERS), embedder=embedder)
    reports.put((report, embedder.encoded))


def _at(address: str) -> tuple[EngineIndex, list[Any]]:
    """What stands there: every passage with its text, its vector, and what some questions find."""
    index = EngineIndex.open_at(parsed(address))
    rows = np.arange(index.store.passages)
    retriever = qa.Retriever.open(address, embedder=BagOfWords())
    found = [
        [(hit.passage.id, hit.text, hit.score) for hit in retriever.search(question, k=10)]
        for question in ("Which crane left berth 12?", "a painted dredger", "number 400", "took this number")
    ]
    texts = index.store.fetch(rows.tolist())
    return index, [texts, index.vectors.take(rows).tobytes(), found, index.store.skipped(), index.store.notes()]


def _shared(address: str) -> list[str]:
    return [name for name in collections(address) if f"_{VECTORS}_" in name]


def test_three_workers_one_of_them_killed_make_the_index_of_one_builder(
    folder: Path, address: str, server: Server
) -> None:
    context = multiprocessing.get_context("spawn")
    start, stopped, reports = context.Barrier(WORKERS), context.Event(), context.Queue()
    workers = [
        context.Process(target=_work, args=(folder, address, n, start, stopped if n == 2 else None, reports))
        for n in range(1, WORKERS + 1)
    ]
    for worker in workers:
        worker.start()
    assert stopped.wait(120)
    whole = [reports.get(timeout=120) for _ in range(WORKERS - 1)]
    assert workers[1].pid
    os.kill(workers[1].pid, signal.SIGKILL)
    for worker in workers:
        worker.join()
    assert len(_shared(address)) == 1  # all started at once, and made one place
    assert all(report.embedded == report.falling == len(texts) > BATCH / 2 for report, texts in whole)

    single = server.index(f"{parsed(address).name}_single")
    embedder = BagOfWords()
    qa.build_index(folder, single, embedder=embedder)
    every = set(embedder.encoded)
    one, of_one = _at(single)

    embedder.encoded.clear()
    report = qa.build_index(folder, address, embedder=embedder)
    left = set(embedder.encoded)
    assert report.embedded == len(embedder.encoded) == len(left)
    done = [set(texts) for _, texts in whole]
    assert not done[0] & done[1]  # both of a text that two small files hold are read by one of them, or by two
    assert not left & (done[0] | done[1])
    assert len(every - left - done[0] - done[1]) == BATCH  # of the one that was killed, what it had sent
    other, of_workers = _at(address)
    assert of_workers == of_one
    assert _shared(address) == []
    one.close()
    other.close()


def test_a_worker_goes_on_where_it_was_and_leaves_nothing_to_the_build(folder: Path, address: str) -> None:
    reports = []
    for worker in (1, 2, 3, 2):
        embedder = BagOfWords()
        reports.append(embed_share(folder, address, Share(worker, WORKERS), embedder=embedder))
        assert reports[-1].embedded == len(embedder.encoded)
    *first, again = reports
    assert again.embedded == 0
    assert (again.read, again.falling) == (first[1].read, first[1].falling)
    # The small files are each read by one of them.
    assert sum(report.read for report in first) == WORKERS * (LARGE + 2) + SMALL + 1
    embedder = BagOfWords()
    assert qa.build_index(folder, address, embedder=embedder).embedded == len(embedder.encoded) == 0


def test_workers_embed_what_has_changed_alone(folder: Path, articles: Path, address: str) -> None:
    qa.build_index([folder, articles], address, embedder=BagOfWords())
    touch(articles)
    embedded = []
    for worker in (1, 2):
        embedder = BagOfWords()
        report = embed_share([folder, articles], address, Share(worker, 2), embedder=embedder)
        assert report.read == 2  # of the one file that is another
        embedded += embedder.encoded
    assert len(embedded) == 1
    assert "sailed once more" in embedded[0]
    assert len(_shared(address)) == 1
    assert qa.build_index([folder, articles], address, embedder=BagOfWords()).embedded == 0
    assert _shared(address) == []


def test_a_build_that_was_stopped_goes_on(folder: Path, address: str) -> None:
    def stop(stage: str, done: int, total: int) -> None:
        if stage == "embedding" and done >= 2 * BATCH:
            raise KeyboardInterrupt

    first, second = BagOfWords(), BagOfWords()
    with pytest.raises(KeyboardInterrupt):
        qa.build_index(folder, address, embedder=first, progress=stop)
    report = qa.build_index(folder, address, embedder=second)
    assert len(first.encoded) == 2 * BATCH
    assert report.embedded == len(second.encoded) > 0
    assert not set(first.encoded) & set(second.encoded)


def test_another_model_takes_nothing_over_and_a_full_build_neither(articles: Path, address: str) -> None:
    embed_share(articles, address, Share(1, 1), embedder=BagOfWords())
    other = BagOfWords(fingerprint="1" * 64)
    embed_share(articles, address, Share(1, 1), embedder=other)
    assert len(_shared(address)) == 2
    assert len(other.encoded) > 0
    embedder = BagOfWords()
    report = qa.build_index(articles, address, embedder=embedder, full=True)
    assert report.embedded == len(embedder.encoded) == len(other.encoded)
    assert _shared(address) == []


def test_a_damaged_vector_is_computed_again(articles: Path, address: str) -> None:
    engine = Engine(parsed(address))
    shared = SharedVectors(engine, "0" * 64, DIMENSION)
    qa.build_index(articles, address, embedder=BagOfWords())
    index = EngineIndex.open_at(parsed(address))
    keys, vectors = index.store.keys(), index.vectors.take(np.arange(index.store.passages))
    index.close()
    assert len(keys) > 3
    shared.add(keys[:1], vectors[:1])
    (name,) = _shared(address)
    (sound,) = engine.rows(name, [keys[0].hex()], ["bytes"], "key")
    # That of another text, half a one, none.
    for key, packed in zip(keys[1:4], (sound["bytes"], sound["bytes"][:40], "!"), strict=True):
        engine.insert(name, [{"key": key.hex(), "bytes": packed, **NO_VECTOR}])
    assert shared.among(keys) == set(keys[:4])
    ((key, vector),) = shared.load(keys)
    assert key == keys[0]
    assert np.array_equal(vector, vectors[0].astype(np.float16))
    engine.close()


def test_a_worker_whose_place_was_taken_says_so(articles: Path, address: str) -> None:
    engine = Engine(parsed(address))
    shared = SharedVectors(engine, "0" * 64, DIMENSION)
    shared.add([bytes(32)], np.ones((1, DIMENSION)))
    qa.build_index(articles, address, embedder=BagOfWords())
    with pytest.raises(EngineFailed, match="another build took them"):
        shared.add([bytes(32)], np.ones((1, DIMENSION)))
    engine.close()


def test_what_others_have_there_is_left_alone(articles: Path, address: str) -> None:
    other = f"{address}_{VECTORS}"
    qa.build_index(articles, other, embedder=BagOfWords())
    before = collections(other)
    embed_share(articles, other, Share(1, 1), embedder=BagOfWords(fingerprint="1" * 64))
    qa.build_index(articles, address, embedder=BagOfWords())
    assert set(before) < set(collections(other))


@given(st.binary(min_size=32, max_size=32), st.integers(1, 50))
def test_every_text_falls_to_one_worker(key: bytes, of: int) -> None:
    assert [Share(n, of).holds(key) for n in range(1, of + 1)].count(True) == 1


def test_the_command(articles: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    build = ["build", str(articles), "--index", address, "--model", "static"]
    assert main([*build, "--worker", "1/2", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["worker"], report["of"]) == (1, 2)
    assert main([*build, "--worker", "2/2"]) == 0
    out = capsys.readouterr().out
    assert "2 of 2" in out
    assert "next      build without --worker" in out
    assert "no index" in told(capsys, "info", "--index", address)
    assert main(build) == 0
    assert "(0 embedded)" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["0/3", "4/3", "3", "a/b", "1/0", "-1/3", "1/3/5", "²/3", "1/", f"1/{'9' * 5000}"])
def test_a_share_that_is_none(wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["build", str(tmp_path), "--index", "milvus://127.0.0.1:1/news", f"--worker={wrong}"])
    assert ended.value.code == 2
    assert "is not I/N" in capsys.readouterr().err.splitlines()[-1]


def test_what_a_worker_cannot_do(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build, there = ["build", str(articles), "--worker", "1/2"], ["--index", "milvus://127.0.0.1:1/news"]
    assert "--index milvus://" in told(capsys, *build, "--index", str(tmp_path / "index"))
    assert "do not go together" in told(capsys, *build, *there, "--full")
    assert "takes an index in a directory" in told(capsys, *build, *there, "--watch")
    assert "name the folder" in told(capsys, "build", "--worker", "1/2", *there)
    assert "cannot be reached" in told(capsys, *build, *there, "--model", "static")
    with pytest.raises(ValueError, match="no worker 3 of 2"):
        embed_share(articles, "milvus://127.0.0.1:1/news", Share(3, 2))
