from __future__ import annotations

import pytest
from hypothesis import example, given

from qa.english.headings import is_heading
from qa.english.sentences import MAX_SENTENCE, blocks, split
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
        ["The boat left at 7:05 a.m. EDT on Friday.", "It lands at 9 p.m. Monday.", "Nobody waits."],
        ["It opens at 10 a.m. Saturdays and Sundays.", "It shuts at 5 p.m.", "Saturdays are quiet."],
        ["They met at 6 p.m. Indian Standard Time.", "She left at 8 p.m.", "Police came at 9 a.m. Dec. 5 to ask."],
        ["It ended at 8 p.m. Eastern and began at noon.", "It shut at 5 p.m.", "Eastern Ferries said so."],
        ["He saw Smt. Rao, Shri. Pillai and Er. Lall.", "Addl. Dy. Commr. Bose met Hon. Justice Sen."],
        ["The road closed on Dec. 5.", "Traffic went over the hill.", "On Jan. 3 it reopened."],
        ["It cost Rs. 5.", "The '90s ended.", "Players left."],
        [
            "(1) The due is 5 crowns.",
            "It is paid at once.",
            "(2) Boats pay half.",
            "(a) Rafts pay none.",
            "(3) So be it.",
        ],
        ["Section 4. Payment.", "The due is paid at the quay.", "Section 5. No ship may stay, as § 4 says."],
        ["It is told in Section 4.", "The due is small."],
        ["1. First heat the milk.", "Stir it.", "2. Then add rennet.", "3. Wait."],
        ["1. The first boat", "2. The second boat", "3. The third"],
        ["He came in 2.", "The rest came later (3. Ek, 4. Lund)."],
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
    for law in ("§ 2 Dues", "Section 4. Payment.", "ARTICLE IV", "Art. 12a – Ships and boats", "Section 5."):
        assert is_heading(law), law
    for prose in ("It rained.", "He said:", "- a list item", "in lower case", "x" * 200, "Two\nlines"):
        assert not is_heading(prose), prose
    for clause in ("Section 5. No ship may stay.", "(1) The due is small", "1. Halden", "Rule 3 applies to boats."):
        assert not is_heading(clause), clause
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


def test_a_numbered_line_is_a_heading_where_no_item_stands_beside_it() -> None:
    law = "1. Scope\n\nIt holds for ships.\n\n2. Dues\n\n(1) Ships pay.\n\n(2) Boats do not."
    assert [block.sentences[0].text for block in blocks(Document("d", "t", law)) if block.heading] == [
        "1. Scope",
        "2. Dues",
    ]
    items = "The best are:\n1. Halden\n2. Orrin\n3. Sund"
    assert not any(block.heading for block in blocks(Document("d", "t", items)))


ROWS = [
    "Team | Played | Won\nHalden | 12 | 7\nOrrin | 12 | 3",
    "Team\tPlayed\tWon\nHalden\t12\t7\nOrrin\t12\t3",
    "Team     Played  Won\nHalden   12      7\nOrrin    12      3",
    "Team Played Won\nHalden United 12 7\nOrrin 12 3",
]


@pytest.mark.parametrize("table", ROWS)
def test_a_row_is_a_sentence_that_is_read_with_its_head(table: str) -> None:
    found = list(blocks(Document("d", "t", f"The league stands as follows.\n\n{table}\n\nIt rained.")))
    told = [(block.sentences[0].text, block.read_with and block.read_with.text) for block in found[1:-1]]
    head, *rows = table.split("\n")
    assert told == [(head, None), *((row, head) for row in rows)]
    assert not any(block.heading for block in found)


def test_long_rows_are_not_wrapped_prose() -> None:
    rows = [
        f"{name} on the river Lusse and its harbour | {i}12,000 crowns | {i}7 metres" for i, name in enumerate("ABCD")
    ]
    assert sentences("\n".join(rows)) == rows


def test_what_is_no_table() -> None:
    for prose in ("It was built in 1904 1905\nand fell.", "Two blanks here.  And here 5.\nIt goes on so.  To 7."):
        assert all(block.read_with is None for block in blocks(Document("d", "t", prose)))


def test_a_list_is_read_with_what_announces_it_and_an_answer_with_its_question() -> None:
    text = "The best are:\n1. Halden\n2. Orrin\n\nWho pays?\n\nThe city.\n\nIt has to.\n\nHow much?\n\nA lot."
    told = {b.sentences[0].text: b.read_with and b.read_with.text for b in blocks(Document("d", "t", text))}
    assert told["2. Orrin"] == "The best are:"
    assert told["It has to."] == "Who pays?"
    assert told["A lot."] == "How much?"
    assert told["How much?"] is None


def test_a_wrapped_text_has_the_same_sentences_whatever_ends_its_lines() -> None:
    text = (
        "The tide mill of Vale was built in 1790 by a guild of bakers, who\nground flour there in every month of the "
        "year.\n\nIt stood on the bank of the Sill until the flood of 1911 carried\nit away.\n \nNobody rebuilt it."
    )
    expected = [["The tide mill", "year."], ["It stood", "it away."], ["Nobody", "rebuilt it."]]
    for end in ("\n", "\r\n", "\r"):
        found = [sentence.text for sentence in split(Document("a", "A", text.replace("\n", end)))]
        assert len(found) == len(expected)
        for sentence, (first, last) in zip(found, expected, strict=True):
            assert sentence.startswith(first)
            assert sentence.endswith(last)
