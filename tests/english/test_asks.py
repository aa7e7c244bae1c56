"""The forms of questions: each is used, no two lists contradict each other, and what they say of a question."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import qa
from qa.english import asks, words
from qa.english.words import content

ROOT = Path(qa.__file__).parent


def public(module: str) -> set[str]:
    """The names that a module of english/ gives to others."""
    tree = ast.parse((ROOT / "english" / f"{module}.py").read_text(encoding="utf-8"))
    given = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            given |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {name for name in given if not name.startswith("_")}


def imported(module: str) -> set[str]:
    """The names that the package imports from a module of english/."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in ROOT.rglob("*.py")]
    return {
        alias.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == f"qa.english.{module}"
        for alias in node.names
    }


@pytest.mark.parametrize("module", ["asks", "words"])
def test_every_name_is_used(module: str) -> None:
    assert public(module) == imported(module)


def test_a_title_tells_one_sex_at_most() -> None:
    assert not asks.MENS_TITLES & asks.WOMENS_TITLES


def test_a_word_stands_in_one_list_of_capitals() -> None:
    """But for "May", which opens questions and is a month, and "Justice", which is a title and a ministry's."""
    lists = [words.OPENERS, words.WEEKDAYS, words.MONTHS, words.SHORT_DAYS_AND_MONTHS, words.OF_THINGS]
    each = [word for text in (*lists, " ".join(asks.TITLES)) for word in text.split()]
    assert {word for word in each if each.count(word) > 1} == {"May", "Justice"}


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("How many dock workers were hurt?", "dock workers"),
        ("How many ferries?", "ferries"),
        ("Since when, and how many people may come?", "people"),
        ("How much did it cost?", None),
    ],
)
def test_what_is_counted(question: str, thing: str | None) -> None:
    assert asks.counted(question) == thing


def test_what_is_measured() -> None:
    assert asks.measured("How Deep is the lake?") == "deep"
    assert asks.measured("At what speed did it turn?") == "speed"
    assert asks.measured("Who measured the lake?") is None


def test_which_sum_and_which_time() -> None:
    assert asks.asks_price("How much did the station cost?")
    assert asks.asks_price("What is the budget of Halvern?")
    assert not asks.asks_price("How much snow fell?")
    assert asks.asks_clock("At what time did the dike break?")
    assert not asks.asks_clock("What is time?")
    assert asks.asks_day("On what day was it?")
    assert asks.asks_day("When was it?")
    assert not asks.asks_day("Who was it?")


def test_what_opens_a_question() -> None:
    opening = ["Who won?", "“Did it open?”", "In which town?", "may we see it?"]
    assert all(asks.ASKS.match(question) for question in opening)
    assert not asks.ASKS.match("Deaths?")
    assert not asks.ASKS.match("Whoever won")
    assert asks.POLITE.sub("", "Please can you tell me who won?") == "who won?"
    assert asks.LEADS.sub("", "And then who won?") == "who won?"


def test_content_is_what_names_something() -> None:
    assert content("What did the mayor of Halvern say about it?") == ["mayor", "Halvern"]
