"""The rules that fill in what a question leaves out: each gives the whole question, or None where it does not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.english.asks import AUXILIARY, END_MARKS
from qa.english.dates import untimed
from qa.english.phrases import Phrase, names, phrases
from qa.english.words import content
from qa.question.followup.persons import asked_for
from qa.question.followup.topics import Exchange, Topic, auxiliary_before, called, first_sentence, sexes_of, spoken
from qa.question.followup.words import (
    ASKS_ALONE,
    ASKS_KIND,
    ASKS_NAME,
    BEFORE_NO_NOUN,
    BEHIND_NOUN,
    DEFINES,
    EMPTY_IT,
    MORE,
    NO_OWNER,
    OPENS,
    POINTING,
    POSSESSIVE,
    PRONOUN,
    THIS_ALONE,
    says_little,
)

_SUBJECT_ASKED = re.compile(r"\W*(?:who|which|what)\b", re.IGNORECASE)
_HOW = re.compile(r"\bhow\s+$", re.IGNORECASE)
_BEHIND_DETERMINER = re.compile(rf"\s+(?!{AUXILIARY}\b)\w", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:\bthe|^this|^that)\s+$", re.IGNORECASE)
_OTHER = {"he": "she", "she": "he"}


@dataclass(frozen=True, slots=True)
class Talk:
    """The turns so far, at least one, and what was spoken of, the most present first."""

    said: Sequence[Exchange]
    topics: Sequence[Topic]

    @property
    def last(self) -> Exchange:
        """The turn before."""
        return self.said[-1]

    def beside(self, question: str) -> list[Topic]:
        """The topics that the question does not name itself."""
        asked = question.casefold()
        return [topic for topic in self.topics if topic.text.casefold() not in asked]

    def answered(self) -> list[str]:
        """The names that the answer before brought up."""
        asked = self.last.question.casefold()
        return [n.text for n in names(first_sentence(self.last.answer)) if n.text.casefold() not in asked]


def asks_alone(question: str, talk: Talk) -> str | None:
    """`When?` -> `When (Halvern Marathon, Lindiwe Strandberg)?`"""
    match = ASKS_ALONE.fullmatch(question)
    if match is None:
        return None
    last = talk.last.question
    about = [phrase.text for phrase in spoken(last) if _is_thing(phrase, last)] + talk.answered()[:1]
    return f"{match['asks']} ({', '.join(about or [talk.topics[0].text])})?"


def _is_thing(phrase: Phrase, text: str) -> bool:
    """Whether a phrase names something, as far as words show: "won" in "who won" does not, nor "late" in "how late"."""
    if phrase.name or " " in phrase.text or not BEFORE_NO_NOUN.search(text[: phrase.start]):
        return True
    return not _HOW.search(text[: phrase.start]) and bool(BEHIND_NOUN.match(text[phrase.end :]))


def pronoun(question: str, talk: Talk) -> str | None:
    """`Why was it stopped?` -> `Why was the tidal station stopped?`; `What else?` -> `What else (tidal station)?`"""
    in_doubt = False
    for match in _pronouns(question):
        topic = _meant(match, talk)
        if topic is None:
            in_doubt |= bool(match["person"]) and any(topic.person for topic in talk.beside(question))
            continue
        word, behind = match.group().casefold(), question[match.end() :]
        if word in POINTING and _BEHIND_DETERMINER.match(behind):  # "those turbines"
            return with_topic(question, talk) if says_little(question) else None
        put = str(topic)
        if word in POSSESSIVE and (word != "her" or not NO_OWNER.match(behind)):
            put += "’" if put.endswith("s") else "’s"
        if match.start() == 0:
            put = put[0].upper() + put[1:]
        return question[: match.start()] + put + behind
    if in_doubt:
        return question
    if says_little(question) and (THIS_ALONE.search(question) or MORE.search(question)):
        return with_topic(question, talk)
    return None


def _pronouns(question: str) -> list[re.Match[str]]:
    """Those that stand for nothing that the question itself names before them."""
    empty = [match.span() for match in EMPTY_IT.finditer(question)]
    own = phrases(question)

    def leans(match: re.Match[str]) -> bool:
        before = [phrase for phrase in own if phrase.end <= match.start() and _is_thing(phrase, question)]
        named = any(phrase.name for phrase in before) or _SUBJECT_ASKED.match(question)
        own_topic = before and (match["person"] is None or named)
        return not own_topic and not any(start <= match.start() < end for start, end in empty)

    return [match for match in PRONOUN.finditer(question) if leans(match)]


def _meant(match: re.Match[str], talk: Talk) -> Topic | None:
    """What a pronoun stands for; None where it wants a person, and none was spoken of or nothing tells
    which."""
    left = talk.beside(match.string)
    if match["person"]:
        sex, names_called = asked_for(match.group()), called(talk.said)
        people = [t for t in left if t.person and sexes_of(t, names_called) != {_OTHER[sex]}]
        person = _person(people, talk)
        return person if person and (len(people) == 1 or sexes_of(person, names_called) == {sex}) else None
    if match["plural"]:
        if auxiliary_before(match.string, match.start()):  # "did they ...": somebody, not something
            for topic in left:
                if topic.name and topic.asked and not topic.placed:
                    return topic
        left = [topic for topic in left if topic.plural and topic.asked and not topic.person] or left
        return left[0] if left else None
    things = [topic for topic in left if not topic.person]
    return next((topic for topic in things if not topic.placed), things[0] if things else None)


def _person(people: Sequence[Topic], talk: Talk) -> Topic | None:
    """The most likely one: who "Who won ...?" was answered by, who was asked about, who is most present."""
    last = talk.last.question
    asked_who = last.casefold().lstrip().startswith("who ")
    if asked_who or (ASKS_NAME.match(last) and not any(topic.text.casefold() in last.casefold() for topic in people)):
        for name in talk.answered():  # "Who won ...?" was answered by whom "she" means
            for topic in people:
                if topic.text.casefold() == name.casefold():
                    return topic
    return next((topic for topic in people if topic.asked), people[0] if people else None)


def definite(question: str, talk: Talk) -> str | None:
    """`Who opposed the movement?` -> `Who opposed the Quit India Movement?`"""
    for phrase in phrases(question):
        if phrase.name:
            return None
        if _DETERMINED.search(question[: phrase.start]):
            words = f" {phrase.text.casefold()}"
            longer = [t for t in talk.topics if t.text.casefold().endswith(words)]
            said_so = re.search(rf"\b{re.escape(phrase.text)}\b", talk.last.question, re.IGNORECASE)
            for topic in longer:
                if topic.asked or (topic.name and not said_so):
                    return question[: phrase.start] + topic.text + question[phrase.end :]
    return None


def fragment(question: str, talk: Talk) -> str | None:
    """`Deaths?` -> `Deaths (Orrin flood)?`; `What is the biggest risk?` -> `What is the biggest risk (...)?`"""
    plain = untimed(question)
    if any(phrase.name for phrase in phrases(plain)):
        return None
    if not OPENS.match(question):
        return with_topic(question, talk) if says_little(question) else None
    few = len(content(plain)) <= (1 if ASKS_KIND.match(question) else 2)
    return with_topic(question, talk) if few and not DEFINES.match(question) else None


def with_topic(question: str, talk: Talk) -> str | None:
    """The question, and what it is about in brackets."""
    left = talk.beside(question)
    if not left:
        return None
    about = left[0].text
    if len(about.split()) == 1 and len(left) > 1:
        about += f", {left[1].text}"
    return in_brackets(question, about)


def in_brackets(question: str, about: str) -> str:
    """A question, and what it is about: `Deaths (Orrin flood)?`"""
    cut = end_of(question)
    return f"{question[:cut]} ({about}){question[cut:].strip()}"


def end_of(question: str) -> int:
    """Where the marks at the end begin."""
    match = END_MARKS.search(question)
    return match.start() if match else len(question)
