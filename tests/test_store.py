from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import IndexInvalid
from qa.passages import pack
from qa.store import FILE, Store, Writer
from qa.types import Document
from tests.strategies import texts

optional = st.none() | texts
documents = st.lists(
    st.builds(Document, id=texts, title=texts, text=texts, source=optional, date=st.none() | st.dates(), url=optional),
    max_size=5,
    unique_by=lambda document: document.id,
)


def fill(folder: Path, items: list[Document]) -> Store:
    with Writer(folder) as writer:
        for document in items:
            passages = pack(document, writer.passages)
            writer.add(document, document.id.encode(), passages, [p.document_id.encode() for p in passages])
    return Store(folder)


@given(documents)
def test_everything_comes_back_to_the_letter(items: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = fill(Path(folder), items)
        assert [store.document(item.id) for item in items] == items
        expected = []
        for item in items:
            expected += [(item, passage) for passage in pack(item, len(expected))]
        assert list(store.each()) == expected
        assert store.fetch(list(reversed(range(len(expected))))) == expected[::-1]
        assert store.passages == len(expected)
        assert [row for row, _ in store.passage_keys()] == list(range(len(expected)))
        assert store.lengths() == [passage.end - passage.start for _, passage in expected]
        store.close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    def article(name: str, date: str | None, source: str | None) -> Document:
        return Document(name, name, f"{name} text.", source, datetime.date.fromisoformat(date) if date else None)

    rows = [
        ("a", "2025-11-03", "Herald"),
        ("b", "2025-12-01", "Courier"),
        ("c", None, "Herald"),
        ("d", "2025-12-01", None),
    ]
    return fill(tmp_path, [article(*row) for row in rows])


def test_filters_by_date_and_source(store: Store) -> None:
    day = datetime.date(2025, 12, 1)
    assert store.rows(None, None, None) is None
    assert list(store.rows(day, None, None)) == [1, 3]
    assert list(store.rows(None, day - datetime.timedelta(1), None)) == [0]
    assert list(store.rows(None, None, ["Herald"])) == [0, 2]
    assert list(store.rows(day, day, ["Herald", "Courier"])) == [1]
    assert list(store.rows(None, None, [])) == []
    assert list(store.rows(None, None, ["Her'ald\" --"])) == []


def test_what_the_store_tells_of_its_documents(store: Store) -> None:
    assert store.sources() == ["Courier", "Herald"]
    assert store.period() == ("2025-11-03", "2025-12-01")
    assert store.titles(3) == ["b", "d", "a"]
    with pytest.raises(KeyError):
        store.document("nobody")


def test_a_damaged_or_missing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"x" * 4096)
    with pytest.raises(IndexInvalid, match=FILE):
        Store(tmp_path)
    with pytest.raises(IndexInvalid):
        Store(tmp_path / "nowhere")
