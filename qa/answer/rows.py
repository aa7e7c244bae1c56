"""A question that names a row of a table and one of its columns, or a place in a ranking, is answered by that cell; one
that gives a figure, by the name in its row.

"Ollby | 95 m | | 145" shares one word with "How much do the lights in Ollby cost?", and is no sentence that a reader
was made for. Both names have to be there: a row that only half fits stays what the reader made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.english.asks import asks_price
from qa.english.heads import cells
from qa.english.stems import terms
from qa.reader import Candidate, Reading
from qa.reader.question import function_words
from qa.types import Hit, Sentence

# How sure a cell is that the question names by row and column.
NAMED = 0.6
# So many of the other words of the question may stand neither in the row nor over it; a number never.
MISSING = 2

_ITEM = re.compile(r"\(?(?P<rank>\d{1,3})[.)]\s+(?P<name>[^\s|][^|\n]{0,120})")
# What stands behind a name in a ranking: "Lund (Kolvox) 4:11:36", "Lund - Salt - 160 points", "Lund, Vessby".
_BEHIND_NAME = re.compile(r"\s+[-–—]\s.*|\s*[(,].*|\s+[+]?\d.*")
_COUNTS = re.compile(r"[\d–—-]")
_RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_ASKS_NAME = re.compile(r"\s*(?:in \w+ )?(?:who|whose|which|what)\b", re.IGNORECASE)
_ASKS_OTHER = re.compile(r"\s*(?:when|where|why|how)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d.,:]*\d|\d")
_MONEY = re.compile(r"cost|price|fee|rent|rate|charge|fare|wage|pay|£|€|\$", re.IGNORECASE)
_WON = re.compile(r"\b(?:won|wins?|winner|winners)\b(?! by)", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?:is|was|were|are|came|comes|finished|ranks?|ranked|placed|took|got)\b[^?]{0,20}?\b"
    rf"(?:(?P<word>{'|'.join(_RANKS)})|(?P<number>\d{{1,2}})(?:st|nd|rd|th))\b|"
    rf"\b(?P<place>{'|'.join(_RANKS)}) place\b",
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
    asked, rank = set(terms(question)) - function_words(terms), _rank(question)
    for hit in dict.fromkeys(candidate.hit for candidate in reading.candidates):
        if not (rows := list(_rows(hit))):  # as in nearly all passages
            continue
        over = _over(hit, rows)
        for row in rows:
            if rank:
                cell = _ranked(row, rank, asked, over)
            else:
                cell = _cell(row, asked, over, asks_price(question)) or _named(row, question, asked, over)
            if cell is not None:
                return _first(reading, hit, row.sentence, cell)
    return reading


def _first(reading: Reading, hit: Hit, sentence: Sentence, cell: str) -> Reading:
    best = Candidate(sentence, hit, reading.candidates[0].score)
    others = (each for each in reading.candidates if each.sentence != sentence)
    return replace(reading, candidates=(best, *others), confidence=max(reading.confidence, NAMED), short=cell)


def _rank(question: str) -> int | None:
    """The place in a ranking that is asked for: "Who won ...?" -> 1."""
    if _ASKS_OTHER.match(question):
        return None
    if placed := _PLACED.search(question):
        word = placed["word"] or placed["place"]
        return _RANKS[word.casefold()] if word else int(placed["number"])
    return 1 if _WON.search(question) else None


def _rows(hit: Hit) -> Iterator[_Row]:
    """The rows of a passage, the heads of their columns among them."""
    head: list[str] = next((each for line in reversed(hit.passage.lead.split("\n")) if (each := _split(line))), [])
    within = bool(head)
    for sentence in hit.passage.sentences:
        if item := _ITEM.fullmatch(sentence.text):
            yield _Row(sentence, [item["rank"], _BEHIND_NAME.sub("", item["name"]).strip()], [])
            continue
        found = _split(sentence.text)
        if found and not within and not any(_COUNTS.search(cell) for cell in found):
            head = found  # the first row of a table, which counts nothing
        if found:
            yield _Row(sentence, found, head if len(head) == len(found) else [])
        within = bool(found)


def _split(line: str) -> list[str]:
    """The cells of a row, empty ones too where bars part them."""
    if "|" in line and "\n" not in line:
        return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
    return cells(line)


def _over(hit: Hit, rows: Sequence[_Row]) -> set[str]:
    """The stems of what stands over the rows: title, headings, the sentences of the passage that are none."""
    within = {row.sentence for row in rows}
    said = (sentence.text for sentence in hit.passage.sentences if sentence not in within)
    return set(terms(" ".join([hit.document.title, hit.passage.lead, *said])))


def _cell(row: _Row, asked: set[str], over: set[str], price: bool) -> str | None:
    """The cell in the column and the row that the question names, when it names one of each; the other one of two."""
    names = [at for at, cell in enumerate(row.cells) if _is_name(cell) and set(terms(cell)) <= asked]
    if len(names) != 1 or row.cells == row.head:
        return None
    shared = {at: len(set(terms(name)) & asked) for at, name in enumerate(row.head) if at not in names}
    if price and not any(shared.values()):
        shared = {at: int(bool(_MONEY.search(row.head[at]))) for at in shared}
    most = max(shared.values(), default=0)
    columns = [at for at, count in shared.items() if count == most > 0]
    if len(row.cells) == 2 and not row.head:
        columns = [1 - names[0]]
    if len(columns) != 1 or not row.cells[columns[0]]:
        return None
    return row.cells[columns[0]] if _fits(row, asked, over, MISSING) else None


def _named(row: _Row, question: str, asked: set[str], over: set[str]) -> str | None:
    """The name in the row of a figure that the question gives: "Which hill is 1,204 metres high?"."""
    if not _ASKS_NAME.match(question):
        return None
    given = set(_FIGURE.findall(question))
    name = next((cell for cell in row.cells if _is_name(cell)), None)
    held = [cell for cell in row.cells if cell in given]
    return name if name and len(held) == 1 and row.head and _fits(row, asked, over, MISSING) else None


def _ranked(row: _Row, rank: int, asked: set[str], over: set[str]) -> str | None:
    """The name in a row of this place, when what is over the row is what the question speaks of."""
    name = next((cell for cell in row.cells[1:] if _is_name(cell)), None)
    topic = asked - set(terms(_PLACE_WORDS))
    if name is None or row.cells[0].strip(".") != str(rank) or not topic & over:
        return None
    return name if _fits(row, topic, over, 1) else None


def _fits(row: _Row, asked: set[str], over: set[str], missing: int) -> bool:
    """Whether what is asked stands in the row or over it, but for some words."""
    absent = asked - set(terms(" ".join([*row.cells, *row.head]))) - over
    return len(absent) <= missing and not any(_COUNTS.search(word) for word in absent)


def _is_name(cell: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", cell)) and bool(terms(cell))
