"""Questions of nothing but what they put in the place of another: "What about Macbeth?", "And the first phase?"."""

from __future__ import annotations

import re

from qa.english.asks import ARTICLE, ASKS, END_MARKS
from qa.english.dates import only_time, untimed
from qa.english.phrases import phrases
from qa.english.words import any_of, content
from qa.question.followup.rules import Talk, end_of, with_topic
from qa.question.followup.topics import spoken
from qa.question.followup.words import FEW, OPENS, OPENS_TIME, TIME_ALONE, TIME_WITHIN, WHAT_ABOUT

_ARTICLE = re.compile(rf"^{ARTICLE}\s+", re.IGNORECASE)
_BEHIND_ARTICLE = re.compile(rf"\b{ARTICLE}\s+$", re.IGNORECASE)
_PREPOSITION = any_of("in", "at", "of", "for", "on", "by", "from", "to", "with")
_BESIDE = re.compile(rf"^{_PREPOSITION}\s+", re.IGNORECASE)
_BEHIND_PREPOSITION = re.compile(rf"\b{_PREPOSITION}\s+(?:{ARTICLE}\s+)?$", re.IGNORECASE)
_ORDINALS = frozenset("first second third fourth fifth last next other".split())


def what_about(question: str, talk: Talk, led: bool = False) -> str | None:
    """`What about Macbeth?`, `And in 2024?` -> the question before, with this in the place of what is like it.

    `led`: "And" stood before the question, so that a name or a thing alone asks the same: `Macbeth?`.
    """
    match = WHAT_ABOUT.fullmatch(question)
    rest = match["rest"] if match else END_MARKS.sub("", question)
    last = talk.last.question
    if when := _when(rest, bare=led or match is not None):
        return _at_another_time(last, when)
    if match or (led and _names_alone(rest)):
        put = _in_contrast(rest, last) or _in_its_place(rest, last)
        return put or (with_topic(question, talk) if match else None)
    return None


def _at_another_time(last: str, when: str) -> str:
    """The question before, with these words for time in the place of its own: behind it, or within a name."""
    plain = untimed(last)
    if plain == last and (said := TIME_WITHIN.search(last)):
        year = re.fullmatch(r"(?:in )?(\d{4})", when)
        put = year[1] if year and said[0].isdigit() else when  # "the 2022 World Cup"
        return last[: said.start()] + put + last[said.end() :]
    cut = end_of(plain)
    asked = f"{plain[:cut]} {when}{plain[cut:]}"
    return asked[0].upper() + asked[1:] if last[0].isupper() else asked


def _when(rest: str, *, bare: bool) -> str | None:
    """The words for time where there are no others: `since May`, and after "and" a month alone: `in May`."""
    if TIME_ALONE.fullmatch(rest):
        return f"in {rest}" if rest.isdigit() else rest
    if only_time(rest):
        return rest[0].lower() + rest[1:] if OPENS_TIME.match(rest) else rest
    return f"in {rest}" if bare and only_time(f"in {rest}") else None


def _names_alone(rest: str) -> bool:
    """Whether a question is no more than a name or a thing, with what stands before it: `in Halden`, `the second`."""
    return len(phrases(rest)) == 1 and not OPENS.match(rest) and len(content(_BESIDE.sub("", rest, count=1))) <= FEW


def _in_contrast(rest: str, last: str) -> str | None:
    """`the first phase` after `What did the second phase cost?` -> `What did the first phase cost?`"""
    words = _ARTICLE.sub("", rest, count=1).split()
    if len(words) == 1 and words[0] in _ORDINALS:
        other = next((word for word in re.finditer(r"\w+", last) if word[0] in _ORDINALS - {words[0]}), None)
        return last[: other.start()] + words[0] + last[other.end() :] if other else None
    if len(words) != 2 or words[0][0].isupper():
        return None
    like = re.search(rf"(?<!\w)(?!{ARTICLE}\s)[^\W\d_][\w’'-]*(?=\s+{re.escape(words[1])}\b)", last, re.IGNORECASE)
    if like is None or like[0].casefold() == words[0].casefold():
        return None
    return last[: like.start()] + words[0] + last[like.end() :]


def _in_its_place(rest: str, last: str) -> str | None:
    """`Halden` after `Who is the mayor of Orrin?` -> `Who is the mayor of Halden?`"""
    mine = phrases(f"about {rest}")  # what opens a text has its capital anyway
    others = [phrase for phrase in spoken(last) if phrase.text.casefold() not in rest.casefold()]
    like = [phrase for phrase in others if mine and phrase.name == mine[0].name]
    if not like or not ASKS.match(last) or (not mine[0].name and any(phrase.name for phrase in others)):
        return None
    before = last[: like[-1].start]
    put = _BESIDE.sub("", rest, count=1) if _BEHIND_PREPOSITION.search(before) else rest
    put = _ARTICLE.sub("", put, count=1) if _BEHIND_ARTICLE.search(before) else put
    return before + put + last[like[-1].end :]
