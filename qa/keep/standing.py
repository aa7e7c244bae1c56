"""How a pasted text stands in an article, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from qa.keep.schema import AlterationJSON, StandingJSON

# Of what differs, so much is told: the rest is another text.
MOST_TOLD = 12
CHARACTERS = 160


def headline(exact: Iterable[bool], count: int) -> str:
    """What an answer with so many articles begins with; `exact`, of each place in them.

    >>> headline([True, True], 2)
    'To the letter in 2 articles, the earliest first'
    """
    how = "To the letter" if all(exact) else "Nearly"
    return f"{how} in one article" if count == 1 else f"{how} in {count} articles, the earliest first"


def manner(origin: StandingJSON) -> str:
    """`to the letter`, `nearly: 2 words differ`

    >>> manner({"exact": False, "similarity": 1.0, "altered": []})
    'nearly: only marks differ'
    """
    if origin["exact"]:
        return "to the letter"
    if not origin["altered"]:
        return "nearly: only marks differ"
    if all(each["text"].casefold() == each["there"].casefold() for each in origin["altered"]):
        return "nearly: only capitals differ"
    count = sum(max(_words(each["text"]), _words(each["there"])) for each in origin["altered"])
    return f"nearly: {count} word{'s differ' if count != 1 else ' differs'}"


def differences(origin: StandingJSON, shown: Callable[[str], str]) -> str:
    """`“seven” for “five”; “big” added; “not” left out`: what was pasted, and what the article has. `shown` makes of a
    text what may be shown of it.

    >>> altered = [{"start": 0, "end": 5, "text": "seven", "at": 9, "until": 13, "there": "five"}]
    >>> differences({"exact": False, "similarity": 0.9, "altered": altered}, str)
    '“seven” for “five”'
    """
    told = [each for each in origin["altered"] if each["text"] or each["there"]]
    said = [_difference(each, shown) for each in told[:MOST_TOLD]]
    return "; ".join([*said, *([f"{len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else [])])


def marked(text: str, start: int, origin: StandingJSON) -> Iterator[tuple[str, bool]]:
    """The text of a citation in stretches, each with whether its words differ from those that were pasted; it begins at
    character `start` of its article."""
    end = 0
    for each in origin["altered"]:
        at, until = each["at"] - start, each["until"] - start
        # It may have come back from a browser, with any numbers.
        if end <= at < until <= len(text):
            yield text[end:at], False
            yield text[at:until], True
            end = until
    yield text[end:], False


def _difference(altered: AlterationJSON, shown: Callable[[str], str]) -> str:
    pasted, there = (f"“{shown(_short(text))}”" if text else "" for text in (altered["text"], altered["there"]))
    if pasted and there:
        return f"{pasted} for {there}"
    return f"{pasted} added" if pasted else f"{there} left out"


def _short(text: str) -> str:
    return text if len(text) <= CHARACTERS else text[:CHARACTERS].rstrip() + "…"


def _words(text: str) -> int:
    return len(re.findall(r"\w+(?:[.,:'’-]\w+)*", text))
