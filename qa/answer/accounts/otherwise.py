"""Signs that a sentence speaks of something else than the question: a plan, another time, one of several."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable

from qa.english.asks import NUMBERS
from qa.english.dates import mentioned
from qa.english.phrases import names, phrases

# What was meant, feared or hoped for, and what was so earlier, is no account of what is.
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned)?|forecast|expect(?:s|ed)?|targets?|goals?|hop(?:e|es|ed)|would|should|could|might|due to|"
    r"scheduled|intend(?:s|ed)?|meant to|aims?|aimed|set out to|pledg\w+|"
    r"recommend\w*|suggest\w*|promis\w+|propos\w+|vow\w*|"
    r"had (?:said|put|estimated|counted)|earlier|previous(?:ly)?|formerly|in the past|used to|put back|postponed)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\bwill\b(?!\s(?:not|no|never)\b)", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(?:(?:twenty-)?(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|\d+(?:nd|rd|th))\b"
)
_PART = re.compile(r"\b(?:per(?!\s?cent)|a (?:day|week|month|year|head|person))\b", re.IGNORECASE)
_AMOUNTS = frozenset(NUMBERS) | {"dozen"}
_UNTIL = re.compile(r"\b(?:so far|until (?:now|then)|at first|initially|at the time)\b", re.IGNORECASE)
# A day or a year that lies further back than this many days is another time than that of its report.
RECENT = 62

Stems = Callable[[str], set[str]]


def is_plan(text: str, question: str) -> bool:
    """Whether a sentence tells of a plan or of what was so before, where the question asks for neither."""
    return bool(_PLANNED.search(text)) and not _PLANNED.search(question)


def is_ahead(text: str, question: str) -> bool:
    """Whether a sentence tells of what will be and the question does not ask for it: "The new stand will hold 13,000".
    "Will not play" tells what is not so any more."""
    return bool(_AHEAD.search(text)) and not _AHEAD.search(question)


def of_part(text: str, question: str) -> bool:
    """Whether a sentence tells of one of several ("the second offer"), of a rate, or of a count that went on."""
    said, asked = text.casefold(), question.casefold()
    if set(_ORDINAL.findall(said)) - set(_ORDINAL.findall(asked)):
        return True
    return any(sign.search(said) and not sign.search(asked) for sign in (_PART, _UNTIL))


def of_another_time(text: str, written: datetime.date | None, question: str) -> bool:
    """Whether a sentence names a time long before its report, which the question does not name."""
    if written is None:
        return False
    asked = question.casefold()
    return any(
        (written - mention.until).days > RECENT and text[mention.start : mention.end].casefold() not in asked
        for mention in mentioned(text, written)
    )


def narrowed(text: str, question: str, heads: set[str], stems: Stems, *, counted: bool) -> frozenset[str]:
    """The words before what is counted or asked for that the question does not hold: `sleeper` of "sleeper tickets",
    `women` of "the women's race". Two sentences that are narrowed otherwise speak of different things.

    `heads` are the stems of what is asked for, or of what is `counted`: then any word narrows it, else an owner alone;
    `stems` gives those of a text without function words.
    """
    found: set[str] = set()
    before = None
    for phrase in phrases(text):
        words = phrase.text.split()
        at = next((i for i, word in enumerate(words) if stems(word) & heads), None)
        if at is not None:
            if counted:
                beside = itertools.takewhile(lambda word: word.islower() and word not in _AMOUNTS, reversed(words[:at]))
                found |= stems(" ".join(beside))
            owner = before is not None and re.fullmatch(r"['’]s?\s", text[before.end : phrase.start])
            if owner and before is not None and not before.name:
                found |= stems(before.text)
        before = phrase
    return frozenset(found - stems(question))


def names_another(text: str, question: str) -> bool:
    """Whether a sentence names a thing whose name goes on behind that of the question's: "the Volt Mini Touring"."""
    asked, said = ([name.text for name in names(each)] for each in (question, text))
    return any(
        longer.startswith(f"{name} ") and name not in said and longer not in question
        for name in asked
        for longer in said
    )
