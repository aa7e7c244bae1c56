"""An index at an engine gives what the one on disk gives, part by part, and the same answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import qa
from qa.answer.timeline import timeline_within
from qa.engine.opening import EngineIndex
from qa.engine.places import open_index
from qa.errors import BadFilter
from qa.index.index import Index
from qa.search import within as filters
from qa.search.find import find_within
from qa.search.names import NamesWanted, names_within
from qa.types import EVERYTHING, Within
from tests.conftest import EXAMPLES
from tests.engine.conftest import Server
from tests.fakes import BagOfWords

QUESTIONS = (
    "Who won the Halvern Marathon?",
    "What pay rise did the Tarnmouth dockers agree on?",
    "How much did the Marlow Sound tidal station cost?",
    "the the of a",
    "Qwxyz",
)
FILTERS = (
    EVERYTHING,
    Within(since=datetime.date(2025, 11, 5), until=datetime.date(2025, 11, 25)),
    Within(until=datetime.date(2025, 10, 31)),
    Within(sources=("Coastal Herald", "Meridian Wire")),
    Within(sources=("No such paper",)),
    Within(names=("Tarnmouth",)),
    Within(since=datetime.date(2025, 11, 5), names=("Halvern", "Tarnmouth")),
    Within(names=("Nobody Of This Name",)),
)


@pytest.fixture(scope="module")
def both(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Index]]:
    """The same articles on disk and at the engine."""
    disk = tmp_path_factory.mktemp("same") / "index"
    qa.build_index(EXAMPLES, disk, embedder=BagOfWords())
    qa.build_index(EXAMPLES, server.index("same"), embedder=BagOfWords())
    opened = open_index(disk), open_index(server.index("same"))
    assert isinstance(opened[1], EngineIndex)
    yield opened
    for each in opened:
        each.close()


def test_texts(both: tuple[Index, Index]) -> None:
    disk, there = (each.store for each in both)
    assert there.passages == disk.passages
    assert there.documents == disk.documents
    rows = [5, 0, disk.passages - 1, 5]
    assert there.fetch(rows) == disk.fetch(rows)
    assert list(there.articles()) == list(disk.articles())
    assert there.hashes() == disk.hashes()
    assert there.keys() == disk.keys()
    assert there.files() == disk.files()
    assert there.passages_each() == disk.passages_each()
    assert there.newest(7) == disk.newest(7)
    assert there.period() == disk.period()
    assert there.sources() == disk.sources()
    assert there.glances(rows) == disk.glances(rows)
    assert list(there.at([3, 1, 9])) == list(disk.at([3, 1, 9]))
    document = disk.newest(1)[0]
    assert there.document(document.id) == document
    assert there.row_of(document.id) == disk.row_of(document.id)
    for at in (0, len(document.text) - 1, len(document.text) + 5):
        assert there.row_at(document.id, at) == disk.row_at(document.id, at)
    with pytest.raises(KeyError):
        there.document("nothing of this name")


def test_lists_of_articles(both: tuple[Index, Index]) -> None:
    disk, there = (each.store for each in both)
    for query, sort, descending, also in (
        ("", "date", True, ()),
        ("dock", "title", False, (3, 4)),
        ("", "file", True, ()),
    ):
        asked = (query, sort, descending, 1, 5, also)
        assert there.listing(*asked) == disk.listing(*asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("within", FILTERS, ids=str)
def test_lists_within_filters(both: tuple[Index, Index], within: Within) -> None:
    disk, there = both
    asked = ("", "date", True, 0, 7, (), within)
    assert there.listing(*asked) == disk.listing(*asked)  # type: ignore[arg-type]
    assert there.passing(within).tolist() == disk.passing(within).tolist()
    assert there.store.listed("dock", (3, 4)) == disk.store.listed("dock", (3, 4)) != []


def test_names(both: tuple[Index, Index]) -> None:
    disk, there = both
    for wanted in (
        NamesWanted(),
        NamesWanted("mar", "place"),
        NamesWanted(about="strike"),
        NamesWanted(articles="dock"),
    ):
        for within in FILTERS:
            assert names_within(there, wanted, within) == names_within(disk, wanted, within)
    assert names_within(there, NamesWanted()).total > 10
    assert there.names.mask(0).any()
    for row, document in enumerate(disk.store.articles()):
        assert there.names.spans(row, document) == disk.names.spans(row, document)
    for one, other in ((disk, there), (there, disk)):
        assert filters.there(filters.within(names="tarnmouth"), one) == filters.resolved(FILTERS[5], other)
        with pytest.raises(BadFilter, match="no article names"):
            filters.there(FILTERS[-1], one)


def test_words_that_stand_in_articles_with_a_name(both: tuple[Index, Index]) -> None:
    disk, there = (find_within(each, "the", FILTERS[5]) for each in both)
    assert there == disk
    assert 0 < there.total < find_within(both[0], "the").total


def test_which_file_gave_what(both: tuple[Index, Index]) -> None:
    disk, there = both
    for document in disk.store.articles():
        origin = disk.places.origin(document.id)
        assert origin is not None
        assert there.places.origin(document.id) == origin
        assert there.places.count(origin.file) == disk.places.count(origin.file) == 1
    assert there.places.count("no such file") is None


def test_columns(both: tuple[Index, Index]) -> None:
    disk, there = both
    assert np.array_equal(disk.filters.days, there.filters.days)
    assert np.array_equal(disk.article_numbers, there.article_numbers)
    assert [there.said_in(each) for each in there.store.articles()] == [
        disk.said_in(each) for each in disk.store.articles()
    ]
    assert [there.stories.of(row) for row in range(there.store.passages)] == [
        disk.stories.of(row) for row in range(disk.store.passages)
    ]


@pytest.mark.parametrize("within", FILTERS, ids=str)
@pytest.mark.parametrize("question", QUESTIONS)
def test_both_searches(both: tuple[Index, Index], question: str, within: Within) -> None:
    disk, there = both
    among = disk.filters.mask(within)
    (vector,) = BagOfWords().encode([question])
    for masked in (False, True):
        rows, scores = disk.lexical.search(question, 200, among, within, masked=masked)
        found, weighed = there.lexical.search(question, 200, among, within, masked=masked)
        _alike(rows, scores, found, weighed)
        near, cosines = disk.vectors.search(vector, 20, among, within)
        found, products = there.vectors.search(vector, 20, among, EVERYTHING if masked else within)
        _alike(near, cosines, found, products)


def _alike(rows: np.ndarray, scores: np.ndarray, found: np.ndarray, others: np.ndarray) -> None:
    """Equal, but for what float32 leaves of sums in another order."""
    assert len(rows) == len(found)
    assert np.allclose(scores, others, rtol=1e-4, atol=1e-5)
    apart = np.flatnonzero(rows != found)
    assert np.allclose(scores[apart], others[apart], rtol=1e-4, atol=1e-5)
    clear = scores > (scores[-1] if len(scores) else 0) * (1 + 1e-4) + 1e-5
    assert set(rows[clear].tolist()) <= set(found.tolist())


def test_rows_that_hold_words(both: tuple[Index, Index]) -> None:
    disk, there = both
    for words in ([["dock"]], [["strike", "port"], ["the"]], [["qwxyz"]], []):
        assert there.lexical.holding(words).tolist() == disk.lexical.holding(words).tolist()
    texts = (
        ("the dockers", EVERYTHING),
        ("the", FILTERS[1]),
        ("on Monday", FILTERS[3]),
        ("the", FILTERS[5]),
        ("", EVERYTHING),
    )
    for text, within in texts:
        for oldest in (False, True):
            among = disk.filters.mask(within)
            wanted = disk.lexical.containing(text, 7, within, among, oldest=oldest).tolist()
            assert there.lexical.containing(text, 7, within, among, oldest=oldest).tolist() == wanted
            assert there.lexical.containing(text, 7, within, oldest=oldest).tolist() == wanted
    for word in ("dockers", "the", "Qwxyz", "…"):
        assert there.lexical.rarity(word) == pytest.approx(disk.lexical.rarity(word))


def test_the_same_answers(both: tuple[Index, Index], server: Server) -> None:
    disk, there = (
        qa.Assistant(qa.Retriever.open(place, embedder=BagOfWords()), "none")
        for place in (Path(str(both[0].place)).parents[1], server.index("same"))
    )
    for question in (*QUESTIONS, "How many articles mention the dock strike?", "Who is quoted most?"):
        one, other = disk.ask(question), there.ask(question)
        assert other.text == one.text
        assert other.citations == one.citations
    assert [e.citation.text for e in timeline_within(there.retriever, "dock strike", 10, EVERYTHING)] == [
        e.citation.text for e in timeline_within(disk.retriever, "dock strike", 10, EVERYTHING)
    ]


def test_it_verifies(both: tuple[Index, Index]) -> None:
    both[1].verify()
