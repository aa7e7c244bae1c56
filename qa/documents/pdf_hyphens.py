"""Hyphens at the ends of lines: of a word that was cut, which goes, or of a compound, which stays.

The other words of the document tell most of them; without them a compound is known by what compounds begin or end with.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
SURE = frozenset("self half well".split()) | TENS  # no word goes on behind them without a hyphen, or hardly one
FIRST = frozenset(
    "mid high low long short full part old new open first second third one two three four five six seven eight "
    "nine ten north south east west far near ever hard soft cross post pro anti non ex vice all co large small "
    "single".split()
)
LAST = frozenset("based year old term led known born owned backed related thirds fifths makers elect style".split())
# Behind these a word goes on mostly without one: "some-thing", "under-stand".
CLOSED = frozenset(
    "some any every no with out under over there here how where what when who mean other more up down back for fore "
    "before after in into on an your him her them it our news house never not can".split()
)
SUSPENDED = frozenset("and or to nor but versus".split())  # "pre- and post-war"
LONGEST = 60  # characters of a word
SOFT = "\u00ad"
END = re.compile(r"(\w+(?:-\w+)*)-\Z")
BEGIN = re.compile(r"\w+(?:-\w+)*")
WORD = re.compile(r"\w+(?:-\w+)*")


class Hyphens:
    """Joins lines by the words of their document."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines

    @functools.cached_property
    def _words(self) -> set[str]:
        """The words of all lines but those that may be halves of one."""
        words: set[str] = set()
        cut = False
        for line in self._lines:
            found = WORD.findall(line.lower())
            begins, cut = cut, line.endswith("-")
            words.update(found[begins : len(found) - cut])
        return words

    def join(self, above: str, line: str) -> str:
        """Two lines as one: `("an inter-", "national guild")` -> `"an international guild"`."""
        if above.endswith(SOFT):
            return above[:-1] + line
        if above.endswith("–") and above[-2:-1].isdigit() and line[:1].isdigit():
            return above + line  # "1998–2004"
        left = END.search(above[-LONGEST:]) if above.endswith("-") else None
        right = BEGIN.match(line)
        if left is None or right is None or right[0].lower() in SUSPENDED:
            return f"{above} {line}"
        return (above if self._is_compound(left[1], right[0]) else above[:-1]) + line

    def _is_compound(self, left: str, right: str) -> bool:
        first, last = left.lower(), right.lower()
        if first + last in self._words or f"{first}-{last}" in self._words:
            return f"{first}-{last}" in self._words
        if not (left[-1].islower() and right[0].islower()):
            return True  # "East-Vale", "12-pound"
        stands = last in self._words
        if first in SURE or (first in FIRST and (stands or last in LAST)):
            return True
        if first in CLOSED or first not in self._words:
            return False
        return last in LAST or (stands and min(len(first), len(last)) > 2)
