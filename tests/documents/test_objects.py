"""Articles in JSON: lines, lists, and the wrappings of services and programs."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest

from qa.documents import objects
from qa.types import Document, Note, Skipped

Load = Callable[..., list[Document | Skipped | Note]]
ARTICLE = {"title": "Quay", "text": "The quay stands.", "date": "2025-12-05"}


@pytest.mark.parametrize(
    "whole",
    [
        [ARTICLE],
        ARTICLE,
        {"status": "ok", "message": "one found", "articles": [ARTICLE]},
        {"response": {"total": 1, "docs": [ARTICLE]}},
        {"k17": ARTICLE},
        [{"page": 1, "items": [ARTICLE]}],
        {"rows": [{"row_idx": 0, "row": ARTICLE}]},
        {"data": {"children": [{"kind": "t3", "data": ARTICLE}]}},
        {name: {"0": value} for name, value in ARTICLE.items()},
        {"columns": list(ARTICLE), "index": [0], "data": [list(ARTICLE.values())]},
        {**ARTICLE, "tags": ["port"], "images": [{"title": "i", "description": "d", "url": "https://vale.example/i"}]},
        {"version": "1.1", "title": "Feed", "description": "News of the vale", "items": [ARTICLE]},
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("indent", [None, 1])
def test_where_articles_stand(load: Load, whole: Any, name: str, indent: int | None) -> None:
    if name == "a.jsonl" and indent is None and not isinstance(whole, list):
        name = "a.json"  # there a line is a row
    expected = Document(f"{name}#1", "Quay", "The quay stands.", None, datetime.date(2025, 12, 5))
    assert load(name, json.dumps(whole, indent=indent)) == [expected]


def test_lists_side_by_side_are_all_read(load: Load) -> None:
    whole = {"sport": [{"title": "S", "text": "Sport."}], "news": [{"title": "N", "text": "News."}, 7]}
    found = load("a.json", json.dumps(whole))
    assert [item.text for item in found if isinstance(item, Document)] == ["Sport.", "News."]
    assert found[2:] == [Skipped("a.json#3", "not a JSON object but a number")]


def test_lines_in_a_json_file(load: Load) -> None:
    assert [item.text for item in load("a.json", '{"body": "One."}\n{"body": "Two."}\n')] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"source": {"id": None, "name": "Vale Gazette"}}, {"source": "Vale Gazette"}),
        ({"headline": {"main": "Quay"}}, {"title": "Quay"}),
        (
            {"_id": {"$oid": "65f"}, "date": {"$date": "2025-12-05T00:00:00Z"}},
            {"id": "65f", "date": datetime.date(2025, 12, 5)},
        ),
        ({"thread": {"site": "vale.example"}}, {"source": "vale.example"}),
        ({"title": {"rendered": "It&#8217;s"}}, {"title": "It’s"}),
        ({"created_utc": 1764930600.0}, {"date": datetime.date(2025, 12, 5)}),
        ({"date": 1764930600000}, {"date": datetime.date(2025, 12, 5)}),
    ],
)
def test_fields_that_lie_deeper(load: Load, record: dict[str, Any], expected: dict[str, object]) -> None:
    (item,) = load("a.jsonl", json.dumps({"text": "Words.", **record}))
    assert {name: getattr(item, name) for name in expected} == expected


@pytest.mark.parametrize(
    "content",
    [["One.", "Two."], [{"type": "text/html", "value": "<p>One.</p><p>Two.</p>"}], {"rendered": "<p>One.<p>Two."}],
)
def test_texts_in_parts(load: Load, content: object) -> None:
    (item,) = load("a.jsonl", json.dumps({"content": content}))
    assert isinstance(item, Document)
    assert item.text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"name": "tool", "description": "d", "version": "1"}', "no list of articles in it, and no field named text"),
        ('{"a": [1,\n2', "not JSON: Expecting ',' delimiter at line 2"),
        ("[]", "no list of articles in it"),
        ("3", "not a JSON object but a number"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_holds_no_articles(load: Load, text: str, words: str) -> None:
    (item,) = load("a.json", text)
    assert isinstance(item, Skipped)
    assert words in item.reason


def test_a_json_file_is_bounded(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "WHOLE_LIMIT", 30)
    (item,) = load("a.json", json.dumps([ARTICLE], indent=1))
    assert isinstance(item, Skipped)
    assert "write one object a line, as .jsonl" in item.reason


@pytest.mark.parametrize("name", ["many.jsonl", "many.json", "many.csv"])
def test_of_thousands_of_bad_rows_the_first_are_named_and_all_are_counted(
    name: str, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.documents.rows.FAULTS", 3)
    good, rows = '{"text": "A mill burned."}', ['{"text": 5}'] * 10
    written = {
        "many.jsonl": "\n".join([good, *rows, good]),
        "many.json": f"[{','.join([good, *rows, good])}]",
        "many.csv": "id,text\n1,A mill burned.\n" + "2,A mill,burned,down.\n" * 10 + "3,A quay burned.\n",
    }
    read = load(name, written[name].encode())
    skipped = [(item.file, item.reason) for item in read if isinstance(item, Skipped)]
    assert len([item for item in read if isinstance(item, Document)]) == 2
    assert [id for id, _ in skipped] == [f"{name}#2", f"{name}#3", f"{name}#4", name]
    assert skipped[-1][1] == "7 more rows cannot be read, beside the 3 that are named"
