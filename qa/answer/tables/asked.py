"""A question as rows and columns are compared with it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from qa.answer.tables.columns import head_senses, senses
from qa.answer.tables.grid import Grid, Row, years
from qa.english.phrases import names
from qa.english.stems import terms
from qa.reader.question import function_words
from qa.types import Hit

# So many of the words of a question may stand neither in the row nor over it; a number never.
MISSING = 2
# So many characters before a table may say what it is about.
BEFORE = 600
# Of each pair one alone is asked for.
_OPPOSITES = (
    "men women", "boys girls", "male female", "home away", "summer winter", "north south", "east west", "old new",
    "junior senior", "single double", "first last", "best worst", "public private", "imports exports", "day night",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question: the `stems` of its words without those that shape it, their `senses`, the `years` it names."""

    question: str
    stems: frozenset[str]
    senses: frozenset[str]
    years: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, question: str) -> Wanted:
        """Read a question."""
        bare = stems(question)
        shaping = senses(" ".join(function_words(terms)))
        named = stems(" ".join(name.text for name in names(question)))
        return cls(question, bare, frozenset(senses(question) - shaping), frozenset(years(question)), named)


@functools.lru_cache(maxsize=1)
def _opposite() -> dict[str, str]:
    pairs = [terms(pair) for pair in _OPPOSITES]
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}


def stems(text: str) -> frozenset[str]:
    """The stems of a text without those of words that name nothing."""
    return frozenset(terms(text)) - function_words(terms)


def is_name(cell: str) -> bool:
    """Whether a cell holds a word."""
    return sum(character.isalpha() for character in cell) > 1 and bool(stems(cell))


def over(hit: Hit, tables: list[Grid]) -> frozenset[str]:
    """The senses of what stands over the rows of a passage: title, headings, what is said before them, the sentences
    that are no rows, and the year of its article."""
    within = frozenset().union(*(table.starts for table in tables))
    said = [sentence.text for sentence in hit.passage.sentences if sentence.start not in within]
    for first in (table.rows[0].sentence.start for table in tables):
        said.append(hit.document.text[max(0, first - BEFORE) : first])
    year = str(hit.document.date.year) if hit.document.date else ""
    return frozenset(senses(" ".join([hit.document.title, hit.passage.lead, year, *said])))


def fits(asked: frozenset[str], row: Row, head: list[str], above: frozenset[str], missing: int = MISSING) -> bool:
    """Whether what is asked, in senses, stands in the row or over it, but for some words and no number."""
    held = above.union(senses(" ".join(row.cells)), *map(head_senses, head))
    absent = asked - held
    if any(_opposite().get(word) in held for word in absent):
        return False
    return len(absent) <= missing and not any(character.isdigit() for word in absent for character in word)
