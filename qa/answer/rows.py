"""A question that names a row of a table and one of its columns, or a place in a ranking, is answered by that cell.

"Ollby | 95 m | | 145" shares one word with "How much do the lights in Ollby cost?", and is no sentence that a reader
was made for. Both names have to be there: a row that only half fits stays what the reader made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from qa.english.heads import cells
from qa.english.stems import terms
from qa.reader import Candidate, Reading
from qa.reader.question import function_words
from qa.types import Hit, Sentence

# How sure a cell is that the question names by row and column.
NAMED = 0.6
# So many of the other words of the question may stand neither in the row nor over it.
MISSING = 1

_ITEM = re.compile(r"\(?(?P<rank>\d{1,3})[.)]\s+(?P<name>[^\s|][^|\n]{0,80})")
_COUNTS = re.compile(r"[\d–—-]")
_RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_ASKS_NAME = re.compile(r"\s*(?:in \w+ )?(?:who|which|what)\b", re.IGNORECASE)
_WON = re.compile(r"\b(?:won|wins?|winner|winners)\b(?! by)", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?:is|was|were|are|came|comes|finished|ranks?|ranked|placed|took|got)\b[^?]{0,20}?\b"
    rf"(?:(?P<word>{'|'.join(_RANKS)})|(?P<number>\d{{1,2}})(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_PLACE_WORDS = "won win wins winner winners place places rank ranked finish finished came come took " + " ".join(_RANKS)


class _Row(NamedTuple):
    """A row or item of a ranking: its sentence, its cells, and the names of their columns where something tells."""

    sentence: Sentence
    cells: list[str]
    head: list[str]


def by_row(question: str, reading: Reading) -> Reading:
    """The reading with the row first whose cell is asked for, that cell as the few words; as it is where none is."""
    asked = set(terms(question)) - function_words(terms)
    rank = _rank(question)
    for hit in dict.fromkeys(candidate.hit for candidate in reading.candidates):
        over = set(terms(f"{hit.document.title} {hit.passage.lead} {_announced(hit)}"))
        for row in _rows(hit):
            cell = _ranked(row, rank, asked, over) if rank else _cell(row, asked, over)
            if cell is not None:
                return _first(reading, hit, row.sentence, cell)
    return reading


def _first(reading: Reading, hit: Hit, sentence: Sentence, cell: str) -> Reading:
    best = Candidate(sentence, hit, reading.candidates[0].score)
    others = (each for each in reading.candidates if each.sentence != sentence)
    return replace(reading, candidates=(best, *others), confidence=max(reading.confidence, NAMED), short=cell)


def _rank(question: str) -> int | None:
    """The place in a ranking that is asked for: "Who won ...?" -> 1."""
    if not _ASKS_NAME.match(question):
        return None
    if placed := _PLACED.search(question):
        return _RANKS[placed["word"].casefold()] if placed["word"] else int(placed["number"])
    return 1 if _WON.search(question) else None


def _rows(hit: Hit) -> Iterator[_Row]:
    """The rows of a passage, heads of columns excluded."""
    head: list[str] = next((each for line in reversed(hit.passage.lead.split("\n")) if (each := _split(line))), [])
    for sentence in hit.passage.sentences:
        if item := _ITEM.fullmatch(sentence.text):
            yield _Row(sentence, [item["rank"], item["name"].strip()], [])
            continue
        found = _split(sentence.text)
        if not found:
            head = []
        elif not any(_COUNTS.search(cell) for cell in found):
            head = found
        else:
            yield _Row(sentence, found, head if len(head) == len(found) else [])


def _split(line: str) -> list[str]:
    """The cells of a row, empty ones too where bars part them."""
    if "|" in line and "\n" not in line:
        return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
    return cells(line)


def _announced(hit: Hit) -> str:
    """What stands in the passage and is no row: headings, the sentence that announces a list."""
    said = (sentence.text for sentence in hit.passage.sentences)
    return " ".join(text for text in said if not _split(text) and not _ITEM.fullmatch(text))


def _cell(row: _Row, asked: set[str], over: set[str]) -> str | None:
    """The cell in the column and the row that the question names, when it names one of each."""
    names = [at for at, cell in enumerate(row.cells) if _is_name(cell) and set(terms(cell)) <= asked]
    columns = [at for at, name in enumerate(row.head) if set(terms(name)) & asked and at not in names]
    if len(names) != 1 or len(columns) != 1 or not row.cells[columns[0]]:
        return None
    told = set(terms(f"{row.cells[names[0]]} {' '.join(row.head)}")) | over
    return row.cells[columns[0]] if len(asked - told) <= MISSING else None


def _ranked(row: _Row, rank: int, asked: set[str], over: set[str]) -> str | None:
    """The name in a row of this place, when what is over the row is what the question speaks of."""
    name = next((cell for cell in row.cells[1:] if _is_name(cell)), None)
    topic = asked - set(terms(_PLACE_WORDS))
    if name is None or row.cells[0].strip(".") != str(rank) or not topic & over or len(topic - over) > MISSING:
        return None
    return name


def _is_name(cell: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", cell)) and bool(terms(cell))
