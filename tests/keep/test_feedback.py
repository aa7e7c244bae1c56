"""Judgements on answers: kept whole whoever else writes, left alone by builds, read as labelled questions."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import qa
from qa import evaluation
from qa.errors import FeedbackRefused, NotWritten, QuestionsInvalid
from qa.evaluation.judgements import BAD, CHANGED, NOTHING_CITED, OTHER_ARTICLES
from qa.index.index import Index
from qa.keep import feedback
from qa.keep.feedback import FILE, FeedbackJSON, keep
from qa.search.within import within
from qa.terminal.cli import main
from qa.types import EVERYTHING, Skipped
from qa.web.doors.feedback import BODY_BYTES, router
from tests.fakes import BagOfWords

COST = "It cost 3.5 million euros."
FERRY = "The old ferry made its last crossing on Thursday."
ROOT = Path(__file__).parents[2]


def judgement(question: str = "What did the bridge cost?", **facts: Any) -> FeedbackJSON:
    start = len("The mayor of Marlow opened the new bridge on Monday. ")
    cited = {"doc_id": "bridge.txt", "start": start, "end": start + len(COST), "text": COST}
    plain = {
        "question": question,
        "asked": question,
        "since": None,
        "until": None,
        "sources": [],
        "good": True,
        "comment": "",
        "found": True,
        "short": "3.5 million euros",
        "confidence": 0.9,
        "citations": [cited],
        "generation": 1,
        "at": "2025-12-05T10:00:00+01:00",
    }
    return FeedbackJSON(**{**plain, **facts})  # type: ignore[typeddict-item]


def refusal(question: str, **facts: Any) -> FeedbackJSON:
    return judgement(question, **{"found": False, "short": None, "citations": [], **facts})


def loaded(index: Path, *judgements: FeedbackJSON) -> tuple[list[evaluation.Question], list[str]]:
    for each in judgements:
        keep(index, each)
    skipped: list[Skipped] = []
    opened = Index.open(index)
    try:
        return evaluation.load(index / FILE, opened, skipped), [line.reason for line in skipped]
    finally:
        opened.close()


def test_lines_are_kept_as_they_were_said(tmp_path: Path) -> None:
    said = [judgement(), judgement("Où ?\nEt quand?", good=False, comment="“Nein”\t\u2028")]
    for each in said:
        keep(tmp_path, each)
    lines = (tmp_path / FILE).read_bytes().split(b"\n")
    assert [json.loads(line) for line in lines[:-1]] == said
    assert lines[-1] == b""


@pytest.mark.parametrize(
    "facts", [{"comment": "x" * 1001}, {"comment": "\ud800"}, {"short": "x" * 60_000}, {"confidence": float("nan")}]
)
def test_what_is_too_long_or_no_text_is_refused(tmp_path: Path, facts: dict[str, Any]) -> None:
    with pytest.raises(FeedbackRefused):
        keep(tmp_path, judgement(**facts))
    assert not (tmp_path / FILE).exists()


def test_the_file_is_bounded(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"x" * (feedback.LARGEST - 10))
    with pytest.raises(NotWritten, match="full"):
        keep(tmp_path, judgement())
    assert (tmp_path / FILE).stat().st_size == feedback.LARGEST - 10
    with pytest.raises(NotWritten, match="could not be written"):
        keep(tmp_path / "nowhere", judgement())


def test_a_line_that_was_cut_short_takes_no_other_along(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'{"question": "Wh')
    keep(tmp_path, judgement())
    assert json.loads((tmp_path / FILE).read_text().splitlines()[1]) == judgement()


def test_several_processes_write_whole_lines(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom qa.keep.feedback import keep\n"
        "from tests.keep.test_feedback import judgement\n"
        "for n in range(40): keep(Path(sys.argv[1]), judgement(sys.argv[2] * 3000, generation=n))"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), letter], cwd=ROOT) for letter in ("a", "b", "c")
    ]
    assert [writer.wait(100) for writer in writers] == [0, 0, 0]
    lines = [json.loads(line) for line in (tmp_path / FILE).read_text().splitlines()]
    assert len(lines) == 120
    for letter in "abc":
        assert [line["generation"] for line in lines if line["question"][0] == letter] == list(range(40))


def test_builds_leave_it_alone(index: Path, articles: Path) -> None:
    keep(index, judgement())
    before = (index / FILE).read_bytes()
    for full in (False, True):
        (articles / "new.txt").write_text(f"A new article, {full}.")
        qa.build_index(articles, index, embedder=BagOfWords(), full=full)
    assert (index / FILE).read_bytes() == before
    assert main(("verify", "--index", str(index))) == 0


def test_good_answers_become_labelled_questions(index: Path) -> None:
    questions, reasons = loaded(
        index,
        judgement(),
        refusal("Who painted it?", since="2025-01-01", sources=["Coastal Herald"]),
        judgement("What did the ferry do?", good=False),
        refusal("Who steered it?", good=False),
        judgement("What?", citations=[]),
    )
    cost, painted = questions
    assert (cost.text, cost.answers, [span.text for span in cost.evidence]) == (
        "What did the bridge cost?",
        ("3.5 million euros",),
        [COST],
    )
    assert cost.is_answered_at("bridge.txt", cost.evidence[0].start, cost.evidence[0].end)
    assert (painted.answerable, painted.within) == (False, within("2025-01-01", sources=["Coastal Herald"]))
    assert reasons == [BAD, BAD, NOTHING_CITED]


def test_the_last_judgement_on_a_question_counts(index: Path) -> None:
    questions, reasons = loaded(
        index,
        judgement("Cost?"),
        judgement("And  the COST?", good=False),
        judgement("and the cost?", comment="on second thoughts"),
        judgement("Cost?", since="2025-01-01"),  # of other articles: another question
        judgement("Cost?", good=False),
    )
    assert [(question.text, question.line, question.within) for question in questions] == [
        ("and the cost?", 3, EVERYTHING),
        ("Cost?", 4, within("2025-01-01")),
    ]
    assert reasons == [BAD]


def test_what_the_articles_no_longer_hold_is_left_out(index: Path, articles: Path) -> None:
    ferry = {"doc_id": "ferry.txt", "start": 0, "end": len(FERRY), "text": FERRY}
    keep(index, judgement())
    keep(index, judgement("What did the ferry do?", citations=[ferry], short=None))
    keep(index, judgement("Where is it?", citations=[{**ferry, "doc_id": "gone.txt"}]))
    keep(index, refusal("Who painted it?"))
    bridge, text = articles / "bridge.txt", (articles / "bridge.txt").read_text()
    bridge.write_text(text.replace("The mayor", "It is true. The mayor"))
    (articles / "ferry.txt").write_text("The ferry sails again.")
    qa.build_index(articles, index, embedder=BagOfWords())
    (question,), reasons = loaded(index)
    opened = Index.open(index)
    (span,) = question.evidence
    assert opened.document("bridge.txt").text[span.start : span.end] == span.text == COST
    assert reasons == [CHANGED, CHANGED, OTHER_ARTICLES]
    opened.close()


@pytest.mark.parametrize(
    "change",
    [
        {"good": 1},
        {"found": None},
        {"citations": "bridge.txt"},
        {"citations": [1]},
        {"citations": [{"doc_id": 7}]},
        {"question": ""},
        {"since": "soon"},
    ],
)
def test_lines_that_nobody_kept_are_named(index: Path, change: dict[str, Any]) -> None:
    (index / FILE).write_text("\n" + json.dumps({**judgement(), **change}))
    with pytest.raises(QuestionsInvalid, match=r"feedback\.jsonl:2: "):
        loaded(index)


def test_nothing_but_bad_answers_is_said(index: Path) -> None:
    with pytest.raises(QuestionsInvalid, match="1 lines of feedback label nothing"):
        loaded(index, judgement(good=False))


def test_the_command_measures_feedback(real_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = "Who found the meteorite near Karsbro?"
    main(("ask", question, "--json", "--index", str(real_index)))
    answer = json.loads(capsys.readouterr().out)
    cited = feedback.citations_of(answer)
    keep(tmp_path, judgement(question, citations=cited, short=answer["short"]))
    keep(tmp_path, judgement("Where?", good=False))
    only = {"since": "2025-12-01", "until": None, "sources": []}
    keep(tmp_path, refusal(question, generation=Index.open(real_index).manifest.generation, **only))
    assert main(("evaluate", str(tmp_path / FILE), "--json", "--index", str(real_index))) == 0
    out = capsys.readouterr()
    figures = json.loads(out.out)["figures"]
    assert figures["first_citation_right"]["value"] == 1
    assert figures["short_em"]["value"] == 1
    assert figures["refused"]["value"] == 1  # asked of the articles from December on
    assert f"1 line of feedback left out: {BAD}" in out.err


# --- the route


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    app = FastAPI()
    app.include_router(router(tmp_path, lambda: 7))
    return TestClient(app)


def sent() -> dict[str, Any]:
    document = {"id": "a", "title": "A", "source": None, "date": None, "url": None, "sha256": "0" * 64}
    citation = {"number": 1, "document": document, "start": 3, "end": 9, "text": "rained", "also": []}
    answer = {"question": "What?", "text": "rained [1]", "short": "rained", "found": True, "confidence": 1}
    filters = {"since": "2025-12-01", "until": None, "sources": ["Post"]}
    whole = {**answer, "citations": [citation], "hits": []}
    return {"question": "what", "filters": filters, "answer": whole, "good": True, "comment": "yes"}


def test_the_route_keeps_a_line(client: TestClient, tmp_path: Path) -> None:
    reply = client.post("/api/feedback", json=sent())
    assert (reply.status_code, reply.json()) == (200, {"kept": True})
    line = json.loads((tmp_path / FILE).read_text())
    assert line.pop("at") > "2025"
    assert line == {
        "question": "What?",
        "asked": "what",
        "since": "2025-12-01",
        "until": None,
        "sources": ["Post"],
        "good": True,
        "comment": "yes",
        "found": True,
        "short": "rained",
        "confidence": 1,
        "citations": [{"doc_id": "a", "start": 3, "end": 9, "text": "rained"}],
        "generation": 7,
    }


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"", 400, "no judgement"),
        (b"[" * 9999, 400, "no judgement"),
        (json.dumps({**sent(), "good": "yes"}).encode(), 400, "good: "),
        (json.dumps({**sent(), "comment": "x" * 1001}).encode(), 400, "1,000 characters"),
        (json.dumps({**sent(), "comment": "\ud800"}).encode(), 400, "no"),
        (json.dumps({**sent(), "question": "x" * 70_000}).encode(), 400, "60,000"),
        (b"x" * (BODY_BYTES + 1), 413, "200,000 bytes"),
    ],
)
def test_the_route_refuses_in_one_line(client: TestClient, tmp_path: Path, body: bytes, status: int, said: str) -> None:
    reply = client.post("/api/feedback", content=body)
    assert reply.status_code == status
    assert said in reply.json()["error"]
    assert "\n" not in reply.json()["error"]
    assert not (tmp_path / FILE).exists()


def test_a_full_file_and_a_page_for_reading_alone(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"x" * feedback.LARGEST)
    assert client.post("/api/feedback", json=sent()).status_code == 507
    app = FastAPI()
    app.include_router(router(tmp_path, lambda: 7, read_only=True))
    assert TestClient(app).post("/api/feedback", json=sent()).status_code == 403
