"""An index is built again from what it was built from."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import qa
from qa.building import origin
from qa.errors import SourceUnknown
from qa.index.index import Index
from qa.terminal.cli import main
from tests.fakes import BagOfWords, touch


def test_a_build_notes_its_source(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "index"
    monkeypatch.chdir(tmp_path)
    qa.build_index("articles", place, embedder=BagOfWords())
    assert origin.recall(place) == [str(articles)]
    files = (articles / name for name in ("note.md", "ferry.txt"))  # an iterator, which can be read once
    qa.build_index(files, place, embedder=BagOfWords())
    assert origin.recall(place) == [str(articles / "note.md"), str(articles / "ferry.txt")]
    Index.open(place).verify()


def test_also_one_that_found_nothing_changed(articles: Path, index: Path, embedder: BagOfWords) -> None:
    (index / origin.SOURCE).unlink()
    assert qa.build_index(articles, index, embedder=embedder).generation == 1
    assert origin.recall(index) == [str(articles)]
    (index / "SOURCE.new").write_text("torn")
    before = (index / origin.SOURCE).stat()
    qa.build_index(articles, index, embedder=embedder)
    after = (index / origin.SOURCE).stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert not (index / "SOURCE.new").exists()


def test_one_that_fails_does_not(articles: Path, index: Path, tmp_path: Path, embedder: BagOfWords) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_text("")
    with pytest.raises(qa.NoDocuments):
        qa.build_index(bad, index, embedder=embedder)
    assert origin.recall(index) == [str(articles)]


def test_an_index_that_words_alone_answer_from_says_what_it_is_built_from(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that adds to it while it is embedded, or after that was stopped, must not lose the rest."""
    place, found = tmp_path / "index", []
    monkeypatch.setattr("qa.building.making.PATIENCE", -1.0)
    monkeypatch.setattr("qa.building.embedding.BATCH", 1)

    def look(stage: str, done: int, total: int) -> None:
        if (place / "CURRENT").exists():
            found.append(origin.recall(place))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        qa.build_index(articles, place, embedder=BagOfWords(), progress=look)
    assert found == [[str(articles)]]


def test_without_a_folder_the_command_builds_what_it_built_before(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "index")
    assert main(["build", str(articles), "--index", place]) == 0
    touch(articles)
    capsys.readouterr()
    assert main(["build", "--index", place, "--json"]) == 0
    told = capsys.readouterr()
    report = json.loads(told.out)
    assert (report["changed"], report["unchanged"], report["generation"]) == (1, 3, 2)
    assert report["skipped"] == []
    assert told.err == ""
    articles.rename(tmp_path / "moved")
    assert main(["build", "--index", place]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert str(articles) in error
    assert "gone" in error


def test_json_tells_what_was_skipped(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (articles / "empty.txt").write_text("")
    assert main(["build", str(articles), "--index", str(tmp_path / "index"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["skipped"] == [{"file": "empty.txt", "reason": "empty"}]
    assert main(["build", str(tmp_path / "none"), "--index", str(tmp_path / "index"), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    with pytest.raises(SystemExit):
        main(["build", str(articles), "--json", "--watch"])


@pytest.mark.parametrize(
    "text", [None, "", "[", "{}", "[]", "[1]", '["relative"]', "null", '["/a\\u0000b"]', "é", "[" * 100_000]
)
def test_a_missing_or_damaged_note_is_one_clear_line(text: str | None, index: Path) -> None:
    (index / origin.SOURCE).unlink()
    if text is not None:
        (index / origin.SOURCE).write_text(text, encoding="utf-8")
    with pytest.raises(SourceUnknown, match=r"index_build\.py FOLDER") as told:
        origin.recall(index)
    assert "\n" not in str(told.value)
    Index.open(index).verify()


def test_names_that_are_no_unicode_are_kept(tmp_path: Path) -> None:
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")
    os.mkdir(folder)
    origin.remember(tmp_path, [folder])
    assert origin.recall(tmp_path) == [folder]
