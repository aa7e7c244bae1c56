"""Which generation is live, also while a build publishes another one."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.errors import IndexInvalid, IndexNotFound
from qa.index import generations
from qa.index.generations import CURRENT, GENERATIONS, MANIFEST
from qa.index.index import Index
from qa.index.lock import locked

Step = Callable[[], None]


def generation(index: Path, name: str) -> Path:
    folder = index / GENERATIONS / name
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_text("{}")
    return folder


def published_then_removed(index: Path, new: str, old: str) -> Step:
    """What a build does between two looks of a reader."""

    def step() -> None:
        generations.publish(index, generation(index, new))
        shutil.rmtree(index / GENERATIONS / old)

    return step


def before_looking(monkeypatch: pytest.MonkeyPatch, steps: list[Step]) -> None:
    """Take one step each time somebody asks whether a folder is there."""
    is_dir = Path.is_dir

    def looked(path: Path) -> bool:
        if steps:
            steps.pop(0)()
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", looked)


@pytest.mark.parametrize("builds", [1, 3])
def test_a_build_between_two_looks_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, builds: int) -> None:
    generations.publish(tmp_path, generation(tmp_path, "000001"))
    names = [f"{number:06d}" for number in range(1, builds + 2)]
    steps = [published_then_removed(tmp_path, new, old) for old, new in itertools.pairwise(names)]
    before_looking(monkeypatch, steps)
    assert generations.live(tmp_path).name == names[-1]


def test_what_is_named_twice_and_not_there_is_missing(tmp_path: Path) -> None:
    generations.publish(tmp_path, generation(tmp_path, "000001"))
    shutil.rmtree(tmp_path / GENERATIONS / "000001")
    with pytest.raises(IndexInvalid, match="'000001', which is not there"):
        generations.live(tmp_path)


def test_an_index_is_opened_that_was_published_while_the_one_before_was_read(
    index: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import qa
    from tests.fakes import BagOfWords

    opening = Index.open_generation
    taken: list[str] = []

    def slow(folder: Path, *, check: bool = False) -> Index:
        if not taken:  # a whole build comes between the look at CURRENT and the opening of what it named
            taken.append(folder.name)
            monkeypatch.setattr(Index, "open_generation", opening)
            (articles / "tram.txt").write_text("The tram left the depot at noon.")
            qa.build_index(articles, index, embedder=BagOfWords())
            shutil.rmtree(folder)
        return opening(folder, check=check)

    monkeypatch.setattr(Index, "open_generation", slow)
    opened = Index.open(index)
    assert opened.folder.name > taken[0]
    assert opened.document("tram.txt")


def test_an_index_that_is_being_built_for_the_first_time_is_no_damaged_one(tmp_path: Path) -> None:
    generations.make(tmp_path)
    with locked(tmp_path):
        generation(tmp_path, "000001")  # complete, and about to be published
        with pytest.raises(IndexNotFound):
            generations.live(tmp_path)
    with pytest.raises(IndexInvalid, match=CURRENT):  # nobody builds it: CURRENT was lost
        generations.live(tmp_path)
