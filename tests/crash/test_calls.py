"""Builds that are killed, or whose calls fail, wherever they are."""

from __future__ import annotations

import subprocess
import sys


def run(part: str, *arguments: str) -> str:
    """In a process of its own, since it forks."""
    command = [sys.executable, "-m", f"tests.crash.{part}", *arguments]
    told = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_builders_that_are_killed_at_random_moments_leave_a_sound_index() -> None:
    told = run("kill", "25", "7")
    assert "killed: " in told
    assert "then built to the end" in told


def test_wherever_a_build_is_killed_the_index_is_sound() -> None:
    told = run("calls", "--tasks", "change", "--ends", "kill", "--step", "14")
    assert all(f"killed, {state} contents found" in told for state in ("old", "partial new", "new"))


def test_whatever_call_of_a_build_fails_the_index_is_sound() -> None:
    told = run("calls", "--tasks", "change", "--ends", "fail", "--step", "14")
    assert all(f"NotWritten, {state} contents found" in told for state in ("old", "partial new"))


def test_whatever_happens_to_a_first_build_the_next_one_succeeds() -> None:
    told = run("calls", "--tasks", "first", "--step", "40")
    assert "killed, IndexNotFound contents found" in told
    assert "NotWritten, IndexNotFound contents found" in told


def test_a_generation_is_never_removed_because_current_could_not_be_read() -> None:
    told = run("calls", "--tasks", "change", "--ends", "fail", "--named", "CURRENT")
    assert "a call failed: NotWritten, old contents found" in told


def test_whatever_call_of_a_rollback_fails_or_is_its_last_the_index_is_sound() -> None:
    told = run("calls", "--tasks", "rollback", "--step", "4")
    assert "killed, old contents found" in told
    assert "a call failed: NotWritten, old contents found" in told
