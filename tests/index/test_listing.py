"""The list of articles against sorting and searching in Python; and what it says of a damaged file."""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa
from qa.errors import IndexInvalid
from qa.index.index import Index
from qa.index.passages import pack
from qa.index.store import FILE, Listed, Sort, Store, Writer
from qa.types import Document
from tests.fakes import BagOfWords
from tests.strategies import texts

SORTS: tuple[Sort, ...] = get_args(Sort)
File = tuple[str, list[Document]]

# Few different values, so that many articles are equal in what is sorted by; with letters whose case changes length.
words = st.sampled_from(
    ["", "apple", "Apple", "ÉCOLE", "école", "Straße", "STRASSE", "İzmir", "50 %", "a_b", "\x00", "z"]
)
documents = st.builds(
    Document,
    id=st.just(""),
    title=words | texts,
    text=st.sampled_from(["", "One.", "One. Two."]) | texts,
    source=st.none() | words,
    date=st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2020, 1, 3)),
    url=st.none() | words,
)
files = st.lists(st.tuples(words, st.lists(documents, max_size=3)), max_size=5)


def named(drawn: Sequence[tuple[str, list[Document]]]) -> list[File]:
    """Give each file and article a name of its own, as files come to an index: sorted."""
    paths = [(f"{word}{number}", held) for number, (word, held) in enumerate(drawn)]
    return sorted((path, [_as(document, f"{path}#{at}") for at, document in enumerate(held)]) for path, held in paths)


def _as(document: Document, name: str) -> Document:
    return Document(name, document.title, document.text, document.source, document.date, document.url)


def fill(folder: Path, collection: Sequence[File]) -> list[Listed]:
    """Write a store; what it has to list, in its own order."""
    expected = []
    with Writer(folder) as writer:
        for path, held in collection:
            since = writer.counts
            for d in held:
                passages = pack(d, writer.counts.passages)
                writer.add(d, passages)
                expected.append(Listed(d.id, d.title, d.source, d.date, d.url, len(passages), path, len(held) == 1))
            writer.end_file(path, b"digest", since)
    return expected


def oracle(listed: list[Listed], query: str, sort: Sort, descending: bool) -> list[Listed]:
    def key(article: Listed) -> Any:
        value = getattr(article, sort)
        return value.casefold() if isinstance(value, str) else value

    fields = [(a, [a.title, a.source or "", a.id, a.file]) for a in listed]
    found = [a for a, texts in fields if any(query.casefold() in text.casefold() for text in texts)]
    known = [a for a in found if getattr(a, sort) is not None]
    return sorted(known, key=key, reverse=descending) + [a for a in found if getattr(a, sort) is None]


@given(
    files,
    words | st.sampled_from(["%", "_", "APP", "ss", "#1", "\ud800", "é"]) | st.text(max_size=3),
    st.sampled_from(SORTS),
    st.booleans(),
    st.integers(0, 20),
    st.integers(0, 8),
)
def test_a_page_is_that_of_sorting_in_python(
    drawn: list[tuple[str, list[Document]]], query: str, sort: Sort, descending: bool, offset: int, limit: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        expected = oracle(fill(Path(folder), named(drawn)), query, sort, descending)
        store = Store(Path(folder))
        assert store.listing(query, sort, descending, 0, 99) == (len(expected), expected)
        assert store.listing(query, sort, descending, offset, limit) == (
            len(expected),
            expected[offset : offset + limit],
        )
        store.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The file of a store of three articles in two files."""
    fill(
        tmp_path,
        [
            ("a.txt", [Document("a.txt", "Bridge", "It opened.", "Herald", datetime.date(2025, 11, 3))]),
            ("b.jsonl", [Document("1", "Ferry", "It sailed."), Document("2", "Apple", "It fell. It rotted.")]),
        ],
    )
    return tmp_path / FILE


def change(place: Path, *statements: str) -> None:
    connection = sqlite3.connect(place)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_index_lists_its_articles(articles: Path, tmp_path: Path, embedder: BagOfWords) -> None:
    rows = [{"id": "north", "text": "A whale came."}, {"id": "south", "text": "It left.", "url": "https://example.org"}]
    (articles / "whales.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    qa.build_index(articles, tmp_path / "index", embedder=embedder)
    total, found = Index.open(tmp_path / "index").store.listing("", "file")
    assert total == 6
    assert [(article.id, article.file, article.alone) for article in found] == [
        ("bridge.txt", "bridge.txt", True),
        ("ferry.txt", "ferry.txt", True),
        ("harvest.txt", "harvest.txt", True),
        ("note.md", "note.md", True),
        ("north", "whales.jsonl", False),
        ("south", "whales.jsonl", False),
    ]
    assert (found[0].source, found[0].date) == ("Coastal Herald", datetime.date(2025, 11, 3))


def test_what_a_file_gave_stays_its_own_when_another_one_goes(
    articles: Path, tmp_path: Path, embedder: BagOfWords
) -> None:
    index = tmp_path / "index"
    qa.build_index(articles, index, embedder=embedder)
    (articles / "bridge.txt").unlink()
    qa.build_index(articles, index, embedder=embedder)
    listed = Index.open(index).store.listing().documents
    assert sorted((article.id, article.file) for article in listed) == [
        (name, name) for name in ("ferry.txt", "harvest.txt", "note.md")
    ]


def test_no_text_is_read(place: Path) -> None:
    """SQLite's plan goes to indexes that have no text in them, and to nothing else."""
    connection = sqlite3.connect(place)
    indexed = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE '%\\_listed' ESCAPE '\\'"))
    assert set(indexed) == {"documents_listed", "files_listed"}
    assert not any(re.search(r"\btext\b", sql) for sql in indexed.values())
    connection.create_function("found", 4, lambda *_: True)
    connection.create_function("folded", 1, str.casefold)
    seen: list[str] = []
    store = Store(place.parent)
    store._catalogue._connection.set_trace_callback(seen.append)
    for sort in SORTS:
        store.listing("e", sort)
    assert len(seen) == len(SORTS)
    for statement in seen:
        plan = [row[-1] for row in connection.execute("EXPLAIN QUERY PLAN " + statement)]
        tables = [step for step in plan if re.match(r"(SCAN|SEARCH) [dfp]\b", step)]
        assert len(tables) >= 4
        assert all("COVERING INDEX" in step for step in tables)


def test_an_older_index_lists_the_same(place: Path) -> None:
    expected = Store(place.parent).listing("", "title")
    change(place, "DROP INDEX documents_listed", "DROP INDEX files_listed")
    assert Store(place.parent).listing("", "title") == expected
    assert [article.title for article in expected.documents] == ["Apple", "Bridge", "Ferry"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE documents SET date = 'someday'",
        "UPDATE documents SET title = x'ff'",
        "UPDATE documents SET title = CAST(x'ff' AS TEXT)",
        "UPDATE documents SET source = x'00'",
        "UPDATE files SET path = x'ff' WHERE path = 'a.txt'",
        "DROP TABLE files",
    ],
)
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", ["", "e"])
def test_damage_is_named(place: Path, damage: str, sort: Sort, query: str) -> None:
    change(place, damage)
    with pytest.raises(IndexInvalid, match=FILE):
        Store(place.parent).listing(query, sort)


def test_any_damaged_byte_is_named_or_harmless(place: Path) -> None:
    whole = place.read_bytes()
    for at in range(0, len(whole), 97):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
        try:
            store = Store(place.parent)
            for sort in SORTS:
                store.listing("e", sort)
        except IndexInvalid:
            continue
