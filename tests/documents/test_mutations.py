"""Files that are damaged in hundreds of ways: each gives documents and reasons, and no parser's own words for a fault
of ours. `mutate.py` does it at length, with bounds on time and memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.mutate import OURS, SCANS, faults, main, stand_in
from tests.documents.mutations import mutated, whole
from tests.documents.originals import originals

TIMES = 100


@pytest.mark.parametrize("suffix", sorted(originals()))
@pytest.mark.timeout(600)
def test_damage_ends_in_documents_and_reasons(suffix: str, tmp_path: Path) -> None:
    with stand_in():
        for number in range(TIMES):
            told = list(faults(f"a{suffix}", mutated(suffix, number, seed=1), tmp_path))
            assert not [what for what in told if what.startswith(OURS)], number


@pytest.mark.parametrize("suffix", sorted(originals()))
def test_what_is_not_damaged_is_read(suffix: str, tmp_path: Path) -> None:
    with stand_in():
        for original in originals()[suffix]:
            assert list(faults(f"a{suffix}", whole(original), tmp_path)) == ["read"]


def test_the_same_number_is_the_same_file() -> None:
    for suffix in originals():
        assert mutated(suffix, 3) == mutated(suffix, 3)
        assert len({mutated(suffix, number) for number in range(20)}) > 10
    assert set(originals()) >= SCANS


def test_a_fault_is_found_counted_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.documents import mutate

    monkeypatch.setattr(mutate, "_read_all", _ends)
    assert main(["txt", "--each", "2", "--keep", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert ".txt 0 (seed 0): ends the process: 3" in out
    assert "faults 2" in out
    assert (tmp_path / "0-1.txt").read_bytes() == mutated(".txt", 1)


def _ends(*_: object) -> None:
    raise SystemExit(3)
