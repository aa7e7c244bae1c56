"""Live reports: the newest entry holds, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa
from qa.answer.live import age, entries
from qa.reader import Candidate
from qa.types import Document, Hit, Passage, Sentence

ENTRIES = [
    "17:20 The quay at Sund is open again, the fire brigade says.",
    "15:05 Four people are injured, the hospital says.",
    "13:10 Nine people are injured at the quay in Sund, a witness says.",
    "12:40 A crane has fallen onto the quay at Sund.",
]
HEAD = "Crane accident at Sund: live updates"


def article(lines: list[str], title: str = HEAD) -> Document:
    return Document("a.txt", title, "\n\n".join([title, *lines]), None, None, None)


def ages(document: Document, lines: list[str]) -> list[int]:
    found = []
    for line in lines:
        start = document.text.index(line)
        sentence = Sentence(document.id, start, start + len(line), line)
        passage = Passage(0, document.id, start, start + len(line), (sentence,))
        found.append(age(Candidate(sentence, Hit(document, passage, 1.0), 1.0)))
    return found


@pytest.mark.parametrize("lines", [ENTRIES, ENTRIES[::-1]])
@pytest.mark.parametrize(
    "form",
    ["{} ", "## {}\n\n", "[{}] ", "{} CET\n", "- {} – ", "Update {}: "],
)
def test_entries_in_either_order_and_form(lines: list[str], form: str) -> None:
    shown = [form.format(line[:5]) + line[6:] for line in lines]
    document = article(shown)
    assert len(entries(document)) == len(lines)
    newest_first = [0, 1, 2, 3] if lines is ENTRIES else [3, 2, 1, 0]
    assert ages(document, [line[6:] for line in lines]) == newest_first
    assert ages(document, [HEAD]) == [4]


def test_halves_of_the_day_and_midnight() -> None:
    lines = ["12.15 a.m. It is over.", "11:50 p.m. It goes on.", "1 p.m. It rains.", "11:30 am It is dry."]
    assert ages(article(lines), [line[-8:] for line in lines]) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "lines",
    [
        ["09:00 Doors open", "10:00 The mayor speaks", "12:00 Lunch"],  # a programme
        ["1. Norrland 1:12:40", "2. Karvia 1:12:58", "3. Tessel 1:13:01"],
        ["1:12:58 Karvia", "1:12:40 Norrland", "1:11:01 Tessel"],
        ["17:20 It is late.", "18:40 It is later.", "16:00 It is early.", "19:00 It is over."],
        ["17:20 It is late.", "16:00 It is early."],
        ["6.12 metres was the level.", "5.40 metres was it before.", "4.30 metres is usual."],
    ],
)
def test_other_times_make_no_live_report(lines: list[str]) -> None:
    assert entries(article(lines, "A day at Sund")) == []


@pytest.mark.parametrize("lines", [ENTRIES, ENTRIES[::-1]])
def test_the_newest_entry_answers(tmp_path: Path, lines: list[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("date 2025-11-05\n\n" + "\n\n".join([HEAD, *lines]))
    qa.build_index(tmp_path / "in", tmp_path / "index")
    answer = qa.Assistant.open(tmp_path / "index").ask("How many people are injured in Sund?")
    assert answer.short is not None
    assert answer.short.startswith("Four")
    assert [citation.text for citation in answer.citations] == [ENTRIES[1]]
    former = qa.Assistant.open(tmp_path / "index").ask("How many people at Sund were first said to be injured?")
    assert any("Nine" in citation.text for citation in former.citations)


@pytest.mark.parametrize("lines", [ENTRIES, ENTRIES[::-1]])
def test_a_time_in_the_question_asks_for_the_entry_that_held_then(tmp_path: Path, lines: list[str]) -> None:
    late = [line.replace("13:10", "11:10").replace("12:40", "10:40") for line in lines]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("date 2025-11-05\n\n" + "\n\n".join([HEAD, *late]))
    qa.build_index(tmp_path / "in", tmp_path / "index")
    assistant = qa.Assistant.open(tmp_path / "index", threshold=0.1)  # which entry it is, and not how sure
    asked = [("in Sund at first", "Nine"), ("in Sund at noon", "Nine"), ("at Sund at 2 p.m.", "Nine"),
             ("at Sund at 16:00", "Four")]  # fmt: skip
    for when, number in asked:
        short = assistant.ask(f"How many people were injured {when}?").short
        assert short is not None
        assert short.startswith(number)


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 59)), max_size=8), st.booleans())
def test_ages_follow_the_times(times: list[tuple[int, int]], newest_first: bool) -> None:
    times = sorted(set(times), reverse=newest_first)
    document = article([f"{hour:02}:{minute:02} It is so." for hour, minute in times])
    starts = entries(document)
    assert len(starts) in (0, len(times))
    if len(times) >= 3:
        assert starts == sorted(starts, reverse=not newest_first)
        assert starts
