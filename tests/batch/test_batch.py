from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import qa
from qa import batch
from qa.batch.writing import written
from qa.errors import NotWritten, QuestionsInvalid
from qa.search.within import within
from qa.terminal.cli import main
from tests.fakes import BagOfWords

ASKED = ["Who opened the new bridge?", "What is the melting point of tungsten?", "Who steered the ferry?"]


@pytest.fixture
def assistant(index: Path, embedder: BagOfWords) -> qa.Assistant:
    return qa.Assistant(qa.Retriever.open(index, embedder=embedder), reader="none", threshold=0)


def test_answers_come_in_the_order_of_their_questions(assistant: qa.Assistant) -> None:
    asked = ASKED * 9
    answers = list(batch.ask_all(assistant, asked))
    assert [answer.question for answer in answers] == asked
    assert answers[:3] == [assistant.answer(question, (), qa.types.Within()) for question in ASKED]


def test_questions_are_taken_as_they_are_needed(assistant: qa.Assistant) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield ASKED[0]

    answers = batch.ask_all(assistant, endless())
    assert next(answers).found
    answers.close()  # type: ignore[attr-defined]
    assert taken < 100


def test_every_article_is_asked_by_itself(assistant: qa.Assistant) -> None:
    asked = list(assistant.each("What happened?"))
    assert sorted(document.id for document, _ in asked) == ["bridge.txt", "ferry.txt", "harvest.txt", "note.md"]
    for document, answer in asked:
        assert answer.citations
        assert {citation.document.id for citation in answer.citations} == {document.id}
    only = list(assistant.each("What happened?", within(sources=["Coastal Herald"])))
    assert sorted(document.id for document, _ in only) == ["bridge.txt", "harvest.txt"]


def test_a_row_says_where_its_sentence_stands(assistant: qa.Assistant) -> None:
    row = batch.cells(ASKED[0], next(batch.ask_all(assistant, ASKED[:1])), {"id": "7", "answer": "of the file"})
    assert set(row) == {"id", *batch.HEAD}
    assert row["id"] == "7"
    assert row["answer"] != "of the file"  # our columns are ours
    text = assistant.index.document(str(row["document"])).text
    assert text[int(str(row["start"])) : int(str(row["end"]))] == row["sentence"]
    assert row["date"] == "2025-11-03"


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.csv", "id,Question\n1,Who?\n2,\n3,When?\n", [("Who?", {"id": "1"}), ("When?", {"id": "3"})]),
        ("a.csv", '\ufeffquestion;id\n"Who; and why?";1\n', [("Who; and why?", {"id": "1"})]),
        ("a.tsv", "question\tid\nWho?\t1\n", [("Who?", {"id": "1"})]),
        ("a.csv", "Who?\nWhen, and where?\n", None),
        ("a.csv", "Who?\nWhen?\n", [("Who?", {}), ("When?", {})]),
        ("a.txt", "Who?\r\n\r\nWhen, and where?\n", [("Who?", {}), ("When, and where?", {})]),
        ("a.jsonl", '{"question": "Who?", "id": 1, "answers": ["x"]}\n', [("Who?", {"id": "1"})]),
    ],
)
def test_questions_of_files(
    name: str, content: str, lines: list[tuple[str, dict[str, str]]] | None, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content.encode())
    if lines is None:  # the second line has a comma, the first none: one column
        assert [line.text for line in batch.read(file)] == ["Who?", "When"]
    else:
        assert [(line.text, line.beside) for line in batch.read(file)] == lines


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"id,text\n1,Who?\n", "no column `question` among: id, text"),
        ("a.txt", b"\n \n", "no questions in it"),
        ("a.txt", b"\x00\x01\x02\x03" * 100, "a.txt: "),
        ("a.jsonl", b"{]\n", "a.jsonl:1: not JSON"),
        ("missing.csv", None, "cannot be opened"),
    ],
)
def test_files_without_questions_are_told(name: str, content: bytes | None, said: str, tmp_path: Path) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QuestionsInvalid, match=said.replace("`", ".")):
        batch.read(file)


def _read(path: Path) -> list[dict[str, object]]:
    if path.suffix == ".xlsx":
        first, *rest = load_workbook(path).active.iter_rows(values_only=True)
        return [dict(zip(map(str, first), row, strict=True)) for row in rest]
    if path.suffix == ".csv":
        return [dict(row) for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))]
    text = path.read_text("utf-8")
    found = json.loads(text) if path.suffix == ".json" else [json.loads(line) for line in text.splitlines()]
    return list(found)


@pytest.mark.parametrize("form", batch.FORMS)
def test_no_cell_is_a_formula(form: batch.Form, tmp_path: Path) -> None:
    """Texts of documents and users stand in spreadsheets as texts, whatever they begin with."""
    texts = [
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "plain",
        'with "quotes", commas\nand lines',
        "bell \x07",
        "half \ud800",
        "none \uffff",
    ]
    file = tmp_path / f"t.{form}"
    with written(file, form, ["id"]) as add:
        for text in texts:
            add({"id": text, "sentence": text, "confidence": 0.5})
    rows = _read(file)
    assert len(rows) == len(texts)
    assert list(rows[0]) == ["id", *batch.HEAD]
    for row, text in zip(rows, texts, strict=True):
        cell = str(row["sentence"])
        assert row["id"] == row["sentence"]
        if form == "csv":
            assert not cell.startswith(("=", "+", "-", "@"))
        else:
            assert cell[:4] == text[:4]
    if form == "xlsx":
        kinds = {cell.data_type for line in load_workbook(file).active.iter_rows(min_row=2) for cell in line}
        assert "f" not in kinds
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@given(cells=st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_csv_gives_the_cells_back(cells: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("csv") / "t.csv"
    with written(file, "csv") as add:
        for cell in cells:
            add({"sentence": cell})
    given_back = [str(row["sentence"]) for row in _read(file)]
    for before, after in zip(cells, given_back, strict=True):
        plain = before.encode("utf-8", "replace").decode()
        assert after in (plain, f"'{plain}")


@pytest.mark.parametrize("form", batch.FORMS)
def test_what_was_answered_until_a_stop_is_kept(form: batch.Form, tmp_path: Path) -> None:
    file = tmp_path / f"t.{form}"
    file.write_bytes(b"of last week")

    def stopped() -> None:
        with written(file, form) as add:
            add({"question": "Who?"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert [row["question"] for row in _read(tmp_path / f"t-partial.{form}")] == ["Who?"]
    assert file.read_bytes() == b"of last week"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="cannot be written"), written(tmp_path / "no" / "t.csv", "csv") as add:
        add({})


def test_the_command(real_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = tmp_path / "asked.csv"
    asked.write_text("id,question\n7,Who found the meteorite near Karsbro?\n8,Who painted the Sistine Chapel?\n")
    assert main(["batch", str(asked), "--index", str(real_index)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["id"], row["found"]) for row in rows] == [("7", "yes"), ("8", "no")]
    assert rows[0]["document"] == "2025-10-08-meteorite-found-near-karsbro.txt"
    out = tmp_path / "o.xlsx"
    each = ["batch", "--each", "How much does it cost?", "--index", str(real_index), "--since", "2025-12-01"]
    assert main([*each, "--out", str(out)]) == 0
    assert "asked" in capsys.readouterr().err
    documents = [row["document"] for row in _read(out)]
    assert len(documents) == len(set(documents)) == sum(1 for name in documents if str(name) >= "2025-12")
    nothing = ["batch", "--each", "Who?", "--index", str(real_index), "--since", "2050-01-01", "--out", str(out)]
    assert main(nothing) == 0
    assert "0 asked, 0 answered" in capsys.readouterr().err
    assert _read(out) == []
    for wrong in (["batch"], ["batch", str(asked), "--each", "Who?"], ["batch", str(asked), "--out", "x.pdf"]):
        with pytest.raises(SystemExit):
            main(wrong)
    assert main(["batch", str(tmp_path / "none.csv"), "--index", str(real_index)]) == 2
    assert "none.csv cannot be opened" in capsys.readouterr().err
