"""Make a question that leans on the conversation stand alone, by rule: no language model, no index.

    Who won the Halvern Marathon?                   In what time did she finish?
        -> In what time did Lindiwe Strandberg finish?
    When did the tidal station open?                Why was it stopped?
        -> Why was the tidal station stopped?
    How many film versions of Hamlet are there?     What about Macbeth?
        -> How many film versions of Macbeth are there?
    How high was the damage of the Orrin flood?     Deaths?
        -> Deaths (Orrin flood)?

    followup/
    ├── __init__.py   which rule fits, first come first served
    ├── rules.py      the rules: each gives the whole question, or None
    ├── ellipsis.py   "What about ...?", "And ...?"
    ├── topics.py     what was spoken of, and how present it is
    ├── persons.py    which names are persons', and who is called "he" or "she"
    └── words.py      the forms that lean, as patterns

A question that stands alone is given back to the letter: a new topic never carries the old one along.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.english.asks import LEADS
from qa.english.words import content
from qa.question.followup.ellipsis import what_about
from qa.question.followup.rules import Talk, asks_alone, definite, fragment, in_brackets, pronoun
from qa.question.followup.topics import Exchange, topics
from qa.question.smalltalk import asks_nothing
from qa.question.tallied import tallied
from qa.types import Turn

__all__ = ["in_brackets", "stand_alone"]

# So many questions back a conversation is read, and so much of each answer.
TURNS = 6
ANSWER_CHARACTERS = 1200
# A word with this inverse document frequency, in one of 250 passages, names a topic of its own: the question is no
# fragment. In a small index no word is that rare.
RARE = 5.5

_MARKS = re.compile(r"\s*\[\d{1,4}\]")

Rarity = Callable[[str], float]


def stand_alone(question: str, history: Sequence[Turn], rarity: Rarity | None = None) -> str:
    """The question with what it leaves out filled in from the conversation, or as it is when it leaves out nothing.

    `history` holds the messages so far, oldest first; answers may carry marks such as "[1]". `rarity` is the inverse
    document frequency of a word in the index.
    """
    said: list[Exchange] = []
    about: list[Exchange] = []  # the same, each with what it speaks of
    for asked, answer in _turns(history)[-TURNS:]:
        if asks_nothing(asked):  # "Hello" is no topic
            continue
        exchange = Exchange(asked, _resolved(asked, said, about, rarity), answer)
        said.append(exchange)
        about.append(replace(exchange, question=_spoken_of(exchange.question)))
    return _resolved(question, said, about, rarity)


def _spoken_of(question: str) -> str:
    """What a question speaks of: of one about the folder its topic, for the newspapers that it counts are none."""
    counted = tallied(question)
    return f"What about {counted.topic}?" if counted and counted.topic else question


def _turns(history: Sequence[Turn]) -> list[tuple[str, str]]:
    """(question, answer) for each question; the answer to one that has none yet is empty."""
    found: list[tuple[str, str]] = []
    for role, text in history:
        if role == "user":
            found.append((" ".join(text.split()), ""))
        elif found:
            found[-1] = (found[-1][0], " ".join(_MARKS.sub("", text[:ANSWER_CHARACTERS]).split()))
    return found


def _resolved(question: str, said: Sequence[Exchange], about: Sequence[Exchange], rarity: Rarity | None) -> str:
    known = topics(about)
    if not known:
        return question
    lead = LEADS.match(question)
    start = lead.end() if lead else 0
    talk = Talk(said, known)
    plain = question[start:]
    if (found := asks_alone(plain, talk) or what_about(plain, talk, led=start > 0)) is not None:
        return found
    rules = [pronoun, definite] if _names_its_own(plain, rarity) else [pronoun, definite, fragment]
    for rule in rules:
        if (found := rule(plain, talk)) is not None:
            return question[:start] + found
    return question


def _names_its_own(question: str, rarity: Rarity | None) -> bool:
    return rarity is not None and any(rarity(word) > RARE for word in content(question))
