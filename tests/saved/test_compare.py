"""What counts as a change between two answers, told without an index."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from qa.saved import SeenPlaceJSON
from qa.saved.compare import Articles, compared
from qa.saved.naming import names_all
from qa.saved.schema import SeenPartJSON
from tests.saved.samples import part, place, seen

QUESTION = "How many people were hurt in the crash at Skarre?"
OLD = place("old.txt", "In the crash at Skarre 14 people were hurt.")
MORE = place("new.txt", "Doctors treated 14 people who were hurt in the crash at Skarre.")
OTHER = place("new.txt", "Doctors counted 31 people who were hurt in the crash at Skarre.")


def kind(
    before: SeenPartJSON,
    now: SeenPartJSON,
    fresh: SeenPartJSON | None,
    new: Collection[str] = ("new.txt",),
    gone: Collection[str] = (),
) -> str:
    articles = Articles(set(new), lambda place: place["document"] not in gone, lambda place, others: False)
    return compared(seen(before), seen(now), seen(fresh) if fresh else None, articles)["kind"]


def answer(short: str | None, *places: SeenPlaceJSON) -> SeenPartJSON:
    return part(QUESTION, short, *places)


BEFORE = answer("14", OLD)


@pytest.mark.parametrize(
    ("now", "fresh", "gone", "expected"),
    [
        (answer("14", MORE, OLD), answer("14", MORE), (), "more articles"),
        (answer("14", OLD), answer("31", OTHER), (), "differs now"),
        (answer("31", OTHER), answer("31", OTHER), ("old.txt",), "different answer"),
        (answer(None), None, ("old.txt",), "no longer"),
        (answer("14", MORE), answer("14", MORE), ("old.txt",), "more articles"),
        (answer(None), None, (), "none"),  # it ranks otherwise, and stands
        (answer("14", place("old.txt", "14 people were hurt in the crash at Skarre, it says.")), None, (), "none"),
        (answer("14", OLD), answer("14", {**OLD, "document": "new.txt"}), (), "none"),  # a copy
        (answer("31", place("b.txt", OTHER["text"])), None, (), "none"),  # old articles in another order
        (answer("31", place("b.txt", OTHER["text"])), None, ("old.txt",), "different answer"),
        (answer("14", OLD), answer("31", {**OTHER, "named": False}), (), "none"),
        (answer("14", OLD), answer("14", {**MORE, "document": "older.txt"}), (), "none"),  # it was there
    ],
)
def test_an_answer_that_was_found(
    now: SeenPartJSON, fresh: SeenPartJSON | None, gone: Collection[str], expected: str
) -> None:
    assert kind(BEFORE, now, fresh, gone=gone) == expected


def test_an_answer_that_was_not_found() -> None:
    none = answer(None)
    assert kind(none, answer("14", MORE), answer("14", MORE)) == "new answer"
    assert kind(none, answer("14", OLD), None) == "none"
    assert kind(none, none, answer("14", MORE)) == "new answer"  # other articles came first
    assert kind(none, answer("14", {**MORE, "named": False}), None) == "none"
    beside = place("new.txt", "The crash at Skarre was on a Sunday.")
    assert kind(none, answer("14", {**MORE, "named": False}, beside), None) == "none"  # the first one answers


def test_an_article_that_retells_another_is_no_news() -> None:
    articles = Articles({"new.txt"}, lambda place: True, lambda place, others: place["document"] == "new.txt")
    same, other = (seen(answer(short, each)) for short, each in (("14", MORE), ("31", OTHER)))
    assert compared(seen(BEFORE), seen(BEFORE), same, articles)["kind"] == "none"
    assert compared(seen(BEFORE), seen(BEFORE), other, articles)["kind"] == "differs now"  # but for its value


def test_an_edit_of_the_article_that_answered() -> None:
    again = place("old.txt", "In all, 14 people were hurt in the crash at Skarre, police say.", sha256="1" * 64)
    other = {**again, "text": "In all, 22 people were hurt in the crash at Skarre, police say."}
    changed = {"new": ("old.txt",), "gone": ("old.txt",)}
    assert kind(BEFORE, answer("14", again), answer("14", again), **changed) == "none"
    edited = {**OLD, "sha256": "1" * 64, "text": other["text"]}
    articles = Articles({"old.txt"}, lambda place: place["sha256"] == "1" * 64, lambda place, others: False)
    told = compared(seen(BEFORE), seen(answer("22", edited)), seen(answer("22", edited)), articles)
    assert (told["kind"], told["contradicted"]) == ("different answer", "14 people")


def test_of_several_parts_the_one_that_changed_most_is_told() -> None:
    articles = Articles({"new.txt"}, lambda place: True, lambda place, others: False)
    before = seen(part("Who fell?", None), BEFORE)
    now = seen(part("Who fell?", "Ada", place("new.txt", "Ada fell.")), answer("14", OLD))
    told = compared(before, now, seen(now["parts"][0], answer("31", OTHER)), articles)
    assert (told["kind"], told["question"]) == ("differs now", QUESTION)
    assert compared(before, now, None, articles)["kind"] == "new answer"


def test_words_about_time_that_mean_other_days_now() -> None:
    week = {"days": ["2025-12-01", "2025-12-07"]}
    now = answer("14", OLD) | {"days": ["2025-12-08", "2025-12-14"]}
    assert kind(BEFORE | week, now, None) == "none"  # type: ignore[arg-type]
    other = answer("31", OTHER) | {"days": ["2025-12-08", "2025-12-14"]}
    assert kind(BEFORE | week, other, None, new=()) == "different answer"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "text", "named"),
    [
        ("How tall is it?", "A text.", True),
        ("Who won the Halvern Marathon?", "The marathon in Halvern was won by Lund.", True),
        ("Who won the Halvern Marathon?", "The marathon in Orrin was won by Lund.", False),
        ("What did Mayor Ada Lund of Marlow say on Monday in May?", "Ada Lund, mayor of Marlow, spoke.", True),
        ("What did Ada Lund of Marlow say?", "Ada Holt spoke in Orrin.", False),
    ],
)
def test_what_a_question_names(question: str, text: str, named: bool) -> None:
    assert names_all(question, text) is named
