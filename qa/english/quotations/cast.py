"""Who appears in an article: its persons with the names that it gives them in full, what they are, and who "she" is."""

from __future__ import annotations

import bisect
import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from qa.english.asks import MENS_TITLES, WOMENS_TITLES
from qa.english.quotations.names import NAME, folded, is_person, known_by, name_in
from qa.english.words import any_of

# A pronoun stands for nobody who was named longer ago than so many characters, a role for nobody named further on.
NEAR = 1500
# The first pronoun so near behind a name is taken to stand for it.
CALLED = 200

_BEHIND = re.compile(
    r",\s(?:\d{1,3},\s)?(?:who\s(?:is|was)\s)?(?:(?:the|an?|its|his|her|their|[\w’-]+['’]s?)\s)?"
    r"(?P<role>(?:[\w’'-]+\s){0,3}?[\w’'-]+?)(?=\s(?:of|for|at|in|from|and|with|on|who|said|says)\b|[,.;]|\s\()"
)
_FIRMS = (
    *("company", "firm", "group", "maker", "manufacturer", "airline", "operator", "start-up", "startup", "broadcaster"),
    *("retailer", "chain", "brewer", "developer", "publisher", "insurer", "producer", "carmaker", "automaker"),
    *("drugmaker", "supplier", "carrier", "giant", "lender", "bank", "builder", "airport", "shipyard", "brewery"),
)
_BODIES = ("union", "party", "club", "charity", "agency", "association", "federation", "magazine", "newspaper", "band")
# What stands before names and is nobody: "state Senator Lund".
_NO_ROLES = frozenset({*_FIRMS, *_BODIES}) | frozenset(
    "state city county country government council police court house senate team department ministry committee board "
    "school university hospital army report study".split()
)
_WHAT = re.compile(rf"\b(?P<role>{any_of(*_FIRMS, *_BODIES)})\s$")
_BEFORE = re.compile(r"(?P<role>[\w’'-]+),?\s$")
_MALE = frozenset(title.casefold() for title in MENS_TITLES) | {"lord", "king", "prince", "father", "brother"}
_FEMALE = frozenset(title.casefold() for title in WOMENS_TITLES) | {"lady", "dame", "queen", "princess", "sister"}
_PLACED = re.compile(r"\b(?:in|at|from|near|on|into|across|outside|inside|around)\s(?:the\s)?$|\bthe\s$", re.IGNORECASE)
# Not "him", who is another than does something in the same clause.
_PRONOUN = re.compile(r"\b(?:(?P<he>he|his)|(?P<she>she|her))\b", re.IGNORECASE)


def _owner(name: str) -> str:
    """A name without the genitive s.

    >>> _owner("Corvia's")
    'Corvia'
    """
    return re.sub(r"['’]s?$", "", name)


class Named(NamedTuple):
    """Somebody, by the name that stands from `start` on."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the name ends."""
        return self.start + len(self.text)


class Cast:
    """The persons of one article."""

    def __init__(self, text: str, aside: Callable[[int], bool]) -> None:
        """`aside` tells of an offset whether it stands where nobody is introduced: within a quotation."""
        self._text = text
        self._full: dict[str, list[Named]] = {}
        self._roles: dict[str, list[Named]] = {}
        self._things: dict[str, list[Named]] = {}
        self._titled: dict[str, str] = {}
        runs = [run for run in NAME.finditer(text) if len(run.group()) > 1]
        for run in runs:
            self._meet(run)
        self._mentions = [(run.start(), who) for run in runs if not aside(run.start()) and (who := self._who(run))]
        self._at = [at for at, _ in self._mentions]

    def _meet(self, run: re.Match[str]) -> None:
        if what := _WHAT.search(self._text, max(0, run.start() - 40), run.start()):
            self._things.setdefault(what["role"], []).append(Named(_owner(run.group()), run.start()))
            return
        if " " not in run.group():
            return
        span = name_in(run.group())
        if span is None:
            return
        named = Named(run.group()[slice(*span)], run.start() + span[0])
        if not is_person(named.text) or "\n" in named.text:
            return
        if _PLACED.search(self._text, max(0, run.start() - 12), run.start()) and not run.group()[: span[0]]:
            return
        before = _BEFORE.search(self._text, max(0, run.start() - 30), run.start())
        self._full.setdefault(known_by(named.text), []).append(named)
        behind = _BEHIND.match(self._text, named.end)
        titles = run.group()[: span[0]].split()
        roles = [*titles, before["role"] if before else "", behind["role"].split()[-1] if behind else ""]
        for role in filter(None, map(folded, roles)):
            self._roles.setdefault(role, []).append(named)
        self._title(named.text, titles)

    def _who(self, run: re.Match[str]) -> Named | None:
        words = run.group().split()
        if len(words) == 1:
            known = self._full.get(folded(words[0]))
            return known[0] if known else None
        for at in range(len(words) - 1, -1, -1):
            if known := self._full.get(folded(words[at])):
                self._title(known[0].text, words[:at])
                return known[0]
        return None

    def _title(self, name: str, titles: list[str]) -> None:
        plain = {title.strip(".").casefold() for title in titles}
        if sex := "he" if plain & _MALE else "she" if plain & _FEMALE else None:
            self._titled[name] = sex

    def full(self, name: Named) -> Named:
        """Somebody by his full name, where the article gives one: the last one before, or else the first."""
        if is_person(name.text):
            return name
        known = self._full.get(known_by(name.text), []) if len(name.text.split()) == 1 else []
        before = [each for each in known if each.start <= name.start]
        return (before or known[:1] or [name])[-1]

    def in_role(self, role: str, at: int) -> Named | None:
        """Who was called so ("minister") before, the last one."""
        if role.casefold() in _NO_ROLES:
            return None
        known = [each for each in self._roles.get(folded(role), []) if at - NEAR * 4 < each.start < at]
        return known[-1] if known else None

    def thing(self, role: str, at: int) -> Named | None:
        """Which firm or body was named with what it is ("the airline Corvia") before, the last one."""
        roles = _FIRMS if role in ("company", "firm", "group", "business") else (role,)
        known = [each for one in roles for each in self._things.get(one, []) if at - NEAR * 4 < each.start < at]
        return max(known, key=lambda each: each.start, default=None)

    def meant(self, pronoun: str, starts: list[int], at: int) -> Named | None:
        """Whom "he" or "she" stands for at an offset: in its sentence who was named last, in those before it, whose
        `starts` are given, the last first, who was named first."""
        until = at
        for number, start in enumerate(starts):
            if at - start > NEAR:
                break
            inside = self._mentions[bisect.bisect_left(self._at, start) : bisect.bisect_left(self._at, until)]
            until = start
            for _, named in reversed(inside) if number == 0 else inside:
                if self._sexes.get(named.text, pronoun) == pronoun:
                    return named
        return None

    @functools.cached_property
    def _sexes(self) -> dict[str, str]:
        """Name -> "he" or "she", of those of whom a title or the pronouns behind them say so."""
        votes: dict[str, Counter[str]] = {}
        for name, sex in self._called():
            votes.setdefault(name, Counter())[sex] += 1
        return {name: count.most_common(1)[0][0] for name, count in votes.items()} | self._titled

    def _called(self) -> Iterator[tuple[str, str]]:
        ends = [*self._at[1:], len(self._text)]
        for (at, named), following in zip(self._mentions, ends, strict=False):
            start = self._text.find(" ", at + 1)
            if start >= 0 and (said := _PRONOUN.search(self._text, start, min(following, start + CALLED))):
                yield named.text, str(said.lastgroup)
