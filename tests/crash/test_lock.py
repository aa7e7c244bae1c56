"""The lock of a builder that was killed, and what it noted of itself."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

import qa
from qa.index.lock import OWNER, Builder, builder, locked
from tests.fakes import BagOfWords, touch


def noted(place: Path, **changed: object) -> str:
    """What a builder that lives, this process, notes of itself; with some of it changed."""
    with locked(place):
        return json.dumps(json.loads((place / OWNER).read_text()) | changed)


def test_the_note_of_a_process_whose_number_another_one_has_now_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / OWNER).write_text(noted(tmp_path))
    assert builder(tmp_path) == Builder(**json.loads(noted(tmp_path)))
    (tmp_path / OWNER).write_text(noted(tmp_path, started=12))
    assert builder(tmp_path) is None


@pytest.mark.parametrize("process", [10**30, -1, 0, True, "1", None, 1.5])
def test_a_note_of_no_process_is_not_believed(process: object, tmp_path: Path) -> None:
    (tmp_path / OWNER).write_text(noted(tmp_path, process=process))
    assert builder(tmp_path) is None


def test_a_damaged_note_is_one_that_can_be_shown_or_none(tmp_path: Path) -> None:
    whole, rng = noted(tmp_path, done=3, total=10).encode(), random.Random(1)
    damaged = [b"[" * 100_000, b"", *(whole[:length] for length in range(len(whole)))]
    damaged += [whole.replace(b"10}", other + b"}") for other in (b"null", b"[]", b'"x"', b"0", b"NaN", b"1e9")]
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= rng.randrange(1, 256)
        damaged.append(bytes(changed))
    for data in damaged:
        (tmp_path / OWNER).write_bytes(data)
        if (found := builder(tmp_path)) is not None:
            assert f"{found} {found.stage} {found.percent} %"


HOLD = """
import sys, time
from pathlib import Path
from qa.index.lock import locked
with locked(Path(sys.argv[1])) as owner:
    owner.following(lambda *_: None)("embedding", 3, 10)
    print("held", flush=True)
    time.sleep(100)
"""


def test_who_holds_the_lock_is_told_and_the_lock_of_a_killed_process_is_free_at_once(
    articles: Path, index: Path
) -> None:
    touch(articles)
    with subprocess.Popen([sys.executable, "-c", HOLD, str(index)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(qa.IndexLocked, match=f"process {other.pid} "):
            qa.build_index(articles, index, embedder=BagOfWords())
        told = builder(index)
        assert told
        assert (told.process, told.stage, told.percent) == (other.pid, "embedding", 30)
        other.kill()
    assert (index / OWNER).exists()
    assert builder(index) is None
    assert qa.build_index(articles, index, embedder=BagOfWords()).changed == 1
    assert not (index / OWNER).exists()
