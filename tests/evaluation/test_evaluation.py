"""`qa evaluate`: the figures against hand-computed values and slow definitions, the file of questions, the command."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import evaluation
from qa.assistant import Assistant
from qa.errors import ExtraMissing, QAError, QuestionsInvalid
from qa.evaluation import Outcome, Question, Report, Span, metrics
from qa.index.index import Index
from qa.reader import Candidate, Reading
from qa.search.retriever import Retriever
from qa.terminal.cli import main
from qa.types import Hit
from tests.conftest import EXAMPLES
from tests.fakes import BagOfWords, touch

OPENED = "The mayor of Marlow opened the new bridge on Monday."
COST = "It cost 3.5 million euros."
FERRY = "The old ferry made its last crossing on Thursday."
confidences = st.floats(0, 1).map(lambda value: round(value, 2))  # rounded, so that ties happen
answers = st.lists(st.tuples(confidences, st.booleans()), max_size=40)
words = st.lists(st.sampled_from(["the", "a", "red", "Dog", "dog.", "3.5", "euros", "–"]), max_size=6).map(" ".join)


def arrays(pairs: Sequence[tuple[float, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([c for c, _ in pairs], np.float64), np.array([r for _, r in pairs], np.bool_)


# --- figures


def test_retrieval_by_hand() -> None:
    relevant = np.zeros((4, 10), np.bool_)
    relevant[0, 0] = relevant[0, 3] = True  # found at once; a second one adds nothing
    relevant[1, 2] = True
    relevant[2, 9] = True
    found = metrics.retrieval(relevant)  # the fourth question found nothing, and counts
    assert found == pytest.approx({"hit@1": 0.25, "hit@5": 0.5, "hit@10": 0.75, "mrr@10": (1 + 1 / 3 + 1 / 10) / 4})


@given(st.lists(st.lists(st.booleans(), min_size=10, max_size=10), min_size=1, max_size=12))
def test_retrieval_is_what_its_names_say(rows: list[list[bool]]) -> None:
    found = metrics.retrieval(np.array(rows))
    for k in (1, 5, 10):
        assert found[f"hit@{k}"] == pytest.approx(sum(any(row[:k]) for row in rows) / len(rows))
    firsts = [row.index(True) + 1 for row in rows if any(row)]
    assert found["mrr@10"] == pytest.approx(sum(1 / first for first in firsts) / len(rows))


@given(answers)
def test_auroc_counts_pairs(pairs: list[tuple[float, bool]]) -> None:
    confidence, positive = arrays(pairs)
    yes, no = confidence[positive], confidence[~positive]
    if not len(yes) or not len(no):
        with pytest.raises(ValueError, match="both kinds"):
            metrics.auroc(positive, confidence)
        return
    wins = sum((y > n) + 0.5 * (y == n) for y in yes for n in no)
    assert metrics.auroc(positive, confidence) == pytest.approx(wins / (len(yes) * len(no)))


def test_risk_and_coverage_by_hand() -> None:
    confidence, right = arrays([(0.5, True), (0.9, True), (0.7, False), (0.7, True), (0.8, True)])
    curve = metrics.risk_coverage(confidence, right, 10)  # five more questions were refused
    assert curve.confidence == pytest.approx([0.9, 0.8, 0.7, 0.5])
    assert curve.coverage == pytest.approx([0.1, 0.2, 0.4, 0.5])  # two answers are equally sure: both or neither
    assert curve.risk == pytest.approx([0, 0, 1 / 4, 1 / 5])
    assert [curve.coverage_at(risk) for risk in (0, 0.19, 0.2, 1)] == pytest.approx([0.2, 0.2, 0.5, 0.5])
    nothing = metrics.risk_coverage(*arrays([]), 0)
    assert (len(nothing.risk), nothing.coverage_at(1)) == (0, 0)


@given(answers, st.integers(0, 5))
def test_every_point_of_the_curve_is_a_threshold(pairs: list[tuple[float, bool]], refused: int) -> None:
    curve = metrics.risk_coverage(*arrays(pairs), len(pairs) + refused)
    thresholds = sorted({c for c, _ in pairs}, reverse=True)
    assert curve.confidence == pytest.approx(thresholds)
    assert np.all(np.diff(curve.coverage) > 0)
    for coverage, risk, threshold in zip(curve.coverage, curve.risk, thresholds, strict=True):
        given_ = [right for c, right in pairs if c >= threshold]
        assert coverage == pytest.approx(len(given_) / (len(pairs) + refused))
        assert risk == pytest.approx(given_.count(False) / len(given_))
    limits = [curve.coverage_at(limit) for limit in (0, 0.05, 0.5, 1)]
    assert limits == sorted(limits)


def test_reliability_by_hand() -> None:
    bins = metrics.reliability(*arrays([(0.95, True), (1.0, False), (0.05, False), (0.31, True)]))
    assert [b.count for b in bins] == [1, 0, 0, 1, 0, 0, 0, 0, 0, 2]
    assert bins[9].confidence == pytest.approx(0.975)
    assert bins[9].right == 0.5
    assert bins[1].confidence is bins[1].right is None
    assert metrics.calibration_error(bins) == pytest.approx((0.05 + 0.69 + 2 * 0.475) / 4)
    with pytest.raises(ValueError, match="no answers"):
        metrics.calibration_error(metrics.reliability(*arrays([])))


@given(answers)
def test_bins_hold_every_answer_once(pairs: list[tuple[float, bool]]) -> None:
    bins = metrics.reliability(*arrays(pairs))
    assert sum(b.count for b in bins) == len(pairs)
    assert sum(b.count * (b.right or 0) for b in bins) == pytest.approx(sum(right for _, right in pairs))
    assert all(b.confidence is None or b.low - 1e-9 <= b.confidence <= b.high + 1e-9 for b in bins)
    if pairs:
        tenths = defaultdict(list)  # the same from the definition: |sum of confidence - number right| of each tenth
        for confidence, right in pairs:
            tenths[min(int(confidence * 10), 9)].append(confidence - right)
        expected = sum(abs(sum(differences)) for differences in tenths.values()) / len(pairs)
        assert metrics.calibration_error(bins) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("answer", "accepted", "f1", "em"),
    [
        ("The Red dog.", ["red dog"], 1, 1),
        ("red", ["a red dog", "cat"], 2 / 3, 0),
        ("dog dog", ["dog"], 2 / 3, 0),  # a word counts as often as it stands in both
        ("4,500 people", ["Approx. 4,500"], 0.5, 0),
        ("", ["red"], 0, 0),
        ("the", ["a"], 1, 1),  # nothing agrees with nothing
        ("red", [], 0, 0),
    ],
)
def test_short_answers_by_hand(answer: str, accepted: list[str], f1: float, em: float) -> None:
    assert metrics.short_f1(answer, accepted) == pytest.approx(f1)
    assert metrics.short_em(answer, accepted) == em


@given(words, words)
def test_short_f1_is_symmetric_and_at_least_em(one: str, other: str) -> None:
    assert metrics.short_f1(one, [other]) == pytest.approx(metrics.short_f1(other, [one]))
    assert metrics.short_em(one, [other]) <= metrics.short_f1(one, [other]) <= 1
    assert metrics.short_f1(one, [one]) == metrics.short_em(one, [one]) == 1


@given(st.tuples(*[st.integers(0, 30)] * 4))
def test_spans_overlap_by_half_of_the_shorter(ends: tuple[int, int, int, int]) -> None:
    a, b, c, d = ends
    if a >= b or c >= d:
        return
    shared = len(set(range(a, b)) & set(range(c, d)))
    assert Span("d", a, b, "").overlaps("d", c, d) == (shared >= min(b - a, d - c) / 2)
    assert not Span("other", a, b, "").overlaps("d", c, d)


# --- reports


def outcome(question: Question, confidence: float, found: bool = True, first: bool = False, **facts: object) -> Outcome:
    cited = {"right_citations": (first,), "cited": ("d", "t")} if found else {"right_citations": (), "cited": None}
    return Outcome(
        **{"question": question, "found": found, "confidence": confidence, "short": None}
        | {"relevant": (first,), "milliseconds": 10.0}
        | cited
        | facts  # type: ignore[arg-type]
    )


LOCATED = Question("located", 1, articles=frozenset({"d"}), answers=("Ada",))
BARE = Question("bare", 2)
UNANSWERABLE = Question("unanswerable", 3, answerable=False)


def test_figures_by_hand() -> None:
    report = Report(
        (
            outcome(LOCATED, 0.9, first=True, short="Ada Lund"),
            outcome(LOCATED, 0.8, relevant=(False, True), right_citations=(False, True), milliseconds=30.0),
            outcome(LOCATED, 0.2, found=False),
            outcome(BARE, 0.85),
            outcome(UNANSWERABLE, 0.1, found=False),
            outcome(UNANSWERABLE, 0.5),
        )
    )
    values = {name: (figure.value, figure.n) for name, figure in report.figures.items()}
    assert values == {
        "hit@1": (pytest.approx(1 / 3), 3),
        "hit@5": (pytest.approx(2 / 3), 3),
        "hit@10": (pytest.approx(2 / 3), 3),
        "mrr@10": (pytest.approx(1.5 / 3), 3),
        "first_citation_right": (pytest.approx(1 / 3), 3),
        "some_citation_right": (pytest.approx(2 / 3), 3),
        "short_f1": (pytest.approx((2 / 3) / 3), 3),  # no short answer, or a refusal, counts 0
        "short_em": (0, 3),
        "answered": (3 / 4, 4),
        "refused": (1 / 2, 2),
        "auroc": (7 / 8, 6),
        "coverage_at_5_risk": (1 / 5, 5),  # whether the bare question was answered rightly nobody knows
        "calibration_error": (pytest.approx((0.1 + 0.8 + 0.5) / 3), 3),
        "ask_median_ms": (10, 6),
        "ask_p95_ms": (pytest.approx(25), 6),
    }
    assert [o.confidence for o in report.misses(9)] == [0.8, 0.5, 0.2]  # the surest first
    assert len(report.misses(1)) == 1
    assert report.labels == {
        "questions": 6,
        "unanswerable": 2,
        "with_evidence": 0,
        "with_articles_only": 3,
        "with_answers": 3,
    }


@pytest.mark.parametrize("outcomes", [(), (outcome(UNANSWERABLE, 0.5),), (outcome(BARE, 0.5),)])
def test_what_the_labels_do_not_allow_is_none(outcomes: tuple[Outcome, ...], tmp_path: Path) -> None:
    report = Report(outcomes)
    allowed = {name for name, figure in report.figures.items() if figure.value is not None}
    assert all(report.figures[name].n == 0 for name in report.figures.keys() - allowed)
    times = {"ask_median_ms", "ask_p95_ms"} if outcomes else set()
    kind = {"refused" if not o.question.answerable else "answered" for o in outcomes}
    assert allowed == times | kind
    assert json.loads(json.dumps(evaluation.report_json(report, 3)))["figures"]["auroc"] == {"value": None, "n": 0}
    evaluation.draw(report, tmp_path / "empty.png")
    assert (tmp_path / "empty.png").stat().st_size > 0


# --- the file of questions


def write(folder: Path, *rows: object) -> Path:
    file = folder / "questions.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_every_form_of_a_label(index: Path, tmp_path: Path) -> None:
    text = Index.open(index).document("bridge.txt").text
    rows = [
        {"question": "Bridge?", "evidence": [{"doc_id": "bridge.txt", "text": COST}], "id": 7, "sentences": [1]},
        {"question": "Ferry?", "doc_ids": ["ferry.txt"], "doc_id": "note.md", "answers": ["Ada"], "answerable": None},
        {"question": "Both?", "articles": "bridge.txt", "evidence": [{"doc_id": "bridge.txt", "start": 0, "end": 10}]},
        {"question": "None?", "answerable": False, "doc_ids": ["gone.txt"], "answers": ["I do not know"]},
        {"question": "Often?", "evidence": [{"doc_id": "bridge.txt", "text": "on", "start": None}]},
    ]
    file = write(tmp_path, "\ufeff" + json.dumps(rows[0]), "", *rows[1:])
    questions = evaluation.load(file, Index.open(index))
    start = text.index(COST)
    assert questions[:4] == [
        Question("Bridge?", 1, evidence=(Span("bridge.txt", start, start + len(COST), COST),)),
        Question("Ferry?", 3, answers=("Ada",), articles=frozenset({"ferry.txt", "note.md"})),
        Question("Both?", 4, articles=frozenset({"bridge.txt"}), evidence=(Span("bridge.txt", 0, 10, text[:10]),)),
        Question("None?", 5, answerable=False),  # what stands beside it says nothing
    ]
    assert [span.start for span in questions[4].evidence] == [i for i in range(len(text)) if text.startswith("on", i)]
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert evaluation.load(packed, Index.open(index)) == questions


def evidence(**fields: object) -> dict[str, object]:
    return {"question": "?", "evidence": [fields]}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "not JSON"),
        ('["Who?"]', "not a JSON object but a list"),
        ('{"question": ' + "9" * 5000 + "}", "not JSON that can be read"),
        ("[" * 100_000, "not JSON that can be read"),
        ('{"question": "' + "x" * 1_000_000 + '"}', "longer than 1 MB"),
        ("{}", "no `question`"),
        ({"question": "  "}, "no `question`"),
        ({"question": ["Who?"]}, "write a text"),
        ('{"question": "\\ud800"}', "not valid Unicode"),
        ({"question": "?", "answerable": "no"}, "write true or false"),
        ({"question": "?", "answers": [5]}, "an answer in `answers` is 5"),
        ({"question": "?", "answers": {"a": 1}}, "write a list"),
        ({"question": "?", "articles": ["gone.txt"]}, '"gone.txt"'),
        ({"question": "?", "doc_id": True}, "write its id"),
        ({"question": "?", "evidence": ["It cost"]}, '"doc_id"'),
        (evidence(text=COST), "write its id"),
        (evidence(doc_id="gone.txt", text=COST), '"gone.txt"'),
        (evidence(doc_id="bridge.txt"), "needs `text`"),
        (evidence(doc_id="bridge.txt", text="It cost 4 million euros."), "to the letter"),
        (evidence(doc_id="bridge.txt", start=3), "`end`"),
        (evidence(doc_id="bridge.txt", start=-3, end=5), "`start`"),
        (evidence(doc_id="bridge.txt", start=5, end=5), "lies outside"),
        (evidence(doc_id="bridge.txt", start=5, end=9999), "9999"),
        (evidence(doc_id="bridge.txt", start=5, end=9, text=COST), "does not stand at"),
    ],
)
def test_a_bad_line_is_named(row: object, said: str, index: Path, tmp_path: Path) -> None:
    file = write(tmp_path, {"question": "Good?"}, row)
    with pytest.raises(QuestionsInvalid) as error:
        evaluation.load(file, Index.open(index))
    assert str(error.value).startswith(f"{file}:2: ")
    assert str(error.value).count(str(file)) == 1
    assert said in str(error.value)
    assert len(str(error.value)) < 400


def test_a_file_that_cannot_be_read(index: Path, tmp_path: Path) -> None:
    opened = Index.open(index)
    latin, cut, plain = tmp_path / "latin.jsonl", tmp_path / "cut.jsonl.gz", tmp_path / "plain.jsonl.gz"
    latin.write_bytes('{"question": "Où?"}'.encode("latin-1"))
    cut.write_bytes(gzip.compress(b'{"question": "Who?"}\n' * 100)[:-20])
    plain.write_text('{"question": "Who?"}')
    cases = [(latin, "not UTF-8"), (cut, "damaged"), (plain, "damaged"), (write(tmp_path), "no questions")]
    for file, said in [*cases, (tmp_path / "gone.jsonl", "cannot be opened"), (tmp_path, "cannot be opened")]:
        with pytest.raises(QuestionsInvalid, match=said):
            evaluation.load(file, opened)


def test_the_example_questions_fit_the_example_articles() -> None:
    class Folder:
        """Of an index, what the loader needs; the articles are the files, less their date and source lines."""

        def document(self, id: str) -> object:
            from qa.documents import news

            return news.load((EXAMPLES / id).read_bytes(), id)

    questions = evaluation.load(EXAMPLES.parent / "questions.jsonl", Folder())  # type: ignore[arg-type]
    assert len(questions) == 17
    table = (EXAMPLES.parent / "QUESTIONS.md").read_text(encoding="utf-8")
    assert all(f"| {question.text} |" in table for question in questions)
    assert sum(not question.answerable for question in questions) == 4
    for question in questions:
        if question.answerable:
            assert {span.document_id for span in question.evidence} == question.articles
            row = next(line for line in table.splitlines() if question.text in line)
            assert sum(f"`{id}`" in row for id in question.articles) >= 1


# --- asking


class Chooser:
    """A reader that cites one sentence of a passage where it has it, as sure as it is told to be."""

    def __init__(self, choices: dict[str, tuple[str, float]], asked: Callable[[], None] = lambda: None) -> None:
        self.choices = choices
        self.asked = asked

    def warm(self) -> None: ...

    def read(self, question: str, hits: Sequence[Hit]) -> Reading:
        self.asked()
        text, confidence = self.choices.get(question, ("", 0.0))
        found = [Candidate(s, hit, 1.0) for hit in hits for s in hit.passage.sentences if s.text == text]
        return Reading(tuple(found), confidence, "Monday" if text == OPENED else None)


def opened(index: Path, reader: Chooser) -> Assistant:
    return Assistant(Retriever.open(index, embedder=BagOfWords()), lambda *_: reader)


ROWS = [
    {
        "question": "When was the bridge of Marlow opened?",
        "evidence": [{"doc_id": "bridge.txt", "text": OPENED}],
        "answers": ["Monday"],
    },
    {"question": "What is known of the bridge?", "evidence": [{"doc_id": "bridge.txt", "text": COST}]},
    {"question": "Who steered the ferry?", "articles": ["ferry.txt"]},
    {"question": "Who rules the moon?", "answerable": False},
]
CHOICES = {
    "When was the bridge of Marlow opened?": (OPENED, 0.95),
    "What is known of the bridge?": (OPENED, 0.9),
    "Who steered the ferry?": (FERRY, 0.8),
}


def test_questions_are_asked_and_judged(index: Path, tmp_path: Path) -> None:
    assistant = opened(index, Chooser(CHOICES))
    told: list[tuple[str, int, int]] = []
    questions = evaluation.load(write(tmp_path, *ROWS), assistant.index)
    report = evaluation.evaluate(assistant, questions, lambda *facts: told.append(facts))
    assert [o.first_right for o in report.outcomes] == [True, False, True, False]
    assert [o.found for o in report.outcomes] == [True, True, True, False]
    assert report.figures["hit@1"].value == 1  # the second one, too: its passage holds the right sentence
    assert report.figures["short_em"].value == 1
    assert report.figures["auroc"].value == 1
    (miss,) = report.misses(5)
    assert miss.cited == ("bridge.txt", OPENED)
    assert miss.question.expected == (f"bridge.txt: {COST}",)
    assert told[0] == ("loading", 0, 1)
    assert told[-1] == ("asking", 4, 4)


def test_a_rebuilt_index_ends_it(index: Path, articles: Path, tmp_path: Path) -> None:
    assistant = opened(index, Chooser(CHOICES))
    questions = evaluation.load(write(tmp_path, *ROWS), assistant.index)

    class Moved:
        """The live generation becomes another one once a question was asked."""

        index = assistant.index
        retriever = assistant.retriever

        def warm(self) -> None: ...

        def answer(self, question: str, *filters: object, dates: bool) -> object:
            import qa

            touch(articles)
            qa.build_index(articles, index, embedder=BagOfWords())
            self.index = Index.open(index)
            return assistant.ask(question)

    with pytest.raises(QAError, match="rebuilt"):
        evaluation.evaluate(Moved(), questions)  # type: ignore[arg-type]


# --- the command


def test_other_commands_do_not_load_what_this_one_needs() -> None:
    code = (
        "import sys, qa.terminal.cli; print([m for m in 'matplotlib sklearn ir_measures'.split() if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.fixture
def command(index: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """`qa evaluate` on the small index, whose embedder and reader no name stands for."""

    def run(*arguments: object, reader: Chooser | None = None) -> int:
        chooser = reader or Chooser(CHOICES)
        monkeypatch.setattr(Assistant, "open", classmethod(lambda cls, place, **_: opened(Path(place), chooser)))
        try:
            return main(["evaluate", *map(str, arguments), "--index", str(index)])
        except SystemExit as exit:  # argparse
            return int(exit.code or 0)

    return run


def test_the_command_prints_figures_and_misses(
    command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = {"question": "Who \x1b[2J owns [bold]it[/bold]?", "articles": ["note.md"]}
    file = write(tmp_path, *ROWS, hostile)
    assert command(file) == 0
    out = capsys.readouterr().out
    assert "first citation right" in out
    assert "line 2: What is known of the bridge?" in out
    assert OPENED in " ".join(out.split())
    assert COST in " ".join(out.split())
    assert "[bold]it[/bold]" in out
    assert "\x1b" not in out
    assert command(file, "--misses", "0") == 0
    assert "missed" not in capsys.readouterr().out


def test_the_command_gives_json_and_a_picture(
    command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "figures.png"
    assert command(write(tmp_path, *ROWS), "--json", "--plot", picture) == 0
    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"labels", "figures", "reliability", "misses"}
    assert report["figures"]["first_citation_right"] == {"value": 0.6667, "n": 3}
    assert report["figures"]["refused"] == {"value": 1.0, "n": 1}
    assert sum(b["count"] for b in report["reliability"]) == 3
    assert [miss["line"] for miss in report["misses"]] == [2]
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_its_mistakes_are_one_line(
    command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = write(tmp_path, *ROWS), tmp_path / "bad.jsonl"
    bad.write_text('{"question": "?", "articles": ["gone.txt"]}')
    (tmp_path / "folder.png").mkdir()
    for arguments, said in [
        ((bad,), f"{bad}:1: "),
        ((tmp_path / "none.jsonl",), "cannot be opened"),
        ((good, "--plot", "figures.jpg"), ".png"),
        ((good, "--plot", tmp_path / "no" / "figures.png"), "no folder"),
        ((good, "--plot", tmp_path / "folder.png"), "cannot be written"),
        ((good, "--misses", "-1"), "--misses"),
    ]:
        assert command(*arguments) == 2
        *before, error = capsys.readouterr().err.splitlines()
        assert said in error
        assert [line for line in before if not line.startswith(("usage:", "  "))] == []


def test_control_c_is_one_line(command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    assert command(write(tmp_path, *ROWS), reader=Chooser(CHOICES, interrupt)) == 130
    captured = capsys.readouterr()
    assert captured.err.strip().endswith(": stopped")
    assert captured.out == ""


def test_what_is_missing_is_named_with_the_command_that_brings_it(
    command: Callable[..., int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = write(tmp_path, *ROWS)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    assert command(file) == 0  # only the picture needs it
    capsys.readouterr()
    assert command(file, "--plot", tmp_path / "p.png") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "matplotlib is not installed" in line
    assert "pip install 'article-qa[evaluate]'" in line
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    assert command(file) == 2
    assert "ir_measures is not installed" in capsys.readouterr().err
    with pytest.raises(ExtraMissing):
        evaluation.check_installed()


def test_a_source_that_the_index_lacks_is_told_with_its_line(index: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "Who?"}\n{"question": "Who?", "sources": ["Coastal Herold"]}\n', "utf-8")
    with pytest.raises(QuestionsInvalid, match=r"questions.jsonl:2: no article is of the source 'Coastal Herold': "):
        evaluation.load(questions, Index.open(index))
