"""Builds at an engine: only what changed, one act that switches, builders that are killed, mistakes in a line."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import qa
from qa.engine import generations
from qa.engine.address import parsed
from qa.engine.collections import VECTORS
from qa.engine.connection import Engine
from qa.engine.opening import EngineIndex
from qa.errors import EngineFailed, IndexNotFound
from qa.terminal.cli import main
from tests.engine.conftest import Server
from tests.fakes import BagOfWords, touch


def collections(address: str) -> list[str]:
    engine = Engine(parsed(address))
    try:
        return sorted(name for name in engine.collections() if name.startswith(f"{engine.address.name}_"))
    finally:
        engine.close()


def numbers(address: str) -> set[str]:
    """Of the generations that are there."""
    return {name.split("_")[-2] for name in collections(address)} - {VECTORS}


def titles(address: str) -> list[str]:
    index = EngineIndex.open_at(parsed(address))
    try:
        return [document.title for document in index.store.articles()]
    finally:
        index.close()


def test_only_what_changed_is_embedded(articles: Path, address: str) -> None:
    embedder = BagOfWords()
    first = qa.build_index(articles, address, embedder=embedder)
    assert (first.generation, first.documents, first.added) == (1, 4, 4)
    embedder.encoded.clear()
    same = qa.build_index(articles, address, embedder=embedder)
    assert (same.generation, same.unchanged, embedder.encoded) == (1, 4, [])
    touch(articles)
    second = qa.build_index(articles, address, embedder=embedder)
    assert (second.generation, second.changed, second.unchanged) == (2, 1, 3)
    assert second.embedded == len(embedder.encoded) > 0
    assert not any("mayor" in text for text in embedder.encoded)


def test_a_build_from_the_one_before_is_a_build_from_nothing(articles: Path, address: str, server: Server) -> None:
    (articles / "broken.pdf").write_bytes(b"no pdf")
    (articles / "sheet.csv").write_text("id,text\na,The pier is closed.\na,The pier is open.\n", encoding="utf-8")
    qa.build_index(articles, address, embedder=BagOfWords())
    touch(articles)
    (articles / "note.md").unlink()
    changed = qa.build_index(articles, address, embedder=BagOfWords())
    anew = qa.build_index(articles, server.index(f"{parsed(address).name}_anew"), embedder=BagOfWords())
    assert (changed.skipped, changed.notes) == (anew.skipped, anew.notes)
    assert len(changed.skipped) == 1
    assert changed.removed == 1
    one = EngineIndex.open_at(parsed(address))
    other = EngineIndex.open_at(parsed(server.index(f"{parsed(address).name}_anew")))
    assert list(one.store.articles()) == list(other.store.articles())
    rows = np.arange(one.store.passages)
    assert np.array_equal(one.vectors.take(rows), other.vectors.take(rows))
    assert one.store.fetch(rows.tolist()) == other.store.fetch(rows.tolist())
    one.verify()
    with pytest.raises(KeyError):
        one.document("note.md")
    one.close()
    other.close()


def test_readers_move_on_and_one_generation_stays_to_go_back_to(articles: Path, address: str) -> None:
    qa.build_index(articles, address, embedder=BagOfWords())
    retriever = qa.Retriever.open(address, embedder=BagOfWords())
    before = retriever.index
    touch(articles)
    qa.build_index(articles, address, embedder=BagOfWords())
    assert before.store.fetch([0])  # who still reads it can
    retriever.follow()
    assert retriever.index.manifest.generation == 2
    assert any("sailed once more" in hit.text for hit in retriever.search("sailed once more"))
    touch(articles)
    qa.build_index(articles, address, embedder=BagOfWords())
    assert numbers(address) == {"000002", "000003"}


def _build_until(articles: Path, address: str, stage: str, told: Any) -> None:
    def progress(now: str, done: int, total: int) -> None:
        if now == stage and done >= total > 0:
            told.set()
            time.sleep(3600)

    qa.build_index(articles, address, embedder=BagOfWords(), progress=progress)


@pytest.mark.parametrize("stage", ["embedding", "writing"])
def test_a_killed_build_leaves_the_old_one_and_the_next_clears_up(articles: Path, address: str, stage: str) -> None:
    qa.build_index(articles, address, embedder=BagOfWords())
    old = titles(address)
    (articles / "pier.txt").write_text("The pier of Halvern burned down.\n", encoding="utf-8")
    context = multiprocessing.get_context("spawn")
    told = context.Event()
    builder = context.Process(target=_build_until, args=(articles, address, stage, told))
    builder.start()
    assert told.wait(120)
    assert builder.pid
    os.kill(builder.pid, signal.SIGKILL)
    builder.join()
    assert titles(address) == old
    left = numbers(address)
    assert left == ({"000001", "000002"} if stage == "writing" else {"000001"})
    report = qa.build_index(articles, address, embedder=BagOfWords())
    assert (report.added, report.unchanged, report.embedded) == (1, 4, 0)  # the vectors of the one killed are there
    assert report.generation == (3 if stage == "writing" else 2)
    assert len(titles(address)) == 5
    assert numbers(address) == {"000001", f"{report.generation:06d}"}


def test_an_interrupted_build_takes_away_what_it_wrote(articles: Path, address: str) -> None:
    qa.build_index(articles, address, embedder=BagOfWords())
    touch(articles)

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        qa.build_index(articles, address, embedder=BagOfWords(), progress=stop)
    assert numbers(address) == {"000001"}
    assert len(titles(address)) == 4


def test_a_killed_engine_keeps_what_was_published(articles: Path, tmp_path: Path, server: Server) -> None:
    other = Server(tmp_path / "milvus")
    try:
        address = other.index("kept")
        qa.build_index(articles, address, embedder=BagOfWords())
        found = titles(address)
        retriever = qa.Retriever.open(address, embedder=BagOfWords())
        other.stop()
        with pytest.raises(EngineFailed, match=r"cannot be reached|refused a call"):
            retriever.search("bridge")
        other.start()
        assert titles(address) == found
        EngineIndex.open_at(parsed(address)).verify()
    finally:
        other.stop()


def test_the_command(articles: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(articles), "--index", address, "--model", "static"]) == 0
    assert "4 new" in capsys.readouterr().out
    assert main(["info", "--index", address]) == 0
    assert "Coastal Herald" in capsys.readouterr().out
    assert main(["search", "bridge", "-k", "1", "--index", address]) == 0
    assert "opened the new bridge" in capsys.readouterr().out
    assert main(["ask", "When did the old ferry make its last crossing?", "--reader", "none", "--index", address]) == 0
    assert "ferry.txt" in capsys.readouterr().out
    assert main(["find", "ferry", "--index", address]) == 0
    capsys.readouterr()
    assert main(["names", "--index", address, "--json"]) == 0
    name = json.loads(capsys.readouterr().out)["names"][0]
    assert main(["find", "the", "--index", address, "--name", name["name"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == name["articles"] > 0
    assert main(["verify", "--index", address]) == 0


def test_back_to_the_generation_before(articles: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    qa.build_index(articles, address, embedder=BagOfWords())
    old = titles(address)
    assert "no sound generation" in told(capsys, "rollback", "--index", address)
    (articles / "pier.txt").write_text("The pier of Halvern burned down.\n", encoding="utf-8")
    qa.build_index(articles, address, embedder=BagOfWords())
    assert main(["rollback", "--index", address]) == 0
    assert "generation 1" in capsys.readouterr().out
    assert titles(address) == old
    report = qa.build_index(articles, address, embedder=BagOfWords())
    assert (report.generation, report.added) == (3, 1)  # no number comes twice
    assert numbers(address) == {"000001", "000003"}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command says that fails by a mistake of its user: one line."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_mistakes_are_one_line(address: str, articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no index" in told(capsys, "search", "bridge", "--index", address)
    assert "no index" in told(capsys, "info", "--index", address)
    assert "name the folder" in told(capsys, "build", "--index", address)
    for command in (["serve"], ["set", "ferry.txt", "--date", "2022-03-11"], ["build", str(articles), "--watch"]):
        assert "takes an index in a directory" in told(capsys, *command, "--index", address)
    assert "is no name of an index" in told(capsys, "info", "--index", address.rpartition("/")[0] + "/a-b")
    empty = articles / "empty"
    empty.mkdir()
    assert "nothing to index" in told(capsys, "build", str(empty), "--index", address)


def test_a_foreign_collection_is_left_alone(address: str, articles: Path) -> None:
    engine = Engine(parsed(address))
    name = engine.address.name
    from pymilvus import DataType

    fields = [
        {"field_name": "at", "datatype": DataType.INT64},
        {"field_name": "vector", "datatype": DataType.FLOAT_VECTOR, "dim": 2},
    ]
    engine.create(name, fields, {"vector": "FLAT"})
    with pytest.raises(EngineFailed, match="no index of ours"):
        qa.build_index(articles, address, embedder=BagOfWords())
    assert name in engine.collections()
    with pytest.raises(IndexNotFound):
        generations.live(engine)
    engine.close()
