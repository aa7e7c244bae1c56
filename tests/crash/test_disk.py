"""Disks that are full."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import crash
from tests.crash import disk
from tests.crash.mend import told
from tests.fakes import touch


def test_a_file_system_that_fills_up_leaves_what_answers(tmp_path: Path) -> None:
    try:
        seen = disk.run(disk.small, 12, tmp_path)
    except PermissionError as error:
        if os.environ.get("CI") != "true":
            pytest.skip(f"NOT TESTED: a small file system cannot be mounted here ({error})")
        with crash.room() as folder:
            seen = disk.run(disk.short, 12, Path(folder))
    assert any("NotWritten, old contents found" in what for what in seen)
    assert any("done, new contents found" in what for what in seen)


def test_a_limit_on_the_size_of_a_file_leaves_what_answers(tmp_path: Path) -> None:
    seen = disk.run(disk.short, 12, tmp_path)
    assert any("NotWritten, old contents found" in what for what in seen)


def test_a_full_disk_is_one_line_and_exit_code_2(articles: Path, tmp_path: Path) -> None:
    place = tmp_path / "index"
    build = ("build", str(articles), "--index", str(place))
    assert told(*build)[0] == 0
    touch(articles)
    disk.fill(place, 600)
    try:
        code, _, error = told(*build)
    finally:
        disk.free(place)
    assert code == 2
    assert error.splitlines()[-1].endswith("make room there, or choose another place with --index")
    assert told("verify", "--index", str(place))[0] == 0
    assert told(*build)[0] == 0
