"""What the tools for language models give beside answers: quotations, origins, tables, saved questions."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa import saved
from tests.saved.folder import COST, PAINTER, Town
from tests.web.articles import DOCUMENTS, ELECTRICITY, HANDBOOK, TIDAL, UNKNOWN
from tests.web.conftest import REAL
from tests.web.model import call, refusal
from tests.web.site import Site

pytest.importorskip("mcp", reason="NOT TESTED: the tools need the package mcp (pip install '.[mcp]')")

READING = REAL.replace("port=0", "port=0, read_only=True")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.fixture
def page_of(town: Town) -> Iterator[Site]:
    site = Site("-c", REAL, str(town.index))
    yield site
    site.stop()


def given(result: Any) -> Any:
    """What a call gives, which stands in its text as well."""
    assert not result.is_error, result.content
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


def test_quotations_come_with_their_speaker_and_place(site: Site) -> None:
    said = given(call(site, "quotations", speaker="Carvalho"))["quotations"]
    assert {each["speaker"] for each in said} == {"Inês Carvalho"}
    assert [each["kind"] for each in said] == ["direct", "reported"]
    for each in said:
        assert TIDAL.text[each["start"] : each["end"]] == each["text"]
    assert said[0]["text"].startswith("We built this for a hundred-year lifetime")
    assert given(call(site, "quotations", speaker="Carvalho", until="2025-11-01"))["quotations"] == []


def test_an_excerpt_is_asked_for_where_it_comes_from(site: Site) -> None:
    sentence = "A colony of bees will need about thirty kilograms of honey to survive the winter."
    answer = given(call(site, "ask", question=f"{sentence} Weak ones are joined in September."))
    assert [citation["document"]["id"] for citation in answer["citations"]] == [HANDBOOK.id]
    (standing,) = answer["origins"]
    assert not standing["exact"]
    (altered,) = standing["altered"]
    assert (altered["text"], altered["there"]) == ("thirty", "eighteen")


def test_rows_of_several_questions(site: Site) -> None:
    table = given(call(site, "ask_many", questions=[ELECTRICITY, UNKNOWN]))
    assert table["total"] == 2
    one, other = table["rows"]
    assert (one["question"], one["found"], other["found"]) == (ELECTRICITY, "yes", "no")
    assert DOCUMENTS[one["document"]].text[one["start"] : one["end"]] == one["sentence"]
    assert other["sentence"] is None


def test_names_are_counted_and_filter(site: Site) -> None:
    told = given(call(site, "names", query="carvalho"))
    (name,) = told["names"]
    assert (name["name"], name["articles"]) == ("Inês Carvalho", 1)
    listed = given(call(site, "names", names=["Ines Carvalho"]))
    assert listed["articles"] == 1
    assert "Tidewell Energy" in {each["name"] for each in listed["names"]}
    hits = given(call(site, "search", query="What is told?", k=20, names=["carvalho"]))["hits"]
    assert {hit["document"]["id"] for hit in hits} == {TIDAL.id}


def test_every_place_of_words_is_found(site: Site) -> None:
    found = given(call(site, "find", query='"eighteen kilograms"'))
    (article,) = found["articles"]
    assert article["document"]["id"] == HANDBOOK.id
    inside = given(call(site, "find_in", id=HANDBOOK.id, query="kilogram"))
    assert inside["document"]["id"] == HANDBOOK.id
    assert {HANDBOOK.text[span["start"] : span["end"]] for span in inside["spans"]} <= {"kilogram", "kilograms"}
    assert len(inside["spans"]) == inside["count"] > 0
    assert refusal(call(site, "find_in", id="none", query="kilogram")) == "There is no such article."


def test_a_row_of_each_article(site: Site) -> None:
    first = given(call(site, "ask_each", question="How much honey is needed?", limit=4))
    rest = given(call(site, "ask_each", question="How much honey is needed?", offset=4, limit=4))
    assert first["total"] == rest["total"] == len(DOCUMENTS)
    assert len(first["rows"]) == 4
    asked = [row["document"] for row in first["rows"] + rest["rows"]]
    assert sorted(asked) == sorted(DOCUMENTS)


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("quotations", {}, "value error, name a speaker, or what it is about"),
        ("quotations", {"speaker": "Carvalho", "limit": 201}, "limit: input should be less than or equal to 200"),
        ("quotations", {"about": "honey", "sources": ["Gazette"]}, "no article is of the source 'Gazette'"),
        ("names", {"kind": "ship"}, "kind: input should be 'person', 'organisation' or 'place'"),
        ("ask", {"question": "Who?", "names": ["Carvalo"]}, "no article names 'Carvalo': the nearest of"),
        ("ask_many", {"questions": []}, "questions: list should have at least 1 item"),
        ("ask_many", {"questions": ["Who?"] * 21}, "questions: list should have at most 20 items"),
        ("ask_each", {"question": "Who?", "limit": 21}, "limit: input should be less than or equal to 20"),
        ("save_question", {"question": "x" * 1001}, "question: string should have at most 1000 characters"),
        ("save_question", {"question": "What?", "since": "soon"}, "'soon' is not a date"),
        ("unsave_question", {"id": "000000000000"}, "no such question is saved"),
        ("unsave_question", {}, "id: field required"),
        ("mark_seen", {"ids": "all"}, "ids: input should be a valid list"),
        ("what_changed", {"since": "2025-01-01"}, "since: extra inputs are not permitted"),
    ],
)
def test_limits_and_errors_are_those_of_rest(site: Site, name: str, arguments: dict[str, Any], message: str) -> None:
    assert message in refusal(call(site, name, **arguments))


def test_a_question_is_saved_changes_is_seen_and_forgotten(town: Town, page_of: Site) -> None:
    kept = given(call(page_of, "save_question", question=COST))
    assert (kept["question"], kept["answer"], kept["change"]) == (COST, "3.5 million euros", None)
    given(call(page_of, "save_question", question=PAINTER))
    assert [each["question"] for each in given(call(page_of, "saved_questions"))["questions"]] == [COST, PAINTER]
    assert given(call(page_of, "what_changed"))["questions"] == []

    town.write("paint", "Ivo Brandt painted the bridge at Marlow in green.", 20)
    town.build()
    while not (changed := given(call(page_of, "what_changed")))["questions"] or changed["checking"]:
        time.sleep(0.1)
    (paint,) = changed["questions"]
    assert paint["change"]["kind"] == "new answer"
    assert "Ivo Brandt" in paint["change"]["told"]
    assert paint["change"]["places"][0]["text"] == "Ivo Brandt painted the bridge at Marlow in green."

    assert given(call(page_of, "mark_seen", ids=[paint["id"]])) == {"seen": 1}
    assert given(call(page_of, "what_changed"))["questions"] == []
    assert given(call(page_of, "unsave_question", id=kept["id"])) == {"id": kept["id"]}
    assert [each["question"] for each in saved.listed(town.index).questions] == [PAINTER]


def test_a_page_for_reading_alone_keeps_nothing(town: Town) -> None:
    town.save(COST)
    site = Site("-c", READING, str(town.index))
    try:
        (kept,) = given(call(site, "saved_questions"))["questions"]
        for name, arguments in (
            ("save_question", {"question": PAINTER}),
            ("unsave_question", {"id": kept["id"]}),
            ("mark_seen", {}),
        ):
            assert "for reading alone" in refusal(call(site, name, **arguments))
        assert [each["question"] for each in saved.listed(town.index).questions] == [COST]
    finally:
        site.stop()
