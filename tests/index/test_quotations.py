"""Who said what, beside the index: kept as it was found, taken over where nothing changed, and told when damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import qa
from qa.building import searches
from qa.english.quotations import quotations
from qa.english.sentences import split
from qa.errors import IndexInvalid
from qa.index import speakers
from qa.index.index import Index
from qa.index.quotations import FILE, ROWS, Quotations
from qa.index.speakers import Speakers
from tests.fakes import BagOfWords

QUAY = (
    "The harbour master, Ines Okoro, told the council on Monday that the quay would close in May.\n\n"
    '"We have no choice," she said. "The piles are rotten."\n'
)
MILL = "The mill stands empty. Its owner, Piet Brandsma, called for a buyer.\n"


@pytest.fixture
def spoken(tmp_path: Path, embedder: BagOfWords) -> tuple[Path, Path]:
    """A folder in which three people speak, and its index."""
    folder, place = tmp_path / "spoken", tmp_path / "spoken-index"
    folder.mkdir()
    (folder / "quay.txt").write_text(f"date 2025-11-03\n\n{QUAY}", encoding="utf-8")
    (folder / "mill.txt").write_text(f"date 2025-11-04\n\n{MILL}", encoding="utf-8")
    (folder / "silent.txt").write_text("Snow fell on the pass all day.\n", encoding="utf-8")
    qa.build_index(folder, place, embedder=embedder)
    return folder, place


def test_what_is_kept_is_what_was_found(spoken: tuple[Path, Path]) -> None:
    index = Index.open(spoken[1])
    index.verify()
    for document in index.store.articles():
        assert index.said_in(document) == quotations(document, split(document))
    said = index.said_in(index.document("quay.txt"))
    assert [each.speaker for each in said] == ["Ines Okoro"] * 3
    assert index.said_in(index.document("silent.txt")) == []


def test_speakers_are_found_by_the_word_they_are_known_by(spoken: tuple[Path, Path]) -> None:
    index = Index.open(spoken[1])
    rows = index.quotations.articles_of("Mr Brandsma")
    assert [document.id for document in index.store.at(rows)] == ["mill.txt"]
    assert index.quotations.articles_of("Lindqvist") == []


def test_articles_that_did_not_change_are_not_looked_through_again(
    spoken: tuple[Path, Path], embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, place = spoken
    looked: list[str] = []
    find = searches.quotations
    monkeypatch.setattr(searches, "quotations", lambda document, own: looked.append(document.id) or find(document, own))
    (folder / "a-new-one.txt").write_text("The ferry is late, its captain, Ada Lund, said.\n", encoding="utf-8")
    qa.build_index(folder, place, embedder=embedder)
    assert looked == ["a-new-one.txt"]
    index = Index.open(place)
    index.verify()
    for document in index.store.articles():
        assert index.said_in(document) == quotations(document, split(document))


def test_a_damaged_table_is_refused_by_name(spoken: tuple[Path, Path]) -> None:
    folder = Index.open(spoken[1]).folder
    file = folder / FILE
    whole, table = file.read_bytes(), np.load(file)
    articles = int(table[0].max()) + 1
    for damaged in (b"", b"[1]", whole[:-1]):
        file.write_bytes(damaged)
        with pytest.raises(IndexInvalid, match=FILE):
            Quotations.open(folder, articles)
    for row, value in ((0, articles), (1, -1), (2, 0), (3, -2), (9, 3)):
        other = table.copy()
        other[row, -1] = value
        np.save(file, other)
        with pytest.raises(IndexInvalid, match=FILE):
            Quotations.open(folder, articles)
    np.save(file, table[: ROWS - 1])
    with pytest.raises(IndexInvalid, match=FILE):
        Quotations.open(folder, articles)


def test_offsets_that_leave_the_article_are_told_when_it_is_read(spoken: tuple[Path, Path]) -> None:
    index = Index.open(spoken[1])
    table = np.load(index.folder / FILE)
    table[2, 0] = 10_000
    document = next(index.store.at([int(table[0, 0])]))
    with pytest.raises(IndexInvalid, match="not of its text"):
        Quotations(table).of(int(table[0, 0]), document)


def test_speakers_are_numbered_and_stay_so_when_they_are_taken_over(
    spoken: tuple[Path, Path], embedder: BagOfWords
) -> None:
    folder, place = spoken
    (folder / "a-new-one.txt").write_text("The ferry is late, its captain, Ada Lund, said.\n", encoding="utf-8")
    qa.build_index(folder, place, embedder=embedder)
    index = Index.open(place)
    assert index.speakers is not None
    told = [(document, each) for document in index.store.articles() for each in index.said_in(document)]
    assert [index.speakers.names[number] for number in index.speakers.numbers] == [each.speaker for _, each in told]
    spans = zip(index.speakers.starts.tolist(), index.speakers.ends.tolist(), strict=True)
    for (document, each), (start, end) in zip(told, spans, strict=True):
        assert start <= each.start < end
        assert (start, end) in [(sentence.start, sentence.end) for sentence in split(document)]


def test_damaged_speakers_are_refused_by_name(spoken: tuple[Path, Path]) -> None:
    index = Index.open(spoken[1])
    file, names = index.folder / speakers.FILE, index.folder / speakers.NAMES
    table, count = np.load(file), len(index.quotations)
    for row, value in ((0, 9), (0, -2), (1, -1), (2, 0), (3, -1)):
        other = table.copy()
        other[row, -1] = value
        np.save(file, other)
        with pytest.raises(IndexInvalid, match=speakers.FILE):
            Speakers.open(index.folder, count)
    np.save(file, table)
    for damaged in ("{}", "[1, 2]", "["):
        names.write_text(damaged, encoding="utf-8")
        with pytest.raises(IndexInvalid, match=speakers.NAMES):
            Speakers.open(index.folder, count)
