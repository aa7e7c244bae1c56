from __future__ import annotations

from hypothesis import given

from qa.english.sentences import blocks, split
from qa.index.passages import MAX_SENTENCES, pack, searched_text
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
