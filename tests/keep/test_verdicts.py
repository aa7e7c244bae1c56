"""`qa verify-answer`: every export of an index is true there, and every change of an article or a file is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qa
from qa.answer.citations import cite, compose
from qa.answer.together import together
from qa.errors import ExportInvalid
from qa.index.index import Index
from qa.keep.export import conversation_json
from qa.keep.kept import LARGEST, Kept, Quoted, read
from qa.keep.shaping import answer_json
from qa.keep.turns import FiltersJSON, OriginJSON, TurnJSON
from qa.keep.verdicts import State, _nearest, check, checked_json
from qa.terminal.cli import main
from qa.types import Answer
from tests.fakes import BagOfWords

ORIGIN = OriginJSON(version="0.1.0", generation=1, model="m", built="b")
QUESTION = "What did the bridge cost?"


def answer(index: Index, rows: list[int]) -> Answer:
    """Any sentences of the index as an answer."""
    every = [(document, sentence) for document, passage in index.store.each() for sentence in passage.sentences]
    citations = cite(every[row % len(every)] for row in rows)
    return Answer(QUESTION, compose(citations) or "Not in these articles.", None, bool(rows), 0.5, citations, ())


def turn(said: Answer | None) -> TurnJSON:
    nowhere = FiltersJSON(since=None, until=None, sources=[])
    return TurnJSON(asked=QUESTION, at="", filters=nowhere, answer=said and answer_json(said), note="")


def kept(path: Path, record: object) -> Path:
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def exported(path: Path, *answers: Answer | None) -> Path:
    return kept(path, conversation_json([turn(said) for said in answers], ORIGIN, "now"))


def states(file: Path, index: Index) -> list[State]:
    return [verdict.state for checked in check(file, index) for verdict in checked.verdicts]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.lists(st.integers(0, 99), max_size=4), max_size=4))
def test_what_an_index_exports_is_true_there(index: Path, tmp_path: Path, rows: list[list[int]]) -> None:
    opened = Index.open(index)
    answers = [answer(opened, each) for each in rows]
    checked = check(exported(tmp_path / "all.json", None, *answers), opened)
    assert all(each.stands for each in checked)
    assert [len(each.verdicts) for each in checked] == [len(each) for each in rows]
    assert {verdict.state for each in checked for verdict in each.verdicts} <= {State.STANDS}
    for one in answers:
        assert check(kept(tmp_path / "one.json", answer_json(one)), opened)[0].stands
    opened.close()


def test_changes_of_the_articles_are_told(index: Path, articles: Path, tmp_path: Path) -> None:
    before = Index.open(index)
    file = exported(tmp_path / "kept.json", answer(before, list(range(9))))
    cited = {sentence.text for checked in read(file) for sentence in checked.said}
    assert {"It cost 3.5 million euros.", "The lighthouse keeper retired in spring."} <= cited
    bridge = articles / "bridge.txt"
    bridge.write_text(bridge.read_text().replace("It cost", "The old one fell. It cost").replace("Fishermen", "Nobody"))
    (articles / "note.md").unlink()
    qa.build_index(articles, index, embedder=BagOfWords())
    after = Index.open(index)
    found = {verdict.text: verdict for checked in check(file, after) for verdict in checked.verdicts}
    moved = found["It cost 3.5 million euros."]
    assert (moved.state, moved.changed, moved.stands) == (State.MOVED, True, True)
    assert after.document("bridge.txt").text[moved.start : moved.end] == moved.text
    gone = found["Fishermen protested on the quay."]
    assert (gone.state, gone.changed, gone.start, gone.end) == (State.GONE, True, None, None)
    missing = found["The lighthouse keeper retired in spring."]
    assert (missing.state, missing.stands) == (State.MISSING, False)
    assert found["Captain Ada Lund steered it."].state is State.STANDS
    before.close()
    after.close()


def altered(index: Index, change: Any) -> dict[str, Any]:
    record = json.loads(json.dumps(answer_json(answer(index, [1]))))
    change(record)
    return dict(record)


def test_a_file_that_was_altered_is_told(index: Path, tmp_path: Path) -> None:
    opened = Index.open(index)

    def checked(**change: object) -> Any:
        record = altered(opened, lambda record: record["citations"][0].update(change))
        return check(kept(tmp_path / "kept.json", record), opened)[0]

    assert checked().stands
    assert not checked(text="It cost 4.5 million euros.").stands
    assert checked(start=0).verdicts[0].state is State.MOVED  # same article, and the sentence is in it
    assert not checked(start=0).verdicts[0].changed
    for start, end in ((-26, -1), (10**30, 10**31), (0, 0)):
        assert checked(start=start, end=end).verdicts[0].state is State.MOVED
    assert checked(text="", start=3, end=3).verdicts[0].state is State.GONE
    assert not checked(number=2).worded

    def rephrase(record: dict[str, Any]) -> None:
        record["text"] = record["text"].replace("3.5", "4.5")

    said = check(kept(tmp_path / "kept.json", altered(opened, rephrase)), opened)[0]
    assert (said.worded, said.verdicts[0].state, said.stands) == (False, State.STANDS, False)
    lied = check(kept(tmp_path / "k.json", altered(opened, lambda r: r.update(found=True, citations=[]))), opened)[0]
    assert not lied.stands
    opened.close()


@given(st.text("ab", max_size=30), st.text("ab", min_size=1, max_size=3), st.integers(-3, 40))
def test_the_nearest_place_is_found(text: str, part: str, start: int) -> None:
    places = [at for at in range(len(text)) if text.startswith(part, at)]
    found = _nearest(text, Quoted(1, "d", "", start, start + len(part), part))
    if found is None:
        assert not places
    else:
        assert found in places
        assert abs(found - start) == min(abs(place - start) for place in places)


def test_an_answer_without_citations_says_nothing(index: Path, tmp_path: Path) -> None:
    opened = Index.open(index)
    (checked,) = check(exported(tmp_path / "kept.json", answer(opened, [])), opened)
    assert (checked.verdicts, checked.stands) == ((), True)
    assert read(exported(tmp_path / "none.json", None)) == []
    assert isinstance(read(tmp_path / "kept.json")[0], Kept)
    opened.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "neither"),
        (b"7", "neither"),
        (b"{}", "neither"),
        (b'{"format": "article-qa-conversation", "version": 2}', "another format"),
        (b'{"format": "article-qa-conversation", "version": 1}', "neither"),
        (b'{"format": ["x"]}', "another format"),
    ],
)
def test_anything_else_is_refused_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "kept.json"
    file.write_bytes(content)
    with pytest.raises(ExportInvalid, match=said) as raised:
        read(file)
    assert "\n" not in str(raised.value)
    with pytest.raises(ExportInvalid, match="cannot be opened"):
        read(tmp_path / "nowhere")


def test_a_field_of_the_wrong_kind_is_named(index: Path, tmp_path: Path) -> None:
    opened = Index.open(index)
    for value in ("5", 5.5, True, None, []):
        record = altered(opened, lambda record, value=value: record["citations"][0].update(start=value))
        with pytest.raises(ExportInvalid, match=r"citations\.0\.start"):
            read(kept(tmp_path / "kept.json", record))
    for name in ("text", "document"):
        record = altered(opened, lambda record, name=name: record["citations"][0].update({name: "\ud800"}))
        with pytest.raises(ExportInvalid, match="not JSON"):
            read(kept(tmp_path / "kept.json", record))
    (tmp_path / "large.json").write_bytes(b" " * (LARGEST + 1))
    with pytest.raises(ExportInvalid, match="larger than 20 MB"):
        read(tmp_path / "large.json")
    opened.close()


def test_the_command(index: Path, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(exported(tmp_path / "kept.json", answer(Index.open(index), [0, 1, 2])))
    place = ("--index", str(index))
    assert main(("verify-answer", file, *place)) == 0
    out = capsys.readouterr().out
    assert out.count("stands as cited") == 3
    assert "3 of 3 citations stand" in out
    bridge = articles / "bridge.txt"
    bridge.write_text(bridge.read_text().replace("It cost", "The\x1b[2J old one fell. It cost"))
    qa.build_index(articles, index, embedder=BagOfWords())
    assert main(("verify-answer", file, *place)) == 0
    assert "the article has changed, the sentence stands at characters" in capsys.readouterr().out
    bridge.unlink()
    qa.build_index(articles, index, embedder=BagOfWords())
    assert main(("verify-answer", file, *place)) == 1
    out = capsys.readouterr().out
    assert "bridge.txt: the article is not in the index" in out
    assert "0 of 3 citations stand" in out
    assert main(("verify-answer", file, "--json", *place)) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["stands"] is False
    assert [c["state"] for c in told["answers"][0]["citations"]] == ["missing"] * 3
    assert main(("verify-answer", str(tmp_path / "nowhere"), *place)) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_ask_prints_can_be_verified(real_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--index", str(real_index))
    for question in ("Who found the meteorite near Karsbro?", "What is the capital of France?"):
        main(("ask", question, "--json", *place))
        file = tmp_path / "kept.json"
        kept = capsys.readouterr().out
        file.write_text(kept, encoding="utf-8")
        assert main(("verify-answer", str(file), *place)) == 0
        count = len(json.loads(kept)["citations"])
        stand = "citation stands" if count == 1 else "citations stand"
        assert f"{count} of {count} {stand}" in capsys.readouterr().out
    assert checked_json([]) == {"stands": True, "answers": []}


def test_several_questions_at_once_stand_though_one_has_no_answer(index: Path, tmp_path: Path) -> None:
    opened = Index.open(index)
    missing = Answer("What of the moon?", "Not in these articles.", None, False, 0.0, (), ())
    both = together(QUESTION, [answer(opened, [0, 1]), missing, answer(opened, [1])])  # a sentence of two parts
    for file in (exported(tmp_path / "all.json", both), kept(tmp_path / "one.json", answer_json(both))):
        (checked,) = check(file, opened)
        assert checked.worded
        assert checked.stands
        record = json.loads(file.read_text(encoding="utf-8"))
        said = record["turns"][0]["answer"] if "turns" in record else record
        for forged in (
            {"text": "The moon is cheese. " + said["text"]},
            {"parts": []},
            {"parts": [said["parts"][0] | {"text": "It was free. [1]"}, *said["parts"][1:]]},
        ):
            lie = {**said, **forged}
            whole = {**record, "turns": [{**record["turns"][0], "answer": lie}]} if "turns" in record else lie
            assert not check(kept(tmp_path / "forged.json", whole), opened)[0].worded


def test_an_export_of_an_earlier_version_is_read(index: Path, tmp_path: Path) -> None:
    opened = Index.open(index)
    record = json.loads(exported(tmp_path / "now.json", answer(opened, [0])).read_text(encoding="utf-8"))
    for name in ("window", "accounts", "parts"):
        del record["turns"][0]["answer"][name]
    assert check(kept(tmp_path / "then.json", record), opened)[0].stands
