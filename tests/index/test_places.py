"""Where words of scans stand, as an index keeps it: what comes back, what is damaged, what an older index lacks."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import IndexInvalid
from qa.index.passages import pack
from qa.index.store import FILE, Store, Writer, boxes
from qa.index.store.marks import marks, pages
from qa.index.store.places import Places
from qa.types import PAGE_SIDE, Document, WordBox

DOCUMENT = Document("scan.pdf", "Scan", "The mill grinds oats and rye. It rests on Sunday.")


@st.composite
def seen(draw: st.DrawFn, length: int = 60) -> list[WordBox]:
    """Boxes of an article of so many characters."""
    cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2)))
    page = line = 0
    found = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        page, line = page + draw(st.integers(0, 2)), line + draw(st.integers(0, 1))
        left, top = draw(st.integers(0, PAGE_SIDE - 1)), draw(st.integers(0, PAGE_SIDE - 1))
        width, height = draw(st.integers(1, PAGE_SIDE - left)), draw(st.integers(1, PAGE_SIDE - top))
        found.append(WordBox(start, end, page, line, left, top, width, height))
    return found


def words(text: str, page: int = 0) -> list[WordBox]:
    """Boxes of the words of a text, a line each sentence."""
    found, start, line = [], 0, 0
    for word in text.split(" "):
        found.append(WordBox(start, start + len(word), page, line, 100 * start, 500 * line, 100 * len(word), 300))
        start, line = start + len(word) + 1, line + word.endswith(".")
    return found


def write(folder: Path, before: Path | None = None, first: str = "a.txt") -> None:
    folder.mkdir()
    with Writer(folder, before) as writer:
        for file, document, own in (
            (first, Document(first, "Text", "It rained."), []),
            ("scan.pdf", DOCUMENT, words(DOCUMENT.text)),
        ):
            if not writer.copy(file, b"d" * 32 + b"tesseract"):
                since = writer.counts
                writer.add(document, pack(document, writer.counts.passages), own)
                writer.end_file(file, b"d" * 32 + b"tesseract", since)


@given(seen())
def test_boxes_come_back(found: list[WordBox]) -> None:
    table = boxes.unpacked(boxes.packed(found), 60)
    assert [tuple(row) for row in table] == found
    assert pages(table) == sorted({box.page for box in found})
    for box in found:
        assert box.page in {mark.page for mark in marks(table, box.start, box.end)}
        assert all(0 <= m.left < m.right <= PAGE_SIDE and 0 <= m.top < m.foot <= PAGE_SIDE for m in marks(table, 0, 60))
    with pytest.raises(ValueError, match=r"\w"):  # of a longer article
        boxes.unpacked(boxes.packed(found), found[-1].end - 1)


@given(seen(), st.data())
def test_damaged_bytes_give_boxes_of_the_article_or_a_ValueError(found: list[WordBox], data: st.DataObject) -> None:
    stored = bytearray(boxes.packed(found))
    stored[data.draw(st.integers(0, len(stored) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        table = boxes.unpacked(bytes(stored), 60)
    except ValueError:
        return
    assert boxes._fits(table, 60)


@pytest.mark.parametrize(
    "column", [{"left": PAGE_SIDE}, {"top": -1}, {"width": 0}, {"end": 0}, {"start": -1}, {"page": -1}, {"end": 61}]
)
def test_boxes_that_are_none_are_refused(column: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="boxes that are none"):
        boxes.unpacked(boxes.packed([words("The mill.")[0]._replace(**column)]), 60)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(ValueError, match="too long"):
        boxes.unpacked(zlib.compress(bytes(100_000_000), 9), 60)
    for nothing in (b"", zlib.compress(b""), zlib.compress(b"abc"), boxes.packed(words("The mill.")) + b"x"):
        with pytest.raises(ValueError, match=r"\w"):
            boxes.unpacked(nothing, 60)


def test_they_are_those_of_their_article_also_when_it_is_copied(tmp_path: Path) -> None:
    write(tmp_path / "1")
    write(tmp_path / "2", tmp_path / "1", first="0.txt")  # as many rows before it, of another file
    (tmp_path / "3").mkdir()
    with Writer(tmp_path / "3", tmp_path / "1") as writer:
        assert writer.copy("scan.pdf", b"d" * 32 + b"tesseract")  # now the first
    for folder in ("1", "2", "3"):
        places = Places(tmp_path / folder)
        table = places.table(DOCUMENT)
        assert table is not None
        assert [tuple(row) for row in table] == words(DOCUMENT.text)
        assert places.documents() == ["scan.pdf"]
        assert places.origin("scan.pdf") == ("scan.pdf", b"d" * 32)
        assert places.table(Document("a.txt", "Text", "It rained.")) is None
        assert places.origin("nobody") is None
        start = DOCUMENT.text.index("It rests")
        (mark,) = marks(table, start, len(DOCUMENT.text))
        assert (mark.page, mark.left, mark.top) == (0, 100 * start, 500)
        places.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE boxes SET packed = x'00'",
        "UPDATE boxes SET packed = 'text'",
        "UPDATE boxes SET packed = 7",
        "UPDATE boxes SET digest = x'00'",
        "UPDATE boxes SET packed = substr(packed, 1, length(packed) - 1)",
        "UPDATE documents SET text = text || ' Or does it?' WHERE id = 'scan.pdf'",
    ],
)
def test_damage_is_told(tmp_path: Path, damage: str) -> None:
    write(tmp_path / "1")
    changed(tmp_path / "1", damage)
    places = Places(tmp_path / "1")
    with pytest.raises(IndexInvalid, match=FILE):
        places.table(DOCUMENT if "boxes" in damage else Document("scan.pdf", "Scan", f"{DOCUMENT.text} Or does it?"))


def test_boxes_of_another_article_or_of_none_are_damage(tmp_path: Path) -> None:
    write(tmp_path / "1")
    changed(tmp_path / "1", "UPDATE boxes SET document = 0")
    with pytest.raises(IndexInvalid, match="not as they were written"):
        Places(tmp_path / "1").table(Document("a.txt", "Text", "It rained."))
    changed(tmp_path / "1", "UPDATE boxes SET document = 9")
    with pytest.raises(IndexInvalid, match="boxes of no article"):
        Places(tmp_path / "1").documents()


def test_an_index_of_before_there_were_boxes_is_read(tmp_path: Path) -> None:
    write(tmp_path / "1")
    changed(tmp_path / "1", "DROP TABLE boxes")
    places = Places(tmp_path / "1")
    assert places.table(DOCUMENT) is None
    assert places.documents() == []
    assert Store(tmp_path / "1").document("scan.pdf") == DOCUMENT


def changed(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / FILE)
    with connection:
        connection.execute(statement)
    connection.close()


def test_a_thousand_pages_are_small() -> None:
    rng = np.random.default_rng(3)
    found, start = [], 0
    for number in range(40_000):
        length = int(rng.integers(1, 10))
        left, top = 800 * (number % 10), 200 * (number // 10 % 40)
        found.append(WordBox(start, start + length, number // 400, number // 10, left, top, 80 * length, 150))
        start += length + 1
    assert len(boxes.packed(found)) < 10 * len(found)
