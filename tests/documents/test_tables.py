"""Rows: .jsonl and .csv to the letter, bad rows by number, the rest goes on."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents import SourceFile, read, tables
from qa.documents.fields import is_blank
from qa.types import Document, Skipped

Load = Callable[[str, bytes | str], list[Document | Skipped]]
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
        ("a.jsonl#3", "no text field"),
        ("a.jsonl#4", "its text is not a string but a int"),
        ("a.jsonl#5", "no text in it"),
        ("a.jsonl#6", "not a JSON object but a list"),
        ("a.jsonl#7", "not valid Unicode: half of a surrogate pair stands alone"),
        ("a.jsonl#8", "not valid Unicode: half of a surrogate pair stands alone"),
        ("a.jsonl#9", "its id is neither a string nor a number but a bool"),
        ("a.jsonl#10", "its id is neither a string nor a number but a list"),
        ("a.jsonl#11", "JSON nested too deeply"),
        ("a.jsonl#12", reasons[10][1]),
        ("a.jsonl#15", "its id is longer than 1,000 characters"),
    ]
    assert reasons[10][1].startswith("not JSON that can be read: Exceeds the limit")


def test_fields_of_another_kind_are_left_out(load: Load) -> None:
    row = '{"text": "A mill.", "title": 5, "date": 20251205, "source": ["x"], "url": "ftp://vale.example"}'
    assert load("a.jsonl", row) == [Document("a.jsonl#1", "A mill.", "A mill.")]


@pytest.mark.parametrize("text", ["[\n {}\n]", '{\n "text": "A mill."\n}'])
def test_json_over_several_lines_is_named(reason: Reason, text: str) -> None:
    assert reason("a.jsonl", text) == "JSON over several lines: write one object a line"


@pytest.mark.parametrize("mark", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(load: Load, mark: str) -> None:
    line = '{"id": "é", "text": "Café’s “menu”."}\n'
    found = load("a.jsonl", ("\n" + line * 2).encode(mark))
    assert [(item.id, item.text) for item in found if isinstance(item, Document)] == [("é", "Café’s “menu”.")] * 2
    (item,) = load("a.csv", "id;text\né;Café’s “menu”.\n".encode(mark))
    assert isinstance(item, Document)
    assert (item.id, item.text) == ("é", "Café’s “menu”.")


def test_a_damaged_line_costs_one_row(load: Load) -> None:
    good = '{"text": "Größere Brücken."}\n'.encode()
    found = load("a.jsonl", good + good.replace(b"\xbc", b"", 1) + good)
    assert [type(item) for item in found] == [Document, Skipped, Document]
    assert found[1] == Skipped("a.jsonl#2", "damaged UTF-8 text: save it as UTF-8 again")


def test_damaged_utf16_ends_the_file_with_a_reason(load: Load) -> None:
    data = '{"text": "A mill."}\n'.encode("utf-16") + b"\x00\xd8\n\0"
    (item,) = load("a.jsonl", data)  # a small file is decoded in one go
    assert isinstance(item, Skipped)
    assert item.reason == "damaged UTF-16-LE text; the rows after it were not read"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_row_above_the_limit_is_reported(load: Load, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(tables, "ROW_LIMIT", 100)
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


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
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
        "1", "a.csv#2", "a.csv#3", "a.csv#4", "a.csv#5", "6",
    ]  # fmt: skip
    reasons = [item.reason for item in found if isinstance(item, Skipped)]
    assert reasons[:2] == [
        "3 columns where the header has 2: quote texts that hold a delimiter",
        "1 columns where the header has 2: quote texts that hold a delimiter",
    ]
    assert reasons[2].startswith("damaged CSV: ")
    assert reasons[3] == "no text in it"


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


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8"), max_size=100), ANY)), st.booleans())
def test_jsonl_keeps_ids_and_texts_to_the_letter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], ascii_only: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "letters.jsonl"
    lines = (json.dumps({"id": id, "text": text}, ensure_ascii=ascii_only) + "\n" for id, text in rows)
    path.write_bytes("".join(lines).encode())
    found = list(read(SourceFile(path, "f", path.stat().st_size)))
    kept = [(id or f"f#{row}", text) for row, (id, text) in enumerate(rows, start=1) if not is_blank(text)]
    assert [(item.id, item.text) for item in found if isinstance(item, Document)] == kept
    assert len(found) == len(rows) or not rows


@given(st.lists(st.tuples(ANY, ANY), min_size=1), st.sampled_from(",;\t"))
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
    kept = [(id or f"f#{row}", text) for row, (id, text) in enumerate(rows, start=1) if not is_blank(text)]
    assert [(item.id, item.text) for item in found if isinstance(item, Document)] == kept


def test_a_file_of_something_else_is_one_fault(tmp_path: Path) -> None:
    from qa.documents import tables

    log = tmp_path / "server.jsonl"
    log.write_text("GET / 200\n" * 50_000)
    found = list(read(SourceFile(log, "server.jsonl", log.stat().st_size)))
    assert [item.file for item in found] == ["server.jsonl"]
    late = tmp_path / "late.jsonl"
    late.write_text("oops\n" * tables.HOPELESS + '{"text": "At last."}\n')
    found = list(read(SourceFile(late, "late.jsonl", late.stat().st_size)))
    assert len(found) == tables.HOPELESS + 1
    assert found[-1].text == "At last."
