"""Questions that lean on a conversation stand alone afterwards; those that do not are left to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.english.phrases import names, phrases
from qa.question.followup import RARE, stand_alone
from qa.types import Turn

OPENING = "When did the Marlow Sound tidal power station open?"
OPENED = "The station was opened on Tuesday morning by Energy Minister Ruben Castellane. [1]"
RACE = "Who won the Halvern Marathon?"
WON = "Lindiwe Strandberg won the Halvern Marathon on Sunday in 2 hours, 26 minutes and 41 seconds. [1]"
MOVEMENT = "What did the Marsh Reform Movement want?"
WANTED = "It wanted lower rents for the ferrymen. [1]"


def talk(*texts: str) -> list[Turn]:
    return [("assistant" if at % 2 else "user", text) for at, text in enumerate(texts)]


LEANING = [
    ((OPENING, OPENED), "Why was it late?", "Why was the Marlow Sound tidal power station late?"),
    ((OPENING, OPENED), "And how much did it cost?", "And how much did the Marlow Sound tidal power station cost?"),
    ((RACE, WON), "In what time did she finish?", "In what time did Lindiwe Strandberg finish?"),
    ((RACE, WON), "What is her best distance?", "What is Lindiwe Strandberg’s best distance?"),
    ((RACE, WON), "When was that?", "When (Halvern Marathon, Lindiwe Strandberg)?"),
    ((RACE, WON, "How old is she?", "29. [1]"), "And where was she born?", "And where was Lindiwe Strandberg born?"),
    ((RACE, WON), "What about the Orrinford Marathon?", "Who won the Orrinford Marathon?"),
    (("Who won the Halvern Marathon in 2024?", WON), "And in 2019?", "Who won the Halvern Marathon in 2019?"),
    ((RACE, WON), "since October 2022?", "Who won the Halvern Marathon since October 2022?"),
    ((RACE, WON), "and on 3 March?", "Who won the Halvern Marathon on 3 March?"),
    ((RACE, WON), "What about May?", "Who won the Halvern Marathon in May?"),
    ((RACE, WON), "Before the spring of 2020?", "Who won the Halvern Marathon before the spring of 2020?"),
    (("In May 2020, who led the guild?", "Bo Ek."), "And after June 2021?", "Who led the guild after June 2021?"),
    (("Who led the guild in May last year?", "Bo Ek."), "And this year?", "Who led the guild this year?"),
    (("Who won the 2022 Ferry Cup?", "Bo Ek."), "And in 2018?", "Who won the 2018 Ferry Cup?"),
    ((RACE, WON), "How many ran on 4 June?", "How many ran on 4 June (Halvern Marathon)?"),
    ((RACE, WON), "And in 2019?", "Who won the Halvern Marathon in 2019?"),
    ((RACE, WON), "And the Orrinford Marathon?", "Who won the Orrinford Marathon?"),
    (("Who is the mayor of Orrin?", WON), "And Halden?", "Who is the mayor of Halden?"),
    (("Who is the mayor of Orrin?", WON), "What about in Halden?", "Who is the mayor of Halden?"),
    (("How old is Bo Ek?", "He is 63. [1]"), "And Agneta Sund?", "How old is Agneta Sund?"),
    (("What did the second lock cost?", "5. [1]"), "And the first lock?", "What did the first lock cost?"),
    (("Who won the first heat?", "Bo Ek. [1]"), "And the second?", "Who won the second heat?"),
    (("Who is mayor of Orrin?", "Nobody. [1]"), "And the harbour master?", "And the harbour master (Orrin, mayor)?"),
    ((RACE, WON), "Prize money?", "Prize money (Halvern Marathon)?"),
    ((MOVEMENT, WANTED), "Who opposed the movement?", "Who opposed the Marsh Reform Movement?"),
    ((OPENING, OPENED), "What was the biggest risk?", "What was the biggest risk (Marlow Sound tidal power station)?"),
    ((OPENING, OPENED), "What did he say?", "What did Energy Minister Ruben Castellane say?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "question", "wanted"), LEANING, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_question_that_leans_is_filled_in(before: tuple[str, ...], question: str, wanted: str) -> None:
    assert stand_alone(question, talk(*before)) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "Who found the meteorite near Karsbro?",
        "Which planet has the most moons?",
        "Did the mayor of Sankt Ivar say when she would resign?",
        "Is it true that the dike at Sankt Ivar broke at night?",
        "What is a tidal turbine and how does it work?",
        "Who leads the dockers' union, and how long has he been in office?",
        "What is the difference between a dike and a dam?",
        "Which ministers announced their resignation in October 2025?",
        "Why did the sirens of Sankt Ivar stay silent?",
        "What is another name for a flood plain?",
    ],
)
@pytest.mark.parametrize("before", [(OPENING, OPENED), (RACE, WON), (MOVEMENT, WANTED)])
def test_a_new_topic_takes_nothing_along(before: tuple[str, ...], question: str) -> None:
    assert stand_alone(question, talk(*before)) == question


def test_without_a_conversation_nothing_is_filled_in() -> None:
    assert stand_alone("Why was it late?", []) == "Why was it late?"
    assert stand_alone("Why was it late?", [("assistant", OPENED)]) == "Why was it late?"


def test_a_word_that_is_rare_in_the_index_is_a_topic_of_its_own() -> None:
    rare = {"porpoises": RARE + 1}
    assert stand_alone("Porpoises?", talk(OPENING, OPENED), lambda word: rare.get(word.lower(), 1.0)) == "Porpoises?"
    assert stand_alone("Porpoises?", talk(OPENING, OPENED), lambda word: 1.0) != "Porpoises?"


def test_what_an_earlier_question_meant_is_carried_on() -> None:
    said = talk(
        OPENING, OPENED, "Why was it late?", "A seal was torn. [1]", "Who paid for it?", "Not in these articles."
    )
    assert stand_alone("Is it insured?", said) == "Is the Marlow Sound tidal power station insured?"


WHO_LEADS = "Who is the mayor of Halvern?"
LED_BY = "Tomasz Ostergaard was elected mayor in May"
PERSONS = [
    # One person alone was named, whatever the first name.
    ((RACE, WON), "How old is he?", "How old is Lindiwe Strandberg?"),
    # A pronoun or a title tells which of two it is ...
    ((RACE, WON, WHO_LEADS, f"{LED_BY}; he is a carpenter. [1]"), "How old is he?", "How old is Tomasz Ostergaard?"),
    ((RACE, WON, WHO_LEADS, f"{LED_BY}. He is a carpenter."), "What is his age?", "What is Tomasz Ostergaard’s age?"),
    ((RACE, "Ms Strandberg won.", WHO_LEADS, "Mr Lund is."), "Where was he born?", "Where was Mr Lund born?"),
    # ... and which it is not.
    ((RACE, WON, WHO_LEADS, f"{LED_BY}; he is a carpenter."), "How old is she?", "How old is Lindiwe Strandberg?"),
    ((RACE, "Mrs. Strandberg won.", WHO_LEADS, f"{LED_BY}."), "How old is he?", "How old is Tomasz Ostergaard?"),
    # So does the one who asks.
    ((RACE, WON, "How old is she?", "29.", WHO_LEADS, f"{LED_BY}."), "Is he old?", "Is Tomasz Ostergaard old?"),
    # Nothing tells it, or it is told that nobody fits.
    ((RACE, "Ms Strandberg won."), "How old is he?", "How old is he?"),
    ((RACE, "Ms Strandberg won before Mrs Lund."), "What else did he say?", "What else did he say?"),
    ((RACE, WON, WHO_LEADS, f"{LED_BY}."), "How old is she?", "How old is she?"),
    ((RACE, WON, WHO_LEADS, f"{LED_BY}."), "And what did he say?", "And what did he say?"),
    ((RACE, "Lindiwe Strandberg won before Inge Castellane."), "How old is she?", "How old is she?"),
    # The most present may be the one, and was never called so.
    ((RACE, "Ms Strandberg won.", WHO_LEADS, f"{LED_BY}."), "How old is she?", "How old is she?"),
    # Another pronoun of the same question is filled in.
    (
        (OPENING, "The Marlow Sound tidal power station was opened by Ruben Castellane and Inge Lund."),
        "What did she do with it?",
        "What did she do with the Marlow Sound tidal power station?",
    ),
    # A title makes no second person of one.
    (
        (OPENING, OPENED, "What did Minister Castellane say?", "That it was late."),
        "Did he resign?",
        "Did Energy Minister Ruben Castellane resign?",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("before", "question", "wanted"), PERSONS)
def test_he_and_she_are_filled_in_where_the_words_tell_who_it_is(
    before: tuple[str, ...], question: str, wanted: str
) -> None:
    assert stand_alone(question, talk(*before)) == wanted


TEXTS = st.text(st.sampled_from("aAbB éŁ.,?!’'\n[1]()-2025") | st.characters(), max_size=60)
LEANERS = "who|did|it|she|the|Marlow|Sound|and|when|in|2024|about|what|?|,|his|those|else|why|of|is"
WORDS = st.lists(st.sampled_from(LEANERS.split("|")), max_size=12).map(" ".join)


@given(TEXTS | WORDS, st.lists(st.tuples(st.sampled_from(["user", "assistant", "other"]), TEXTS | WORDS), max_size=8))
def test_any_text_gives_a_question(question: str, history: list[Turn]) -> None:
    alone = stand_alone(question, history)
    assert isinstance(alone, str)
    assert bool(alone.strip()) >= bool(question.strip())
    assert stand_alone(question, []) == question


@given(TEXTS | WORDS)
def test_phrases_stand_where_they_say(text: str) -> None:
    for phrase in [*phrases(text), *names(text)]:
        assert text[phrase.start : phrase.end] == phrase.text != ""


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("When did it open?", "When did the tidal station open?"),
        ("And the night train?", "Which newspapers reported on the night train?"),
        ("What about last month?", "Which newspapers reported on the tidal station last month?"),
    ],
)
def test_of_a_count_its_topic_is_spoken_of_and_not_what_is_counted(question: str, whole: str) -> None:
    talk = [("user", "Which newspapers reported on the tidal station?"), ("assistant", "7 articles")]
    assert stand_alone(question, talk) == whole
