"""What is counted and listed over the whole folder. Knows no index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TallyKind = Literal["count", "list", "first", "last", "most", "least"]
"""What is asked of the articles: how many, which, the first or last of them, which source or time has the most."""

TallyUnit = Literal["articles", "sources", "days", "weeks", "months", "years", "people"]
"""What is counted. Weeks are those of ISO 8601, from Monday to Sunday; people are those who are quoted."""

TallyBreadth = Literal["phrase", "words", "meaning"]
"""How a topic is looked for: its words one behind the other, as they were typed; its words in all their forms; these,
and what is near to them in meaning."""


@dataclass(frozen=True, slots=True)
class TallyGroup:
    """Articles that share a source, a day, a month, or quote one person: `label` names it, `numbers` are those of their
    citations."""

    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A number, and the articles that stand behind it: all citations of the answer but those of `near`.

    `value` counts the `unit`; of "first", "last", "most" and "least" it counts the winners, whose groups come first.
    `articles` is how many articles count, `reports` how many they are when copies of one report count once: `same` has
    the numbers of each such report. `rule` says in words which articles count. `near` are the numbers of citations
    that are near in meaning to the `topic` without its words; they are in no count and no group. `groups` are by source
    or time where that is asked for, else none; `per` is which. `times` are all that are dated by day, month, year, ten
    or a hundred years, without a gap: a chart, where they are several; `undated` are the others. Of people, a group has
    the numbers of the sentences that quote one, and `value` of most and least counts these.
    """

    kind: TallyKind
    unit: TallyUnit
    topic: str
    rule: str
    value: int
    articles: int
    reports: int
    groups: tuple[TallyGroup, ...] = ()
    same: tuple[tuple[int, ...], ...] = ()
    near: tuple[int, ...] = ()
    times: tuple[TallyGroup, ...] = ()
    undated: tuple[int, ...] = ()
    breadth: TallyBreadth = "words"
    per: TallyUnit | None = None
