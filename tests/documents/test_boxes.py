"""The boxes of the words of scans: each is of the very word that stands in the text at its offsets."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from qa import documents
from qa.documents import paragraphs, recognition
from qa.documents.recognition import _Word
from qa.documents.worker import Picture
from qa.index.store import boxes
from qa.index.store.marks import marks, turn
from qa.types import PAGE_SIDE, Document, ScannedDocument
from tests.documents.conftest import Load
from tests.scanned import DPI, MILL, OWNERS, bound, printed, saved, scan

letters = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)
word = letters | st.sampled_from(["inter-", "national", "1998–", "2004", "-", "co\xad", "\xad", "Mill.", "## ", "a b"])
lines = st.lists(st.lists(word.map(str.strip).filter(bool), min_size=1, max_size=6), max_size=8)
SIDE = PAGE_SIDE  # of a picture: what is left of a word in it counts the words


def only(items: list[object]) -> ScannedDocument:
    (document,) = (item for item in items if isinstance(item, Document))
    assert isinstance(document, ScannedDocument)
    return document


@given(st.lists(lines, min_size=1, max_size=3), st.booleans())
def test_a_box_is_of_the_word_that_stands_in_the_text(pages: list[list[list[str]]], begins: bool) -> None:
    seen: dict[tuple[int, int], str] = {}
    found = []
    for page, words in enumerate(pages):
        given_words = []
        for line, texts in enumerate([["The", f"mill{page}", "stands"], *words, ["It", f"grinds{page}", "oats"]]):
            for text in texts:
                left = len(given_words)
                seen[page, left] = text
                given_words.append(_Word((1, line if begins else 1, line), left, 30 * line, 1, 20, 96.0, text))
        found.append(recognition._page(given_words, Picture(SIDE, SIDE, DPI, b"")).lines)
    document = paragraphs.article("a", None, found)
    assert isinstance(document, ScannedDocument)
    end = 0
    for box in document.boxes:
        stands, was = document.text[box.start : box.end], seen[box.page, box.left]
        assert stands in (was, was[:-1])  # a hyphen at the end of a line may have gone
        assert stands
        assert end <= box.start
        end = box.end
    table = boxes.unpacked(boxes.packed(document.boxes), len(document.text))
    assert [tuple(row) for row in table] == list(document.boxes)


@given(st.integers(-50, 5_000), st.integers(-5, 5_000), st.integers(1, 4_000))
def test_no_box_leaves_its_page(start: int, length: int, whole: int) -> None:
    first, size = recognition._parts(start, length, whole)
    assert 0 <= first < first + size <= PAGE_SIDE


@pytest.mark.usefixtures("tesseract")
class TestRecognised:
    def test_the_boxes_hold_what_is_printed_and_nothing_else_is_printed(self, load: Load) -> None:
        page = scan(MILL, OWNERS)
        document = only(load("a.png", saved(page, dpi=(DPI, DPI))))
        assert [document.text[box.start : box.end] for box in document.boxes] == f"{MILL} {OWNERS}".split()
        ink = np.asarray(page) < 128
        for box in document.boxes:
            left, right = (side * page.width // PAGE_SIDE for side in (box.left, box.left + box.width))
            top, foot = (side * page.height // PAGE_SIDE for side in (box.top, box.top + box.height))
            assert ink[top:foot, left:right].any()
            ink[top - 2 : foot + 2, left - 2 : right + 2] = False
        assert not ink.any()

    def test_pages_are_those_of_the_file_and_a_word_in_two_halves_has_two_boxes(self, load: Load) -> None:
        data = bound("The first page is text.", scan("The mill was built by an inter-", "national guild.", width=40))
        document = only(load("a.pdf", data))
        assert {box.page for box in document.boxes} == {1}
        assert "text" not in [document.text[box.start : box.end] for box in document.boxes]
        at = document.text.index("international")
        halves = [box for box in document.boxes if at <= box.start < at + len("international")]
        assert [document.text[box.start : box.end] for box in halves] == ["inter", "national"]
        assert halves[0].line + 1 == halves[1].line
        assert halves[0].top < halves[1].top

    @pytest.mark.parametrize("lies", [0, 90, 180, 270])
    def test_marks_are_those_of_the_page_upright(self, load: Load, lies: int) -> None:
        page = scan(MILL, OWNERS)
        document = only(load("a.png", saved(page.rotate(lies, expand=True), dpi=(DPI, DPI))))
        table = boxes.unpacked(boxes.packed(document.boxes), len(document.text))
        assert turn(table, 0) == (360 - lies) % 360 // 90
        start = document.text.index("They sold")
        found = marks(table, start, len(document.text))
        expected = [y for line, y in printed(MILL, OWNERS) if line in OWNERS]  # the first from its middle on
        tops = [mark.top * page.height / PAGE_SIDE for mark in found]
        assert len(tops) == len(expected)
        for top, y in zip(tops, expected, strict=True):
            assert abs(top - y) < 15  # a letter begins below where its line does
        assert all(mark.width > 3 * mark.height for mark in found)

    def test_a_line_that_leans_is_marked_in_steps(self, load: Load) -> None:
        document = only(load("a.png", saved(scan(MILL).rotate(2, fillcolor=255), dpi=(DPI, DPI))))
        table = boxes.unpacked(boxes.packed(document.boxes), len(document.text))
        found = marks(table, 0, document.text.index(" of bakers"))
        assert max(mark.height for mark in found) < 1.5 * max(box.height for box in document.boxes)
        steps = [(left, right) for left, right in pairwise(found) if right.left > left.left]
        assert steps
        assert all(right.left <= left.right + 1 and right.top < left.top for left, right in steps)

    def test_the_picture_of_a_page_is_that_which_was_read(self) -> None:
        many = saved(scan(MILL), "TIFF", save_all=True, append_images=[scan(OWNERS)])
        for name, data in (("a.tif", many), ("a.PDF", bound(scan(MILL), scan(OWNERS)))):
            found = documents.page_picture(data, name, 1)
            assert found is not None
            shown = Image.frombytes("L", (found.width, found.height), found.pixels).resize(scan(OWNERS).size)
            away = np.abs(np.asarray(shown, int) - np.asarray(scan(OWNERS), int)).mean()
            assert 4 * away < np.abs(np.asarray(shown, int) - np.asarray(scan(MILL), int)).mean()
            assert documents.page_picture(data, name, 2) is None
        assert documents.page_picture(many[:2000], "a.tif", 0) is None
        assert documents.page_picture(b"%PDF-1.4 nothing", "a.pdf", 0) is None
        assert documents.page_picture(b"The mill.", "a.txt", 0) is None
