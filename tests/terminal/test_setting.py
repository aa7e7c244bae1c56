"""`qa set` on real folders: what is written, what is built, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

import qa
from qa.index.index import Index
from tests.terminal.test_cli import run


@pytest.fixture
def place(articles: Path, tmp_path: Path) -> str:
    """An index of `articles` and of a table, by the smallest model."""
    (articles / "week.csv").write_text("text,date\nThe weir is shut.,\nThe kiln is lit.,2020-01-02\n")
    qa.build_index(articles, tmp_path / "index", model="static")
    return str(tmp_path / "index")


def of(place: str, id: str) -> tuple[str, str | None]:
    document = Index.open(place).document(id)
    return str(document.date), document.source


def test_day_and_source_are_set_and_taken_back(
    place: str, articles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("set", "note.md", "--date", "11 March 2022", "--source", "CNN", "--index", place) == 0
    out = capsys.readouterr().out
    assert "note.md: date 11 March 2022, source CNN" in out
    assert "1 changed" in out
    assert (articles / "note.md.meta.yaml").read_text() == "date: 2022-03-11\nsource: CNN\n"
    assert of(place, "note.md") == ("2022-03-11", "CNN")
    monkeypatch.chdir(articles)
    assert run("set", "./note.md", "ferry.txt", "--source", "Sund Post", "--index", place) == 0
    assert (of(place, "note.md"), of(place, "ferry.txt")) == (("2022-03-11", "Sund Post"), ("2025-11-20", "Sund Post"))
    assert run("set", "note.md", "--date", "", "--source", "", "--index", place) == 0
    assert of(place, "note.md") == ("None", None)
    assert not (articles / "note.md.meta.yaml").exists()


def test_of_a_table_the_gaps_are_filled(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("set", "week.csv#1", "--date", "2022-03-11", "--index", place) == 2
    assert "'week.csv#1' is one of several articles of week.csv" in capsys.readouterr().err
    assert run("set", "week.csv", "--date", "2022-03-11", "--index", place) == 0
    assert (of(place, "week.csv#1")[0], of(place, "week.csv#2")[0]) == ("2022-03-11", "2020-01-02")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["note.md"], "name what to set: --date, --source or --title"),
        (["note.md", "--date", "yesterday"], 'date "yesterday" is no day'),
        (["none.txt", "--date", "2022-03-11"], "the collection has no file 'none.txt'"),
        (["../../etc/hosts.txt", "--date", "2022-03-11"], "the collection has no file"),
    ],
)
def test_a_mistake_is_one_line_and_sets_nothing(
    arguments: list[str], said: str, place: str, articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("set", *arguments, "--index", place) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert not list(articles.glob("*.meta.yaml"))


def test_from_python(place: str) -> None:
    collection = qa.Collection(place)
    collection.set_fields("note.md", date="2022-03-11")
    qa.build_index(collection.sources, place)
    assert of(place, "note.md") == ("2022-03-11", None)
