"""PDF: what the places of words tell - columns, tables, raised digits, what is cut off, titles, running titles."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Table

from qa.documents import pdf_words
from qa.documents.hyphens import Hyphens
from qa.documents.pdf_layout import bands
from qa.documents.pdf_segments import clean
from qa.documents.pdf_tables import arrange
from qa.documents.pdf_words import Word
from qa.types import Document
from tests.documents.test_bombs import pdf as plain_pdf
from tests.documents.test_bombs import stream
from tests.documents.test_pdf import drawn

Only = Callable[[str, bytes | str], Document]
Reason = Callable[[str, bytes | str], str]
BODY = getSampleStyleSheet()["BodyText"]
PLACED = tuple[float, float, str]


def placed(*texts: PLACED | tuple[float, float, str, float]) -> bytes:
    """One page with each text at its place, in the order of drawing; 12 points large unless it says so."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for x, y, text, *size in texts:
        canvas.setFont("Helvetica", *(size or [12]))
        canvas.drawString(x, y, text)
    canvas.save()
    return buffer.getvalue()


def typeset(*story: object) -> bytes:
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4).build(list(story))
    return buffer.getvalue()


LEFT = (
    "The tide mill of Vale was built in",
    "1801 by a guild of bakers, who came",
    "from the weir. It had three wheels",
    "and a bell that rang at every tide.",
    "A storm took it in 1926.",
)
RIGHT = (
    "The second mill was raised again",
    "in 1931 for 1,700 crowns. It has a",
    "railway of its own since 1938, and",
    "that was closed again in 1974 and",
    "sold to a farmer of Upper Weir.",
)
READ = " ".join(LEFT) + "\n\n" + " ".join(RIGHT)


def test_columns_that_are_drawn_line_by_line_are_read_one_after_the_other(document: Only) -> None:
    rows = zip(itertools.count(700, -14), LEFT, RIGHT, strict=False)
    data = placed(*(text for y, left, right in rows for text in ((40, y, left), (300, y, right))))
    assert document("a.pdf", data).text == READ


@pytest.mark.parametrize("rows", [(LEFT, RIGHT[:4]), (LEFT[:4], RIGHT)])
def test_columns_of_different_length(document: Only, rows: tuple[tuple[str, ...], ...]) -> None:
    texts = [
        (x, 700 - 14 * n, text)
        for n, row in enumerate(itertools.zip_longest(*rows))
        for x, text in zip((40, 300), row, strict=True)
        if text
    ]
    assert " ".join(document("a.pdf", placed(*texts)).text.split()) == " ".join([*rows[0], *rows[1]])


def test_columns_that_are_drawn_one_after_the_other_stay_so(document: Only) -> None:
    for step in (14, 17):
        texts = [(x, 700 - step * n, line) for x, column in ((40, LEFT), (300, RIGHT)) for n, line in enumerate(column)]
        assert document(f"{step}.pdf", placed((40, 760, "Two mills"), *texts)).text == "Two mills\n\n" + READ


TABLE = [["Town", "Length", "Repairs", "Lights"], ["Vale", "210 m", "3,150", ""], ["Weir", "95 m", "", "72"]]
ROWS = "Town | Length | Repairs | Lights\nVale | 210 m | 3,150 | \nWeir | 95 m |  | 72"


@pytest.mark.parametrize("align", ["LEFT", "RIGHT", "CENTER"])
def test_a_table_is_read_row_by_row_with_its_empty_cells(document: Only, align: str) -> None:
    before, after = Paragraph("The council published its costs.", BODY), Paragraph("The work begins in May.", BODY)
    data = typeset(before, Table(TABLE, colWidths=90, style=[("ALIGN", (1, 0), (-1, -1), align)]), after)
    assert document("a.pdf", data).text == f"The council published its costs.\n\n{ROWS}\n\nThe work begins in May."


HOLES = [
    (
        [["", "2023", "2024", "2025"], ["Rye", "12", "", "15"], ["Oats", "", "14", "11"], ["Barley", "7", "9", ""]],
        " | 2023 | 2024 | 2025\nRye | 12 |  | 15\nOats |  | 14 | 11\nBarley | 7 | 9 | ",
    ),
    (
        [["Grain", "2023", "2024"], ["Rye", "–", "12"], ["Oats", "-", "—"], ["Hay", "−", "--"]],
        "Grain | 2023 | 2024\nRye |  | 12\nOats |  | \nHay |  | ",
    ),
]


@pytest.mark.parametrize("align", ["LEFT", "RIGHT", "CENTER"])
@pytest.mark.parametrize(("cells", "text"), HOLES)
def test_empty_cells_keep_their_places_in_every_row(
    document: Only, cells: list[list[str]], text: str, align: str
) -> None:
    data = typeset(Table(cells, colWidths=90, style=[("ALIGN", (1, 0), (-1, -1), align)]))
    assert document("a.pdf", data).text == text


@pytest.mark.parametrize("align", ["TOP", "MIDDLE"])
def test_cells_of_several_lines_are_one_cell(document: Only, align: str) -> None:
    long = "The quay was raised by 40 centimetres, and lamps were set on both sides of the road to the weir."
    cells = [["Town", "What was done", "Crowns"], ["Vale", long, "3,150"], ["Weir", "New lamps", "95"]]
    rows = [[Paragraph(cell, BODY) for cell in row] for row in cells]
    data = typeset(Table(rows, colWidths=[80, 160, 80], style=[("VALIGN", (0, 0), (-1, -1), align)]))
    assert document("a.pdf", data).text == "\n".join(" | ".join(row) for row in cells)


@pytest.mark.parametrize(("kind", "marks"), [("bullet", ("•", "•")), ("1", ("1.", "2."))])
def test_lists_are_no_tables(document: Only, kind: str, marks: tuple[str, str]) -> None:
    items = [
        "The wheels turn at high tide, and at low tide they stand still, as they have for two hundred years.",
        "So.",
    ]
    story = ListFlowable(
        [Paragraph(text, BODY) for text in items], bulletType=kind, bulletFormat="%s." if kind == "1" else None
    )
    expected = [f"{mark} {text}" for mark, text in zip(marks, items, strict=True)]
    assert document("a.pdf", typeset(story)).text.split("\n\n") == expected


def test_numbers_at_the_start_of_a_line_are_no_items_within_a_sentence(document: Only) -> None:
    lists = ["Two things are ground:", "1. oats of the best kind", "2. rye"]
    assert document("a.pdf", drawn([lists])).text == "Two things are ground: 1. oats of the best kind\n\n2. rye"
    assert document("b.pdf", drawn([["The mill was opened on May", "5. It grinds."]])).text.count("\n") == 0


def test_what_stands_beside_each_other_once_is_one_line(document: Only) -> None:
    lines = [(40, 700 - 14 * n, text) for n, text in enumerate(LEFT)]
    data = placed((40, 760, "Vale Gazette"), (400, 760, "5 May 2024"), *lines)
    assert document("a.pdf", data).text == "Vale Gazette 5 May 2024\n\n" + " ".join(LEFT)


def test_raised_and_lowered_digits(document: Only) -> None:
    text = (
        "It holds 10<super>-6</super> g and 10<super>5</super> eggs on 20 km<super>2</super>, the 20<super>th</super> "
    )
    text += "time in 1998<super>12</super> of H<sub>2</sub>O."
    read = "It holds 10⁻⁶ g and 10⁵ eggs on 20 km², the 20th time in 1998¹² of H2O."
    assert document("a.pdf", typeset(Paragraph(text, BODY))).text == read


def test_a_footnote_begins_with_its_raised_mark(document: Only) -> None:
    end = 40 + stringWidth("It cost 1,700", "Helvetica", 12)
    data = placed((40, 700, "It cost 1,700"), (end, 705, "4", 7), (40, 60, "4", 6), (44, 57, "Of that time.", 9))
    assert document("a.pdf", data).text == "It cost 1,700⁴\n\n⁴ Of that time."


def test_letters_that_are_drawn_as_one_are_read_apart() -> None:
    assert clean("The ﬁrst oﬃce of the ﬂeet") == "The first office of the fleet"


def test_what_is_cut_off_is_not_read(document: Only) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, cropBox=(50, 50, 500, 700))
    for x, y, text in ((60, 600, "The mill turns."), (60, 760, "Secret above."), (520, 300, "Secret beside.")):
        canvas.drawString(x, y, text)
    canvas.save()
    assert document("a.pdf", buffer.getvalue()).text == "The mill turns."


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_text_that_is_turned_is_read_along_its_lines(document: Only, turns: int) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 600))
    canvas.translate(300, 300)
    canvas.rotate(90 * turns)
    for n, line in enumerate(("The mill turns with", "the tide in 1998", "and stands at night.")):
        canvas.drawString(-200, 100 - 14 * n, line)
    canvas.save()
    assert document("a.pdf", buffer.getvalue()).text == "The mill turns with the tide in 1998 and stands at night."


def test_a_title_of_two_lines(document: Only) -> None:
    lines = [(40, 640 - 14 * n, text) for n, text in enumerate((*LEFT, *RIGHT))]
    data = placed((40, 760, "What the Tide Mill of Vale", 20), (40, 734, "Owes Its Bakers", 20), *lines)
    found = document("a.pdf", data)
    assert found.title == "What the Tide Mill of Vale Owes Its Bakers"
    assert found.text.startswith(found.title + "\n\n")


def test_running_titles_with_the_number_of_their_page_are_kept_once(document: Only) -> None:
    pages = [[f"The Vale Gazette, page {n}", "", f"In {1800 + 7 * n} the mill was"] for n in range(3, 8)]
    text = document("a.pdf", drawn(pages)).text
    assert (text.count("The Vale Gazette"), text.count("the mill was")) == (1, 5)


def test_numbered_headings_of_pages_stay(document: Only) -> None:
    text = document("a.pdf", drawn([[f"Day {n}", "", f"In {1800 + 7 * n} the mill was"] for n in range(1, 6)])).text
    assert all(f"Day {n}" in text for n in range(1, 6))


@pytest.mark.parametrize(
    ("above", "line", "joined"),
    [
        ("an inter-", "national guild", "an international guild"),
        ("of a well-", "known miller", "of a well-known miller"),
        ("a tide-", "mill was", "a tide-mill was"),  # seen elsewhere
        ("the water-", "wheel turned", "the waterwheel turned"),  # seen elsewhere
        ("the stone-", "mason came", "the stone-mason came"),  # both halves are words of their own
        ("he had some-", "thing to say", "he had something to say"),
        ("pre-", "and post-war", "pre- and post-war"),
        ("the East-", "Vale bakers", "the East-Vale bakers"),
        ("a 12-", "pound sack", "a 12-pound sack"),
        ("twenty-", "five years", "twenty-five years"),
        ("from 1998–", "2004 only", "from 1998–2004 only"),
        ("a long dash –", "and more", "a long dash – and more"),
        ("an inter\u00ad", "national guild", "an international guild"),
    ],
)
def test_hyphens(above: str, line: str, joined: str) -> None:
    others = ["one tide-mill", "one waterwheel", "some mason left a stone", "any thing"]
    assert Hyphens([*others, above, line]).join(above, line) == joined


WORDS = st.lists(
    st.builds(
        Word,
        st.text("abz17-.", min_size=1, max_size=6),
        st.integers(0, 40).map(lambda n: 12.5 * n),
        st.integers(0, 40).map(lambda n: 12.5 * n),
        st.integers(0, 30).map(lambda n: 6.0 * n),
        st.sampled_from([6.0, 9.0, 12.0, 0.0]),
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=40,
)


@given(WORDS)
def test_no_word_is_lost_or_read_twice(words: list[Word]) -> None:
    text = " ".join(line.text for group in bands(words) for line in arrange(group))
    plain = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", " |")
    assert sorted(text.translate(plain)) == sorted("".join(word.text for word in words))


def test_the_reader_is_started_once_and_again_after_a_file_that_ended_it(document: Only, reason: Reason) -> None:
    document("a.pdf", drawn([["The mill turns."]]))
    first = pdf_words.worker.running()
    document("b.pdf", drawn([["It grinds."]]))
    assert pdf_words.worker.running() is first
    first.kill()
    first.wait()
    assert document("c.pdf", drawn([["It stands."]])).text == "It stands."


def test_a_file_that_takes_its_reader_down_is_told_in_a_line(reason: Reason, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_words, "SECONDS", 0)  # of the processor
    heavy = plain_pdf("5 0 R", stream(b"BT /F 9 Tf " + b"(A mill.) Tj " * 400_000 + b"ET"))
    assert reason("a.pdf", heavy).startswith("holds too much to be read")


def test_a_reader_that_does_not_start_says_what_to_install(reason: Reason, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf_words.worker.stop()
    monkeypatch.setattr(pdf_words.worker, "reader", pdf_words.worker.reader.with_name("none.py"))
    for name in ("a.pdf", "b.pdf"):
        told = reason(name, drawn([["The mill turns."]]))
        assert told == "the reader of PDFs does not start: pip install pypdfium2"
