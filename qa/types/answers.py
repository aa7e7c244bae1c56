"""What is asked, and what is answered."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from qa.types.articles import Citation, Hit
from qa.types.origins import Origin
from qa.types.tallies import Tally

Turn = tuple[str, str]
"""One message of a conversation: (role, text), the role is "user" or "assistant"."""

Day = datetime.date | str
"""A date, or its ISO form such as "2025-12-05"."""


@dataclass(frozen=True, slots=True)
class Within:
    """The articles that count: those of the days from `since` to `until`, both included and None open, of these
    `sources`, None being all, and that mention each of `names` by any of its forms, None being none. An article without
    a day is of no days. Made by `qa.search.within.within`."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    sources: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None

    @property
    def dated(self) -> bool:
        """Whether it names a day at all."""
        return self.since is not None or self.until is not None


EVERYTHING = Within()

WindowKind = Literal["today", "calendar", "year"]
"""What words about time rest on: they count from today ("last week"), name a day or month of the calendar ("in May"),
or a year, decade or century, of which articles of other days tell too."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a question's own words (`text`, such as "last week") ask about: both included, None is open.

    `latest`: the words ("the latest on ...") ask for the newest of equally good answers. `held` is False when nothing
    within these days answered and all articles were searched instead.
    """

    text: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    latest: bool = False
    held: bool = True
    kind: WindowKind = "today"  # not told in JSON, where `held` says what came of it

    @property
    def days(self) -> Within:
        """The articles of its days."""
        return Within(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Account:
    """One of several accounts that differ: what is said ("212 million euros"), the numbers of the citations that say
    so, and the day of the newest of them, None where none has one."""

    value: str
    numbers: tuple[int, ...]
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions that were asked at once, with its own answer; fields as in `Answer`.

    `numbers` are those of the citations of the whole answer that this part rests on.
    """

    question: str
    text: str
    short: str | None
    found: bool
    confidence: float
    numbers: tuple[int, ...]
    window: Window | None = None
    accounts: tuple[Account, ...] = ()
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What `Assistant.ask` gives. `found` is False, and `citations` empty, when the articles do not hold the answer.

    `question` is the question as searched, `text` carries marks like `[1]` that name a citation's number,
    `short` is a few words or None, `confidence` lies in [0, 1], `hits` are the nearest passages either way.
    `window` is what the question's own words said about dates, `accounts` are two or more, newest first, where reports
    differ on what was asked for, or one of another day gives another value. `parts` are the questions that were asked
    at once; `window` and `accounts` then stand there, and `found` tells whether any of them was answered. `origins` is
    empty unless a text was pasted to learn where it is from: then there is one for each citation, and the article that
    had it first is cited first. `elsewhere`: not found within the sources that were asked for, while others answer.
    `tally` is what a question about the folder counts: `short` is then its number, and
    each article that counts has one citation.
    """

    question: str
    text: str
    short: str | None
    found: bool
    confidence: float
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    window: Window | None = None
    accounts: tuple[Account, ...] = ()
    parts: tuple[Part, ...] = ()
    origins: tuple[Origin, ...] = ()
    tally: Tally | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A dated sentence on a topic. `day` is when it happened: `stated` in the sentence, else the day of its article.

    `also` are the sentences of other articles that tell the same.
    """

    day: datetime.date
    stated: bool
    citation: Citation
    also: tuple[Citation, ...] = ()
