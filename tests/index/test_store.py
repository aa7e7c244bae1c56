from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import IndexInvalid
from qa.index.passages import pack, plain_letters, searched_text
from qa.index.store import FILE, Store, Writer
from qa.index.store.schema import unpacked
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
            writer.add(document, pack(document, writer.counts.passages))
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
        assert [text for text, _, _ in store.texts()] == [plain_letters(searched_text(*pair)) for pair in expected]
        assert len(store.keys()) == len(expected)
        assert store.check() == (len(items), len(expected), sum(len(p.sentences) for _, p in expected))
        store.close()


def test_speakers_and_what_a_passage_is_searched_with_come_back(tmp_path: Path) -> None:
    filling = "It rained that day. " * 9
    talk = Document("d", "A talk", f"Ada Lund: Who is it?\n\nBo Ek: It is me. {filling}")
    store = fill(tmp_path, [talk])
    passages = [passage for _, passage in store.each()]
    assert [passage.lead for passage in passages] == ["", "Bo Ek:"]
    assert {sentence.speaker for passage in passages for sentence in passage.sentences} == {"Ada Lund", "Bo Ek"}
    assert passages == pack(talk)
    store.close()


def test_an_index_of_before_there_were_speakers_is_read() -> None:
    document = Document("d", "t", "It rained. It stopped.")
    assert unpacked(document, 0, 0, 22, "[[0, 10], [11, 22]]") == pack(document)[0]
    for damaged in ('[["x", 1]]', "[[0]]", "7", "[[0, 10]"):
        with pytest.raises((ValueError, TypeError)):
            unpacked(document, 0, 0, 22, damaged)


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


def test_what_the_store_tells_of_its_documents(store: Store) -> None:
    assert store.sources() == ["Courier", "Herald"]
    assert store.period() == ("2025-11-03", "2025-12-01")
    assert [document.id for document in store.newest(3)] == ["b", "d", "a"]
    with pytest.raises(KeyError):
        store.document("nobody")


def test_a_damaged_or_missing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"x" * 4096)
    with pytest.raises(IndexInvalid, match=FILE):
        Store(tmp_path)
    with pytest.raises(IndexInvalid):
        Store(tmp_path / "nowhere")


def test_a_check_says_what_sqlite_found(store: Store, tmp_path: Path) -> None:
    store.close()
    with (tmp_path / FILE).open("r+b") as file:  # the header counts free pages, of which there are none
        file.seek(36)
        file.write((7).to_bytes(4, "big"))
    with pytest.raises(IndexInvalid, match=r"(?i)^[^\n]* damaged \([^\n]*freelist[^\n]*$"):
        Store(tmp_path).check()
