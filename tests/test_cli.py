from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qa.cli import main
from qa.terminal import safe

ROOT = Path(__file__).parent.parent


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


def test_json_holds_the_whole_answer(real_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("ask", "Who found the meteorite near Karsbro?", "--json", "--index", str(real_index))
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"question", "text", "short", "found", "confidence", "citations", "hits"}
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
    assert not before or before[0].startswith("usage:")  # argparse shows how the command is called; nobody else adds


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
