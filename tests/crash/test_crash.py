"""The short forms of what `make torture` does at length, and failures of the disk."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import qa
from qa import retriever as module
from qa.index import Index
from qa.retriever import Retriever
from tests.crash import damage
from tests.fakes import BagOfWords, touch


def test_killed_builders_leave_a_sound_index(tmp_path: Path) -> None:
    # In a process of its own, since it forks.
    code = (
        "import sys; from pathlib import Path; from tests.crash.kill import run; print(run(15, 7, Path(sys.argv[1])))"
    )
    told = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=200)
    assert told.returncode == 0, told.stderr
    assert "killed while" in told.stdout


@pytest.mark.parametrize("checked", [True, False])
def test_damage_is_told_or_does_no_harm(checked: bool, tmp_path: Path) -> None:
    seen = damage.run(12, tmp_path, checked=checked)
    assert any("one clear error" in what for what in seen)
    if checked:
        assert not any(what.startswith(("articles", "vectors")) and "as written" in what for what in seen)


def test_every_damage_is_found_by_verify_and_mended_by_a_build(articles: Path, index: Path) -> None:
    whole = damage.look(index)
    for at in range(len(Index.open(index).manifest.files)):
        opened = Index.open(index)
        file = opened.folder / sorted(opened.manifest.files)[at]  # the words' files have other names each time
        if not file.stat().st_size:
            continue
        file.write_bytes(file.read_bytes()[:-1] + b"#")
        with pytest.raises(qa.IndexInvalid, match=file.name):
            opened.verify()
        qa.build_index(articles, index, embedder=BagOfWords())
        Index.open(index).verify()
        assert damage.look(index) == whole


class Failing:
    """Stands for a function of `os` and fails at the n-th call."""

    def __init__(self, function: Callable[..., object], at: int) -> None:
        self.function = function
        self.left = at

    def __call__(self, *arguments: object, **named: object) -> object:
        self.left -= 1
        if self.left == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO), "a file")
        return self.function(*arguments, **named)


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_whatever_call_fails_the_old_index_answers(
    name: str, articles: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.build.PATIENCE", -1.0)
    monkeypatch.setattr("qa.embedding.BATCH", 1)
    old = damage.look(index)
    with (articles / "new.jsonl").open("w") as file:
        file.writelines(f'{{"text": "Tram number {i} returned to Marlow."}}\n' for i in range(3))
    for at in range(1, 200):
        failing = Failing(getattr(os, name), at)
        with monkeypatch.context() as patched:
            patched.setattr(os, name, failing)
            try:
                qa.build_index(articles, index, embedder=BagOfWords())
            except qa.NotWritten:
                pass
            else:
                assert failing.left > 0
                break
        found = damage.look(index)
        assert found == old or Index.open(index).manifest.documents == 7
    assert at > 2
    assert Index.open(index).manifest.documents == 7
    Index.open(index).verify()


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: a disk that is full, for one file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 100, 600, 1000, 4096, 20_000])
def test_a_full_disk_is_one_clear_line_and_the_old_index_answers(size: int, articles: Path, index: Path) -> None:
    old = damage.look(index)
    touch(articles)
    with room(size), pytest.raises(qa.NotWritten, match="could not be written"):
        qa.build_index(articles, index, embedder=BagOfWords())
    assert damage.look(index) == old
    assert qa.build_index(articles, index, embedder=BagOfWords()).changed == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("NOT TESTED: a small file system cannot be mounted here; RLIMIT_FSIZE was tested instead")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_small_file_system_fills_up(articles: Path, small_disk: Path) -> None:
    place = small_disk / "index"
    qa.build_index(articles, place, embedder=BagOfWords())
    old = damage.look(place)
    with (articles / "many.jsonl").open("w") as file:
        file.writelines(f'{{"text": "Tram number {i} returned to Marlow after {i * i} years."}}\n' for i in range(4000))
    with pytest.raises(qa.NotWritten, match="could not be written"):
        qa.build_index(articles, place, embedder=BagOfWords())
    assert damage.look(place) == old
    (articles / "many.jsonl").unlink()
    touch(articles)
    assert qa.build_index(articles, place, embedder=BagOfWords()).changed == 1


def test_readers_see_whole_editions_while_the_index_is_rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
    source, place = tmp_path / "source", tmp_path / "index"
    source.mkdir()

    def publish(edition: int) -> None:
        for number in range(8):
            text = f"Edition {edition} of the ferry news, number {number}, from Marlow."
            (source / f"{number}.txt").write_text(f"date 2025-11-{edition + 1:02d}\n\n{text}\n")
        qa.build_index(source, place, embedder=BagOfWords())

    publish(0)
    retriever = Retriever.open(place, embedder=BagOfWords())
    done, seen, faults = threading.Event(), set[str](), list[str]()

    def read() -> None:
        while not done.is_set():
            try:
                hits = retriever.search("ferry news from Marlow", k=8)
            except qa.QAError as error:
                faults.append(str(error))
                return
            editions = {(hit.text.split()[1], hit.document.date and hit.document.date.day) for hit in hits}
            if len(hits) != 8 or len(editions) != 1:
                faults.append(f"{len(hits)} hits of {editions}")
                return
            seen.update(edition for edition, _ in editions)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for edition in range(1, 21):
            publish(edition)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert faults == []
    assert len(seen) > 5
