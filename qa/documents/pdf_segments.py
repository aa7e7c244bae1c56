"""The words of a page of a PDF put together into segments: what stands on one line without a wide gap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from qa.documents.fields import SPACES
from qa.documents.pdf_words import Word
from qa.documents.raised import raised

# Shares of the size of letters.
WIDE = 1.2  # a gap that no word space has, not even of a justified line
SAME = 0.35  # of the height of a line; scans that were read by a program are that uneven
SMALL = 0.85  # letters of a raised digit or a footnote mark...
RAISED = 0.12  # ...and how high it begins at least
HIGHEST = 0.75
LOWEST = -0.6  # of a lowered one, as in CO2
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Letters that are drawn as one, where the file names the one.
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


class Segment:
    """Words on one line that no wide gap divides."""

    def __init__(self, word: Word) -> None:
        self.pieces = [(word.text, False)]
        self.x0, self.x1 = sorted((word.first, word.last))
        self.y, self.size, self.words = word.height, max(word.size, 1.0), 1
        self.shifted = False  # the last word is raised or lowered

    @property
    def text(self) -> str:
        """As it is drawn, in one line."""
        groups = (
            (up, "".join(text for text, _ in group)) for up, group in groupby(self.pieces, lambda piece: piece[1])
        )
        return clean("".join(raised(text) if up else text for up, text in groups))

    def take(self, word: Word) -> bool:
        """Add the word that was drawn next, if it stands on this line."""
        size = max(self.size, word.size)
        rise = word.height - self.y
        small = word.size < SMALL * self.size
        up = small and RAISED * size < rise < HIGHEST * size
        down = small and LOWEST * size < rise < -RAISED * size
        first = self.words == 1 and self.size < SMALL * word.size and RAISED * size < -rise < HIGHEST * size
        if not (up or first or down or abs(rise) <= SAME * size) or not self._touches(word, size):
            return False
        if first:  # the line begins with what is raised
            self.pieces, self.shifted = [(self.pieces[0][0], True)], True
            self.y, self.size = word.height, word.size
        # PDFium puts a space behind what is raised or lowered even where there is none.
        close = word.glued or ((small or self.shifted) and word.first - self.x1 < RAISED * size)
        glued = close and not first
        self.shifted = up or down
        self.pieces.append((("" if glued else " ") + word.text, up))
        self.x0, self.x1 = min(self.x0, word.first), max(self.x1, word.last)
        self.words += 1
        return True

    def _touches(self, word: Word, size: float) -> bool:
        if -WIDE < (word.first - self.x1) / size < WIDE:
            return True
        return bool(RIGHT_TO_LEFT.match(word.text)) and -WIDE < (self.x0 - word.last) / size < WIDE


def segments(words: Iterable[Word]) -> Iterator[Segment]:
    """In the order of drawing; none is blank."""
    segment = None
    for word in words:
        if segment is None or not segment.take(word):
            if segment is not None and segment.text:
                yield segment
            segment = Segment(word)
    if segment is not None and segment.text:
        yield segment


def clean(text: str) -> str:
    """One line of valid Unicode: a PDF may name pairs of surrogates, and half ones."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return SPACES.sub(" ", whole.translate(LIGATURES)).strip()
