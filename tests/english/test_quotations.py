"""Who said what, by kinds: each text is written for its kind, and tells the speaker, the content and how it is told."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.english.quotations import quotations
from qa.english.quotations.marks import quoted
from qa.english.sentences import split
from qa.types import Document


def told(text: str) -> list[tuple[str | None, str, str]]:
    document = Document("d", "", text)
    return [(each.speaker, text[each.start : each.end], each.kind) for each in quotations(document, split(document))]


LUND = "Ada Lund, the harbour master, came late. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The quay is safe,” said Ada Lund.", [("Ada Lund", "The quay is safe", "direct")]),
        (
            "Mayor Ada Lund came. Dock Secretary-General Per Holt spoke. “The quay is safe,” he said.",
            [("Per Holt", "The quay is safe", "direct")],
        ),
        ("«The quay is safe», said Ada Lund.", [("Ada Lund", "The quay is safe", "direct")]),
        ("'Don't wait for us,' the dockers' leader said.", [("the dockers' leader", "Don't wait for us", "direct")]),
        ('Ada Lund said: "The quay is safe."', [("Ada Lund", "The quay is safe.", "direct")]),
        (
            '"The quay," Ada Lund told reporters, "is safe."',
            [("Ada Lund", "The quay", "direct"), ("Ada Lund", "is safe.", "direct")],
        ),
        ("Ada Lund said on Monday that the quay was safe.", [("Ada Lund", "the quay was safe", "reported")]),
        ("Ada Lund told the council the quay was safe.", [("Ada Lund", "the quay was safe", "reported")]),
        ("The quay is safe, Ada Lund said on Monday.", [("Ada Lund", "The quay is safe", "reported")]),
        ("The quay is safe, according to Ada Lund.", [("Ada Lund", "The quay is safe", "reported")]),
        ("According to Ada Lund, the quay is safe.", [("Ada Lund", "the quay is safe", "reported")]),
        (
            "Ada Lund said the quay was “as safe as a church”.",
            [("Ada Lund", "the quay was “as safe as a church”", "mixed")],
        ),
        ("Ada Lund called for a new quay.", [("Ada Lund", "a new quay", "reported")]),
        ("Ada Lund is calling for a new quay.", [("Ada Lund", "a new quay", "reported")]),
        ("Ada Lund accused the council of sleeping.", [("Ada Lund", "the council of sleeping", "reported")]),
        ("Ada Lund, 52, denied having slept.", [("Ada Lund", "having slept", "reported")]),
        ("The harbour master, Ada Lund, promised to stay.", [("Ada Lund", "to stay", "reported")]),
        (
            "Ada Lund said the quay was safe, but Per Holt warned that it was not.",
            [("Ada Lund", "the quay was safe", "reported"), ("Per Holt", "it was not", "reported")],
        ),
        (
            "Ada Lund said the quay was safe, adding that it was old.",
            [("Ada Lund", "the quay was safe", "reported"), ("Ada Lund", "it was old", "reported")],
        ),
    ],
)
def test_the_kinds_of_quotations(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (LUND + "She said the quay was safe.", "Ada Lund"),
        (LUND + "Lund said the quay was safe.", "Ada Lund"),
        (LUND + "The harbour master said the quay was safe.", "Ada Lund"),
        (LUND + "A spokesman for Ostra Lines said the quay was safe.", "A spokesman for Ostra Lines"),
        (LUND + "The union said the quay was safe.", "The union"),
        ("Mr Per Holt met Ada Lund. He said the quay was safe.", "Per Holt"),
        ("“The pumps were never tested,” said Orlbeck's chief engineer, Tove Marrin.", "Tove Marrin"),
        ("“We have lost a winter,” said Fenby Council's head of roads, Ruth Adeyo, who is leaving.", "Ruth Adeyo"),
    ],
)
def test_a_speaker_is_told_by_the_name_in_full(text: str, speaker: str) -> None:
    assert [who for who, _, _ in told(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “ghost quay” was closed on Monday.",
        "The choir sang “The Long Way Home” and went to bed.",
        "Ada Lund was told that the quay was safe.",
        "Ada Lund did not say whether the quay was safe.",
        "The report on the demand for claims was read by the council.",
        "It is said that the quay is haunted.",
        "Ada Lund wrote a book about the quay.",
    ],
)
def test_nobody_is_said_to_say_what_is_no_saying(text: str) -> None:
    assert told(text) == []


def test_a_quotation_goes_on_over_paragraphs() -> None:
    text = "“The piles are rotten,” Ada Lund said. “We knew it.\n\n“We told nobody.”\n\nThe council left."
    assert [(who, said) for who, said, _ in told(text)] == [
        ("Ada Lund", "The piles are rotten"),
        ("Ada Lund", "We knew it."),
        ("Ada Lund", "We told nobody."),
    ]


def test_what_is_quoted_within_belongs_to_what_it_is_quoted_in() -> None:
    text = "“He shouted ‘jump’ and I jumped,” Ada Lund said."
    assert told(text) == [("Ada Lund", "He shouted ‘jump’ and I jumped", "direct")]


def test_the_turns_of_a_transcript() -> None:
    text = "ADA LUND: Is the quay safe?\n\nPER HOLT: It is.\n\nADA LUND: Who says so?\n\nPER HOLT: I do."
    assert told(text) == [
        ("ADA LUND", "Is the quay safe?", "direct"),
        ("PER HOLT", "It is.", "direct"),
        ("ADA LUND", "Who says so?", "direct"),
        ("PER HOLT", "I do.", "direct"),
    ]


PIECES = st.sampled_from(
    [*"“”\"'‘’«».,:;?!—-()\n\x01", "\n\n", " ", "Ada Lund", "Mr Holt", "she", "the union", "said", "that", "told",
     "called for",     "according to", "and", "but", "saying", "who", "the quay was safe", "US", "İß", "Dr."]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
@example("Ada Lund said \x01")
def test_offsets_hold_whatever_the_text(text: str) -> None:
    document = Document("d", "", text)
    found = quotations(document, split(document))
    assert [each.start for each in found] == sorted(each.start for each in found)
    for each in found:
        assert 0 <= each.start < each.end <= len(text)
        assert 0 <= each.speaker_start <= each.speaker_end <= len(text)
        assert 0 <= each.cue_start <= each.cue_end <= len(text)
        if each.speaker is not None:
            assert text[each.name_start : each.name_start + len(each.speaker)] == each.speaker
        else:
            assert each.name_start == -1


@given(st.lists(PIECES, max_size=60).map("".join))
def test_what_is_quoted_lies_apart_and_in_order(text: str) -> None:
    ends = 0
    for each in quoted(text, [(0, len(text))]):
        assert ends <= each.outer_start < each.start < each.end <= each.outer_end
        ends = each.outer_end
