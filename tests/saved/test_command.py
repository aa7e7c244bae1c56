"""`qa save`, `qa saved`, `qa unsave`, `qa watch-questions`."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import pytest

from qa.saved.store import FILE
from qa.terminal.cli import main
from tests.hostile import HOSTILE, STEERING
from tests.saved.folder import COST, PAINTER, PILOT, Town


def run(*arguments: str) -> int:
    try:
        return main(arguments)
    except SystemExit as exit:  # argparse
        return int(exit.code or 0)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_the_way_of_a_question(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = ("--index", str(town.index))
    assert run("watch-questions", *index) == 0
    assert "0 saved questions, 0 changed" in capsys.readouterr().out
    assert run("save", COST, *index) == 0
    assert "3.5 million euros" in capsys.readouterr().out
    assert run("save", PAINTER, "--since", "2025-01-01", *index) == 0
    assert "Not in these articles." in capsys.readouterr().out
    town.write("audit", "A report came out. The bridge at Marlow cost 4.2 million euros, auditors say.", 20)
    town.build()
    feed = tmp_path / "changes.atom"
    assert run("watch-questions", "--keep", "--atom", str(feed), *index) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Differs now: 4.2 million euros, against 3.5 million euros before." in out
    assert "“The bridge at Marlow cost 4.2 million euros, auditors say.”" in out
    assert "audit.txt" in out
    assert "2 saved questions, 1 changed" in out
    assert [entry.title for entry in feedparser.parse(feed.read_bytes()).entries] == [f"Differs now: {COST}"]
    assert run("watch-questions", "--json", *index) == 0
    assert [each["change"]["kind"] for each in json.loads(capsys.readouterr().out)] == ["differs now"]
    assert run("watch-questions", *index) == 0
    assert "2 saved questions, 0 changed" in capsys.readouterr().out
    assert run("saved", *index) == 0
    out = capsys.readouterr().out
    assert f"1. {COST}" in out
    assert f"2. {PAINTER} (since 2025-01-01)" in out
    assert run("unsave", "1", *index) == run("unsave", PAINTER, *index) == 0
    assert run("saved", "--json", *index) == 0
    assert capsys.readouterr().out.endswith("[]\n")


def test_a_name_that_is_kept_with_a_question_filters_it(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    index = ("--index", str(town.index))
    assert run("save", COST, *index) == run("save", COST, "--name", "lund", *index) == 0
    assert run("save", COST, "--name", "Lundd", *index) == 2
    capsys.readouterr()
    assert run("saved", *index) == 0
    out = capsys.readouterr().out
    assert f"1. {COST}\n" in out
    assert f"2. {COST} (Ada Lund)" in out  # in full, though "lund" was typed
    town.write("audit", "Ada Lund read a report. The bridge at Marlow cost 4.2 million euros, it says.", 20)
    town.build()
    assert run("watch-questions", "--json", *index) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["change"]["kind"], second["change"]["kind"]) == ("differs now", "new answer")
    assert {place["document"] for place in second["change"]["places"]} == {"audit.txt"}


def test_a_mistake_is_one_line(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    index = ("--index", str(town.index))
    for wrong in (("unsave", "1"), ("unsave", "What?"), ("save", "What?", "--since", "soon"), ("save", "x" * 1001)):
        assert run(*wrong, *index) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    for wrong in (("save", "?"), ("watch-questions", "--atom", "a.txt"), ("watch-questions", "--seen", "--keep")):
        assert run(*wrong, *index) == 2
        capsys.readouterr()
    assert run("save", COST, "--index", str(town.index / "nowhere")) == 2
    assert not (town.index / FILE).exists()


def test_damage_is_told_and_the_rest_is_used(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.save(PILOT)
    with (town.index / FILE).open("ab") as file:
        file.write(b"\x00 nothing\n")
    assert run("watch-questions", "--index", str(town.index)) == 0
    out = capsys.readouterr()
    assert "1 line cannot be read" in out.err
    assert "1 saved question, 0 changed" in out.out
    assert (town.index / FILE).read_bytes().endswith(b"\x00 nothing\n")


def test_nothing_hostile_reaches_the_terminal(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [text for text in HOSTILE.values() if len(text) < 500 and any(c.isalnum() for c in text)][:40]
    for text in texts:
        assert run("save", text, "--index", str(town.index)) == 0
    for command in (("saved",), ("saved", "--json"), ("watch-questions",)):
        assert run(*command, "--index", str(town.index)) == 0
    out = capsys.readouterr().out
    assert not STEERING.search(out.replace("\n", ""))


def test_a_build_that_watches_tells_what_it_changed(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    from qa.terminal.saved import after_build

    after_build(town.index)
    assert capsys.readouterr().out == ""
    town.save(PAINTER)
    town.write("paint", "Ivo Brandt painted the bridge at Marlow in green.", 20)
    town.build()
    after_build(town.index)
    assert "New answer: Ivo Brandt" in capsys.readouterr().out
    after_build(town.index)  # told already, though not seen
    assert capsys.readouterr().out == ""
    (town.index / "CURRENT").write_text("nothing")
    after_build(town.index)
    assert "saved questions: " in capsys.readouterr().err
