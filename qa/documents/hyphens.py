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
# Lines of a plain text that somebody wrapped; in others a hyphen at the end is a dash.
WRAPPED = range(20, 200)
FULL = 0.7  # of the longest line of its paragraph: no shorter one is cut at its end
AROUND = 20  # lines before and behind one
SOFT = "\u00ad"
END = re.compile(r"(\w+(?:-\w+)*)-\Z")
BEGIN = re.compile(r"\w+(?:-\w+)*")
WORD = re.compile(r"\w+(?:-\w+)*")


CUT = re.compile(r"-[^\S\r\n]*[\r\n]")
LINES = re.compile(r"(\r\n|\r|\n)")


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


def unbroken(text: str) -> str:
    """A plain text whose words that were cut at the ends of lines are whole again; all else as it stands.

    `"an inter-\\nnational guild"` -> `"an international guild"`, where the line is one that was wrapped.
    """
    if SOFT not in text and not CUT.search(text):
        return text
    parts = LINES.split(text)
    lines, ends = parts[::2], parts[1::2]
    hyphens = Hyphens([line.strip() for line in lines])
    whole: list[str] = []
    for at, (above, end, below) in enumerate(zip(lines, ends, lines[1:], strict=False)):
        kept = _wrapped(hyphens, above.rstrip(), below.lstrip()) if above.rstrip().endswith(("-", SOFT)) else None
        if kept is None or not _is_full(lines, at):
            whole += [above, end]
        else:
            whole.append(kept)
            lines[at + 1] = below.lstrip()
    return "".join([*whole, lines[-1]])


def _wrapped(hyphens: Hyphens, above: str, below: str) -> str | None:
    """What stays of a line before the one below when both are joined; None where a word surely ends with the line."""
    left, right = END.search(above[-LONGEST:]), BEGIN.match(below)
    if right is None:
        return None
    if not above.endswith(SOFT) and (left is None or not (right[0][0].islower() or left[1][0].isupper())):
        return None
    joined = hyphens.join(above, right[0])
    return None if joined == f"{above} {right[0]}" else joined.removesuffix(right[0])


def _is_full(lines: list[str], at: int) -> bool:
    """Whether a line is as long as those around it, up to blank ones, and no longer than what people wrap."""
    first, last = at, at + 1
    while first > 0 and at - first < AROUND and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and last - at < AROUND and lines[last + 1].strip():
        last += 1
    longest = max(len(line.strip()) for line in lines[first : last + 1])
    return longest in WRAPPED and len(lines[at].strip()) in WRAPPED and len(lines[at].strip()) >= FULL * longest
