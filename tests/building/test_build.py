from __future__ import annotations

import json
import multiprocessing
import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import qa
from qa.index import generations
from qa.index.generations import CURRENT, GENERATIONS, MANIFEST, live
from qa.index.index import Index
from qa.index.lock import OWNER
from qa.index.manifest import Manifest
from qa.index.passages import searched_text
from qa.types import Note, Skipped
from tests.fakes import BagOfWords, touch


def test_a_build_reports_what_it_did(articles: Path, tmp_path: Path, embedder: BagOfWords) -> None:
    (articles / "empty.txt").write_text("")
    (articles / "picture.png").write_bytes(b"\x89PNG")
    report = qa.build_index(articles, tmp_path / "index", embedder=embedder)
    assert (report.documents, report.added, report.generation) == (4, 4, 1)
    assert report.passages == report.embedded == len(embedder.encoded)
    assert {item.file for item in report.skipped} == {"empty.txt", "picture.png"}
    index = Index.open(tmp_path / "index")
    assert (index.manifest.documents, index.manifest.passages) == (4, report.passages)
    assert index.document("bridge.txt").source == "Coastal Herald"


def test_row_n_is_passage_n_everywhere(index: Path, embedder: BagOfWords) -> None:
    opened = Index.open(index)
    for row, (document, passage) in enumerate(opened.store.each()):
        text = searched_text(document, passage)
        assert passage.id == row
        assert np.allclose(opened.vectors.take(np.array([row])), embedder.encode([text]), atol=1e-3)
        assert row in opened.lexical.search(text, 3)[0]


def test_only_what_changed_is_embedded(articles: Path, index: Path, embedder: BagOfWords) -> None:
    before = dict(zip(embedder.encoded, embedder.encode(list(embedder.encoded)), strict=False))
    embedder.encoded.clear()
    (articles / "ferry.txt").unlink()
    (articles / "harvest.txt").write_text("Apple growers picked more apples than ever.", encoding="utf-8")
    (articles / "bridge.txt").rename(articles / "opening.txt")
    report = qa.build_index(articles, index, embedder=embedder)
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 2, 1)
    assert report.embedded == 1
    assert embedder.encoded == [
        "Apple growers picked more apples than ever.\nApple growers picked more apples than ever."
    ]
    opened = Index.open(index)
    for row, pair in enumerate(opened.store.each()):
        if (text := searched_text(*pair)) in before:
            assert np.allclose(opened.vectors.take(np.array([row]))[0], before[text], atol=1e-3)
    with pytest.raises(KeyError):
        opened.document("ferry.txt")


def test_another_model_embeds_everything(articles: Path, index: Path) -> None:
    other = BagOfWords(name="other", fingerprint="1" * 64)
    report = qa.build_index(articles, index, embedder=other)
    assert report.embedded == report.passages
    assert Index.open(index).manifest.model == "other"


def test_equal_passages_are_embedded_once(tmp_path: Path, embedder: BagOfWords) -> None:
    rows = [{"id": str(i), "title": "Same", "text": "The same words in every article."} for i in range(5)]
    source = tmp_path / "docs.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)))
    report = qa.build_index(source, tmp_path / "index", embedder=embedder)
    assert (report.passages, report.embedded) == (5, 1)
    vectors = Index.open(tmp_path / "index").vectors.take(np.arange(5))
    assert np.array_equal(vectors, np.repeat(vectors[:1], 5, axis=0))


def test_searches_see_plain_letters_and_the_text_stays(tmp_path: Path, embedder: BagOfWords) -> None:
    text = "The oﬃce of the ﬂeet paid crowns³ in 1998¹²."
    (tmp_path / "fleet.txt").write_text(text, encoding="utf-8")
    qa.build_index(tmp_path / "fleet.txt", tmp_path / "index", embedder=embedder)
    opened = Index.open(tmp_path / "index")
    assert opened.document("fleet.txt").text == text
    assert embedder.encoded[0].endswith("The office of the fleet paid crowns ³ in 1998 ¹².")
    for word in ("office", "fleet", "crowns", "1998"):
        assert opened.lexical.search(word, 1)[0].size == 1


def test_a_second_document_with_the_same_id_is_kept_and_reported(tmp_path: Path, embedder: BagOfWords) -> None:
    source = tmp_path / "docs.jsonl"
    first, second = '{"id": "x", "text": "First words."}\n', '{"id": "x", "text": "Second words."}\n'
    source.write_text(first + second + first)
    report = qa.build_index(source, tmp_path / "index", embedder=embedder)
    opened = Index.open(tmp_path / "index")
    assert opened.document("x").text == "First words."
    assert opened.document("docs.jsonl#2").text == "Second words."
    assert report.documents == 2
    assert report.notes == (
        Note("docs.jsonl#2", "its id 'x' is that of an article above in this file: its own is 'docs.jsonl#2'"),
    )
    assert report.skipped == (
        Skipped("docs.jsonl#3", "the very same article as the one with the id 'x' above in this file"),
    )


def test_columns_are_told_remembered_and_forgotten(tmp_path: Path, embedder: BagOfWords) -> None:
    source, place = tmp_path / "rows.csv", tmp_path / "index"
    source.write_text("label,words\nA,The ferry sank.\nB,The mayor spoke.\n")
    with pytest.raises(qa.NoDocuments, match="among: label, words; say which it is with --column text=NAME"):
        qa.build_index(source, place, embedder=embedder)
    first = qa.build_index(source, place, embedder=embedder, columns={"text": "Words", "title": "label"})
    assert first.documents == 2
    again = qa.build_index(source, place, embedder=embedder)
    assert (again.unchanged, again.generation) == (2, first.generation)
    assert Index.open(place).document("rows.csv#2").title == "B"
    other = qa.build_index(source, place, embedder=embedder, columns={"text": "label"})
    assert (other.changed, Index.open(place).document("rows.csv#2").text) == (2, "B")
    with pytest.raises(qa.NoDocuments):
        qa.build_index(source, place, embedder=embedder, columns={})
    with pytest.raises(ValueError, match="'body', which is not among text, id"):
        qa.build_index(source, place, embedder=embedder, columns={"body": "words"})


def test_nothing_readable_is_an_error_and_the_old_index_stays(
    index: Path, tmp_path: Path, embedder: BagOfWords
) -> None:
    before = live(index)
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_text("")
    for source in (bad, tmp_path / "nowhere", []):
        with pytest.raises(qa.NoDocuments):
            qa.build_index(source, index, embedder=embedder)
    assert live(index) == before
    assert [folder.name for folder in (index / GENERATIONS).iterdir()] == [before.name]


@pytest.mark.parametrize("stage", ["reading", "embedding"])
def test_an_interrupted_build_leaves_the_old_index(
    stage: str, articles: Path, index: Path, embedder: BagOfWords
) -> None:
    def interrupt(now: str, done: int, total: int) -> None:
        if now == stage:
            raise KeyboardInterrupt

    (articles / "new.txt").write_text("A new article about trams.", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        qa.build_index(articles, index, embedder=embedder, progress=interrupt)
    assert Index.open(index).manifest.documents == 4
    assert len(list((index / GENERATIONS).iterdir())) == 1
    assert qa.build_index(articles, index, embedder=embedder).documents == 5


def test_what_a_killed_build_left_is_cleared(articles: Path, index: Path, embedder: BagOfWords) -> None:
    torn = index / GENERATIONS / "000009"
    shutil.copytree(live(index), torn)
    (torn / MANIFEST).unlink()
    touch(articles)
    report = qa.build_index(articles, index, embedder=embedder)
    assert not torn.exists()
    assert live(index).name == f"{report.generation:06d}"


def test_a_complete_generation_that_was_not_published_is_cleared_too(
    articles: Path, index: Path, embedder: BagOfWords
) -> None:
    shutil.copytree(live(index), index / GENERATIONS / "000002")
    touch(articles)
    qa.build_index(articles, index, embedder=embedder)
    assert sorted(folder.name for folder in (index / GENERATIONS).iterdir()) == ["000001", "000003"]
    assert Index.open(index).manifest.generation == 3


def test_an_interruption_after_the_publication_keeps_what_is_live(index: Path) -> None:
    generations.discard(index, live(index))
    assert Index.open(index).manifest.documents == 4


def test_a_wrong_source_leaves_nothing_behind(tmp_path: Path, embedder: BagOfWords) -> None:
    with pytest.raises(qa.NoDocuments):
        qa.build_index(tmp_path / "nowhere", tmp_path / "index", embedder=embedder)
    assert not (tmp_path / "index").exists()


def test_a_wrong_model_fails_before_anything_is_touched(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(qa.ModelNotFound, match="no/such-model"):
        qa.build_index(articles, tmp_path / "index", model="no/such-model")
    assert not (tmp_path / "index").exists()


def test_old_generations_go_and_the_last_two_stay(articles: Path, index: Path, embedder: BagOfWords) -> None:
    for _ in range(3):
        touch(articles)
        qa.build_index(articles, index, embedder=embedder)
    assert sorted(folder.name for folder in (index / GENERATIONS).iterdir()) == ["000003", "000004"]


def test_an_index_inside_its_own_folder_does_not_index_itself(articles: Path, embedder: BagOfWords) -> None:
    for _ in range(2):
        report = qa.build_index(articles, articles / "index", embedder=embedder)
        assert report.documents == 4
        assert report.skipped == ()


def test_progress_ends_where_it_said_it_would(articles: Path, tmp_path: Path, embedder: BagOfWords) -> None:
    told: list[tuple[str, int, int]] = []
    qa.build_index(articles, tmp_path / "index", embedder=embedder, progress=lambda *now: told.append(now))
    for stage in ("reading", "embedding"):
        steps = [(done, total) for name, done, total in told if name == stage]
        assert [done for done, _ in steps] == sorted(done for done, _ in steps)
        assert steps[-1][0] == steps[-1][1] > 0
        assert len({total for _, total in steps}) == 1


def hold(articles: Path, index: Path, building: object, finish: object) -> None:
    def wait(stage: str, done: int, total: int) -> None:
        if stage == "reading":
            building.set()  # type: ignore[attr-defined]
            finish.wait(60)  # type: ignore[attr-defined]

    qa.build_index(articles, index, embedder=BagOfWords(), progress=wait)


def test_one_builder_at_a_time(articles: Path, index: Path, embedder: BagOfWords) -> None:
    spawn = multiprocessing.get_context("spawn")
    building, finish = spawn.Event(), spawn.Event()
    touch(articles)
    other = spawn.Process(target=hold, args=(articles, index, building, finish))
    other.start()
    try:
        assert building.wait(60)
        with pytest.raises(qa.IndexLocked, match=f"process {other.pid} "):
            qa.build_index(articles, index, embedder=embedder)
    finally:
        finish.set()
        other.join(60)
    assert other.exitcode == 0
    assert not (index / OWNER).exists()
    touch(articles)
    assert qa.build_index(articles, index, embedder=embedder).generation == 3


def test_a_damaged_index_is_refused_and_built_anew(articles: Path, index: Path, embedder: BagOfWords) -> None:
    current = live(index)
    damages = {
        "manifest.json": lambda file: file.write_text("{}"),
        "vectors.faiss": lambda file: file.write_bytes(file.read_bytes()[:-1]),
        "articles.sqlite": lambda file: file.unlink(),
    }
    for name, damage in damages.items():
        copy = articles.parent / f"copy-{name}"
        shutil.copytree(index, copy)
        damage(copy / GENERATIONS / current.name / name)
        with pytest.raises(qa.IndexInvalid, match=re.escape(name)):
            Index.open(copy)
        assert qa.build_index(articles, copy, embedder=embedder).added == 4
        assert Index.open(copy).manifest.documents == 4


def test_parts_that_do_not_belong_together_are_refused(articles: Path, index: Path, embedder: BagOfWords) -> None:
    (articles / "more.txt").write_text("One more article.", encoding="utf-8")
    other = articles.parent / "other"
    qa.build_index(articles, other, embedder=embedder)
    ours, foreign = Manifest.read(live(index)), Manifest.read(live(other))
    shutil.copy(live(other) / "vectors.faiss", live(index) / "vectors.faiss")
    mixed = replace(ours, files=ours.files | {"vectors.faiss": foreign.files["vectors.faiss"]})
    mixed.write(live(index))
    with pytest.raises(qa.IndexInvalid, match="disagree"):
        Index.open(index)


def test_no_index_and_a_bad_pointer(tmp_path: Path, index: Path) -> None:
    with pytest.raises(qa.IndexNotFound, match=r"index_build\.py"):
        Index.open(tmp_path / "nowhere")
    for name in ("000099", "../../etc", "", "x" * 300):
        (index / CURRENT).write_text(name)
        with pytest.raises(qa.IndexInvalid, match=CURRENT):
            Index.open(index)


def test_a_format_of_another_version_is_refused(index: Path) -> None:
    place = live(index) / MANIFEST
    place.write_text(json.dumps(json.loads(place.read_text()) | {"format": 99}))
    with pytest.raises(qa.IndexInvalid, match=r"format 99.*reads 3"):
        Index.open(index)
