"""Tables by years, and questions that compare rows."""

from __future__ import annotations

import datetime
import doctest
from pathlib import Path

import pytest

from qa import Assistant, build_index
from qa.answer.tables import columns, grid
from qa.answer.tables.columns import amounts
from qa.answer.tables.grid import tables
from qa.index.passages import pack
from qa.types import Document, Hit
from tests.answer.test_rows import read

LAMPS = """Parish | Lamps | Paid (EUR) | Keeper
Norrby | 212 | 18,400 | Ida Falk
Tessel | 148 | 12,950 | Bo Rask
Lunde | 305 | 27,100 | Ida Falk
Harg | 96 | – | Ola Vik
Total | 761 | 58,450 | """
BY_YEAR = """Orchard | 2021 | 2022 | 2023
Kell | 84 | 61 | 70
Brant | 132 | 97 | n/a
Old Mill | 45 | 44 | 52"""
WINNERS = """Year | Winner | Town | Riders
2021 | Ada Lund | Marlow | 140
2022 | Per Holt | Orrin | 155
2023 | Ada Lund | Marlow | 155
2024 | Runa Berg | Halden | 98"""
LAPS = """Driver | Laps | Best lap (s)
Lotte Vask | 30 | 41.82
Rico Tams | 30 | 41.65
Max Orf | 29 | 41.91"""
MIXED = """Path | Length | Height (m)
Gull Walk | 12 km | 80
Fell Walk | 9 miles | 640
Moss Walk | 4 km | 640"""
PARISHES, HARVEST, RACE, KARTS, PATHS = (
    ("What the parishes paid for street lamps", LAMPS),
    ("Apples of the valley, in tonnes", BY_YEAR),
    ("Winners of the Hollin cycle race", WINNERS),
    ("The evening race at Drum Park", LAPS),
    ("Paths around the bay", MIXED),
)


@pytest.mark.parametrize(
    ("article", "question", "short", "row"),
    [
        (PARISHES, "Which parish paid the most?", "Lunde", "Lunde"),
        (PARISHES, "Which parish paid the least for its lamps?", None, ""),  # both columns are spoken of
        (PARISHES, "which parish has the fewest lamps", "Harg", "Harg"),
        (PARISHES, "Which parish has the second most lamps?", "Norrby", "Norrby"),
        (PARISHES, "What was the highest number of lamps?", "305", "Lunde"),
        (PARISHES, "Which parish kept by Ida Falk has the fewest lamps?", "Norrby", "Norrby"),
        (PARISHES, "Which parish paid more than 20,000?", "Lunde", "Lunde"),
        (PARISHES, "How many parishes paid more than 15,000?", None, "Norrby"),
        (PARISHES, "How many lamps does Harg have?", "96", "Harg"),
        (PARISHES, "How much did Harg pay?", None, "Harg"),
        (PARISHES, "Who is the keeper in Tessel?", "Bo Rask", "Tessel"),
        (HARVEST, "How many tonnes of apples did Kell pick in 2022?", "61", "Kell"),
        (HARVEST, "How many tonnes of apples did Brant pick in 2023?", None, "Brant"),
        (HARVEST, "How many tonnes of apples did Kell pick in 2019?", None, ""),
        (HARVEST, "How many tonnes of apples did Kell pick?", None, "Kell"),
        (HARVEST, "Which orchard picked the most apples in 2022?", "Brant", "Brant"),
        (HARVEST, "Which orchard picked the most apples?", None, ""),
        (RACE, "Who won the Hollin cycle race in 2022?", "Per Holt", "2022"),
        (RACE, "Who won the Hollin cycle race in 2024?", "Runa Berg", "2024"),
        (RACE, "Who won the Hollin cycle race in 2019?", None, ""),
        (RACE, "In which town was the Hollin cycle race in 2024?", "Halden", "2024"),
        (RACE, "How many riders were in the Hollin cycle race in 2021?", "140", "2021"),
        (RACE, "Which year had the fewest riders in the Hollin cycle race?", "2024", "2024"),
        (RACE, "Which year had the most riders in the Hollin cycle race?", None, ""),  # two of them
        (KARTS, "Who drove the fastest lap at Drum Park?", "Rico Tams", "Rico"),
        (PATHS, "Which path around the bay is the longest?", None, ""),  # two units
        (PATHS, "Which path around the bay is the highest?", None, ""),  # two rows
        (PATHS, "Who painted the tallest church in Halden?", None, ""),
    ],
)
def test_rows_that_are_compared_and_rows_of_years(
    article: tuple[str, str], question: str, short: str | None, row: str
) -> None:
    reading = read(*article, question)
    assert reading.short == short
    if row:
        assert reading.candidates[0].sentence.text.startswith(row)


def test_a_table_is_compared_whole_though_a_passage_holds_some_of_its_rows() -> None:
    rows = "\n".join(f"Hill {chr(65 + n)}x | {300 + 7 * n} | {n % 3}" for n in range(20))
    document = Document("d", "Hills of the bay", f"Hill | Height (m) | Huts\n{rows}")
    passages = pack(document)
    assert len(passages) > 2
    (table,) = tables(Hit(document, passages[0], 1.0))
    assert (table.head, len(table.rows)) == (["Hill", "Height (m)", "Huts"], 20)
    for row in table.rows:
        assert document.text[row.sentence.start : row.sentence.end] == row.sentence.text


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["1.240", "2.310"], [1.24, 2.31]),
        (["1.240", "980"], None),
        (["£3", "£12"], [3.0, 12.0]),
        (["£3", "€12"], None),
        (["-3.1", "−2", "+4"], [-3.1, -2.0, 4.0]),
        (["3", "some"], None),
        (["1:05", "59"], None),
        (["", ""], None),
    ],
)
def test_what_cells_amount_to(cells: list[str], found: list[float] | None) -> None:
    assert amounts(cells) == found


def test_a_row_of_the_year_that_is_asked_for_answers_from_an_article_of_another(tmp_path: Path) -> None:
    place = tmp_path / "articles"
    place.mkdir()
    title, text = RACE
    lines = [f"| {line} |" for line in text.split("\n")]
    lines.insert(1, "|---|---|---|---|")
    (place / "race.md").write_text("\n".join(["---", f"title: {title}", "date: 2025-05-04", "---", "", *lines]))
    (place / "club.txt").write_text("date 2022-03-01\n\nThe club\n\nThe club won a grant for showers in Marlow.\n")
    build_index(place, tmp_path / "index")
    assistant = Assistant.open(tmp_path / "index")
    answer = assistant.ask("Who won the Hollin cycle race in 2022?", asked_on=datetime.date(2025, 6, 1))
    assert answer.short == "Per Holt"
    assert answer.citations[0].text.startswith("2022")


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(columns).failed == 0
    assert doctest.testmod(grid).failed == 0
