"""What has been found in an article so far, and to whom each thing in quotation marks was given."""

from __future__ import annotations

import bisect
import re

from qa.english.quotations.article import ReadArticle, Speaker
from qa.english.quotations.cues import Cue
from qa.english.quotations.edges import trimmed
from qa.english.quotations.marks import QuotedSpan
from qa.types import Quotation
from qa.types.quotations import Kind

# What begins so is a sentence that was read wrongly.
_NO_CONTENT = re.compile(r"(?:said|says)\b")


class Collected:
    """The quotations of one article, as they are found. What is quoted is named by its number in `Article.quoted`."""

    def __init__(self, document_id: str, article: ReadArticle) -> None:
        self.found: list[Quotation] = []
        self.given: dict[int, Speaker] = {}
        self.covered = 0  # what stands before has been told as reported, verbs within it included
        self._id = document_id
        self._article = article
        self._opens = [each.outer_start for each in article.quoted]

    def number(self, at: int) -> int:
        """Of the first thing quoted that begins at an offset or behind it; the number of all where none does."""
        return bisect.bisect_left(self._opens, at)

    def quoted(self, number: int, end: int) -> QuotedSpan | None:
        """What is quoted by number, if it begins before `end`."""
        if number < len(self._opens) and self._opens[number] < end:
            return self._article.quoted[number]
        return None

    def holds(self, quote: QuotedSpan) -> bool:
        """Whether it is a part of what was found lately."""
        return any(each.start <= quote.start < each.end for each in self.found[-6:])

    def is_free(self, at: int) -> bool:
        """Whether no reported saying that was found lately has this offset within it."""
        return at >= self.covered and not any(each.start <= at < each.end for each in self.found[-6:])

    def quote(self, number: int, cue: Cue | None, speaker: Speaker) -> None:
        """Give somebody what is quoted, unless it has been given."""
        if number not in self.given:
            quote = self._article.quoted[number]
            self.given[number] = speaker
            self._put(quote.start, quote.end, cue, speaker, "direct")

    def report(self, start: int, end: int, cue: Cue, speaker: Speaker | None) -> None:
        """Add what is told in the words of the article; where all of it is quoted, that is quoted directly."""
        content = trimmed(self._article.text, start, end)
        if content is None or speaker is None:
            return
        start, end = content
        if _NO_CONTENT.match(self._article.read, start):
            return
        touched = range(max(0, self.number(start) - 1), self.number(end))
        touched = range(touched.start + self._passed(touched, start), touched.stop)
        if touched:
            first, last = self._article.quoted[touched[0]], self._article.quoted[touched[-1]]
            if start >= last.outer_start and end <= last.outer_end:
                self.quote(touched[-1], cue, speaker)
                return
            start, end = min(start, first.outer_start), max(end, last.outer_end)
        for number in touched:
            self.given.setdefault(number, speaker)
        self._put(start, end, cue, speaker, "mixed" if touched else "reported")

    def _passed(self, touched: range, start: int) -> int:
        """1 where the first thing quoted ends before `start`."""
        return int(bool(touched) and self._article.quoted[touched[0]].outer_end <= start)

    def _put(self, start: int, end: int, cue: Cue | None, speaker: Speaker, kind: Kind) -> None:
        named = speaker.named
        told = (cue.start, cue.end) if cue else (start, start)
        there = (speaker.start, speaker.end) if cue else (start, start)
        name = (named.text, named.start) if named else (None, -1)
        self.found.append(Quotation(self._id, start, end, name[0], name[1], *there, *told, kind))
