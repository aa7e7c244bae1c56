from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, get_type_hints

import pytest

from qa.index.generations import live
from qa.index.index import Index
from qa.index.lock import locked
from qa.keep.schema import AnswerJSON
from qa.terminal import safe
from qa.terminal.cli import main

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> int:
    try:
        return main(arguments)
    except SystemExit as exit:  # argparse
        return int(exit.code or 0)


def test_build_prints_a_summary_with_what_was_skipped(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (articles / "empty.txt").write_text("")
    assert run("build", str(articles), "--index", str(tmp_path / "index")) == 0
    out = capsys.readouterr().out
    assert "4 new" in out
    assert "skipped empty.txt: empty" in out


def test_a_column_is_told_and_notes_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, index = tmp_path / "rows.csv", str(tmp_path / "index")
    rows.write_text("label,words\nA,The ferry sank.\nlabel,words\n")
    build = ["build", str(rows), "--index", index, "--model", "static"]
    assert run(*build) == 2
    assert "among: label, words; say which it is with --column text=NAME" in capsys.readouterr().err
    assert run(*build, "--column", "text=words", "--column", "title=label") == 0
    assert "note on rows.csv: rows that repeat the header, and are no articles: 1" in capsys.readouterr().out
    assert Index.open(index).document("rows.csv#1").title == "A"
    assert run("build", "--index", index, "--json") == 0  # remembered
    assert [note["file"] for note in json.loads(capsys.readouterr().out)["notes"]] == ["rows.csv"]
    assert run(*build, "--column", "text=") == 2
    capsys.readouterr()
    for wrong in ("body=words", "text"):
        assert run(*build, "--column", wrong) == 2
        assert "is not FIELD=NAME with a FIELD of text, id, title, date, source, url" in capsys.readouterr().err


def test_find_prints_where_words_stand(real_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def printed(*arguments: str) -> str:
        assert run("find", *arguments, "--index", str(real_index)) == 0
        return " ".join(capsys.readouterr().out.split())

    out = printed('ports "pay deal"')
    assert "2 articles by source: Coastal Herald 1, Northern Courier 1 by month: 2025-11 2" in out
    assert "at the port of Tarnmouth agreed on a pay deal early on Thursday" in out
    assert "No article holds “zeppelin”." in printed("port zeppelin")
    assert "No article holds all of it: “meteorite” in 1, “dockers” in 9." in printed("meteorite dockers")
    (article,) = json.loads(printed("meteorite", "--oldest", "--limit", "1", "--json"))["articles"]
    assert article["count"] == len(article["spans"]) > 0
    assert run("find", "?", "--index", str(real_index)) == 2


def test_names_are_listed_searched_and_filtered_by(real_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = ("--index", str(real_index))
    assert run("names", "--limit", "3", *index) == 0
    heading, *rows = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"\d+ names in 36 articles", heading)
    assert len(rows) == 5  # three, a blank line, and how many more
    assert rows[-1].endswith(" more: --limit shows them")
    assert run("names", "fpw", "--json", *index) == 0
    told = json.loads(capsys.readouterr().out)
    (name,) = told["names"]
    assert (name["name"], name["kind"]) == ("Federation of Port Workers", "organisation")
    assert name["variants"] == ["FPW"]
    assert run("search", "workers", "-k", "100", "--name", "fpw", "--json", *index) == 0
    found = {hit["document"]["id"] for hit in json.loads(capsys.readouterr().out)}
    assert len(found) == name["articles"]
    assert run("names", "Nobody Atall", *index) == 0
    assert capsys.readouterr().out == "No such name.\n"
    for command in (("ask", "Who?"), ("find", "siren"), ("quotes", "--about", "sirens"), ("names",)):
        assert run(*command, "--name", "Tulgren", *index) == 2
        assert "no article names 'Tulgren': the nearest of" in capsys.readouterr().err


def test_a_surname_of_two_is_told_with_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mill.txt").write_text("Mr Piet Lindgren sold the mill, he said.\n", encoding="utf-8")
    (tmp_path / "choir.txt").write_text("Mrs Greta Lindgren said that she would sing.\n", encoding="utf-8")
    index = ("--index", str(tmp_path / "index"))
    assert run("build", str(tmp_path), "--model", "static", *index) == 0
    capsys.readouterr()
    assert run("ask", "Who sold the mill?", "--name", "Lindgren", *index) == 2
    said = "qa" + capsys.readouterr().err.removeprefix("qa").removeprefix("-c")
    assert said == "qa: the name 'Lindgren' may be 'Piet Lindgren' or 'Greta Lindgren': give it in full\n" or said == (
        "qa: the name 'Lindgren' may be 'Greta Lindgren' or 'Piet Lindgren': give it in full\n"
    )
    assert run("ask", "Who sold the mill?", "--name", "Piet Lindgren", *index) == 0
    assert "Mr Piet Lindgren sold the mill" in capsys.readouterr().out


def test_quotes_prints_who_said_what(real_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("quotes", "--speaker", "Nadia Tullgren", "--about", "sirens", "--index", str(real_index)) == 0
    assert "Nadia Tullgren (said): new batteries had been installed" in " ".join(capsys.readouterr().out.split())
    assert run("quotes", "--speaker", "Gerda Immel", "--json", "--index", str(real_index)) == 0
    told = json.loads(capsys.readouterr().out)
    assert {each["speaker"] for each in told} == {"Gerda Immel"}
    assert {"direct"} <= {each["kind"] for each in told} <= {"direct", "reported", "mixed"}
    assert run("quotes", "--speaker", "Nobody Atall", "--index", str(real_index)) == 0
    assert capsys.readouterr().out == "The articles quote nothing of this.\n"
    assert run("quotes", "--index", str(real_index)) == 2
    assert "name a speaker, or what it is about" in capsys.readouterr().err


def test_ask_prints_the_answer_with_its_sources(real_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "Who found the meteorite near Karsbro?", "--index", str(real_index)) == 0
    out = capsys.readouterr().out
    assert "[1]" in out
    assert "2025-10-08-meteorite-found-near-karsbro.txt" in out
    assert "2025-10-08" in out
    assert run("ask", "What is the capital of France?", "--index", str(real_index)) == 0
    out = capsys.readouterr().out
    assert out.startswith("Not in these articles.")
    assert "Closest passages" in out


def test_a_pasted_text_is_told_where_it_is_from(real_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pasted = (
        "It gives the 2,450 dockers a rise of 5.2 per cent on January 1, 2026, and a further 1.8 per cent on July 1."
    )
    assert main(["ask", f"Where is this from? “{pasted}”", "--index", str(real_index)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.startswith("Nearly in 2 articles, the earliest first [1]")
    assert "nearly: 1 word differs: “2,450” for “2,350”" in printed
    assert main(["ask", pasted.replace("2,450", "2,350"), "--index", str(real_index), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["origins"] == [{"exact": True, "similarity": 1.0, "altered": []}] * 2
    cited = [citation["document"]["id"] for citation in answer["citations"]]
    assert "2025-11-20-tarnmouth-port-agreement.txt" in cited


def test_json_holds_the_whole_answer(real_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("ask", "Who found the meteorite near Karsbro?", "--json", "--index", str(real_index))
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == set(get_type_hints(AnswerJSON))
    citation = answer["citations"][0]
    article = (ROOT / "examples" / "articles" / citation["document"]["id"]).read_text(encoding="utf-8")
    assert citation["text"] in article
    run("search", "meteorite", "-k", "2", "--json", "--index", str(real_index))
    hits = json.loads(capsys.readouterr().out)
    assert len(hits) == 2
    assert hits[0]["document"]["id"] == "2025-10-08-meteorite-found-near-karsbro.txt"
    run("info", "--json", "--index", str(real_index))
    facts = json.loads(capsys.readouterr().out)
    assert facts["documents"] == 36
    assert "Coastal Herald" in facts["sources"]


def test_search_and_info_for_people(real_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("search", "meteorite", "--since", "2025-10-01", "--source", "Meridian Wire", "--index", str(real_index))
    assert "Meridian Wire" in capsys.readouterr().out
    run("info", "--index", str(real_index))
    out = capsys.readouterr().out
    assert "36" in out
    assert "all-MiniLM-L6-v2" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "Who?", "--index", "{tmp}/nowhere"), "index_build.py"),
        (("build", "{tmp}/nowhere", "--index", "{tmp}/index"), "nowhere"),
        (("build", "{articles}", "--index", "{tmp}/index", "--model", "no/such-model"), "no/such-model"),
        (("ask", "Who?", "--since", "soon", "--index", "{real}"), "2025-12-05"),
        (("ask", "Who?", "--source", "Coastal Herold", "--index", "{real}"), "'Coastal Herald'"),
        (("search", "Who?", "--source", "wire", "--index", "{real}"), "'Meridian Wire'"),
        (("timeline", "honey", "--source", "\x1b[31mx", "--index", "{real}"), "'\\x1b[31mx'"),
        (("search", "Who?", "-k", "0", "--index", "{real}"), "-k"),
        (("serve", "--port", "99999"), "port"),
        (("ask", "Who?", "--threshold", "1.5", "--index", "{real}"), "1.5"),
        (("ask", "Who found the meteorite?", "--reader", "no/such-reader", "--index", "{real}"), "no/such-reader"),
        (("dance",), "dance"),
        ((), "COMMAND"),
    ],
)
def test_a_mistake_is_one_clear_line_and_exit_code_2(
    arguments: tuple[str, ...],
    said: str,
    articles: Path,
    tmp_path: Path,
    real_index: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    filled = [argument.format(tmp=tmp_path, articles=articles, real=real_index) for argument in arguments]
    assert run(*filled) == 2
    *before, error = capsys.readouterr().err.splitlines()
    assert said in error
    # argparse shows how the command is called; nobody else adds
    assert [line for line in before if not line.startswith(("usage:", "  "))] == []


def test_the_two_doors_at_the_top_work_alone(articles: Path, tmp_path: Path) -> None:
    def door(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=120)

    built = door(str(ROOT / "index_build.py"), str(articles))
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "index" / "CURRENT").exists()
    wrong = door(str(ROOT / "app.py"), "--port", "none")
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr


def test_nothing_that_steers_a_terminal_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "docs.jsonl"
    row = {
        "id": "x",
        "title": "\x1b]0;owned\x07[bold]Storm[/bold]",
        "text": "The storm \x1b[2J\u202e hit Marlow on Monday.",
    }
    source.write_text(json.dumps(row))
    run("build", str(source), "--index", str(tmp_path / "index"))
    run("search", "storm Marlow", "--index", str(tmp_path / "index"))
    out = capsys.readouterr().out
    assert "[bold]Storm[/bold]" in out
    assert "\x1b]" not in out
    assert "\x1b[2J" not in out
    assert "\u202e" not in out
    assert safe("tab\there\nline") == "tab here\nline"


def test_verify_and_rollback(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "index")
    assert run("rollback", "--index", place) == 2
    assert "no index" in capsys.readouterr().err
    assert run("build", str(articles), "--index", place) == 0
    assert run("verify", "--index", place) == 0
    assert "generation 1 is as it was written" in capsys.readouterr().out
    assert run("rollback", "--index", place) == 2
    assert "no sound generation" in capsys.readouterr().err
    (articles / "ferry.txt").unlink()
    run("build", str(articles), "--index", place)
    damaged = live(Path(place)) / "articles.sqlite"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    for arguments in (("verify",), ("search", "ferry"), ("info",)):
        assert run(*arguments, "--index", place) == 2
        error = capsys.readouterr().err
        assert "articles.sqlite" in error
        assert "qa rollback" in error
    assert run("rollback", "--index", place) == 0
    assert "generation 1" in capsys.readouterr().out
    assert run("search", "ferry", "-k", "1", "--index", place) == 0
    assert "ferry.txt" in capsys.readouterr().out
    assert run("build", str(articles), "--index", place) == 0
    assert "3" in capsys.readouterr().out
    assert run("verify", "--index", place) == 0


def test_watch_builds_again_when_the_folder_changes(articles: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qa", "build", str(articles), "--index", "index", "--watch"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as watching:
        try:
            assert watching.stdout is not None
            until(watching.stdout, "Watching")
            (articles / "tram.txt").write_text("The tram returned to Marlow after fifty years.", encoding="utf-8")
            assert "1 new, 0 changed, 0 removed, 4 unchanged; 1 passages embedded" in until(watching.stdout, "new")
            (articles / "ferry.txt").unlink()
            assert "0 new, 0 changed, 1 removed, 4 unchanged; 0 passages embedded" in until(watching.stdout, "new")
            for file in articles.iterdir():
                file.unlink()
            assert watching.stderr is not None
            assert "nothing to index" in until(watching.stderr, "nothing")
            # On a slow machine a build may come between two of the files: what is never built is an empty index.
            assert 1 <= Index.open(tmp_path / "index").manifest.documents <= 4
        finally:
            watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 130


def until(lines: IO[str], word: str) -> str:
    """The first line that holds a word."""
    return next(line for line in lines if word in line)


def test_what_an_index_is_going_through(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("info", "--json", "--index", str(index))
    assert json.loads(capsys.readouterr().out)["building"] is None
    with locked(index) as owner:
        owner.following(lambda *_: None)("embedding", 42, 100)
        run("info", "--index", str(index))
        assert "embedding 42 %" in capsys.readouterr().out
        run("info", "--json", "--index", str(index))
        assert json.loads(capsys.readouterr().out)["building"] == {"stage": "embedding", "percent": 42}


@pytest.mark.parametrize("module", ["qa", "qa.terminal.cli"])
def test_an_answer_stands_alone(module: str, real_index: Path) -> None:
    """Run as a module by either name, and with nothing beside the answer: no bar of a library, no report."""
    command = [sys.executable, "-m", module, "ask", "Who found the meteorite near Karsbro?", "--index", str(real_index)]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "[1]" in found.stdout
    assert found.stderr == ""
