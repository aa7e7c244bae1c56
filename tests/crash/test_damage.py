"""Files that are not as they were written."""

from __future__ import annotations

import gc
import itertools
import random
import sys
from pathlib import Path

import numpy as np
import pytest

import qa
from qa.building.batches import Batches
from qa.index import filters
from qa.index.generations import live
from qa.index.rollback import roll_back
from tests.crash import damage
from tests.crash.contents import sound
from tests.fakes import BagOfWords, touch


@pytest.mark.parametrize(("checked", "flips"), [(True, 8), (False, 40)])
def test_damage_is_told_or_does_no_harm(checked: bool, flips: int, tmp_path: Path) -> None:
    seen = damage.run(flips, tmp_path, checked=checked)
    assert any("one clear error" in what for what in seen)


def test_a_damaged_batch_gives_what_was_kept_or_nothing(tmp_path: Path) -> None:
    rng = random.Random(5)
    batches, keys = Batches(tmp_path, "0" * 64), [rng.randbytes(32) for _ in range(3)]
    vectors = np.arange(3 * 4, dtype=np.float16).reshape(3, 4)
    batches.add(keys, vectors)
    file = next(tmp_path.rglob("*.npz"))
    whole = file.read_bytes()
    damaged = [whole[:length] for length in range(len(whole))]
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1 << rng.randrange(8)
        damaged.append(bytes(changed))
    # Where the directory of a zip file says how its members are packed: unknown, encrypted, patched, of a new version.
    for place, value in ((6, 99), (8, 1), (8, 32), (10, 42)):
        changed = bytearray(whole)
        changed[whole.index(b"PK\x01\x02") + place] = value
        damaged.append(bytes(changed))
    for data in damaged:
        file.write_bytes(data)
        found = dict(batches.load(set(keys)))
        assert not found or all(np.array_equal(found[key], row) for key, row in zip(keys, vectors, strict=True))


def test_an_interruption_while_words_are_indexed_says_nothing_more(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: said.append(unraisable.exc_value))

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qa.index.lexical._filters", interrupt)
    with pytest.raises(KeyboardInterrupt):
        qa.build_index(articles, tmp_path / "index", embedder=BagOfWords())
    gc.collect()
    assert said == []


def test_a_build_over_a_damaged_generation_keeps_the_sound_one_before_it(
    articles: Path, index: Path, embedder: BagOfWords
) -> None:
    first = sound(index)
    touch(articles)
    qa.build_index(articles, index, embedder=embedder)
    file = live(index) / "articles.sqlite"
    file.write_bytes(file.read_bytes()[:-1] + b"#")
    qa.build_index(articles, index, embedder=embedder)
    roll_back(index).close()
    assert sound(index) == first


@pytest.mark.filterwarnings("ignore:Data type alias")
def test_a_filter_with_a_damaged_head_is_refused_or_read(index: Path) -> None:
    for name in (filters.DAYS, filters.SOURCES):
        file = live(index) / name
        whole = file.read_bytes()
        for at, bit in itertools.product(range(128), range(8)):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
            try:
                found: object = len(filters.Filters.open(file.parent))
            except qa.IndexInvalid as error:
                found = str(error)
            assert found == 4 or name in str(found)
        file.write_bytes(whole)
