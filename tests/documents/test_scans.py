"""Scans: pages that are pictures, in PDFs and as images, with Tesseract and without; what the report says of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.pagesizes import A5
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from qa.documents import images, pdf_words, recognition, scans
from qa.documents.worker import Picture
from qa.types import Document, Note, Skipped
from tests.documents import samples
from tests.documents.conftest import Load
from tests.scanned import DPI, MILL, OWNERS, SIZE, bound, saved, scan

Reason = Callable[[str, bytes | str], str]
INSTALL = "install tesseract-ocr to read scans"


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "PROGRAM", "tesseract-that-nobody-has")


MIXED = bound("The first page is text.", scan(MILL, OWNERS), None, "The last page is text too.")


def test_without_tesseract_the_pages_are_named_and_the_others_read(load: Load, no_tesseract: None) -> None:
    document, note = load("a.pdf", MIXED)
    assert isinstance(document, Document)
    assert document.text == "The first page is text.\n\nThe last page is text too."
    assert note == Note("a.pdf", f"page 2 has no text: {INSTALL}", scan=True)


def test_without_tesseract_a_file_of_scans_is_skipped(load: Load, no_tesseract: None) -> None:
    page = scan(OWNERS)
    assert load("a.pdf", bound(page, page, None, page)) == [
        Skipped("a.pdf", f"pages 1–2, 4 have no text: {INSTALL}", scan=True)
    ]
    assert load("a.png", saved(page)) == [Skipped("a.png", f"a picture: {INSTALL}", scan=True)]
    many = saved(page, "TIFF", save_all=True, append_images=[page, page])
    assert load("a.tif", many) == [Skipped("a.tif", f"pages 1–3 have no text: {INSTALL}", scan=True)]


@pytest.mark.usefixtures("tesseract")
class TestRecognised:
    def test_scanned_pages_are_read_in_their_order(self, load: Load) -> None:
        document, note = load("a.pdf", MIXED)
        assert isinstance(document, Document)
        assert document.text.split("\n\n") == ["The first page is text.", MILL, OWNERS, "The last page is text too."]
        assert isinstance(note, Note)
        assert note.text.startswith("page 2 read by text recognition, mean confidence 9")
        assert note.scan

    def test_the_half_of_a_page_that_lies_in_a_shadow_is_read(self, load: Load) -> None:
        page = scan(MILL, OWNERS).convert("L")
        shadow = Image.new("L", page.size, 255)
        shadow.paste(100, (0, 0, page.width // 2, page.height))
        document, _ = load("a.png", saved(ImageChops.multiply(page, shadow.filter(ImageFilter.GaussianBlur(10)))))
        assert isinstance(document, Document)
        assert document.text.split("\n\n") == [MILL, OWNERS]

    @pytest.mark.parametrize("title", ["The mill", "the_mill", "Scan 2025-12-05 10.30", "IMG_0017", "The mill.pdf"])
    def test_what_a_scanner_calls_a_file_is_no_title(self, load: Load, title: str) -> None:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=A5)
        canvas.setTitle(title)
        canvas.drawImage(ImageReader(scan("Bakers buy the tide mill of Vale", MILL)), 0, 0, *A5)
        canvas.save()
        document, _ = load("The mill.pdf", buffer.getvalue())
        assert isinstance(document, Document)
        assert document.title == "Bakers buy the tide mill of Vale"

    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_a_picture_that_is_cut_off_is_told_with_what_to_do(self, reason: Reason, kind: str) -> None:
        whole = saved(scan(MILL), kind)
        half = whole[: len(whole) // 2]
        assert reason("a.png", half) == (
            f"it cannot be read by text recognition: the file ends within the picture, after {len(half):,} bytes: "
            "copy it again, or scan the page again"
        )

    def test_a_sentence_goes_on_over_pages_and_hyphens_are_joined(self, load: Load) -> None:
        pages = bound(
            scan("The mill was built by an inter-", "national guild of", width=40), scan("bakers and millers.")
        )
        document, _ = load("a.pdf", pages)
        assert isinstance(document, Document)
        assert document.text == "The mill was built by an international guild of bakers and millers."

    @pytest.mark.parametrize("turn", [0, 90, 180, 270])
    def test_images_however_they_lie(self, load: Load, turn: int) -> None:
        document, note = load("a.png", saved(scan(MILL, OWNERS).rotate(turn, expand=True), dpi=(DPI, DPI)))
        assert isinstance(document, Document)
        assert document.text.split("\n\n") == [MILL, OWNERS]
        assert isinstance(note, Note)
        assert note.text.startswith("read by text recognition, mean confidence 9")

    @pytest.mark.parametrize("name", ["fax.tif", "16-bit.png", "transparent.png", "turned.jpg", "colours.jpeg"])
    def test_images_as_programs_write_them(self, load: Load, name: str) -> None:
        page = scan(OWNERS)
        exif = Image.Exif()
        exif[0x0112] = 6  # a camera held upright: to be turned to the right
        data = {
            "fax.tif": lambda: saved(
                page.convert("1").resize((page.width, page.height // 2)), "TIFF", compression="group4", dpi=(200, 100)
            ),
            "16-bit.png": lambda: saved(page.convert("I").point(lambda value: value * 257).convert("I;16")),
            "transparent.png": lambda: saved(Image.merge("LA", (page, page.point(lambda value: 255 - value)))),
            "turned.jpg": lambda: saved(page.rotate(90, expand=True), "JPEG", exif=exif),
            "colours.jpeg": lambda: saved(page.convert("CMYK"), "JPEG"),
        }[name]()
        document, _ = load(name, data)
        assert isinstance(document, Document)
        assert document.text == OWNERS

    def test_the_pages_of_a_tiff(self, load: Load) -> None:
        pages = saved(scan(MILL), "TIFF", save_all=True, append_images=[scan(OWNERS), Image.new("L", SIZE, 255)])
        document, note = load("2025-12-05-mill.tiff", pages)
        assert isinstance(document, Document)
        assert document.text.split("\n\n") == [MILL, OWNERS]
        assert str(document.date) == "2025-12-05"
        assert isinstance(note, Note)
        assert note.text.startswith("pages 1–2 read by text recognition, mean confidence ")
        assert note.text.endswith("; no text is found on page 3 by text recognition")

    def test_a_stamp_on_a_scan_does_not_hide_it_and_a_caption_stays_as_it_is(self, load: Load) -> None:
        photograph = Image.effect_noise(SIZE, 60)
        document, note = load(
            "a.pdf", bound(("Digitized by Vale Library", scan(MILL)), ("The mill in May.", photograph))
        )
        assert isinstance(document, Document)
        assert MILL in document.text
        assert document.text.endswith("The mill in May.")
        assert isinstance(note, Note)
        assert note.text.startswith("page 1 read by text recognition, ")

    def test_a_photograph_is_no_article(self, reason: Reason) -> None:
        told = "no text is found by text recognition"
        assert reason("a.jpg", saved(Image.effect_noise(SIZE, 90), "JPEG")) == told
        assert reason("b.png", saved(Image.new("RGB", (300, 300), "navy"))) == told

    def test_what_is_hard_to_read_is_named(self, load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scans, "LOW", 1.1)
        _, note = load("a.pdf", bound(scan(MILL), scan(OWNERS)))
        assert isinstance(note, Note)
        assert ", low on pages 1–2, the lowest 9" in note.text
        assert note.text.endswith(" %: compare it with the picture")

    def test_the_same_page_gives_the_same_text(self, load: Load) -> None:
        data = saved(scan(MILL).rotate(1.5, fillcolor=255), dpi=(DPI, DPI))
        assert load("a.png", data) == load("a.png", data)

    def test_lines_that_are_left_out_are_counted(self) -> None:
        faint = ((0, 96.0), (1, 20.0), (2, 96.0))
        page = recognition._page(
            [recognition._Word((1, 1, n), 0, 30 * n, 90, 20, sure, "mill") for n, sure in faint],
            Picture(900, 600, DPI, b""),
        )
        assert ([line.text for line in page.lines], page.words, page.stains) == (["mill", "mill"], 2, 1)
        told = scans._told({0: page}, scans._pages)
        assert told.endswith("; lines that cannot be made out are left out: 1")

    def test_pages_beyond_the_limit_are_named(self, load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scans, "PAGES", 1)
        document, note = load("a.pdf", bound(scan(MILL), scan(OWNERS), scan(OWNERS)))
        assert isinstance(document, Document)
        assert document.text == MILL
        assert isinstance(note, Note)
        assert note.text.endswith("; pages 2–3 not read: more than 1 scanned pages, split it")

    def test_a_page_that_takes_too_long_is_named(self, load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(recognition, "SECONDS", 0.01)
        assert load("a.pdf", bound("The mill.", scan(MILL)))[1] == Note(
            "a.pdf",
            "page 2 cannot be read by text recognition: damaged, too large, or more than 0.01 seconds a page or "
            "3 hours in all",
            scan=True,
        )

    def test_a_page_that_takes_the_drawing_process_down_costs_no_other(
        self, load: Load, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pdf_words, "PIXELS", 10**15)
        monkeypatch.setattr(pdf_words, "DPI", 10**6)
        document, note = load("a.pdf", MIXED)
        assert isinstance(document, Document)
        assert document.text == "The first page is text.\n\nThe last page is text too."
        assert isinstance(note, Note)
        assert note.text.startswith("page 2 cannot be read by text recognition: ")

    def test_an_image_that_is_more_than_it_seems(self, load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(images, "DECODED", 1_000_000)
        data = saved(Image.new("1", (20_000, 20_000)))
        assert len(data) < 100_000
        (item,) = load("a.png", data)
        assert isinstance(item, Skipped)
        assert item.reason.startswith("it cannot be read by text recognition: damaged, too large")

    def test_scans_in_archives_and_mail(self, load: Load) -> None:
        message = samples.mail()
        message.add_attachment(saved(scan(OWNERS)), maintype="image", subtype="png", filename="page.png")
        for name, data in (("a.eml", bytes(message)), ("a.zip", samples.zipped({"page.png": saved(scan(OWNERS))}))):
            *_, document, note = load(name, data)
            assert isinstance(document, Document)
            assert (document.id, document.text) == (f"{name}#page.png", OWNERS)
            assert isinstance(note, Note)
            assert note.file == document.id


def test_a_damaged_image_is_told_in_a_line(reason: Reason) -> None:
    data = saved(scan(MILL))
    assert reason("a.png", b"RIFF1234WEBPVP8 ") == (
        "not a PNG, JPEG or TIFF image, or a damaged one: save it again as .png"
    )
    assert reason("b.png", data[: len(data) // 2])


@given(st.sets(st.integers(0, 40), min_size=1))
def test_every_page_is_told_of_once(numbers: set[int]) -> None:
    named = scans._pages(numbers)
    listed = [part.split("–") for part in named.split(" ", 1)[1].split(" and ")[0].split(", ")]
    ranges = [range(int(part[0]), int(part[-1]) + 1) for part in listed]
    assert all(left.stop < right.start for left, right in pairwise(ranges))
    assert {number - 1 for found in ranges for number in found} <= numbers
    more = int(named.partition(" and ")[2].removesuffix(" more") or 0)
    assert sum(map(len, ranges)) + more == len(numbers)
