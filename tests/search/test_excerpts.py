"""Where a pasted text stands in the articles of an index, and the answer that tells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qa
from qa.answer.unanswered import NOT_WRITTEN
from qa.assistant import MAX_PASTED, Assistant
from qa.english.written import Written
from qa.index.index import Index
from qa.search.excerpts import MOST, locate
from qa.search.retriever import Retriever
from qa.types import Answer, Within
from tests.fakes import BagOfWords
from tests.strategies import texts
from tests.test_assistant import Chooser

FIRST = "The keeper of the Orrin light counted eleven ships on the night of the storm."
THEN = "None of them answered his lamp, and he wrote their number in a book."
LAST = "The book was found in April, under a floor that nobody had lifted for ninety years."
STORY = f"{FIRST} {THEN}\n\n{LAST}"


def indexed(tmp_path: Path, rows: list[dict[str, str]]) -> Path:
    source = tmp_path / "articles.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    qa.build_index(source, tmp_path / "index", embedder=BagOfWords())
    return tmp_path / "index"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    filler = [
        f"Ship number {at} of the storm carried {at * 7} tons of salt to the light of Orrin." for at in range(200)
    ]
    return indexed(
        tmp_path,
        [
            {"id": "later", "date": "2025-05-04", "source": "Herald", "text": f"From the coast.\n\n{STORY}"},
            {"id": "first", "date": "2025-05-01", "source": "Wire", "text": STORY},
            {"id": "undated", "text": f"Read again: {STORY.replace(' - ', ' ')}"},
            {"id": "edited", "date": "2025-04-30", "text": STORY.replace("eleven", "twelve").replace("ninety", "80")},
            {"id": "other", "date": "2025-04-01", "text": "\n\n".join(filler)},
        ],
    )


def asked(index: Path, question: str, reader: Chooser | None = None, **filters: str) -> Answer:
    assistant = Assistant(Retriever.open(index, embedder=BagOfWords()), lambda *_: reader or Chooser({}))
    answer = assistant.ask(question, **filters)  # type: ignore[arg-type]
    assert len(answer.origins) in (0, len(answer.citations))
    for citation, origin in zip(answer.citations, answer.origins, strict=False):
        for each in origin.altered:
            assert answer.question[each.start : each.end] == each.text
            assert citation.document.text[each.at : each.until] == each.there
            assert citation.start <= each.at <= each.until <= citation.end
    return answer


def ids(answer: Answer) -> list[str]:
    return [citation.document.id for citation in answer.citations]


@pytest.mark.parametrize(
    "typed",
    [
        f"{FIRST} {THEN}",
        f"Where is this quotation from? “{FIRST} {THEN}”",
        f"Which article says: {FIRST} {THEN}",
        "light counted eleven ships on the night of the storm. None of them answered",
    ],
)
def test_to_the_letter_the_earliest_first(index: Path, typed: str) -> None:
    answer = asked(index, typed)
    assert answer.found
    assert ids(answer) == ["first", "later", "undated"]
    assert [citation.text for citation in answer.citations] == [f"{FIRST} {THEN}"] * 2 + [f"Read again: {FIRST} {THEN}"]
    assert all(origin.exact and origin.altered == () for origin in answer.origins)
    assert answer.confidence == 1
    assert [hit.document.id for hit in answer.hits] == ids(answer)


def test_an_excerpt_that_runs_over_paragraphs_and_passages(index: Path) -> None:
    text = " ".join(
        f"Ship number {at} of the storm carried {at * 7} tons of salt to the light of Orrin." for at in range(90, 110)
    )
    answer = asked(index, text)
    assert ids(answer) == ["other"]
    assert answer.origins[0].exact
    assert answer.citations[0].text.split() == text.split()


def test_an_ellipsis_parts_an_excerpt(index: Path) -> None:
    answer = asked(index, f"“{FIRST} […] under a floor that nobody had lifted for ninety years.”", until="2025-05-01")
    assert ids(answer) == ["first", "first"]
    assert [citation.text for citation in answer.citations] == [FIRST, LAST]
    assert all(origin.exact for origin in answer.origins)
    turned = asked(index, f"Where is this from? “The book was found in April … {FIRST}”", until="2025-05-01")
    assert (turned.found, turned.text) == (False, NOT_WRITTEN)  # not in this order


def test_what_differs_is_told_where_it_stands_nearly(index: Path) -> None:
    answer = asked(
        index, f"Where is this from? “{FIRST.replace('eleven', 'seven')} {THEN.replace('his lamp', 'his red lamp')}”"
    )
    assert ids(answer)[:2] == ["edited", "first"]  # the edited one is the earliest
    assert [(each.text, each.there) for each in answer.origins[1].altered] == [("seven", "eleven"), ("red", "")]
    assert not any(origin.exact for origin in answer.origins)
    assert 0.8 < answer.origins[1].similarity < 1
    assert answer.confidence == max(origin.similarity for origin in answer.origins)


def test_capitals_and_marks_alone(index: Path) -> None:
    answer = asked(index, THEN.replace("None", "NONE").replace(",", ""))
    assert ids(answer)[0] == "edited"
    assert [(each.text, each.there) for each in answer.origins[0].altered] == [("NONE", "None")]
    assert answer.origins[0].similarity == 1
    assert [origin.altered for origin in asked(index, THEN.replace(",", " -")).origins] == [()] * 4


def test_the_filters_of_the_question_hold(index: Path) -> None:
    assert ids(asked(index, FIRST, since="2025-05-02")) == ["later"]
    assert ids(asked(index, FIRST, sources="Wire")) == ["first"]


def test_what_stands_nowhere_is_said_so_with_the_nearest(index: Path) -> None:
    reader = Chooser({FIRST: 9.0})
    for typed in (
        "Where is this from? “The keeper of the Halvern mill sold nine horses after the fair.”",
        "The keeper of the Halvern mill sold nine horses to a stranger after the fair.",
    ):
        answer = asked(index, typed, reader)
        assert (answer.found, answer.text, answer.origins) == (False, NOT_WRITTEN, ())
        assert answer.hits
    assert reader.questions == []


def test_a_statement_to_search_by_goes_on_as_a_question(index: Path) -> None:
    reader = Chooser({FIRST: 9.0})
    answer = asked(index, "the ships that the keeper of the Orrin light counted in the storm", reader)
    assert answer.found
    assert answer.origins == ()
    assert len(reader.questions) == 1


def test_a_conversation_takes_nothing_to_a_pasted_text(index: Path) -> None:
    assistant = Assistant(Retriever.open(index, embedder=BagOfWords()), lambda *_: Chooser({}))
    answer = assistant.ask(THEN, [("user", "Who found the book?"), ("assistant", LAST)])
    assert answer.question == THEN
    assert answer.origins
    # Copies are the origins themselves: none is told twice.
    assert all(copy.document.id not in ids(answer) for also in assistant.copies(answer) for copy in also)


def test_a_long_text_is_looked_for_to_its_bound(index: Path) -> None:
    text = " ".join(
        f"Ship number {at} of the storm carried {at * 7} tons of salt to the light of Orrin." for at in range(150)
    )
    answer = asked(index, text)
    assert MAX_PASTED - 20 < len(answer.question) <= MAX_PASTED
    assert ids(answer) == ["other"]
    assert answer.origins[0].exact
    assert text.startswith(answer.question)


def test_more_copies_than_are_told(tmp_path: Path) -> None:
    rows = [{"id": f"{at:02}", "date": f"2025-01-{30 - at:02}", "text": f"Note {at}. {STORY}"} for at in range(25)]
    answer = asked(indexed(tmp_path, rows), FIRST)
    assert ids(answer) == [f"{at:02}" for at in range(24, 24 - MOST, -1)]


@settings(max_examples=25)
@given(st.lists(texts, min_size=1, max_size=3), st.data())
def test_a_stretch_of_any_article_is_found_where_it_stands(
    tmp_path_factory: pytest.TempPathFactory, written: list[str], data: st.DataObject
) -> None:
    rows = [{"id": str(at), "text": f"{text} {FIRST}"} for at, text in enumerate(written)]
    index = Index.open(indexed(tmp_path_factory.mktemp("any"), rows))
    document = index.document(data.draw(st.sampled_from([row["id"] for row in rows])))
    whole = Written.of(document.text)
    words = whole.words
    first = data.draw(st.integers(0, len(words) - 9))
    last = data.draw(st.integers(first + 8, len(words) - 1))
    start, end = whole.spans[words[first]][0], whole.spans[words[last]][1]
    found = {each.document.id: each for each in locate(index, Written.of(document.text, start, end))}
    assert found[document.id].exact
    pieces = found[document.id].pieces
    assert Written.of(document.text, pieces[0].start, pieces[-1].end).keys == whole.keys[words[first] : words[last] + 1]
    index.close()


def test_nothing_to_look_for(index: Path) -> None:
    opened = Index.open(index)
    assert locate(opened, Written.of("")) == locate(opened, Written.of("… !?")) == []
    assert locate(opened, Written.of(FIRST), Within(sources=())) == []
