"""A question that names a row of a table and one of its columns, or a place in a ranking, is answered by that cell; one
that gives a figure, or asks for the most, by the name in its row.

"Ollby | 95 m | | 145" shares one word with "How much do the lights in Ollby cost?", and is no sentence that a reader
was made for. Both names have to be there: a row that only half fits stays what the reader made of it, and where the row
or the column is in doubt, no cell is given as the few words.
"""

from __future__ import annotations

from dataclasses import replace

from qa.answer.tables.asked import Wanted, fits, is_name, over
from qa.answer.tables.columns import senses
from qa.answer.tables.comparisons import Comparison, comparison
from qa.answer.tables.grid import Grid, Row, tables
from qa.answer.tables.most import by_comparison
from qa.answer.tables.named import Found, by_figure, by_names, by_place, by_year
from qa.answer.tables.ranking import PLACE_WORDS, asked_place, listed
from qa.reader import Candidate, Reading
from qa.types import Hit

# How sure a cell is that the question names by row and column.
NAMED = 0.6


def by_row(question: str, reading: Reading) -> Reading:
    """The reading with the row first whose cell is asked for, that cell as the few words; as it is where none is, but
    without the few words where they are of a row and there is doubt."""
    asked, place, compares = Wanted.of(question), asked_place(question), comparison(question)
    doubt: list[Row] | None = None
    for hit in dict.fromkeys(candidate.hit for candidate in reading.candidates):
        found = tables(hit)
        above = over(hit, found)
        for table in found:
            answer = _of_table(table, asked, place, compares, above)
            if answer is not None and (answer.cell is not None or compares is not None):
                return _first(reading, hit, answer, max(reading.confidence, NAMED))
            if doubt is None and _in_doubt(table, hit.document.id, reading, answer, asked, compares):
                doubt = answer.rows if answer else []
        if item := _item(hit, place, compares, asked, above):
            return _first(reading, hit, item, max(reading.confidence, NAMED))
    if doubt is None:
        return reading
    return _first(reading, reading.candidates[0].hit, Found(doubt, None), reading.confidence)


def _of_table(
    table: Grid, asked: Wanted, place: int | None, compares: Comparison | None, above: frozenset[str]
) -> Found | None:
    if compares is not None:
        return by_comparison(table, compares, asked, above)
    found = by_place(table, place, asked, above) if place else None
    found = found or by_names(table, asked, above)
    if found is None or found.cell is None:
        found = by_year(table, asked, above) or by_figure(table, asked, above) or found
    return found


def _item(
    hit: Hit, place: int | None, compares: Comparison | None, asked: Wanted, above: frozenset[str]
) -> Found | None:
    """The item of a ranked list that has this place, when what is over the list is what the question speaks of: a list
    of "the most visited sights" answers for the most visited one."""
    topic, missing = asked.senses - senses(PLACE_WORDS), 1
    if compares is not None and compares.place > 0 and compares.said <= above:
        place, topic, missing = compares.place, asked.senses, 0
    for row in listed(hit) if place else ():
        said = topic & above and fits(topic, row, [], above, missing)
        if row.cells[0] == str(place) and is_name(row.cells[1]) and said:
            return Found([row], row.cells[1])
    return None


def _in_doubt(
    table: Grid, document: str, reading: Reading, found: Found | None, asked: Wanted, compares: Comparison | None
) -> bool:
    """Whether the reader's few words are of a row of the table, and the question asks for another row or column
    perhaps: rows are compared, one of them is named, or a year."""
    first = reading.candidates[0]
    within = first.hit.document.id == document and first.sentence.start in table.starts
    of_years = bool(asked.years) and (table.year_column() is not None or bool(table.headed_by_year()))
    return within and (found is not None or compares is not None or of_years)


def _first(reading: Reading, hit: Hit, found: Found, confidence: float) -> Reading:
    """The reading with these rows before all else, and the cell, or nothing, as its few words."""
    score = reading.candidates[0].score
    best = [_candidate(reading, hit, row, score) for row in found.rows]
    starts = {(hit.document.id, row.sentence.start) for row in found.rows}
    others = (each for each in reading.candidates if (each.sentence.document_id, each.sentence.start) not in starts)
    return replace(reading, candidates=(*best, *others), confidence=confidence, short=found.cell)


def _candidate(reading: Reading, hit: Hit, row: Row, score: float) -> Candidate:
    """A row as a candidate; in a passage of its own where none that was read holds it."""
    for each in reading.candidates:
        for sentence in each.hit.passage.sentences:
            if sentence.document_id == hit.document.id and sentence.start == row.sentence.start:
                return Candidate(sentence, each.hit, score)
    alone = replace(hit.passage, start=row.sentence.start, end=row.sentence.end, sentences=(row.sentence,))
    return Candidate(row.sentence, replace(hit, passage=alone), score)
