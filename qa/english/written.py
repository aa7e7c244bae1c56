"""A text as its words and marks, each as it is compared with that of another text: what reads the same is equal.

White space, soft hyphens, ligatures, and the kinds of quotation marks, dashes and dots that were typed, do not count;
every other character does. Knows no index. Offsets are code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

ELLIPSIS = "…"
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})

_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"[\w\u0300-\u036f{_UNSEEN}]"
_QUOTES = "\"'‘’‚‛`´′“”„‟«»‹›″"
_TOKEN = re.compile(
    rf"(?P<word>\w{_LETTER}*(?:(?:['’]|(?<=\d)[.,:](?=\d))\w{_LETTER}*)*)|(?P<dots>\.{{2,}}|…)|(?P<quote>''|``|[{_QUOTES}])|"
    rf"(?P<dash>[-‐‑‒–—―−]+)|[^\s{_UNSEEN}]"
)
_STANDS_FOR = {"dots": ELLIPSIS, "quote": "'", "dash": "-"}
_DROPPED = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "") | {"’": "'"})
# What whoever quotes puts at the ends, or leaves out there.
_OUTER = frozenset("'-…,.;:!?()[]{}*_>|•")


@dataclass(frozen=True, slots=True)
class Written:
    """A stretch of `text` as its words and marks in order: `keys[i]` is how characters `spans[i]` are compared."""

    text: str
    keys: Sequence[str]
    spans: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> Written:
        """Characters `start` to `end` of a text."""
        found = list(_TOKEN.finditer(text, start, len(text) if end is None else end))
        return cls(text, [_key(match) for match in found], [match.span() for match in found])

    def __getitem__(self, at: slice) -> Written:
        return Written(self.text, self.keys[at], self.spans[at])

    @property
    def words(self) -> list[int]:
        """Which of the keys are words."""
        return [at for at, key in enumerate(self.keys) if key[0].isalnum() or key[0] == "_"]

    def trimmed(self) -> Written:
        """The same without the marks that a quotation may begin or end with."""
        first, last = 0, len(self.keys)
        while first < last and self.keys[first] in _OUTER:
            first += 1
        while last > first and self.keys[last - 1] in _OUTER:
            last -= 1
        return self[first:last]

    def pieces(self) -> list[Written]:
        """What stands between its ellipses, trimmed; itself where there is none."""
        dots = [-1, *(at for at, key in enumerate(self.keys) if key == ELLIPSIS), len(self.keys)]
        between = (self[one + 1 : other].trimmed() for one, other in pairwise(dots))
        return [piece for piece in between if piece.words]


def _key(match: re.Match[str]) -> str:
    if match.lastgroup in _STANDS_FOR:
        return _STANDS_FOR[match.lastgroup]
    found = match[0]
    if found.isascii():
        return found
    return unicodedata.normalize("NFC", found.translate(_DROPPED).translate(LIGATURES))
