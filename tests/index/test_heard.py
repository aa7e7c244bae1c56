"""Ctrl-C is heard while libraries work for seconds on a large index, and does not pass for a mistake of the disk's."""

from __future__ import annotations

import hashlib
import signal
import sqlite3
import threading
from pathlib import Path
from types import SimpleNamespace

import faiss
import numpy as np
import pytest

from qa.index import hashes, lexical_files, nearest
from qa.index.store import FILE, Writer, writer


def press(*_: object) -> None:
    """Ctrl-C, as it comes from outside: only the main thread hears it."""
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def test_what_hears_nothing_is_not_waited_for() -> None:
    over, threads = threading.Event(), list[threading.Thread]()

    def library() -> None:
        threads.append(threading.current_thread())
        press()
        assert over.wait(60)

    with pytest.raises(KeyboardInterrupt):
        lexical_files._heard(library)
    assert threads[0].is_alive()
    assert threads[0].daemon  # nor does the program wait for it at its end
    over.set()


def test_what_fails_there_fails_here() -> None:
    with pytest.raises(ValueError, match="disk full"):
        lexical_files._heard(lambda: exec("raise ValueError('disk full')"))  # noqa: S102 our own line


def test_the_long_steps_of_the_words_are_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    heard = lexical_files._heard
    monkeypatch.setattr(lexical_files, "_heard", lambda work: (steps.append(work.__name__), heard(work)))
    with lexical_files.written(tmp_path / "words"):
        assert steps == []
    assert steps == ["commit", "wait_merging_threads"]


def test_while_the_indices_of_the_store_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e7) SELECT count(*) FROM n;"
    monkeypatch.setattr(writer, "INDICES", long + "CREATE TABLE done (n);")
    monkeypatch.setattr(writer, "_heard", press)
    with pytest.raises(KeyboardInterrupt), Writer(tmp_path):
        pass
    tables = sqlite3.connect(tmp_path / FILE).execute("SELECT name FROM sqlite_master").fetchall()
    assert ("passages",) in tables
    assert ("done",) not in tables


@pytest.mark.timeout(120)
def test_while_large_files_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hash:
        def update(self, _: bytes) -> None:
            press()

        def hexdigest(self) -> str:
            return hashlib.sha256().hexdigest()

    (tmp_path / "large").symlink_to("/dev/zero")  # of which there is no end
    monkeypatch.setattr(hashes.hashlib, "sha256", Hash)
    with pytest.raises(KeyboardInterrupt):
        hashes.check_hashes(tmp_path, SimpleNamespace(files={"large": (1, "")}), None)


def test_while_the_lists_are_written(tmp_path: Path) -> None:
    class Disk:
        name = "lists"

        def open(self, _: str) -> Disk:
            return self

        def __enter__(self) -> Disk:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def write(self, _: bytes) -> int:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        nearest.write(faiss.IndexFlatIP(4), Disk())


def test_while_the_centres_of_the_lists_are_looked_for(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)

    def take(rows: np.ndarray) -> np.ndarray:
        press()  # heard by Python before the next piece, and within FAISS after the last
        return rng.standard_normal((len(rows), 8)).astype(np.float32)

    with pytest.raises(KeyboardInterrupt):
        nearest.Lists.build(take, (5000, 8), np.arange(5000), tmp_path)
    assert not (tmp_path / nearest.LISTS).exists()
