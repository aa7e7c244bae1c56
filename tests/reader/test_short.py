"""Few words that would be wrong: another takes their place, or none is given."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.english.stems import terms
from qa.reader import doubt, joined, kinds, short
from qa.reader.parallel import of_same_form
from qa.reader.roles import in_role
from qa.reader.scores import Scores
from qa.reader.short import Short, short_answer
from qa.web.sure import HIGH
from tests.reader.test_reader import hits_of

RACES = "Ada Lund won the 5 km and Per Holt the 10 km."
FARES = "Grown-ups pay 7 crowns and children 3."
STORM = "The storm killed 40 and injured 112 people."
BUILT = "The bridge was drawn by Ada Lund and built by Per Holt."
SOLD = "Ada Lund sold the mill to Per Holt in May."
MATCH = "Ada Lund beat Per Holt on Sunday."
LOSS = "Ada Lund was beaten by Per Holt on Sunday."
TOLL = "Police first said 14 had drowned and later corrected that to 9."
CRASH = "Two nurses and a ferry pilot were hurt."
LIKENED = "In a letter he likened Calder’s new mayor Ada Lund to the pirate of old songs and of a film, Tom Rasp."
TRIAL = "Crane, who pleaded guilty, is expected to be sentenced in March."


def given_words(question: str, text: str, pointed: str) -> str | None:
    """The few words where a network points at some of the first sentence."""
    (hit,) = hits_of(text)
    spans = tuple((0, 0) for _ in hit.passage.sentences[1:])
    at = text.index(pointed)
    scores = Scores(0.0, *(2 * [None]), ((at, at + len(pointed)), *spans))  # type: ignore[arg-type]
    return short_answer(question, [hit], [scores], 0, terms).words


@pytest.mark.parametrize(
    ("question", "text", "pointed", "words"),
    [
        ("Who won the 10 km?", RACES, "Ada Lund", "Per Holt"),
        ("Who won the 5 km?", RACES, "Per Holt", "Ada Lund"),
        ("Who won the 5 km?", RACES, "Ada Lund", "Ada Lund"),
        ("How much do children pay?", FARES, "7", "3"),
        ("How many people were injured?", STORM, "40", "112"),
        ("How many people were killed?", STORM, "40", "40"),
        ("Who built the bridge?", BUILT, "Ada Lund", "Per Holt"),
        ("Who won the race?", "Ada Lund and Per Holt won the race.", "Ada Lund", "Ada Lund and Per Holt"),
        ("Who bought the mill?", SOLD, "Ada Lund", "Per Holt"),
        ("Who sold the mill?", SOLD, "Ada Lund", "Ada Lund"),
        ("Who bought the mill?", "Ada Lund sold the mill in May.", "Ada Lund", None),
        ("Who beat Lund?", MATCH, "Per Holt", None),
        ("Who beat Holt?", MATCH, "Ada Lund", "Ada Lund"),
        ("Whom did Lund beat?", MATCH, "Per Holt", "Per Holt"),
        ("Whom did Holt beat?", MATCH, "Ada Lund", None),
        ("Who beat Lund?", LOSS, "Per Holt", "Per Holt"),
        ("Whom did Lund beat?", LOSS, "Per Holt", None),
        ("Who beat Ada Lund at the Halvern Open?", "Ada Lund beat Per Holt at the Halvern Open.", "Per Holt", None),
        (
            "Who beat Per Holt at the Halvern Open?",
            "Ada Lund beat Per Holt at the Halvern Open.",
            "Ada Lund",
            "Ada Lund",
        ),
        ("Who is the mayor of Calder?", LIKENED, "Tom Rasp", "Ada Lund"),
        ("Who is Calder's new mayor?", LIKENED, "Tom Rasp", "Ada Lund"),
        ("Who is the mayor of Calder?", LIKENED, "Ada Lund", "Ada Lund"),
        ("Who is the mayor of Brekke?", LIKENED, "Tom Rasp", "Tom Rasp"),
        ("Who is the mayor of Calder?", "Per Holt, mayor of Calder, met mayor Ada Lund.", "Per Holt", "Per Holt"),
        ("Who led the team of divers?", "The team of divers led by Ada Lund found it.", "Ada Lund", "Ada Lund"),
        ("Who sued the bank?", "The bank sued Ada Lund over a loan.", "Ada Lund", None),
        ("How many drowned?", TOLL, "14", "9"),
        ("How many were first said to have drowned?", TOLL, "14", "14"),
        ("How many drowned?", "Not 14 but 9 had drowned.", "14", "9"),
        ("How many people were hurt?", CRASH, "Two", "Two nurses and a ferry pilot"),
        ("How many people were hurt?", CRASH, "Two nurses", "Two nurses and a ferry pilot"),
        ("How many nurses were hurt?", CRASH, "Two", "Two"),
        (
            "How many people died?",
            "The slide killed 4 miners, a guide and 2 drivers.",
            "2",
            "4 miners, a guide and 2 drivers",
        ),
        ("How many people died?", "Six people died and nine people were hurt.", "Six", "Six"),
        ("How many people came?", "Forty people and their dogs came.", "Forty", "Forty"),
        ("Who is the new mayor?", "Ada Lund or Per Holt will be named on Friday.", "Per Holt", "Ada Lund or Per Holt"),
        ("Who is the new mayor?", "Ada Lund or Per Holt will be named on Friday.", "Ada Lund", "Ada Lund or Per Holt"),
        ("How many seals live there?", "Between 40 and 60 seals live there.", "60", "Between 40 and 60"),
        ("How many seals live there?", "Between 40 and 60 seals live there.", "40", "Between 40 and 60"),
        ("What is the book called?", 'It is called "The Slow Tide" in Brekke.', 'The Slow Tide"', "The Slow Tide"),
        (
            "What film won?",
            'It was Per Holt\'s "The Slow Tide" that won.',
            "Per Holt's \"The Slow Tide",
            'Per Holt\'s "The Slow Tide"',
        ),
        ("What is the toll?", "The toll fell by 30 crowns to 12 crowns.", "30 crowns to 12 crowns", "12 crowns"),
    ],
)
def test_the_other_one_is_given(question: str, text: str, pointed: str, words: str | None) -> None:
    assert given_words(question, text, pointed) == words


@pytest.mark.parametrize(
    ("question", "text", "pointed", "given"),
    [
        ("When does the kiosk open?", "The kiosk never opens before 11.", "11", False),
        ("When does the kiosk open?", "The kiosk does not open until 11.", "11", True),
        ("Before when does it never open?", "The kiosk never opens before 11.", "11", True),
        ("When did the pool open?", "The pool did not open in May.", "May", False),
        ("Who won?", "Ada Lund did not win.", "Ada Lund", False),
        ("When did Crane plead guilty?", TRIAL, "March", False),
        ("When will Crane be sentenced?", TRIAL, "March", True),
        ("When did Crane plead guilty?", "Crane will appeal, and pleaded guilty in May.", "May", True),
        ("When did the army cross?", "The army crossed at Kessel.", "Kessel", False),
        ("When did the army cross?", "The army crossed after the thaw.", "the thaw", True),
        ("Who opened the bridge?", "The bridge on Monday (Photo: Per Holt)", "Per Holt", False),
        ("Who took the photo of the bridge?", "The bridge on Monday (Photo: Per Holt)", "Per Holt", True),
        ("Who beat Lund?", "Ada Lund spoke of the race.", "Ada Lund", False),
        ("Who is Lund's wife?", "Ada Lund spoke of the race.", "Ada Lund", True),
        ("How old is Ada Lund?", "Ada Lund was nine years old when she fled.", "nine years old", False),
        ("How old was Ada Lund?", "Ada Lund was nine years old when she fled.", "nine years old", True),
        ("Who won the 5 km?", "Lund and Holt won the 5 km and the 10 km respectively.", "Holt", True),  # both
        ("How much is a return?", "Singles and returns cost 3 and 5 crowns respectively.", "5", False),
        ("Who sang?", "Ada Lund sang, and two choirs came first and third respectively.", "Ada Lund", True),
        ("How many episodes are there?", "The series tells of three children.", "three children", False),
        ("How many episodes are there?", "There are twelve episodes, of an hour each.", "twelve", True),
        ("How many people were saved?", "The crew saved 40 passengers.", "40", True),
        ("How many beds are there?", "The town has four hostels with beds.", "four", False),
        ("How tall is the statue?", "The statue weighs 4 tonnes.", "4", False),
        ("How tall is the statue?", "The statue of 4 metres was moved.", "4", True),
        ("How much does the entry cost?", "The entry lies 40 metres below.", "40", False),
        ("What share of the boats leaks?", "Of the boats 11 per cent leak.", "11", True),
        ("How many dockers struck?", "Some 40 angry dockers at the port struck.", "40", True),
        ("How high is the rent?", "The rent is £40.", "£40", True),
        ("Which city does the line serve?", "It follows the river Wenn to the sea.", "Wenn", False),
        ("Which river does the line follow?", "It follows the river Wenn to the sea.", "Wenn", True),
        ("In which town was it signed?", "It was signed on 3 May by Ada Lund.", "Ada Lund", False),
        ("What is the Halvern Lantern?", "The Halvern Lantern lasted five years.", "five years", False),
        ("What is the Halvern Lantern?", "The Halvern Lantern is a weekly paper.", "a weekly paper", True),
        ("What is the toll?", "The toll of the bridge is five crowns.", "five crowns", True),
        (
            "When is the jubilee?",
            "The jubilee marks 70 years since the crowning.",
            "70 years since the crowning",
            False,
        ),
        ("When is the jubilee?", "The jubilee will be held in two weeks.", "two weeks", True),
        ("When is the fair?", "The fair is held every other week.", "other week", True),
        ("In which town was it signed?", "It was signed on 3 May 1814.", "3 May 1814", False),
    ],
)
def test_none_is_given_where_it_is_unsure(question: str, text: str, pointed: str, given: bool) -> None:
    assert (given_words(question, text, pointed) is not None) is given


def test_a_sentence_whose_few_words_cannot_be_right_is_less_sure() -> None:
    assert Short(None, doubted=True).sure(0.97) == short.DOUBTED < HIGH
    assert Short(None, doubted=True).sure(0.4) == 0.4
    assert Short("Ada Lund").sure(0.97) == 0.97


@given(st.text(max_size=80), st.text(max_size=80), st.data())
def test_what_is_given_stands_in_the_sentence(question: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for found in (
        in_role(question, text, start, end),
        of_same_form(question, text, start, end, terms),
        joined.together(question, text, start, end),
        joined.balanced(text, start, end),
    ):
        assert 0 <= found[0] <= found[1] <= len(text)
    assert doubt.unsure(question, text, start, end) in (True, False)


def test_the_examples_in_the_docstrings() -> None:
    for module in (doubt, joined, kinds, short):
        assert doctest.testmod(module).failed == 0
