"""The same sentence in other articles, against a search of every sentence."""

from __future__ import annotations

import datetime
import doctest
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa
from qa.assistant import Assistant
from qa.english.stems import terms
from qa.index.index import Index
from qa.search import copies as module
from qa.search.copies import LOOKED_AT, MOST, copies, read_alike
from qa.search.retriever import Retriever
from qa.search.within import within
from qa.terminal.cli import main
from qa.types import Answer, Citation, Within
from tests.fakes import BagOfWords
from tests.strategies import texts

SAID = 'The mayor said: "We\'ll rebuild the bridge - and the quay."'
SAID_AGAIN = "The mayor said: “We’ll  rebuild\nthe bridge – and the quay.”"
TOLD = "The mayor said they would rebuild the bridge and the quay."


def indexed(tmp_path: Path, rows: list[dict[str, str]]) -> Path:
    source = tmp_path / "articles.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    qa.build_index(source, tmp_path / "index", embedder=BagOfWords())
    return tmp_path / "index"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return indexed(
        tmp_path,
        [
            {"id": "first", "date": "2025-03-01", "source": "Wire", "text": f"It rained. {SAID} Nobody was hurt."},
            {"id": "newer", "date": "2025-03-04", "source": "Herald", "text": f"{SAID_AGAIN} It rained for days."},
            {"id": "older", "date": "2025-02-01", "source": "Courier", "text": f"Work begins in May. {SAID}"},
            {"id": "undated", "source": "Herald", "text": f"{SAID} {SAID}"},
            {"id": "told", "date": "2025-03-05", "source": "Herald", "text": f"{TOLD} It rained."},
            {"id": "longer", "date": "2025-03-05", "text": f"He added: {SAID}"},
        ],
    )


def cited(index: Index, document_id: str, text: str = SAID) -> Citation:
    document = index.document(document_id)
    start = document.text.index(text)
    return Citation(2, document, start, start + len(text), text)


def ids(found: tuple[Citation, ...]) -> list[str]:
    return [copy.document.id for copy in found]


def test_the_same_sentence_elsewhere_newest_first(index: Path) -> None:
    opened = Index.open(index)
    found = copies(opened, cited(opened, "first"))
    assert ids(found) == ["newer", "older", "undated"]  # once an article; no other wording, no longer sentence
    assert [copy.number for copy in found] == [2, 2, 2]
    assert found[0].text == SAID_AGAIN == found[0].document.text[found[0].start : found[0].end]
    assert ids(copies(opened, cited(opened, "newer", SAID_AGAIN))) == ["first", "older", "undated"]
    assert copies(opened, cited(opened, "told", TOLD)) == ()


def test_the_filters_of_the_question_hold(index: Path) -> None:
    opened = Index.open(index)
    citation = cited(opened, "first")
    march = datetime.date(2025, 3, 1)
    assert ids(copies(opened, citation, Within(since=march))) == ["newer"]
    assert ids(copies(opened, citation, Within(until=march))) == ["older"]
    assert ids(copies(opened, citation, within(sources=["Herald"]))) == ["newer", "undated"]
    assert ids(copies(opened, citation, within(sources="Courier"))) == ["older"]
    assert copies(opened, citation, within(sources=[])) == ()


def test_there_are_at_most_twenty_the_newest(tmp_path: Path) -> None:
    rows = [{"id": f"{day:02}", "date": f"2025-01-{day:02}", "text": SAID} for day in range(1, 28)]
    opened = Index.open(indexed(tmp_path, rows))
    assert ids(copies(opened, cited(opened, "18"))) == [f"{day:02}" for day in range(27, 6, -1) if day != 18]
    assert MOST == 20


def test_work_is_bounded(tmp_path: Path) -> None:
    rows = [{"id": f"{n:03}", "date": "2025-01-02", "text": f"It was he, number {n}."} for n in range(LOOKED_AT + 9)]
    rows += [{"id": "a", "date": "2025-01-01", "text": "It was he."}, {"id": "b", "text": "It was he."}]
    opened = Index.open(indexed(tmp_path, rows))
    assert len(opened.lexical.containing("It was he.", LOOKED_AT)) == LOOKED_AT
    assert copies(opened, cited(opened, "a", "It was he.")) == ()


def test_a_sentence_without_words_has_no_copies(tmp_path: Path) -> None:
    opened = Index.open(indexed(tmp_path, [{"id": "a", "text": "…!"}, {"id": "b", "text": "…!"}]))
    assert copies(opened, cited(opened, "a", "…!")) == ()


def test_words_are_found_whatever_was_typed_around_them(index: Path) -> None:
    found = Index.open(index).lexical.containing("the MAYORS, quay", 10)
    assert len(found) == 6


@given(texts, st.data())
def test_what_reads_alike_has_the_same_words(text: str, data: st.DataObject) -> None:
    pairs = [("'", "’"), ('"', "“"), ("-", "–"), (" ", " \n"), ("...", "…")]
    other = text
    for plain, typed in data.draw(st.lists(st.sampled_from(pairs))):
        other = other.replace(plain, typed)
    assert read_alike(other) == read_alike(text)
    assert terms(read_alike(text)) == terms(text) == terms(other)


def test_letters_and_digits_count() -> None:
    assert read_alike("It cost 3.5 million.") != read_alike("It cost 35 million.")
    assert read_alike("Ines said so.") != read_alike("Inês said so.")


def test_the_example_in_the_docstring() -> None:
    assert doctest.testmod(module).failed == 0


def test_an_answer_brings_the_copies_of_each_sentence(index: Path) -> None:
    assistant = Assistant(Retriever.open(index, embedder=BagOfWords()))
    first = cited(assistant.index, "first")
    told = cited(assistant.index, "told", TOLD)
    answer = Answer("?", "", None, True, 0.9, (first, told), ())
    assert [ids(found) for found in assistant.copies(answer)] == [["newer", "older", "undated"], []]
    assert [ids(found) for found in assistant.copies(answer, within(since="2025-03-02"))] == [["newer"], []]
    with pytest.raises(qa.BadFilter):
        within(since="soon")


def test_the_command_shows_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    sentence = "The lighthouse of Orrin was painted green by Ada Lund last spring."
    (folder / "a.txt").write_text(f"date 2025-05-02\n\n{sentence} Tourists liked it.\n\nBased On Orrin Post Report\n")
    (folder / "b.txt").write_text(f"date 2025-05-03\n\n{sentence}\n\nBased On Meridian Wire Report\n")
    place = str(tmp_path / "index")
    main(("build", str(folder), "--index", place))
    capsys.readouterr()
    question = "Who painted the lighthouse of Orrin?"
    assert main(("ask", question, "--index", place)) == 0
    out = capsys.readouterr().out
    assert "    also in The lighthouse of Orrin" in out
    main(("ask", question, "--index", place, "--json"))
    answer = json.loads(capsys.readouterr().out)
    (citation,) = answer["citations"]
    (other,) = citation["also"]
    assert {citation["document"]["id"], other["document"]["id"]} == {"a.txt", "b.txt"}
    copied = Index.open(place).document(other["document"]["id"]).text
    assert copied[other["start"] : other["end"]] == sentence
    main(("ask", question, "--index", place, "--json", "--source", "Orrin Post"))
    assert json.loads(capsys.readouterr().out)["citations"][0]["also"] == []
