"""A sidecar goes where its article goes, is written for whoever sets a field, and is never lost."""

from __future__ import annotations

import datetime
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given

import qa
from qa.collection import Collection
from qa.documents import sidecar
from qa.errors import FileRefused, FileUnknown
from qa.index.index import Index
from tests.collection.test_collection import TEXT, a_room, tree, visible
from tests.fakes import BagOfWords
from tests.strategies import texts

TOLD = b"date: 2022-03-11\nsource: CNN\n"


@pytest.fixture
def collection(index: Path) -> Collection:
    """That of an index of `articles`."""
    return Collection(index)


@pytest.fixture
def beside(articles: Path) -> Path:
    """The sidecar of ferry.txt."""
    place = articles / "ferry.txt.meta.yaml"
    place.write_bytes(TOLD)
    return place


def test_it_is_removed_and_brought_back_with_its_article(collection: Collection, articles: Path, beside: Path) -> None:
    ferry = (articles / "ferry.txt").read_bytes()
    collection.remove("ferry.txt")
    assert not beside.exists()
    assert tree(articles / ".removed") == {"000001/ferry.txt": ferry, "000001/ferry.txt.meta.yaml": TOLD}
    collection.restore("ferry.txt")
    assert beside.read_bytes() == TOLD
    assert (articles / "ferry.txt").read_bytes() == ferry
    assert tree(articles / ".removed") == {}


def test_an_article_without_one_comes_back_without(collection: Collection, articles: Path) -> None:
    collection.remove("ferry.txt")
    collection.receive("ferry.txt", [TEXT])
    collection.receive("ferry.txt.meta.yaml", [TOLD])
    collection.restore("ferry.txt")
    assert not (articles / "ferry.txt.meta.yaml").exists()
    collection.restore("ferry.txt")
    assert (articles / "ferry.txt").read_bytes() == TEXT
    assert (articles / "ferry.txt.meta.yaml").read_bytes() == TOLD


def test_it_stays_when_its_article_is_replaced(collection: Collection, articles: Path, beside: Path) -> None:
    assert collection.receive("ferry.txt", [TEXT]).outcome == "replaced"
    assert beside.read_bytes() == TOLD
    collection.restore("ferry.txt")
    assert beside.read_bytes() == TOLD


def test_fields_are_set_changed_and_taken_back(
    collection: Collection, articles: Path, index: Path, embedder: BagOfWords
) -> None:
    def of_note() -> tuple[str, str, str | None]:
        qa.build_index(collection.sources, index, embedder=embedder)
        found = Index.open(index).document("note.md")
        return found.title, str(found.date), found.source

    place = articles / "note.md.meta.yaml"
    collection.set_fields("note.md", date="11 March 2022", source=" The  Harbour Post ")
    assert place.read_text() == "date: 2022-03-11\nsource: The Harbour Post\n"
    assert of_note() == ("Lighthouse", "2022-03-11", "The Harbour Post")
    collection.set_fields("note.md", source="CNN", title="The keeper retires: at last")
    assert of_note() == ("The keeper retires: at last", "2022-03-11", "CNN")
    collection.set_fields("note.md", title="")
    assert of_note() == ("Lighthouse", "2022-03-11", "CNN")
    collection.set_fields("note.md", date="", source="")
    assert of_note() == ("Lighthouse", "None", None)
    assert not place.exists()
    kept = tree(articles / ".removed")
    assert sorted(kept) == [f"00000{number}/note.md.meta.yaml" for number in (1, 2, 3)]
    assert kept["000001/note.md.meta.yaml"] == b"date: 2022-03-11\nsource: The Harbour Post\n"
    assert "note.md.meta.yaml" not in visible(articles)


def test_one_that_is_no_yaml_is_kept_aside(collection: Collection, articles: Path, beside: Path) -> None:
    beside.write_text("date: 2022: March")
    collection.set_fields("ferry.txt", date="2022-03-11")
    assert sidecar.read(beside.read_bytes()) == sidecar.read(b"date: 2022-03-11")
    assert tree(articles / ".removed") == {"000001/ferry.txt.meta.yaml": b"date: 2022: March"}


@pytest.mark.parametrize(
    ("file_id", "fields", "error", "said"),
    [
        ("ferry.txt", {"date": "yesterday"}, FileRefused, 'date "yesterday" is no day'),
        ("ferry.txt", {"date": "03/04/2022"}, FileRefused, "reads as two"),
        ("ferry.txt", {"source": "https://cnn.example"}, FileRefused, "is no name"),
        ("none.txt", {"date": "2022-03-11"}, FileUnknown, "no file 'none.txt'"),
        ("../ferry.txt", {"date": "2022-03-11"}, FileUnknown, "no file"),
        (".removed/000001/a.txt", {"date": "2022-03-11"}, FileUnknown, "no file"),
        ("photo.gif", {"date": "2022-03-11"}, FileUnknown, "no file"),
    ],
)
def test_what_cannot_be_set_is_one_line(
    collection: Collection, articles: Path, file_id: str, fields: dict[str, str], error: type[Exception], said: str
) -> None:
    before = tree(articles)
    with pytest.raises(error, match=said) as told:
        collection.set_fields(file_id, **fields)
    assert "\n" not in str(told.value)
    assert tree(articles) == before


def test_a_sidecar_has_none_and_a_link_is_not_written_through(
    collection: Collection, articles: Path, beside: Path, tmp_path: Path
) -> None:
    with pytest.raises(FileUnknown):
        collection.set_fields("ferry.txt.meta.yaml", date="2022-03-11")
    outside = tmp_path / "outside.yaml"
    outside.write_bytes(b"title: mine")
    os.symlink(outside, articles / "note.md.meta.yaml")
    with pytest.raises(FileRefused, match="a link"):
        collection.set_fields("note.md", date="2022-03-11")
    with pytest.raises(FileRefused, match="no file"):
        collection.receive("note.md.meta.yaml", [TOLD])
    collection.remove("note.md")
    assert outside.read_bytes() == b"title: mine"


def test_one_is_taken_in_beside_its_article_and_bounded(collection: Collection, articles: Path) -> None:
    assert collection.receive("note.md.meta.yaml", [TOLD]).outcome == "new"
    assert collection.receive("note.md.meta.yaml", [TOLD]).outcome == "same"
    with pytest.raises(FileRefused, match="larger than the limit"):
        collection.receive("ferry.txt.meta.yaml", [b"#" * 16_001])
    with pytest.raises(FileRefused, match="not among the kinds"):
        collection.receive("meta.yaml", [TOLD])


@given(texts, texts)
def test_whatever_is_set_stays_one_file_inside(title: str, source: str) -> None:
    with a_room() as room:
        collection = Collection(room / "index")
        collection.receive("a.txt", [TEXT])
        try:
            collection.set_fields("a.txt", title=title, source=source, date="2022-03-11")
        except FileRefused:
            assert set(tree(room)) == {"articles/a.txt", "index/SOURCE"}
            return
        told = sidecar.read((room / "articles" / "a.txt.meta.yaml").read_bytes())
        assert (told.faults, str(told.date)) == ((), "2022-03-11")
        assert told.title == sidecar.clean(title)
        collection.set_fields("a.txt", title=told.title, source=told.source or "")
        assert sidecar.read((room / "articles" / "a.txt.meta.yaml").read_bytes()) == told


def test_fields_that_are_set_at_once_are_all_kept(collection: Collection, beside: Path) -> None:
    told = [{"date": "2023-04-05"}, {"source": "The Harbour Post"}, {"title": "The ferry"}]
    with ThreadPoolExecutor(len(told)) as pool:
        list(pool.map(lambda fields: collection.set_fields("ferry.txt", **fields), told))
    now = sidecar.read(beside.read_bytes())
    assert (now.date, now.source, now.title) == (datetime.date(2023, 4, 5), "The Harbour Post", "The ferry")
