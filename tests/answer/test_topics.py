"""How the words of a topic must stand: near each other in an article that counts, beside what is quoted about it."""

from __future__ import annotations

from pathlib import Path

import pytest

import qa
from tests.fakes import BagOfWords

FAIR = (
    "The cattle fair of Ostmark drew more people than ever before. They came by train, by cart and on foot, and the "
    "bakers of the town sold out before noon. A brass band played on the steps of the corn hall until dusk, and nobody "
    "left before the last prize had been handed out under the lanterns of the square, late in the evening.\n\n"
    "“My cow won,” said Tove Brandt. “She is four years old,” Brandt said. “I shall keep her,” Brandt added.\n\n"
    "The levy on milk was a topic as well. “It will ruin us,” said Mara Quist. A drummer fell asleep in the hay."
)
ARTICLES = {
    "duke": "The duke of Harrow fell ill in March.\n\nHis death was announced on Monday. Flags hang low in the "
    "capital, and shops are shut. The queen has ordered her court into mourning.",
    "rumour": "Death of a duke shakes the capital.\n\nThe bells rang for an hour. The queen stayed at home.",
    "plain": "The queen died in her sleep.\n\nBells rang for an hour.",
    "of": "Shops are shut.\n\nThe death of the queen was told by a herald.",
    "under": "The queen at ninety.\n\nShe ruled for long. Her death was told by a herald at dawn.",
    "fair": FAIR,
    "milk": "The levy on milk was raised.\n\n“Nobody asked the dairies,” said Nils Aho. Brooms are dear, too. “We "
    "shall see,” said Aho.",
}


@pytest.fixture
def assistant(tmp_path: Path) -> qa.Assistant:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    embedder = BagOfWords()
    qa.build_index(folder, tmp_path / "index", embedder=embedder)
    return qa.Assistant(qa.Retriever.open(tmp_path / "index", embedder=embedder), "none")


def listed(answer: qa.Answer) -> set[str]:
    assert answer.tally is not None
    counted = (each for each in answer.citations if each.number not in answer.tally.near)
    return {each.document.id.removesuffix(".txt") for each in counted}


@pytest.mark.parametrize("topic", ["the queen's death", "the death of the queen"])
def test_a_death_is_of_whom_its_sentence_or_title_says(assistant: qa.Assistant, topic: str) -> None:
    answer = assistant.ask(f"Which articles mention {topic}?")
    assert listed(answer) == {"plain", "of", "under"}
    assert answer.tally is not None
    assert "in one sentence" in answer.tally.rule
    assert "all but “death” or “die”" in answer.tally.rule
    told = {each.document.id: each.text for each in answer.citations}
    assert told["under.txt"] == "Her death was told by a herald at dawn."


def test_a_word_alone_stands_in_its_own_forms_only(assistant: qa.Assistant) -> None:
    assert listed(assistant.ask("Which articles mention a death?")) == {"duke", "rumour", "of", "under"}


def test_who_is_quoted_about_something_speaks_of_it(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Who is quoted most about the levy?")
    assert answer.tally is not None
    assert {group.label: len(group.numbers) for group in answer.tally.groups} == {"Nils Aho": 2, "Mara Quist": 1}
    assert listed(answer) == {"fair", "milk"}
    assert "“It will ruin us,” said Mara Quist." in [each.text for each in answer.citations]
    assert all("Brandt" not in each.text for each in answer.citations)
    assert "in the sentence that quotes them, in the one before" in answer.tally.rule


def test_who_is_quoted_in_articles_need_not_speak_of_it(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Who is quoted most in articles about the levy?")
    assert answer.short == "Tove Brandt (3 sentences)"
    assert listed(answer) == {"fair", "milk"}


def test_nobody_speaks_of_what_articles_only_mention(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Who is quoted about the drummer?")
    assert answer.short == "0 people"
    assert not answer.citations
