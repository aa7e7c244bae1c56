"""PDF: lines put together again, across pages too; what stands at the edges; locked, damaged and empty files."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from types import ModuleType

import pypdf
import pytest
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from qa.documents import pdf, pdf_words
from qa.types import Document

Only = Callable[[str, bytes | str], Document]
Reason = Callable[[str, bytes | str], str]
STYLES = getSampleStyleSheet()

WORDS = (
    "The tide mill of Vale was built in {} by a guild of bakers, who wanted flour in every month of the year, "
    "and it has ground oats and rye ever since without a day of rest."
)


def drawn(pages: list[list[str]], step: int = 14, **info: str) -> bytes:
    """A PDF with these lines on its pages; an empty line leaves a gap."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A5)
    canvas.setTitle(info.get("title", ""))
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(40, 540 - step * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def typeset(title: str = "") -> tuple[bytes, list[str]]:
    """A PDF of several pages set by a library, with page numbers, and its paragraphs."""
    paragraphs = [" ".join([WORDS.format(1800 + 3 * n + k) for k in range(1 + n % 3)]) for n in range(12)]
    buffer = io.BytesIO()

    def number(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.drawCentredString(200, 20, str(template.page))

    story = [Paragraph("A mill and its makers", STYLES["Heading1"])]
    story += [Paragraph(text, STYLES["BodyText"]) for text in paragraphs]
    template = SimpleDocTemplate(buffer, pagesize=A5, title=title)
    template.build(story, onFirstPage=number, onLaterPages=number)
    return buffer.getvalue(), ["A mill and its makers", *paragraphs]


def test_paragraphs_come_back_whole_over_pages(document: Only) -> None:
    data, paragraphs = typeset("The mills of Vale")
    reader = pypdf.PdfReader(io.BytesIO(data))
    cut = [page.extract_text().rstrip()[-1] for page in reader.pages[:-1]]
    assert len(reader.pages) > 2
    assert any(end not in ".!?" for end in cut)  # or the test would not show what it says
    found = document("a.pdf", data)
    assert found.text.split("\n\n") == paragraphs
    assert (found.title, found.date, found.source) == ("The mills of Vale", None, None)


def test_a_sentence_over_a_page_break_stays_one(document: Only) -> None:
    data = drawn([["The mill was built by a guild of", "1"], ["Bakers of Vale. It grinds.", "2"]])
    assert document("a.pdf", data).text == "The mill was built by a guild of Bakers of Vale. It grinds."


def test_a_sentence_that_ends_with_the_page_ends_there(document: Only) -> None:
    data = drawn([["The mill was built by bakers."], ["It grinds oats and rye."]])
    assert document("a.pdf", data).text == "The mill was built by bakers.\n\nIt grinds oats and rye."


def test_hyphens_at_line_ends(document: Only) -> None:
    data = drawn([["An inter-", "national guild of the East-", "Vale bakers sold 12-", "pound sacks."]])
    assert document("a.pdf", data).text == "An international guild of the East-Vale bakers sold 12-pound sacks."


def test_a_gap_ends_a_paragraph_but_not_within_a_sentence(document: Only) -> None:
    data = drawn(
        [
            [
                "The mill was built by a guild of bakers",
                "who lived here",
                "",
                "Now it grinds oats",
                "for the town.",
                "",
                "and for us.",
            ]
        ]
    )
    text = "The mill was built by a guild of bakers who lived here\n\nNow it grinds oats for the town.\n\nand for us."
    assert document("a.pdf", data).text == text


def test_running_titles_are_kept_once(document: Only) -> None:
    pages = [
        ["Vale Gazette", f"The mill of {year} was", "built by bakers and", f"Page {n} of 4"]
        for n, year in enumerate((1801, 1802, 1803, 1804), 1)
    ]
    text = document("a.pdf", drawn(pages)).text
    assert text.count("Vale Gazette") == 1
    assert "Page" not in text
    assert all(str(year) in text for year in (1801, 1802, 1803, 1804))


def test_a_year_at_the_foot_of_a_page_stays(document: Only) -> None:
    data = drawn([["The mill was built in", "1801"], ["and rebuilt in", "1950"]])
    assert document("a.pdf", data).text == "The mill was built in 1801 and rebuilt in 1950"


def test_the_news_form(document: Only) -> None:
    data = drawn([["date 2025-12-05", "", "The mill opened", "on Friday."], ["It grinds.", "", "Based On ANI Report"]])
    found = document("a.pdf", data)
    assert (found.date, found.source) == (datetime.date(2025, 12, 5), "ANI")
    assert found.text == "The mill opened on Friday.\n\nIt grinds."


@pytest.mark.parametrize("title", ["untitled", "(anonymous)", "Microsoft Word - draft.doc", "mill_v2.indd", "-", ""])
def test_a_title_that_a_program_wrote_is_passed_over(document: Only, title: str) -> None:
    assert document("a.pdf", drawn([["The mill opened. It grinds."]], title=title)).title == "The mill opened."


def locked(password: str, owner: str | None = None) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(drawn([["The mill stands."]])))
    writer.encrypt(password, owner, algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_pdf_with_a_password_is_reported(reason: Reason) -> None:
    assert reason("a.pdf", locked("secret")) == "password-protected"


def test_a_pdf_that_is_locked_against_changes_only_is_read(document: Only) -> None:
    assert document("a.pdf", locked("", "owner")).text == "The mill stands."


def test_blank_pages_are_reported(reason: Reason) -> None:
    assert reason("a.pdf", drawn([[""], [""]])) == "no text in it"


def test_damaged_files_are_reported(reason: Reason, capfd: pytest.CaptureFixture[str]) -> None:
    data, _ = typeset()
    assert reason("a.pdf", b"%PDF-1.7\nnothing else").startswith("damaged PDF: ")
    assert reason("b.pdf", data[:900]).startswith("damaged")
    assert reason("c.pdf", "The mill stands.") == "not a PDF, whatever its name says"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("place", "name", "limit", "words"),
    [
        (pdf_words, "PAGES", 1, "2 pages, more than the limit of 1"),
        (pdf_words, "WORDS", 4, "more than 4 words on page 1"),
        (pdf, "TEXT_LENGTH", 20, "of text"),
    ],
)
def test_limits(
    reason: Reason, monkeypatch: pytest.MonkeyPatch, place: ModuleType, name: str, limit: int, words: str
) -> None:
    monkeypatch.setattr(place, name, limit)
    data = drawn([["The mill stands by the weir."], ["It grinds."]])
    assert words in reason("a.pdf", data)
    monkeypatch.undo()
    assert reason("b.pdf", b"%PDF-1.7") == "damaged PDF: it does not open"  # the next file is read from its start
