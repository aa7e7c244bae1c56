"""The shape of what is counted over the folder in JSON; see `schema.py`."""

from typing import NotRequired

from typing_extensions import TypedDict


class TallyGroupJSON(TypedDict):
    """Articles that share a source, day, week ("2025-W49"), month ("2025-12") or year, or the
    sentences that quote one person: the `label`, "" for those that name none, and the numbers of their citations."""

    label: str
    numbers: list[int]


class TallyJSON(TypedDict):
    """What a question about the folder counts; each article that counts has one citation, all but those of `near`.

    `kind`: count, list, first, last, most or least; `unit`: articles, sources, days, weeks, months, years or
    people. `value` is how many; of most and least, how many articles the winners have. `articles` count by the
    `rule`; they are so many `reports` when copies of one count once, and `same` has the numbers of each such.
    `near` are near in meaning to the `topic`, and in no count. `times` are all that are dated by day, month, year
    or several ("1990–1999"), every step from the first to the last; `undated` are the others. `breadth`: how the topic
    was looked for, "phrase", "words" or "meaning"; `per`: the unit of the `groups`, null where there are none. Those
    that were kept by an earlier version lack these. Of the unit people, each sentence that quotes one is a citation.
    """

    kind: str
    unit: str
    topic: str
    rule: str
    value: int
    articles: int
    reports: int
    groups: list[TallyGroupJSON]
    same: list[list[int]]
    near: list[int]
    times: NotRequired[list[TallyGroupJSON]]
    undated: NotRequired[list[int]]
    breadth: NotRequired[str]
    per: NotRequired[str | None]
