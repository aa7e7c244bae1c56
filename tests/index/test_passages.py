from __future__ import annotations

import pytest
from hypothesis import given

from qa.english.sentences import blocks, split
from qa.index.passages import MAX_SENTENCES, pack, plain_letters, searched_text
from qa.types import Document
from tests.strategies import documents


@given(documents)
def test_passages_are_all_sentences_in_order(document: Document) -> None:
    passages = pack(document, first_id=7)
    assert [sentence for passage in passages for sentence in passage.sentences] == split(document)
    assert [passage.id for passage in passages] == list(range(7, 7 + len(passages)))
    for passage in passages:
        assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)
        assert passage.document_id == document.id


@given(documents)
def test_passages_never_cross_a_heading(document: Document) -> None:
    headings = {block.sentences[0].start for block in blocks(document) if block.heading}
    for passage in pack(document):
        kinds = [sentence.start in headings for sentence in passage.sentences]
        assert kinds == sorted(kinds, reverse=True)  # headings come first, never after a sentence


def test_a_long_section_is_cut_into_runs_of_like_length() -> None:
    text = " ".join(f"Sentence number {i} says something of its own." for i in range(20))
    sizes = [len(passage.sentences) for passage in pack(Document("d", "t", text))]
    assert sum(sizes) == 20
    assert max(sizes) <= MAX_SENTENCES + 1
    assert max(sizes) - min(sizes) <= 1


def test_cuts_fall_between_paragraphs_where_they_can() -> None:
    sentence = "One sentence of some length stands here. "
    text = f"{(sentence * 3).strip()}\n\n{(sentence * 5).strip()}"
    starts = [passage.start for passage in pack(Document("d", "t", text))]
    assert starts == [0, text.index("\n\n") + 2]  # 3 and 5 sentences, although 4 and 4 would be even


def test_the_title_is_searched_with_every_passage() -> None:
    document = Document("d", "Bridge reopens", "It rained. " * 30)
    assert all(searched_text(document, passage).startswith("Bridge reopens\nIt rained.") for passage in pack(document))


FILLING = " ".join(f"Sentence number {i} of it says something of its own." for i in range(5))


def leads(text: str, title: str = "t") -> dict[str, str]:
    """The first words of each passage, and what it is searched with."""
    document = Document("d", title, text)
    found = {passage.sentences[0].text: passage.lead for passage in pack(document)}
    for passage in pack(document):
        searched = searched_text(document, passage)
        assert searched == "\n".join(filter(None, [title, passage.lead, text[passage.start : passage.end]]))
    return found


def test_a_clause_is_searched_with_the_headings_over_it() -> None:
    clauses = "\n\n".join(f"({i}) A boat of kind {i} pays {i} crowns." for i in range(1, 10))
    text = f"Chapter II Ships\n\n§ 1 Scope\n\nAll.\n\n§ 2 Dues\n\n{clauses}\n\nChapter III Crews\n\n§ 3 Pay\n\nIt is."
    found = leads(text)
    assert found["Chapter II Ships"] == ""
    assert found["§ 2 Dues"] == "Chapter II Ships"
    assert [lead for first, lead in found.items() if first.startswith("(")] == ["Chapter II Ships\n§ 2 Dues"]
    assert found["Chapter III Crews"] == ""


def test_the_title_is_not_searched_twice() -> None:
    assert set(leads(f"# Dues\n\n{FILLING} {FILLING}", title="Dues").values()) == {""}
    assert set(leads(f"# Dues\n\n{FILLING} {FILLING}").values()) == {"", "Dues"}


def test_short_lines_in_a_row_are_no_headings_of_each_other() -> None:
    names = "\n\n".join(f"Lund Number {i}" for i in range(20))
    assert set(leads(names).values()) == {""}


def test_a_row_is_searched_with_the_head_of_its_columns() -> None:
    rows = "\n".join(f"Halden {i} | {i} | {i * i}" for i in range(20))
    found = leads(f"Team | Played | Won\n{rows}")
    assert found.pop("Team | Played | Won") == ""
    assert set(found.values()) == {"Team | Played | Won"}
    assert len(found) > 1


def test_a_turn_is_searched_with_who_speaks() -> None:
    found = leads(f"Ada Lund: Who is it?\n\nBo Ek: It is me. {FILLING} {FILLING}")
    assert found.pop("Ada Lund: Who is it?") == ""
    assert set(found.values()) == {"Bo Ek:"}


def test_a_question_stays_with_its_answer() -> None:
    asked = "\n\n".join(
        f"What is number {i} of all of these?\n\nIt is the one that comes behind the last." for i in range(9)
    )
    assert all(not passage.sentences[-1].text.endswith("?") for passage in pack(Document("d", "t", asked)))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("The ﬁrst oﬃce ﬂoats.", "The first office floats."),
        ("It cost 10⁵ crowns³ in 1998¹².", "It cost 10 ⁵ crowns ³ in 1998 ¹²."),
        ("It has 120 km² of sea.", "It has 120 km² of sea."),
        ("It cost 1,700 crowns.", "It cost 1,700 crowns."),
    ],
)
def test_searches_see_letters_and_not_how_they_are_drawn(text: str, seen: str) -> None:
    assert plain_letters(text) == seen
