"""Reports that differ are told apart from those that agree in other words and those that speak of something else."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.accounts import Statement, accounts
from qa.answer.accounts.quantities import clock_times, quantities
from qa.english.stems import terms

SETS = Path(__file__).parents[2] / "benchmarks" / "asking"
WRITTEN = [json.loads(line) for line in (Path(__file__).parent / "accounts.jsonl").read_text("utf-8").splitlines()]
LATER = [row for row in WRITTEN if row.get("later")]
ANOTHERS = [json.loads(line) for line in (SETS / "accounts.jsonl").read_text("utf-8").splitlines()]
KINDS = ("differ", "agree", "other")
LEAST_HITS = 0.9
MOST_FALSE_ALARMS = 0.03


def statement(text: str, document_id: str = "a", date: str | None = "2025-11-20") -> Statement:
    return Statement(text, document_id, datetime.date.fromisoformat(date) if date else None)


def told(row: dict[str, Any], question: str) -> bool:
    pair = [statement(row["sentences"][at], str(at), row["dates"][at]) for at in (0, 1)]
    return bool(accounts(question, pair, terms))


@pytest.mark.parametrize(("kind", "least"), [("differ", 25), ("agree", 25), ("other", 15)])
def test_the_written_pairs(kind: str, least: int) -> None:
    chosen = [row for row in WRITTEN if row["kind"] == kind and not row.get("later")]
    flagged = [row["question"] for row in chosen if told(row, row["question"])]
    assert len(chosen) >= least
    if kind == "differ":
        assert len(flagged) >= LEAST_HITS * len(chosen)
    else:
        assert len(flagged) <= MOST_FALSE_ALARMS * len(chosen), flagged


@pytest.mark.parametrize("rows", [LATER, ANOTHERS], ids=["second author", "third author"])
def test_pairs_that_others_wrote(rows: list[dict[str, Any]]) -> None:
    """Written without sight of the rules, tuned on since. Of what agrees nearly nothing may be told as a difference, of
    things that are others little: a difference that is told is mostly one."""
    flagged = {kind: [told(row, row["question"]) for row in rows if row["kind"] == kind] for kind in KINDS}
    share = {kind: sum(each) / len(each) for kind, each in flagged.items()}
    assert share["agree"] <= 0.05
    assert share["differ"] > 2 * share["other"]


def test_amounts_in_other_units_agree_when_they_are_as_much() -> None:
    def differ(one: str, other: str) -> bool:
        told = [statement(f"The new dike is {length} long.", name) for length, name in ((one, "a"), (other, "b"))]
        return bool(accounts("How long is the new dike?", told, terms))

    assert not differ("8.4 kilometres", "8,400 metres")
    assert not differ("5 miles", "8 km")
    assert differ("8.4 kilometres", "four miles")
    assert differ("640 feet", "212 metres")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The group sold 300 tickets.", "The group sold 200 children's tickets."),  # of a kind
        ("The group sold 300 tickets.", "In 2019 the group sold 200 tickets."),  # of another time
        ("The group sold 300 tickets.", "The group expects to have sold 200 tickets."),  # a forecast
        ("The group sold 300 tickets.", "The group sold 200 tickets for its second concert."),  # of one of several
        ("The group sold 300 tickets.", "The group sold 200 tickets per hour."),  # a rate
    ],
)
def test_what_is_of_another_kind_or_time_is_no_other_account(one: str, other: str) -> None:
    said = [statement(one, "a"), statement(other, "b")]
    assert accounts("How many tickets did the group sell?", said, terms) == ()
    both = [statement(one, "a"), statement("The group sold 200 tickets.", "b")]
    assert len(accounts("How many tickets did the group sell?", both, terms)) == 2


def test_the_newest_comes_first_and_those_that_agree_count_together() -> None:
    found = accounts(
        "How many passengers were on board?",
        [
            statement("The train left with 286 passengers on board.", "a", "2025-11-08"),
            statement("There were 311 passengers on board.", "b", "2025-11-09"),
            statement("On board were 286 passengers, the guard said.", "c", "2025-11-07"),
            statement("The weather was fine.", "d", "2025-11-10"),
        ],
        terms,
    )
    assert [(said.value, said.statements) for said in found] == [("311 passengers", (1,)), ("286 passengers", (0, 2))]


def test_one_article_does_not_differ_from_itself() -> None:
    text = ["The train left with 286 passengers on board.", "Later 311 passengers were on board."]
    assert accounts("How many passengers were on board?", [statement(each) for each in text], terms) == ()


def test_quantities_are_read_in_all_their_forms() -> None:
    def read(text: str) -> list[tuple[float | None, str, str]]:
        return [(value.amount, value.unit, value.bound) for value, _ in quantities(text)]

    assert read("It cost €212m.") == read("It cost 212 million euros.") == [(212e6, "euro", "")]
    assert read("about 4,500 people") == [(4500.0, "", "about")]
    assert read("more than 5.2 per cent") == [(5.2, "percent", "over")]
    assert read("twenty-one ships, two dozen boats") == [(21.0, "", ""), (24.0, "", "")]
    assert read("gate No. 3-B of the 2nd lock at 10:07") == []
    assert read("eight inches, 640 feet, a 34-year-old") == [(8.0, "inch", ""), (640.0, "foot", ""), (34.0, "year", "")]
    assert [time.amount for time in clock_times("at 3:50 a.m., 3.50 am, 15:04 and noon")] == [
        230.0,
        230.0,
        904.0,
        720.0,
    ]


WORDS = "about|212|million|euros|€|3:50|a.m.|Ada Lund|not|accepted|passengers|,|.|two|dozen|%"
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(WORDS.split("|")), max_size=12).map(" ".join)
QUESTIONS = st.sampled_from(sorted({row["question"] for row in WRITTEN})) | TEXTS


@given(QUESTIONS, st.lists(TEXTS, max_size=5))
def test_any_texts_give_accounts_that_stand_in_them(question: str, texts: list[str]) -> None:
    statements = [statement(text, str(at)) for at, text in enumerate(texts)]
    found = accounts(question, statements, terms)
    assert len(found) != 1
    for said in found:
        assert said.value in texts[said.statements[0]]
    places = [at for said in found for at in said.statements]
    assert len(places) == len(set(places))
