"""Which generation is live, also while a build publishes another one."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import qa
from qa.building import build
from qa.errors import IndexInvalid, IndexNotFound
from qa.index import generations
from qa.index.generations import CURRENT, GENERATIONS, MANIFEST
from qa.index.index import Index
from qa.index.lock import locked
from qa.search import retriever as searching
from tests.fakes import BagOfWords, touch

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


def after_reading(name: str, step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take `step` once, when a file of this name has just been read for the first time."""
    read_text, steps = Path.read_text, [step]

    def reading(file: Path, encoding: str | None = None, errors: str | None = None) -> str:
        text = read_text(file, encoding, errors)
        if file.name == name and steps:
            steps.pop()()
        return text

    monkeypatch.setattr(Path, "read_text", reading)


@pytest.fixture
def replaced(articles: Path, index: Path) -> Step:
    """Publishes two generations more, so that the one that was live is removed."""

    def replace() -> None:
        before = generations.live(index)
        for _ in range(2):
            touch(articles)
            qa.build_index(articles, index, embedder=BagOfWords())
        assert not before.exists()

    return replace


MOMENTS = pytest.mark.parametrize("name", [CURRENT, MANIFEST, "sources.json"])


@MOMENTS
def test_a_generation_that_is_replaced_while_it_is_opened_gives_the_new_one(
    name: str, index: Path, replaced: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_reading(name, replaced, monkeypatch)
    opened = Index.open(index)
    assert opened.manifest.generation == 3
    opened.verify()


@MOMENTS
def test_a_retriever_follows_through_a_replacement_and_says_nothing(
    name: str,
    articles: Path,
    index: Path,
    replaced: Step,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(searching, "LOOK_EVERY", 0.0)
    retriever = qa.Retriever.open(index, embedder=BagOfWords())
    touch(articles)
    qa.build_index(articles, index, embedder=BagOfWords())
    after_reading(name, replaced, monkeypatch)
    assert retriever.index.manifest.generation == 4
    assert caplog.records == []


@MOMENTS
def test_what_is_live_is_told_through_a_replacement(
    name: str, index: Path, replaced: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_reading(name, replaced, monkeypatch)
    assert (
        generations.of_live(index, Index.open_generation).folder
        == generations.live(index)
        == index / GENERATIONS / "000003"
    )


def test_a_build_keeps_the_model_through_a_replacement(
    index: Path, replaced: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    after_reading(CURRENT, replaced, monkeypatch)
    assert build._model_of(index) == "bag-of-words"


def test_a_first_generation_that_is_published_while_it_is_looked_for_is_found(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = index / CURRENT
    current.rename(index / "aside")
    complete = generations._complete

    def publish(place: Path) -> list[Path]:
        found = complete(place)
        (index / "aside").rename(current)
        return found

    monkeypatch.setattr(generations, "_complete", publish)
    assert generations.live(index).name == "000001"


def test_an_index_that_is_being_built_for_the_first_time_is_no_damaged_one(tmp_path: Path) -> None:
    generations.make(tmp_path)
    with locked(tmp_path):
        generation(tmp_path, "000001")  # complete, and about to be published
        with pytest.raises(IndexNotFound):
            generations.live(tmp_path)
    with pytest.raises(IndexInvalid, match=CURRENT):  # nobody builds it: CURRENT was lost
        generations.live(tmp_path)
