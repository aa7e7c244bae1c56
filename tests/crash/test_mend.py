"""`qa verify` and `qa rollback` from the command line, on damaged and on missing indexes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qa.index.generations import CURRENT
from qa.index.lock import locked
from tests.crash import mend
from tests.crash.contents import built, sound
from tests.crash.mend import told
from tests.fakes import touch


def test_every_damage_is_told_gone_back_from_and_mended(tmp_path: Path) -> None:
    seen = mend.run(1, tmp_path)
    assert any("told by verify" in what for what in seen)
    assert any("no harm" in what for what in seen)


def line(command: str, index: Path) -> str:
    """The one line of a mistake."""
    code, _, error = told(command, "--index", str(index))
    assert code == 2
    assert error.count("\n") == 1
    return error


def test_no_index_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    for command in ("verify", "rollback"):
        assert "no index at" in line(command, tmp_path / "nowhere")
        assert "no index at" in line(command, tmp_path / "empty")
        assert "Not a directory" in line(command, tmp_path / "file")


def test_nothing_to_go_back_to_is_told_and_changes_nothing(index: Path) -> None:
    before = sound(index)
    assert "no sound generation before the live one" in line("rollback", index)
    assert sound(index) == before


@pytest.mark.parametrize("text", [None, b"", b"000099\n", b"1", b"\xff\xfe", b"9" * 300, b"../../etc"])
def test_where_current_says_nothing_rollback_takes_the_newest_sound_generation(text: bytes | None, index: Path) -> None:
    before, current = sound(index), index / CURRENT
    current.unlink() if text is None else current.write_bytes(text)
    assert CURRENT in line("verify", index)
    assert told("rollback", "--index", str(index))[0] == 0
    assert sound(index) == before


def test_a_rollback_waits_for_no_build(articles: Path, index: Path) -> None:
    touch(articles)
    built(articles, index)
    now = sound(index)
    with locked(index):
        assert "is being built by process" in line("rollback", index)
    assert sound(index) == now


def test_a_copy_of_an_index_is_an_index(index: Path, tmp_path: Path) -> None:
    shutil.copytree(index, tmp_path / "copy")
    assert told("verify", "--index", str(tmp_path / "copy"))[0] == 0
