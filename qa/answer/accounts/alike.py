"""Words that tell the same deed or the same kind of thing, so that two reports may use either."""

from __future__ import annotations

import re
from collections.abc import Callable

Terms = Callable[[str], list[str]]

# What stands behind a stroke tells the deed in an answer, and something else in a question.
_BEFALL = (
    "die dies died dead death deaths kill killed kills killing / lives fatalities perished toll drown drowned drowns",
    "hurt injure injured injuries injury wound wounded casualties",
    "flee fled evacuate evacuated displaced",
    "arrest arrested arrests detain detained custody",
    "charge charged charges",
    "work works worked working employ employs employed staff workforce employees",
    "move moved moves relocated transferred",
)
_DEEDS = (
    *_BEFALL,
    "resign resigned resigns quit quits / stepped stood resignation",
    "open opened opens opening inaugurate inaugurated",
    "begin began begins start started starts launch launched",
    "end ended ends finish finished conclude concluded",
    "close closed closes shut shuts",
    "jail jailed sentence sentenced imprison imprisoned prison",
    "buy bought buys acquire acquired purchase purchased takeover",
    "win won wins victory beat beats defeat defeated winner winning",
    "appoint appointed name named choose chose chosen pick picked",
    "cut cuts cutting shed sheds axe axed / lose lost go",
    "rise rose rises climb climbed increase increased grow grew jump jumped gain gained",
    "fall fell falls drop dropped decline declined decrease decreased slump slumped",
    "attend attended took / join joined filled gathered",
    "find found discover discovered recovered",
    "steal stole stolen theft robbed",
    "hire hired recruit recruited",
    "march marched protest protested demonstrate demonstrated rally rallied",
    "wed married marry wedding",
    "fine fined penalty penalties",
)
_THINGS = (
    "people persons person residents protesters demonstrators marchers spectators visitors participants fans guests",
    "jobs job positions position posts post roles",
    "homes home houses house households",
    "cars car vehicles vehicle",
    "children child pupils kids",
    "firms firm companies company businesses",
)


def same_thing(stem: str, terms: Terms) -> set[str]:
    """The stem of what is counted with those that tell the same."""
    return {stem}.union(*(stems for group in _THINGS if stem in (stems := set(terms(group)))))


def deeds(question: str, terms: Terms) -> list[set[str]]:
    """For each deed that a question names and that is told by several words: their stems."""
    asked = set(terms(" ".join(word for word in question.split() if word[:1].islower())))  # no month of March
    return [set(terms(group)) for group in _DEEDS if set(terms(group.partition("/")[0])) & asked]


def other_deed(question: str, text: str, terms: Terms) -> bool:
    """Whether a sentence tells none of the deeds that a question names, and another one that befalls people: "three
    died" where it is asked how many were hurt."""
    asked = deeds(question, terms)
    said = set(terms(text))
    if not asked or any(group & said for group in asked):
        return False
    return any(set(terms(group.partition("/")[0])) & said for group in _BEFALL)


_DEATHS = re.compile(r"\b(?:die|dies|died|dead|killed?|deaths?|lives)\b", re.IGNORECASE)
_TOLL = re.compile(
    r"\b(?:killing|death toll\s(?:\w+\s){0,3}?(?:to|of|at|is|was))\s(?:at least\s|about\s|more than\s)?$", re.I
)
_DEAD = re.compile(
    r"\s(?:(?:people|others|men and women)\s)?(?:lives|dead|deaths|fatalities|died|were killed|killed)\b", re.I
)


def asks_deaths(question: str) -> bool:
    """Whether the dead are counted: "How many people were killed?"."""
    return bool(_DEATHS.search(question))


def counts_dead(text: str, start: int, end: int) -> bool:
    """Whether a number at `start` to `end` counts the dead: "claimed 14 lives", "killing 14"."""
    return bool(_TOLL.search(text[:start]) or _DEAD.match(text[end:]))
