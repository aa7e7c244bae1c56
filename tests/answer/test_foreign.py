"""A refused question in another language is told which one it is in; nothing else changes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import qa
from qa.answer.unanswered import NOT_FOUND
from qa.assistant import Assistant
from qa.search.retriever import Retriever
from qa.terminal.cli import main
from tests.fakes import BagOfWords

TURKISH = "Yeni köprü ne zaman açıldı ve kaç para tuttu?"
TOLD = "The question seems to be in Turkish; these articles and this model know English."
ARTICLES = {
    "ferry": "The ferry to the island was mended in the spring. Its engine had been failing for two winters, and the "
    "harbour master said that no other boat could take the mail.",
    "school": "The school on the hill has a new roof. Parents who had paid for it were there when the last slate was "
    "laid, and the children sang for them.",
}
GERMAN = {
    "bruecke": "Die neue Brücke wurde am Montag eröffnet. Viele Menschen kamen ans Ufer.",
    "schule": "Die Schule am Hang hat ein neues Dach. Die Eltern haben lange dafür gesammelt.",
}
# What a process has loaded of the library after one question.
LOADED = """
import sys
import qa
answer = qa.Assistant.open(sys.argv[1]).ask(sys.argv[2])
print(answer.found, "py3langid" in sys.modules)
"""


def built(folder: Path, articles: dict[str, str]) -> Path:
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    qa.build_index(folder, folder.with_name(f"{folder.name}-index"), model="static")
    return folder.with_name(f"{folder.name}-index")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("english"), ARTICLES)


def test_a_refusal_names_the_language(index: Path) -> None:
    answer = Assistant.open(index).ask(TURKISH)
    assert (answer.found, answer.text) == (False, f"{NOT_FOUND} {TOLD}")


def test_one_part_of_several_is_told_and_the_other_answered(index: Path) -> None:
    answer = Assistant.open(index).ask(f"When was the ferry to the island mended? {TURKISH}")
    assert [part.found for part in answer.parts] == [True, False]
    assert answer.parts[1].text == f"{NOT_FOUND} {TOLD}"
    assert answer.text.count(TOLD) == 1


def test_each_article_that_is_asked_says_so(index: Path) -> None:
    assert [answer.text for _, answer in Assistant.open(index).each(TURKISH)] == [f"{NOT_FOUND} {TOLD}"] * 2


@pytest.mark.parametrize("question", ["Who painted the chapel in Łódź?", "Gerhard Schröder?", "wher is the ferrie"])
def test_english_is_refused_as_ever(index: Path, question: str) -> None:
    assert "seems to be" not in Assistant.open(index).ask(question).text


def test_articles_in_another_language_are_not_called_english(tmp_path: Path) -> None:
    (folder := tmp_path / "german").mkdir()
    assert "seems to be" not in Assistant.open(built(folder, GERMAN)).ask(TURKISH).text


def test_a_model_of_ones_own_may_know_it(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLES["ferry"], encoding="utf-8")
    qa.build_index(tmp_path / "ferry.txt", tmp_path / "index", embedder=BagOfWords())
    answer = Assistant(Retriever.open(tmp_path / "index", embedder=BagOfWords())).ask(TURKISH)
    assert (answer.found, answer.text) == (False, NOT_FOUND)


def test_the_terminal_prints_it(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", TURKISH, "--index", str(index)])
    assert TOLD in " ".join(capsys.readouterr().out.split())
    main(["ask", TURKISH, "--index", str(index), "--json"])
    assert json.loads(capsys.readouterr().out)["text"] == f"{NOT_FOUND} {TOLD}"


@pytest.mark.parametrize(("question", "told"), [("When was the ferry mended?", "True False"), (TURKISH, "False True")])
def test_an_answer_does_not_wait_for_the_library(index: Path, question: str, told: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOADED, str(index), question], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == told
