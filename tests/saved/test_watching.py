"""Which changes of a folder are told of a saved question, and which are none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import qa
from qa import saved
from qa.errors import SavedInvalid
from qa.saved import arrivals
from qa.search.within import within
from qa.types import EVERYTHING
from tests.saved.folder import COST, PAINTER, PILOT, Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path)
    for question in (COST, PILOT, PAINTER):
        town.save(question)
    return town


def test_each_kind_of_change_is_told(town: Town) -> None:
    assert town.told() == {COST: "none", PILOT: "none", PAINTER: "none"}
    town.write("audit", "A report came out. The bridge at Marlow cost 4.2 million euros, auditors say.", 20)
    town.write("again", "It was a wet day. The last ferry of Marlow was steered by Captain Ada Lund, who is 61.", 20)
    town.write("paint", "Ivo Brandt painted the bridge at Marlow in green.", 20)
    assert town.told() == {COST: "differs now", PILOT: "more articles", PAINTER: "new answer"}
    change = saved.listed(town.index).questions[0]["change"]
    assert change is not None
    assert (change["contradicted"], change["now"]) == ("3.5 million euros", "4.2 million euros")
    assert [place["document"] for place in change["places"]] == ["audit.txt"]
    for place in change["places"]:
        text = qa.Assistant.open(town.index).index.document(place["document"]).text
        assert text[place["start"] : place["end"]] == place["text"]
    assert saved.mark_seen(town.index) == 3
    assert town.told() == {COST: "none", PILOT: "none", PAINTER: "none"}


def test_an_edited_value_and_a_removed_article(town: Town) -> None:
    town.write("cost", "The mayor of Marlow spoke on Monday. The bridge at Marlow cost 5.1 million euros.")
    (town.folder / "ferry.txt").unlink()
    assert town.told() == {COST: "different answer", PILOT: "no longer", PAINTER: "none"}


def test_what_is_no_news(town: Town) -> None:
    # A copy, a wording, another town's bridge, an article on the matter that does not answer.
    text = (town.folder / "ferry.txt").read_text()
    (town.folder / "copy.txt").write_text(text)
    whole = "Captain Ada Lund steered the last ferry of Marlow. The last ferry of Marlow had Ada Lund at the wheel."
    town.write("ferry", whole)
    town.write("cut", "Sad faces were seen. The last ferry of Marlow had Ada Lund at the wheel.", 26)
    town.write("cost", "The mayor of Marlow spoke again. In all, 3.5 million euros is what the bridge at Marlow cost.")
    town.write("orrin", "The bridge at Orrin cost 9 million euros. Per Holt painted the bridge at Orrin.", 25)
    town.write("narrow", "Cyclists find the bridge at Marlow too narrow. They wrote to the council.", 25)
    assert town.told() == {COST: "none", PILOT: "none", PAINTER: "none"}


def test_a_change_is_told_until_it_is_seen_and_kept_once(town: Town) -> None:
    town.write("paint", "Ivo Brandt painted the bridge at Marlow in green.", 20)
    first = town.told()
    before = saved.listed(town.index).questions[2]
    town.write("other", "The lighthouse of Marlow has a new lamp.", 21)
    assert town.told() == first
    after = saved.listed(town.index).questions[2]
    assert after["change"] == before["change"]
    assert len(after["history"]) == 1
    (town.folder / "paint.txt").unlink()
    assert town.told()[PAINTER] == "none"


def test_a_question_that_is_seen_or_unsaved_while_it_is_asked_again(town: Town) -> None:
    town.write("paint", "Ivo Brandt painted the bridge at Marlow in green.", 20)
    town.build()
    look = saved.Watch(qa.Assistant.open(town.index), town.index)
    looked = [look.again(each) for each in look.waiting]
    saved.unsave(town.index, [look.waiting[0]["id"]])
    assert [each["question"] for each in look.keep(looked)] == [PILOT, PAINTER]
    saved.mark_seen(town.index, [look.waiting[2]["id"]])
    assert [each["question"] for each in look.keep(looked)] == [PILOT]
    assert saved.listed(town.index).questions[1]["change"] is None


def test_one_question_is_saved_once_for_each_filter(town: Town) -> None:
    again = town.save(f"  {COST} ")
    assert again["id"] == saved.listed(town.index).questions[0]["id"]
    only = saved.save(town.assistant, town.index, COST, within("2025-11-10"))
    assert only["since"] == "2025-11-10"
    assert not only["now"]["parts"][0]["found"]
    assert len(saved.listed(town.index).questions) == 4
    for wrong in ("", "?!", "x" * 1001):
        with pytest.raises(SavedInvalid):
            saved.save(town.assistant, town.index, wrong, EVERYTHING)


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"nothing", None], ids=["empty", "cut", "other", "missing"])
def test_without_the_list_of_articles_nothing_counts_as_new_until_the_next(town: Town, damage: bytes | None) -> None:
    file = town.index / arrivals.FILE
    file.unlink() if damage is None else file.write_bytes(damage)
    town.write("paint", "Ivo Brandt painted the bridge at Marlow in green.", 20)
    assert town.told()[PAINTER] == "none"
    town.write("sign", "A sign names Ivo Brandt, who painted the bridge at Marlow.", 21)
    assert town.told()[PAINTER] == "new answer"


def test_the_list_of_articles_holds_those_of_the_generation(town: Town) -> None:
    first = np.load(town.index / arrivals.FILE)
    town.write("paint", "Ivo Brandt painted the bridge.", 20)
    (town.folder / "ferry.txt").unlink()
    town.told()
    second = np.load(town.index / arrivals.FILE)
    assert len(first) == len(second) == 2
    assert sorted(second["number"]) == [1, 2]


def test_builds_leave_the_file_alone(town: Town) -> None:
    before = (town.index / "saved.jsonl").read_bytes()
    town.write("new", "Something new.")
    qa.build_index(town.folder, town.index, full=True)
    assert (town.index / "saved.jsonl").read_bytes() == before


def test_an_article_with_the_very_sentence_of_another_retells_it(town: Town) -> None:
    town.write("copy", "Nobody spoke. Crowds stood on the quay. A dog barked.", 26)
    town.build()
    look = saved.Watch(qa.Assistant.open(town.index), town.index)
    (cited,) = saved.listed(town.index).questions[1]["seen"]["parts"][0]["places"]
    sentences = {"Crowds stood on the quay.": True, "A dog barked.": False}
    for text, expected in sentences.items():
        assert look._retells({**cited, "document": "copy.txt", "text": text}, [cited]) is expected
