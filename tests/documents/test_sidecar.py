"""Sidecars: what they tell of an article, what of it is told instead, and what hostile ones do: nothing."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents import SourceFile, find, read, sidecar
from qa.types import Document, Note, Skipped
from tests.strategies import texts

DAY = datetime.date(2022, 3, 11)
TOLD = "title: Weir opens\ndate: 2022-03-11\nsource: The Harbour Post\n"
ROWS = "id,text,date,source\na,The weir opened.,2020-01-02,CNN\nb,The weir closed.,,\n"


def loaded(folder: Path, name: str, text: str, told: str | bytes) -> tuple[list[Document], list[str]]:
    """The articles of a file beside which this sidecar lies, and what is noted of it."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    sidecar.beside(path).write_bytes(told if isinstance(told, bytes) else told.encode())
    items = list(read(SourceFile(path, name, path.stat().st_size)))
    notes = [item for item in items if isinstance(item, Note)]
    assert all(note.file == f"{name}.meta.yaml" and "\n" not in note.text for note in notes)
    assert not [item for item in items if isinstance(item, Skipped)]
    return [item for item in items if isinstance(item, Document)], [note.text for note in notes]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "date 2020-01-02\n\nAnother title\n\nThe weir holds.\n\nBased On ANI Report"),
        ("a.md", "---\ntitle: Another\ndate: 2020-01-02\n---\nThe weir holds."),
        ("2020-01-02-a.html", "<html><title>Another</title><body><p>The weir holds back the river.</p></body></html>"),
        ("a.jsonl", '{"id": "w", "title": "Another", "text": "The weir holds.", "date": "2020-01-02"}'),
    ],
)
def test_what_it_tells_of_one_article_counts_first(tmp_path: Path, name: str, text: str) -> None:
    (article,), notes = loaded(tmp_path, name, text, TOLD)
    assert (article.title, article.date, article.source) == ("Weir opens", DAY, "The Harbour Post")
    assert "The weir holds" in article.text
    assert notes == []


def test_of_what_it_does_not_tell_the_article_keeps_its_own(tmp_path: Path) -> None:
    text = "date 2020-01-02\n\nThe weir holds.\n\nBased On ANI Report"
    (article,), notes = loaded(tmp_path, "a.txt", text, "# to be filled in\ntitle:\ndate: ~\nsource: CNN\n")
    assert (article.title, article.date, article.source) == ("The weir holds.", datetime.date(2020, 1, 2), "CNN")
    assert notes == []


def test_of_several_articles_it_fills_gaps(tmp_path: Path) -> None:
    (first, second), notes = loaded(tmp_path, "rows.csv", ROWS, TOLD)
    assert (first.title, first.date, first.source) == ("The weir opened.", datetime.date(2020, 1, 2), "CNN")
    assert (second.title, second.date, second.source) == ("The weir closed.", DAY, "The Harbour Post")
    assert notes == ["its title is left out, for the file holds several articles"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("date: 2022-03-11\nauthor: Nora Velt", 'unknown name "author": it takes title, date and source'),
        ("date: 2022-03-11\nsource: [CNN]", "source is a list: write one line"),
        ("date: 2022-03-11\nsource: {name: CNN}", "source is an object: write one line"),
        ("date: 2022-03-11\nsource: https://cnn.example", 'source "https://cnn.example" is no name'),
        ("date: 2021-01-01\nDate: 2022-03-11", "date stands there twice: the last counts"),
        ("date: 2022-03-11\na: 1\nb: 2\nc: 3\nd: 4", "; and 1 more"),
    ],
)
def test_what_is_not_understood_is_told_and_the_rest_counts(tmp_path: Path, told: str, said: str) -> None:
    (article,), (note,) = loaded(tmp_path, "a.txt", "The weir holds.", told)
    assert (article.date, article.source) == (DAY, None)
    assert note.endswith(said)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("date: yesterday", 'date "yesterday" is no day'),
        ("date: 03/04/2022", "or reads as two"),
        ("title: Salt: a history", "no YAML"),
        ("&a [*a]", "no YAML"),
        ("title: &a [x]\nsource: *a", "no YAML"),
        ('title: "\\UFFFFFFFF"', "no YAML"),
        ("[" * 5000, "no YAML"),
        ("just a text", "no lines of `name: value`"),
        ("- a\n- b", "no lines of `name: value`"),
        ("title: a\n---\ntitle: b", "no YAML"),
        ("x" * (sidecar.LIMIT + 1), "larger than 16,000 bytes"),
        (b"\x00\x01\x02\x03" * 50, "not read"),
    ],
)
def test_a_hostile_one_is_one_line_in_the_report(tmp_path: Path, told: str | bytes, said: str) -> None:
    (article,), (note,) = loaded(tmp_path, "a.txt", "The weir holds.", told)
    assert article == Document("a.txt", "The weir holds.", "The weir holds.")
    assert said in note
    assert len(note) < 300


def test_tags_make_nothing(tmp_path: Path) -> None:
    made = tmp_path / "made"
    told = (
        f"title: !!python/object/apply:os.mkdir [{made}]\nsource: !!python/name:os.system CNN\ndate: !!int 2022-03-11"
    )
    (article,), _ = loaded(tmp_path, "a.txt", "The weir holds.", told)
    assert (article.title, article.source, article.date) == ("The weir holds.", "CNN", DAY)
    assert not made.exists()


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("title: A secret")
    (tmp_path / "a.txt").write_text("The weir holds.")
    os.symlink(tmp_path / "secret.yaml", tmp_path / "a.txt.meta.yaml")
    article, note = read(SourceFile(tmp_path / "a.txt", "a.txt", 15))
    assert article == Document("a.txt", "The weir holds.", "The weir holds.")
    assert note == Note("a.txt.meta.yaml", "a link, or no regular file: it is not read")


def test_it_is_no_article_itself(tmp_path: Path) -> None:
    for name in ("a.txt", "a.txt.meta.yaml", "gone.md.meta.yaml", "other.meta.yaml"):
        (tmp_path / name).write_text("date: 2022-03-11")
    files, skipped = find(tmp_path)
    assert [file.id for file in files] == ["a.txt"]
    assert [(item.file, item.reason.partition(":")[0]) for item in skipped] == [
        ("gone.md.meta.yaml", "tells of gone.md, which is not beside it"),
        ("other.meta.yaml", ".yaml"),
    ]
    assert find(tmp_path / "a.txt.meta.yaml")[1] == [
        Skipped("a.txt.meta.yaml", "tells of a.txt, which is what to name")
    ]


def test_a_name_too_long_for_a_sidecar_has_none(tmp_path: Path) -> None:
    name = "a" * 250 + ".txt"
    (tmp_path / name).write_text("The weir holds.")
    assert [type(item) for item in read(SourceFile(tmp_path / name, name, 15))] == [Document]


lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60)
names = lines.map(lambda line: sidecar.clean(line)).filter(lambda name: name is not None and "](" not in name)


@given(st.none() | names, st.none() | st.dates(), st.none() | names.filter(lambda n: not n.startswith(("http", "[["))))
def test_what_is_written_is_read_again(title: str | None, date: datetime.date | None, source: str | None) -> None:
    told = sidecar.Sidecar(title, date, source)
    data = sidecar.written(told)
    assert bool(data) == any((title, date, source))
    assert sidecar.read(data) == told


MARKS = "title: date source 2022 - [ ] { } & * ! | > ' \" # % @ ` ~ !!python/object:x << --- ? \\U00110000".split()
pieces = st.lists(st.sampled_from([*MARKS, " ", "\n", "\n  ", "\t"])).map("".join)


@given(st.one_of(texts, pieces).map(str.encode) | st.binary())
def test_whatever_it_holds_it_is_read_or_told(data: bytes) -> None:
    told = sidecar.read(data)
    assert all("\n" not in fault and len(fault) < 200 for fault in told.faults)
    assert len(told.faults) <= sidecar.TOLD + 1
    for value in (told.title, told.source):
        assert value is None or (value.strip() and "\n" not in value and len(value) <= 300)
    sidecar.read(sidecar.written(told))


@given(st.integers(0, len(TOLD) - 1), st.integers(0, 255))
def test_a_damaged_byte_does_no_harm(at: int, byte: int) -> None:
    data = bytearray(TOLD.encode())
    data[at] = byte
    told = sidecar.read(bytes(data))
    assert told == sidecar.read(TOLD.encode()) or told.faults or told.title or told.date or told.source
