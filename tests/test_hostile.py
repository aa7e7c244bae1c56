"""Hostile texts in every field of every document: the command line shows them and obeys none of them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

import qa
from qa.terminal import line, safe, safe_json
from qa.terminal.cli import main
from tests.hostile import HOSTILE, STEERING, in_one_line

NAMES = sorted(HOSTILE)
FORGED = "[9] FORGED"  # what a title tries to put at the beginning of a line
BREAK = f"\n{FORGED}\r{FORGED}\x0b{FORGED}\u2028{FORGED}"


def number(name: str) -> int:
    return NAMES.index(name)


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line break is one that was printed, none is the width of a window."""
    monkeypatch.setenv("COLUMNS", "1000000")


def identity(name: str) -> str:
    return f"{number(name)} {HOSTILE[name][:900]}{BREAK}"


def question(name: str) -> str:
    return f"Who keeps the lantern{number(name)} of Marlow?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document for each text, with it in every field; files named after it, one of them of no kind that is read."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = []
    for name in NAMES:
        text = HOSTILE[name]
        rows.append(
            {
                "id": identity(name),
                "title": f"{text[:250]}{BREAK}",
                "source": f"{text[:250]}{BREAK}",
                "date": text[:50],
                "url": f"https://evil.example/{text}",
                "text": f"The lantern{number(name)} of Marlow is kept by Ada. {text[:700]}\n\n{text}\n\nAda: {text}",
            }
        )
        stem = os.fsencode(f"{number(name)} {in_one_line(text)}").decode("utf-8", "ignore").encode()[:200]
        for suffix in (b".txt", b".forged"):
            file = os.path.join(os.fsencode(folder), stem.decode("utf-8", "ignore").encode() + b"\n[9] FORGED" + suffix)
            Path(os.fsdecode(file)).write_text(f"The keeper{number(name)} of Marlow wrote {text[:400]}.")
    lines = [json.dumps(row) for row in rows]
    (folder / "rows.jsonl").write_text("\n".join([*lines, '{"text": 1}', "\x1b[31mnot JSON"]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def index(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index") / "of\x1b[31m\n[9] FORGED"
    qa.build_index(folder, index, model="static")
    return index


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What a command prints, after looking for what must not be in it."""
    assert main(arguments) == code
    out, err = capsys.readouterr()
    for output in (out, err):
        assert not STEERING.search(output), STEERING.search(output)
        assert not re.search(rf"^{re.escape(FORGED)}", output, re.MULTILINE)
    return out + err


@pytest.mark.parametrize("name", NAMES)
def test_answers_and_passages(name: str, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only = ("--index", str(index), "--source", _source(index, name))
    reading = ("--reader", "none", "--threshold")
    shown = f"{number(name)} "  # the id begins with it
    assert shown in said(capsys, "search", question(name), "-k", "3", *only)
    assert shown in said(capsys, "ask", question(name), *reading, "0", *only)
    assert "Closest passages" in said(capsys, "ask", question(name), *reading, "1", *only)
    (hit, *_) = json.loads(said(capsys, "search", question(name), "--json", *only))
    assert hit["document"]["id"] == identity(name)
    answer = json.loads(said(capsys, "ask", question(name), "--json", *reading, "0", *only))
    assert answer["citations"][0]["document"]["id"] == identity(name)


@pytest.mark.parametrize("name", NAMES)
def test_questions(name: str, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options in ((), ("--json",)):
        said(capsys, "ask", f"{HOSTILE[name]}{BREAK}", "--reader", "none", "--index", str(index), *options)
        said(capsys, "search", f"{HOSTILE[name]}{BREAK}", "--index", str(index), *options)


def test_a_build_and_its_report(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "of\x1b[31m\n[9] FORGED")
    out = said(capsys, "build", str(folder), "--index", place, "--model", "static")
    assert "not among the kinds that are read" in out
    (tmp_path / "\x1b[31mempty\r\n[9] FORGED.txt").touch()
    rows = [str(folder / "rows.jsonl"), str(tmp_path / "\x1b[31mempty\r\n[9] FORGED.txt")]
    assert ": empty" in said(capsys, "build", *rows, "--index", f"{place}2", "--model", "static")
    assert "0 new" in said(capsys, "build", str(folder), "--index", place, "--model", "static")


def test_an_index(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "evil.example" in said(capsys, "info", "--index", str(index))
    assert json.loads(said(capsys, "info", "--json", "--index", str(index)))["documents"] > len(NAMES)
    said(capsys, "verify", "--index", str(index))


def test_misses_of_an_evaluation(index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [  # each expects the article of another one, so that it is missed
        {"question": f"{question(name)} {HOSTILE[name][:300]}{BREAK}", "articles": [identity(other)]}
        for name, other in zip(NAMES, NAMES[1:] + NAMES[:1], strict=True)
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    out = said(
        capsys,
        *("evaluate", str(file), "--index", str(index), "--reader", "none", "--threshold", "0", "--misses", "999"),
    )
    assert out.count("missed, line") > len(NAMES) / 2
    said(capsys, "evaluate", str(file), "--index", str(index), "--reader", "none", "--json", "--misses", "999")


def _source(index: Path, name: str) -> str:
    source = qa.Index.open(index).document(identity(name)).source
    assert source
    return source


@pytest.mark.parametrize("name", NAMES[::7])
def test_verdicts_on_a_kept_answer(name: str, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only = ("--index", str(index))
    asked = ("ask", question(name), "--source", _source(index, name), "--reader", "none", "--threshold", "0", "--json")
    answer = json.loads(said(capsys, *asked, *only))
    answer["question"] += f"{HOSTILE[name]}{BREAK}"
    answer["citations"][0]["text"] += BREAK  # no longer what stands in the article
    file = tmp_path / "kept.json"
    file.write_text(json.dumps(answer))
    out = said(capsys, "verify-answer", str(file), *only, code=1)
    assert f"[1] {number(name)} " in out


@pytest.mark.parametrize("name", NAMES)
def test_mistakes(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = in_one_line(HOSTILE[name]) + "\n[9] FORGED\x1b[31m"
    for arguments in (
        ("build", str(tmp_path / text), "--index", str(tmp_path / "index")),
        ("ask", "Who?", "--index", str(tmp_path / text)),
        ("search", "Who?", "--since", text, "--index", str(tmp_path / "index")),
        ("evaluate", str(tmp_path / text), "--index", str(tmp_path / "index")),
        ("serve", "--host", text, "--index", str(tmp_path / "index")),
        ("serve", "--allow-host", text, "--index", str(tmp_path / "index")),
        ("serve", "--auth", f"@{text}", "--index", str(tmp_path / "index")),
    ):
        out = said(capsys, *arguments, code=2)
        assert len(out.strip().split("\n")) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_three_ways_to_print(name: str) -> None:
    text = HOSTILE[name] + BREAK
    for way in (safe, line, safe_json):
        assert not STEERING.search(way(text))
    assert "\n" not in line(text)
    assert json.loads(safe_json({"text": text})) == {"text": text}
    plain = "Überblick – “naïve” 東京 افتتح\n- item"
    assert safe(plain) == plain
    assert plain.split("\n")[0] in safe_json(plain)
