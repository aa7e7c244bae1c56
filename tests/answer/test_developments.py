"""A later value of the same thing is told, in whatever words; what agrees or is of something else is not."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa
from qa.answer.accounts.developments import agree, developments
from qa.answer.accounts.naming import Pointing
from qa.answer.accounts.quantities import quantities
from qa.answer.accounts.states import state
from qa.english.stems import terms

MARCH = datetime.date(2025, 3, 2)


def said(text: str, day: int = 0, document: str = "", around: str = "") -> Pointing:
    """A sentence in which the words between bars are pointed at, so many days after the second of March."""
    before, words, behind = text.split("|")
    start = len(before)
    plain = before + words + behind
    date = MARCH + datetime.timedelta(days=day)
    return Pointing(plain, document or plain, date, start, start + len(words), f"{around} {plain}")


def told(question: str, *sentences: Pointing) -> list[str]:
    return [value for value, _ in developments(question, sentences, terms)]


COST = "How much will the swimming hall in Ellerby cost?"
FIRST = "The swimming hall in Ellerby will cost |£3.4 million|, the council said."


@pytest.mark.parametrize(
    ("question", "one", "other", "values"),
    [
        (COST, FIRST, "Ellerby's hall is now expected to cost |£5.1 million|.", ["£5.1 million", "£3.4 million"]),
        (
            "How many people died in the Orvane landslide?",
            "Rescuers found |15| dead under the landslide at Orvane.",
            "The landslide of Orvane killed |109 people|, the province said.",
            ["109", "15"],
        ),
        (
            "Who is the mayor of Halvern?",
            "Halvern's mayor, |Ola Brandt|, opened the fair.",
            "|Siri Falk|, sworn in as mayor of Halvern on Monday, wants more trees.",
            ["Siri Falk", "Ola Brandt"],
        ),
        (
            "Is the Mill Lane pool open?",
            "The pool in |Mill Lane| is closed until the tiles are mended.",
            "|Children| were the first in the water when the Mill Lane pool reopened.",
            ["reopened", "closed"],
        ),
        (
            "How long will the Sall bridge be shut?",
            "Sall bridge will be shut for |six weeks|.",
            "Drivers must do without Sall bridge for |six and a half weeks|.",
            ["six and a half weeks", "six weeks"],
        ),
        (  # a count that goes on
            "How many sheep drowned at Nether Moss?",
            "At least |17| sheep drowned at Nether Moss.",
            "Farmers have counted |21| drowned sheep at Nether Moss.",
            ["21", "At least 17"],
        ),
        (
            "What is the attendance at Corrie school?",
            "Attendance at Corrie school is |around 83 per cent|.",
            "Attendance at Corrie school is |87.5 per cent|, inspectors found.",
            ["87.5 per cent", "around 83 per cent"],
        ),
        (
            "How many geese winter at Lake Orm?",
            "|Four hundred and ten| geese winter at Lake Orm.",
            "The geese that winter at Lake Orm were counted again: |six hundred|.",
            ["six hundred", "Four hundred and ten"],
        ),
        (
            "When is the Brockley regatta?",
            "The Brockley regatta is held from |4 to 6 August|.",
            "The Brockley regatta will be held on |the 11th to 13th of August|.",
            ["the 11th to 13th of August", "4 to 6 August"],
        ),
        (
            "Where will the Tolby skate park be built?",
            "The Tolby skate park will be built |behind the old tannery|.",
            "The Tolby skate park will be built |beside the fire station| instead.",
            ["beside the fire station", "behind the old tannery"],
        ),
        (  # the last word of the question says what is asked, and "not safe and must be …" says no twice
            "Is the sale of raw milk in Ambry safe?",
            "|Raw milk| in Ambry is not safe, and must be boiled.",
            "|Inspectors| in Ambry found the raw milk safe.",
            ["safe", "not safe"],
        ),
        (
            "Is the hosepipe ban in Wenlow in force?",
            "The hosepipe ban in |Wenlow| took effect this morning.",
            "|Rain| has seen the hosepipe ban in Wenlow lifted.",
            ["lifted", "took effect"],
        ),
    ],
)
def test_a_later_value_is_told(question: str, one: str, other: str, values: list[str]) -> None:
    assert told(question, said(one), said(other, 7)) == values
    assert told(question, said(other, 7), said(one)) == values  # whichever answers first


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (COST, FIRST, "For the hall in Ellerby |3.4 million pounds| are set aside."),
        (COST, FIRST, "The swimming hall in Norby will cost |£5.1 million|."),
        (COST, FIRST, "Heating the swimming hall in Ellerby will cost |£90,000| a year."),
        (
            "When does the tram line open?",
            "The tram line opens |in February|.",
            "The first tram runs on the new line on |17 February|.",
        ),
        (
            "How many people were hurt in the Lindal crash?",
            "The crash at Lindal left |22| people hurt.",
            "|Three| people died in the crash at Lindal.",
        ),
        (
            "How many seats does the Union hold in Zemra?",
            "The Union has |48| seats in Zemra.",
            "In the senate the Union of Zemra will have |17| seats.",
        ),
        (
            "How many members does the council of Tornby have?",
            "The Greens took 17 of |51| seats; the council of Tornby has 51 members.",
            "In the council of Tornby |51| members sit.",
        ),
        (  # wished for, offered
            "What is the speed limit on Gannet Road?",
            "The speed limit on Gannet Road is |50 miles| an hour.",
            "Parents want the speed limit on Gannet Road to be |30 miles| an hour.",
        ),
        (
            "How much did the burglars of Villa Merle steal?",
            "The burglars of Villa Merle stole |80,000 francs|.",
            "The family of Villa Merle offers |5,000 francs| for a word on the burglars who stole from it.",
        ),
        (  # of a part
            "How much does the new Holt library cost?",
            "The new library in Holt costs |£9 million|.",
            "The staircase of the new library in Holt costs |£400,000|.",
        ),
        (COST, FIRST, "The slide of Ellerby's swimming hall alone takes up |£600,000|."),
        (  # who holds another post
            "Who is the abbot of Lessing?",
            "The abbot of Lessing, |Paul Wieland|, keeps bees.",
            "|Otto Krause|, a former abbot of Lessing, has written a book.",
        ),
        (
            "Who is the abbot of Lessing?",
            "The abbot of Lessing, |Paul Wieland|, keeps bees.",
            "The deputy abbot of Lessing, |Otto Krause|, sings.",
        ),
        (  # another stage
            "What was the score between Harl and Minster?",
            "Harl beat Minster |2-0| in the first leg.",
            "Minster beat Harl |3-1| in the second leg.",
        ),
        (  # Sunday 9 March, told on the fourth and on the ninth
            "When does the Ellerby flower market begin?",
            "The Ellerby flower market begins |on Sunday|.",
            "The flower market in Ellerby begins |on 9 March|.",
        ),
        (
            "How many mice did the cat of Mill Row catch?",
            "The cat of Mill Row caught |14| mice.",
            "The cat of Mill Row caught |at least 12| mice.",
        ),
        (
            "Where is the bust of Ada Roe?",
            "The bust of Ada Roe is |in the main hall|.",
            "The bust of Ada Roe is |beside the staircase|.",
        ),
        (  # so many times as much is something else
            "What does the village of Urr spend on its bridge?",
            "Urr spends |£2,000,000| on its bridge.",
            "For lamps on its bridge Urr spends |£1,100|.",
        ),
        (
            "How many riders came to the Aske rally in 2025?",
            "|310| riders came to the Aske rally in 2025.",
            "In 2024 |280| riders came to the Aske rally.",
        ),
    ],
)
def test_what_agrees_or_is_of_something_else_is_not(question: str, one: str, other: str) -> None:
    assert told(question, said(one), said(other, 7)) == []
    assert told(question, said(other, 7), said(one)) == []


def test_what_comes_each_year_is_another_one() -> None:
    question = "How many people attended the Lowen festival?"
    one, other = "|9,800| people came to the Lowen festival.", "The Lowen festival drew |15,600| people."
    assert told(question, said(one), said(other, 364)) == []
    assert told(question, said(one), said(other, 3)) == ["15,600", "9,800"]


def test_one_day_and_no_day_tell_nothing_newer() -> None:
    later = said("Ellerby's hall will cost |£5.1 million|.")
    assert told(COST, said(FIRST), later) == []
    undated = Pointing(later.text, "c", None, later.start, later.end, later.around)
    assert told(COST, said(FIRST), undated) == told(COST, undated, said(FIRST)) == told(COST) == []


def test_articles_that_do_not_name_it_tell_it_where_only_one_gives_a_value() -> None:
    question = "How many homes lost power in the storm over Ruan?"
    first = said("Some |14,000| homes around Ruan lost power in the storm.")
    one, two = said("Only |900| homes were still without power.", 1), said("|Thirty| homes lost power.", 5)
    assert told(question, first, one) == ["900", "Some 14,000"]
    assert told(question, first, one, two) == []


@given(st.integers(1, 10**9), st.integers(0, 400))
def test_a_value_said_again_is_never_newer(amount: int, days: int) -> None:
    one, other = f"The hall in Ellerby cost |£{amount:,}|.", f"Ellerby paid |£{amount:,}| for the hall."
    assert told("How much did the hall in Ellerby cost?", said(one), said(other, days)) == []


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_agreement_has_no_direction(one: int, other: int) -> None:
    values = [next(quantities(f"£{amount:,}"))[0] for amount in (one, other)]
    assert agree(*values) == agree(*reversed(values))


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_state_stands_where_it_says(question: str, text: str) -> None:
    found = state(question, text)
    assert found is None or text[found.start : found.end] == found.text


def test_the_newer_value_stands_under_the_answer_and_leads_where_the_latest_is_asked_for(tmp_path: Path) -> None:
    rows = [
        ("a", "2025-03-02", "The swimming hall in Ellerby will cost £3.4 million, the council said on Sunday."),
        ("b", "2025-03-09", "The swimming hall in Ellerby is now expected to cost £5.1 million, an engineer said."),
    ]
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps(dict(zip(("id", "date", "text"), row, strict=True))) + "\n" for row in rows))
    qa.build_index(articles, tmp_path / "index")
    assistant = qa.Assistant.open(tmp_path / "index")
    answer = assistant.ask(COST)
    cited = {citation.number: citation.document.id for citation in answer.citations}
    assert answer.short == "£3.4 million"
    assert [(each.value, str(each.date)) for each in answer.accounts] == [
        ("£5.1 million", "2025-03-09"),
        ("£3.4 million", "2025-03-02"),
    ]
    assert [cited[number] for each in answer.accounts for number in each.numbers] == ["b", "a"]
    latest = assistant.ask("How much will the swimming hall in Ellerby cost now?", asked_on="2025-03-10")
    assert latest.short == "£5.1 million"
    assert latest.citations[0].document.id == "b"
