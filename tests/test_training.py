"""The training programs, end to end on a handful of questions: they run, they resume, and what they write fits."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import json
import runpy
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch

from qa.reader.windows import window_tokenizer

ROOT = Path(__file__).parent.parent
QUESTIONS = (
    ("When did the ferry {name} sail?", "on Monday", "The ferry {name} sailed on Monday."),
    ("Who steered the ferry {name}?", "Captain Lund", "Captain Lund steered the ferry {name}."),
    ("What did the ferry {name} carry in 1998?", "apples", "In 1998 the ferry {name} carried apples to Marlow."),
)


def run(program: str, *arguments: object) -> str:
    """What a program prints. It runs in this process, which has PyTorch imported."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.syspath_prepend(str(ROOT / "training"))
        patch.setattr(sys, "argv", [program, *map(str, arguments)])
        runpy.run_path(str(ROOT / "training" / program), run_name="__main__")
    return said.getvalue()


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two labelled sets of thirty ferries each, and the examples made of them."""
    place = tmp_path_factory.mktemp("training")
    for part in ("one", "two"):
        documents, questions = [], []
        for i in range(30):
            name, id = f"Swan {part} {i}", f"{part}-{i}"
            text = " ".join(sentence.format(name=name) for _, _, sentence in QUESTIONS)
            documents.append({"id": id, "title": name, "text": text})
            for question, answer, sentence in QUESTIONS:
                start = text.index(sentence.format(name=name))
                evidence = {"doc_id": id, "start": start, "end": start + len(sentence.format(name=name))}
                asked = {"question": question.format(name=name), "answers": [answer], "doc_id": id}
                questions.append({**asked, "evidence": [evidence], "answerable": True})
        (place / part).mkdir()
        for stem, rows in (("docs", documents), ("questions", questions)):
            (place / part / f"{stem}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    run("data.py", place / "one", place / "two", "--out", place)
    return place


def test_labels_point_at_the_answers_and_nothing_kept_out_is_among_them(work: Path) -> None:
    with np.load(work / "examples.npz", allow_pickle=False) as arrays:
        a = dict(arrays)

    def item(name: str, i: int) -> list[int]:
        return list(a[name][a[f"{name}_bounds"][i] : a[f"{name}_bounds"][i + 1]])

    tokenizer = window_tokenizer()
    seen = set()
    for i, positive in enumerate(a["positive"]):
        if positive < 0:
            continue
        question = tokenizer.decode(item("questions", i))
        ids = item("ids", positive)
        words = {tokenizer.decode(ids[s : e + 1]) for s, e in zip(item("starts", i), item("ends", i), strict=True)}
        expected = {"sail": "on monday", "steered": "captain lund", "carry": "apples"}
        assert words == {next(answer for word, answer in expected.items() if word in question)}
        assert len(item("sentences", i)) == 1
        seen.add(positive)
    kept = [json.loads(line)["id"] for line in (work / "one_fit" / "docs.jsonl").read_text().splitlines()]
    assert kept
    assert len(seen) == 60 - 2 * len(kept)


def test_a_stopped_run_goes_on_as_if_it_had_not_been(work: Path) -> None:
    options = ("--questions", 24, "--size", 4, "--seed", 3)
    whole = run("train.py", work / "examples.npz", "--out", work / "whole", *options)
    first = run("train.py", work / "examples.npz", "--out", work / "parts", *options, "--stop", 2)
    rest = run("train.py", work / "examples.npz", "--out", work / "parts", *options)
    assert "from 0" in whole
    assert "from 0" in first
    assert "from 2" in rest
    one, two = (torch.load(work / name / "weights.pt", weights_only=True) for name in ("whole", "parts"))
    assert one.keys() == two.keys()
    assert all(torch.allclose(one[name], two[name], atol=1e-5) for name in one)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "training"))
    return importlib.import_module("network")


def test_what_ships_reads_as_what_was_trained(work: Path, network: ModuleType) -> None:
    """Exported in half precision, then quantised: the int8 graph's logits are near to those of the fp32 network."""
    import onnxruntime

    fresh = network.Network(network.load_encoder()).eval()
    torch.save(fresh.trained(), work / "fresh.pt")
    said = run("export.py", work / "fresh.pt", "--out", work / "reader.safetensors")
    assert hashlib.sha256((work / "reader.safetensors").read_bytes()).hexdigest() in said
    said = run("quantize_reader.py", work / "reader.safetensors", "--out", work / "reader.onnx")
    assert hashlib.sha256((work / "reader.onnx").read_bytes()).hexdigest() in said

    tokenizer = window_tokenizer()
    question, passage = (
        np.array([tokenizer.encode(text).ids])
        for text in ("Who steered the ferry?", "Captain Lund steered the ferry to Marlow in heavy rain. " * 3)
    )
    with torch.inference_mode():
        exact = [torch.from_numpy(ids) for ids in (question, passage)]
        everything = [torch.ones_like(ids, dtype=torch.bool) for ids in exact]
        states = [fresh.apart(ids, mask) for ids, mask in zip(exact, everything, strict=True)]
        tokens, answers = fresh.together(states[0], everything[0], states[1], everything[1])
    feed = {name: each.numpy() for name, each in zip(("question", "passage"), states, strict=True)}
    (logits,) = onnxruntime.InferenceSession(work / "reader.onnx").run(["logits"], feed)
    spread = float(tokens.std())
    assert np.abs(logits[0, question.shape[1] :, :3] - tokens[0].numpy()).mean() < spread / 4
    assert abs(logits[0, 0, 3] - float(answers[0])) < spread


WRITTEN = """=== Dockers at Fennhaven end strike
2026-03-04 · Harbour Gazette
Dockers at the port of Fennhaven went back to work on Wednesday after 19 days.

They had asked for 6 percent and got 4.5 percent.
---
? How long did the strike at Fennhaven last?
> 19 days @ went back to work
! How many dockers went on strike at Fennhaven?
"""


def test_written_articles_become_a_set_and_a_near_miss_is_answered_by_nothing(work: Path) -> None:
    (work / "harbour.txt").write_text(WRITTEN)
    run("written.py", work / "harbour.txt", "--out", work / "written")
    (document,) = (json.loads(line) for line in (work / "written" / "docs.jsonl").read_text().splitlines())
    asked, missed = (json.loads(line) for line in (work / "written" / "questions.jsonl").read_text().splitlines())
    (place,) = asked["evidence"]
    assert document["text"][place["start"] : place["end"]].rstrip() == WRITTEN.splitlines()[2]
    run("data.py", work / "one", "--whole", work / "written", "--out", work / "with")
    with np.load(work / "with" / "examples.npz", allow_pickle=False) as a:
        mine = np.flatnonzero(a["origin"] == 1)
        assert a["positive"][mine].tolist() == [a["positive"].max(), -1]
        assert a["negatives"][mine[1]][0] == a["positive"].max()  # the article that seems to answer
    assert not missed["answerable"]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("> 20 days @ went back to work", ":7: '20 days' is not in the sentence"),
        ("> 19 days @ came back", ":7: 'came back' stands not in the text"),
        ("> 19 days @ ed", ":7: 'ed' stands more than once in the text"),
        ("19 days", ":8: '? ', '> ' or '! ' should begin this line: 19 days"),
        ("", ":7: no line '> answer @ words of its sentence' follows"),
    ],
)
def test_a_written_line_that_does_not_hold_is_told(
    work: Path, line: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "wrong.txt").write_text(WRITTEN.replace("> 19 days @ went back to work", line))
    with pytest.raises(SystemExit) as stopped:
        run("written.py", work / "wrong.txt")
    assert stopped.value.code == 2
    assert wrong in capsys.readouterr().err
