"""A sidecar that comes, changes or goes has its article read again, and no other one."""

from __future__ import annotations

from pathlib import Path

import pytest

import qa
from qa.building import texts
from qa.documents import sidecar
from qa.index.index import Index
from tests.fakes import BagOfWords

FIRST, SECOND = "date: 2022-03-11\nsource: CNN\n", "date: 2022-03-12\nsource: CNN\n"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the files that builds read."""
    read, placed = [], texts.documents.placed

    def noting(file: texts.SourceFile, columns: object):  # type: ignore[no-untyped-def]
        read.append(file.id)
        return placed(file)

    monkeypatch.setattr(texts.documents, "placed", noting)
    return read


def test_only_its_article_is_read_again(articles: Path, index: Path, embedder: BagOfWords, read: list[str]) -> None:
    place = articles / "ferry.txt.meta.yaml"

    def built() -> tuple[list[str], str, str | None, int]:
        read.clear()
        report = qa.build_index(articles, index, embedder=embedder)
        document = Index.open(index).document("ferry.txt")
        return list(read), str(document.date), document.source, report.changed

    before = Index.open(index).document("ferry.txt")
    embedder.encoded.clear()
    place.write_text(FIRST)
    assert built() == (["ferry.txt"], "2022-03-11", "CNN", 1)
    assert built() == ([], "2022-03-11", "CNN", 0)
    place.write_text(SECOND)
    assert built() == (["ferry.txt"], "2022-03-12", "CNN", 1)
    place.write_text(SECOND + "editor: Nora Velt\n")
    assert built() == (["ferry.txt"], "2022-03-12", "CNN", 0)
    assert [note.file for note in Index.open(index).store.notes()] == ["ferry.txt.meta.yaml"]
    place.unlink()
    assert built() == (["ferry.txt"], str(before.date), before.source, 1)
    assert embedder.encoded == []  # its title and text are the same
    Index.open(index).verify()


def test_another_title_is_searched(articles: Path, index: Path, embedder: BagOfWords) -> None:
    (articles / "ferry.txt.meta.yaml").write_text("title: A boat of Marlow\n")
    embedder.encoded.clear()
    report = qa.build_index(articles, index, embedder=embedder)
    assert report.embedded > 0
    assert all("A boat of Marlow" in text for text in embedder.encoded)
    assert Index.open(index).document("ferry.txt").title == "A boat of Marlow"


def test_one_that_changes_while_it_is_read_is_read_again(
    articles: Path, index: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, placed = articles / "ferry.txt.meta.yaml", texts.documents.placed
    place.write_text(FIRST)

    def changing(file: texts.SourceFile, columns: object):  # type: ignore[no-untyped-def]
        yield from placed(file)
        if file.id == "ferry.txt":
            place.write_text(SECOND)

    monkeypatch.setattr(texts.documents, "placed", changing)
    qa.build_index(articles, index, embedder=embedder)
    monkeypatch.undo()
    assert Index.open(index).store.files()["ferry.txt"] is None
    qa.build_index(articles, index, embedder=embedder)
    assert str(Index.open(index).document("ferry.txt").date) == "2022-03-12"


def test_what_read_the_scans_stands_behind_it() -> None:
    file, other = b"f" * 32, b"o" * 32
    told = sidecar.MARK + b"s" * 32
    for digest in (file, file + told):
        for known in (b"", b"5.3.0", b"none"):
            assert texts._settled(digest, digest + known, b"5.3.0") == (digest if known == b"none" else digest + known)
            assert texts._settled(digest, digest + known, texts.NONE) == digest + known
        assert texts._settled(digest, digest + b"5.2.0", b"5.3.0") == digest
    for digest, before in [
        (file, other),
        (file, file + told),
        (file, file + told + b"5.3.0"),
        (file + told, file),
        (file + told, file + b"5.3.0"),
        (file + told, file + told[:1] + b"t" * 32),
        (file + told, other + told),
        (file, None),
    ]:
        assert texts._settled(digest, before, b"5.3.0") == texts._settled(digest, before, texts.NONE) == digest
    assert texts._settled(None, file, b"5.3.0") is None


def test_the_pages_of_its_article_are_known_by_the_bytes_of_the_file_alone(
    articles: Path, index: Path, embedder: BagOfWords
) -> None:
    (articles / "ferry.txt.meta.yaml").write_text(FIRST)
    qa.build_index(articles, index, embedder=embedder)
    origin = Index.open(index).places.origin("ferry.txt")
    assert origin is not None
    assert origin.digest == texts._digest(articles / "ferry.txt")[: texts.LENGTH]  # type: ignore[index]
