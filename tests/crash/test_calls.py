"""Builds that are killed, or whose calls fail, wherever they are."""

from __future__ import annotations

import subprocess
import sys


def run(*arguments: str) -> str:
    """In a process of its own, since it forks."""
    command = [sys.executable, "-m", "tests.crash.calls", *arguments]
    told = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_a_generation_is_never_removed_because_current_could_not_be_read() -> None:
    told = run("--tasks", "change", "--ends", "fail", "--named", "CURRENT")
    assert "a call failed: NotWritten, old contents found" in told


def test_whatever_call_of_a_rollback_fails_or_is_its_last_the_index_is_sound() -> None:
    told = run("--tasks", "rollback", "--step", "3")
    assert "killed, rolled back contents found" in told
    assert "a call failed: NotWritten, old contents found" in told
