"""The days that passages name, beside the index, and searches within a window."""

from __future__ import annotations

import datetime
import random
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa
from qa.errors import IndexInvalid
from qa.index import lexical as lexical_module
from qa.index.index import Index
from qa.index.lexical import Entry, Lexical
from qa.index.mentions import PRECISE, Mentions
from qa.search.retriever import nearest_day, search
from qa.search.within import within
from qa.types import Window, Within
from tests.fakes import BagOfWords

FIRST = datetime.date(2025, 1, 1)
days = st.dates(FIRST, FIRST + datetime.timedelta(200))
spans = st.tuples(days, st.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + datetime.timedelta(pair[1] - 1)))
PASSAGES = 6


def built(mentions: list[tuple[int, datetime.date, datetime.date]], folder: Path) -> Mentions:
    table = [(row, since.toordinal(), until.toordinal()) for row, since, until in sorted(mentions)]
    Mentions.build(np.array(table, np.int32), folder)
    return Mentions.open(folder, PASSAGES)


@given(
    st.lists(st.tuples(st.integers(0, PASSAGES - 1), spans).map(lambda pair: (pair[0], *pair[1])), max_size=8),
    st.none() | days,
    st.none() | st.integers(1, 90),
)
def test_the_mask_is_what_a_plain_loop_finds(
    mentions: list[tuple[int, datetime.date, datetime.date]], since: datetime.date | None, length: int | None
) -> None:
    start = since or FIRST
    until = start + datetime.timedelta(length - 1) if length else None
    longest = max(PRECISE, length or PRECISE) if since and length else 10_000
    expected = [
        any(
            row == passage
            and (last - first).days < longest
            and (since is None or last >= since)
            and (until is None or first <= until)
            for row, first, last in mentions
        )
        for passage in range(PASSAGES)
    ]
    with tempfile.TemporaryDirectory() as folder:
        assert built(mentions, Path(folder)).mask(since, until).tolist() == expected


def test_a_damaged_table_is_refused_by_name(tmp_path: Path) -> None:
    built([(0, FIRST, FIRST), (5, FIRST, FIRST)], tmp_path)
    file = tmp_path / "mentions.npy"
    whole = file.read_bytes()
    with pytest.raises(IndexInvalid, match="5 passages"):
        Mentions.open(tmp_path, 5)
    for damaged in (b"", b"[1]", whole[:-1]):
        file.write_bytes(damaged)
        with pytest.raises(IndexInvalid, match=file.name):
            Mentions.open(tmp_path, PASSAGES)
    np.save(file, np.array([[0], [9], [3]], np.int32))  # ends before it begins
    with pytest.raises(IndexInvalid, match=file.name):
        Mentions.open(tmp_path, PASSAGES)


@pytest.mark.parametrize("looked_at", [1, 20_000])
def test_words_are_searched_within_any_mask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looked_at: int) -> None:
    """Whether the rows are among the best of all, or have to be asked for one by one."""
    monkeypatch.setattr(lexical_module, "LOOKED_AT", looked_at)
    rng = random.Random(5)
    texts = [" ".join(rng.choices(["ferry", "bridge", "storm", "harbour"], k=rng.randint(1, 9))) for _ in range(200)]
    lexical = Lexical.build((Entry(text, None, None) for text in texts), tmp_path)
    rows, scores = lexical.search("ferry storm", 200)
    for share in (0.0, 0.02, 0.5, 1.0):
        mask = np.array([rng.random() < share for _ in texts])
        passing = mask[rows]
        for k in (1, 5, 200):
            found = lexical.search("ferry storm", k, mask, masked=True)
            assert found[0].tolist() == rows[passing][:k].tolist()
            assert found[1] == pytest.approx(scores[passing][:k])


ARTICLES = {
    "old.txt": ("2025-11-03", "The ferry to Orrin was repaired. The captain said that it would sail again."),
    "within.txt": ("2025-12-04", "The ferry to Orrin sailed again. The captain praised the harbour's engineers."),
    "after.txt": ("2025-12-20", "The ferry carried its first load on 5 December. The captain was proud."),
    "year.txt": ("2025-12-21", "The ferry is to be replaced in 2025. The captain will retire."),
    "undated.txt": (None, "The ferry sank in the storm of 6 December 2025. The captain swam to the shore."),
}


@pytest.fixture
def timed(tmp_path: Path, embedder: BagOfWords) -> Index:
    folder = tmp_path / "timed"
    folder.mkdir()
    for name, (date, text) in ARTICLES.items():
        head = f"---\ndate: {date}\n---\n\n" if date else ""
        (folder / name.replace(".txt", ".md")).write_text(head + text, encoding="utf-8")
    qa.build_index(folder, tmp_path / "timed-index", embedder=embedder)
    return Index.open(tmp_path / "timed-index")


WEEK = Window("last week", datetime.date(2025, 12, 1), datetime.date(2025, 12, 7))


def test_a_window_takes_in_articles_of_its_days_and_those_that_name_one(timed: Index, embedder: BagOfWords) -> None:
    def found(window: Window | None, **filters: object) -> set[str]:
        hits = search(timed, embedder, "What did the captain of the ferry do?", 10, within(**filters), window)  # type: ignore[arg-type]
        return {hit.document.id.removesuffix(".md") for hit in hits}

    assert found(None) == found(Window("now", latest=True)) == {"old", "within", "after", "year", "undated"}
    assert found(WEEK) == {"within", "after", "undated"}
    assert found(WEEK, since="2025-12-10") == {"after"}
    assert found(Window("in 2025", datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))) == found(None)
    assert found(Window("in 2019", datetime.date(2019, 1, 1), datetime.date(2019, 12, 31))) == set()
    assert found(Window("since 20 December", datetime.date(2025, 12, 20))) == {"after", "year"}
    assert found(Window("before December", None, datetime.date(2025, 11, 30))) == {"old", "year"}


def test_the_nearest_day_outside_a_window(timed: Index) -> None:
    summer = Window("in the summer", datetime.date(2025, 6, 1), datetime.date(2025, 8, 31))
    assert nearest_day(timed, summer) == datetime.date(2025, 11, 3)
    assert nearest_day(timed, WEEK) == datetime.date(2025, 12, 20)
    assert nearest_day(timed, WEEK, Within(until=datetime.date(2025, 12, 7))) == datetime.date(2025, 11, 3)
    assert nearest_day(timed, WEEK, Within(sources=("Nobody",))) is None
    assert nearest_day(timed, Window("since May", datetime.date(2026, 5, 1))) == datetime.date(2025, 12, 21)
    assert nearest_day(timed, Window("before May", None, datetime.date(2025, 4, 30))) == datetime.date(2025, 11, 3)


def test_a_damaged_table_is_told_when_an_index_is_opened(timed: Index) -> None:
    (timed.folder / "mentions.npy").write_bytes(b"nothing")
    with pytest.raises(IndexInvalid, match=r"mentions\.npy"):
        Index.open_generation(timed.folder)
