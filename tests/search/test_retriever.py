from __future__ import annotations

import datetime
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import qa
from qa.engine import places
from qa.search import retriever as module
from qa.search.retriever import Retriever
from tests.fakes import BagOfWords, touch


@pytest.fixture
def retriever(index: Path, embedder: BagOfWords) -> Retriever:
    return Retriever.open(index, embedder=embedder)


def names(hits: list[qa.Hit]) -> list[str]:
    return [hit.document.id for hit in hits]


def test_the_best_passage_comes_first_with_its_text(retriever: Retriever) -> None:
    hits = retriever.search("Who opened the new bridge of Marlow?", k=3)
    assert names(hits)[0] == "bridge.txt"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert hit.text == hit.document.text[hit.start : hit.end]
        assert all(hit.document.text[s.start : s.end] == s.text for s in hit.passage.sentences)


def test_k_results_come_back_whenever_k_exist(retriever: Retriever) -> None:
    assert len(retriever.search("bridge", k=4)) == 4
    assert len(retriever.search("bridge", k=10_000)) == retriever.index.manifest.passages
    assert set(names(retriever.search("bridge", k=2, sources=["Coastal Herald"]))) == {"bridge.txt", "harvest.txt"}
    assert names(retriever.search("bridge", k=5, since="2025-11-10", until=datetime.date(2025, 11, 30))) == [
        "ferry.txt"
    ]
    assert retriever.search("bridge", sources=["Nobody"]) == []


def test_a_word_that_no_vector_knows_is_found_and_the_reverse(retriever: Retriever) -> None:
    assert names(retriever.search("zzz lighthouse zzz", k=1)) == ["note.md"]
    assert len(retriever.search("?", k=2)) == 2  # no words for BM25: the vectors answer alone
    assert retriever.search("   ") == []


@pytest.mark.parametrize(
    "filters", [{"since": "tomorrow"}, {"until": "2025-13-01"}, {"since": "2025-12-02", "until": "2025-12-01"}]
)
def test_bad_dates_are_refused(retriever: Retriever, filters: dict[str, str]) -> None:
    with pytest.raises(qa.BadFilter):
        retriever.search("bridge", **filters)  # type: ignore[arg-type]


def test_k_must_be_positive(retriever: Retriever) -> None:
    with pytest.raises(ValueError, match="k must be"):
        retriever.search("bridge", k=0)


def test_other_weights_than_the_index_was_made_with_are_refused(index: Path) -> None:
    stranger = BagOfWords(fingerprint="f" * 64)
    with pytest.raises(qa.IndexInvalid, match="other weights"):
        Retriever.open(index, embedder=stranger).search("bridge")


def test_a_rebuilt_index_is_followed(
    retriever: Retriever, articles: Path, index: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
    kept = retriever.index
    (articles / "tram.txt").write_text("The tram returned to Marlow after fifty years.", encoding="utf-8")
    for _ in range(3):  # also when the generation it opened is gone from disk
        touch(articles)
        qa.build_index(articles, index, embedder=embedder)
    assert names(retriever.search("tram", k=1)) == ["tram.txt"]
    assert retriever.index.manifest.generation == 4
    assert kept.store.document("bridge.txt").title  # a reader of the old generation still reads


def test_who_cannot_wait_for_the_next_look_follows_at_once(
    retriever: Retriever, articles: Path, index: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", float("inf"))
    (articles / "tram.txt").write_text("The tram returned to Marlow after fifty years.", encoding="utf-8")
    qa.build_index(articles, index, embedder=embedder)
    assert retriever.index.manifest.generation == 1
    retriever.follow()
    assert names(retriever.search("tram", k=1)) == ["tram.txt"]


def test_a_rebuild_while_it_opens_is_not_missed(
    articles: Path, index: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OvertakenOnce:
        @staticmethod
        def open(directory: Path) -> qa.Index:
            monkeypatch.setattr(places, "Index", qa.Index)
            opened = qa.Index.open(directory)
            touch(articles)
            qa.build_index(articles, directory, embedder=embedder)
            return opened

    monkeypatch.setattr(places, "Index", OvertakenOnce)
    monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
    assert Retriever.open(index, embedder=embedder).index.manifest.generation == 2


def test_a_damaged_rebuild_leaves_the_old_index_answering(
    retriever: Retriever, articles: Path, index: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
    touch(articles)
    qa.build_index(articles, index, embedder=embedder)
    (index / "generations" / "000002" / "vectors.faiss").unlink()
    assert names(retriever.search("bridge of Marlow", k=1)) == ["bridge.txt"]
    assert retriever.index.manifest.generation == 1


def test_a_vanished_index_still_answers(retriever: Retriever, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
    os.remove(index / "CURRENT")
    assert names(retriever.search("bridge of Marlow", k=1)) == ["bridge.txt"]


def test_many_threads_get_the_same_answers_while_the_index_is_rebuilt(
    retriever: Retriever, articles: Path, index: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
    questions = ["new bridge of Marlow", "old ferry crossing", "apple growers frost", "lighthouse keeper"]
    expected = ["bridge.txt", "ferry.txt", "harvest.txt", "note.md"]
    done = threading.Event()

    def ask(_: int) -> int:
        asked = 0
        while not done.is_set() or asked == 0:
            assert [names(retriever.search(question, k=1))[0] for question in questions] == expected
            asked += 1
        return asked

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(ask, i) for i in range(4)]
        try:
            for _ in range(3):
                touch(articles)
                qa.build_index(articles, index, embedder=BagOfWords())
        finally:
            done.set()
        assert all(reader.result() for reader in readers)
