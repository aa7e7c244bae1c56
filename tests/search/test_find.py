"""Words and phrases in all articles: every place of them, counted, and no other."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qa
from qa.errors import BadCall, BadFilter
from qa.index.index import Index
from qa.search.find import articles as reading
from qa.search.find import find_in, find_within, holding
from qa.search.find.places import apart, places
from qa.search.find.terms import MOST_TERMS, TOKEN, folded, stemmed, terms
from qa.types import Findings, Within
from tests.fakes import BagOfWords
from tests.strategies import texts

ROWS = [
    (
        "a",
        "The harbour strike",
        "Harbour Post",
        "2025-10-03",
        "Dockers will strike. A strike of dockers hurts the port.",
    ),
    ("b", "Trams", "Harbour Post", "2025-10-20", "The tram drivers strike at Pier Six.\n\nThe port of Győr is open."),
    ("c", "Weather", "Inland Echo", "2025-12-01", "Rain struck the pier. Six boats sank; the port-side door held."),
    ("d", "Notes", None, None, "Nothing of the port.\n\nSix piers, and the harbour's lights."),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = ("id", "title", "source", "date", "text")
    rows = "".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in ROWS)
    (tmp_path / "rows.jsonl").write_text(rows, encoding="utf-8")
    qa.build_index(tmp_path / "rows.jsonl", tmp_path / "index", embedder=BagOfWords())
    return tmp_path / "index"


def ids(found: Findings) -> list[str]:
    return [article.document.id for article in found.articles]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("port", ["c", "b", "a", "d"]),  # the newest first, those without a day last
        ("PORT strikes", ["b", "a"]),
        ('"strikes"', []),
        ('"pier six"', ["c", "b"]),  # a full stop is no word
        ('"Six piers"', ["d"]),
        ("gyor", ["b"]),
        ("Győr's", ["b"]),
        ("harbour", ["a", "d"]),  # in a title, and owned
        ("port-side", ["c"]),
        ('port "tram drivers', ["b"]),  # still being typed
        ("dockers rain", []),
        ("“harbour strike”", ["a"]),  # the title alone
        ("?", []),
        ('""', []),
    ],
)
def test_articles_that_hold_all_of_it(folder: Path, typed: str, expected: list[str]) -> None:
    found = find_within(Index.open(folder), typed)
    assert (ids(found), found.total, found.complete) == (expected, len(expected), True)
    if expected:
        rows = holding(Index.open(folder), typed)
        assert len(rows) == len(expected)


def test_each_place_to_the_letter(folder: Path) -> None:
    _, first = find_within(Index.open(folder), 'strike "the port"').articles
    text = first.document.text
    assert [text[span.start : span.end] for span in first.spans] == ["strike", "strike", "the port"]
    assert [first.document.title[span.start : span.end] for span in first.title_spans] == ["strike"]
    assert first.count == 3
    assert [sentence.text for sentence in first.sentences] == [
        "Dockers will strike.",
        "A strike of dockers hurts the port.",
    ]
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in first.sentences)


def test_a_phrase_does_not_go_over_paragraphs(folder: Path) -> None:
    assert ids(find_within(Index.open(folder), '"port six"')) == []
    assert ids(find_within(Index.open(folder), '"six the"')) == []


def test_counts_by_source_and_by_month(folder: Path) -> None:
    found = find_within(Index.open(folder), "port", limit=1)
    assert [tuple(group) for group in found.sources] == [("Harbour Post", 2), ("Inland Echo", 1), (None, 1)]
    assert [tuple(group) for group in found.months] == [("2025-10", 2), ("2025-12", 1), (None, 1)]
    assert (len(found.articles), found.total) == (1, 4)


def test_another_choice_of_a_filter_is_counted_too(folder: Path) -> None:
    retriever = qa.Retriever.open(folder, embedder=BagOfWords())
    found = qa.find.find(retriever, "port", sources=["Harbour Post"], since="2025-10-10")
    assert ids(found) == ["b"]
    assert [tuple(group) for group in found.sources] == [("Harbour Post", 1), ("Inland Echo", 1)]
    assert [tuple(group) for group in found.months] == [("2025-10", 2)]
    assert ids(qa.find.find(retriever, "port", order="oldest", limit=2)) == ["a", "b"]
    with pytest.raises(BadFilter, match="ends"):
        qa.find.find(retriever, "port", since="2025-02-01", until="2025-01-01")
    with pytest.raises(ValueError, match="limit must be 1"):
        qa.find.find(retriever, "port", limit=0)


def test_words_that_none_holds_are_told(folder: Path) -> None:
    found = find_within(Index.open(folder), 'port zeppelin "six port"')
    assert [(term.text, term.articles) for term in found.terms] == [("port", 4), ("zeppelin", 0), ("six port", 0)]
    assert [term.articles for term in find_within(Index.open(folder), "tram rain").terms] == [1, 1]
    assert [term.articles for term in find_within(Index.open(folder), "port").terms] == [None]
    only = Within(sources=("Inland Echo",))
    assert [term.articles for term in find_within(Index.open(folder), "tram", only).terms] == [0]


def test_pages(folder: Path) -> None:
    index = Index.open(folder)
    whole = ids(find_within(index, "port"))
    assert [ids(find_within(index, "port", offset=at, limit=2)) for at in (0, 2, 4)] == [whole[:2], whole[2:], []]


def test_one_article(folder: Path) -> None:
    index = Index.open(folder)
    found = find_in(index, "b", "strike zeppelin")
    assert [found.document.text[span.start : span.end] for span in found.spans] == ["strike"]
    with pytest.raises(KeyError):
        find_in(index, "nowhere", "strike")


def test_it_has_bounds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index.open(folder)
    many = " ".join(f"word{number}" for number in range(MOST_TERMS + 1))
    with pytest.raises(BadCall, match="33 words: a search takes 32 at most"):
        find_within(index, many)
    monkeypatch.setattr(reading, "MOST_READ", 1)
    found = find_within(index, '"the port"')
    assert (ids(found), found.complete) == (["c"], False)  # the newest that may hold it


@settings(max_examples=150)
@given(text=texts, typed=st.one_of(texts, st.sampled_from(["bridge opened", '"the bridge"', '"3.5 million" MAYOR'])))
def test_what_is_marked_is_what_was_typed(text: str, typed: str) -> None:
    try:
        wanted = terms(typed)
    except BadCall:
        return
    found = places(wanted, text)
    for span, term in found:
        keys = folded if term.quoted else stemmed
        told = _keys(text[span.start : span.end], keys)
        # A raised digit stands apart from the word that it is raised behind: "million²".
        assert any(tuple(told[at : at + len(term.keys)]) == term.keys for at in range(len(told)))
    marked = apart(found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(marked))
    assert all(0 <= span.start < span.end <= len(text) for span in marked)


def _keys(text: str, keys_of: Callable[[str], tuple[str, ...]]) -> list[str]:
    return [key for token in TOKEN.findall(text) for key in keys_of(token)]


@settings(max_examples=100)
@given(text=texts)
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    for word in text.split()[:20]:
        for wanted in (terms(word)[:1], terms(f'"{word}"')[:1]):
            if wanted and not set('"“”„«»') & set(word):
                assert places(wanted, text), word
