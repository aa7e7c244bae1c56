"""Rows: .jsonl and .csv to the letter, bad rows by number, the rest goes on; the dialects of .csv."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents import SourceFile, objects, read, tables
from qa.documents.rows import is_nothing
from qa.types import Document, Note, Skipped

Load = Callable[..., list[Document | Skipped | Note]]
Reason = Callable[[str, bytes | str], str]
ANY = st.text(st.characters(codec="utf-8"))


def test_a_row_has_all_fields(load: Load) -> None:
    row = {
        "id": " Mill 1 ",
        "text": " The mill\r\nstands. ",
        "title": "A\nmill",
        "date": "2025-12-05T10:30:00Z",
        "source": " Vale  Gazette",
        "url": "https://vale.example/1",
        "extra": [1],
    }
    expected = Document(
        " Mill 1 ",
        "A mill",
        " The mill\r\nstands. ",
        "Vale Gazette",
        datetime.date(2025, 12, 5),
        "https://vale.example/1",
    )
    assert load("a.jsonl", json.dumps(row)) == [expected]
    buffer = io.StringIO(newline="")
    csv.DictWriter(buffer, list(row)).writerows([dict(zip(row, row, strict=True)), row])
    assert load("a.csv", buffer.getvalue()) == [expected]


def test_bad_lines_are_named_and_the_rest_goes_on(load: Load) -> None:
    rows = [
        '{"text": "One."}',
        "",
        "{broken",
        '{"title": "no text"}',
        '{"text": 7}',
        '{"text": " \\n"}',
        "[1]",
        '{"text": "\\ud800"}',
        '{"text": "Two.", "id": "\\udfff"}',
        '{"text": "Three.", "id": true}',
        '{"text": "Four.", "id": ["x"]}',
        '{"text": ' + "[" * 100_000,
        '{"text": "Five.", "n": ' + "9" * 5_000 + "}",
        '{"text": "Six.", "id": 12}',
        '{"text": "Seven.", "id": ""}',
        '{"text": "Eight.", "id": "' + "x" * 1_001 + '"}',
    ]
    found = load("a.jsonl", "\r\n".join(rows) + "\r\n  \r\n")
    assert [(item.id, item.text) for item in found if isinstance(item, Document)] == [
        ("a.jsonl#1", "One."),
        ("12", "Six."),
        ("a.jsonl#14", "Seven."),
    ]
    reasons = [(item.file, item.reason) for item in found if isinstance(item, Skipped)]
    assert reasons == [
        ("a.jsonl#2", "not JSON: Expecting property name enclosed in double quotes at character 2"),
        ("a.jsonl#3", "no field named text, content or the like among: title; say which it is with --column text=NAME"),
        ("a.jsonl#4", "a number where its text should stand"),
        ("a.jsonl#6", "not a JSON object but a list"),
        ("a.jsonl#7", "not valid Unicode: half of a surrogate pair stands alone"),
        ("a.jsonl#8", "not valid Unicode: half of a surrogate pair stands alone"),
        ("a.jsonl#9", "its id is neither a text nor a number but true or false"),
        ("a.jsonl#10", "its id is neither a text nor a number but a list"),
        ("a.jsonl#11", "JSON nested too deeply"),
        ("a.jsonl#12", reasons[9][1]),
        ("a.jsonl#15", "its id is longer than 1,000 characters"),
        ("a.jsonl", "no article in 1 row (5): nothing 1"),
    ]
    assert reasons[9][1] == "not JSON that can be read: a number of thousands of digits"


def test_fields_of_another_kind_are_left_out(load: Load) -> None:
    row = '{"text": "A mill.", "title": 5, "date": [20251205], "source": ["x"], "url": "ftp://vale.example"}'
    assert load("a.jsonl", row) == [Document("a.jsonl#1", "A mill.", "A mill.")]


@pytest.mark.parametrize("mark", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(load: Load, mark: str) -> None:
    line = '{"id": "é", "text": "Café’s “menu”."}\n'
    found = load("a.jsonl", ("\n" + line * 2).encode(mark))
    assert [(item.id, item.text) for item in found if isinstance(item, Document)] == [("é", "Café’s “menu”.")] * 2
    (item,) = load("a.csv", "id;text\né;Café’s “menu”.\n".encode(mark))
    assert isinstance(item, Document)
    assert (item.id, item.text) == ("é", "Café’s “menu”.")


def test_a_damaged_line_is_read_and_told(load: Load) -> None:
    good = '{"text": "Größere Brücken."}\n'.encode()
    found = load("a.jsonl", good + good.replace(b"\xbc", b"", 1) + good)
    assert [item.text for item in found] == [
        "Größere Brücken.",
        "Größere Br\ufffdcken.",
        "Größere Brücken.",
        "characters that cannot be read and are shown as \ufffd: 1 in a.jsonl#2",
    ]


def test_damaged_utf16_is_read_on(load: Load) -> None:
    line = '{"text": "A mill."}\n'
    data = line.encode("utf-16") + b"\x00\xd8\n\0" + line.encode("utf-16-le")
    assert [type(item) for item in load("a.jsonl", data)] == [Document, Skipped, Document]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_row_above_the_limit_is_reported(load: Load, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(tables, "ROW_LIMIT", 100)
    monkeypatch.setattr(objects, "ROW_LIMIT", 100)
    long, short = "x" * 250, "A mill."
    text = f'{{"text": "{long}"}}\n{{"text": "{short}"}}' if name == "a.jsonl" else f"id,text\n1,{long}\n2,{short}"
    found = load(name, text)
    reasons = [item.reason for item in found if isinstance(item, Skipped)]
    assert len(reasons) == 1
    assert "longer than the limit" in reasons[0]
    assert [item.text for item in found if isinstance(item, Document)] == ([short] if name == "a.jsonl" else [])


def test_rows_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n' + '{"text": "More."}\n' * 200_000)
    rows = read(SourceFile(path, "a.jsonl", path.stat().st_size))
    assert next(rows) == Document("a.jsonl#1", "One.", "One.")
    path.write_text("")  # what was not read yet is gone
    assert sum(1 for _ in rows) < 100_000


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiters_quotes_and_line_breaks(load: Load, delimiter: str) -> None:
    rows = [["Title", " TEXT ", "id"], ["A, b; c\td", 'It said "go".\r\n\r\nIt went.', "x"], ["", "Two.", ""]]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    assert load("a.csv", "\n" + buffer.getvalue()) == [
        Document("x", "A, b; c d", 'It said "go".\r\n\r\nIt went.'),
        Document("a.csv#2", "Two.", "Two."),
    ]


def test_long_csv_fields_are_read(load: Load) -> None:
    (item,) = load("a.csv", "text\n" + "word " * 100_000)
    assert isinstance(item, Document)
    assert len(item.text) == 500_000


def test_bad_csv_rows(load: Load) -> None:
    found = load("a.csv", 'id,text\n1,One.\n2,Two, and more.\n3\n"4"x,Four.\n5, \n6,Six.\n')
    assert [item.file if isinstance(item, Skipped) else item.id for item in found] == [
        "1", "a.csv#2", "a.csv#3", "a.csv#4", "6", "a.csv",
    ]  # fmt: skip
    reasons = [item.reason for item in found if isinstance(item, Skipped)]
    assert reasons[:2] == [
        "3 columns where the header has 2: quote texts that hold a delimiter",
        "1 columns where the header has 2: quote texts that hold a delimiter",
    ]
    assert reasons[2] == "damaged CSV: quotes that are not closed, or stand within a cell"
    assert reasons[3] == "no article in 1 row (5): nothing 1"


def test_after_a_quote_that_is_never_closed_nothing_is_guessed(load: Load) -> None:
    found = load("a.csv", 'id,text\n1,One.\n2,"Two.\n3,Three.\n4,Four.\n')
    assert [item.id for item in found if isinstance(item, Document)] == ["1"]
    assert found[-1] == Skipped("a.csv", "damaged CSV from line 3 on: the rows after it were not read")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "no column named text"),
        ("text,id,text\n1,2,3\n", "two columns are named text"),
        ("id,text\n", "no rows in it"),
        ("\n\n", "no column named text"),
    ],
)
def test_csv_headers(reason: Reason, text: str, words: str) -> None:
    assert words in reason("a.csv", text)


def test_a_jsonl_of_blank_lines_has_no_rows(reason: Reason) -> None:
    assert reason("a.jsonl", "\n \n") == "no rows in it"


def kept(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The rows that are articles; an id that says that it is none is that of the row."""
    named = [
        (f"f#{row}" if not id or id.casefold().strip() in NO_ID else id, text) for row, (id, text) in enumerate(rows, 1)
    ]
    return [(id, text) for id, text in named if not is_nothing(text)]


NO_ID = {"nan", "none", "null", "<na>"}
# No words in it that stand for nothing, and no entities, which a cell is not kept with.
LETTERS = ANY.filter(lambda text: not re.search(r"&#?\w+;|</\w|<br", text))


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8"), min_size=1, max_size=100), LETTERS)), st.booleans())
def test_jsonl_keeps_ids_and_texts_to_the_letter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], ascii_only: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "letters.jsonl"
    lines = (json.dumps({"id": id, "text": text}, ensure_ascii=ascii_only) + "\n" for id, text in rows)
    path.write_bytes("".join(lines).encode())
    found = list(read(SourceFile(path, "f", path.stat().st_size)))
    assert [(item.id, item.text) for item in found if isinstance(item, Document)] == kept(rows)


@given(st.lists(st.tuples(ANY, LETTERS), min_size=1), st.sampled_from(",;\t|"))
def test_csv_keeps_ids_and_texts_to_the_letter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str
) -> None:
    clean = str.maketrans("", "", "".join(map(chr, [*range(9), *range(14, 32), 11, 12, 127])))  # binary, not text
    rows = [(id.translate(clean)[:100], text.translate(clean)) for id, text in rows]
    path = tmp_path_factory.getbasetemp() / "letters.csv"
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("id", "text"), *rows])
    path.write_bytes(buffer.getvalue().encode())
    found = list(read(SourceFile(path, "f", path.stat().st_size)))
    assert [(item.id, item.text) for item in found if isinstance(item, Document)] == kept(rows)


def test_a_file_of_something_else_is_one_fault(tmp_path: Path) -> None:
    log = tmp_path / "server.jsonl"
    log.write_text("GET / 200\n" * 50_000)
    found = list(read(SourceFile(log, "server.jsonl", log.stat().st_size)))
    assert [item.file for item in found] == ["server.jsonl"]
    late = tmp_path / "late.jsonl"
    late.write_text("oops\n" * objects.HOPELESS + '{"text": "At last."}\n')
    found = list(read(SourceFile(late, "late.jsonl", late.stat().st_size)))
    assert len(found) == objects.HOPELESS + 1
    assert found[-1].text == "At last."


QUAY, BATHS = ("Quay", "The quay costs 18 million."), ("Baths", "The baths, he said, stay open.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "commas at the end",
            'title,text\nQuay,The quay costs 18 million.,\nBaths,"The baths, he said, stay open.",,\n',
        ),
        (
            "a header with one",
            'title,text,\nQuay,The quay costs 18 million.\nBaths,"The baths, he said, stay open.",\n',
        ),
        ("sep=", "sep=;\r\ntitle;text\r\nQuay;The quay costs 18 million.\r\nBaths;The baths, he said, stay open.\r\n"),
        (
            "a mark and sep=",
            "\ufeffSEP=|\ntitle|text\nQuay|The quay costs 18 million.\nBaths|The baths, he said, stay open.",
        ),
        (
            "blank lines",
            '\n\ntitle,text\n\nQuay,The quay costs 18 million.\n,\n\nBaths,"The baths, he said, stay open."\n,\n',
        ),
        ("spaces", 'title, text\n"Quay", "The quay costs 18 million."\n"Baths", "The baths, he said, stay open."\n'),
        (
            "cells left out",
            'title,text,date,url\nQuay,The quay costs 18 million.\nBaths,"The baths, he said, stay open.",\n',
        ),
    ],
)
def test_forms_that_spreadsheets_and_databases_write(load: Load, name: str, text: str) -> None:
    found = load("a.csv", text)
    assert [(item.title, item.text) for item in found if isinstance(item, Document)] == [QUAY, BATHS], name
    assert len(found) == 2


def test_a_header_that_repeats_is_told(load: Load) -> None:
    found = load("a.csv", "title,text\nA,One.\ntitle,text\nB,Two.\n")
    assert [item.id for item in found if isinstance(item, Document)] == ["a.csv#1", "a.csv#3"]
    assert found[2:] == [Note("a.csv", "rows that repeat the header, and are no articles: 1")]


def test_quotes_that_a_backslash_marks(load: Load) -> None:
    rows = [["text", "id"], ['He said "go", and left.', "1"], ["Two.", "2"]]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, escapechar="\\", doublequote=False, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [(item.text, item.id) for item in load("a.csv", buffer.getvalue())] == [tuple(row) for row in rows[1:]]


def test_quotes_that_are_not_doubled(load: Load) -> None:
    text = 'id,text,source\n1,"He said "go" and left.",x\n2,"Line\nshe said "stop", twice",y\n3,"Fine ""here"".",z\n'
    found = load("a.csv", text)
    assert [(item.id, item.text, item.source) for item in found if isinstance(item, Document)] == [
        ("1", 'He said "go" and left.', "x"),
        ("2", 'Line\nshe said "stop", twice', "y"),
        ("3", 'Fine "here".', "z"),
    ]
    assert found[3:] == [Note("a.csv", "rows with quotes that are not doubled, read as they are meant: 2")]


def test_a_quote_too_many_swallows_no_other_row(load: Load) -> None:
    found = load("a.csv", 'id,text\n1,One.\n2,"Two.\n3,"Three."\n4,"Four."\n')
    assert [item.id for item in found if isinstance(item, Document)] == ["1"]
    assert found[-1] == Skipped("a.csv", "damaged CSV from line 3 on: the rows after it were not read")


CELLS = st.text('ab",; \n', max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.data())
def test_a_stray_quote_changes_no_other_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Whatever a row with a quote too many is taken for, the rows before it are to the letter."""
    rows = [(f"a{one}", f"b{two}") for one, two in rows]
    at = data.draw(st.integers(0, len(rows) - 1))
    lines = []
    for number, row in enumerate(rows):
        buffer = io.StringIO(newline="")
        csv.writer(buffer, quoting=csv.QUOTE_ALL).writerow((number, *row))
        line = buffer.getvalue()
        place = data.draw(st.integers(1, len(line) - 2))
        lines.append(line[:place] + '"' + line[place:] if number == at else line)
    path = tmp_path_factory.getbasetemp() / "stray.csv"
    path.write_bytes(("id,title,text\r\n" + "".join(lines)).encode())
    found = [item for item in read(SourceFile(path, "f", path.stat().st_size)) if isinstance(item, Document)]
    assert [(item.id, item.text) for item in found[:at]] == [(str(n), rows[n][1]) for n in range(at)]
