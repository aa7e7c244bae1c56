from __future__ import annotations

import pytest
from hypothesis import example, given

from qa.english.sentences import MAX_SENTENCE, blocks, is_heading, split
from qa.types import Document
from tests.strategies import documents


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in split(Document("d", "t", text))]


@given(documents)
@example(Document("d", "t", "Name A.\N{NO-BREAK SPACE}Then more. J.\u3000"))
@example(Document("d", "t", '"Yes," he said. "No." \N{NO-BREAK SPACE}"'))
def test_sentences_are_slices_in_order_and_lose_nothing(document: Document) -> None:
    found = split(document)
    end = 0
    for sentence in found:
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= end
        assert document.text[end : sentence.start].strip() == ""
        assert sentence.text == sentence.text.strip() != ""
        assert len(sentence.text) <= MAX_SENTENCE
        end = sentence.end
    assert document.text[end:].strip() == ""


@pytest.mark.parametrize(
    "expected",
    [
        ["Dr. Inês Carvalho spoke at 9 a.m. on Monday.", "She left at noon."],
        ["The U.N. sent approx. 3.5 million doses.", "No. 7 was closed."],
        ["“Count the eels,” he said.", "“We will,” she replied."],
        ['"We are ready.', '"We start at dawn," he said.'],
        ["Was it safe?", "Nobody knew!", "It held…"],
        ["J. K. Rowe met A. B. Smith."],
        ['"We waited," said Ms. Okoro, and left.', "Cllr. Dunn and Mx. Bell stayed at Ft. Garrow."],
        ["The pier opens on 12 May.", "Tickets cost five crowns.", "In May.", "Then it shut on 3 Sept.", "It reopens."],
        ["Acme Corp. sells nets, ropes etc.", "It left the U.S.", "But the U.S. Senate and Acme Co. Ltd. stayed."],
        ['"It shut in May. The pier is gone," he said.'],
    ],
)
def test_splits_where_a_reader_would(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_quotation_mark_stays_with_its_sentence() -> None:
    text = 'He was clear. "This must end. "We will see to it. "That is all," he said.'
    assert not any(sentence.endswith(' "') for sentence in sentences(text))


def test_wrapped_lines_are_joined_and_listed_lines_are_not() -> None:
    wrapped = (
        "The council met in the old town hall on Monday to\n"
        "discuss the bridge, the harbour and a new plan for the\nferry."
    )
    assert len(sentences(wrapped)) == 1
    assert sentences("- first point\n- second point\n1. third point") == [
        "- first point",
        "- second point",
        "1. third point",
    ]


def test_blank_lines_end_sentences_whatever_the_line_end() -> None:
    for gap in ("\n\n", "\r\n\r\n", "\n \t\n", "\r\r", "\u2029"):
        assert sentences(f"One without a stop{gap}Two.") == ["One without a stop", "Two."], repr(gap)


def test_headings() -> None:
    assert is_heading("## What happens next")
    assert is_heading("What happens next")
    for prose in ("It rained.", "He said:", "- a list item", "in lower case", "x" * 200, "Two\nlines"):
        assert not is_heading(prose), prose
    found = list(blocks(Document("d", "t", "Intro here.\n\n## Costs\n\nIt cost 3 million. It was late.")))
    assert [(block.heading, len(block.sentences)) for block in found] == [(False, 1), (True, 1), (False, 2)]


def test_a_monster_is_cut_at_white_space() -> None:
    row = "7,432 | " * 1000
    pieces = sentences(row)
    assert len(pieces) > 1
    assert all(len(piece) <= MAX_SENTENCE and piece.endswith(("|", "7,432")) for piece in pieces)
    assert "".join(pieces).replace(" ", "") == row.replace(" ", "")
    assert max(map(len, sentences("x" * 5000))) == MAX_SENTENCE


@pytest.mark.parametrize(
    ("text", "count"),
    [("これは本です。それはペンです。", 2), ("Это дом. Это сад.", 2), ("यह घर है। वह बाग है।", 2), ("你好。再见。", 2)],
)
def test_other_scripts_have_their_own_full_stop(text: str, count: int) -> None:
    assert len(sentences(text)) == count
