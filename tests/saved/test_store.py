"""The list of saved questions: whole whoever else writes, whatever stands in it, wherever a writer is killed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import NotWritten, SavedInvalid
from qa.saved import store
from qa.saved.schema import TEXT, line_of, parsed
from qa.saved.store import FILE, complaint, edited, listed, unsave
from tests.crash.calls import Counted, attempt
from tests.hostile import HOSTILE
from tests.saved.samples import change, part, place, saved, seen

ROOT = Path(__file__).parents[2]


def add(index: Path, *questions: Any) -> None:
    with edited(index) as now:
        now.questions.extend(questions)


def test_what_is_saved_is_read_again_in_its_order(tmp_path: Path) -> None:
    assert listed(tmp_path).questions == []
    said = [saved(2, "Où ?"), saved(1, "“Nein”\t\u2028", since="2025-12-01", sources=["Post"], dates=False)]
    add(tmp_path, *said)
    assert listed(tmp_path).questions == said
    assert unsave(tmp_path, [said[0]["id"], "nothing"]) == 1
    assert listed(tmp_path).questions == said[1:]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


@given(st.lists(st.one_of(st.binary(max_size=200), st.just(line_of(saved(7)).strip())), max_size=6))
def test_any_bytes_are_read_and_nothing_of_them_is_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    index = tmp_path_factory.mktemp("any")
    data = b"\n".join(lines)
    (index / FILE).write_bytes(data)
    found = listed(index)
    assert len(found.questions) <= 1
    add(index, saved(9))
    after = (index / FILE).read_bytes().split(b"\n")
    for line in filter(bytes.strip, data.split(b"\n")):
        if line not in found.damaged:
            assert parsed(line) in found.questions
        assert line in after or parsed(line) in listed(index).questions
    assert listed(index).questions[-1] == saved(9)
    assert listed(index).damaged == found.damaged


@pytest.mark.parametrize(
    "facts",
    [
        {"id": "../../etc"},
        {"id": "0" * 13},
        {"question": ""},
        {"question": "x" * 1001},
        {"question": "\ud800"},
        {"dates": 1},
        {"sources": "Post"},
        {"seen": None},
        {"now": seen(part(short="x" * (TEXT + 1)))},
        {"now": seen(part("q", None, place(start=-1)))},
        {"now": seen(part("q", None, place(sha256="0" * 65)))},
        {"change": change(kind="something else")},
        {"history": [change()] * 21},
        {"more": 1},
    ],
    ids=str,
)
def test_a_line_that_nobody_wrote_is_told_and_kept(tmp_path: Path, facts: dict[str, Any]) -> None:
    import json

    line = json.dumps({**saved(3), **facts}).encode()
    (tmp_path / FILE).write_bytes(line_of(saved(1)) + line + b"\n" + line_of(saved(2)))
    found = listed(tmp_path)
    assert [each["id"][-1] for each in found.questions] == ["1", "2"]
    said = complaint(tmp_path, found)
    assert said is not None
    assert "1 line cannot be read and are left as they stand" in said
    assert "\n" not in said
    add(tmp_path, saved(4))
    assert line in (tmp_path / FILE).read_bytes().split(b"\n")


def test_hostile_texts_are_kept_to_the_letter(tmp_path: Path) -> None:
    said = [
        saved(at, text[:1000].replace("\ud800", "?") or "x", history=[change(now=text[:TEXT])])
        for at, text in enumerate(HOSTILE.values())
    ]
    add(tmp_path, *said)
    assert listed(tmp_path).questions == said


def test_the_file_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGEST", 3000)
    add(tmp_path, saved(1))
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(NotWritten, match="full"):
        add(tmp_path, *map(saved, range(2, 9)))
    assert (tmp_path / FILE).read_bytes() == before
    (tmp_path / FILE).write_bytes(b"x" * 3001)
    with pytest.raises(SavedInvalid, match="larger"):
        listed(tmp_path)
    with pytest.raises(NotWritten, match="no such folder"):
        add(tmp_path / "nowhere", saved(1))


def test_a_long_history_gives_way_to_the_answer(tmp_path: Path) -> None:
    told = [change(id=f"{at:012x}", places=[place(text="x" * TEXT)] * 24) for at in range(20)]
    add(tmp_path, saved(1, history=told))
    (kept,) = listed(tmp_path).questions
    assert 0 < len(kept["history"]) < 20
    assert kept["history"][-1] == told[-1]


def test_a_question_saved_twice_in_the_file_is_listed_once(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(2 * line_of(saved(1)))
    assert listed(tmp_path).questions == [saved(1)]
    assert len(listed(tmp_path).damaged) == 1


def test_several_processes_change_the_list(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.saved.samples import saved\n"
        "from tests.saved.test_store import add\n"
        "for n in range(15): add(Path(sys.argv[1]), saved(int(sys.argv[2]) + n))"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(first)], cwd=ROOT) for first in (0, 100, 200)
    ]
    assert [writer.wait(100) for writer in writers] == [0, 0, 0]
    numbers = sorted(int(each["id"], 16) for each in listed(tmp_path).questions)
    assert numbers == [first + n for first in (0, 100, 200) for n in range(15)]


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "a call fails"])
def test_a_writer_that_ends_at_any_call_leaves_one_list_or_the_other(tmp_path: Path, killed: bool) -> None:
    before, after = [saved(1)], [saved(1), saved(2)]
    at, seen_states = 1, set()
    while True:
        (tmp_path / FILE).write_bytes(b"".join(map(line_of, before)))
        calls = Counted(tmp_path, at, killed, named="")
        told = attempt(lambda: add(tmp_path, saved(2)), calls)
        found = listed(tmp_path)
        assert found.questions in (before, after), f"call {at}: {told}"
        assert found.damaged == ()
        seen_states.add(len(found.questions))
        if told == "done" and not calls.hit:
            assert found.questions == after
            break
        add(tmp_path, saved(3))  # what was left stands in nobody's way
        at += 1
    assert at > 4
    assert seen_states == {1, 2}


def test_a_full_disk_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path, saved(1))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritten, match="No space left"):
        add(tmp_path, saved(2))
    assert listed(tmp_path).questions == [saved(1)]
