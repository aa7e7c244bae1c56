"""Counts in the terminal: ten of a long list unless all are wanted, months that have none, everything as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from qa.terminal.cli import main

ARTICLES = 23


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("counted")
    days = [f"2025-{3 if number < 20 else 6:02}-{number + 1:02}" for number in range(ARTICLES - 1)]
    trades = "cooper smith baker weaver tanner potter fletcher glazier mason saddler chandler".split()
    rows = [
        {
            "id": f"a{number}",
            "date": days[number] if number < len(days) else None,
            "source": f"Sheet {number % 12}",
            "text": f"The {trades[number % 11]} of lane {number} saw the heron on the weir. Off at {number} o'clock.",
        }
        for number in range(ARTICLES)
    ]
    (place / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["build", str(place / "rows.jsonl"), "--index", str(place / "index"), "--model", "static"]) in (0, None)
    return place / "index"


def asked(capsys: pytest.CaptureFixture[str], index: Path, question: str, *options: str) -> str:
    capsys.readouterr()
    assert main(["ask", question, "--reader", "none", "--index", str(index), *options]) in (0, None)
    return capsys.readouterr().out


def listed(out: str) -> list[int]:
    return [int(number) for number in re.findall(r"^\[(\d+)\]", out, re.MULTILINE)]


def test_ten_are_shown_and_how_many_more(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = asked(capsys, index, "How many articles mention the heron?")
    assert out.startswith("23 articles")
    assert listed(out) == list(range(1, 11))
    assert "… and 13 more (--all)" in out


def test_all_are_shown_and_json_has_all(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = asked(capsys, index, "How many articles mention the heron?", "--all")
    assert listed(out) == list(range(1, ARTICLES + 1))
    assert "--all" not in out
    told = json.loads(asked(capsys, index, "How many articles mention the heron?", "--json"))
    assert [each["number"] for each in told["citations"]] == list(range(1, ARTICLES + 1))
    assert told["tally"]["undated"] == [ARTICLES]


def test_months_without_an_article_stand_as_none(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = asked(capsys, index, "How many articles mention the heron per month?")
    rows = [line.split() for line in out.splitlines() if line.startswith("  ")]
    told = {" ".join(row[:2]): (int(row[2]), "".join(row[3:])) for row in rows if row[2:] and row[2].isdigit()}
    assert {label: count for label, (count, _) in told.items()} == {
        "March 2025": 20,
        "April 2025": 0,
        "May 2025": 0,
        "June 2025": 2,
        "not told": 1,
    }
    assert told["April 2025"][1] == ""
    assert len(told["March 2025"][1]) > len(told["June 2025"][1]) > 0


def test_a_long_table_is_folded(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = "How many articles mention the heron per source?"
    out = asked(capsys, index, question)
    assert len(re.findall(r"^  Sheet", out, re.MULTILINE)) == 10
    assert "  … and 2 more (--all)" in out
    assert len(re.findall(r"^  Sheet", asked(capsys, index, question, "--all"), re.MULTILINE)) == 12


def test_each_of_several_questions_has_its_own_ten(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = "How many articles mention the heron and how many articles mention the o'clock?"
    out = asked(capsys, index, question)
    told = json.loads(asked(capsys, index, question, "--json"))
    assert len(told["parts"]) == 2
    expected = {number for part in told["parts"] for number in sorted(part["numbers"])[:10]}
    assert set(listed(out)) == expected
    assert out.count("… and 13 more (--all)") == 2
